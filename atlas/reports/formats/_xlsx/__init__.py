"""Parts of the Excel format."""
