"""Formats of reports, one file each: the bytes of a Document in a town's design.

A member has `MIME`, `SUFFIX`, `TITLE` (German), `check(design) -> list of faults` (what of the design it cannot
use, before any work) and `write(document, design) -> bytes`; the same document gives the same bytes.
"""
