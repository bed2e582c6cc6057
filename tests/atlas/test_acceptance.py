"""A file of a series: seen before it counts, accepted in one step, taken back; every number stays known."""

import subprocess
import sys
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.city import open_city
from atlas.intake.acceptance import accept, preview, withdraw
from atlas.intake.acceptance_text import history_text, listed, preview_text
from indicators.errors import AtlasError, FaultyInput, WrongUse
from tests.checkout import ROOT
from tests.towns import Town

HEAD = "jahr;gebiet;insgesamt;unter_18;unter_3\n"
REVISED = HEAD + "2023;11;1100;209;33\n2023;12;500;60;10\n2024;11;1200;240;36\n"


def a_file(town: Town, text: str = REVISED, name: str = "einwohner_2024.csv") -> Path:
    path = town.folder.parent / name
    path.write_text(text, "utf-8")
    return path


def u18(town: Town, key: str = "11", period: str = "2023-12-31") -> tuple[float | None, str]:
    """Numerator and printed value of `ant_u18` as the screen has it."""
    city = open_city(town.folder)
    try:
        grid = city.grid("ant_u18", "stadtteil")
        assert grid is not None
        row, column = city.row["stadtteil"][key], [p.iso for p in grid.cube.periods].index(period)
        return float(grid.cube.numerator[row, column]), f"{grid.value[row, column]:.1f}"
    finally:
        city.engine.dispose()


def test_a_preview_counts_what_would_change_and_changes_nothing(town: Town) -> None:
    first = town.load()
    seen = preview(town.folder, a_file(town), by="Ada")
    assert (seen.taken.series, seen.edition) == ("einwohner", first.edition)
    # 2023: 11 has 209 instead of 198 under 18; its other cells and those of 12 are alike; 2024 is new
    assert (seen.change.changed, seen.change.new, seen.change.removed) == (1, 3, 0)
    assert [(c.cell, c.before, c.after) for c in seen.change.largest] == [
        ("bev_u18, stadtteil 11, 2023-12-31", "198", "209")
    ]
    assert seen.lacking == 12, "2023: four more Stadtteile, three numbers each"
    said = preview_text(seen)
    assert "3 neue, 1 geänderte" in said
    assert "198 → 209" in said
    assert u18(town) == (198.0, "18.0")
    assert listed(town.folder).startswith("Neben dem Ordner")


def test_what_is_accepted_counts_and_what_it_lacks_stays(town: Town) -> None:
    town.load()
    file = a_file(town)
    loaded, number = accept(town.folder, preview(town.folder, file, by="Ada"), file)
    assert (loaded.edition, number) == (2, 1)
    assert u18(town) == (209.0, "19.0")
    assert u18(town, "21")[0] == 520
    assert town.load().edition == 2, "loading the folder again keeps what was accepted"
    assert "1  einwohner_2024.csv  als „einwohner“, Ada" in listed(town.folder)


def test_keys_that_the_town_does_not_know_are_named_with_the_nearest(town: Town) -> None:
    town.load()
    said = preview_text(preview(town.folder, a_file(town, HEAD + "2023;111;5;1;0\n2023;11;1100;198;33\n")))
    assert "Schlüssel ohne Gebiet: stadtteil 111; am nächsten: 11 Altfeld" in said
    assert "Ohne Wert in dieser Datei: 5 Gebiete der Ebene stadtteil (Brückfeld, Carlsfeld" in said


def test_a_preview_says_what_can_hardly_be_true(town: Town) -> None:
    town.load()
    said = preview_text(preview(town.folder, a_file(town, HEAD + "2023;11;1100;30;40\n")))
    assert "Unplausibel: minderjaehrige, stadtteil 11, 2023-12-31: Die Teile (Altersgruppen der Minderj" in said
    assert "stadtteil 23, 2023-12-31: „Kinder unter 15" not in said, "the file does not speak of it"


