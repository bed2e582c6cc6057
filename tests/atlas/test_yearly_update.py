"""A year later the same offices send the same files with one more year: nothing is asked, and then nothing is late."""

import csv
import datetime as dt
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from atlas.__main__ import main
from atlas.city import open_city
from atlas.demo.tables import TABLES, Table
from atlas.demo.write import write_files
from atlas.intake.due import due
from atlas.intake.ingest import load

YEAR = 2025  # the one that the offices send
ON = dt.date(2026, 5, 15)  # by then the figures of 2025 are due of all but the Jugendhilfe
SENT = [t for t in TABLES if t.years(YEAR - 1)]  # a table whose first year it would be is a new delivery
AWAITED = {t.name for t in TABLES if t.due}
LATE = AWAITED - {"jugendhilfe"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Musterstadt with the year that the offices send; what they announce in it ("...") has come."""
    folder = tmp_path_factory.mktemp("sent")
    write_files(folder, 4, (YEAR - 1, YEAR), 1, None)
    for table in TABLES:
        if table not in SENT:
            (folder / "deliveries" / f"{table.name}.toml").unlink(missing_ok=True)
    for table in SENT:
        for path in _files(folder, table):
            if path.suffix == ".csv":
                path.write_bytes(path.read_bytes().replace(b"...", b"1"))
    return folder


@pytest.fixture
def town(sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same town a year before: its files without that year."""
    for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "stadt"
    shutil.copytree(sent, folder)
    for table in SENT:
        for path in _files(folder, table):
            _keep(path, table, newest=False)
    load(folder)
    return folder


def _files(folder: Path, table: Table) -> list[Path]:
    """The raw files of an office's table."""
    return sorted((folder / "raw" / table.office).glob(f"{table.name}[._]*"))


def _keep(path: Path, table: Table, *, newest: bool) -> bool:
    """Leave the rows of YEAR alone, or all but them; a file without any goes. Says whether it stays."""
    time = table.written(YEAR)
    if table.split == "year":
        stays = (path.stem == f"{table.name}_{YEAR}") is newest
    elif path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        for name in book.sheetnames:
            if (name == time.replace("/", "-")) is not newest:
                del book[name]
        book.save(path)
        stays = True
    else:
        lines = list(_rows(path, table))
        kept = [lines[0], *(row for row in lines[1:] if (row[2] == time) is newest)]
        end = "\r\n" if table.encoding == "cp1252" else "\n"
        path.write_bytes((end.join(map(";".join, kept)) + end).encode(table.encoding))
        stays = len(kept) > 1
    if not stays:
        path.unlink()
    return stays


def _rows(path: Path, table: Table) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(path.read_bytes().decode(table.encoding)), delimiter=";")


def late(folder: Path) -> set[str]:
    city = open_city(folder)
    found = {d.series.name for d in due(city, ON) if d.owed.late}
    city.engine.dispose()
    return found


def test_files_are_taken_in_without_a_word_of_what_they_are(
    town: Path, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert late(town) == LATE
    for table in SENT:
        if table.name in LATE:
            for path in _files(sent, table):
                if not (town / path.relative_to(sent)).exists() or table.split != "year":
                    code = main(["import", str(path), str(town), "--accept", "--by", "Ada"])
                    assert code == 0, capsys.readouterr().err
    assert late(town) == set()


@pytest.mark.parametrize("beside", [False, True], ids=["in place of the old file", "the new year beside it"])
def test_files_are_put_below_the_raw_folder(town: Path, sent: Path, beside: bool) -> None:
    assert late(town) == LATE
    before = {d.series.name: d.series.there for d in due(open_city(town), ON)}
    for table in SENT:
        for path in _files(sent, table):
            to = town / path.relative_to(sent)
            if beside and table.split != "sheet" and to.exists():
                to = to.with_stem(f"{table.name}_nachgeliefert")
                shutil.copy(path, to)
                _keep(to, table, newest=True)
            else:
                shutil.copy(path, to)
    load(town)
    assert late(town) == set()
    after = {d.series.name: d.series.there for d in due(open_city(town), ON)}
    assert {name: len(set(there) - set(before[name])) for name, there in after.items()} == dict.fromkeys(AWAITED, 1)
