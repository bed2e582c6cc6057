"""Read files back as their readers would: the texts of a PDF by its own character maps, the cells of a workbook."""

import io
import math
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pikepdf
import pyogrio.raw
import shapely


def pages(file: bytes) -> list[list[str]]:
    """Per page the runs of text in the order in which they are drawn."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        return [list(_runs(page)) for page in pdf.pages]


def text(file: bytes) -> str:
    """All runs, one blank between; soft hyphens at line ends and zero-width spaces are undone."""
    said = " ".join(run for page in pages(file) for run in page)
    return re.sub(r"\s+", " ", said.replace("\u00ad ", "").replace("\u00ad", "").replace("\u200b", ""))


def _runs(page: Any) -> Iterator[str]:
    fonts = {str(name): characters(font) for name, font in page.Resources.get("/Font", {}).items()}
    known: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            known = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else [operands[0]]
            raw = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            yield "".join(known.get(raw[i] << 8 | raw[i + 1], "�") for i in range(0, len(raw), 2))


def characters(font: Any) -> dict[int, str]:
    """Glyph code -> characters, out of the font's ToUnicode map."""
    table = bytes(font.ToUnicode.read_bytes()).decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.S):
        for code, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[int(code, 16)] = _utf16(said)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", table, re.S):
        for first, last, said in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(ord(_utf16(said)) + step)
    return found


def _utf16(digits: str) -> str:
    return bytes.fromhex(digits).decode("utf-16-be")


def sheet(file: bytes, name: str, head: int = 6) -> list[dict[str, Any]]:
    """The rows below the header (row `head`, counted from 1) of one sheet: header -> value."""
    rows = list(workbook(file)[name].iter_rows(min_row=head, values_only=True))
    names = [str(cell) for cell in rows[0]]
    return [dict(zip(names, row, strict=True)) for row in rows[1:]]


def workbook(file: bytes) -> Any:
    """The workbook as openpyxl reads it, formulas as formulas."""
    return openpyxl.load_workbook(io.BytesIO(file))


class Layer(NamedTuple):
    """A layer, or a table without outlines, as GDAL reads it."""

    fields: dict[str, list[Any]]  # field -> values, `geometry` -> outlines; no number is None
    system: str | None
    about: dict[str, str]  # IDENTIFIER and DESCRIPTION
    kind: str | None  # of geometry


def layer(file: bytes, name: str = "werte") -> Layer:
    """A layer of a GeoPackage."""
    with tempfile.TemporaryDirectory() as folder:  # GDAL wants the ending, too
        (path := Path(folder) / "x.gpkg").write_bytes(file)
        meta, _, shapes, fields = pyogrio.raw.read(path, layer=name)
        about = pyogrio.read_info(path, layer=name)
    found = {
        field: [None if isinstance(one, float) and math.isnan(one) else one for one in column.tolist()]
        for field, column in zip(meta["fields"], fields, strict=True)
    }
    found |= {} if shapes is None else {"geometry": shapely.from_wkb(shapes).tolist()}
    return Layer(found, about["crs"], about["layer_metadata"], about["geometry_type"])


def remarks(file: bytes) -> list[tuple[str, str]]:
    """What stands beside the layer of a GeoPackage."""
    found = layer(file, "hinweise").fields
    return list(zip(found["thema"], found["text"], strict=True))
