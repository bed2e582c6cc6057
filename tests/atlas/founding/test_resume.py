"""Founding can be left after any step: the folder is in the end the one that one go makes; a terminal asks in order."""

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from atlas.__main__ import main
from atlas.founding.record import open_record
from atlas.founding.town import default_catalogue, is_founded, write_town
from tests.founded import OUTLINES, OWN_ANSWERS, files, office_table

ANSWERS = [part for pair in OWN_ANSWERS.items() for part in ("--answer", *pair)]


def steps(file: Path) -> list[list[str]]:
    levels = [part for level in ("bezirk", "sozialraum", "stadtteil") for part in ("--level", level)]
    asked = [["--name", "Sechsfeld"], ["--theme", "dem"], levels, ["--years", "2023"], ["--outlines", str(OUTLINES)]]
    return [*asked, ["--data", str(file)], ANSWERS[:3], ANSWERS[3:]]


def begin(folder: Path, file: Path) -> None:
    """All but the answers about the own file."""
    assert main(["new", str(folder), *(part for step in steps(file)[:-2] for part in step)]) == 1


def without_template(folder: Path) -> dict[str, bytes]:
    """The files of the town; of the template what stands in its cells, for its archive holds the time of writing."""
    found = files(folder)
    book = openpyxl.load_workbook(io.BytesIO(found.pop("vorlage.xlsx")))
    cells = [[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets]
    return found | {"vorlage.xlsx": repr(cells).encode()}


class Terminal(io.StringIO):
    """What a person types, line by line."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, lines: Sequence[str]) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_step_by_step_in_one_go_and_at_a_terminal_make_the_same_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = office_table(tmp_path / "amt.xlsx")
    whole, parts, asked = (str(tmp_path / name / "neu") for name in ("ganz", "teile", "gefragt"))
    assert main(["new", whole, *(part for step in steps(file) for part in step)]) == 0
    for step in steps(file):
        assert not is_founded(Path(parts))
        main(["new", parts, *step])
    assert is_founded(Path(parts))
    assert without_template(Path(parts)) == without_template(Path(whole))
    capsys.readouterr()
    lines = ["", "Sechsfeld", "", "dem,xyz", "dem", "bezirk,sozialraum,stadtteil", "2024-2023", "2023"]
    lines += [str(OUTLINES), "", "", "", "", f"'{file}'"]
    typed(monkeypatch, lines)
    assert main(["new", asked]) == 2
    said = capsys.readouterr()
    assert "Die Eingabe ist zu Ende" in said.err, said.out
    order = ["Name der Kommune", "1 Themen", "„xyz“ gibt es nicht", "2 Ebenen", "3 Zeitraum", "2024 liegt nach 2023"]
    order += ["4 Grenzen", "6 Umrisse", "Spalte mit dem Schlüssel", "5 Daten – die Vorlage", "5 Daten – was der Atlas"]
    places = [said.out.index(words) for words in order]
    assert places == sorted(places)
    answers = list(OWN_ANSWERS.values())
    typed(monkeypatch, ["bev_isng", answers[0], "", *answers[1:2], "nichts", answers[2], ""])
    assert main(["new", asked]) == 0
    said = capsys.readouterr()
    assert "gemeint ist wohl „bev_insg“" in said.out
    assert "Hier braucht es eine Antwort." in said.out
    assert without_template(Path(asked)) == without_template(Path(whole))


def test_a_process_that_died_before_the_first_edition_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    begin(folder, office_table(tmp_path / "amt.xlsx"))
    main(["new", str(folder), *ANSWERS, "--data", str(tmp_path / "fehlt.xlsx")])
    assert open_record(folder).answers == {}, "the file that is not there is said first"
    assert main(["new", str(folder), *ANSWERS]) == 0
    for path in folder.glob("*.sqlite*"):
        path.unlink()
    (folder / "LIESMICH.md").unlink()
    begun = folder / "recht" / "impressum.md"
    begun.write_text("Stadt Sechsfeld, Am Markt 1", "utf-8")
    write_town(folder, open_record(folder), default_catalogue())
    assert not is_founded(folder)
    assert main(["new", str(folder)]) == 0
    assert is_founded(folder)
    assert begun.read_text("utf-8") == "Stadt Sechsfeld, Am Markt 1", "what was filled in stays"


def test_nothing_is_said_to_be_kept_that_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "neu"
    assert main(["new", str(folder), "--name", "", "--years", "2024-2023"]) == 1
    assert capsys.readouterr().err.endswith("1 Fehler; es wurde nichts geändert.\n")
    assert not folder.exists()
    assert main(["new", str(folder), "--name", "Sechsfeld", "--years", "2024-2023"]) == 1
    said = capsys.readouterr().err
    assert said.endswith("1 Fehler; die Antworten davor sind gespeichert, sonst wurde nichts geändert.\n")
    assert open_record(folder).name == "Sechsfeld"


def test_a_town_is_not_founded_over_files_of_someone_else(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    begin(folder, office_table(tmp_path / "amt.xlsx"))
    (folder / "LIESMICH.md").write_text("Meine Notizen\n", "utf-8")
    assert main(["new", str(folder), *ANSWERS]) == 1
    assert (folder / "LIESMICH.md").read_text("utf-8") == "Meine Notizen\n"
    (folder / "LIESMICH.md").rename(folder / "notizen.md")
    assert main(["new", str(folder)]) == 0
