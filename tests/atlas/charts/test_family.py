"""What every chart promises: a title, a sentence, a well-formed picture with everything burnt in, a light figure."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from types import ModuleType

import plotly.graph_objects as go
import pytest

from indicators.model import Status
from indicators.plugins import discover
from tests.atlas.views import NAMES, PAPER, cell, profile, series, view

CHARTS = discover("atlas.charts")
FIGURES = [chart for chart in CHARTS.values() if hasattr(chart, "figure")]
NOTHING = view([Status.missing, Status.secret], bins=(), chosen=(), lines=(), city=Status.missing)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart: ModuleType, what: object) -> ET.Element:
    svg = chart.svg(what, PAPER) if chart is CHARTS["map"] else chart.svg(what)
    return ET.fromstring(svg)


def words(root: ET.Element) -> str:
    return " ".join("".join(node.itertext()) for node in root.iter(f"{SVG}text"))


def test_the_family_is_complete() -> None:
    assert set(CHARTS) == {"map", "ranking", "series", "spark", "spine", "strip"}
    assert all(chart.TITLE and chart.__doc__ for chart in CHARTS.values())


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"spark", "spine"}))
@pytest.mark.parametrize("empty", [False, True], ids=["values", "no values"])
def test_paper_carries_title_source_stand_and_notices(name: str, empty: bool) -> None:
    shown = NOTHING if empty else view()
    root = drawn(CHARTS[name], shown)
    said = words(root)
    for part in (
        "Anteil der unter 18-Jährigen in Sechsfeld",
        "Quelle: Einwohnermelderegister (dl-de/by-2-0)",
        "Stand 7 vom 23.11.2026",
        "Intern – nicht zur Veröffentlichung",
        "Erfundene Stadt.",
    ):
        assert part in said
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None
    assert root.findtext(f"{SVG}desc") == CHARTS[name].summary(shown)


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"spine"}))
def test_pictures_bring_no_style_sheet_no_class_and_no_address(name: str) -> None:
    what = profile().sections[0][1][0] if name == "spark" else view()
    for node in drawn(CHARTS[name], what).iter():
        assert not {"class", "style", "href"} & node.attrib.keys()
        assert node.tag.removeprefix(SVG) not in {"style", "script", "image", "foreignObject"}
        assert "http" not in "".join(node.attrib.values())


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"spark", "spine"}))
def test_names_are_data_never_markup(name: str) -> None:
    evil = ["<script>alert(1)</script>", "a & b", "quote \" and ' quote", "]]>", "null\x00byte", "x" * 200]
    lines = tuple(series([(1, 10), (2, 10)], said, "area") for said in evil)
    root = drawn(CHARTS[name], view(names=evil, lines=lines))
    assert not list(root.iter(f"{SVG}script"))
    if name == "map":
        told = " ".join(node.text or "" for node in root.iter(f"{SVG}title"))
        assert "<script>alert(1)</script>" in told
        assert "null�byte" in told


@pytest.mark.parametrize("chart", FIGURES, ids=lambda chart: chart.TITLE)
@pytest.mark.parametrize("areas", [0, 1, 6, 60, 600, 11_000])
def test_figures_are_what_plotly_takes_and_stay_light(chart: ModuleType, areas: int) -> None:
    counts = [((7 * i) % 101, 200) for i in range(areas)] or [Status.missing]
    shown = view(counts, bins=(10.0, 20.0, 60.0), chosen=tuple(range(min(areas, 10))))
    figure = chart.figure(shown)
    go.Figure(figure)  # raises for what it does not know
    packed = json.dumps(figure)
    assert len(packed) < (60_000 if areas <= 600 else 20_000)
    assert "choropleth" not in packed  # would fetch an atlas of the world from elsewhere
    assert figure["layout"]["separators"] == ",."
    assert figure["layout"]["uirevision"] == "ant_u18/stadtteil"


@pytest.mark.parametrize("chart", FIGURES, ids=lambda chart: chart.TITLE)
def test_hover_texts_escape_names(chart: ModuleType) -> None:
    packed = json.dumps(chart.figure(view(names=["<b>x</b>", "a&b", *NAMES[2:]])))
    assert "<b>x</b>" not in packed
    assert "&lt;b&gt;x" in packed or chart is CHARTS["series"]  # its names come with the lines


def test_no_value_is_said_in_words_and_never_drawn_as_zero() -> None:
    for chart in FIGURES:
        figure = chart.figure(NOTHING)
        assert figure["data"] == []
        assert "liegt" in figure["layout"]["annotations"][0]["text"]
    for name in set(CHARTS) - {"spark", "spine"}:
        assert "kein" in CHARTS[name].summary(NOTHING).lower()


def test_a_text_of_a_cell_is_printed_as_it_stands() -> None:
    shown = view([(1234.5, 2000), (1, 100)], bins=(10.0, 70.0), chosen=(0,))
    assert cell(0, (1234.5, 2000)).text == "61,7"
    assert "61,7" in words(drawn(CHARTS["ranking"], shown))
    assert "61,7" in json.dumps(CHARTS["ranking"].figure(shown), ensure_ascii=False)


def test_drawing_imports_neither_plotly_nor_typst() -> None:
    code = (
        "import sys; from indicators.plugins import discover; discover('atlas.charts');"
        "sys.exit(bool({'plotly', 'typst', 'pandas', 'geopandas'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
