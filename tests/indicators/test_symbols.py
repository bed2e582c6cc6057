"""Symbol dialects: every sign means one status and finds its way back."""

import pytest

from indicators.deliveries.figures import Notation
from indicators.deliveries.symbols import DIALECTS, dialect, sign
from indicators.loaders._cells import read_cell
from indicators.model import Flag, Status

# text -> status, as the offices explain their signs
MEANINGS = {
    "din55301": {
        "-": "zero", "–": "zero", "0": "rounded_zero", "0,0": "rounded_zero", ".": "secret", "•": "secret",
        "·": "secret", "/": "uncertain", "x": "not_applicable", "X": "not_applicable", "...": "later", "…": "later",
        "(12)": "uncertain",
    },
    "lsn": {
        "0": "zero", "k": "rounded_zero", "g": "secret", ".": "secret", "[g]": "secret", "u": "uncertain",
        "x": "not_applicable", "t": "later", "12u": "uncertain", "12 f": "uncertain",
    },
    "genesis": {
        "-": "zero", "0": "rounded_zero", ".": "secret", "...": "later", "/": "uncertain", "x": "not_applicable",
        "12e": "ok",
    },
    "koeln": {"0": "zero", "*": "secret"},
    "cosi": {"0": "zero", "–": "secret", "Keine Daten": "missing"},
    "ba": {"-": "zero", "0": "zero", "*": "secret", "x": "not_applicable", "…": "later"},
    "plain": {"0": "zero", "12": "ok"},
}  # fmt: skip  # a line a dialect


def test_every_dialect_is_in_the_table() -> None:
    assert sorted(MEANINGS) == sorted(DIALECTS)


@pytest.mark.parametrize(("key", "text", "status"), [(k, t, s) for k, m in MEANINGS.items() for t, s in m.items()])
def test_a_sign_means(key: str, text: str, status: str) -> None:
    cell = read_cell(text, DIALECTS[key], Notation(","), Status.missing)
    assert cell is not None
    assert cell.status.name == status


@pytest.mark.parametrize("key", DIALECTS)
def test_every_sign_finds_its_way_back(key: str) -> None:
    chosen = DIALECTS[key]
    for text in [*chosen.signs, "0"]:
        cell = read_cell(text, chosen, Notation(","), Status.missing)
        assert cell is not None
        written = sign(cell.status, chosen)
        assert written is not None
        again = read_cell(written, chosen, Notation(","), Status.missing)
        assert again is not None
        assert again.status is cell.status, f"{key}: {text} -> {cell.status.name} -> {written} -> {again.status.name}"


@pytest.mark.parametrize(
    ("key", "text", "number", "flags"),
    [
        ("din55301", "12p", 12, Flag.provisional),
        ("din55301", "1,5 r", 1.5, Flag.revised),
        ("din55301", "12ps", 12, Flag.provisional | Flag.estimated),
        ("lsn", "12e", 12, Flag.none),
        ("genesis", "12e", 12, Flag.none),
        ("koeln", "12,3*", 12.3, Flag.none),
        ("koeln", "12,3 *)", 12.3, Flag.none),
        ("koeln", "12,3 1)", 12.3, Flag.none),
        ("koeln", "1 234 a)", 1234, Flag.none),
        ("plain", "12\u00a0%", 12, Flag.none),
        ("plain", "12 %", 12, Flag.none),
        ("plain", "12³", 12, Flag.none),
        ("plain", "−5", -5, Flag.none),
    ],
)
def test_marks_behind_a_number(key: str, text: str, number: float, flags: Flag) -> None:
    cell = read_cell(text, DIALECTS[key], Notation(","), Status.missing)
    assert cell is not None
    assert (cell.number, cell.flags) == (number, flags)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("plain", "12p"),
        ("plain", "(12)"),
        ("plain", "-"),
        ("koeln", "."),
        ("koeln", "12)"),
        ("koeln", "121)"),
        ("din55301", "k. A."),
    ],
)
def test_what_a_dialect_does_not_know_is_no_value(key: str, text: str) -> None:
    assert read_cell(text, DIALECTS[key], Notation(","), Status.missing) is None


def test_a_town_may_say_what_a_letter_behind_a_number_means() -> None:
    chosen = dialect("plain", {"b": "break_before", "v": "provisional"})
    cell = read_cell("12vb", chosen, Notation(","), Status.missing)
    assert cell is not None
    assert (cell.number, cell.flags) == (12, Flag.provisional | Flag.break_before)


def test_a_town_may_add_signs_and_change_them() -> None:
    chosen = dialect("din55301", {"k. A.": "missing", ".": "missing", "0": "zero", "9999": "secret"})
    found = [read_cell(text, chosen, Notation(","), Status.later) for text in ("k. A.", ".", "0", "9999", 9999.0, "")]
    names = [cell.status.name for cell in found if cell]
    assert names == ["missing", "missing", "zero", "secret", "secret", "later"]
