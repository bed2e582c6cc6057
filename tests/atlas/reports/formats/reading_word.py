"""Read a Word file back with python-docx: texts in reading order, tables by cell."""

import io
from typing import Any

import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def said(element: Any) -> str:
    """All text of an element in reading order, fields as their print."""
    parts = {f"{W}t": lambda one: one.text or "", f"{W}tab": lambda _: "\t", f"{W}br": lambda _: "\n"}
    return "".join(parts[one.tag](one) for one in element.iter(*parts) if one.getparent().tag == f"{W}r")


def lines(file: bytes) -> list[tuple[str, str]]:
    """Style name and text of every paragraph, those of tables included, in reading order."""
    read = opened(file)
    names = {one.style_id: one.name for one in read.styles}
    found = []
    for one in read.element.body.iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        found.append((names[style.get(f"{W}val")] if style is not None else "", said(one)))
    return found


def texts(file: bytes, style: str) -> list[str]:
    return [text for name, text in lines(file) if name == style]


def tables(file: bytes) -> list[list[list[str]]]:
    read = opened(file)
    return [[[said(cell._tc) for cell in row.cells] for row in table.rows] for table in read.tables]
