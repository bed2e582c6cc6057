"""What has moved between two editions of the same paper: the same number of the same area, then and now."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.city import City
from atlas.numbers import period_text, text
from atlas.reports.document import Chapter, Column, Document, Entry, Of, Paragraph, Tabular, drawn, printed

MOST = 60  # lines in a paper; more are counted


@dataclass(frozen=True)
class Move:
    """One number that is another now."""

    then: Entry
    now: Entry | None  # None: it is not in the paper any more

    @property
    def revised(self) -> bool:
        """Whether it is the same period that says something else now."""
        return bool(self.now and self.now.of and self.then.of and self.now.of.period == self.then.of.period)


def moved(then: Document, now: Document) -> list[Move]:
    """Values of the earlier paper that today's says otherwise, in the order of the earlier one; each once.

    What is printed the same is the same, with or without unit and marks.
    """
    today = _first(now)
    pairs = ((entry, today.get(what)) for what, entry in _first(then).items())
    return [Move(entry, found) for entry, found in pairs if found is None or _said(entry) != _said(found)]


def _first(document: Document) -> dict[tuple[str, str, str], Entry]:
    """Every number where the paper first says it."""
    found: dict[tuple[str, str, str], Entry] = {}
    for entry in _values(document):
        found.setdefault(_what(entry), entry)
    return found


def _said(entry: Entry) -> tuple[str, str]:
    """The period and the number as it is printed, or the sign in place of one."""
    printed_as = entry.text if entry.value is None else text(entry.value, entry.decimals)
    return entry.of.period if entry.of else "", printed_as


def _values(document: Document) -> Iterable[Entry]:
    """Values that are printed, then those that pictures draw of their own period."""
    yield from (entry for entry in printed(document) if entry.of and entry.of.what == "value")
    for picture, entry in drawn(document):
        if entry.of and entry.of.period == picture.view.period.iso:
            yield entry


def _what(entry: Entry) -> tuple[str, str, str]:
    of = entry.of or Of("", "", "", "")
    return of.indicator, of.level, of.key


def since_then(then: Document, now: Document, city: City) -> Chapter:
    """Before an earlier paper: what has changed since; `city` is today's edition, for names."""
    seen = f"Gezeigt wird {then.stamp.line}, so wie er damals war."
    if then.stamp.edition == now.stamp.edition:
        return _chapter("Seit diesem Stand", (Paragraph(f"{seen} Das ist der neueste."),))
    return _chapter("Seit diesem Stand", _told(then, now, city, f"{seen} Heute gilt {now.stamp.line}:"))


def what_moved(then: Document, now: Document, city: City) -> Chapter:
    """Before today's paper: what moved since an earlier edition."""
    said = f"Verglichen mit {then.stamp.line}:"
    return _chapter(f"Was sich seit Stand {then.stamp.edition} bewegt hat", _told(then, now, city, said))


def _told(then: Document, now: Document, city: City, said: str) -> tuple[Paragraph | Tabular, ...]:
    moves = moved(then, now)
    if not moves:
        return (Paragraph(f"{said} An diesen Zahlen hat sich nichts geändert."),)
    revised = sum(move.revised for move in moves)
    count = "Eine dieser Zahlen lautet" if len(moves) == 1 else f"{len(moves)} dieser Zahlen lauten"
    why = f", davon {revised} für denselben Zeitbezug (berichtigt)" if revised else ", alle durch neuere Zeitbezüge"
    heads = (Column("Zahl", 2.4), Column("Damals", 1.2, True), Column("Heute", 1.2, True))
    rows = tuple(_line(move, city) for move in moves[:MOST])
    rest = len(moves) - MOST
    more = (Paragraph(f"{rest} weitere sind hier nicht aufgeführt."),) if rest > 0 else ()
    return Paragraph(f"{said} {count} anders{why}."), Tabular(heads, rows, "Damals und heute"), *more


def _chapter(title: str, blocks: tuple[Paragraph | Tabular, ...]) -> Chapter:
    return Chapter("since", title, blocks, id="seither")


def _line(move: Move, city: City) -> tuple[Entry, Entry, Entry]:
    of = move.then.of or Of("", "", "", "")
    known = city.catalogue.indicators.get(of.indicator)
    names = {area.key: area.name for area in city.areas.get(of.level, ())}
    where = " + ".join(names.get(key, key) for key in of.key.split("+"))
    then = Entry(_dated(move.then, city))
    now = Entry(_dated(move.now, city)) if move.now else Entry("steht nicht mehr darin", soft=True)
    return Entry(f"{known.short if known else of.indicator}, {where}"), then, now


def _dated(entry: Entry, city: City) -> str:
    of = entry.of
    if of is None:
        return entry.text
    periods = {period.iso: period for period in city.periods(of.indicator, of.level)}
    return f"{entry.text} ({period_text(periods[of.period]) if of.period in periods else of.period})"
