"""Damaged files of every format: refused with sentences or read, never a crash."""

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import FaultyInput
from indicators.plugins import discover
from tests.indicators.loaders import test_genesis, test_json_records, test_jsonstat, test_pieces
from tests.indicators.loaders.books import ods_rows, write_ods
from tests.indicators.loaders.specs import WIDE, delivery

HEAD: list[object] = ["gebiet", "jahr", "ew"]
# format -> spec, file, and how a good one is written
GOOD: dict[str, tuple[str, str, Callable[[Path], object]]] = {
    "csv_wide": (test_pieces.BLOCKS, "a.csv", lambda path: path.write_text(test_pieces.TWO)),
    "genesis": (
        test_genesis.NEW,
        "a.csv",
        lambda path: path.write_text(test_genesis.HEAD + test_genesis.row("1", "", "5", "e")),
    ),
    "json_records": (
        test_json_records.RECORDS,
        "a.json",
        lambda path: path.write_text(json.dumps(test_json_records.ROWS)),
    ),
    "jsonstat": (test_jsonstat.STAT, "a.json", lambda path: path.write_text(json.dumps(test_jsonstat.DATASET))),
    "ods": (
        WIDE.replace("csv_wide", "ods").replace("*.csv", "*.ods"),
        "a.ods",
        lambda path: write_ods(path, Daten=ods_rows([HEAD, ["A", 2021, 5]])),
    ),
    "xlsx": (test_pieces.MERGED, "a.xlsx", test_pieces.merged),
}


def damaged(data: bytes, at: int, cut: int, put: bytes) -> bytes:
    """`cut` bytes at a place (in ten thousandths of the file) replaced."""
    place = at * len(data) // 10_000
    return data[:place] + put + data[place + cut :]


def repacked(data: bytes, member: int, at: int, cut: int, put: bytes) -> bytes:
    """A sound archive in which one file is damaged."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        names = old.namelist()
        for name in names:
            text = old.read(name)
            new.writestr(name, damaged(text, at, cut, put) if name == names[member % len(names)] else text)
    return packed.getvalue()


@pytest.mark.parametrize("key", GOOD)
@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 9_999),
    st.sampled_from([0, 1, 7, 10**9]),
    st.one_of(
        st.binary(max_size=6), st.sampled_from([b'"', b"<", b"1e999", b"[]", b"null", b";;", b"-1", b"99999999"])
    ),
    st.integers(0, 30),
    st.booleans(),
)
def test_damage_is_a_fault_and_no_crash(key: str, at: int, cut: int, put: bytes, member: int, inside: bool) -> None:
    text, name, write = GOOD[key]
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where)
        write(folder / name)
        data = (folder / name).read_bytes()
        archive = inside and data.startswith(b"PK")
        data = repacked(data, member, at, cut, put) if archive else damaged(data, at, cut, put)
        (folder / name).write_bytes(data)
        try:
            reading = discover("indicators.loaders")[key].read(folder, delivery(folder, text))
        except FaultyInput as error:
            assert all(str(fault).startswith(name) and fault.sentence.endswith(".") for fault in error.faults)
        else:
            out = sum(left.cells for left in reading.left_out)
            assert reading.cells_read == reading.kept + reading.summed + out
