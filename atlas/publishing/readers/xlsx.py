"""The workbook of a download: its sheet of values, one a row; the lines of a profile; the table of many indicators."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from atlas.numbers import SIGNS
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import indicator_of, level_of, period_named, row_said, together
from indicators.disclosure.said import Frame, Said
from indicators.model import Indicator, Status

TITLE = "Excel"
SHEET, LINES, TABLE = "Werte", "Zeitreihen", "Tabelle"
WORDS = ("Definitionen", "Hinweise")  # sheets without values
COLUMNS = {
    "numerator": "Zähler",
    "denominator": "Nenner",
    "value": "Wert",
    "lower": "untere Grenze (95 %)",
    "upper": "obere Grenze (95 %)",
}
SECRET, SIGN = "geheim", SIGNS[Status.secret].sign  # the word and the sign of a status


def fits(artefact: Artefact) -> bool:
    """Whether it is a workbook."""
    if not artefact.body.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(artefact.body)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):  # damaged
        return False


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row of every sheet. ValueError where there is no sheet of values, or one that is none of ours."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(artefact.body))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except CalamineError as error:
        raise ValueError(f"keine lesbaren Blätter: {error}") from None
    if SHEET not in sheets:
        raise ValueError(f"kein Blatt „{SHEET}“")
    if foreign := [name for name in sheets if name not in (SHEET, TABLE, LINES, *WORDS)]:
        raise ValueError(f"das Blatt „{foreign[0]}“ stammt nicht vom Atlas")
    said: list[Said] = []
    named: dict[str, tuple[str, str]] = {}  # name of an area -> level and key, as the sheet of values tells them
    for line in _lines(sheets[SHEET], SHEET, "Schlüssel"):
        said += _row(line, artefact.about, frame)
        place = _place(line, artefact.about, frame)
        if named.setdefault(str(line["Gebiet"]), place) != place:
            raise ValueError(f"„{line['Gebiet']}“ heißen mehrere Gebiete")
    for line in _lines(sheets[LINES], LINES, "Indikator") if LINES in sheets else ():
        said += _point(line, named, frame)
    for line in _lines(sheets[TABLE], TABLE, "Schlüssel") if TABLE in sheets else ():
        said += _across(line, named, frame)
    return said


Line = Mapping[str, Any]  # header -> cell


def _lines(rows: list[list[Any]], sheet: str, first: str) -> Iterator[Line]:
    """The rows below the header, which begins with the word `first`."""
    start = next((n for n, line in enumerate(rows) if line and line[0] == first), None)
    if start is None:
        raise ValueError(f"das Blatt „{sheet}“ hat keine Kopfzeile mit „{first}“")
    heads = [str(head) for head in rows[start]]
    for line in rows[start + 1 :]:
        yield dict(zip(heads, line, strict=False))


def _place(line: Line, about: Mapping[str, str], frame: Frame) -> tuple[str, str]:
    key, called = together(str(line["Schlüssel"]), about), str(line["Raumebene"])
    wanted = next((level for level, name in frame.names.items() if name == called), frame.tree.levels[0])
    return level_of(frame, key, wanted) or wanted, key


def _row(line: Line, about: Mapping[str, str], frame: Frame) -> list[Said]:
    """One value with its counts and limits."""
    indicator = _indicator(str(line["Indikator"]), frame)
    period = period_named(frame, indicator.id, str(line["Zeitbezug"]))
    told = {part: _number(line[head]) for part, head in COLUMNS.items()}
    where = (indicator.id, *_place(line, about, frame), period)
    return list(row_said(where, told, "secret" if line["Zeichen"] == SECRET else ""))


def _point(line: Line, named: Mapping[str, tuple[str, str]], frame: Frame) -> Iterator[Said]:
    """One value of a line: of the area of the profile, or of the whole town."""
    indicator = _indicator(str(line["Indikator"]), frame)
    where = (indicator.id, *_known(line, named), period_named(frame, indicator.id, str(line["Zeitbezug"])))
    yield from row_said(where, {"value": _number(line["Wert"])}, "secret" if line["Zeichen"] == SECRET else "")


def _known(line: Line, named: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    name = str(line["Gebiet"])
    if name not in named:
        raise ValueError(f"das Gebiet „{name}“ gehört nicht zum Blatt „{SHEET}“")
    return named[name]


def _across(line: Line, named: Mapping[str, tuple[str, str]], frame: Frame) -> Iterator[Said]:
    """The values of one area: a column an indicator, with its unit and period below its name."""
    for head, cell in list(line.items())[2:]:
        title, _, below = head.partition("\n")
        indicator = _indicator(title, frame)
        period = period_named(frame, indicator.id, below.removeprefix(f"{indicator.unit}, "))
        where = (indicator.id, *_known(line, named), period)
        yield from row_said(where, {"value": _number(cell)}, "secret" if cell == SIGN else "")


def _indicator(word: str, frame: Frame) -> Indicator:
    found = indicator_of(frame, word)
    if found is None:
        raise ValueError(f"der Indikator „{word}“ gehört nicht zur Ausgabe")
    return found


def _number(cell: object) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
