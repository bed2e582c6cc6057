"""A rounded publication: what it prints is a multiple of the base, what its totals would give away is hidden."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from atlas.__main__ import main
from atlas.city import City
from atlas.exports import csv, xlsx
from atlas.publishing.attacker import attack, stored_cubes
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.public import open_public, release_of
from atlas.publishing.release import prepare, release
from atlas.selection import Selection
from atlas.view import look
from indicators.disclosure.rounding import round_cube
from indicators.errors import AtlasError
from indicators.model import Flag, Status
from tests.towns import Town

SECRET = "sgb2_u15_nef"  # children of families that live on SGB II: fewer than 3 are secret
EVERY = ("ant_u18", "bev_insg", "ant_u3", "anz_u3", SECRET)
LEVELS = ("stadtteil", "bezirk", "sozialraum", "stadt")


def rounding(town: Town, words: str = "rounding = 5") -> City:
    path = town.folder / "city.toml"
    path.write_text(f"{path.read_text('utf-8').partition('[publication]')[0]}\n[publication]\n{words}\n", "utf-8")
    town.load()
    return town.open()


def publish(town: Town, city: City, to: Path) -> City:
    prepared = prepare(town.folder, city, choose(city, EVERY))
    release(town.folder, city, prepared, str(to), "Ada")
    return open_public(str(to))


def counts(city: City, indicator: str, level: str) -> dict[tuple[str, str], tuple[float, float]]:
    """(area, year) -> numerator and denominator, as they lie in the database; nan where there is none."""
    cube = next(c for c in stored_cubes(city) if (c.indicator, c.level) == (indicator, level))
    base = np.zeros_like(cube.numerator) if cube.denominator is None else cube.denominator
    return {
        (key, period.iso[:4]): (float(cube.numerator[row, column]), float(base[row, column]))
        for row, key in enumerate(cube.keys)
        for column, period in enumerate(cube.periods)
        if cube.exists[row, column]
    }


def small_pair(town: Town) -> None:
    """2 and 1 children in the two Stadtteile of Nordraum, 3 together; printed 0, 0 and 5."""
    town.change("raw/sgb2.csv", "2023;11;28;158", "2023;11;2;158")
    town.change("raw/sgb2.csv", "2023;21;110;410", "2023;21;1;410")


def test_every_count_is_rounded_by_itself_and_to_the_same_everywhere(town: Town, tmp_path: Path) -> None:
    house = rounding(town)
    public = publish(town, house, tmp_path / "offen.sqlite")
    pairs = [
        (true, shown)
        for level in LEVELS
        for indicator in EVERY
        for cell, both in counts(house, indicator, level).items()
        for true, shown in zip(both, counts(public, indicator, level)[cell], strict=True)
        if not np.isnan(true)
    ]
    assert len(pairs) > 100
    for true, shown in pairs:
        assert shown % 5 == 0
        assert abs(shown - true) <= 2
    assert counts(public, SECRET, "stadtteil")["12", "2022"] == (0, 40), "2 of 40"
    assert counts(public, SECRET, "stadtteil")["22", "2023"] == (5, 20), "5 of 18"
    cube = next(c for c in stored_cubes(public) if (c.indicator, c.level) == (SECRET, "stadtteil"))
    few, none = (cube.keys.index(key) for key in ("12", "22"))  # 2 of 40 and 0 of 20, in the first year
    assert cube.status[few, 0] == cube.status[none, 0] == Status.zero
    assert cube.flags[few, 0] == cube.flags[none, 0] == Flag.rounded


def test_a_rounded_publication_is_attacked_as_such_with_the_truth_beside_it(town: Town, tmp_path: Path) -> None:
    house = rounding(town)
    public = publish(town, house, tmp_path / "offen.sqlite")
    found = attack(public, release_of(public).known, truth=stored_cubes(house))
    assert (found.findings, found.wrong) == ((), ())
    assert release_of(public).known.rounding == 5
    # another truth than the one that was rounded contradicts it
    other = [
        replace(c, numerator=c.numerator + 5) if (c.indicator, c.level) == (SECRET, "stadtteil") else c
        for c in stored_cubes(house)
    ]
    assert attack(public, release_of(public).known, truth=other).wrong


def test_totals_that_break_the_rounding_are_hidden(town: Town, tmp_path: Path) -> None:
    small_pair(town)
    house = rounding(town)
    public = publish(town, house, tmp_path / "offen.sqlite")
    known = release_of(public).known
    naive = [
        round_cube(c, house.catalogue.indicators[c.indicator], house.catalogue, 5)
        for c in chosen_cubes(house, choose(house, EVERY))
    ]
    found = attack(public, known, naive)
    assert {(f.verdict, found.publication.name(f.cell)[1:3], f.low, f.high) for f in found.findings} == {
        ("P1", ("stadtteil", 0), 1, 2),
        ("P1", ("stadtteil", 3), 1, 2),
    }, "each is at most 2, both together at least 3"
    assert attack(public, known, truth=stored_cubes(house)).findings == ()
    north = counts(public, SECRET, "sozialraum")["N", "2023"][0]
    parts = [counts(public, SECRET, "stadtteil")[key, "2023"][0] for key in ("11", "21")]
    assert np.isnan([north, *parts]).any()
    assert counts(public, SECRET, "stadt")["0", "2023"][0] % 5 == 0, "the whole city stays"


def test_each_hidden_cell_put_back_is_open_again_or_was_beside_one(town: Town, tmp_path: Path) -> None:
    small_pair(town)
    house = rounding(town)
    public = publish(town, house, tmp_path / "offen.sqlite")
    shown, known = stored_cubes(public), release_of(public).known
    true = {(c.indicator, c.level): c for c in chosen_cubes(house, choose(house, EVERY))}
    back = []
    for cube in shown:
        whole = round_cube(
            true[cube.indicator, cube.level], house.catalogue.indicators[cube.indicator], house.catalogue, 5
        )
        hole = np.isnan(cube.numerator) & ~np.isnan(whole.numerator) & (cube.indicator == SECRET)
        number = np.where(hole, whole.numerator, cube.numerator)
        status = np.where(hole, whole.status, cube.status).astype(np.uint8)
        back.append(replace(cube, numerator=number, status=status))
    assert {f.verdict for f in attack(public, known, back).findings} == {"P1"}


def test_totals_may_be_left_out(town: Town, tmp_path: Path) -> None:
    public = publish(town, rounding(town, 'rounding = 10\ntotals = "hidden"'), tmp_path / "offen.sqlite")
    assert counts(public, "bev_insg", "stadtteil")["11", "2022"] == (1000, 0)
    for level in ("bezirk", "sozialraum", "stadt"):
        assert all(np.isnan(number) for number, _ in counts(public, "bev_insg", level).values())


def test_a_city_that_is_small_itself_is_refused_by_name(town: Town, tmp_path: Path) -> None:
    for year, numbers in (("2022", (30, 2, 120, 0, 9, 4)), ("2023", (28, 6, 110, 5, 9, 5))):
        for key, number in zip(("11", "12", "21", "22", "23", ""), numbers, strict=True):
            text = (town.folder / "raw/sgb2.csv").read_text("utf-8")
            line = next(one for one in text.splitlines() if one.startswith(f"{year};{key};{number};"))
            few = 4 if key == "11" else 0
            town.change("raw/sgb2.csv", f"{line}\n", f"{year};{key};{few};{line.rpartition(';')[2]}\n")
    text = '[ba]\ntitle = "BA"\nsource = "BA: 10"\nmin_numerator = 10\n'
    town.write("catalogue/secrecy.toml", text)
    with pytest.raises(AtlasError, match=r"Stadt Sechsfeld \(0\).*: ist erkennbar kleiner als die Mindestzahl"):
        publish(town, rounding(town), tmp_path / "offen.sqlite")  # 4 is printed 5, which is 3 to 7
    assert not (tmp_path / "offen.sqlite").exists()


def test_another_base_than_last_time_is_refused(town: Town, tmp_path: Path) -> None:
    to = tmp_path / "offen.sqlite"
    publish(town, rounding(town), to)
    assert publish(town, town.open(), to).edition.number == 2
    for words, now in (("rounding = 10", "auf 10 gerundet"), ("rounding = 0", "nicht gerundet")):
        with pytest.raises(AtlasError, match=f"war auf 5 gerundet, diese wäre {now}"):
            publish(town, rounding(town, words), to)


def test_what_was_exact_last_time_is_known(town: Town, tmp_path: Path) -> None:
    to = tmp_path / "offen.sqlite"
    publish(town, rounding(town, "rounding = 0"), to)
    house = rounding(town)
    prepared = prepare(town.folder, house, choose(house, EVERY))
    assert prepared.decision.findings == ()
    assert not prepared.decision.open.any()


def test_a_rounded_number_is_recognised_in_exports_and_sentences(town: Town, tmp_path: Path) -> None:
    public = publish(town, rounding(town), tmp_path / "offen.sqlite")
    view = look(Selection(indicator=SECRET, level="stadtteil", period="2023-12-31"), public)
    assert view.stamp.notice == "Öffentliche Ausgabe – Zahlen auf 5 gerundet"
    assert "gerundet" in view.reading
    assert all(cell.flags & Flag.rounded for cell in view.cells if cell.value is not None)
    lines = csv.write(view).decode("utf-8-sig").splitlines()
    assert len(lines) > 1
    assert all("Zahlen auf 5 gerundet" in line for line in lines[1:])
    with zipfile.ZipFile(io.BytesIO(xlsx.write(view))) as book:
        assert b"Zahlen auf 5 gerundet" in book.read("xl/sharedStrings.xml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("rounding = 4", "Feld rounding: 4 ist keine Rundungsbasis; erlaubt sind 0 (nicht gerundet), 3, 5 und 10."),
        ("rounding = -5", "Feld rounding: -5 ist keine Rundungsbasis"),
        ('rounding = "5"', "Feld rounding: Hier wird eine ganze Zahl erwartet, gefunden wurde „5“."),
        ('rounding = 5\ntotals = "weg"', "Feld totals: „weg“ gibt es hier nicht; erlaubt: hidden, rounded."),
        ('totals = "hidden"', "Feld totals: Ohne Rundung werden Summen immer genannt; streichen Sie das Feld."),
        ("runden = 5", "Feld runden: Dieses Feld gibt es nicht"),
    ],
)
def test_settings_that_cannot_be_are_one_sentence(
    town: Town, words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with (town.folder / "city.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[publication]\n{words}\n")
    assert main(["check", str(town.folder)]) == 1
    assert f"city.toml, [publication], {said}" in capsys.readouterr().err
