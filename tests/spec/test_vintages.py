"""A time series on the newest areas, from the town's table of its reform to page, picture and file.

On 1 January 2023 Carlsfeld (13) becomes Neufeld (14) as it is; Dornfeld (21) keeps its key and loses three fifths of
its residents to Eichfeld (22). In 2022 the areas had 100, 200 ... 600 residents and 22 more, and 10 to 60 children.
"""

import numpy as np
import pytest

from atlas.charts import series
from atlas.city import City
from atlas.colours import PAPER
from atlas.download import make_from_query
from atlas.pages import erkunden, profil, tabelle, zeitreihe
from atlas.selection import read_query
from atlas.view import Series, View, look
from indicators.errors import FaultyInput
from indicators.model import Flag
from tests.atlas.pages.tree import links, of_kind, rows, text
from tests.spec.test_time import reformed  # noqa: F401  # the town before it has a table
from tests.towns import Town

TABLE = "alt;neu;anteil\n11;11;1\n12;12;1\n13;14;1\n21;21;0,4\n21;22;0,6\n22;22;1\n23;23;1\n"
DECLARED = """
[[crosswalks]]
level = "stadtteil"
date = 2023-01-01
file = "reform.csv"
old = "alt"
new = "neu"
weight = "anteil"
basis = "Einwohner am 31.12.2022"
"""
BY_LAND = '\n[[crosswalks]]\nlevel = "stadtteil"\ndate = 2023-01-01\noverlay = true\n'
ASKED = {"indikator": "ant_u18", "ebene": "stadtteil", "gebiete": "13,14,21,22", "gebietsstand": "heute"}


def declare(town: Town, crosswalk: str = DECLARED, table: str = TABLE) -> City:
    town.write("raw/reform.csv", table)
    town.write("city.toml", (town.folder / "city.toml").read_text("utf-8") + crosswalk)
    town.load()
    return town.open()


@pytest.fixture
def converted(reformed: City, town: Town) -> City:  # noqa: F811  # fixtures
    assert reformed.comparisons == (), "without a table there is nothing to choose"
    return declare(town)


def seen(city: City, **asked: str) -> View:
    return look(read_query(ASKED | asked, city)[0], city)


def line(view: View, key: str) -> Series:
    return next(one for one in view.series if one.key == key)


def counted(view: View, key: str, year: int) -> tuple[float | None, float | None]:
    one = line(view, key)
    cell = next(c for p, c in zip(one.periods, one.cells, strict=True) if p.year == year)
    return cell.numerator, cell.denominator


# --- numbers ---------------------------------------------------------------------------------------------------------


def test_lines_go_on_over_the_reform_without_a_break(converted: City) -> None:
    view = seen(converted)
    for key in ("14", "21", "22"):
        assert [p.year for p in line(view, key).periods] == list(range(2020, 2026))
        assert line(view, key).breaks == ()
    assert counted(view, "14", 2022) == (30, 322)
    assert counted(view, "21", 2022) == pytest.approx((0.4 * 40, 0.4 * 422))
    assert counted(view, "22", 2022) == pytest.approx((50 + 0.6 * 40, 522 + 0.6 * 422))
    assert counted(view, "22", 2023) == (50, 523), "from the reform on as delivered"


def test_estimates_are_marked_with_their_share_and_the_rest_is_exact(converted: City) -> None:
    view = seen(converted)
    marked = {
        key: [p.year for p, c in zip(one.periods, one.cells, strict=True) if c.flags & Flag.estimated]
        for key in ("14", "21", "22")
        for one in (line(view, key),)
    }
    assert marked == {"14": [], "21": [2020, 2021, 2022], "22": [2020, 2021, 2022]}
    assert [cell.split for cell in line(view, "14").cells] == [0] * 6
    assert [cell.split for cell in line(view, "21").cells] == [1, 1, 1, 0, 0, 0]
    # the denominator is estimated more: 0.6 * 422 of 522 + 0.6 * 422; the store keeps it to a 255th
    assert line(view, "22").cells[2].split == pytest.approx(0.6 * 422 / (522 + 0.6 * 422), abs=1 / 255)


def test_the_areas_still_add_up_to_the_city(converted: City) -> None:
    areas, whole = converted.grid("ant_u18", "stadtteil", "heute"), converted.grid("ant_u18", "stadt")
    assert areas is not None
    assert whole is not None
    for plane in ("numerator", "denominator"):
        sums = np.nansum(getattr(areas.cube, plane), axis=0)
        assert sums == pytest.approx(getattr(whole.cube, plane)[0], rel=1e-9)


