"""Files that are written whole or not at all: a crash leaves the old one, a reader never sees half of the new one."""

import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from indicators.errors import WrongUse


def write_whole(path: Path, source: BinaryIO) -> None:
    """Everything that `source` holds, as the file `path`. WrongUse where the folder does not take it."""
    new = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".neu-", delete=False) as opened:
            new = Path(opened.name)
            shutil.copyfileobj(source, opened)
        new.chmod(0o644)
        new.replace(path)
    except OSError as error:
        if new is not None:
            new.unlink(missing_ok=True)
        raise WrongUse(
            f"{path}: Die Datei kann nicht abgelegt werden ({error.strerror}); prüfen Sie Rechte und Platz."
        ) from None


def write_text(path: Path, said: str) -> None:
    """The same for a text, in UTF-8 with plain line ends."""
    write_whole(path, BytesIO(said.encode()))
