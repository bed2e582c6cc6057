"""One module a page; the module's name is the key of the page."""
