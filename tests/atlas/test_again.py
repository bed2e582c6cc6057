"""Publishing again: what two releases give away together is not released, and what we release gives nothing away."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from atlas.city import City
from atlas.publishing.again import given_away, still_known
from atlas.publishing.attacker import stored_cubes
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.public import open_public
from atlas.publishing.record import former_releases
from atlas.publishing.release import known_sums, prepare, release
from atlas.recipe import read_recipe
from indicators.errors import AtlasError
from indicators.model import Status
from tests.towns import Town

SECRET = "sgb2_u15_nef"
EVERY = ("bev_insg", "ant_u18", SECRET)


@pytest.fixture
def town(loaded: Town) -> Town:
    return loaded


@pytest.fixture
def house(town: Town) -> City:
    return town.open()


def publish(
    town: Town, city: City, to: Path, indicators: tuple[str, ...] = EVERY, levels: tuple[str, ...] = ()
) -> City:
    release(town.folder, city, prepare(town.folder, city, choose(city, indicators, levels)), str(to), "Ada")
    return open_public(str(to))


def hidden(city: City) -> set[tuple[str, str]]:
    """(Stadtteil, period) of the secret indicator that are hidden."""
    cube = next(c for c in stored_cubes(city) if (c.indicator, c.level) == (SECRET, "stadtteil"))
    cells = np.argwhere(np.isnan(cube.numerator) & (cube.status == Status.secret)).tolist()
    return {(cube.keys[row], cube.periods[column].iso) for row, column in cells}


def total(city: City) -> float:
    """Sozialraum N in 2022."""
    cube = next(c for c in stored_cubes(city) if (c.indicator, c.level) == (SECRET, "sozialraum"))
    return float(cube.numerator[0, 0])


def clean(town: Town, city: City, first: City, second: City, indicators: tuple[str, ...] = EVERY) -> bool:
    true = chosen_cubes(city, choose(city, indicators))
    return given_away(city, first, stored_cubes(second), true, known_sums(read_recipe(town.folder))) == []


def test_a_careless_second_release_is_refused(town: Town, house: City, tmp_path: Path) -> None:
    to = tmp_path / "offen.sqlite"
    publish(town, house, to)
    # the first hides 11, 12, 21 and 23 in 2022; another pattern would have been as safe alone: 12 and 22 of 2022 ...
    prepared = prepare(town.folder, house, choose(house, EVERY, ("bezirk", "stadtteil")))
    careless = []
    for cube in chosen_cubes(house, prepared.choice):
        if (cube.indicator, cube.level) == (SECRET, "stadtteil"):
            number, status = cube.numerator.copy(), cube.status.copy()
            rows = [cube.keys.index(key) for key in ("12", "13")]  # ... and 13, where nobody lives
            number[rows, 0], status[rows, 0] = np.nan, Status.secret
            cube = replace(cube, numerator=number, status=status)
        careless.append(cube)
    with pytest.raises(AtlasError) as refused:
        release(town.folder, house, replace(prepared, cubes=tuple(careless)), str(to), "Ada")
    said = str(refused.value)
    assert "Es wurde nichts veröffentlicht." in said
    assert "Brückfeld (12), 31.12.2022: " in said
    assert open_public(str(to)).edition.number == 1


def test_fewer_levels_are_held_against_those_of_the_last_release(town: Town, house: City, tmp_path: Path) -> None:
    first = publish(town, house, tmp_path / "a.sqlite")
    second = publish(town, house, tmp_path / "b.sqlite", EVERY, ("bezirk", "stadtteil"))
    assert {level for _, level in second.index} == {"stadt", "bezirk", "stadtteil"}
    assert hidden(second) == hidden(first)
    assert clean(town, house, first, second)


def test_an_indicator_more_and_one_less(town: Town, house: City, tmp_path: Path) -> None:
    first = publish(town, house, tmp_path / "a.sqlite", ("ant_u18", SECRET))
    second = publish(town, house, tmp_path / "b.sqlite", ("bev_insg", "ant_u18", "ant_u3", "anz_u3"))
    assert clean(town, house, first, second, ("bev_insg", "ant_u18", "ant_u3", "anz_u3"))
    third = publish(town, house, tmp_path / "c.sqlite")
    assert clean(town, house, second, third)


def test_revised_numbers_are_published_again_and_give_nothing_away(town: Town, house: City, tmp_path: Path) -> None:
    first = publish(town, house, tmp_path / "a.sqlite")
    town.change("raw/sgb2.csv", "2022;21;120;400", "2022;21;118;400")
    town.load()
    city = town.open()
    second = publish(town, city, tmp_path / "b.sqlite")
    assert ("12", "2022-12-31") in hidden(second)
    # Sozialraum N had 150 and has 148: 11 and 21, one of which was revised
    assert [total(edition) for edition in (first, second)] == [150, 148]
    assert clean(town, city, first, second)


def test_a_number_that_became_small_among_known_ones_cannot_be_published(
    town: Town, house: City, tmp_path: Path
) -> None:
    publish(town, house, tmp_path / "a.sqlite")
    town.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;2;18")
    town.load()
    city = town.open()
    # all others of 2023 were shown, and the total of the town is: what is left is 2
    with pytest.raises(AtlasError, match=r"Eichfeld \(22\), 31\.12\.2023: lässt sich genau berechnen"):
        prepare(town.folder, city, choose(city, EVERY))


def test_what_is_still_known_is_what_is_not_published_this_time(town: Town, house: City, tmp_path: Path) -> None:
    publish(town, house, tmp_path / "a.sqlite", ("ant_u18", SECRET))
    last = next(former_releases(town.folder))
    assert last is not None
    now = chosen_cubes(house, choose(house, ("ant_u18",), ("bezirk",), (2023,)))
    found = {(c.indicator, c.level): [p.year for p in c.periods] for c in still_known(house, now, last)}
    both = [2022, 2023]
    assert found == {
        ("ant_u18", "stadt"): [2022],
        ("ant_u18", "bezirk"): [2022],
        **{("ant_u18", level): both for level in ("sozialraum", "stadtteil")},
        **{(SECRET, level): both for level in ("stadt", "bezirk", "sozialraum", "stadtteil")},
    }
