"""The map on paper: classes by colour, statuses by hatch, counts by circle; everything the legend says is drawn."""

import gzip
import math
import xml.etree.ElementTree as ET

import pytest

from atlas import colours
from atlas.charts import map as chart
from atlas.view import View
from atlas.view.paper import PaperMap, read_paper
from indicators.model import Status
from tests.atlas.views import COUNT, PAPER, view

SVG = "{http://www.w3.org/2000/svg}"
ALL = [(12, 100), Status.secret, Status.missing, Status.not_applicable, Status.later, Status.uncertain]


def fills(shown: View) -> dict[str, str]:
    root = ET.fromstring(chart.svg(shown, PAPER))
    return {p[0].text or "": p.get("fill", "") for p in root.iter(f"{SVG}path") if len(p)}


def test_areas_have_the_colour_of_their_class() -> None:
    light, middle, dark = colours.ramp(3)
    assert list(fills(view()).values())[:3] == [middle, dark, light]


def test_every_area_says_its_name_value_and_counts() -> None:
    assert list(fills(view()))[:2] == ["Alt & Neu: 12,0\u00a0% (12 von 100)", "Berg <am> Tor: 22,0\u00a0% (33 von 150)"]


def test_five_reasons_for_no_value_have_five_hatches_each_defined_and_in_the_legend() -> None:
    shown = view(ALL, bins=(15.0,), chosen=())
    root = ET.fromstring(chart.svg(shown, PAPER))
    used = list(fills(shown).values())[1:]
    assert len(set(used)) == 5
    defined = {f"url(#{p.get('id')})" for p in root.iter(f"{SVG}pattern")}
    assert set(used) <= defined
    swatches = [r.get("fill") for r in root.iter(f"{SVG}rect") if (r.get("fill") or "").startswith("url")]
    assert sorted(s or "" for s in swatches) == sorted(used)
    drawn = {ET.tostring(p[-1]) for p in root.iter(f"{SVG}pattern")}
    assert len(drawn) == len(list(root.iter(f"{SVG}pattern")))  # no two alike


def test_a_zero_keeps_its_class_and_gets_its_rings_over_it() -> None:
    svg = chart.svg(view([(0, 100), (12, 100), (20, 100)], bins=(8.0, 15.0, 22.0)), PAPER)
    assert 'fill="url(#muster-zero-darueber)"' in svg
    assert svg.count('id="muster-zero-darueber"') == 1


def test_an_uncertain_value_keeps_its_class_and_gets_a_hatch_over_it() -> None:
    shown = view([(12, 100), (5, 100)], bins=(8.0, 15.0), chosen=())
    unsure = shown.cells[0].__class__(**{**shown.cells[0].__dict__, "status": Status.uncertain})
    shown = View(**{**shown.__dict__, "cells": (unsure, *shown.cells[1:])})
    svg = chart.svg(shown, PAPER)
    assert "url(#muster-uncertain-darueber)" in svg
    assert next(iter(fills(shown).values())) == colours.ramp(2)[1]


def test_the_legend_prints_classes_counts_and_words() -> None:
    said = [t.text for t in ET.fromstring(chart.svg(view(), PAPER)).iter(f"{SVG}text")]
    for label, count in (("0,0 bis 8,0", "2"), ("8,0 bis 15,0", "1"), ("15,0 bis 22,0", "1"), ("geheim (•)", "1")):
        assert said[said.index(label) + 1] == count
    assert "keine Angabe (k. A.)" in said
    assert "Sechsfeld: 13,3\u00a0%" in said


def test_counts_are_circles_whose_area_is_the_count() -> None:
    shown = view([100.0, 400.0, 0.0], COUNT, bins=(400.0,), kind="circle", chosen=(), city=500.0)
    root = ET.fromstring(chart.svg(shown, PAPER))
    group = next(g for g in root.iter(f"{SVG}g") if g.get("fill-opacity") and len(g))
    big, small, none = (float(c.get("r", "0")) for c in group)
    assert (big / small) ** 2 == pytest.approx(4, rel=0.01)
    assert none == 2.5  # zero is a ring, not nothing
    assert {p.get("fill") for p in root.iter(f"{SVG}path") if len(p)} == {chart.BLANK}


def test_a_level_without_outlines_says_so() -> None:
    assert "Für diese Raumebene liegen keine Grenzen vor." in chart.svg(view(), None)


def test_areas_that_the_outlines_do_not_know_are_left_out_without_harm() -> None:
    shown = view([(i, 100) for i in range(1, 9)])
    assert len(fills(shown)) == 6


def test_the_scale_bar_is_round_and_true() -> None:
    root = ET.fromstring(chart.svg(view(), PAPER))
    place = next(t for t in root.iter(f"{SVG}text") if (t.text or "").endswith(" m"))
    metres = float((place.text or "").split()[0])
    transform = next(g.get("transform", "") for g in root.iter(f"{SVG}g") if g.get("transform"))
    scale = float(transform.split("scale(")[1].rstrip(")"))
    bar = next(p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("d", "").endswith("v-4"))
    px = float(bar.split("h")[1].split("v")[0])
    assert px == pytest.approx(metres / PAPER.metres_a_unit * scale, abs=0.06)
    assert metres in (n * 10**k for n in (1, 2, 5) for k in range(4))


