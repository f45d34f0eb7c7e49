"""People: body, energy, targets, diet, safety rules, conditions and medicines."""
