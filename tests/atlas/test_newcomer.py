"""A file that no series of Sechsfeld reads: understood, answered, accepted as a series of its own, known next time."""

import subprocess
import sys
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.city import open_city
from atlas.intake.acceptance import accept, preview, withdraw
from atlas.intake.newcomer import Newcomer, look_into, newcomer, proposed_name
from atlas.intake.understanding import UnknownShape
from indicators.errors import FaultyInput, WrongUse
from tests.checkout import ROOT
from tests.towns import Town

TABLE = (
    "Kita-Plätze in Sechsfeld\nStand 31.12.2023\n\nStadtteil;Plätze unter 3;Plätze für Hunde\n"
    "Altfeld;12;3\nBrück-Feld;5;0\nCarlsfeld;0;0\nDornfeld;40;7\n\nQuelle: Jugendamt Sechsfeld\n"
)
ANSWERS = {"spalte:Plätze unter 3": "plaetze_u3", "spalte:Plätze für Hunde": "neu:hunde:count:Plätze:Hundeplätze"}
FILES = ("deliveries/plaetze.toml", "catalogue/variables/plaetze.toml", "catalogue/sources.toml")


def a_file(town: Town, text: str = TABLE, name: str = "plaetze.csv") -> Path:
    path = town.folder.parent / name
    path.write_text(text, "utf-8")
    return path


def new_of(town: Town, file: Path, name: str = "plaetze", answers: dict[str, str] | None = None) -> Newcomer:
    answers = answers or ANSWERS
    return newcomer(look_into(town.folder, file, answers), name, answers)


def written(town: Town) -> list[str]:
    return [name for name in FILES if (town.folder / name).exists()]


def test_a_preview_of_a_new_series_writes_nothing(town: Town) -> None:
    town.load()
    file = a_file(town)
    with pytest.raises(UnknownShape, match="Keine Lieferung der Kommune liest diese Datei"):
        preview(town.folder, file)
    recognised = look_into(town.folder, file)
    assert proposed_name(recognised) == "kita_plaetze_in_sechsfeld"
    seen = preview(town.folder, file, by="Ada", new=new_of(town, file))
    assert (seen.taken.series, seen.change.new, seen.change.changed) == ("plaetze", 8, 0)
    assert not written(town)


def test_what_is_accepted_is_a_series_of_the_folder(town: Town) -> None:
    town.load()
    file = a_file(town)
    loaded, number = accept(town.folder, preview(town.folder, file, by="Ada", new=new_of(town, file)), file)
    assert (loaded.edition, number, written(town)) == (2, 1, [*FILES])
    assert town.load().edition == 2, "the folder says the same as the edition"
    city = open_city(town.folder)
    assert city.catalogue.variables["hunde"].source.producer == "Jugendamt Sechsfeld"
    assert "plaetze_u3" in city.sources
    city.engine.dispose()


def test_the_same_shape_needs_no_question_next_year(town: Town) -> None:
    town.load()
    file = a_file(town)
    accept(town.folder, preview(town.folder, file, new=new_of(town, file)), file)
    later = a_file(town, TABLE.replace("2023", "2024").replace(";12;", ";15;"), "plaetze_2024.csv")
    seen = preview(town.folder, later)
    assert (seen.taken.series, seen.change.new, seen.change.changed) == ("plaetze", 8, 0)
    accept(town.folder, seen, later)
    assert withdraw(town.folder, 1, "Versehen", "Ada").edition == 4, "a series may lose its first file"


def test_a_near_miss_says_what_is_lacking(town: Town) -> None:
    town.load()
    file = a_file(town, "jahr;gebiet;insgesamt;unter_18\n2024;11;1200;240\n2024;12;500;60\n2024;13;0;0\n")
    with pytest.raises(UnknownShape) as raised:
        preview(town.folder, file)
    assert "Sie passt zu „Einwohner mit Hauptwohnung“ (einwohner) bis auf: Spalte „unter_3“ fehlt." in str(raised.value)


