"""The Saxon Kreise: real votes under a real Umsteigeschlüssel keep their totals, or are refused by name."""

import csv
from collections import defaultdict

import numpy as np
import pytest

from indicators.counting.aggregate import Matrix
from indicators.counting.convert import Converted, Weighting, convert, weighting
from indicators.errors import FaultyInput
from indicators.model import Flag, Status
from tests.shared import SHARED, needs_shared

pytestmark = needs_shared
FOLDER = SHARED / "vectors" / "crosswalk"


def votes(year: str) -> dict[str, float]:
    with (FOLDER / "btw_sachsen_input.csv").open(encoding="utf-8") as file:
        return {row["district"]: float(row["valid"]) for row in csv.DictReader(file) if row["year"] == year}


def table(year: str) -> list[tuple[str, str, float]]:
    """Old Kreis -> Kreis of 2020 with the share of residents, as published for the Kreise of a year."""
    with (FOLDER / "bbsr_kreise_2020_schluessel.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["jahr"] == year]
    return [(row["kreis_alt"], row["kreis_2020"], float(row["w_bevoelkerung"] or 0)) for row in rows]


def converted(year: str, key: str) -> tuple[Converted, Weighting]:
    counted, weights = votes(year), table(key)
    old = tuple(sorted(counted.keys() | {o for o, _, _ in weights}))
    by = weighting(weights, old, tuple(sorted({n for _, n, _ in weights})), f"Schlüssel {key}")
    number = np.array([[counted.get(k, np.nan)] for k in old])
    status = np.where(np.isnan(number), Status.missing, Status.ok).astype(np.uint8)
    cells = Matrix(number, status, np.zeros_like(status), ~np.isnan(number), np.ones(number.shape))
    return convert(cells, by, ~np.isnan(number)), by


@pytest.mark.parametrize(
    ("year", "key"),
    [
        ("1994", "1995"),
        ("1998", "1995"),
        ("2002", "1995"),
        ("2005", "2005"),
        ("2009", "2010"),
        ("2013", "2010"),
        ("2017", "2010"),
    ],
)
def test_the_votes_survive_on_the_kreise_of_2020(year: str, key: str) -> None:
    found, by = converted(year, key)
    there = found.exists[:, 0]
    assert there.sum() == 13, "Saxony has 13 Kreise"
    assert {by.new_keys[row][:2] for row in np.flatnonzero(there)} == {"14"}
    assert found.matrix.number[there].sum() == pytest.approx(sum(votes(year).values()), rel=1e-9)
    sums: dict[str, float] = defaultdict(float)
    for old, new, weight in table(key):
        sums[new] += votes(year).get(old, 0) * weight
    assert {by.new_keys[r]: found.matrix.number[r, 0] for r in np.flatnonzero(there)} == pytest.approx(
        {new: total for new, total in sums.items() if total}, rel=1e-9
    )


def test_undivided_kreise_are_exact_and_divided_ones_say_how_much() -> None:
    found, by = converted("1994", "1995")
    dresden, zwickau = by.new_keys.index("14612"), by.new_keys.index("14524")
    assert found.split[zwickau, 0] > 0
    assert found.matrix.flags[zwickau, 0] & Flag.estimated
    parts = [(votes("1994")[old], weight) for old, new, weight in table("1995") if new == "14524" and weight]
    divided = sum(n * weight for n, weight in parts if weight < 1)
    assert found.split[zwickau, 0] == pytest.approx(divided / sum(n * weight for n, weight in parts))
    whole = all(weight == 1 for _, new, weight in table("1995") if new == "14612" and weight)
    assert bool(found.matrix.flags[dresden, 0] & Flag.estimated) is not whole
    settled, _ = converted("2017", "2010")
    assert not (settled.matrix.flags & Flag.estimated).any(), "the Kreise of 2008 are those of 2020"


def test_the_key_of_another_year_is_refused_with_the_codes_it_lacks() -> None:
    with pytest.raises(FaultyInput) as caught:
        converted("1994", "1993")
    (fault,) = caught.value.faults
    first = ", ".join(sorted(votes("1994"))[:5])
    assert fault.place == "Schlüssel 1993"
    assert fault.sentence.startswith(f"alte Gebiete ohne Zeile (29): {first} und 24 weitere;")
