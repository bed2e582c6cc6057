"""A file as large as an upload may be, 200 MB and 5 million rows, to its preview: memory of the process, seconds."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from atlas.intake.ingest import load
from bench import Row
from bench.load import GROUPS, town

TITLE = "A large file to its preview"
AREAS, YEARS = 10_000, 100
NOTE = "Melderegister 2024"  # a short text that every row repeats
MEASURE = """
import resource, sys, time
from pathlib import Path
from atlas.intake.acceptance import preview
started = time.perf_counter()
preview(Path(sys.argv[1]), Path(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, time.perf_counter() - started)
"""


def rows() -> Iterator[Row]:
    """Megabytes; seconds."""
    os.environ.pop("ATLAS_RAW", None)
    with tempfile.TemporaryDirectory() as place:
        os.environ["ATLAS_DATABASE_URL"] = f"sqlite:///{place}/preview.sqlite"
        small, file = town(Path(place) / "town", 10, 1), _file(Path(place))
        load(small)
        command = [sys.executable, "-c", MEASURE, str(small), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
        memory, seconds = map(float, done.stdout.split()[-2:])
        what = f"{file.stat().st_size // 10**6} MB of CSV, {AREAS * YEARS * len(GROUPS):,} rows"
        yield Row(f"memory of a preview of {what}", memory, "MB", at_most=1000)
        yield Row("its seconds, from the file to what it would change", seconds, "s")


def _file(folder: Path) -> Path:
    """A long CSV whose keys and years go on from the town's, with a column of text that nothing reads."""
    plain = town(folder / "file", AREAS, YEARS) / "raw" / "einwohner.csv"
    path = folder / "gross.csv"
    with plain.open(encoding="utf-8") as source, path.open("w", encoding="utf-8") as target:
        target.write(next(source).rstrip("\n") + ";quelle\n")
        target.writelines(f"{line.rstrip()};{NOTE}\n" for line in source)
    plain.unlink()
    return path
