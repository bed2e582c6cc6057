"""Weights of land are computed from the outlines of both sides of a reform, in metres."""

import datetime as dt
from pathlib import Path

import pytest

from geo.areas import Area
from geo.crosswalk import Crosswalk, from_parts
from geo.errors import Fault, Remark
from geo.outline_spec import CrosswalkSpec
from geo.outlines import read_outlines
from geo.overlay import BASIS, overlay
from geo.recipe import read_spec
from tests.geo.drawing import area, collection, recipe, said, spec_of, square, stadtteile
from tests.shared import needs_shared

DAY = dt.date(2020, 1, 1)


def laid(old: list[Area], new: list[Area]) -> tuple[Crosswalk, list[Fault], list[Remark]]:
    return overlay(old, new, "stadtteil", DAY)


def weights(old: list[Area], new: list[Area]) -> dict[tuple[str, str], float]:
    found, faults, _ = laid(old, new)
    assert faults == []
    return {(o, n): weight for o, n, weight in found.weights}


def test_shares_of_land() -> None:
    """A stays; B, two sides wide, gives its right half to N; C passes whole into N."""
    old = [area("A", square(0, 0)), area("B", square(1, 0, 2)), area("C", square(3, 0))]
    new = [area("A", square(0, 0)), area("B", square(1, 0)), area("N", square(2, 0, 2))]
    found = weights(old, new)
    assert found == pytest.approx({("A", "A"): 1, ("B", "B"): 0.5, ("B", "N"): 0.5, ("C", "N"): 1}, abs=1e-3)
    assert (found["A", "A"], found["C", "N"]) == (1, 1), "what passes whole is exact"
    table, _, remarks = laid(old, new)
    assert (table.basis, table.date) == (BASIS, DAY)
    assert [r.sentence for r in remarks] == [
        "aus den Umrissen berechnet, nach Flächenanteilen; Anteile unter 0,1 % zählen nicht."
    ]


def test_the_same_land_as_shares_of_the_new_areas() -> None:
    """N, two sides wide, is half of B's land and the whole of C's."""
    old = [area("A", square(0, 0)), area("B", square(1, 0, 2)), area("C", square(3, 0))]
    new = [area("A", square(0, 0)), area("B", square(1, 0)), area("N", square(2, 0, 2))]
    found = {(n, o): weight for n, o, weight in laid(old, new)[0].back}
    assert found == pytest.approx({("A", "A"): 1, ("B", "B"): 1, ("N", "B"): 0.5, ("N", "C"): 0.5}, abs=1e-3)


def test_land_from_nowhere_has_no_way_back() -> None:
    table, faults, remarks = laid([area("A", square(0, 0))], [area("A", square(0, 0)), area("N", square(1, 0))])
    assert (faults, table.back) == ([], ())
    assert remarks[-1].sentence == "kein Weg zurück: teils auf Land, das vorher zu keinem Gebiet gehörte: N."


def test_a_border_drawn_twice_moves_no_land() -> None:
    """The new border between A and B lies a two-thousandth of a side further right."""
    old = [area("A", square(0, 0)), area("B", square(1, 0))]
    new = [area("A", square(0, 0, 1.0005)), area("B", square(1.0005, 0, 0.9995))]
    assert weights(old, new) == {("A", "A"): 1, ("B", "B"): 1}


def test_land_that_goes_nowhere_is_a_fault() -> None:
    old = [area("A", square(0, 0)), area("B", square(1, 0))]
    new = [area("A", square(0, 0)), area("B", square(1, 0, 0.9))]
    found, faults, _ = laid(old, new)
    assert found.weights == ()
    (fault,) = faults
    assert str(fault) == (
        "stadtteil, Umsteigeschlüssel zum 01.01.2020: mehr als 0,5 % der Fläche liegen in keinem neuen Gebiet oder in "
        "zweien zugleich: B; prüfen Sie die Umrisse oder geben Sie eine Tabelle an (file)."
    )


def test_keys_without_outlines_go_on_only_as_themselves() -> None:
    there = area("A", square(0, 0))
    assert weights([there, area("X", None)], [there, area("X", None)]) == {("A", "A"): 1, ("X", "X"): 1}
    assert weights([area("X", None)], [area("X", None)]) == {("X", "X"): 1}
    assert "ohne Umriss, also nicht zu überlagern: X, Y;" in str(
        laid([there, area("X", None)], [there, area("Y", None)])[1][0]
    )


