"""JSON-stat 2.0: cells in the order of their dimensions, whatever way the file writes them."""

import copy
import itertools
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import FaultyInput
from indicators.loaders import jsonstat
from tests.indicators.loaders.specs import WIDE, cells, delivery

STAT = WIDE.replace("csv_wide", "jsonstat").replace("*.csv", "*.json").replace('"gebiet"', '"geo"')
STAT = STAT.replace('"jahr"', '"time"').replace('values = { ew = "bev_insg" }', 'symbols = "din55301"')
STAT += '[category]\ncolumn = "art"\nvalue = "value"\nvariables = { EW = "bev_insg", K = "bev_u6" }\n'
DATASET: dict[str, Any] = {
    "version": "2.0",
    "class": "dataset",
    "id": ["art", "geo", "time"],
    "size": [2, 2, 1],
    "role": {"geo": ["geo"], "time": ["time"], "metric": ["art"]},
    "dimension": {
        "art": {"category": {"index": ["EW", "K"], "label": {"EW": "Einwohner", "K": "Kinder"}}},
        "geo": {"category": {"index": {"B": 1, "A": 0}, "label": {"A": "Altstadt", "B": "Berg"}}},
        "time": {"category": {"label": {"2021": "31.12.2021"}}},
    },
    "value": [100, 200, 10, None],
}
EXPECTED = {
    "bev_insg stadtteil A 2021-12-31": 100,
    "bev_insg stadtteil B 2021-12-31": 200,
    "bev_u6 stadtteil A 2021-12-31": 10,
    "bev_u6 stadtteil B 2021-12-31": "missing",
}


def changed(*path: str, to: object) -> dict[str, Any]:
    """The dataset with one part replaced, or taken out (None)."""
    found = copy.deepcopy(DATASET)
    part = found
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    if to is None:
        del part[path[-1]]
    return found


def read(folder: Path, document: object, spec: str = STAT) -> dict[str, float | str]:
    (folder / "a.json").write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return cells(jsonstat.read(folder, delivery(folder, spec)).observations)


@pytest.mark.parametrize(
    "document",
    [
        DATASET,
        changed("value", to={"0": 100, "1": 200, "2": 10}),
        changed("value", to={"2": 10, "0": "100", "1": 200.0}),
        changed("dimension", "geo", "category", "index", to=["A", "B"]),
        changed("dimension", "art", "category", "label", to=None),
        changed("status", to=""),
    ],
    ids=["list", "object", "text", "index as a list", "no labels", "empty status"],
)
def test_every_way_to_write_it_gives_the_same_cells(tmp_path: Path, document: object) -> None:
    assert read(tmp_path, document) == EXPECTED


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (["p", "", "", "."], {"bev_u6 stadtteil B 2021-12-31": "secret"}),
        ({"3": "x", "0": "p"}, {"bev_u6 stadtteil B 2021-12-31": "not_applicable"}),
        ("p", {}),
        (["p"], {}),
        ({"1": "/"}, {"bev_insg stadtteil B 2021-12-31": "uncertain"}),
    ],
)
def test_a_status_says_why_there_is_no_number_or_what_it_is_worth(
    tmp_path: Path, status: object, expected: dict[str, str]
) -> None:
    assert read(tmp_path, changed("status", to=status)) == {**EXPECTED, **expected}


def test_flags_of_other_offices_are_explained_by_the_delivery(tmp_path: Path) -> None:
    spec = STAT.replace('symbols = "din55301"', 'symbols_own = { b = "break_before", ":" = "missing" }')
    document = changed("status", to=["b", "", "", ":"])
    assert read(tmp_path, document, spec) == EXPECTED
    reading = jsonstat.read(tmp_path, delivery(tmp_path, spec))
    assert sorted(reading.observations.flags.tolist()) == [0, 0, 0, 8]


