"""One module a delivery format; the module's name is the format's key."""
