"""Names of areas: only the same name is exact; everything else is proposed, with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deliveries.names import Known, Match, meant, normalise, propose

HAMBURG = [
    Known("Moorburg", "712", "stadtteil"),
    Known("Altenwerder", "713", "stadtteil"),
    Known("Sankt Georg", "103", "stadtteil"),
    Known("Groß Borstel", "406", "stadtteil"),
    Known("Dulsberg", "425", "stadtteil"),
    Known("Neuland", "709", "stadtteil"),
    Known("Gut Moor", "710", "stadtteil"),
    Known("Rothenburgsort", "132", "stadtteil"),
    Known("Altona-Nord", "203", "stadtteil"),
]
MUENCHEN = [Known("Au-Haidhausen", "05"), Known("Altstadt-Lehel", "01"), Known("Milbertshofen-Am Hart", "11")]
KOELN = [Known("Ehrenfeld", "004", "bezirk"), Known("Ehrenfeld", "401", "stadtteil"), Known("Nippes", "005", "bezirk")]
ZUERICH = [Known(f"Kreis {n}", f"{n:02d}") for n in range(1, 13)]


def one(name: str, known: list[Known], level: str = "") -> tuple[str, list[str], str]:
    (found,) = propose([name], known, level)
    assert found.name == name
    return found.match.value, [area.key for area in found.areas], found.reason


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [
        ("Gross Borstel", "406", "ß und ss"),
        ("groß borstel", "406", "Groß- und Kleinschreibung"),
        ("Groß-Borstel", "406", "Bindestriche, Leerzeichen und Punkte"),
        ("Groß  Borstel", "406", "Bindestriche, Leerzeichen und Punkte"),
        ("St. Georg", "103", "St. und Sankt"),
        ("St.Georg", "103", "St. und Sankt"),
        ("Altona Nord", "203", "Bindestriche, Leerzeichen und Punkte"),
        ("ALTONA–NORD", "203", "Groß- und Kleinschreibung, Bindestriche, Leerzeichen und Punkte"),
        ("712 Moorburg", "712", "eine Nummer am Namen"),
        ("Moorburg1", "712", "eine Nummer am Namen"),
    ],
)
def test_another_spelling_is_a_proposal_with_its_reason(name: str, key: str, reason: str) -> None:
    assert one(name, HAMBURG) == ("normalised", [key], f"Unterschied: {reason}")


@pytest.mark.parametrize(
    ("one_way", "other"),
    [
        ("Möhringen", "Moehringen"), ("Möhringen", "Mo\u0308hringen"), ("Möhringen", "Mohringen"),
        ("Schloßstraße", "Schlossstr."), ("Lübars", "LUEBARS"), ("Café-Viertel", "Cafe Viertel"),
        ("Neuland und Gut Moor", "Neuland & Gut Moor"), ("St. Pauli", "Sankt-Pauli"), ("Süd/West", "Sued West"),
    ],
)  # fmt: skip  # a few a line
def test_spellings_meet_from_both_sides(one_way: str, other: str) -> None:
    for name, known in ((one_way, other), (other, one_way)):
        assert one(name, [Known("Weit weg", "9"), Known(known, "1")])[:2] == ("normalised", ["1"])


def test_the_same_name_is_exact() -> None:
    assert one("Moorburg", HAMBURG) == ("exact", ["712"], "Der Name stimmt überein")


@pytest.mark.parametrize("name", ["05 Au-Haidhausen", "5 Au - Haidhausen", "Au-Haidhausen05"])
def test_numbers_glued_to_a_name(name: str) -> None:
    assert one(name, MUENCHEN)[:2] == ("normalised", ["05"])
    assert one("Au-Haidhausen", [Known("05 Au-Haidhausen", "05")])[:2] == ("normalised", ["05"])
    assert one("5 Au-Haidhausen", [Known("05 Au-Haidhausen", "05")])[:2] == ("normalised", ["05"])


def test_a_number_that_is_the_name_is_no_ornament() -> None:
    assert one("Kreis 3", ZUERICH)[:2] == ("exact", ["03"])
    assert one("Kreis3", ZUERICH)[:2] == ("normalised", ["03"])
    assert one("Kreis 13", ZUERICH)[:2] == ("unknown", [])
    assert one("Kreis", ZUERICH)[0] == "several"


def test_equal_names_on_two_levels_need_the_level() -> None:
    match, keys, reason = one("Ehrenfeld", KOELN)
    assert (match, keys) == ("several", ["004", "401"])
    assert reason == "Diesen Namen gibt es auf mehreren Ebenen; nennen Sie den Schlüssel"
    assert one("Ehrenfeld", KOELN, "stadtteil")[:2] == ("exact", ["401"])
    assert one("ehrenfeld", KOELN, "bezirk")[:2] == ("normalised", ["004"])


@pytest.mark.parametrize("name", ["Moorburg und Altenwerder", "Moorburg/Altenwerder", "Moorburg & Altenwerder"])
def test_two_areas_reported_as_one(name: str) -> None:
    assert one(name, HAMBURG) == ("together", ["712", "713"], "2 Gebiete sind als eines gemeldet")
    assert one("Neuland und Gut Moor", [*HAMBURG, Known("Neuland und Gut Moor", "7")])[:2] == ("exact", ["7"])


@pytest.mark.parametrize(
    ("name", "match", "keys", "reason"),
    [
        ("Moorburg (mit Altenwerder)", "together", ["712", "713"], "„Altenwerder“ ist bei „Moorburg“ mitgezählt"),
        ("Moorburg einschl. Altenwerder", "together", ["712", "713"], "„Altenwerder“ ist bei „Moorburg“ mitgezählt"),
        ("Altenwerder (in Moorburg enthalten)", "inside", ["712"], "„Altenwerder“ wird bei „Moorburg“ geführt"),
    ],
)
def test_one_area_reported_inside_another(name: str, match: str, keys: list[str], reason: str) -> None:
    assert one(name, HAMBURG) == (match, keys, reason)


def test_a_part_of_a_longer_name() -> None:
    assert one("Haidhausen", MUENCHEN) == ("inside", ["05"], "Der Name ist ein Teil des längeren Namens")


def test_a_likeness_is_near_and_a_stranger_is_unknown() -> None:
    assert one("Rotenburgsort", HAMBURG) == ("near", ["132"], "Der Name ist ähnlich geschrieben")
    assert one("Timbuktu", HAMBURG) == ("unknown", [], "Kein Gebiet heißt so oder ähnlich")
    assert one("", HAMBURG)[0] == "unknown"
    assert one("-", HAMBURG)[0] == "unknown"


def test_the_sentence_of_a_proposal() -> None:
    (found,) = propose(["Moorburg und Altenwerder"], HAMBURG)
    assert meant(found) == (
        "meinten Sie „Moorburg“ (stadtteil 712) und „Altenwerder“ (stadtteil 713)? 2 Gebiete sind als eines gemeldet"
    )
    assert meant(propose(["Timbuktu"], HAMBURG)[0]) == ""


NAMES = st.text("abcäöüßstr. -é1AÖS/", max_size=12)


@given(
    st.lists(st.text("abdeoräöüßÖ", min_size=1, max_size=6), min_size=1, max_size=3),
    st.sampled_from([" ", "-", " - ", "–", ""]),
)
def test_spelling_changes_nothing(words: list[str], between: str) -> None:
    name = " ".join(words)
    spelled = between.join(words).replace("ü", "ue").replace("ö", "oe").replace("Ö", "Oe").replace("ß", "ss")
    assert normalise(spelled) == normalise(spelled.upper()) == normalise(name)


@given(st.lists(NAMES, max_size=5), st.lists(NAMES, max_size=5))
def test_exact_is_the_very_same_text_and_every_name_has_its_answer(names: list[str], known: list[str]) -> None:
    areas = [Known(name, str(number)) for number, name in enumerate(known)]
    found = propose(names, areas)
    assert [proposal.name for proposal in found] == names
    for proposal in found:
        assert (proposal.match is Match.exact) == (known.count(proposal.name) == 1)
        assert bool(proposal.areas) == (proposal.match is not Match.unknown)
        assert set(proposal.areas) <= set(areas)
