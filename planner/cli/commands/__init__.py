"""The commands, grouped as in the help."""
