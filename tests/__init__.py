"""Checks of the atlas; they mirror its packages and may import all of them."""
