"""What the rules of residents, whole groups and impossible cells hide inside the house is safe outside of it, too."""

from pathlib import Path

import numpy as np
import pytest

from atlas.city import City
from atlas.publishing.attacker import attack, stored_cubes
from atlas.publishing.choice import choose
from atlas.publishing.public import open_public, release_of
from atlas.publishing.release import prepare, release
from indicators.model import Status
from tests.towns import Town

SECRET = "sgb2_u15_nef"
EVERY = ("bev_insg", SECRET)
BA = '[ba]\ntitle = "BA"\nsource = "BA: 3"\nmin_numerator = 3\n'


def loaded(town: Town, rules: str) -> City:
    town.write("catalogue/secrecy.toml", BA + rules)
    town.load()
    return town.open()


def publish(town: Town, city: City, to: Path) -> City:
    prepared = prepare(town.folder, city, choose(city, EVERY))
    release(town.folder, city, prepared, str(to), "Ada")
    public = open_public(str(to))
    found = attack(public, release_of(public).known, truth=stored_cubes(city))
    assert (found.findings, found.wrong) == ((), ())
    return public


def cell(city: City, key: str, year: int, level: str = "stadtteil") -> tuple[float, str]:
    cube = next(c for c in stored_cubes(city) if (c.indicator, c.level) == (SECRET, level))
    place = cube.keys.index(key), [p.year for p in cube.periods].index(year)
    return float(cube.numerator[place]), Status(int(cube.status[place])).name


def test_too_few_residents_are_hidden_in_the_house_and_cannot_be_computed_outside(town: Town, tmp_path: Path) -> None:
    house = loaded(town, 'min_residents = 400\nresidents = "bev_insg"\n')
    # 100 and 400 people in 2022, 110 and 390 in 2023
    assert [cell(house, key, 2022)[1] for key in ("22", "23")] == ["secret", "ok"]
    assert [cell(house, key, 2023)[1] for key in ("22", "23")] == ["secret", "secret"]
    assert np.isnan(cell(house, "22", 2022)[0]), "not even in the database of the house"
    public = publish(town, house, tmp_path / "offen.sqlite")
    hidden = [key for key in ("21", "22", "23") if np.isnan(cell(public, key, 2022)[0])]
    assert len(hidden) > 1, "one alone would be a difference"


def test_a_whole_group_is_hidden_and_cannot_be_computed(town: Town, tmp_path: Path) -> None:
    town.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;18;18")
    assert cell(loaded(town, ""), "22", 2023) == (18, "ok")
    house = loaded(town, "full_is_safe = false\n")
    indicator = house.indicator(SECRET)
    grid = house.grid(SECRET, "stadtteil")
    assert not indicator.rules.full_is_safe
    assert grid is not None
    row, column = grid.cube.keys.index("22"), [p.year for p in grid.cube.periods].index(2023)
    assert Status(int(grid.cube.status[row, column])) == Status.secret
    public = publish(town, house, tmp_path / "offen.sqlite")
    assert cell(public, "22", 2023)[1] == "secret"


@pytest.mark.parametrize("zeros", ["", "zero_is_safe = false\n"])
def test_an_impossible_cell_is_shown_as_such_in_every_edition(town: Town, tmp_path: Path, zeros: str) -> None:
    name = "sgb2_u15_nef"
    text = (Path(__file__).parents[2] / "data/catalogue/indicators" / f"{name}.toml").read_text("utf-8")
    town.write(f"catalogue/indicators/{name}.toml", f'{text}structural_zero = "bev_u3"\n{zeros}')
    town.change("raw/einwohner.csv", "2022;22;100;25;.", "2022;22;100;25;0")
    house = loaded(town, "")
    assert cell(house, "22", 2022)[1] == "not_applicable", "0 of 20, and no child under 3 was there to be counted"
    assert cell(publish(town, house, tmp_path / "offen.sqlite"), "22", 2022)[1] == "not_applicable"
