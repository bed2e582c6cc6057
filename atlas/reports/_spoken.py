"""What may be said of one cell: whether its number may be put into words, what stands instead, what is remarked."""

from typing import Final

from atlas.numbers import text, with_unit
from atlas.view.cells import count_text
from atlas.view.model import Cell
from indicators.model import Flag, Indicator, Status

ONE: Final = "1"  # the only number whose noun and verb are not in the plural
SINGLE: Final = 3  # fewer persons than this are single ones
PLAIN: Final = (Status.ok, Status.zero)
GONE: Final = "gibt es zu diesem Zeitpunkt nicht"
SECRET: Final = "Der Wert ist geheim."
UNSURE: Final = "Der Wert ist nur eingeschränkt sicher und wird deshalb nicht verglichen."
TOO_SMALL: Final = "Die Zahl ist für eine Aussage in Worten zu klein"


def number(cell: Cell, indicator: Indicator) -> float | None:
    """The value of a cell that one may put into words and compare; None for every other."""
    return cell.value if cell.status in PLAIN and not small(cell, indicator) else None


def small(cell: Cell, indicator: Indicator) -> bool:
    """Whether a number is about one or two: counted, left over from a share, or in a base that counts people."""
    if cell.value is None or cell.status == Status.secret or indicator.method == "given":
        return False
    x, n = cell.numerator, cell.denominator
    sums = indicator.method == "mean"  # its numerator are square metres
    left = n - x if indicator.method == "share" and n is not None and x is not None else None
    base = None if indicator.method == "density" else n  # its base is no people
    return any(few(count) for count in (None if sums else x, left, base))


def few(count: float | None) -> bool:
    """Whether this many are single ones; none are nobody."""
    return count is not None and 0 < abs(count) < SINGLE


def instead(cell: Cell, indicator: Indicator) -> str:
    """The sentences that stand where no number is said; "" for a number."""
    if small(cell, indicator):
        base = cell.denominator
        named = f" (Bezugsgröße: {count_text(base)})" if base is not None and not few(base) else ""
        return f"{TOO_SMALL}{named}."
    covered = cell.full.partition(" (")[2]
    match cell.status:
        case Status.secret:
            return SECRET
        case Status.rounded_zero:
            return "Der Wert ist mehr als nichts, gerundet aber null."
        case Status.not_applicable if cell.full == GONE:
            return "Das Gebiet gibt es zu diesem Zeitpunkt nicht."
        case Status.not_applicable if cell.denominator == 0:
            return "Einen Wert kann es nicht geben, denn niemand gehört zur Bezugsgruppe."
        case Status.not_applicable:
            return "Einen Wert kann es hier nicht geben."
        case Status.missing:
            return f"Eine Angabe liegt nicht vor{f' ({covered}' if covered else ''}."
        case Status.later:
            return f"Der Wert folgt später{f' ({covered}' if covered else ''}."
        case Status.uncertain if cell.value is None:
            return "Der Wert ist nicht sicher genug, um ihn zu nennen."
    return "Der Wert ist null." if cell.status == Status.zero else ""


def counted(cell: Cell, indicator: Indicator) -> str:
    """The counts behind a value as printed: `; n = 12 von 345`, `; n = 12 auf 345`, or the base; "" without one."""
    x, _, n = cell.counts.partition(" von ")
    if not n or not indicator.denominator:
        return ""
    match indicator.method:
        case "share":
            return f"; n = {x} von {n}"
        case "rate" | "ratio":
            return f"; n = {x} auf {n}"
        case "balance":
            return f"; Saldo {x} auf {n}"
    return f"; Bezugsgröße {n}"


def printed(value: float, indicator: Indicator) -> str:
    """A value with its unit; counts are said without theirs, and one without a noun that is in the plural (`Jahre`)."""
    said = text(value, indicator.decimals)
    bare = indicator.method == "count" or (said == ONE and indicator.unit[:1].isupper())
    return said if bare else with_unit(said, indicator.unit)


def citywide(cell: Cell, indicator: Indicator, wide: str, *, unit: bool) -> str:
    """Half a sentence on the city: `stadtweit sind es 12,3`, or why there is no number."""
    if cell.status == Status.zero and not small(cell, indicator):
        return f"{wide} ist der Wert null"
    value = number(cell, indicator)
    if value is not None and indicator.method == "change":
        return f"{wide} beträgt die Veränderung {printed(value, indicator)}"
    if value is not None:
        said = text(value, indicator.decimals)
        if said == ONE:
            return f"{wide} liegt der Wert bei {printed(value, indicator)}"
        return f"{wide} sind es {printed(value, indicator) if unit else said}"
    known = {
        Status.secret: f"der {wide}e Wert ist geheim",
        Status.later: f"der {wide}e Wert folgt später",
        Status.missing: f"{wide} liegt keine Angabe vor",
        Status.uncertain: f"der {wide}e Wert ist nicht sicher genug für einen Vergleich",
        Status.rounded_zero: f"{wide} ist der Wert gerundet null",
        Status.not_applicable: f"{wide} gibt es keinen Wert",
    }
    return known.get(cell.status, f"die {wide}e Zahl ist für eine Aussage in Worten zu klein")


def remarks(cell: Cell) -> str:
    """What must be known of a number, as sentences: vorläufig, berichtigt, geschätzt, gerundet, unsicher; "": none."""
    if cell.value is None or cell.status not in (*PLAIN, Status.uncertain):
        return ""
    guessed = f" ({cell.guessed})" if cell.guessed else ""
    said = [
        *(["vorläufig"] if cell.flags & Flag.provisional else []),
        *(["berichtigt"] if cell.flags & Flag.revised else []),
        *([f"geschätzt{guessed}"] if cell.flags & Flag.estimated or guessed else []),
    ]
    whole = [f"Der Wert ist {' und '.join(said)}."] if said else []
    whole += ["Er beruht auf gerundeten Zahlen." if said else "Der Wert beruht auf gerundeten Zahlen."] * bool(
        cell.flags & Flag.rounded
    )
    if cell.status == Status.uncertain:
        whole.append(UNSURE)
    return " ".join(whole)
