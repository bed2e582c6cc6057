"""All that is true of places without a number."""
