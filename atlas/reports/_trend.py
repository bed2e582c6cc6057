"""How a value has changed since the first one that it can be compared with, and whether by more than chance."""

from atlas.numbers import period_text, rounded, text
from atlas.reports import _chance, _spoken
from atlas.reports.grammar import capital
from atlas.view.model import Cell, ProfileRow
from indicators.model import Flag, Indicator, Period, Status

WORTH_PER_CENT = 50  # of fewer a percentage says nothing


def trend(row: ProfileRow) -> str:
    """One sentence, or "" where there is nothing to compare; never over a break, never from or to a secret value."""
    indicator, now = row.indicator, row.cell
    if _spoken.number(now, indicator) is None:
        return ""
    if row.period in row.trend.breaks:
        earlier = any(_known(cell) for p, cell in _line(row) if p < row.period)
        return "Frühere Werte sind damit nicht vergleichbar." if earlier else ""
    found = first(row)
    if found is None:
        return ""
    period, then = found
    if _spoken.small(then, indicator):
        return f"Die Zahl {_of(period)} ist für einen Vergleich in Worten zu klein."
    broken = " (davor nicht vergleichbar)" if period in row.trend.breaks else ""
    return _changed(indicator, period, then, now, broken)


def first(row: ProfileRow) -> tuple[Period, Cell] | None:
    """The earliest period with a number that can be compared with that of the row."""
    known = [(p, cell) for p, cell in _line(row) if p < row.period]
    since = max((p for p in row.trend.breaks if p <= row.period), default=None)
    comparable = [(p, cell) for p, cell in known if since is None or p >= since]
    return next(((p, cell) for p, cell in comparable if _known(cell)), None)


def _known(cell: Cell) -> bool:
    """Whether a year has a number, be it one that is too small for words."""
    return cell.value is not None and cell.status in _spoken.PLAIN


def _line(row: ProfileRow) -> list[tuple[Period, Cell]]:
    """What is known up to the period of the row, oldest first."""
    return [pair for pair in zip(row.trend.periods, row.trend.cells, strict=True) if pair[0] <= row.period]


def _changed(indicator: Indicator, period: Period, then: Cell, now: Cell, broken: str) -> str:
    old, new = then.value or 0.0, now.value or 0.0
    gap = new - old
    counted = indicator.method == "count"
    subject = "die Zahl" if counted else subject_of(indicator)
    start = text(old, indicator.decimals)
    if as_high := alike(indicator, then, now):
        as_high = "ebenfalls null" if then.status == now.status == Status.zero else as_high
        return f"{capital(_at(period))}{broken} war {subject} {as_high}."
    if counted and _spoken.few(gap):
        return f"{capital(_since(period))}{broken} hat sich {subject} kaum verändert."
    by = amount(indicator, gap)
    if counted and old >= WORTH_PER_CENT:
        by += f" ({text(abs(100 * gap / old), 1, '%')})"
    guessed = "geschätzt " if then.flags & Flag.estimated or then.split else ""
    movement = "gestiegen" if gap > 0 else "gesunken"
    said = f"ist {subject} um {by} {movement}, von {guessed}{start} auf {_spoken.printed(new, indicator)}"
    return f"{capital(_since(period))}{broken} {said}{_by_chance(indicator, then, now)}."


def alike(indicator: Indicator, one: Cell, other: Cell) -> str:
    """`ebenso hoch` where two values print alike or their difference as nothing, `nahezu` where only one is so."""
    first, second = one.value or 0.0, other.value or 0.0
    same = text(first, indicator.decimals) == text(second, indicator.decimals)
    nothing = rounded(first - second, indicator.decimals) == 0
    return ("ebenso hoch" if same and nothing else "nahezu ebenso hoch") if same or nothing else ""


def subject_of(indicator: Indicator) -> str:
    """What rises and falls."""
    return "der Anteil" if indicator.method == "share" else "der Wert"


def amount(indicator: Indicator, gap: float) -> str:
    """The size of a difference: `2,1 Prozentpunkte`, `3,4 m²`, `12`; rates of so many have no unit of their own."""
    size = text(abs(gap), indicator.decimals)
    if indicator.unit == "%":
        return f"{size} {'Prozentpunkt' if size == _spoken.ONE else 'Prozentpunkte'}"
    return size if indicator.unit.startswith("je ") else _spoken.printed(abs(gap), indicator)


def _by_chance(indicator: Indicator, then: Cell, now: Cell) -> str:
    """Whether the change is one of chance; "" without whole counts with limits, and for places, which are made."""
    if indicator.method == "rate" and indicator.principle == "institution":
        return ""
    counts = [_counts(cell) for cell in (then, now)]
    differ = {"share": _chance.proportions_differ, "rate": _chance.rates_differ}.get(indicator.method)
    if differ is None or counts[0] is None or counts[1] is None:
        return ""
    if differ(counts[0], counts[1]):
        return "; das ist mehr, als durch Zufall zu erwarten wäre"
    return "; das liegt im Bereich zufälliger Schwankungen"


def _counts(cell: Cell) -> tuple[float, float] | None:
    """x and n as they were counted; None for estimates, rounded counts and what has no limits."""
    x, n = cell.numerator, cell.denominator
    unsure = cell.flags & (Flag.estimated | Flag.rounded) or cell.split or cell.lower is None
    if unsure or x is None or n is None or n <= 0 or not float(x).is_integer():
        return None
    return x, n


def _since(period: Period) -> str:
    plain = period.kind == "year" and period.start != period.end
    return f"seit {'' if plain else 'dem '}{period_text(period)}"


def _at(period: Period) -> str:
    if period.start == period.end:
        return f"am {period_text(period)}"
    return f"im {'Jahr ' if period.kind == 'year' else ''}{period_text(period)}"


def _of(period: Period) -> str:
    if period.start == period.end:
        return f"vom {period_text(period)}"
    return f"für das {'Jahr ' if period.kind == 'year' else ''}{period_text(period)}"
