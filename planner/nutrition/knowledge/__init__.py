"""What can be looked up: search, rankings, knowledge pages."""