def test_without_the_choice_every_number_stands_on_the_areas_of_its_time(converted: City) -> None:
    view = seen(converted, gebietsstand="wie_geliefert")
    assert [p.year for p in line(view, "13").periods] == [2020, 2021, 2022]
    assert [p.year for p in line(view, "21").breaks] == [2023]
    assert view.comparison is None
    assert converted.index.keys() == {(i, lv) for i, lv in converted.index if lv in converted.areas}


def test_the_same_town_again_makes_no_new_edition(converted: City, town: Town) -> None:
    assert town.load().edition == converted.edition.number


def test_weights_may_come_from_the_outlines(reformed: City, town: Town) -> None:  # noqa: F811  # fixtures
    """Dornfeld loses its eastern half: of 40 children 20, give or take a thousandth of land."""
    city = declare(town, BY_LAND)
    view = seen(city)
    assert counted(view, "21", 2022) == pytest.approx((0.5 * 40, 0.5 * 422), rel=2e-3)
    assert counted(view, "14", 2022) == (30, 322)
    assert "(Fläche, aus den Umrissen berechnet)" in view.source
    assert "Grundlage der Gewichte: Fläche, aus den Umrissen berechnet" in text(zeitreihe.layout(city, ASKED))


BLOCKS = {"11a": 5, "12a": 5, "13a": 5, "21a": 160, "21b": 240, "22a": 5, "23a": 5}  # residents at the end of 2022
BY_BLOCKS = """
[[levels]]
id = "block"
name = "Baublock"
plural = "Baublöcke"
order = 5
nested_in = "stadtteil"

[[areas]]
level = "block"
keys = ["11a", "12a", "13a", "21a", "21b", "22a", "23a"]
valid_to = 2022-12-31
parents = { stadtteil = { prefix = 2 } }

[[areas]]
level = "block"
keys = ["11a", "12a", "13a", "21a", "21b", "22a", "23a"]
valid_from = 2023-01-01
parents = { stadtteil = { table = "bloecke.csv", key = "block", parent = "teil" } }

[[crosswalks]]
level = "stadtteil"
date = 2023-01-01
parts = "block"
variable = "bev_insg"
"""


def with_blocks(town: Town, blocks: dict[str, int | str]) -> City:
    town.write("raw/bloecke.csv", "block;teil\n11a;11\n12a;12\n13a;14\n21a;21\n21b;22\n22a;22\n23a;23\n")
    told = "\n".join(f"2022;{block};{n}" for block, n in blocks.items())
    town.deliver("bloecke_bev", {"n": "bev_insg"}, told, level="block")
    return declare(town, BY_BLOCKS)


def test_weights_may_come_from_the_residents_of_smaller_areas(reformed: City, town: Town) -> None:  # noqa: F811
    """Of Dornfeld's 400 residents 240 lived in the block that went to Eichfeld."""
    city = with_blocks(town, dict(BLOCKS))
    view = seen(city)
    assert counted(view, "22", 2022) == pytest.approx((50 + 240 / 400 * 40, 522 + 240 / 400 * 422))
    assert counted(view, "14", 2022) == (30, 322)
    assert "der Teile, 31.12.2022)" in view.source
    for page in (erkunden, profil, tabelle):
        assert "der Teile, 31.12.2022)" in text(page.layout(city, ASKED)), page.PATH
    assert "Grundlage der Gewichte: Einwohnerinnen und Einwohner der Teile" in text(zeitreihe.layout(city, ASKED))


@pytest.mark.parametrize("word", [".", ""])
def test_parts_without_a_count_weigh_nothing(reformed: City, town: Town, word: str) -> None:  # noqa: F811  # fixtures
    blocks = {k: n for k, n in BLOCKS.items() if word or k != "21b"} | ({"21b": word} if word else {})
    with pytest.raises(FaultyInput, match="ohne Zahl für „bev_insg“, die das Gewicht gäbe: 21b; ergänzen Sie"):
        with_blocks(town, blocks)
    assert town.open().edition.number == reformed.edition.number


def test_a_variable_that_the_parts_do_not_have_is_named(reformed: City, town: Town) -> None:  # noqa: F811  # fixtures
    town.write("raw/bloecke.csv", "block;teil\n11a;11\n12a;12\n13a;14\n21a;21\n21b;22\n22a;22\n23a;23\n")
    with pytest.raises(FaultyInput, match="für das Merkmal „bev_u3“ liegt auf der Ebene block aus der Zeit davor nich"):
        declare(town, BY_BLOCKS.replace("bev_insg", "bev_u3"))


