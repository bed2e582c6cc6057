"""Parts of the PDF format."""
