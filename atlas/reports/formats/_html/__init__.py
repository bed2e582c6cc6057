"""Parts of the HTML format."""
