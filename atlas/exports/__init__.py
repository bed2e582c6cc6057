"""Exports, one file a format: the bytes of a file out of a View, a Profile or a Table, numbers as the screen has them.

A member has `MIME`, `SUFFIX`, `TITLE` (German), `ACCEPTS` (which of View, Profile, Table) and
`write(content, paper=None) -> bytes`; the same content gives the same bytes. `paper` is the drawing of the outlines;
a member with `OUTLINES = True` takes the outlines themselves in its place.
"""
