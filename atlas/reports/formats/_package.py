"""Office files as packages of parts: the same document gives the same bytes, whenever it is written."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP knows


def settled(package: bytes, put: Mapping[bytes, bytes] | None = None) -> bytes:
    """The same parts in the same order, without the time at which they were packed.

    `put`: marks that parts of XML bear, one at most, each a comment of XML; and what stands in their place.
    """
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = zipfile.ZipInfo(info.filename, DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, _filled(old.read(info), put or {}) if info.filename.endswith(".xml") else old.read(info))
    return into.getvalue()


def _filled(part: bytes, put: Mapping[bytes, bytes]) -> bytes:
    found = next((mark for mark in put if mark in part), None) if b"<!--" in part else None
    return part.replace(found, put[found], 1) if found else part
