"""Who eats: body, targets, diet, safety, conditions."""
