"""The report of a load: gaps, strangers, rests and sums, on six areas that one can check by hand."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from indicators.counting.tree import AreaTree
from indicators.deliveries.reading import resolve
from indicators.deliveries.report import report
from indicators.deliveries.report_text import report_text
from indicators.loaders import csv_wide
from indicators.model import Catalogue, Source, Variable
from tests.indicators.loaders.specs import WIDE, delivery

ALWAYS = ((dt.date.min, dt.date.max),)
UNTIL_2021 = ((dt.date.min, dt.date(2021, 6, 30)),)
TREE = AreaTree(
    ("stadt", "stadtteil"),
    {"stadt": ("0",), "stadtteil": ("A", "B", "C", "D")},
    {("stadtteil", "stadt"): np.zeros(4, np.int32)},
    {"stadt": (ALWAYS,), "stadtteil": (ALWAYS, ALWAYS, ALWAYS, UNTIL_2021)},
)
SPEC = WIDE.replace(
    'level = "stadtteil"',
    'level = "stadtteil", total = "S", total_level = "stadt", total_key = "0", unassigned = "", '
    'unassigned_level = "stadt", unassigned_key = "0"',
).replace("ew =", 'q = "quote", ew =')
SOURCE = Source("Statistikstelle")
CATALOGUE = Catalogue(
    {},
    {},
    {
        "bev_insg": Variable("bev_insg", "Einwohner", "Personen", "count", SOURCE),
        "quote": Variable("quote", "Quote", "%", "given", SOURCE),
    },
    {},
)
ROWS = """A;2020;10;1,5
B;2020;20;
C;2020;30;2
D;2020;5;3
S;2020;65;9
A;2021;11;1
B;2021;20,5;1
C;2021;30;1
S;2021;63;9
;2021;1;
A;2022;11;1
C;2022;30;1
S;2022;60;9
Z;2022;7;1
D;2022;4;1
"""


@pytest.fixture
def said(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "a.csv").write_text(f"gebiet;jahr;ew;q\n{ROWS}")
    readings = [csv_wide.read(tmp_path, delivery(tmp_path, SPEC))]
    return report(readings, resolve(readings), TREE, CATALOGUE)


def test_it_is_json_without_paths_and_times(said: dict[str, Any], tmp_path: Path) -> None:
    text = json.dumps(said, ensure_ascii=False, allow_nan=False)
    assert str(tmp_path) not in text
    assert said["deliveries"][0]["files"][0]["name"] == "a.csv"


def test_keys_without_an_area_and_out_of_their_time(said: dict[str, Any]) -> None:
    assert said["keys_without_area"] == [{"level": "stadtteil", "key": "Z", "observations": 2}]
    assert said["keys_out_of_time"] == [{"level": "stadtteil", "key": "D", "periods": ["2022-12-31"]}]


def test_areas_without_a_value(said: dict[str, Any]) -> None:
    found = {
        (g["variable"], g["period"]): (g["not_delivered"], g["missing"], g["keys"]) for g in said["areas_without_value"]
    }
    assert found == {
        ("bev_insg", "2022-12-31"): (1, 0, ["B"]),  # D no longer exists
        ("quote", "2020-12-31"): (0, 1, ["B"]),
        ("quote", "2022-12-31"): (1, 0, ["B"]),
    }


def test_sums_against_delivered_totals(said: dict[str, Any]) -> None:
    (total,) = said["totals"]  # a given rate is never added
    assert (total["variable"], total["level"], total["parts"]) == ("bev_insg", "stadt", "stadtteil")
    # 2020: 10 + 20 + 30 + 5 = 65; 2021: 11 + 20.5 + 30 = 61.5, rest 1, total 63: 0.5 beyond; 2022: B is missing
    assert (total["compared"], total["equal"], total["incomplete"]) == (2, 1, 1)
    assert total["differences"] == [
        {"key": "0", "period": "2021-12-31", "delivered": 63, "sum": 61.5, "residual": 1, "beyond": 0.5}
    ]


def test_rests_and_counts_that_are_no_whole_numbers(said: dict[str, Any]) -> None:
    assert [(r["variable"], r["number"], r["status"]) for r in said["residuals"]] == [
        ("bev_insg", 1, "ok"),
        ("quote", None, "missing"),
    ]
    assert said["fractions"] == [{"variable": "bev_insg", "observations": 1}]


def test_the_text_says_it_in_german(said: dict[str, Any]) -> None:
    text = report_text(said)
    for line in (
        "  15 Zeilen, 30 Zellen gelesen: 30 übernommen, 0 ausgelassen",
        "  Zeichen: leer = fehlend (2)",
        "  28 Werte der Gebiete, 2 Werte ohne Gebiet",
        "  stadtteil Z: 2 Werte",
        "  stadtteil D gab es nicht: 2022-12-31",
        "  bev_insg, stadtteil: 2022-12-31 B",
        "  bev_insg, stadt 0: 2021-12-31 1",
        "  quote, stadt 0: 2021-12-31 fehlend",
        "  bev_insg, stadt aus stadtteil: 1 von 2 gleich, 1 nicht vergleichbar (Teile ohne Zahl)",
        "    0, 2021-12-31: geliefert 63, Teile 61,5 + Rest 1, darüber hinaus 0,5",
    ):
        assert line in text.splitlines(), text