def test_a_series_of_one_period_takes_no_other_file_by_itself(town: Town) -> None:
    town.load()
    file = a_file(town, "ST;Hunde\n11;3\n12;4\n13;0\n")
    answers = {"spalte:Hunde": "neu:hunde:count:Hunde:Hunde", "zeitbezug": "31.12.2023"}
    accept(town.folder, preview(town.folder, file, new=new_of(town, file, "hunde", answers)), file)
    later = a_file(town, "ST;Hunde\n11;5\n12;4\n13;1\n", "hunde_neu.csv")
    with pytest.raises(UnknownShape, match=r"ihr Zeitbezug steht fest auf 31\.12\.2023"):
        preview(town.folder, later)
    assert preview(town.folder, later, "hunde").change.changed == 2, "who names it knows what it is"


def test_a_name_that_is_taken_or_none_is_refused(town: Town) -> None:
    town.load()
    file = a_file(town)
    for name in ("einwohner", "../plaetze", "Plätze", ""):
        with pytest.raises(WrongUse, match="Name"):
            preview(town.folder, file, new=new_of(town, file, name))


def test_a_process_killed_while_a_new_series_comes_leaves_a_folder_that_loads(town: Town) -> None:
    town.load()
    file = a_file(town)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from atlas.intake import acceptance, newcomer\n"
        "whole, left = newcomer.write_text, [int(sys.argv[3])]\n"
        "def die(*said):\n"
        "    left[0] -= 1\n"
        "    if left[0] < 0: os._exit(9)\n"
        "    whole(*said)\n"
        "folder, file = map(Path, sys.argv[1:3])\n"
        f"answers = {ANSWERS!r}\n"
        "new = newcomer.newcomer(newcomer.look_into(folder, file, answers), 'plaetze', answers)\n"
        "seen = acceptance.preview(folder, file, new=new)\n"
        "newcomer.write_text = die\n"
        "acceptance.keep = lambda *said, **more: os._exit(9)\n"
        "acceptance.accept(folder, seen, file)\n"
    )
    for after in range(4):  # files written before the end: none, the source, the variables, the spec
        for name in FILES:
            (town.folder / name).unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-c", code, str(town.folder), str(file), str(after)], cwd=ROOT)
        assert done.returncode == 9
        assert len(written(town)) == min(after, 3)
        loaded = town.load()
        assert "hunde" not in {v for d in loaded.report["deliveries"] for v in d["variables"]}
    seen = preview(town.folder, file, new=new_of_again(town, file))
    accept(town.folder, seen, file)
    assert written(town) == [*FILES]
    assert (town.folder / "catalogue/sources.toml").read_text("utf-8").count("[lieferung_plaetze]") == 1


def new_of_again(town: Town, file: Path) -> Newcomer:
    """The same series once more, when its variables are already in the catalogue."""
    recognised = look_into(town.folder, file)
    known = ANSWERS | {"spalte:Plätze für Hunde": "hunde"}
    assert "hunde" in recognised.variables
    return newcomer(recognised, "plaetze", known)


def test_the_command_asks_and_takes_answers(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.load()
    file, folder = str(a_file(town)), str(town.folder)
    assert main(["import", file, folder]) == 1
    said = capsys.readouterr()
    assert "Gebiet: Spalte 1 „Stadtteil“ enthält Namen der Ebene Stadtteil: 4 von 6 Gebieten" in said.out
    assert "name:Brück-Feld: „Brück-Feld“ ist anders geschrieben als „Brückfeld“" in said.out
    assert "--name kita_plaetze_in_sechsfeld" in said.err
    answers = [part for pair in ANSWERS.items() for part in ("--answer", *pair)]
    assert main(["import", file, folder, "--name", "plaetze"]) == 1
    assert "Ohne Antwort: Welches Merkmal ist die Spalte „Plätze unter 3“" in capsys.readouterr().err
    assert main(["import", file, folder, "--name", "plaetze", *answers]) == 0
    assert "8 neue" in capsys.readouterr().out
    assert not written(town)
    assert main(["import", file, folder, "--name", "plaetze", *answers, "--accept", "--by", "Ada"]) == 0
    assert main(["import", file, folder, "--spec", "einwohner", "--name", "x"]) == 2


def test_a_file_of_a_series_with_faulty_cells_is_refused_and_not_asked_about(town: Town) -> None:
    town.load()
    file = a_file(town, "jahr;gebiet;insgesamt;unter_18;unter_3\n2024;11;viele;1;1\n2024;12;5;1;1\n")
    with pytest.raises(FaultyInput, match="viele") as raised:
        preview(town.folder, file)
    assert not isinstance(raised.value, UnknownShape)
