"""Parts of the slides."""
