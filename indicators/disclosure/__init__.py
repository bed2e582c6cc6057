"""Rules that keep small counts from being read or computed."""
