"""Office files as packages of parts: the same document gives the same bytes, whenever it is written."""

import io
import zipfile
from typing import Final

DAY: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP knows


def settled(package: bytes) -> bytes:
    """The same parts in the same order, without the time at which they were packed."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = zipfile.ZipInfo(info.filename, DAY)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(info))
    return into.getvalue()
