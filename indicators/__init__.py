"""All that is true of numbers without a map and without a browser."""
