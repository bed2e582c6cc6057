"""Areas that a planner puts together: their counts are the sums of their parts, and nothing else changes.

Sechsfeld's children under 15 and those of them who live on SGB II, 31.12.2023: see test_sums.py.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas.city import City
from atlas.selection import Selection
from atlas.view import look, look_profile
from atlas.view.values import look_values
from indicators.errors import FaultyInput
from tests.checkout import ROOT
from tests.towns import Town

SGB2 = "sgb2_u15_nef"
KEYS = ("11", "12", "13", "21", "22", "23")
X = dict(zip(KEYS, (28, 6, 0, 110, 5, 9), strict=True))
N = dict(zip(KEYS, (158, 48, 0, 410, 18, 58), strict=True))
HEAD = 'title = "Beratungsgebiet"\nplural = "Beratungsgebiete"\nfrom_level = "stadtteil"\nby = "Ada"\non = 2026-11-23\n'


def text(groups: dict[str, tuple[str, ...]], head: str = HEAD) -> str:
    """The file of a level; each group is named like its key."""
    areas = (
        f'\n[[areas]]\nkey = "{key}"\nname = "Gebiet {key}"\nmembers = [{", ".join(f"{m!r}" for m in members)}]\n'
        for key, members in groups.items()
    )
    return head + "".join(areas)


def own(town: Town, groups: dict[str, tuple[str, ...]], name: str = "beratung", head: str = HEAD) -> City:
    town.write(f"eigene/{name}.toml", text(groups, head))
    town.load()
    return town.open()


def cell(city: City, level: str, key: str, year: int = 2023, indicator: str = SGB2) -> tuple:
    rows = [r for r in look_values(city, indicator, level, str(year)) if r.area_key == key]
    assert len(rows) == 1
    return rows[0].numerator, rows[0].denominator, rows[0].value, rows[0].status


def test_a_share_is_the_sum_of_cases_over_the_sum_of_children(town: Town) -> None:
    city = own(town, {"mitte": ("12", "21"), "rand": ("11", "23")})
    assert cell(city, "beratung", "mitte") == (6 + 110, 48 + 410, 100 * 116 / 458, "ok")
    assert cell(city, "beratung", "rand") == (28 + 9, 158 + 58, 100 * 37 / 216, "ok")


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owners=st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=6, max_size=6).filter(any))
def test_any_grouping_adds_up_and_leaves_the_others_alone(town: Town, six: City, owners: list[str]) -> None:
    groups: dict[str, tuple[str, ...]] = {}
    for key, owner in zip(KEYS, owners, strict=True):
        if owner:
            groups[owner] = (*groups.get(owner, ()), key)
    city = own(town, groups)
    for key, members in groups.items():
        x, n = sum(X[m] for m in members), sum(N[m] for m in members)
        assert cell(city, "beratung", key)[:2] == (x, n)
        assert cell(city, "beratung", key)[2] == (100 * x / n if n else None)
    for level in ("stadt", "bezirk", "sozialraum", "stadtteil"):
        for indicator in six.levels_of(SGB2) and [i.id for i in six.indicators()]:
            asked = list(look_values(city, indicator, level)) if level in city.levels_of(indicator) else []
            before = list(look_values(six, indicator, level)) if level in six.levels_of(indicator) else []
            assert repr(asked) == repr(before), "the town's own numbers stay as they were"


def test_the_whole_town_in_one_own_area_lacks_what_no_area_has(town: Town) -> None:
    city = own(town, {"alles": KEYS})
    assert cell(city, "beratung", "alles")[:2] == (158, 692)
    assert cell(city, "stadt", "0")[:2] == (158 + 5, 692), "five children belong to the city and to no area"


def test_two_own_levels_may_cross(town: Town) -> None:
    town.write("eigene/zweite.toml", text({"q": ("11", "21")}, HEAD.replace("Beratung", "Förder")))
    city = own(town, {"w": ("11", "12"), "o": ("21",)})
    assert cell(city, "zweite", "q")[:2] == (138, 568)
    assert cell(city, "beratung", "w")[:2] == (34, 206)


def test_three_geographies_that_cross_count_alike_and_none_adds_into_another(town: Town) -> None:
    """Sozialräume, Beratungsgebiete and Schulbezirke: no two of their areas lie in one another."""
    head = HEAD.replace("Beratungsgebiet", "Schulbezirk")
    schools, advice = {"p": ("11", "21", "22"), "q": ("12", "13", "23")}, {"w": ("11", "12"), "o": ("13", "21")}
    town.write("eigene/schule.toml", text(schools, head))
    town.deliver("klein", {"n": "bev_3_u6"}, "2023;p;7\n2023;q;4", level="schule")
    city = own(town, advice)
    rooms = {"N": ("11", "21"), "S": ("12", "13", "22", "23")}
    for level, groups in (("sozialraum", rooms), ("schule", schools), ("beratung", advice)):
        for key, members in groups.items():
            assert cell(city, level, key)[:2] == (sum(X[m] for m in members), sum(N[m] for m in members))
    assert cell(city, "stadt", "0")[:2] == (sum(X.values()) + 5, sum(N.values())), "each child once"
    assert city.levels_of("anz_3_u6") == ("schule",), "what is known of own areas alone says nothing of others"
    assert cell(city, "schule", "p", indicator="anz_3_u6")[0] == 7


def test_a_secret_part_makes_the_own_area_secret(town: Town) -> None:
    town.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;.;18")
    city = own(town, {"a": ("21", "22"), "b": ("11", "12")})
    assert cell(city, "beratung", "a")[3] == "secret"
    assert cell(city, "beratung", "b")[3] == "ok"


def test_what_a_rule_hides_of_a_part_cannot_be_had_by_putting_areas_together(town: Town) -> None:
    rules = '\n[rules]\nmin_numerator = 6\nsource = "Amt"\n'
    definition = (ROOT / "data" / "catalogue" / "indicators" / f"{SGB2}.toml").read_text("utf-8")
    town.write(f"catalogue/indicators/{SGB2}.toml", definition.split("\n[rules]")[0] + rules)
    city = own(town, {"a": ("21", "22"), "b": ("11", "12")})
    assert cell(city, "stadtteil", "22")[3] == "secret", "5 of 18"
    assert cell(city, "beratung", "a") == (None, None, None, "secret"), "115 - 110 would be the secret 5"
    assert cell(city, "beratung", "b")[:2] == (34, 206)
    together = look(Selection(SGB2, "stadtteil", "2023-12-31", ("21", "22")), city).group
    assert together is None or together.value is None, "as with areas that a visitor takes together"


def test_what_too_few_residents_hide_of_a_part_is_hidden_of_the_whole(town: Town) -> None:
    rules = '\n[rules]\nmin_residents = 111\nresidents = "bev_insg"\nsource = "Amt"\n'
    definition = (ROOT / "data" / "catalogue" / "indicators" / f"{SGB2}.toml").read_text("utf-8")
    town.write(f"catalogue/indicators/{SGB2}.toml", definition.split("\n[rules]")[0] + rules)
    city = own(town, {"a": ("21", "22"), "b": ("11", "12")})
    assert cell(city, "stadtteil", "22")[3] == "secret", "110 live there"
    assert cell(city, "beratung", "a") == (None, None, None, "secret"), "2,110 live there, but 115 - 110 would be 5"
    assert cell(city, "beratung", "b")[:2] == (34, 206)


def test_an_area_is_there_while_all_of_its_parts_are(town: Town) -> None:
    """Brückfeld ends with the year 2022; what it was a part of ends with it."""
    recipe = (town.folder / "city.toml").read_text("utf-8")
    assert "stadtteile.geojson" in recipe
    keyed = (
        '\n[[levels]]\nid = "quartier"\nname = "Quartier"\nplural = "Quartiere"\norder = 5\n'
        '[[areas]]\nlevel = "quartier"\nkeys = ["1", "2"]\n'
        '[[areas]]\nlevel = "quartier"\nkeys = ["3"]\nvalid_to = 2022-12-31\n'
    )
    town.write("city.toml", recipe + keyed)
    town.deliver("klein", {"n": "bev_insg"}, "2022;1;10\n2022;2;20\n2022;3;40\n2023;1;11\n2023;2;21", level="quartier")
    head = HEAD.replace("stadtteil", "quartier")
    city = own(town, {"alt": ("1", "3"), "neu": ("2",)}, head=head)
    assert cell(city, "beratung", "alt", 2022, "bev_insg")[0] == 10 + 40
    assert [r.area_key for r in look_values(city, "bev_insg", "beratung", "2023")] == ["neu"]
    remarks = [r["sentence"] for r in city.report["boundaries"]["remarks"]]
    assert any("„Gebiet alt“ gibt es nur bis 31.12.2022" in sentence for sentence in remarks)


def test_map_profile_and_source_say_whose_areas_they_are(town: Town) -> None:
    city = own(town, {"mitte": ("12", "21")})
    assert [info.id for info in city.levels] == ["stadt", "bezirk", "sozialraum", "beratung", "stadtteil"]
    view = look(Selection(SGB2, "beratung", "2023-12-31"), city)
    assert view.vintage is not None
    assert "eigene Gebiete, angelegt von Ada am 23.11.2026, nicht die ganze Stadt" in view.source
    profile = look_profile(city, "beratung", ("mitte",))
    assert profile.name == "Gebiet mitte"
    assert any("eigene Gebiete" in said for said in profile.sources)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("beratung", ('"stadtteil"', '"ortsteil"'), "erlaubt sind bezirk, sozialraum, stadtteil"),
        ("beratung", ('"stadtteil"', '"stadt"'), "aus „stadt“ lässt sich nichts zusammensetzen"),
        ("bezirk", ("Beratung", "Rat"), "„bezirk“ ist eine Raumebene der Kommune"),
        ("Beratung", ("Ada", "Bob"), "erlaubt sind a bis z"),
        ("beratung", ('title = "Beratungsgebiet"', 'title = "Stadtteil"'), "heißt schon die Raumebene stadtteil"),
        ("beratung", ('by = "Ada"\n', ""), "das Feld „by“ fehlt"),
        ("beratung", ("2026-11-23", '"gestern"'), "verlangt ist: Datum"),
        ("beratung", ("'12'", "'11'"), "11 liegt in „Gebiet a“ und in „Gebiet b“"),
        ("beratung", ("['12']", "['11', '12', '12']"), "12 steht zweimal da"),
        ("beratung", ("['12']", "[]"), "das Gebiet hat keine Teile"),
        ("beratung", ("['12']", "[12]"), "schreiben Sie ihn in Anführungszeichen"),
        ("beratung", ("'12'", "'Brückfeld'"), "gemeint ist wohl 12 (Brückfeld)"),
        ("beratung", ("'12'", "'99'"), "was es auf der Ebene stadtteil nicht gibt"),
        ("beratung", ('key = "b"', 'key = "a"'), "zwei Gebiete tragen den Schlüssel a"),
        ("beratung", ('"Gebiet b"', '"Gebiet a"'), "zwei Gebiete tragen den Namen Gebiet a"),
        ("beratung", ('key = "b"', 'key = "b,c"'), "„b,c“ ist kein Schlüssel"),
        ("beratung", ('"Gebiet b"', '"Gebiet\\nb"'), "Zeilenumbrüche"),
        ("beratung", ('"Gebiet b"', f'"{"b" * 101}"'), "erlaubt sind höchstens 100"),
        ("beratung", ("members", "member"), "gemeint ist wohl „members“"),
        ("beratung", ('key = "b"', "key = b"), "kein gültiges TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_words(town: Town, name: str, change: tuple[str, str], said: str) -> None:
    good = text({"a": ("11",), "b": ("12",)})
    assert change[0] in good
    town.write(f"eigene/{name}.toml", good.replace(*change))
    with pytest.raises(FaultyInput) as refused:
        town.load()
    sentences = [str(fault) for fault in refused.value.faults]
    assert any(said in one and one.startswith(f"eigene/{name}.toml") for one in sentences), sentences


def test_a_level_without_areas_is_refused(town: Town) -> None:
    town.write("eigene/leer.toml", HEAD + "areas = []\n")
    with pytest.raises(FaultyInput, match="es ist kein Gebiet genannt"):
        town.load()


def test_a_name_may_hold_quotes_and_signs_of_markup(town: Town) -> None:
    town.write("eigene/q.toml", text({"a": ("11",)}).replace("Gebiet a", "Am „Tor“ \\\"Ost\\\" <b> & 'West'"))
    town.load()
    assert town.open().areas["q"][0].name == "Am „Tor“ \"Ost\" <b> & 'West'"
