"""Numbers that contradict each other are named and nothing is published; those with a rest that no area has are not."""

from pathlib import Path

import numpy as np
import pytest

from atlas.__main__ import main
from atlas.publishing.attacker import attack
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.public import open_public, release_of
from atlas.publishing.record import LEDGER
from atlas.publishing.release import prepare, release
from tests.towns import Town

SECRET = "sgb2_u15_nef"
GROUP = "sgb2_nef_u15"


def in_west(town: Town) -> float:
    """Children of families on SGB II in the Bezirk West, as its Stadtteile add up to them."""
    town.load()
    city = town.open()
    cube = next(c for c in chosen_cubes(city, choose(city, [SECRET])) if c.level == "bezirk")
    return float(cube.numerator[cube.keys.index("1"), cube.periods.index(max(cube.periods, key=lambda p: p.end))])


def deliver(town: Town, west: float) -> None:
    """Another number for the Bezirk West of 2023."""
    town.deliver("west", {"kinder": GROUP}, f"2023;1;{west:g}", level="bezirk")
    town.load()


def test_a_bezirk_smaller_than_its_stadtteile_is_named_and_nothing_is_written(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    true = in_west(town)
    deliver(town, true - 2)
    to = tmp_path / "offen.sqlite"
    assert main(["publish", str(town.folder), "--to", str(to), "--indicator", SECRET, "--by", "Ada"]) == 1
    said = capsys.readouterr().err
    assert "Stadtbezirk West (1), 31.12.2023: " in said
    assert f"Gezählt sind {true - 2:g}, die Teile ergeben aber {true:g} (" in said
    assert "Berichtigen Sie die Lieferung" in said
    assert "es wurde nichts veröffentlicht" in said
    assert not to.exists() and not (town.folder / LEDGER).exists()


def test_a_bezirk_with_a_rest_that_no_stadtteil_has_is_published(town: Town, tmp_path: Path) -> None:
    true = in_west(town)
    deliver(town, true + 4)
    city, to = town.open(), str(tmp_path / "offen.sqlite")
    prepared = prepare(town.folder, city, choose(city, [SECRET]))
    release(town.folder, city, prepared, to, "Ada")
    public = open_public(to)
    assert release_of(public).known.loose, "a reader learns that the sums have a rest, not where"
    found = attack(public, release_of(public).known, truth=chosen_cubes(city, prepared.choice))
    assert (found.findings, found.wrong) == ((), ())
    assert any(np.isnan(cube.numerator[cube.exists]).any() for cube in prepared.cubes)
