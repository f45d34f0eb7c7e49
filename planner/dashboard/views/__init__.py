"""Views: parts of a page that draw and do not ask."""
