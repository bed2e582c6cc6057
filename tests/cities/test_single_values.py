"""A hundred single values of four towns as `atlas values` prints them, each against the cells of the raw files."""

import csv
import io
import random
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from atlas.__main__ import main
from atlas.numbers import text
from tests.cities.loaded import LoadedTown
from tests.cities.raw_cells import OUTSIDE, SECRET, TOWNS, Cells, Made
from tests.shared import needs_shared

pytestmark = needs_shared
DRAWN, WITHOUT = 25, 5  # values of a town; as many of them, if there are, without a number or zero
SIGNS = {SECRET: "secret", OUTSIDE: "not_applicable", "": "missing"}
Worth = Decimal | str  # or the name of a status
Question = tuple[str, str, int]  # indicator, key, year


def added(cells: Cells, columns: tuple[str, ...], key: str, year: int) -> Worth | None:
    """The signed sum of columns; the sign of the first cell without a number; None where a file has no such cell."""
    total = Decimal(0)
    for column in columns:
        name, _, lag = column.removeprefix("-").partition("@")
        cell = cells.get((name, key, year - int(lag or 0)))
        if cell is None or cell in SIGNS:
            return cell if cell is None else SIGNS[cell]
        total += Decimal(cell) * (-1 if column.startswith("-") else 1)
    return total


def _known(worth: Worth | None) -> Worth:
    return "missing" if worth is None else worth


def counted(cells: Cells, made: Made, key: str, year: int) -> tuple[Worth, Worth | None, str]:
    """Numerator, denominator (None: has none) and status of the value."""
    part = added(cells, made.part, key, year)
    assert part is not None
    whole = _known(added(cells, made.whole, key, year)) if made.whole else None
    for worth in (part, whole):
        if isinstance(worth, str):
            return part, whole, worth
    if whole is not None and not whole:
        return part, whole, "not_applicable"
    return part, whole, "ok" if part else "zero"


def questions(town: str, cells: Cells, made: dict[str, Made]) -> list[Question]:
    """25 questions by lot, the same in every run: five without a number or of zero, else every indicator in turn."""
    lot = random.Random(town)
    by_column: dict[str, list[tuple[str, int]]] = {}
    for column, key, year in sorted(cells):
        by_column.setdefault(column, []).append((key, year))
    asked: dict[str, dict[int, dict[int, list[str]]]] = {}  # indicator -> length of the key -> year -> keys
    bare: list[Question] = []
    for indicator, how in made.items():
        for key, year in by_column[how.part[0]]:
            if added(cells, how.part, key, year) is not None:
                asked.setdefault(indicator, {}).setdefault(len(key), {}).setdefault(year, []).append(key)
                if counted(cells, how, key, year)[2] != "ok":
                    bare.append((indicator, key, year))
    found = lot.sample(bare, min(WITHOUT, len(bare)))
    while len(found) < DRAWN:
        for indicator in lot.sample(sorted(asked), len(asked)):
            years = asked[indicator][lot.choice(sorted(asked[indicator]))]
            year = lot.choice(sorted(years))
            question = indicator, lot.choice(years[year]), year
            if question not in found and len(found) < DRAWN:
                found.append(question)
    return found


def german(value: Fraction, decimals: int) -> str:
    """Rounded half up, away from zero, by whole numbers alone."""
    units = (2 * abs(value) * 10**decimals + 1) // 2
    whole, behind = divmod(units, 10**decimals)
    digits = f"{whole:,}".replace(",", ".") + (f",{behind:0{decimals}d}" if decimals else "")
    return f"−{digits}" if value < 0 and units else digits


@pytest.mark.parametrize("town", TOWNS)
def test_single_values_are_those_of_the_raw_files(
    town: str,
    loaded_town: Callable[[str], LoadedTown],
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, made = TOWNS[town]
    cells, there = read(), loaded_town(town)
    monkeypatch.setenv("ATLAS_DATABASE_URL", there.database)
    for indicator, key, year in questions(town, cells, made):
        how, period = made[indicator], f"{year}{made[indicator].end}"
        capfdbinary.readouterr()
        code = main(["values", str(there.folder), "--indicator", indicator, "--area", key, "--period", period])
        out, err = capfdbinary.readouterr()
        asked = f"{town}: {indicator}, {key}, {period}"
        assert (code, err) == (0, b""), asked
        (line,) = csv.DictReader(io.StringIO(out.decode("utf-8")))
        part, whole, status = counted(cells, how, key, year)
        assert (line["area_key"], line["period"], line["status"]) == (key, period, status), asked
        expected: dict[str, Fraction | None] = {
            "numerator": None if how.given or isinstance(part, str) else Fraction(part),
            "denominator": None if isinstance(whole, str | None) else Fraction(whole),
            "value": None,
        }
        if not isinstance(part, str) and status in ("ok", "zero"):
            value = how.factor * Fraction(part) / (expected["denominator"] or 1)
            expected["value"] = value
            assert text(float(line["value"]), how.decimals) == german(value, how.decimals), asked
        for column, number in expected.items():
            said = float(line[column]) if line[column] else None
            assert said == (None if number is None else pytest.approx(float(number), rel=1e-12)), f"{asked}: {column}"


def test_printed_numbers_round_half_up() -> None:
    assert [german(Fraction(n), 1) for n in ("0.05", "-0.05", "-0.04", "1234.949")] == ["0,1", "−0,1", "0,0", "1.234,9"]
    assert german(Fraction(5, 2), 0) == "3"