def test_delivered_totals_are_held_against_the_sum_of_their_parts(town: Town) -> None:
    parts = 1100 + 500 + 0 + 2000 + 110 + 390  # of 2023, as the folder has them
    town.deliver("stadt", {"ew": "bev_insg"}, f"2022;0;{parts}\n2023;0;{parts}", level="stadt")
    town.load()
    said = preview_text(preview(town.folder, a_file(town), "einwohner"))
    assert "Summen: 1 mit ihren Teilen verglichen, alle gleich" in said, "of 2023; nobody delivered a total of 2024"
    said = preview_text(preview(town.folder, a_file(town, HEAD + "2023;11;1112;198;33\n"), "einwohner"))
    assert (
        "Summe: bev_insg, stadt 0, 2023-12-31: geliefert sind 4.100, die Stadtteile ergeben zusammen 4.112; "
        "die Teile sind um 12 größer als das Ganze\n"
    ) in said
    assert "Summen: 1 mit ihren Teilen verglichen, keine gleich" in said
    of_town = preview(town.folder, a_file(town, "jahr;gebiet;ew\n2023;0;4200\n", "stadt_2023.csv"), "stadt")
    assert "ergeben zusammen 4.100; 100 fehlen in den Teilen" in preview_text(of_town)
    assert "die Teile sind" not in preview_text(of_town)


def test_residents_with_second_homes_among_them_are_asked_about(town: Town) -> None:
    town.load()
    known = {"11": 1100, "12": 500, "13": 0, "21": 2000, "22": 110, "23": 390}  # of 2023
    asked = "sind nebenwohnungen mitgezählt?"

    def said(more: dict[str, int], year: int) -> str:
        rows = [f"{year};{key};{n + more.get(key, 0)};{n // 5};{n // 50}\n" for key, n in known.items()]
        return preview_text(preview(town.folder, a_file(town, HEAD + "".join(rows)), "einwohner")).lower()

    more = {"11": 44, "12": 20, "21": 80, "22": 4, "23": 16}  # 4 % in each area that has residents
    assert sum(more.values()) * 100 / sum(known.values()) == 4
    revised = said(more, 2023)
    assert (
        "bev_insg, stadtteil, 2023-12-31: die werte liegen zusammen 4,0\xa0% über den bisherigen (hauptwohnung)"
        in revised
    )
    assert f"in 5 von 5 gebieten. {asked}" in revised
    assert f"über den bisherigen vom 2023-12-31 (hauptwohnung), in 5 von 5 gebieten. {asked}" in said(more, 2024)
    assert asked not in said({}, 2023)
    assert asked not in said({"21": 164}, 2023), "one area of five makes the 4 %"
    assert asked not in said({key: -n for key, n in more.items()}, 2023), "fewer than main residences is no concept"


def test_remarks_that_an_earlier_file_had_too_are_one_line(town: Town) -> None:
    town.change(
        "deliveries/einwohner.toml", 'symbols = "plain"', 'symbols = "plain"\nremarks = ["Erster.", "Zweiter."]'
    )
    town.load()
    said = preview_text(
        preview(town.folder, a_file(town, HEAD.replace("jahr;", "jahr;neu;") + "2024;;11;1200;240;36\n"))
    )
    assert "Erster." not in said
    assert "2 Hinweise wie zu einer früheren Datei, bis auf Anzahlen darin; Datenstand nennt alle" in said
    assert said.count("Hinweis: ") == 1 and "„neu“" in said, "a column that the town's own file has not"


def test_a_revised_number_says_so(town: Town) -> None:
    town.load()
    file = a_file(town)
    accept(town.folder, preview(town.folder, file), file)
    city = open_city(town.folder)
    grid = city.grid("ant_u18", "stadtteil")
    assert grid is not None
    column = [p.iso for p in grid.cube.periods].index("2023-12-31")
    flags = dict(zip(grid.cube.keys, grid.cube.flags[:, column].tolist(), strict=True))
    city.engine.dispose()
    assert flags["11"] and not flags["12"]


