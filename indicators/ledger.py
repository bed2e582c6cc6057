"""Files that keep what people said: TOML tables one below the other, appended to and never rewritten.

An entry goes in whole or not at all, and two who write at the same time, in any processes, lose nothing.
"""

import contextlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from indicators.toml_text import text

PATIENCE: Final = 5.0  # seconds that one writer waits for the other
DEAD: Final = 30.0  # seconds after which a lock belongs to nobody: an entry takes milliseconds
_LOOK: Final = 0.01


def append(path: Path, head: str, table: str, fields: Mapping[str, str], days: tuple[str, ...] = ()) -> None:
    """Add `[[table]]` with its fields; `head` begins a new file; `days` are the fields that are TOML dates.

    OSError where that fails; a TimeoutError where somebody else has been writing for longer than PATIENCE.
    """
    lines = [f"{name} = {value if name in days else text(value)}" for name, value in fields.items()]
    entry = "\n".join(["", f"[[{table}]]", *lines]) + "\n"
    with alone(path.with_name(f".{path.name}.lock")):
        there = path.exists()
        new = path.with_name(f".{path.name}.new")
        with new.open("wb") as file:
            file.write((path.read_bytes() if there else head.encode()) + entry.encode())
            file.flush()
            os.fsync(file.fileno())
        if there:
            shutil.copymode(path, new)
        new.replace(path)


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Only one at a time, on every system: the lock is a file that only one can make. TimeoutError after PATIENCE."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError:
            if time.monotonic() > end:
                raise TimeoutError(0, "jemand anderes schreibt gerade; versuchen Sie es noch einmal") from None
            _forget(lock)
            time.sleep(_LOOK)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _forget(lock: Path) -> None:
    """The lock of a writer that died goes."""
    with contextlib.suppress(OSError):
        if time.time() - lock.stat().st_mtime > DEAD:
            lock.unlink()
