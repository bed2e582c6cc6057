"""What the attacker can read, one file a kind: the rows, numbers and prints of an artefact as statements.

A member has `TITLE` (German), `fits(artefact) -> bool` and `read(artefact, frame) -> list[Said]`; a body that is not
what it seems to be raises ValueError or LookupError. Members are asked in the order of their names, and the first that
fits reads.
"""
