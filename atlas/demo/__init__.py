"""Musterstadt, the invented town: a whole city folder for demonstration, tests and benchmarks, made from a seed.

docs/musterstadt.md says what is in it and how it hangs together.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from indicators.errors import AtlasError, WrongUse

LAST_YEAR = 2025
FEWEST_AREAS, MOST_AREAS = 4, 12_000
MOST_YEARS = 40
WRITTEN = "written.txt"  # lists the files of a town, so that the next one replaces these and no others
_HEAD = "Files of the invented town; the next `atlas demo` into this folder replaces them.\n"


def write_town(
    folder: Path,
    areas: int = 32,
    years: int = 12,
    seed: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> None:
    """Write a city folder with `areas` Stadtteile and `years` years up to 2025; equal arguments give equal bytes.

    WrongUse for numbers out of range and for a folder with other content; AtlasError where writing fails.
    """
    if not FEWEST_AREAS <= areas <= MOST_AREAS:
        raise WrongUse(f"--areas {areas}: erlaubt sind 4 bis 12.000 Stadtteile.")
    if not 1 <= years <= MOST_YEARS:
        raise WrongUse(f"--years {years}: erlaubt sind 1 bis {MOST_YEARS} Jahre (sie enden {LAST_YEAR}).")
    if seed < 0:
        raise WrongUse(f"--seed {seed}: erlaubt sind ganze Zahlen ab 0.")
    old = _files_of_the_last_town(folder)
    from atlas.demo.write import write_files

    new = folder / ".neu"
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        write_files(new, areas, tuple(range(LAST_YEAR - years + 1, LAST_YEAR + 1)), seed, progress)
        for name in old:
            (folder / name).unlink(missing_ok=True)
        names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        (folder / WRITTEN).write_text(_HEAD + "".join(f"{name}\n" for name in names), "utf-8", newline="\n")
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).replace(folder / name)
        shutil.rmtree(new)
    except OSError as error:
        raise AtlasError(f"{folder}: die Stadt lässt sich nicht schreiben ({error.strerror}).") from error


def _files_of_the_last_town(folder: Path) -> list[str]:
    """The files to replace; WrongUse when the folder holds something else."""
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} ist eine Datei; nennen Sie einen Ordner.")
    listed = folder / WRITTEN
    if listed.is_file() and (text := listed.read_text("utf-8")).startswith(_HEAD):
        names = text.removeprefix(_HEAD).splitlines()
        return [name for name in names if name and not name.startswith("/") and ".." not in name]
    if folder.is_dir() and any(path.name != ".neu" for path in folder.iterdir()):
        raise WrongUse(
            f"Der Ordner {folder} ist nicht leer und keine erfundene Stadt; nennen Sie einen leeren oder neuen Ordner."
        )
    return []
