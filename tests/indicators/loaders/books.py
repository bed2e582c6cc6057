"""Workbooks in a few lines, as the programs of the offices write them."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value: object, attributes: str = "") -> str:
    """A cell of content.xml; None is empty, a date is a text like 2021-12-31 with `date=True` in its attributes."""
    if value is None:
        return f"<table:table-cell {attributes}/>"
    if isinstance(value, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}/>'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="string" {attributes}>{text}</table:table-cell>'


def ods_rows(rows: list[list[object]]) -> str:
    return "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)


def write_ods(path: Path, **sheets: str) -> None:
    """Sheets (name -> rows as XML) as an OpenDocument workbook."""
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _MIME)
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{manifest}"/>')
        archive.writestr("content.xml", f"<office:document-content {_NAMES}>{body}</office:document-content>")
