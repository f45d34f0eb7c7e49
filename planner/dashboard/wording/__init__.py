"""Languages, figures and units for the page."""
