"""Parts of the Word format."""
