"""A paper as data: chapters of blocks, each with what it prints and the numbers behind it.

The one thing that all formats draw from: what a format cannot draw it says in words, and no format computes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from atlas.numbers import period_text
from atlas.view import Cell, ProfileRow, SpineRow, Stamp, View
from atlas.view.paper import PaperMap
from indicators.model import Indicator

INTERNAL: Final = "intern"
DRAFT: Final = "Entwurf"
PUBLIC: Final = "öffentlich"
STATUSES: Final = (INTERNAL, DRAFT, PUBLIC)  # what stands on a paper; the last only from a public edition


@dataclass(frozen=True)
class Of:
    """What a printed number is a number of; the same over editions, so that they can be held against each other."""

    indicator: str
    level: str
    key: str  # area key; several taken together: joined by +
    period: str  # Period.iso
    what: str = "value"  # value | counts | difference


@dataclass(frozen=True)
class Entry:
    """A cell of a table: its print, and the number behind it for whoever computes on."""

    text: str
    value: float | None = None  # unrounded; None: the print alone
    decimals: int = 0
    of: Of | None = None
    soft: bool = False  # a sign in place of a number, or a word beside it


@dataclass(frozen=True)
class Column:
    """The head of a column."""

    title: str
    share: float = 1.0  # of the width
    right: bool = False  # numbers stand right


# --- blocks -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cover:
    """A title page, or the head of a short paper: what, of where, for whom, with the place in the town."""

    title: str
    subtitle: str
    lines: tuple[tuple[str, str], ...] = ()  # (Gremium, Jugendhilfeausschuss), (Sitzung am, ...)
    keys: tuple[str, ...] = ()  # areas to mark in the small map
    paper: PaperMap | None = None
    compact: bool = False  # a head above the text rather than a page of its own


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: str = "text"  # text | lead | gap (a sentence in place of something) | edited | changed (numbers have moved)
    place: str = ""  # where people may put a text of their own: id of the chapter and number of the paragraph
    of: Of | None = None  # the number that a sentence of the atlas speaks of


@dataclass(frozen=True)
class Points:
    """A list of remarks, each with a bold head (may be empty) and a text."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tiles:
    """A few numbers at a glance, the town's beside them."""

    rows: tuple[ProfileRow, ...]


