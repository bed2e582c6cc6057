"""Every word in a file, packed or not: archives (workbooks, documents) member by member, a PDF page by page."""

import io
import re
import zipfile
import zlib
from typing import Final

BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ValueError, LookupError, NotImplementedError, RuntimeError, OSError, EOFError
)  # fmt: skip  # one list: no archive, or one that is damaged or locked


def unpacked(body: bytes) -> str:
    """What the bytes say, as far as they can be taken apart; the bytes themselves in any case."""
    said = body.decode("utf-8", "replace")
    if body.startswith(b"PK"):
        return said + _members(body)
    return said + _pages(body) if body.startswith(b"%PDF-") else said


def _members(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    except BROKEN:
        return ""


def _pages(body: bytes) -> str:
    """All words on all pages, whether tagged or not, and what stands for its pictures."""
    from pypdf import PdfReader

    from atlas.publishing.readers._tagged import DAMAGED, tagged

    said = []
    for words in (
        lambda: [page.extract_text() for page in PdfReader(io.BytesIO(body)).pages],
        lambda: [part.alt for part in tagged(body).root.all("Figure")],
    ):
        try:
            said += words()
        except DAMAGED:  # its reader names it
            continue
    return re.sub(r"\s+", " ", " ".join(said))
