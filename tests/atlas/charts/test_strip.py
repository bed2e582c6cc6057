"""The distribution strip: a dot an area at its value, chosen ones named, marks where the View says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas import colours
from atlas.charts import strip
from atlas.charts._swarm import heights, offsets
from indicators.model import Status
from tests.atlas.views import view

VALUES = st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=80)


def test_every_area_with_a_value_is_a_dot_at_its_value() -> None:
    areas = strip.figure(view())["data"][0]
    assert areas["meta"] == "areas"
    assert dict(zip(areas["ids"], areas["x"], strict=True)) == {"01": 12.0, "02": 22.0, "03": 5.0, "05": 0.0}


def test_dots_have_the_colours_of_the_classes() -> None:
    areas = strip.figure(view())["data"][0]
    light, middle, dark = colours.ramp(3)
    assert areas["marker"]["color"] == [middle, dark, light, light]  # up to 8, up to 15, up to 22


def test_chosen_areas_are_named_and_one_trace_waits_for_hovering() -> None:
    traces = strip.figure(view())["data"]
    assert [(t["ids"], t["name"], t["x"]) for t in traces if t["meta"] == "chosen"] == [
        (["01"], "Alt &amp; Neu", [12.0]),
        (["02"], "Berg &lt;am&gt; Tor", [22.0]),
    ]
    assert traces[-1]["meta"] == "hover"
    assert traces[-1]["x"] == []


def test_the_hover_text_is_the_cell() -> None:
    areas = strip.figure(view())["data"][0]
    assert areas["text"][1] == "<b>Berg &lt;am&gt; Tor</b><br>22,0\u00a0%<br>33 von 150"


def test_city_and_quartiles_are_marked_where_the_view_says() -> None:
    shown = view()
    layout = strip.figure(shown)["layout"]
    lines = [s["x0"] for s in layout["shapes"] if s["type"] == "line"]
    assert lines == pytest.approx([3.75, 8.5, 14.5, 13.3333], abs=1e-3)  # of 0, 5, 12, 22; 120 of 900
    marked = {n["text"] for n in layout["annotations"] if not n["showarrow"]}
    assert marked == {"Median 8,5", "Sechsfeld 13,3\u00a0%"}


def test_names_of_neighbours_do_not_cover_each_other() -> None:
    shown = view([(n, 100) for n in (10, 10, 11, 11, 90)], bins=(90.0,), chosen=(0, 1, 2, 3, 4))
    notes = [n for n in strip.figure(shown)["layout"]["annotations"] if n["showarrow"]]
    heights_of = {n["text"]: n["ay"] for n in notes}
    assert sorted(heights_of.values()) == [-41, -24, -24, 24, 41]  # four names by each other, one far away
    assert heights_of["Eichwald"] == -24


def test_the_sentence_names_ends_middle_city_and_reasons() -> None:
    assert strip.summary(view()).replace("\u00a0", " ") == (
        "Verteilung über 4 Stadtteile: niedrigster Wert 0,0 % (Eichwald), höchster Wert 22,0 % (Berg <am> Tor); "
        "die mittlere Hälfte liegt zwischen 3,8 % und 14,5 %; Sechsfeld: 13,3 %; 1 Stadtteil: geheim; "
        "1 Stadtteil: keine Angabe."
    )


def test_a_chosen_area_without_a_value_is_not_drawn() -> None:
    traces = strip.figure(view(chosen=(3,)))["data"]
    assert [t["meta"] for t in traces] == ["areas", "hover"]


def test_very_many_areas_become_columns_that_hold_them_all() -> None:
    counts = [((7 * i) % 101, 200) for i in range(5000)]
    figure = strip.figure(view(counts, bins=(10.0, 20.0, 60.0)))
    paths = [s["path"] for s in figure["layout"]["shapes"] if s["type"] == "path"]
    tall = [float(step.split("V")[1].split("H")[0]) for path in paths for step in path.split("Z") if step]
    assert sum(2 * half for half in tall) == 5000
    assert [t["meta"] for t in figure["data"]] == ["chosen", "chosen", "hover"]


@given(VALUES)
def test_dots_of_one_column_never_cover_each_other(values: list[float]) -> None:
    numbers = np.array(values)
    low, high = float(numbers.min()), float(numbers.max())
    away = offsets(numbers, low, high, 20)
    column = np.minimum((numbers - low) / (high - low) * 20 if high > low else 0 * numbers, 19).astype(int)
    spots = list(zip(column.tolist(), away.tolist(), strict=True))
    assert len(set(spots)) == len(values)
    assert np.array_equal(away, offsets(numbers, low, high, 20))
    for one in set(column.tolist()):  # as much above as below
        assert abs(away[column == one].sum()) <= len(values) / 2


@given(VALUES)
def test_columns_count_every_value_once(values: list[float]) -> None:
    numbers = np.array(values)
    assert heights(numbers, float(numbers.min()), float(numbers.max()), 30).sum() == len(values)


def test_equal_values_stand_over_each_other() -> None:
    shown = view([(5, 100)] * 5, bins=(5.0,), chosen=())
    assert sorted(strip.figure(shown)["data"][0]["y"]) == [-2, -1, 0, 1, 2]


def test_statuses_are_not_dots() -> None:
    shown = view([(5, 100), Status.later, Status.not_applicable, Status.uncertain], bins=(5.0,), chosen=())
    assert strip.figure(shown)["data"][0]["ids"] == ["01"]
    assert "folgt später" in strip.summary(shown)
    assert "nicht sinnvoll" in strip.summary(shown)
