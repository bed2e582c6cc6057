"""A presentation read back by python-pptx and openpyxl: shapes in groups, tables, charts and the workbooks behind."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
from pptx import Presentation
from pptx.util import Emu

from atlas.reports.design import Design
from atlas.reports.document import Document
from atlas.reports.formats import pptx

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def opened(file: bytes) -> Any:
    return Presentation(io.BytesIO(file))


def written(made: Document, design: Design | None = None) -> Any:
    return opened(pptx.write(made, design or Design()))


def shapes(parent: Any) -> Iterator[Any]:
    """All shapes of a slide, those in groups behind their group."""
    for shape in getattr(parent, "shapes", parent):
        yield shape
        if shape.shape_type is not None and shape.shape_type.name == "GROUP":
            yield from shapes(shape.shapes)


def every(deck: Any) -> Iterator[Any]:
    for slide in deck.slides:
        yield from shapes(slide)


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def texts(slide: Any) -> list[str]:
    """Paragraphs of all shapes and cells, in reading order."""
    found = []
    for shape in shapes(slide):
        if shape.has_text_frame:
            found += [p.text for p in shape.text_frame.paragraphs]
        elif getattr(shape, "has_table", False):
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return [text for text in found if text]


def tables(deck: Any) -> dict[str, list[list[str]]]:
    """Name -> rows over all slides: the head once."""
    found: dict[str, list[list[str]]] = {}
    for shape in every(deck):
        if getattr(shape, "has_table", False):
            rows = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
            known = found.setdefault(shape.name, [rows[0]])
            assert known[0] == rows[0], "a table goes on under another head"
            known += rows[1:]
    return found


def charts(deck: Any) -> list[tuple[str, Any]]:
    return [(shape.name, shape.chart) for shape in every(deck) if getattr(shape, "has_chart", False)]


def workbook(chart: Any) -> dict[str, list[list[Any]]]:
    """Sheet -> rows of the workbook that opens for editing."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def fill(shape: Any) -> str:
    """`RRGGBB`, or the name of a pattern."""
    pattern = shape._element.spPr.find(f"{A}pattFill")
    return pattern.get("prst") if pattern is not None else str(shape.fill.fore_color.rgb)


def alt(shape: Any) -> str:
    return shape._element._nvXxPr.cNvPr.get("descr", "")


def box(shape: Any) -> tuple[Emu, Emu, Emu, Emu]:
    return shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
