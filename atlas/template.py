"""`atlas template`: an Excel file that an office can fill in, and the spec of the delivery that it will be.

A sheet for each kind of period of the theme's variables; a row an area and period, a column a variable. Each sheet has
a spec of its own beside the file, so that the filled file is read without a question.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from atlas.city import AreaInfo, City
from indicators.deliveries.periods import read_period
from indicators.errors import WrongUse
from indicators.expression import parse
from indicators.forms import nearest
from indicators.model import Catalogue, Status, Variable
from indicators.toml_text import text

KEY, NAME, TIME = "Schlüssel", "Gebiet", "Zeitbezug"
KINDS: Final = {  # kind of period -> name of its sheet, how a year is written
    "date": ("Stichtag", "31.12.{year}"),
    "year": ("Jahr", "{year}"),
    "school_year": ("Schuljahr", "{before}/{year}"),
    "kita_year": ("Kitajahr", "01.03.{year}"),
    "election": ("Wahl", "TT.MM.{year}"),  # the day is for the office to write; as it stands it is a fault
    "pooled": ("Zeitraum", "{early}-{year}"),
}
SIGNS: Final = (  # what may stand in a cell instead of a number
    (".", Status.secret, "geheim: eine Zahl gibt es, sie darf nicht genannt werden"),
    ("x", Status.not_applicable, "nicht sinnvoll: die Zahl kann es hier nicht geben"),
    ("X", Status.not_applicable, "wie x"),
    ("...", Status.later, "folgt später"),
    ("…", Status.later, "wie ..., von Excel zu einem Zeichen gemacht"),
    ("/", Status.uncertain, "zu unsicher, um genannt zu werden"),
)
TOP: Final = 3  # rows above the header


@dataclass(frozen=True)
class Sheet:
    """One sheet of a template: variables of one kind of period."""

    kind: str
    name: str
    variables: tuple[Variable, ...]
    rows: tuple[tuple[str, str, str], ...]  # key, name, period as written


@dataclass(frozen=True)
class Template:
    """All that a template asks for."""

    town: str
    theme: str  # title
    level: str
    plural: str  # of the level
    sheets: tuple[Sheet, ...]


def template(city: City, catalogue: Catalogue, theme: str, level: str = "", years: Sequence[int] = ()) -> Template:
    """What the office of a theme is asked: without `level` for the finest, without `years` for the one to come."""
    if theme not in catalogue.themes:
        raise WrongUse(f"Das Thema „{theme}“ gibt es nicht; {nearest(theme, catalogue.themes)}.")
    info = city.level(level) if level else city.levels[-1]
    for year in years:
        if not 1900 <= year <= 2100:
            raise WrongUse(f"Das Jahr {year} ist keines, das jemand erhebt; erlaubt ist 1900 bis 2100.")
    known = [period.year for periods in city.index.values() for period in periods]
    chosen = sorted(set(years)) or [max(known) + 1]
    asked = variables_of(catalogue, theme)
    if not asked:
        raise WrongUse(f"Zum Thema „{theme}“ nennt der Katalog kein Merkmal, das geliefert wird.")
    sheets = sheets_of(asked, city.areas[info.id], chosen)
    return Template(city.head.name, catalogue.themes[theme].title, info.id, info.plural, sheets)


def sheets_of(asked: Iterable[Variable], areas: Sequence[AreaInfo], years: Sequence[int]) -> tuple[Sheet, ...]:
    """A sheet for each kind of period that the variables have."""
    variables, sheets = list(asked), []
    for kind, (name, _) in KINDS.items():
        mine = tuple(v for v in variables if v.time == kind)
        if mine:
            sheets.append(Sheet(kind, name, mine, tuple(_rows(areas, kind, years))))
    return tuple(sheets)


def variables_of(catalogue: Catalogue, theme: str) -> list[Variable]:
    """What the indicators of a theme count, and those of their denominators that come from the same source."""
    mine = [i for i in catalogue.indicators.values() if i.theme == theme]
    counted = _delivered(catalogue, {name for i in mine for name in _names(i.numerator)})
    sources = {catalogue.variables[name].source for name in counted}
    base = _delivered(catalogue, {name for i in mine for name in _names(i.denominator) | i.rules.variables})
    rules = {i.rules.contributors for i in mine} - {""}
    same = {name for name in base if catalogue.variables[name].source in sources}
    return [variable for key, variable in catalogue.variables.items() if key in counted | same | rules]


def counted_in(catalogue: Catalogue, themes: Iterable[str]) -> list[Variable]:
    """All that the indicators of the themes are made of, whoever has it: what a town needs that has nothing yet."""
    chosen = set(themes)
    mine = [i for i in catalogue.indicators.values() if i.theme in chosen]
    names = {name for i in mine for part in (i.numerator, i.denominator) for name in _names(part)}
    rules = {name for i in mine for name in i.rules.variables}
    needed = _delivered(catalogue, names) | rules
    return [variable for key, variable in catalogue.variables.items() if key in needed]


def _names(expression: str) -> frozenset[str]:
    return parse(expression).variables if expression else frozenset()


def _delivered(catalogue: Catalogue, names: set[str]) -> set[str]:
    """The variables, a derived one replaced by what it is derived from."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        variable = catalogue.variables[waiting.pop()]
        if variable.expression:
            waiting += parse(variable.expression).variables
        else:
            found.add(variable.id)
    return found


def _rows(areas: Sequence[AreaInfo], kind: str, years: Sequence[int]) -> Iterator[tuple[str, str, str]]:
    """Areas that exist at the end of each period."""
    for year in years:
        written = KINDS[kind][1].format(year=year, before=year - 1, early=year - 2)
        period = read_period(written, kind) or read_period(f"31.12.{year}", "date")
        for area in areas:
            if period and any(first <= period.end <= last for first, last in area.windows):
                yield area.key, area.name, written


def header(variable: Variable) -> str:
    """The head of a variable's column: its label, and its key, which no other column has."""
    return f"{variable.title} ({variable.id})"


def spec(asked: Template, sheet: Sheet, file: str, empty: Iterable[Variable] = (), skip: int = TOP) -> str:
    """The delivery spec of one sheet (docs/deliveries.md): `skip` rows stand above its header.

    `empty` are variables of a filled file in whose columns nothing stands; they are not read.
    """
    producers = dict.fromkeys(v.source.producer for v in sheet.variables)
    signs = ", ".join(f"{text(sign)} = {text(status.name)}" for sign, status, _ in SIGNS)
    lines = [
        f"# Gehört zur Vorlage {file}: die ausgefüllte Datei in den Rohdatenordner, diese hier nach deliveries legen.",
        f"title = {text(f'{asked.theme} ({sheet.name})')}",
        'loader = "xlsx"',
        f"file = {text(file)}",
        'symbols = "plain"',
        f"symbols_own = {{ {signs} }}",
        "",
        "[source]",
        f"producer = {text('; '.join(producers))}",
        "",
        "[read]",
        f"sheet = {text(sheet.name)}",
        f"skip_rows = {skip}",
        'decimal = ","',
        'thousands = "."',
        "",
        "[area]",
        f"column = {text(KEY)}",
        f"level = {text(asked.level)}",
        "",
        "[period]",
        f"column = {text(TIME)}",
        f"kind = {text(sheet.kind)}",
        "",
        "[values]",
        *(f"{text(header(v))} = {text(v.id)}" for v in sheet.variables),
        "",
        "[ignore]",
        f'{text(NAME)} = "der Name steht nur zum Lesen da"',
        *(f'{text(header(v))} = "die Spalte ist leer"' for v in empty),
    ]
    return "\n".join(lines) + "\n"
