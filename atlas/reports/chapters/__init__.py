"""Kinds of chapters, one file each: the fields a template may give it, and the blocks it makes of a subject.

A member has `TITLE` (German), `Form` (a frozen dataclass of its fields), `blocks(form, ask) -> list of blocks` and,
where fields have bounds, `wrong(form) -> sentences`.
Fields called indicator, indicators, theme, themes or level are checked against the town. What there is nothing of
becomes a sentence in its place.

For the page Vorlagen a member says how people are asked: `LABELS` (field -> German label) for every field that
`atlas.reports.fields.SHARED` does not name, and where there is more to say `HINTS` (field -> sentence), `CHOICES`
(field -> value -> German words) and `LIKE` (field -> the shared field that it is chosen like).
"""
