"""What has moved between two editions of the same paper: the same number of the same area, then and now."""

from collections.abc import Iterable
from dataclasses import dataclass

from atlas.city import City
from atlas.numbers import period_text
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
    """Values of the earlier paper that today's says otherwise, in the order of the earlier one; each once."""
    newest = {_what(entry): entry for entry in _values(now)}
    found: dict[tuple[str, str, str], Move] = {}
    for entry in _values(then):
        what = _what(entry)
        today = newest.get(what)
        same = today is not None and (today.text, today.of) == (entry.text, entry.of)
        if what not in found and not same:
            found[what] = Move(entry, today)
    return list(found.values())


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
    """A chapter that says what has changed since; `city` is today's edition, for names."""
    moves = moved(then, now)
    seen = f"Gezeigt wird {then.stamp.line}, so wie er damals war."
    if then.stamp.edition == now.stamp.edition:
        return _chapter((Paragraph(f"{seen} Das ist der neueste."),))
    if not moves:
        said = f"{seen} Seither ({now.stamp.line}) hat sich an diesen Zahlen nichts geändert."
        return _chapter((Paragraph(said),))
    revised = sum(move.revised for move in moves)
    said = f"{seen} Heute gilt {now.stamp.line}: {len(moves)} dieser Zahlen lauten anders"
    said += f", davon {revised} für denselben Zeitbezug (berichtigt)." if revised else ", alle durch neuere Zeitbezüge."
    heads = (Column("Zahl", 2.4), Column("Damals", 1.2, True), Column("Heute", 1.2, True))
    rows = tuple(_line(move, city) for move in moves[:MOST])
    rest = len(moves) - MOST
    more = (Paragraph(f"{rest} weitere stehen im neuen Bericht."),) if rest > 0 else ()
    caption = "Was sich seither geändert hat"
    return _chapter((Paragraph(said), Tabular(heads, rows, caption), *more))


def _chapter(blocks: tuple[Paragraph | Tabular, ...]) -> Chapter:
    return Chapter("since", "Seit diesem Stand", blocks, id="seither")


def _line(move: Move, city: City) -> tuple[Entry, Entry, Entry]:
    of = move.then.of or Of("", "", "", "")
    known = city.catalogue.indicators.get(of.indicator)
    names = {area.key: area.name for area in city.areas.get(of.level or city.top, ())}
    where = " + ".join(names.get(key, key) for key in of.key.split("+"))
    then = Entry(_dated(move.then, city))
    now = Entry(_dated(move.now, city)) if move.now else Entry("steht nicht mehr darin", soft=True)
    return Entry(f"{known.short if known else of.indicator}, {where}"), then, now


def _dated(entry: Entry, city: City) -> str:
    of = entry.of
    if of is None:
        return entry.text
    level = of.level or city.top
    periods = {period.iso: period for period in city.periods(of.indicator, level)}
    return f"{entry.text} ({period_text(periods[of.period]) if of.period in periods else of.period})"