def test_labels_may_be_keys(tmp_path: Path) -> None:
    spec = STAT.replace('column = "geo"', 'column = "geo_label"')
    assert "bev_insg stadtteil Altstadt 2021-12-31" in read(tmp_path, DATASET, spec)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (json.dumps(DATASET)[:200], "a.json: Die Datei endet mitten im Text"),
        ("{]}", "a.json: Die Datei ist in Zeile 1, Stelle 2 kein JSON"),
        ("[" * 100_000, "a.json: Die Datei"),
        ('{"class": "dataset", "class": "x"}', "a.json: Der Name „class“ steht in einem Objekt zweimal"),
        ('{"value": NaN}', "a.json: Die Datei enthält eine Zahl, die keine ist (NaN)"),
        ([1, 2], "a.json: Das ist kein Datensatz in JSON-stat 2.0 (gefunden: eine Liste)"),
        ({"dataset": {"dimension": {}}}, "a.json: Das ist kein Datensatz in JSON-stat 2.0 (eine Sammlung"),
        (changed("class", to="collection"), "a.json: Das ist kein Datensatz in JSON-stat 2.0 (class: collection)"),
        (changed("size", to=[2, 2]), "a.json: id und size müssen gleich lange Listen sein"),
        (changed("size", to=[2, 3, 1]), "a.json, Dimension geo: Die Dimension hat 2 Ausprägungen, size sagt 3"),
        (changed("dimension", "geo", to=None), "a.json, Dimension geo: Die Dimension steht in id, aber"),
        (changed("dimension", "geo", "category", "index", to={"A": 0, "B": 2}), "a.json, Dimension geo: Die Dimension"),
        (changed("dimension", "geo", "category", "index", to=["A", "A"]), "a.json, Dimension geo: Die Dimension"),
        (changed("value", to=[1, 2, 3]), "a.json: value hat 3 Einträge, die Dimensionen ergeben 4 Zellen"),
        (changed("value", to={"4": 1}), "a.json: value nennt die Stelle „4“; erlaubt ist 0 bis 3."),
        (changed("value", to={"eins": 1}), "a.json: value nennt die Stelle „eins“"),
        (changed("value", to=[1, 2, [3], 4]), "a.json, Zeile 3: In value steht eine Liste statt eines Werts."),
        (changed("value", to=None), "a.json: value ist nichts; erlaubt ist eine Liste"),
        (changed("value", to=[1, "1O", 3, 4]), "a.json, Zeile 2, Spalte value: „1O“ ist weder eine Zahl"),
        (changed("status", to=["p", "p"]), "a.json: status hat 2 Einträge"),
        (changed("status", to=["?", "", "", ""]), "a.json, Zeile 1, Spalte status: „?“ ist kein Zeichen"),
        (changed("id", to=["art", "ort", "time"]), "a.json, Dimension ort: "),
    ],
)  # fmt: skip  # a file a line
def test_a_file_that_is_none_or_broken(tmp_path: Path, document: object, fault: str) -> None:
    with pytest.raises(FaultyInput) as caught:
        read(tmp_path, document)
    assert str(caught.value).startswith(fault), caught.value


def test_a_missing_dimension_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    with pytest.raises(
        FaultyInput, match=r"Die Spalte „raum“ \(area\.column\) fehlt; .*Vorhanden: art, art_label, geo"
    ):
        read(tmp_path, DATASET, STAT.replace('"geo"', '"raum"'))


def test_more_cells_than_anyone_can_mean_are_refused_before_they_are_made(tmp_path: Path) -> None:
    codes = [str(n) for n in range(3_000)]
    document = changed("size", to=[3_000, 3_000, 1])
    for name in ("art", "geo"):
        document["dimension"][name]["category"] = {"index": codes}
    with pytest.raises(FaultyInput, match="ergeben 9000000 Zellen, erlaubt sind 1 bis 5000000"):
        read(tmp_path, document)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=3, max_size=3), st.data())
def test_the_last_dimension_runs_fastest(size: list[int], data: st.DataObject) -> None:
    names = [[f"{letter}{n}" for n in range(count)] for letter, count in zip("EGT", size, strict=True)]
    names[2] = [str(2000 + n) for n in range(size[2])]
    places = list(itertools.product(*names))
    values = data.draw(st.lists(st.integers(1, 10**6), min_size=len(places), max_size=len(places)))
    document = changed("size", to=size) | {"value": values}
    for dimension, codes in zip(("art", "geo", "time"), names, strict=True):
        document["dimension"][dimension] = {"category": {"index": codes}}
    variables = ", ".join(f'{code} = "{code.lower()}"' for code in names[0])
    spec = STAT.replace('EW = "bev_insg", K = "bev_u6"', variables)
    expected = {
        f"{art.lower()} stadtteil {geo} {time}-12-31": float(value)
        for (art, geo, time), value in zip(places, values, strict=True)
    }
    with tempfile.TemporaryDirectory() as folder:
        assert read(Path(folder), document, spec) == expected
