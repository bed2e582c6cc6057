"""Several deliveries together: every cell once."""

from pathlib import Path

import pytest

from indicators.deliveries.reading import Reading, resolve
from indicators.errors import FaultyInput
from indicators.loaders import csv_wide
from tests.indicators.loaders.specs import WIDE, cells, delivery

SPEC = WIDE.replace(
    'level = "stadtteil"', 'level = "stadtteil", unassigned = "", unassigned_level = "stadt", unassigned_key = "0"'
)


def read(folder: Path, name: str, rows: str, more: str = "") -> Reading:
    """A delivery called `name` over a file of its own."""
    (folder / f"{name}.csv").write_text(f"gebiet;jahr;ew\n{rows}")
    spec = SPEC.replace("*.csv", f"{name}.csv") + more
    return csv_wide.read(folder, delivery(folder, spec, name))


def test_equal_values_stand_once_with_a_remark(tmp_path: Path) -> None:
    one = read(tmp_path, "a", "A;2021;5\nB;2021;\n")
    two = read(tmp_path, "b", "A;2021;5\nB;2021;\nC;2021;7\n;2021;1\n")
    together = resolve([one, two])
    assert cells(together.observations) == {
        "bev_insg stadtteil A 2021-12-31": 5,
        "bev_insg stadtteil B 2021-12-31": "missing",
        "bev_insg stadtteil C 2021-12-31": 7,
    }
    assert together.origin.tolist() == [0, 0, 1]
    assert cells(together.residuals) == {"bev_insg stadt 0 2021-12-31": 1}
    assert [(r.place, r.sentence) for r in together.remarks] == [
        ("a", "bev_insg steht auch in b: 2 gleiche Werte, einmal übernommen.")
    ]


def test_unequal_values_are_a_fault_unless_a_priority_decides(tmp_path: Path) -> None:
    one = read(tmp_path, "a", "A;2021;5\nB;2021;6\n")
    with pytest.raises(FaultyInput) as caught:
        resolve([one, read(tmp_path, "b", "A;2021;5,5\nB;2021;\n")])
    assert [str(f) for f in caught.value.faults] == [
        (
            "deliveries/a.toml und deliveries/b.toml: bev_insg, stadtteil A, 2021-12-31 steht zweimal und ungleich: "
            "5 und 5,5; nennen Sie mit priority, welche Lieferung gilt."
        ),
        (
            "deliveries/a.toml und deliveries/b.toml: bev_insg, stadtteil B, 2021-12-31 steht zweimal und ungleich: "
            "6 und fehlend; nennen Sie mit priority, welche Lieferung gilt."
        ),
    ]
    wins = read(tmp_path, "b", "A;2021;5,5\nB;2021;6\n", "priority = 1\n")
    together = resolve([one, wins])
    assert cells(together.observations)["bev_insg stadtteil A 2021-12-31"] == 5.5
    assert together.origin.tolist() == [1, 1]
    assert [r.sentence for r in together.remarks] == [
        (
            "bev_insg steht auch in a: 1 gleiche Werte, einmal übernommen; 1 ungleiche, es gilt b (Vorrang): "
            "bev_insg, stadtteil A, 2021-12-31: 5,5 statt 5."
        )
    ]


def test_provisional_in_one_delivery_is_provisional(tmp_path: Path) -> None:
    one = read(tmp_path, "a", "A;2021;5\n")
    two = read(tmp_path, "b", "A;2021;5p\n", 'symbols = "din55301"\n')
    assert resolve([one, two]).observations.flags.tolist() == [1]


def test_nothing_together_is_nothing() -> None:
    assert len(resolve([]).observations) == 0
