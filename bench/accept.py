"""A file of a million rows from its place on the disk to an accepted edition, and an Excel file to its preview."""

import importlib.util
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from atlas.intake.acceptance import accept, preview
from atlas.intake.ingest import load
from bench import Row, median_of
from bench.load import DELIVERY, GROUPS, town

TITLE = "Taking in a file"
AREAS, YEARS = 10_000, 20
SHEET_ROWS = 50_000
WIDE = DELIVERY.replace("csv_long", "xlsx").replace("einwohner.csv", "wide.xlsx").split("[category]")[0]


def rows() -> Iterator[Row]:
    """Seconds."""
    os.environ.pop("ATLAS_DATABASE_URL", None)
    os.environ.pop("ATLAS_RAW", None)
    count = AREAS * YEARS * len(GROUPS)
    with tempfile.TemporaryDirectory() as place:
        small, file = town(Path(place) / "town", 10, 1), _file(Path(place), AREAS, YEARS)
        rounds = iter(range(100))
        yield Row(
            f"{count:,} rows to an accepted edition, SQLite",
            median_of(lambda: _accept(small, file, f"sqlite:///{place}/{next(rounds)}.sqlite"), 3),
            "s",
            at_most=20,
        )
        if importlib.util.find_spec("pgserver") is not None:
            yield _postgres(Path(place), small, file, count)
        sheet = _sheet(Path(place), small)
        yield Row(
            f"{SHEET_ROWS:,} rows of XLSX to a preview", median_of(lambda: _preview(small, sheet), 3), "s", at_most=6
        )


def _file(folder: Path, areas: int, years: int) -> Path:
    """A long CSV whose keys and years go on from the town's."""
    return next(iter((town(folder / f"file-{years}", areas, years) / "raw").glob("einwohner.csv")))


def _accept(folder: Path, file: Path, url: str) -> float:
    os.environ["ATLAS_DATABASE_URL"] = url
    load(folder)
    started = time.perf_counter()
    accept(folder, preview(folder, file), file)
    return time.perf_counter() - started


def _postgres(place: Path, folder: Path, file: Path, count: int) -> Row:
    import pgserver

    server = pgserver.get_server(place / "postgres")
    try:
        taken = []
        for number in range(3):
            server.psql(f"CREATE DATABASE town_{number};")
            url = str(server.get_uri(f"town_{number}")).replace("postgresql://", "postgresql+psycopg://")
            taken.append(_accept(folder, file, url))
    finally:
        server.cleanup()
    return Row(f"{count:,} rows to an accepted edition, PostgreSQL", float(np.median(taken)), "s", at_most=15)


def _sheet(place: Path, folder: Path) -> Path:
    """A workbook of the same town, a row an area and a column a group."""
    import xlsxwriter

    values = "\n".join(f'{name} = "{variable}"' for name, variable in GROUPS.items())
    (folder / "deliveries" / "wide.toml").write_text(f"{WIDE}[values]\n{values}\n", "utf-8")
    (folder / "raw" / "wide.xlsx").unlink(missing_ok=True)
    rng = np.random.default_rng(2)
    path = place / "gross.xlsx"
    for target, areas in ((folder / "raw" / "wide.xlsx", 10), (path, SHEET_ROWS // 5)):
        book = xlsxwriter.Workbook(str(target), {"constant_memory": True})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["jahr", "gebiet", *GROUPS])
        years = range(1995, 2000)
        for row, (year, area) in enumerate(((y, a) for y in years for a in range(areas)), 1):
            total = int(rng.integers(500, 3000))
            sheet.write_row(row, 0, [year, f"{100_000 + area}", total, *(total // part for part in (30, 7, 6, 5))])
        book.close()
    return path


def _preview(folder: Path, file: Path) -> float:
    os.environ["ATLAS_DATABASE_URL"] = f"sqlite:///{folder}/preview.sqlite"
    started = time.perf_counter()
    preview(folder, file)
    return time.perf_counter() - started