def test_withdrawing_brings_the_earlier_values_back_and_forgets_nothing(town: Town) -> None:
    town.load()
    file = a_file(town)
    _, number = accept(town.folder, preview(town.folder, file, by="Ada"), file)
    assert withdraw(town.folder, number, "falsche Datei", "Bea").edition == 3
    assert u18(town) == (198.0, "18.0")
    said = history_text(town.folder, "bev_u18", "stadtteil", "11", "2023-12-31").splitlines()
    first, replaced, again = said
    assert first.startswith("198  einwohner: einwohner.csv (") and first.endswith("seit Stand 1, bis Stand 1")
    assert replaced.startswith("209  einwohner: einwohner_2024.csv (")
    assert replaced.endswith("seit Stand 2, bis Stand 2")
    assert again.startswith("198  einwohner: einwohner.csv (") and again.endswith("seit Stand 3, gilt")
    assert "zurückgezogen: falsche Datei (Bea" in listed(town.folder)
    with pytest.raises(WrongUse, match="ist schon zurückgezogen"):
        withdraw(town.folder, number, "noch einmal", "Bea")


def test_a_number_that_another_delivery_goes_before_never_counted(town: Town) -> None:
    town.deliver("alt", {"ew": "bev_insg"}, "2023;11;1099\n2023;12;500")
    town.change("deliveries/einwohner.toml", 'symbols = "plain"', 'symbols = "plain"\npriority = 1')
    town.load()
    cell = town.folder, "bev_insg", "stadtteil"
    hidden, counts = sorted(history_text(*cell, "11", "2023-12-31").splitlines())
    assert hidden.startswith("1.099  alt: alt.csv (")
    assert hidden.endswith("seit Stand 1, liegt vor, gilt nicht (Vorrang von „einwohner“)")
    assert counts.startswith("1.100  einwohner: ") and counts.endswith("seit Stand 1, gilt")
    assert history_text(*cell, "12", "2023-12-31").count("seit Stand 1, gilt\n") == 2, "both say 500"
    town.change("deliveries/einwohner.toml", "priority = 1\n", "")
    town.change("deliveries/alt.toml", 'symbols = "plain"', 'symbols = "plain"\npriority = 2')
    assert town.load().edition == 2
    said = history_text(*cell, "11", "2023-12-31")
    told = {(line.split()[0], line.partition(", seit ")[2]) for line in said.splitlines()}
    assert told == {
        ("1.099", "Stand 1, bis Stand 1: lag vor, galt nicht (Vorrang von „einwohner“)"),
        ("1.100", "Stand 1, bis Stand 1"),
        ("1.099", "Stand 2, gilt"),
        ("1.100", "Stand 2, liegt vor, gilt nicht (Vorrang von „alt“)"),
    }


def test_a_file_that_replaces_leaves_nothing_of_its_series(town: Town) -> None:
    town.load()
    whole = HEAD + "\n".join(f"2023;{key};{n};{n // 5};{n // 50}" for key, n in (("11", 1100), ("12", 500), ("13", 0)))
    file = a_file(town, whole)
    seen = preview(town.folder, file, whole=True)
    assert seen.change.removed == 3 * 12 - 9, "twelve rows of three numbers, of which nine cells are spoken of"
    accept(town.folder, seen, file)
    assert history_text(town.folder, "bev_u18", "stadtteil", "21", "2023-12-31").endswith("bis Stand 1\n")
    city = open_city(town.folder)
    assert [p.iso for p in city.periods("ant_u18", "stadtteil")] == ["2023-12-31"]
    city.engine.dispose()


def test_who_decides_on_an_old_state_is_told(town: Town) -> None:
    town.load()
    file, other = a_file(town), a_file(town, HEAD + "2024;12;510;61;10\n", "spaeter.csv")
    mine, theirs = preview(town.folder, file, by="Ada"), preview(town.folder, other, by="Bea")
    accept(town.folder, theirs, other)
    with pytest.raises(AtlasError, match="Inzwischen gilt Stand 2 statt 1"):
        accept(town.folder, mine, file)
    assert u18(town)[0] == 198
    accept(town.folder, preview(town.folder, file, by="Ada"), file)
    assert (u18(town)[0], u18(town, "12", "2024-12-31")[0]) == (209, 61)