def test_the_location_map_shows_where_the_area_lies() -> None:
    root = ET.fromstring(chart.location(PAPER, ("02",), 120, 80, "Berg"))
    accent = [p.get("d") for p in root.iter(f"{SVG}path") if p.get("fill") == colours.ACCENT]
    assert accent == [PAPER.paths["02"]]
    assert root.findtext(f"{SVG}title") == "Lage von Berg"


def many(areas: int) -> tuple[View, PaperMap]:
    """A grid of ragged areas of forty points each."""
    side = math.ceil(math.sqrt(areas))
    step = 480 / side
    ring = " ".join(f"{step / 8 * math.sin(i * 1.7):.1f} {step / 8 * math.cos(i * 2.3):.1f}" for i in range(40))
    places = {f"{i + 1:02d}": (step * (i % side), step * (i // side)) for i in range(areas)}
    paper = PaperMap(
        480, 480, 50, {k: f"M{x:.1f} {y:.1f}l{ring}z" for k, (x, y) in sorted(places.items())},
        {k: (x, y, 1.0) for k, (x, y) in places.items()}, {"stadt": "M0 0l480 0 0 480 -480 0z"},
    )  # fmt: skip
    return view([((7 * i) % 101, 200) for i in range(areas)], bins=(10.0, 20.0, 60.0), chosen=(0,)), paper


def test_the_first_picture_is_small_and_whole() -> None:
    shown, paper = many(600)
    svg = chart.first_picture(shown, paper)
    assert len(gzip.compress(svg.encode())) <= 60_000
    root = ET.fromstring(svg)
    filled = [p for p in root.iter(f"{SVG}path") if not p.get("fill", "none").endswith(("none", "-darueber)"))]
    assert sum(p.get("d", "").count("M") for p in filled) == 600
    assert root.get("aria-label") == shown.title
    assert len(list(root.iter(f"{SVG}path"))) < 20  # one a class


def test_outlines_are_read_as_they_were_stored() -> None:
    stored = (
        b'{"view_box":"0 0 30 20","width":30.0,"height":20.0,"metres_a_unit":100.0,'
        b'"paths":{"01":"M0 0l10 0 0 10z"},"labels":{"01":[5.0,5.0,4.5]},"borders":{"stadt":"M0 0l30 0"}}'
    )
    read = read_paper(stored)
    assert read == PaperMap(
        30.0, 20.0, 100.0, {"01": "M0 0l10 0 0 10z"}, {"01": (5.0, 5.0, 4.5)}, {"stadt": "M0 0l30 0"}
    )


def test_a_narrow_map_says_all_of_its_legend_below_itself() -> None:
    root = ET.fromstring(chart.svg(view(), PAPER, 340, 480, bare=True))
    said = [t.text for t in root.iter(f"{SVG}text")]
    for label, count in (("0,0 bis 8,0", "2"), ("8,0 bis 15,0", "1"), ("15,0 bis 22,0", "1"), ("geheim (•)", "1")):
        assert said[said.index(label) + 1] == count
    assert {"keine Angabe (k. A.)", "Sechsfeld: 13,3\u00a0%", "gemeinsame Klassen; 6 Gebiete"} <= set(said)
    low = [g for g in root.iter(f"{SVG}g") if (g.get("transform") or "").startswith("translate(0,")]
    (below,) = (float((g.get("transform") or "").partition(",")[2].rstrip(")")) for g in low)
    at = next(g.get("transform") or "" for g in root.iter(f"{SVG}g") if "scale" in (g.get("transform") or ""))
    top, scale = float(at.partition(",")[2].partition(")")[0]), float(at.partition("scale(")[2].rstrip(")"))
    assert top + scale * PAPER.height <= below  # the map ends where the legend begins
    ends = [float(r.get("y", 0)) + float(r.get("height", 0)) for g in low for r in g.iter(f"{SVG}rect")]
    assert below + max(ends) <= 480


def test_circles_of_a_narrow_map_and_of_its_legend_have_one_scale() -> None:
    shown = view([100.0, 400.0], COUNT, bins=(400.0,), kind="circle", chosen=(), city=500.0)
    root = ET.fromstring(chart.svg(shown, PAPER, 340, 480, bare=True))
    radii = sorted(
        float(c.get("r", 0)) for c in root.iter(f"{SVG}circle") if c.get("fill-opacity") or not c.get("fill")
    )
    drawn = [float(c.get("r", 0)) for g in root.iter(f"{SVG}g") if g.get("fill-opacity") for c in g]
    assert max(drawn) == max(radii)  # 400 is the greatest count, and the greatest round one of the legend


def test_a_tiny_area_is_ringed_where_the_town_is_shown_small() -> None:
    def rings(width: float) -> list[str]:
        root = ET.fromstring(chart.location(PAPER, ("01",), width, width, "Alt & Neu"))
        return [c.get("cx", "") for c in root.iter(f"{SVG}circle")]

    assert rings(300) == []  # 50 px of radius
    assert rings(20) == ["5"]  # 3.3 px
