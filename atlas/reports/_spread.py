"""What can be said of all areas of a level at once: how many have values, between which values, how many have none."""

import numpy as np

from atlas.numbers import period_text, text
from atlas.reports import _spoken, grammar
from atlas.view.model import Cell, View
from atlas.view.words import dative
from indicators.model import Indicator, Status

FEWEST_HALVED = 8  # the middle half of fewer areas is no half
BOTH = 2
SMALL = -1  # among the reasons for having no number, beside the codes of Status
WITHOUT = {
    SMALL: "ist die Zahl für eine Aussage in Worten zu klein",
    Status.secret: "ist der Wert geheim",
    Status.rounded_zero: "ist der Wert gerundet null",
    Status.uncertain: "ist der Wert nicht sicher genug",
    Status.missing: "liegt keine Angabe vor",
    Status.later: "folgt der Wert später",
    Status.not_applicable: "kann es keinen Wert geben",
}


def spread(view: View) -> str:
    """Areas with values, lowest and highest with names, the middle half, areas without: every area is counted once.

    Areas whose numbers are too small for words are neither lowest nor highest, and the middle half is that of the rest.
    """
    indicator, total = view.indicator, len(view.cells)
    known = [cell for cell in view.cells if _spoken.number(cell, indicator) is not None]
    headed = f"{indicator.title}, {period_text(view.period)}:"
    if not total:
        return f"{headed} Zu diesem Zeitpunkt gibt es kein Gebiet."
    if total == 1 and view.cells[0].key == view.city.key and view.cells[0].name == view.city.name:
        return f"{headed} {_town(view)}"
    said = [_known(view, known), _middle(indicator, known)]
    if known and total > 1 and _spoken.number(view.city, indicator) is not None:
        wide = grammar.wide(view.city.name)
        said.append(f"{grammar.capital(_spoken.citywide(view.city, indicator, wide, unit=True))}.")
    return " ".join((headed, *(part for part in (*said, _without(view)) if part)))


def _town(view: View) -> str:
    """The one value of the level of the town itself."""
    value = _spoken.number(view.city, view.indicator)
    if value is None or view.city.status == Status.zero:
        return _spoken.instead(view.city, view.indicator) or _spoken.UNSURE
    where = grammar.capital(grammar.town(view.city.name))
    return f"{where} liegt der Wert bei {_spoken.printed(value, view.indicator)}."


def _among(view: View, count: int) -> str:
    return grammar.among(view.level.name, view.level.plural, count)


def _in(view: View, count: int) -> str:
    """`in allen 32 Stadtteilen`, `in beiden Stadtteilen`, `in 3 Stadtteilen`."""
    if count == len(view.cells) == BOTH:
        return f"in beiden {dative(view.level.plural)}"
    return f"in {'allen ' if 1 < count == len(view.cells) else ''}{_among(view, count)}"


def _known(view: View, known: list[Cell]) -> str:
    """How many areas have values, and between which they lie."""
    if not known:
        return ""
    total, count = len(view.cells), len(known)
    have = _in(view, count) if count == total else f"in {text(count, 0)} von {_among(view, total)}"
    values = sorted(known, key=lambda cell: cell.value or 0.0)
    low, high = (_spoken.printed(cell.value or 0.0, view.indicator) for cell in (values[0], values[-1]))
    hidden = (cell for cell in view.cells if _spoken.number(cell, view.indicator) is None)
    if any(cell.value is not None and cell.status != Status.secret for cell in hidden):
        have = f"{have.replace('in ', 'aus ', 1)} {'wird ein Wert' if count == 1 else 'werden Werte'} genannt"
    else:
        have = f"{have} {'liegt ein Wert' if count == 1 else 'liegen Werte'} vor"
    have = grammar.capital(have)
    if count == 1:
        return f"{have}, {low} ({values[0].name})."
    if low == high:
        return f"{have}; sie betragen {'beide' if count == BOTH else 'alle'} {low}."
    return f"{have}; sie reichen von {low} ({_named(view, values, low)}) bis {high} ({_named(view, values, high)})."


def _named(view: View, values: list[Cell], printed: str) -> str:
    """Whose value prints so: names, or the number of areas where they are many."""
    names = [cell.name for cell in values if _spoken.printed(cell.value or 0.0, view.indicator) == printed]
    return grammar.listed(names) if len(names) <= grammar.MOST_LISTED else f"{text(len(names), 0)} {view.level.plural}"


def _middle(indicator: Indicator, known: list[Cell]) -> str:
    """Between which values the middle half of the areas lies; "" for few areas and where there is nothing between."""
    if len(known) < FEWEST_HALVED:
        return ""
    quartiles = np.quantile([cell.value for cell in known], (0.25, 0.75))
    low, high = (text(float(quartile), indicator.decimals) for quartile in quartiles)
    if low == high:
        return ""
    return f"Die mittlere Hälfte liegt zwischen {low} und {_spoken.printed(float(quartiles[1]), indicator)}."


def _without(view: View) -> str:
    """In how many areas no number is said, by reason."""
    reasons = [
        SMALL if _spoken.small(cell, view.indicator) else int(cell.status)
        for cell in view.cells
        if _spoken.number(cell, view.indicator) is None
    ]
    clauses = [f"{_in(view, count)} {said}" for code, said in WITHOUT.items() if (count := reasons.count(code))]
    return f"{grammar.capital(grammar.listed(clauses))}." if clauses else ""
