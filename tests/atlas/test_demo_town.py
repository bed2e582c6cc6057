"""How Musterstadt is made: pieces of ground, people by age, and numbers that hang together as they do in towns."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.demo.chance import counted
from atlas.demo.facilities import build_facilities
from atlas.demo.homes import Numbers
from atlas.demo.names import area_names
from atlas.demo.outlines import polygon, rings, smooth_corners
from atlas.demo.people import AGES, People, settle
from atlas.demo.town import Town, found_town
from atlas.demo.traits import Traits, draw_traits
from atlas.demo.write import all_numbers
from indicators.catalogue import read_catalogue
from indicators.expression import parse
from tests.checkout import ROOT

CATALOGUE = ROOT / "data" / "catalogue"

SIX_YEARS = (2018, 2019, 2020, 2021, 2022, 2023, 2024)  # the first is the year before


@pytest.fixture(scope="module")
def made() -> tuple[Town, Traits, People, Numbers]:
    town = found_town(90, 2)
    traits = draw_traits(town, SIX_YEARS, 2)
    people = settle(traits, 2)
    return town, traits, people, all_numbers(town, traits, people, build_facilities(town, traits, people, 2), 2)


@settings(max_examples=12, deadline=None)
@given(areas=st.integers(4, 60), seed=st.integers(0, 10_000))
def test_a_town_of_any_size_is_whole(areas: int, seed: int) -> None:
    town = found_town(areas, seed)
    assert (len(town.before.keys), len(town.today.keys)) == (areas, areas)
    assert len(set(town.before.names)) == len(set(town.today.names)) == areas
    for vintage in (town.before, town.today):
        assert list(vintage.keys) == sorted(set(vintage.keys))
        assert sorted(set(vintage.area.tolist())) == list(range(areas))
        bezirke = {town.bezirk_keys[town.bezirk[p]] for p in range(areas + 1)}
        assert {key[: len(town.bezirk_keys[0])] for key in vintage.keys} == bezirke
    shapes = rings(town.ground, town.piece)
    corners = smooth_corners(town.ground, town.piece)
    drawn = [
        shapely.geometry.shape({"type": "MultiPolygon", "coordinates": polygon(corners, shapes[p])}) for p in shapes
    ]
    assert [shape.is_valid for shape in drawn] == [True] * (areas + 1)
    assert shapely.coverage_is_valid(drawn)


@settings(max_examples=6, deadline=None)
@given(areas=st.integers(4, 40), seed=st.integers(0, 10_000))
def test_no_piece_lies_on_both_banks_of_the_river(areas: int, seed: int) -> None:
    town = found_town(areas, seed)
    inside = town.piece >= 0
    banks = np.zeros((areas + 1, 2), bool)
    banks[town.piece[inside], town.ground.bank[inside]] = True
    assert banks.sum(axis=1).tolist() == [1] * (areas + 1)
    assert banks.any(axis=0).all()


def test_the_largest_town_has_a_name_for_every_area() -> None:
    names = area_names(12_001, 1)
    assert len(set(names)) == 12_001


def test_residents_are_last_years_plus_births_and_arrivals_minus_deaths_and_departures(
    made: tuple[Town, Traits, People, Numbers],
) -> None:
    people = made[2]
    came = people.births + people.moved_in - people.deaths - people.moved_out
    residents = people.aged()
    assert (residents[1:] - residents[:-1]).tolist() == came[1:].tolist()
    infants_but_for_moves = people.births - (people.aged(0, 1) - people.moved_in)
    assert (infants_but_for_moves >= 0).all()


def test_people_grow_a_year_older_every_year(made: tuple[Town, Traits, People, Numbers]) -> None:
    people = made[2]
    moved = (people.moved_in + people.moved_out + people.deaths + people.births)[1:]
    for age in range(6, AGES - 1):
        aged = people.aged(age + 1, age + 2)[1:] - people.aged(age, age + 1)[:-1]
        assert (np.abs(aged) <= moved).all()


def test_a_share_never_exceeds_its_whole(made: tuple[Town, Traits, People, Numbers]) -> None:
    numbers = made[3]
    shares = [i for i in read_catalogue([CATALOGUE]).indicators.values() if i.method == "share"]
    assert len(shares) > 50
    for indicator in shares:
        (x,), (n,) = parse(indicator.numerator).variables, parse(indicator.denominator).variables
        late = indicator.denominator_date == "previous_year_end"
        above = numbers[x][1:] > numbers[n][:-1] if late else numbers[x] > numbers[n]
        assert (indicator.id, int(above.sum())) == (indicator.id, 0)
        assert (indicator.id, bool((numbers[x] >= 0).all())) == (indicator.id, True)


def test_counted_groups_stay_within_their_whole_and_near_their_share() -> None:
    whole = np.full((40, 50), 200)
    part = counted(1, "test", whole, np.array(0.3))
    assert part.min() >= 0 and part.max() <= 200
    assert part.mean() == pytest.approx(200 * 0.3, abs=3)  # 4 standard errors: sqrt(200 * 0.3 * 0.7 / 100) * 4


@pytest.mark.parametrize(
    ("one", "over", "other", "by", "sign"),
    [
        ("sgb2_nef_u15", "bev_u15", "hze_insg", "bev_u21", 1),
        ("sgb2_nef_u15", "bev_u15", "hh_kind_ae", "hh_kind", 1),
        ("sgb2_nef_u15", "bev_u15", "seu_sprache_auff", "seu_sprache_insg", 1),
        ("sgb2_nef_u15", "bev_u15", "ueberg_auf_gym", "ueberg_insg", -1),
        ("sgb2_nef_u15", "bev_u15", "wahl_teiln", "wahl_berecht", -1),
        ("sgb2_nef_u15", "bev_u15", "wohnflaeche", "bev_insg", -1),
        ("al_insg", "bev_15_u65", "svb_15_u65", "bev_15_u65", -1),
        ("bev_u18_mh", "bev_u18", "seu_deutsch_gering", "seu_unters", 1),
        ("bev_21_u27", "bev_insg", "hh_1pers", "hh_insg", 1),
        ("bev_u3", "bev_insg", "bev_65", "bev_insg", -1),
    ],
)
def test_living_conditions_hang_together(
    made: tuple[Town, Traits, People, Numbers], one: str, over: str, other: str, by: str, sign: int
) -> None:
    town, _, _, numbers = made
    lived_in = np.arange(len(town.middle)) != town.harbour
    first, second = (
        numbers[x][:, lived_in].sum(axis=0) / numbers[n][:, lived_in].sum(axis=0) for x, n in ((one, over), (other, by))
    )
    assert sign * np.corrcoef(first, second)[0, 1] > 0.3


def test_the_town_is_denser_and_younger_in_the_middle(made: tuple[Town, Traits, People, Numbers]) -> None:
    town, traits, _, numbers = made
    inner, outer = traits.away < 0.4, traits.away > 0.7
    density = numbers["bev_insg"][-1] / town.hectares
    young = numbers["bev_21_u27"][-1] / np.maximum(numbers["bev_insg"][-1], 1)
    assert density[inner].mean() > 2 * density[outer].mean()
    assert young[inner].mean() > young[outer].mean()


def test_burden_is_alike_among_neighbours_and_changes_slowly(made: tuple[Town, Traits, People, Numbers]) -> None:
    town, traits, _, _ = made
    burden = traits.burden
    distance = np.hypot(*(town.middle[:, None] - town.middle[None]).transpose(2, 0, 1))
    nearest = np.argsort(distance, axis=1)[:, 1:4]
    assert np.corrcoef(burden[-1], burden[-1][nearest].mean(axis=1))[0, 1] > 0.5
    assert np.corrcoef(burden[0], burden[-1])[0, 1] > 0.9
