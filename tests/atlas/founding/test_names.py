"""Names as people write them: the town's folder always loads its recipe, or a German sentence says why not."""

import json
import tempfile
import tomllib
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlas.founding import decisions
from atlas.founding.city_toml import city_toml
from atlas.founding.data import tell_data
from atlas.founding.outlines import Choice, read, tell_outlines
from atlas.founding.own_file import own_file, settle, with_answers
from atlas.founding.record import Founding, open_record, write_record
from atlas.founding.town import write_town
from atlas.recipe import read_recipe
from indicators.errors import FaultyInput
from tests.founded import CATALOGUE, OUTLINES, OWN_ANSWERS, office_table

ODD = st.text(st.sampled_from("aZäßÉ'\"\\/=[]{}#.,;:%-_ \t\n\u00a0\u2028€漢😀0\x7f") | st.characters(), max_size=130)
QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refused(faulty: FaultyInput) -> bool:
    """Whether every fault is a German sentence."""
    return all(fault.sentence.endswith(".") and fault.place for fault in faulty.faults)


@settings(max_examples=60, deadline=None)
@given(ODD, st.lists(ODD, min_size=1, max_size=3))
@example('Bad "Süd"\\Ost', ["Kiez/Süd", "Kiez 'Nord'"])
@example("x" * 101, ["stadtteil"])
@example("Neustadt", ["Kiez", "kiez"])
@example("Neustadt", ["???", "!!!"])
def test_what_is_kept_of_names_is_read_back_as_it_was(name: str, levels: list[str]) -> None:
    try:
        founding = decisions.tell_levels(decisions.tell_place(Founding(), name), levels)
    except FaultyInput as faulty:
        assert refused(faulty)
        return
    with tempfile.TemporaryDirectory() as place:
        write_record(Path(place), founding)
        assert open_record(Path(place)) == founding
    document = tomllib.loads(city_toml(founding))
    assert document["name"] == founding.name
    assert [level["name"] for level in document["levels"][1:]] == [d.name for d in founding.divisions]


@QUICK
@given(ODD, ODD, st.lists(ODD, min_size=6, max_size=6))
@example('Neu"stadt', "Kiez/'x'", ["", "", "Süd", "Süd", 'Ost "A"', "x" * 130])
@example("Neustadt", "ebene", ["N", "N", "N", "N", "N", "N"])
def test_a_town_of_such_names_loads_or_says_why_not(town: str, level: str, names: list[str]) -> None:
    features = json.loads(OUTLINES.read_text("utf-8"))
    for feature, name in zip(features["features"], names, strict=True):
        feature["properties"]["name"] = name
    with tempfile.TemporaryDirectory() as place:
        folder, outlines = Path(place) / "neu", Path(place) / "teile.geojson"
        outlines.write_text(json.dumps(features), "utf-8")
        try:
            founding = decisions.tell_themes(decisions.tell_place(Founding(), town), ["dem"], CATALOGUE)
            founding = decisions.tell_years(decisions.tell_levels(founding, [level]), "2023")
            founding = tell_outlines(folder, founding, "", outlines, Choice(key="key"))
        except FaultyInput as faulty:
            assert refused(faulty)
            return
        found = {area.key: area.name for area in read(folder, founding).areas}
        assert {"11", "23"} <= found.keys()
        founding = tell_data(folder, founding, office_table(Path(place) / "amt.xlsx"), CATALOGUE)
        told, faults = with_answers(own_file(folder, founding, CATALOGUE), founding, OWN_ANSWERS)
        assert faults == []
        write_town(folder, settle(folder, told, CATALOGUE, proposals=True), CATALOGUE)
        assert read_recipe(folder).head.name == founding.name
