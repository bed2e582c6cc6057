"""The numbers behind the pictures of a PDF, as a table for Excel that lies inside the file."""

from typing import Final

from atlas.exports.csv import Value, german
from atlas.reports.document import Document, drawn

NAME: Final = "zahlen-der-abbildungen.csv"
COLUMNS: Final = ("Abbildung", "Titel", "Indikator", "Schlüssel", "Gebiet", "Zeitbezug", "Wert", "Zahl", "Quelle")


def numbers(document: Document) -> str:
    """One row a value that a map or chart draws, without the mark that Excel wants first; "" for no picture."""
    rows: list[tuple[Value, ...]] = []
    known: dict[int, dict[str, str]] = {}  # names by key, once a picture
    for picture, entry in drawn(document):
        view = picture.view
        if id(view) not in known:
            cells = (*view.cells, *(cell for line in view.series for cell in line.cells))
            known[id(view)] = {cell.key: cell.name for cell in cells}
        if entry.of:
            name = known[id(view)].get(entry.of.key, "")
            said = (entry.of.key, name, entry.of.period, entry.text, entry.value)
            rows.append((picture.label, picture.caption, view.indicator.title, *said, view.source))
    return german(COLUMNS, rows).decode("utf-8-sig") if rows else ""
