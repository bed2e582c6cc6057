"""German sentences out of numbers."""

from atlas.view import Profile, ProfileRow, View
from atlas.view.words import reading


def about(row: ProfileRow, profile: Profile) -> str:
    """One paragraph on an indicator of the subject."""
    return reading(row.indicator, row.cell, row.period, row.city, row.indicator.decimals)


def spread(view: View) -> str:
    """One sentence on all areas of a level."""
    return view.reading
