"""Parts of a page that only draw."""