def test_a_town_may_have_its_weights_computed(tmp_path: Path) -> None:
    for name, shapes in (("alt", {"1": square(0, 0, 2)}), ("neu", {"1": square(0, 0), "2": square(1, 0)})):
        rows = [({"key": key, "name": ""}, shape) for key, shape in shapes.items()]
        (tmp_path / f"{name}.geojson").write_text(collection(rows), encoding="utf-8")
    sets = (
        stadtteile(file="alt.geojson", valid_to=dt.date(2019, 12, 31)),
        stadtteile(file="neu.geojson", valid_from=DAY),
    )
    declared = {"level": "stadtteil", "date": DAY, "overlay": True}
    result = read_outlines(tmp_path, tmp_path, spec_of(recipe(*sets, crosswalks=[declared])))
    assert said(result) == ""
    (table,) = result.crosswalks
    assert [(old, new) for old, new, _ in table.weights] == [("1", "1"), ("1", "2")]
    assert [weight for _, _, weight in table.weights] == pytest.approx([0.5, 0.5], abs=1e-3)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "das Feld „file“ fehlt; verlangt ist: Text (oder overlay = true, aus den Umrissen berechnet)."),
        (
            {"overlay": True, "basis": "Fläche"},
            "mit overlay werden die Gewichte berechnet; streichen Sie basis oder overlay.",
        ),
        ({"parts": "bezirk"}, "das Feld „variable“ fehlt; verlangt ist: Text."),
        (
            {"parts": "block", "variable": "bev"},
            "die Raumebene „block“ ist nicht erklärt; erklärt sind stadt, bezirk, stadtteil.",
        ),
        (
            {"parts": "bezirk", "variable": "bev", "file": "u.csv"},
            "mit parts werden die Gewichte berechnet; streichen Sie file oder parts.",
        ),
        (
            {"file": "u.csv", "back": "zurück", "variable": "bev"},
            "back und variable geben beide den Weg zurück; streichen Sie eines von beiden.",
        ),
        (
            {"overlay": True, "back": "zurück"},
            "mit overlay werden die Gewichte berechnet; streichen Sie back oder overlay.",
        ),
        (
            {"overlay": True, "tolerance": 0.01},
            "„0,010“ ist zu viel; erlaubt sind 0 bis 0,005. Berichtigen Sie die Gewichte.",
        ),
    ],
)
def test_a_crosswalk_is_a_table_or_an_overlay(fields: dict[str, object], sentence: str) -> None:
    declared = {"level": "stadtteil", "date": DAY} | fields
    assert sentence in [fault.sentence for fault in read_spec(recipe(crosswalks=[declared]))[1]]


def test_every_part_names_its_area_before_and_after() -> None:
    def block(key: str, parent: str, **fields: dt.date) -> Area:
        return area(key, None, level="block", parents={"stadtteil": parent}, **fields)

    before, after = {"valid_to": dt.date(2019, 12, 31)}, {"valid_from": DAY}
    spec = CrosswalkSpec("stadtteil", DAY, parts="block", variable="bev")
    whole = [block("a", "A", **before), block("b", "A", **before), block("a", "A", **after), block("b", "N", **after)]
    found, faults = from_parts(whole, spec, {"A"})
    assert faults == []
    assert found.parts == (("a", "A", "A"), ("b", "A", "N"))
    odd = [block("a", "A", **before), block("b", "", **before), block("b", "N", **after)]
    assert [f.sentence for f in from_parts(odd, spec, {"A", "B"})[1]] == [
        "auf der Ebene block nur vor oder nur nach der Reform da: a.",
        "ohne Gebiet der Ebene stadtteil (parents): b.",
        "ohne Teil auf der Ebene block: B.",
    ]


@needs_shared
def test_the_computed_weights_of_berlin_are_the_published_ones() -> None:
    """Within a hundredth: the published table was computed from other drawings of the same areas."""
    from tests.geo.test_real_towns import town

    berlin = town("berlin")
    levels = [a for a in berlin.areas if a.level == "prognoseraum"]
    old = [a for a in levels if a.valid_to == dt.date(2020, 12, 31)]
    new = [a for a in levels if a.valid_from == dt.date(2021, 1, 1)]
    computed, faults, _ = overlay(old, new, "prognoseraum", dt.date(2021, 1, 1))
    assert faults == []
    ours = {(o, n): w for o, n, w in computed.weights}
    theirs = {(o, n): w for o, n, w in berlin.crosswalks[0].weights}
    off = {
        p: (ours.get(p, 0.0), theirs.get(p, 0.0))
        for p in ours.keys() | theirs.keys()
        if abs(ours.get(p, 0.0) - theirs.get(p, 0.0)) > 0.01
    }
    assert off == {}
