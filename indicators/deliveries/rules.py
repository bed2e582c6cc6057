"""The parts of a delivery spec, and what must hold inside each of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from indicators.forms import nearest
from indicators.model import PERIOD_KINDS, Status

Names = tuple[str, ...]
Said = Iterator[tuple[str, str]]  # (field, German sentence)
EMPTY: Final = {  # what an empty cell means, in the words of a spec
    "missing": Status.missing,
    "secret": Status.secret,
    "not_applicable": Status.not_applicable,
    "later": Status.later,
    "zero": Status.zero,
}


@dataclass(frozen=True)
class Layout:
    """How the file is written."""

    encoding: str = "detect"
    delimiter: str = ""  # "": found in the header
    decimal: str = ""  # "": decided column by column, with a remark where it was a decision
    thousands: str = ""
    header_rows: int = 1  # several are joined: "Einwohner / darunter Frauen"
    skip_rows: int = 0  # above the header
    stop: str = ""  # pattern: the table ends before the first row whose first field matches
    start: str = ""  # pattern: the header begins with the first row whose first filled field matches
    after: str = ""  # pattern: the header begins below that row
    block: str = ""  # pattern of the row above each block of the table; its named groups become columns
    block_header: str = "each"  # "each" block has its own header, or the header stands "once" above all
    fill_header: bool = False  # an upper header row holds good to the right, until its next text
    fill_down: Names = ()  # columns in which an empty cell repeats the cell above
    sheet: Names = ()  # workbooks: names or patterns like "20*"; (): the first
    path: str = ""  # json_records: where the list of records lies, like "result.items"
    quote: str = '"'
    empty: str = "missing"  # a key of EMPTY

    @property
    def parted(self) -> bool:
        """Whether the table has to be looked for among the rows."""
        return bool(self.start or self.after or self.block)


@dataclass(frozen=True)
class LevelRule:
    """Keys of this pattern belong to this level."""

    pattern: str
    level: str


@dataclass(frozen=True)
class Place:
    """One area, named by level and key."""

    level: str
    key: str


@dataclass(frozen=True)
class Drop:
    """Rows whose key is this one, or matches, are left out, and the report says why."""

    reason: str
    key: str = ""
    pattern: str = ""


@dataclass(frozen=True)
class AreaRule:
    """Which area a row speaks of."""

    column: Names = ()  # one name, or several of which the first present counts
    level: str = ""
    levels: tuple[LevelRule, ...] = ()
    constant: Place | None = None
    extract: str = ""  # pattern with one group: the key inside the text
    names: dict[str, str] = field(default_factory=dict)  # text -> key
    pad: int = 0  # digits; zeros are put before
    format: str = ""  # "STGT{:02d}"
    pattern: str = ""  # what a key must look like in the end
    total: Names = ()
    total_level: str = ""
    total_key: str = ""
    unassigned: Names = ()
    unassigned_level: str = ""
    unassigned_key: str = ""
    drop: tuple[Drop, ...] = ()

    @property
    def levels_named(self) -> Names:
        """Every level that the rule speaks of, each once."""
        fixed = self.constant.level if self.constant else ""
        ruled = (rule.level for rule in self.levels)
        names = (self.level, fixed, *ruled, self.total_level, self.unassigned_level)
        return tuple(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True)
class PeriodRule:
    """Which period a row speaks of: exactly one of column, file, sheet, constant."""

    column: Names = ()
    file: str = ""  # pattern over the file's name with (?P<year>...), perhaps month and day
    sheet: str = ""  # the same over the sheet's name
    constant: str = ""
    kind: str = "date"
    day: str = ""  # "12-31": the day that a bare year stands for


@dataclass(frozen=True)
class RowRule:
    """Rows in which all these columns hold one of these texts give this variable."""

    column: str
    variable: str
    where: dict[str, Names] = field(default_factory=dict)


@dataclass(frozen=True)
class Category:
    """One column names the variable, another holds the number."""

    column: str
    value: str
    variables: dict[str, str]


@dataclass(frozen=True)
class Refusal:
    """Cells that are not taken, with the reason; no `columns`: the whole row, no `where`: every row."""

    reason: str
    where: dict[str, Names] = field(default_factory=dict)
    columns: Names = ()
    file: str = ""  # pattern like "mss-2017-*"


@dataclass(frozen=True)
class Placeholder:
    """Rows whose every value cell holds one of these texts, or nothing: areas that the figures do not speak of."""

    texts: Names  # ("0", "0.0")
    reason: str  # German: the report repeats it
    status: str = "not_applicable"  # a key of EMPTY


def placeholder_faults(p: Placeholder, wide: bool) -> Said:
    """What contradicts itself in a placeholder rule; `wide`: a row has several value cells."""
    if p.status not in EMPTY:
        yield "placeholder.status", f"„{p.status}“ ist keine Bedeutung einer Zelle; {nearest(p.status, EMPTY)}."
    if not wide:
        sentence = (
            "Platzhalter gibt es nur in breiten Tabellen ([values], [sum]): In langen Dateien steht jede Zahl für sich."
        )
        yield "placeholder", sentence
    if not p.texts:
        yield "placeholder.texts", "Nennen Sie mindestens einen Text, der als Platzhalter steht, etwa „0“."


def place_faults(a: AreaRule) -> Said:
    """What contradicts itself in an area rule."""
    if bool(a.column) == (a.constant is not None):
        yield "area", "Nennen Sie entweder column (Schlüsselspalte) oder constant (ein festes Gebiet)."
    if a.column and bool(a.level) == bool(a.levels):
        yield "area", "Nennen Sie entweder level (eine Raumebene) oder levels (Raumebene je Muster)."
    for word, texts, level, key in (
        ("total", a.total, a.total_level, a.total_key),
        ("unassigned", a.unassigned, a.unassigned_level, a.unassigned_key),
    ):
        if bool(texts) != bool(level and key):
            yield (
                f"area.{word}",
                f"{word}, {word}_level und {word}_key gehören zusammen; nennen Sie alle drei.",
            )
    for number, drop in enumerate(a.drop, 1):
        if bool(drop.key) == bool(drop.pattern):
            yield f"area.drop[{number}]", "Nennen Sie entweder key oder pattern."
    try:
        a.format.format(1)
    except (ValueError, IndexError, KeyError) as error:
        yield "area.format", f"„{a.format}“ ist kein Format wie „STGT{{:02d}}“ ({error})."


NO_LAYOUT: Final = {  # loader: fields of [read] that say nothing about such files
    "genesis": ("header_rows", "skip_rows", "start", "after", "block", "fill_header", "sheet", "path"),
    **dict.fromkeys(
        ("jsonstat", "json_records"),
        ("delimiter", "header_rows", "skip_rows", "stop", "start", "after", "block", "fill_header", "sheet"),
    ),
}


def layout_faults(layout: Layout, loader: str) -> Said:
    """What contradicts itself in how a file is written."""
    usual = Layout()
    for name in NO_LAYOUT.get(loader, ()):
        if getattr(layout, name) != getattr(usual, name):
            yield f"read.{name}", f"Das Format {loader} kennt „{name}“ nicht; streichen Sie das Feld."
    if layout.path and loader != "json_records":
        yield "read.path", "Einen Weg zu den Datensätzen gibt es nur in json_records; streichen Sie das Feld."
    if layout.start and layout.after:
        yield "read.start", "Nennen Sie entweder start (die Kopfzeile selbst) oder after (die Zeile darüber)."
    if layout.block_header not in ("each", "once"):
        yield "read.block_header", f"„{layout.block_header}“ ist nicht erlaubt; nehmen Sie each oder once."
    if layout.block and "(?P<" not in layout.block:
        yield "read.block", "Das Muster braucht mindestens eine benannte Gruppe wie (?P<jahr>...)."
    if layout.block_header == "once" and not layout.block:
        yield "read.block_header", "Ohne block gibt es keine Blöcke; nennen Sie auch das Muster ihrer Zeilen."
    if layout.fill_header and layout.header_rows < 2:
        yield "read.fill_header", "Eine einzige Kopfzeile hat nichts über sich; setzen Sie header_rows auf 2 oder mehr."


def period_faults(p: PeriodRule) -> Said:
    """What contradicts itself in a period rule."""
    if sum(map(bool, (p.column, p.file, p.sheet, p.constant))) != 1:
        yield "period", "Nennen Sie genau eines von column, file, sheet oder constant."
    if p.kind not in PERIOD_KINDS:
        yield "period.kind", f"„{p.kind}“ ist keine Art von Zeitbezug; {nearest(p.kind, PERIOD_KINDS)}."
    if p.day and not re.fullmatch(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", p.day):
        yield "period.day", f"„{p.day}“ ist kein Tag der Form „12-31“ (Monat-Tag)."
    for name, pattern in (("file", p.file), ("sheet", p.sheet)):
        if pattern and "(?P<year>" not in pattern:
            yield f"period.{name}", "Das Muster braucht eine Gruppe (?P<year>...)."