def test_a_file_counts_once(town: Town) -> None:
    town.load()
    file = a_file(town)
    accept(town.folder, preview(town.folder, file), file)
    with pytest.raises(WrongUse, match="schon angenommen"):
        accept(town.folder, preview(town.folder, file), file)


def test_a_file_that_changed_since_it_was_seen_is_refused(town: Town) -> None:
    town.load()
    file = a_file(town)
    seen = preview(town.folder, file)
    a_file(town, HEAD + "2024;11;1;1;1\n")
    with pytest.raises(WrongUse, match="seit der Vorschau geändert"):
        accept(town.folder, seen, file)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "2024;11;zwölf;1;1\n", "zwölf"),
        ("jahr;gebiet;anderes\n2024;11;4\n", "Keine Lieferung der Kommune liest diese Datei"),
        ("", "Keine Lieferung der Kommune liest diese Datei"),
        (HEAD + "2024;11;100;200;1\n", "größer als der Nenner"),
        (HEAD + "2024;11;100;20;1\n2024;11;100;21;1\n", "11"),
    ],
)
def test_a_bad_file_changes_nothing_and_says_why(town: Town, text: str, said: str) -> None:
    town.load()
    with pytest.raises(FaultyInput) as raised:
        preview(town.folder, a_file(town, text))
    assert said in str(raised.value)
    assert u18(town) == (198.0, "18.0")


def test_an_unknown_series_names_those_there_are(town: Town) -> None:
    town.load()
    with pytest.raises(WrongUse, match="vorhanden sind: einwohner, sgb2"):
        preview(town.folder, a_file(town), "einwohnerin")


def test_a_process_killed_while_it_accepts_leaves_the_old_state(town: Town) -> None:
    town.load()
    file = a_file(town)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from atlas.intake import acceptance\n"
        "from indicators import store\n"
        "whole = store.add_edition\n"
        "def die(*said):\n"
        "    whole(*said)\n"
        "    os._exit(9)\n"
        "store.add_edition = die\n"
        "folder, file = map(Path, sys.argv[1:])\n"
        "acceptance.accept(folder, acceptance.preview(folder, file), file)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(town.folder), str(file)], cwd=ROOT)
    assert done.returncode == 9
    assert u18(town) == (198.0, "18.0")
    assert listed(town.folder).startswith("Neben dem Ordner")
    accept(town.folder, preview(town.folder, file), file)
    assert u18(town)[0] == 209


def test_the_commands(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.load()
    file, folder = str(a_file(town)), str(town.folder)
    assert main(["import", file, folder]) == 0
    assert "Nur Vorschau, nichts geändert" in capsys.readouterr().out
    assert main(["import", file, folder, "--accept", "--by", "Ada"]) == 0
    assert "Angenommen als Nummer 1: neuer Stand 2." in capsys.readouterr().out
    assert main(["accepted", folder]) == 0
    assert "einwohner_2024.csv" in capsys.readouterr().out
    cell = ["--variable", "bev_u18", "--level", "stadtteil", "--area", "11", "--period"]
    assert main(["history", folder, *cell, "2023-12-31"]) == 0
    old, new = capsys.readouterr().out.splitlines()
    assert old.startswith("198  ") and old.endswith("seit Stand 1, bis Stand 1")
    assert new.startswith("209  ") and new.endswith("seit Stand 2, gilt")
    assert main(["history", folder, *cell, "vorgestern"]) == 2
    assert main(["withdraw", folder, "1"]) == 2, "a reason is needed"
    assert main(["withdraw", folder, "1", "--reason", "Versehen", "--by", "Ada"]) == 0
    assert main(["withdraw", folder, "7", "--reason", "Versehen"]) == 2
    assert "gibt es nicht; angenommen sind: keine" in capsys.readouterr().err
