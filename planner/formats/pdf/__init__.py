"""Parts of the PDF files: fonts, pages with columns, and one module for each section."""
