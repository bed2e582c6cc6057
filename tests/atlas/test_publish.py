"""A public edition holds what may be seen and nothing else; what was written is attacked before anybody sees it."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from atlas.__main__ import main
from atlas.city import City
from atlas.publishing.attacker import attack, stored_cubes
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.public import open_public, release_of
from atlas.publishing.record import LEDGER, entries, former_releases
from atlas.publishing.release import prepare, release, take_back
from atlas.web.server import newest_shown, wsgi
from indicators.errors import AtlasError, WrongUse
from indicators.model import Status
from tests.towns import Town

SECRET = "sgb2_u15_nef"  # children of families that live on SGB II: fewer than 3 are secret
EVERY = ("ant_u18", "bev_insg", "ant_u3", "anz_u3", SECRET)


@pytest.fixture
def town(loaded: Town) -> Town:
    return loaded


@pytest.fixture
def house(town: Town) -> City:
    return town.open()


def publish(town: Town, city: City, to: Path, *indicators: str) -> City:
    prepared = prepare(town.folder, city, choose(city, indicators or EVERY))
    release(town.folder, city, prepared, str(to), "Ada")
    return open_public(str(to))


@pytest.fixture(scope="module")
def once(six: City, tmp_path_factory: pytest.TempPathFactory) -> City:
    """All of EVERY as it is published, for tests that only read it; the house is `six`."""
    town = Town(tmp_path_factory.mktemp("once") / "sechsfeld", six)
    return publish(town, six, town.folder / "offen.sqlite")


def numbers(city: City, indicator: str, level: str) -> dict[tuple[str, str], float]:
    """(area, period) -> numerator, of what lies in the database."""
    cube = next(c for c in stored_cubes(city) if (c.indicator, c.level) == (indicator, level))
    return {
        (key, period.iso): cube.numerator[row, column]
        for row, key in enumerate(cube.keys)
        for column, period in enumerate(cube.periods)
        if cube.exists[row, column]
    }


def test_what_is_hidden_is_not_in_the_file_and_cannot_be_computed(six: City, once: City) -> None:
    house, public = six, once
    before, after = numbers(house, SECRET, "stadtteil"), numbers(public, SECRET, "stadtteil")
    small = {cell for cell, number in before.items() if 0 < number < 3}
    assert small, "Sechsfeld has small numbers"
    assert all(np.isnan(after[cell]) for cell in small)
    assert sum(np.isnan(number) for number in after.values()) > len(small), "one alone would be a difference"
    for cell, number in after.items():
        assert np.isnan(number) or number == before[cell]
    assert numbers(public, "bev_insg", "stadt") == numbers(house, "bev_insg", "stadt")
    found = attack(public, release_of(public).known, truth=stored_cubes(house))
    assert (found.findings, found.wrong) == ((), ())
    assert found.cells > len(small)


def test_primary_and_secondary_secrets_look_the_same(once: City) -> None:
    cube = next(c for c in stored_cubes(once) if (c.indicator, c.level) == (SECRET, "stadtteil"))
    hidden = np.isnan(cube.numerator) & (cube.status == Status.secret)
    assert len({(int(f), float(c)) for f, c in zip(cube.flags[hidden], cube.covered[hidden], strict=True)}) == 1


def test_nothing_of_the_house_is_in_the_public_database(town: Town, house: City, tmp_path: Path) -> None:
    public = publish(town, house, tmp_path / "offen.sqlite", "bev_insg", "ant_u18")
    assert {i.id for i in public.indicators()} == {"bev_insg", "ant_u18"}
    assert SECRET not in public.catalogue.indicators
    assert "sgb2_u15" not in str(public.edition.content)
    assert public.public
    assert (public.folder, public.report, public.comparisons) == (None, {}, ())
    assert public.file("availability") is None
    assert public.file("findings") is None
    data = (tmp_path / "offen.sqlite").read_bytes()
    assert b"sgb2" not in data


@pytest.mark.parametrize("level", ["stadtteil", "bezirk", "sozialraum"])
def test_every_hidden_cell_put_back_turns_the_attack_red(six: City, once: City, level: str) -> None:
    house, public = six, once
    true = {(c.indicator, c.level): c for c in chosen_cubes(house, choose(house, EVERY))}
    known, shown = release_of(public).known, stored_cubes(public)
    place = next(n for n, c in enumerate(shown) if (c.indicator, c.level) == (SECRET, level))
    cube, whole = shown[place], true[SECRET, level]
    cells = np.argwhere(np.isnan(cube.numerator) & ~np.isnan(whole.numerator) & cube.exists)
    for row, column in cells.tolist():
        number, status = cube.numerator.copy(), cube.status.copy()
        number[row, column], status[row, column] = whole.numerator[row, column], whole.status[row, column]
        mutated = [*shown]
        mutated[place] = replace(cube, numerator=number, status=status)
        assert attack(public, known, mutated, stored_cubes(house)).findings, (cube.keys[row], cube.periods[column].iso)


def test_all_hidden_cells_put_back_but_one_is_a_difference(six: City, once: City) -> None:
    house, public = six, once
    true = {(c.indicator, c.level): c for c in chosen_cubes(house, choose(house, EVERY))}
    naive = []
    for cube in stored_cubes(public):
        whole = true[cube.indicator, cube.level]
        small = (whole.numerator > 0) & (whole.numerator < 3) & (cube.indicator == SECRET)
        naive.append(
            replace(
                whole,
                numerator=np.where(small, np.nan, whole.numerator),
                status=np.where(small, Status.secret, whole.status).astype(np.uint8),
            )
        )
    found = attack(public, release_of(public).known, naive)
    assert {f.verdict for f in found.findings} >= {"P0"}, "the sum of the Bezirk less its other parts"


def test_nothing_is_written_where_the_attack_finds_something(town: Town, house: City, tmp_path: Path) -> None:
    prepared = prepare(town.folder, house, choose(house, EVERY))
    open_cubes = tuple(chosen_cubes(house, prepared.choice))
    careless = []
    for cube in open_cubes:
        small = (cube.numerator > 0) & (cube.numerator < 3) & (cube.indicator == SECRET)
        status = np.where(small, Status.secret, cube.status).astype(np.uint8)
        careless.append(replace(cube, numerator=np.where(small, np.nan, cube.numerator), status=status))
    with pytest.raises(AtlasError, match="Es wurde nichts veröffentlicht"):
        release(town.folder, house, replace(prepared, cubes=tuple(careless)), str(tmp_path / "x.sqlite"), "Ada")
    assert not (tmp_path / "x.sqlite").exists()
    assert not (town.folder / LEDGER).exists()


def test_the_next_release_hides_what_the_last_one_hid(town: Town, house: City, tmp_path: Path) -> None:
    to = tmp_path / "offen.sqlite"
    first = publish(town, house, to)
    hidden = {cell for cell, number in numbers(first, SECRET, "stadtteil").items() if np.isnan(number)}
    second = publish(town, house, to)
    assert second.edition.number == 2
    assert {cell for cell, number in numbers(second, SECRET, "stadtteil").items() if np.isnan(number)} == hidden
    assert [entry.number for entry in entries(town.folder)] == [1, 2]
    assert len(list(former_releases(town.folder))) == 1, "twice the same is one"


def test_a_small_release_in_between_makes_nobody_forget_a_large_one(town: Town, house: City, tmp_path: Path) -> None:
    first = publish(town, house, tmp_path / "offen.sqlite")
    publish(town, house, tmp_path / "andere.sqlite", "bev_insg")
    prepared = prepare(town.folder, house, choose(house, EVERY))
    assert prepared.before == 2
    third = publish(town, house, tmp_path / "offen.sqlite")
    for level in ("stadtteil", "sozialraum", "bezirk"):
        old, new = numbers(first, SECRET, level), numbers(third, SECRET, level)
        assert {cell for cell, n in old.items() if np.isnan(n)} == {cell for cell, n in new.items() if np.isnan(n)}


def test_an_embargo_holds_until_its_day(town: Town, house: City, tmp_path: Path) -> None:
    to, tomorrow = str(tmp_path / "offen.sqlite"), dt.date.today() + dt.timedelta(days=1)
    prepared = prepare(town.folder, house, choose(house))
    release(town.folder, house, prepared, to, "Ada", tomorrow)
    with pytest.raises(AtlasError, match="nichts veröffentlicht"):
        open_public(to)
    assert open_public(to, tomorrow).edition.number == 1


def test_the_commands_release_attack_and_take_back(
    town: Town, house: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, to = str(town.folder), str(tmp_path / "offen.sqlite")
    every = [word for indicator in EVERY for word in ("--indicator", indicator)]
    assert main(["publish", folder, "--to", to, *every, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Nur Vorschau" in said
    assert "Was hülfe:\n" in said
    assert "Nur bis Stadtbezirke zeigen" in said
    assert not Path(to).exists()
    assert main(["publish", folder, "--to", to, *every, "--by", "Ada"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"Stadtteile: \d+ geheim, \d+ weitere zum Schutz, von \d+", said)
    assert "keine ist offen" in said
    assert main(["attack", to]) == 0
    assert main(["attack", to, "--truth", folder]) == 0
    capsys.readouterr()
    assert main(["publish", folder, "--to", to, "--take-back", "1"]) == 2
    assert "Der Grund fehlt" in capsys.readouterr().err
    assert main(["publish", folder, "--to", to, "--take-back", "7", "--reason", "falsch"]) == 2
    assert "vorhanden sind: 1" in capsys.readouterr().err
    assert main(["publish", folder, "--to", to, "--take-back", "1", "--reason", "Zahlen berichtigt"]) == 0
    assert b"sgb2" not in Path(to).read_bytes(), "nothing of it stays in the file"
    assert main(["attack", to]) == 1
    assert "nichts veröffentlicht" in capsys.readouterr().err
    assert [(e.number, e.who, e.reason) for e in entries(town.folder)] == [(1, "Ada", "Zahlen berichtigt")]
    assert main(["publish", folder, "--to", to, *every, "--by", "Ada"]) == 0
    assert "als Veröffentlichung 2" in capsys.readouterr().out, "who cited number 1 meant another one"
    assert open_public(to).edition.number == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--indicator", "ant_u81"], "gemeint ist wohl „ant_u18“"),
        (["--level", "grundschulbezirk"], "vorhanden sind: stadt"),
        (["--year", "1999"], "Für 1999 gibt es keine Werte"),
        (["--from", "morgen"], "ist kein Tag"),
    ],
)
def test_what_the_town_does_not_have_is_said_and_nothing_is_written(
    town: Town, house: City, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["publish", str(town.folder), "--to", str(tmp_path / "x.sqlite"), *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.glob("*.sqlite")) == []


def test_a_public_edition_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Diese Datei gibt es nicht"):
        open_public(str(tmp_path / "nirgends.sqlite"))
    assert not (tmp_path / "nirgends.sqlite").exists()


def test_what_was_taken_back_is_no_longer_served(
    town: Town, house: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = str(tmp_path / "offen.sqlite")
    prepared = prepare(town.folder, house, choose(house))
    for _ in range(2):
        release(town.folder, house, prepared, to, "Ada")
    assert newest_shown(to) == 2
    take_back(town.folder, to, 2, "Ada", "falsch")
    assert newest_shown(to) == 1, "the one before is shown again"
    take_back(town.folder, to, 1, "Ada", "falsch")
    assert newest_shown(to) == 0
    monkeypatch.setenv("ATLAS_PUBLIC", to)
    monkeypatch.delenv("ATLAS_CITY", raising=False)
    client = wsgi().test_client()
    for path in ("/", "/erkunden", "/daten/2/bev_insg/stadt.matrix"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (503, "Zurzeit ist nichts veröffentlicht.\n")
    release(town.folder, house, prepared, to, "Ada")
    assert newest_shown(to) == 3, "into the file that is there: somebody may have it open"


def test_the_database_of_the_house_is_no_place_to_publish(town: Town, house: City) -> None:
    to = str(town.folder / "sechsfeld.sqlite")
    with pytest.raises(WrongUse, match="Hier liegen die Zahlen des Hauses"):
        release(town.folder, house, prepare(town.folder, house, choose(house)), to, "Ada")
    with pytest.raises(WrongUse, match="Hier liegen die Zahlen des Hauses"):
        open_public(to)
    assert not (town.folder / LEDGER).exists()