def test_a_table_that_forgets_an_area_changes_nothing(reformed: City, town: Town) -> None:  # noqa: F811  # fixtures
    with pytest.raises(FaultyInput, match=r"ohne Zeile \(unverändert ist das Gewicht 1\): 23"):
        declare(town, table=TABLE.replace("23;23;1\n", ""))
    assert town.open().edition.number == reformed.edition.number


# --- page and files --------------------------------------------------------------------------------------------------


def test_the_page_says_since_when_by_what_and_how_much_is_estimated(converted: City) -> None:
    page = zeitreihe.layout(converted, ASKED)
    said, table = text(page), rows(page)
    assert "Vergleichbar seit 31.12.2020. Werte bis 31.12.2022 sind auf die heutigen Stadtteile umgerechnet" in said
    assert "Grundlage der Gewichte: Einwohner am 31.12.2022" in said
    assert "s geschätzte Zahl" in said
    assert "Auf dem Gebietsstand ab 01.01.2023 gibt es nicht: Carlsfeld." in said
    assert table["Zeit"][-3:] == ["Neufeld", "Dornfeld", "Eichfeld"]
    # 30 of 322; 16 of 168.8; 74 of 775.2
    assert table["31.12.2022"][-3:] == [
        "9,3 %",
        "9,5 % s (zu 100 % aus geteilten Gebieten)",
        "9,5 % s (zu 33 % aus geteilten Gebieten)",
    ]
    assert "Bruch" not in said
    assert "gebietsstand=heute" in links(page)["Auf der Karte"]


def test_the_choice_is_offered_where_there_is_one(converted: City) -> None:
    def choosers(**asked: str) -> dict[str, list[str]]:
        selects = of_kind(zeitreihe.layout(converted, ASKED | asked), "Select")
        return {s.id: [text(o) for o in s.children] for s in selects if s.id == "frage-gebietsstand"}

    assert choosers() == {"frage-gebietsstand": ["wie geliefert", "ab 01.01.2023"]}
    assert choosers(ebene="bezirk", gebiete="") == {}


def test_what_cannot_be_converted_is_said(converted: City) -> None:
    assert seen(converted, ebene="bezirk", gebiete="").notices == (
        "Für Stadtbezirke liegt kein Umsteigeschlüssel vor; gezeigt wird, wie geliefert.",
    )
    _, notices = read_query({"gebietsstand": "1990"}, converted)
    assert notices == (
        "Den Gebietsstand „1990“ gibt es nicht; erlaubt sind wie_geliefert, heute. Gezeigt wird, wie geliefert.",
    )


def test_the_picture_marks_estimates_by_hollow_points(converted: City) -> None:
    view = seen(converted)
    drawn = {
        trace["customdata"][0]: trace["marker"]["symbol"] for trace in series.figure(view)["data"] if "marker" in trace
    }
    assert isinstance(drawn["14"], str), "nothing of Neufeld is an estimate"
    assert [name.endswith("-open") for name in drawn["22"]] == [True] * 3 + [False] * 3
    assert "zuletzt 9,5 % (31.12.2025), 3 davon geschätzt" in series.summary(view).replace("\N{NO-BREAK SPACE}", " ")
    hollow, filled = (series.svg(v).count(f'fill="{PAPER}"') for v in (view, seen(converted, gebietsstand="")))
    assert hollow - filled == 3 + 3
    words = [note["text"] for note in series.figure(view)["layout"]["annotations"]]
    assert words == ["○ hohle Punkte: geschätzt"]
    assert "hohle Punkte: geschätzt" in series.svg(view)
    exact = seen(converted, gebiete="14")
    assert series.figure(exact)["layout"]["annotations"] == []
    assert "hohle" not in series.svg(exact)


def test_files_hold_what_the_page_shows_and_name_the_basis(converted: City) -> None:
    made = make_from_query(converted, "csv", {"inhalt": "zeitreihe", **ASKED})
    found = {tuple(r[i] for i in (0, 3)): r for r in (row.split(",") for row in made.content.decode().splitlines())}
    assert [float(n) for n in found["22", "2022-12-31"][4:6]] == pytest.approx([74, 775.2])
    drawn = make_from_query(converted, "svg", {"inhalt": "zeitreihe", "bild": "reihe", **ASKED}).content.decode()
    assert "Gebietsstand ab 01.01.2023 (Einwohner am 31.12.2022)" in " ".join(drawn.split())
