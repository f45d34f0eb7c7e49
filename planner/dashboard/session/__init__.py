"""What a visitor's session holds, and work in the background."""
