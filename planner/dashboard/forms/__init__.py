"""Parts of a page that ask."""
