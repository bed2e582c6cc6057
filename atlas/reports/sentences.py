"""Text from numbers: German sentences on one value, one level, one profile; the same input gives the same sentence.

They say what is printed and how it compares, never why. What is secret is only called so; what is about one or two
is not put into words.
"""

from atlas.numbers import period_text, text
from atlas.reports import _spoken, _statement, _trend, grammar
from atlas.reports._spread import spread
from atlas.view import Profile, ProfileRow
from indicators.model import Flag, Status

__all__ = ["about", "glance", "spread"]

WHOLE = "Gesamtstadt"  # the kind of a profile of the whole town


def glance(profile: Profile, indicators: tuple[str, ...] = ()) -> tuple[str, ...]:
    """One paragraph an indicator, in the order of the profile; only the named ones where some are named."""
    return tuple(
        about(row, profile)
        for _, rows in profile.sections
        for row in rows
        if not indicators or row.indicator.id in indicators
    )


def about(row: ProfileRow, profile: Profile) -> str:
    """What a planner would write of one indicator in one area: value, city, band, change, what must be known of it."""
    spoken = _value(row, profile)
    remarks = "" if _spoken.small(row.cell, row.indicator) else _spoken.remarks(row.cell)
    return " ".join(part for part in (spoken, _compared(row, profile), _trend.trend(row), remarks) if part)


def where(profile: Profile) -> str:
    """The area of a profile as a place: `im Stadtteil Nord`, `in Musterstadt`."""
    if profile.kind == WHOLE:
        return grammar.town(profile.name)
    level = profile.level
    if len(profile.keys) == 1:
        return grammar.place(level.name, profile.name)
    return grammar.places(level.name, level.plural, profile.name.split(" + "), len(profile.keys))


def _value(row: ProfileRow, profile: Profile) -> str:
    """The first sentence: the value with its counts, and the city's; or what stands instead of a value."""
    indicator, cell, place = row.indicator, row.cell, where(profile)
    instead, when = _spoken.instead(cell, indicator), period_text(row.period)
    if instead and _spoken.number(cell, indicator) is None:
        return f"{indicator.title} {place} ({when}): {instead}"
    noted = f"{when}{_spoken.counted(cell, indicator)}"
    named = f"{indicator.title} {place} ({noted}):"
    if instead or cell.value is None:
        return f"{named} {instead.removesuffix('.')}{_city(row, profile, unit=True)}."
    roughly = "rund " if indicator.method == "count" and (cell.flags & Flag.estimated or cell.split) else ""
    stated = _statement.stated(indicator, place, roughly + text(cell.value, indicator.decimals))
    if not stated:
        return f"{named} {roughly}{_spoken.printed(cell.value, indicator)}{_city(row, profile, unit=True)}."
    joined = f"{stated[:-1]}; {noted})" if stated.endswith(")") else f"{stated} ({noted})"
    return f"{joined}{_city(row, profile, unit=_statement.says_unit(indicator))}."


def _city(row: ProfileRow, profile: Profile, *, unit: bool) -> str:
    """Half a sentence on the whole town; "" for the town itself and for what is not compared."""
    if profile.kind == WHOLE or _spoken.number(row.cell, row.indicator) is None:
        return ""
    return f"; {_spoken.citywide(row.city, row.indicator, grammar.wide(row.city.name), unit=unit)}"


def _compared(row: ProfileRow, profile: Profile) -> str:
    """How far from the city's value, and in which quarter of the level; "" where neither is known, and for nothing."""
    indicator = row.indicator
    own, whole = _spoken.number(row.cell, indicator), _spoken.number(row.city, indicator)
    if own is None or profile.kind == WHOLE or row.cell.status == Status.zero:
        return ""
    subject, band = grammar.capital(_trend.subject_of(indicator)), row.band
    beside = "" if whole is None or not row.difference else _beside(row, own - whole)
    parts = [part for part in (beside, band) if part]
    if not parts:
        return ""
    if beside.endswith("hoch"):
        wide = grammar.wide(row.city.name)
        return f"{subject} ist {beside} wie {wide}{f' und liegt {band}' if band else ''}."
    return f"{subject} liegt {' und '.join(parts)}."


def _beside(row: ProfileRow, gap: float) -> str:
    """`2,1 Prozentpunkte über dem stadtweiten Wert`; `ebenso hoch` where the difference prints as nothing."""
    indicator = row.indicator
    if as_high := _trend.alike(indicator, row.cell, row.city):
        return as_high
    side = "über" if gap > 0 else "unter"
    size = _trend.amount(indicator, gap)
    by = "um " if size.replace(",", "").replace(".", "").isdigit() else ""
    return f"{by}{size} {side} dem {grammar.wide(row.city.name)}en Wert"