@dataclass(frozen=True)
class Tabular:
    """A table; `caption` without its number, which stands in `label`."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    caption: str
    source: str = ""
    label: str = ""  # Tabelle 3
    last_is_total: bool = False  # the last row is the whole town


@dataclass(frozen=True)
class Picture:
    """A map or a chart of a View: `kind` is a member of atlas.charts (map, series, ranking, strip)."""

    kind: str
    view: View
    paper: PaperMap | None
    caption: str
    alt: str  # one sentence with numbers
    label: str = ""  # Abbildung 2


@dataclass(frozen=True)
class Pictures:
    """One picture, or two side by side."""

    items: tuple[Picture, ...]


@dataclass(frozen=True)
class Spine:
    """Where an area lies among all of its level, one line an indicator."""

    rows: tuple[SpineRow, ...]
    caption: str
    alt: str
    label: str = ""


Block = Cover | Paragraph | Points | Tiles | Tabular | Pictures | Spine


@dataclass(frozen=True)
class Chapter:
    """A heading and its blocks; slides begin a new one at each."""

    kind: str  # member of atlas.reports.chapters
    title: str  # "" : goes on under the heading before
    blocks: tuple[Block, ...]
    new_page: bool = False
    notes: str = ""  # for the speaker: numbers, sources, how to read it
    id: str = ""  # of the chapter in its template


@dataclass(frozen=True)
class Document:
    """A whole paper of one edition."""

    title: str
    subtitle: str
    status: str  # of STATUSES
    stamp: Stamp
    template: str  # its id
    level: str
    keys: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    address: str  # where the same numbers can be seen again
    date: str  # day of the edition, as papers write it
    notices: tuple[str, ...] = field(default=())  # what was left out, and why

    @property
    def warning(self) -> str:
        """What stands on every page: status, notice, and that a town is invented."""
        said = self.stamp.notice if self.status != INTERNAL else ""
        head = {INTERNAL: self.stamp.notice, DRAFT: "Entwurf", PUBLIC: "Öffentlich"}[self.status]
        return " · ".join(part for part in (head, said, self.stamp.invented) if part)


def headed(chapter: Chapter) -> bool:
    """Whether its title is a heading of the paper; above a cover it is a line before the highest heading."""
    return bool(chapter.title) and not (chapter.blocks and isinstance(chapter.blocks[0], Cover))


def mark_of(of: Of | None) -> str | None:
    """What a number is a number of, as pages carry it beside its print; None where nothing is known.

    >>> mark_of(Of("ant_u18", "stadtteil", "01+02", "2023/2024"))
    'ant_u18|stadtteil|01+02|2023/2024|value'
    """
    return "|".join((of.indicator, of.level, of.key, of.period, of.what)) if of else None


def secrecy(document: Document) -> str:
    """The Geheimhaltungsvermerk, where no chapter says it."""
    return "" if any(one.kind == "sources" for one in document.chapters) else document.stamp.secrecy


def opened(document: Document) -> tuple[Chapter, ...]:
    """Its chapters, after a head of their own where a heading would come before any cover."""
    chapters = document.chapters
    covers = (one for one in chapters if one.title or any(isinstance(block, Cover) for block in one.blocks))
    first = next(covers, None)
    if first is not None and not headed(first):
        return chapters
    return (Chapter("title", "", (Cover(document.title, document.subtitle, compact=True),)), *chapters)


def place_of(keys: tuple[str, ...]) -> str:
    """Areas as `Of` names them.

    >>> place_of(("01", "02"))
    '01+02'
    """
    return "+".join(keys)


def value_entry(indicator: Indicator, cell: Cell, level: str, period: str, unit: bool = False) -> Entry:
    """The entry of a value, or of the sign of its status."""
    of = Of(indicator.id, level, cell.key, period)
    said = cell.full if unit else cell.text
    return Entry(said, cell.value, indicator.decimals, of, soft=cell.value is None)


def entries(block: Block, level: str, keys: tuple[str, ...]) -> Iterator[Entry]:
    """All numbers that a block prints in words; pictures draw theirs, see `drawn`."""
    if isinstance(block, Tabular):
        for line in block.rows:
            yield from (entry for entry in line if entry.of)
    elif isinstance(block, Tiles):
        for row in block.rows:
            yield from row_entries(row, level, keys)
    elif isinstance(block, Spine):
        for one in block.rows:
            yield from row_entries(one.row, level, keys)


def row_entries(row: ProfileRow, level: str, keys: tuple[str, ...]) -> Iterator[Entry]:
    """The subject's value and the town's, as tiles and spines print them."""
    one, period = row.indicator, row.period.iso
    yield Entry(row.cell.full, row.cell.value, one.decimals, Of(one.id, level, place_of(keys), period))
    yield Entry(row.city.full, row.city.value, one.decimals, Of(one.id, row.city_trend.level, row.city.key, period))


def printed(document: Document) -> Iterator[Entry]:
    """All numbers that a document prints in words, in order."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            yield from entries(block, document.level, document.keys)


def drawn(document: Document) -> Iterator[tuple[Picture, Entry]]:
    """All numbers that its pictures draw: of maps and rankings the areas, of series the lines."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            for picture in block.items if isinstance(block, Pictures) else ():
                view = picture.view
                if picture.kind == "series":
                    for line in view.series:
                        for period, cell in zip(line.periods, line.cells, strict=True):
                            yield picture, value_entry(view.indicator, cell, line.level, period.iso, unit=True)
                else:
                    for cell in view.cells:
                        yield picture, value_entry(view.indicator, cell, view.level.id, view.period.iso, unit=True)


def numbers_of(picture: Picture, full: bool = False) -> Tabular:
    """The table of all numbers that a picture draws; `full`: with units, and words in place of signs."""
    view = picture.view
    one, caption = view.indicator, f"{picture.label}: {picture.caption}" if picture.label else picture.caption
    unit = f" ({one.unit})" if one.unit and not full else ""

    def entry(cell: Cell, level: str, period: str) -> Entry:
        return value_entry(one, cell, level, period, unit=full)

    if picture.kind != "series":
        heads = (Column(view.level.name, 2), Column(f"Wert{unit}", 1, True), Column("Anzahl", 1.4, True))
        body = ((Entry(c.name), entry(c, view.level.id, view.period.iso), Entry(c.counts)) for c in view.cells)
        return Tabular(heads, tuple(body), caption, view.source)
    periods = sorted({period for line in view.series for period in line.periods})
    found = [(line.level, dict(zip(line.periods, line.cells, strict=True))) for line in view.series]
    rows = (
        (Entry(period_text(p)), *(entry(at[p], level, p.iso) if p in at else Entry("") for level, at in found))
        for p in periods
    )
    upright = (Column("Zeitbezug"), *(Column(f"{line.name}{unit}", 1.2, True) for line in view.series))
    return Tabular(upright, tuple(rows), caption, view.source)
