"""The actions behind buttons."""
