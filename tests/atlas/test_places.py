"""Places of an edition: levels, areas with their vintages, and the files that map and paper are drawn from."""

import json

from atlas.city import City
from atlas.view.paper import read_paper
from tests.towns import Town


def test_levels_with_and_without_outlines(town: Town) -> None:
    text = (town.folder / "city.toml").read_text("utf-8")
    level = '[[levels]]\nid = "quartier"\nname = "Quartier"\nplural = "Quartiere"\norder = 5\n'
    keyed = '[[areas]]\nlevel = "quartier"\nkeys_from = "deliveries"\nparents = { stadtteil = { prefix = 2 } }\n'
    town.write("city.toml", f"{text}\n{level}{keyed}")
    town.deliver("klein", {"n": "geburten", "f": "frauen_15_u45"}, "2023;111;3;80\n2023;112;4;90", level="quartier")
    town.load()
    city = town.open()
    assert [(i.id, i.has_map) for i in city.levels][-2:] == [("stadtteil", True), ("quartier", False)]
    assert [(a.key, a.name, a.parents["stadtteil"], a.parents["bezirk"]) for a in city.areas["quartier"]] == [
        ("111", "111", "11", "1"),
        ("112", "112", "11", "1"),
    ]
    assert [v.level for v in city.vintages] == ["stadt", "bezirk", "sozialraum", "stadtteil"]


def test_a_quartier_level_of_a_part_of_the_town_is_not_the_town(town: Town) -> None:
    test_levels_with_and_without_outlines(town)
    city = town.open()
    grid = city.grid("geburtenziffer", "stadtteil")
    assert grid is None or grid.cube.numerator[0, -1] == 3 + 4
    top = city.grid("geburtenziffer", "stadt")
    assert top is None or not (top.value == top.value).any(), "two Quartiere are not all of Sechsfeld"


def test_every_drawn_level_has_its_files(six: City) -> None:
    for level, count in (("stadt", 1), ("bezirk", 2), ("sozialraum", 2), ("stadtteil", 6)):
        geometry = six.file(f"geometry/{level}/0")
        assert geometry is not None
        features = json.loads(geometry)["features"]
        assert [f["id"] for f in features] == list(range(count)), "an id is the row of the key"
        for kind in ("borders", "labels", "paper"):
            assert six.file(f"{kind}/{level}/0"), (kind, level)
        assert six.file(f"geometry/{level}/0.br")


def test_the_drawing_for_paper_has_every_area(six: City) -> None:
    file = six.file("paper/stadtteil/0")
    assert file is not None
    drawing = read_paper(file)
    assert tuple(drawing.paths) == six.tree.keys["stadtteil"]
    assert set(drawing.labels) == set(drawing.paths)
    assert drawing.width > 0 < drawing.height


def test_a_label_lies_inside_its_area(six: City) -> None:
    altfeld = six.areas["stadtteil"][0]
    assert altfeld.label is not None
    lon, lat = altfeld.label
    assert 9.40 < lon < 9.42
    assert 54.724 < lat < 54.736


def test_a_vintage_has_the_extent_of_its_outlines(six: City) -> None:
    (vintage,) = (v for v in six.vintages if v.level == "stadtteil")
    assert vintage.bounds == (9.4, 54.7, 9.44, 54.736)
