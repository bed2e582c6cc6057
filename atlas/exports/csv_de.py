"""CSV for a German Excel: semicolon, decimal comma, BOM; the same rows as the plain CSV."""

from atlas.exports.csv import MORE, download, german
from atlas.view import Profile, Table, View
from atlas.view.paper import PaperMap
from atlas.view.values import COLUMNS

MIME = "text/csv; charset=utf-8"
SUFFIX = ".csv"
TITLE = "CSV (für Excel)"
ACCEPTS = (View, Profile, Table)


def write(content: View | Profile | Table, paper: PaperMap | None = None) -> bytes:
    """All values of the content; `paper` is not used."""
    return german((*COLUMNS, *MORE), download(content))
