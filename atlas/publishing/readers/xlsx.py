"""The workbook of a download: its sheet of values, one a row."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import indicator_of, level_of, period_named, row_said, together
from indicators.disclosure.said import Frame, Said

TITLE = "Excel"
SHEET = "Werte"
COLUMNS = {
    "numerator": "Zähler",
    "denominator": "Nenner",
    "value": "Wert",
    "lower": "untere Grenze (95 %)",
    "upper": "obere Grenze (95 %)",
}
SECRET = "geheim"  # the word of a status


def fits(artefact: Artefact) -> bool:
    """Whether it is a workbook."""
    if not artefact.body.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(artefact.body)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row below the header; ValueError where there is no sheet of values."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        lines = CalamineWorkbook.from_filelike(io.BytesIO(artefact.body)).get_sheet_by_name(SHEET).to_python()
    except CalamineError as error:
        raise ValueError(f"kein Blatt „{SHEET}“: {error}") from None
    start = next((n for n, line in enumerate(lines) if line and line[0] == "Schlüssel"), None)
    if start is None:
        raise ValueError(f"das Blatt „{SHEET}“ hat keine Kopfzeile mit „Schlüssel“")
    heads = {str(head): place for place, head in enumerate(lines[start])}
    return [one for line in lines[start + 1 :] for one in _row(line, heads, artefact.about, frame)]


def _row(line: list[Any], heads: dict[str, int], about: Mapping[str, str], frame: Frame) -> list[Said]:
    key, named = together(str(line[heads["Schlüssel"]]), about), str(line[heads["Raumebene"]])
    indicator = indicator_of(frame, str(line[heads["Indikator"]]))
    if indicator is None:
        raise ValueError(f"der Indikator „{line[heads['Indikator']]}“ gehört nicht zur Ausgabe")
    wanted = next((level for level, name in frame.names.items() if name == named), frame.tree.levels[0])
    level = level_of(frame, key, wanted) or wanted
    period = period_named(frame, indicator.id, str(line[heads["Zeitbezug"]]))
    numbers = {part: line[heads[head]] for part, head in COLUMNS.items()}
    told = {part: float(number) if isinstance(number, int | float) else None for part, number in numbers.items()}
    status = "secret" if line[heads["Zeichen"]] == SECRET else ""
    return list(row_said((indicator.id, level, key, period), told, status))
