"""Languages, numbers and units of the pages."""
