"""The constraints of the other days and people on one day: open choices, points, limits, rules."""
