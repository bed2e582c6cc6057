"""Counting: from delivered numbers to cubes; the only place where numbers of areas are added."""
