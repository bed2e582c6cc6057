"""Spark lines: the area over the city on one scale, gaps kept, nothing where there is nothing."""

import xml.etree.ElementTree as ET
from dataclasses import replace

from atlas.charts import spark
from atlas.colours import ACCENT, FAINT
from indicators.model import Status
from tests.atlas.views import COUNT, profile, series

ROW = profile().sections[0][1][0]  # 9, 10, missing, 12 over 11, 12, 12, 12
SVG = "{http://www.w3.org/2000/svg}"


def paths(row) -> dict[str, str]:
    return {p.get("stroke", ""): p.get("d", "") for p in ET.fromstring(spark.svg(row)).iter(f"{SVG}path")}


def test_two_lines_on_one_scale() -> None:
    drawn = paths(ROW)
    assert drawn[ACCENT].startswith("M3.0,19.0")  # 9 is the lowest: at the bottom, 3 px from the edges
    assert drawn[FAINT].endswith("87.0,3.0")  # 12 is the highest


def test_a_gap_stays_a_gap() -> None:
    assert paths(ROW)[ACCENT].count("M") == 2


def test_counts_of_the_city_do_not_share_the_scale() -> None:
    assert list(paths(replace(ROW, indicator=COUNT))) == [ACCENT]


def test_nothing_to_draw_is_an_empty_picture_with_words() -> None:
    empty = replace(ROW, trend=series([Status.secret, Status.missing], "A", "area"))
    assert paths(empty) == {}
    assert spark.summary(empty).endswith("kein Verlauf.")


def test_the_sentence_names_both_ends() -> None:
    said = spark.summary(ROW).replace("\u00a0", " ")
    assert said == "Anteil 0 (Demografie): 9,0 % (31.12.2021), 12,0 % (31.12.2024)."
