"""Files that are written whole or not at all: a crash leaves the old one, a reader never sees half of the new one."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from indicators.errors import WrongUse

BEFORE: Final = "frueher"  # the folder of former files, beside those that count


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say in a sentence why nothing can be written there."""
    try:
        yield
    except OSError as error:
        raise WrongUse(
            f"{path}: Die Datei kann nicht abgelegt werden ({error.strerror}); prüfen Sie Rechte und Platz."
        ) from None


def write_whole(path: Path, source: bytes | BinaryIO) -> None:
    """Everything that `source` holds, as the file `path`. WrongUse where the folder does not take it."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".neu-", delete=False) as opened:
            new = Path(opened.name)
            try:
                shutil.copyfileobj(BytesIO(source) if isinstance(source, bytes) else source, opened)
                opened.close()
                new.chmod(0o644)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)


def write_text(path: Path, said: str) -> None:
    """The same for a text, in UTF-8 with plain line ends."""
    write_whole(path, said.encode())


def write_kept(path: Path, said: str | None) -> None:
    """Write a text whole or not at all; None takes the file away. What stood there goes to the folder BEFORE.

    WrongUse where that is not possible.
    """
    with writing(path):
        old = path.read_bytes() if path.is_file() else None
        if old is not None:
            former = f"{path.stem}-{dt.datetime.now():%Y-%m-%d-%H%M%S-%f}{path.suffix}"
            write_whole(path.parent / BEFORE / former, old)
        if said is not None:
            write_text(path, said)
        elif old is not None:
            path.unlink()
