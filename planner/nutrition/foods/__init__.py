"""Foods, dishes, supplements: what there is to eat."""
