"""What the other days and people around a day put on it: choices, points, limits and rules."""
