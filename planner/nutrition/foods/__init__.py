"""Foods, dishes, supplements and meals: everything a plan can be made of."""
