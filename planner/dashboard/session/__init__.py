"""The state of a visitor's session, and background work."""
