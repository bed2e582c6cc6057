"""The hatches: every status that has no class looks different from every other, on screen and on paper alike."""

import json
import re
from xml.etree import ElementTree

import pytest

from atlas.colours import HATCHES
from atlas.hatches import TILES, styles, svg_pattern
from indicators.model import Status

WORDS = {status: f"Wort {status.name}" for status in Status}


def test_every_status_but_a_plain_value_has_a_hatch_of_its_own():
    assert set(HATCHES) == set(Status) - {Status.ok}
    assert all(hatch.pattern in TILES for hatch in HATCHES.values())
    assert len({TILES[hatch.pattern].lines for hatch in HATCHES.values()}) == len(HATCHES)


def test_styles_travel_as_json_by_code():
    found = json.loads(json.dumps(styles(WORDS)))
    assert found["3"]["word"] == "Wort secret"
    assert found["3"]["ground"] == HATCHES[Status.secret].ground
    assert found["3"]["lines"] == TILES[HATCHES[Status.secret].pattern].lines
    assert "lines" not in found["0"]


def test_paper_draws_the_same_lines_over_the_ground_or_over_a_class():
    hatch = HATCHES[Status.missing]
    pattern = ElementTree.fromstring(svg_pattern("muster", hatch))
    assert pattern.attrib["id"] == "muster"
    assert [child.tag for child in pattern] == ["rect", "path"]
    assert pattern[1].attrib["d"] == TILES[hatch.pattern].lines
    assert [child.tag for child in ElementTree.fromstring(svg_pattern("m", hatch, over_ground=False))] == ["path"]


@pytest.mark.parametrize("name", ["horizontal", "vertical"])
def test_straight_lines_meet_the_next_tile(name):
    tile = TILES[name]
    last = float(re.findall(r"[HV]([\d.]+)", tile.lines)[0])
    assert last == tile.size
