"""Large text files: read some bytes at once, they say the same as read whole, and tell how far they are."""

import csv
import io
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.loaders import csv_wide
from indicators.loaders._records import Piece, pieces
from indicators.loaders._text import CHUNK, arriving, look_over
from tests.indicators.loaders.specs import WIDE, delivery, faults, load

GERMAN = "Straße;Größe – „klein“\r\nÄ;1\r\nÖ;2\rÜ;3\n"
FIELDS = st.text(st.sampled_from('ab;"\n 1'), max_size=6)


def cut(text: str, at: list[int]) -> list[str]:
    """The text in pieces that end at these places."""
    places = [0, *sorted({place % (len(text) + 1) for place in at}), len(text)]
    return [piece for a, b in itertools.pairwise(places) if (piece := text[a:b])]


def rows(found: list[Piece]) -> list[tuple[int, int]]:
    """Ragged rows, counted over all pieces."""
    before = itertools.accumulate((piece.rows for piece in found), initial=0)
    return [(start + row, fields) for start, piece in zip(before, found, strict=False) for row, fields in piece.ragged]


@given(st.lists(st.lists(FIELDS, min_size=1, max_size=4), min_size=1, max_size=8), st.lists(st.integers(0, 200)))
def test_records_stay_whole_wherever_the_text_is_cut(records: list[list[str]], at: list[int]) -> None:
    written = io.StringIO()
    csv.writer(written, delimiter=";", lineterminator="\n").writerows(records)
    text = written.getvalue()
    found = list(pieces(iter(cut(text, at)), "", ";", '"', 2))
    assert "".join(piece.text for piece in found) == text
    read = [list(csv.reader(io.StringIO(piece.text), delimiter=";")) for piece in found]
    assert [row for piece in read for row in piece] == list(csv.reader(io.StringIO(text), delimiter=";"))
    parsed = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows(found) == [(n, len(row)) for n, row in enumerate(parsed) if len(row) not in (0, 2)]
    assert sum(piece.rows for piece in found) == len(parsed)


@given(st.integers(0, 5), st.integers(0, 3), st.lists(st.integers(0, 60)))
def test_what_stands_under_the_end_is_counted_wherever_the_text_is_cut(data: int, notes: int, at: list[int]) -> None:
    under = "Quelle: Amt\n" + 'Anm. "\n' * notes
    found = list(pieces(iter(cut("1;2\n" * data + under, at)), "Quelle", ";", '"', 2))
    assert "".join(piece.text for piece in found) == "1;2\n" * data
    assert sum(piece.below for piece in found) == 1 + notes


def test_the_end_of_a_piece_is_not_the_end_of_the_table() -> None:
    """`^(?!\\d)` is true of nothing at all, which is what follows the last line that has arrived."""
    found = list(pieces(iter(["1;2\n", "3;4\n", "Quelle"]), r"(?!\d)", ";", "", 2))
    assert ("".join(piece.text for piece in found), sum(piece.below for piece in found)) == ("1;2\n3;4\n", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850", "mac_roman"])
def test_letters_and_line_ends_stay_whole_however_many_bytes_are_read(encoding: str, tmp_path: Path) -> None:
    german = GERMAN if encoding != "cp850" else GERMAN.replace("– „klein“", "klein")  # DOS had no such dash
    path = tmp_path / "a.csv"
    path.write_bytes(german.encode(encoding))
    found = look_over(path, "a.csv", "detect")
    assert found.encoding == encoding
    for at_once in (1, 2, 3, 7, CHUNK):
        assert "".join(arriving(found, at_once=at_once)) == german.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("encoding", ["rot13", "klingonisch"])
def test_what_is_no_encoding_is_refused(encoding: str, tmp_path: Path) -> None:
    spec = f'{WIDE}read = {{ encoding = "{encoding}" }}\n'
    sentence = f"Den Zeichensatz „{encoding}“ gibt es nicht; nehmen Sie detect."
    assert faults(tmp_path, spec, a="jahr;gebiet;ew\n2024;1;2\n") == [f"a.csv: {sentence}"]


def long_file(rows: int) -> list[str]:
    """Numbered areas with their number as value; some bytes more than are read at once."""
    return ["jahr;gebiet;ew;notiz", *(f"2024;{n:06};{n};{NOTE}" for n in range(rows))]


NOTE = "n" * 400
ROWS = CHUNK // len(NOTE) + 2_000


def test_a_file_longer_than_what_is_read_at_once_loses_no_row(tmp_path: Path) -> None:
    found = load(tmp_path, WIDE, a="\n".join(long_file(ROWS)) + "\n")
    assert (found.rows_read, found.kept, len(found.observations)) == (ROWS, ROWS, ROWS)
    assert found.observations.number.sum() == ROWS * (ROWS - 1) / 2
    keys = [found.observations.areas[a] for a in found.observations.area.tolist()]
    assert keys == [f"{n:06}" for n in range(ROWS)]


def test_faults_far_down_name_their_row(tmp_path: Path) -> None:
    lines = long_file(ROWS)
    lines[3] += ";zu viel"
    lines[-1] += ";zu viel"
    found = faults(tmp_path, WIDE, a="\n".join(lines) + "\n")
    assert [sentence.split(":")[0] for sentence in found] == ["a.csv, Zeile 4", f"a.csv, Zeile {ROWS + 1}"]
    assert all("5 statt 4 Felder" in sentence for sentence in found)


def test_a_quote_that_stays_open_names_the_row_where_it_opens(tmp_path: Path) -> None:
    lines = long_file(ROWS)
    lines[5_000] = '2024;"offen;1;'
    (sentence,) = faults(tmp_path, WIDE, a="\n".join(lines) + "\n")
    assert sentence.startswith("a.csv, Zeile 5001: ")
    assert "bleibt offen" in sentence


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n".join(long_file(ROWS)))
    (tmp_path / "b.csv").write_text("jahr;gebiet;ew\n2023;000001;5\n")
    both = sum((tmp_path / name).stat().st_size for name in ("a.csv", "b.csv"))
    heard: list[tuple[int, int]] = []
    csv_wide.read(tmp_path, delivery(tmp_path, WIDE), lambda read, of: heard.append((read, of)))
    assert heard == sorted(heard)
    assert {of for _, of in heard} == {both}
    assert (heard[0][0], heard[-1][0]) == (CHUNK, both)
