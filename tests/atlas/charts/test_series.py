"""Time series: gaps stay gaps, breaks part lines, dates are real, intervals come when asked for."""

import datetime as dt
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from atlas.charts import series
from atlas.charts._lines import day, styled
from atlas.colours import LINES
from atlas.view import Series
from indicators.model import Period, Status
from tests.atlas.views import COUNT, cell, view
from tests.atlas.views import series as line


def shown(*lines: Series, intervals: bool = False):
    return view(lines=lines, intervals=intervals)


def years(trace: dict) -> list[int | None]:
    return [x and int(x[:4]) for x in trace["x"]]


def test_values_stand_at_their_dates() -> None:
    trace = series.figure(shown(line([(11, 100), (12, 100)], "A", "area")))["data"][0]
    assert trace["x"] == ["2020-12-31", "2021-12-31"]
    assert trace["y"] == [11.0, 12.0]


def test_a_tick_is_named_by_the_year_that_its_values_count_for() -> None:
    axis = series.figure(shown(line([(11, 100), (12, 100)], "A", "area")))["layout"]["xaxis"]
    assert (axis["tickvals"], axis["ticktext"]) == (["2020-12-31", "2021-12-31"], ["2020", "2021"])


def test_many_years_have_few_ticks_and_the_last_one_is_named() -> None:
    axis = series.figure(shown(line([(11, 100)] * 30, "A", "area", first=1995)))["layout"]["xaxis"]
    assert axis["ticktext"] == [str(y) for y in range(1997, 2025, 3)]  # 1995 to 2024


def test_no_point_hides_another_of_its_line() -> None:
    trace = series.figure(shown(line([(11, 100), (12, 100)], "A", "area")))["data"][0]
    assert "ids" not in trace  # plotly draws one point an id
    assert trace["customdata"] == ["A", "A"]


def test_a_span_stands_at_its_middle() -> None:
    school = Period(dt.date(2024, 7, 31), dt.date(2023, 8, 1), "school_year")
    assert day(school) == dt.date(2024, 1, 30)  # 365 days, half of them 182


@pytest.mark.parametrize("why", [Status.missing, Status.secret, Status.later, Status.not_applicable])
def test_a_missing_value_parts_the_line_and_is_not_bridged(why: Status) -> None:
    trace = series.figure(shown(line([(11, 100), why, (12, 100)], "A", "area")))["data"][0]
    assert years(trace) == [2020, None, 2022]
    assert trace["y"] == [11.0, None, 12.0]
    assert trace["connectgaps"] is False


def test_a_period_that_was_never_delivered_is_a_gap_too() -> None:
    whole = line([(n, 100) for n in range(10, 16)], "A", "area")
    keep = [0, 1, 3, 4, 5]
    holed = replace(whole, periods=tuple(whole.periods[i] for i in keep), cells=tuple(whole.cells[i] for i in keep))
    assert years(series.figure(shown(holed))["data"][0]) == [2020, 2021, None, 2023, 2024, 2025]


def test_elections_are_joined_whatever_lies_between() -> None:
    days = (dt.date(2014, 5, 25), dt.date(2019, 5, 26), dt.date(2021, 9, 26))
    vote = Series(
        "A",
        "A",
        "area",
        tuple(Period(d, d, "election") for d in days),
        tuple(cell(0, (n, 100)) for n in (50, 55, 60)),
        (),
    )
    assert years(series.figure(shown(vote))["data"][0]) == [2014, 2019, 2021]


def test_a_break_parts_the_line_and_is_marked() -> None:
    figure = series.figure(shown(line([(11, 100), (12, 100), (13, 100)], "A", "area", broken=(2022,))))
    assert years(figure["data"][0]) == [2020, 2021, None, 2022]
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["Bruch"]
    assert figure["layout"]["shapes"][0]["x0"] == "2022-07-02"  # half a year before 31.12.2022


def test_a_gap_is_a_gap_on_paper_too() -> None:
    svg = series.svg(shown(line([(11, 100), (12, 100), Status.secret, (13, 100), (14, 100)], "A", "area")))
    paths = [node.get("d", "") for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")]
    assert sum(d.count("M") == 2 and d.count("L") == 2 for d in paths) == 1  # two stretches of two values


def test_intervals_only_when_asked_for() -> None:
    one = line([(11, 100)], "A", "area")
    assert "error_y" not in series.figure(shown(one))["data"][0]
    error = series.figure(shown(one, intervals=True))["data"][0]["error_y"]
    assert (error["array"], error["arrayminus"]) == ([1.0], [1.0])  # the hand-made limits lie one unit away


def test_the_city_is_a_line_of_its_own_and_chosen_areas_keep_the_style_of_the_strip() -> None:
    lines = (
        line([(1, 10)], "Stadt", "city"),
        line([(1, 10)], "West", "parent"),
        replace(line([(1, 10)], "B", "area"), key="02"),
        replace(line([(1, 10)], "A", "area"), key="01"),
    )
    colours = [style.colour for _, style in styled(shown(*lines))]
    assert len(set(colours)) == 4
    assert colours[3] == LINES[0].colour  # key 01 was chosen first
    assert colours[2] == LINES[1].colour


def test_the_sentence_says_start_end_gaps_and_breaks() -> None:
    said = series.summary(shown(line([(11, 100), Status.secret, (13, 100)], "A", "area", broken=(2022,))))
    assert said.replace("\u00a0", " ") == (
        "Anteil der unter 18-Jährigen im Zeitverlauf. A: 11,0 % (31.12.2020), zuletzt 13,0 % (31.12.2022), "
        "1 ohne Wert, Bruch vor 31.12.2022."
    )


def test_the_axis_begins_at_zero_unless_all_values_are_far_from_it() -> None:
    near = series.figure(shown(line([(11, 100), (40, 100)], "A", "area")))
    far = series.figure(shown(line([(80, 100), (90, 100)], "A", "area")))
    assert near["layout"]["yaxis"]["range"][0] == 0
    assert far["layout"]["yaxis"]["range"][0] > 50


def test_a_small_change_does_not_look_large() -> None:
    low, high = series.figure(shown(line([(80, 100), (81, 100)], "A", "area")))["layout"]["yaxis"]["range"]
    assert high - low == pytest.approx(0.2 * 81)


def test_two_parents_are_told_apart() -> None:
    found = styled(shown(*(line([(11, 100), (12, 100)], name, "parent") for name in ("West", "Südraum"))))
    assert found[0][1].dash != found[1][1].dash


def test_the_count_of_the_town_waits_to_be_asked_for() -> None:
    lines = (line([(900, 1), (910, 1)], "Sechsfeld", "city"), line([(11, 1), (12, 1)], "A", "area"))
    counts = view(lines=lines, indicator=COUNT, kind="circle")
    drawn = series.figure(counts)
    assert [trace.get("visible", True) for trace in drawn["data"]] == ["legendonly", True]
    assert drawn["layout"]["yaxis"]["rangemode"] == "tozero"
    names = "".join(ET.fromstring(series.svg(counts)).itertext())
    assert "Sechsfeld: " in names, "the summary has it"
    alone = series.figure(view(lines=lines[:1], indicator=COUNT, kind="circle"))
    assert "visible" not in alone["data"][0]


def test_the_title_names_the_whole_time() -> None:
    assert series.title(shown(line([(1, 10)] * 3, "A", "area"))) == (
        "Anteil der unter 18-Jährigen in Sechsfeld, 31.12.2020 bis 31.12.2022"
    )
