"""A town is founded from an office's own table: understood, asked about, read; the next one needs no question."""

import csv
from pathlib import Path

import openpyxl
import pytest

from atlas.__main__ import main
from atlas.city import open_city
from atlas.founding.data import tell_data
from atlas.founding.own_file import own_file, settle, unanswered, with_answers
from atlas.founding.page_questions import MANY, questions
from atlas.founding.record import Founding, open_record, write_record
from atlas.founding.town import found
from atlas.intake.acceptance import preview
from indicators.errors import AtlasError, FaultyInput
from tests.founded import CATALOGUE, OUTLINES, OWN_ANSWERS, RESIDENTS, YOUNG, drawn, files, office_table


def given(folder: Path, file: Path) -> Founding:
    """A town with outlines and an own file that is not answered yet."""
    return write_record(folder, tell_data(folder, drawn(folder), file, CATALOGUE))


def answered(folder: Path, founding: Founding) -> Founding:
    told, faults = with_answers(own_file(folder, founding, CATALOGUE), founding, OWN_ANSWERS)
    assert faults == []
    return write_record(folder, settle(folder, told, CATALOGUE))


def values(folder: Path, indicator: str, level: str) -> dict[str, float]:
    city = open_city(folder)
    grid = city.grid(indicator, level)
    city.engine.dispose()
    assert grid is not None
    return dict(zip(grid.cube.keys, grid.value[:, -1].tolist(), strict=True))


def test_the_town_shows_the_numbers_of_the_office(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    founding = answered(folder, given(folder, office_table(tmp_path / "amt.xlsx")))
    found(folder, founding, CATALOGUE)
    assert values(folder, "bev_insg", "stadtteil") == RESIDENTS
    assert values(folder, "bev_insg", "stadt") == {"0": sum(RESIDENTS.values())}
    assert values(folder, "ant_u18", "stadtteil")["21"] == pytest.approx(100 * YOUNG["21"] / RESIDENTS["21"])
    dogs = values(folder, "hunde", "stadtteil")
    assert (dogs["11"], dogs["13"]) == (12, 0)
    assert dogs["22"] != dogs["22"], "a secret number is none"
    assert {"deliveries/einwohner_der_stadt.toml", "catalogue/indicators/hunde.toml"} <= files(folder).keys()
    later = office_table(tmp_path / "amt_2024.xlsx", "31.12.2024", RESIDENTS | {"11": 1200})
    seen = preview(folder, later)
    assert (seen.taken.series, seen.change.new, seen.change.changed) == ("einwohner_der_stadt", 21, 0)


def test_nothing_but_the_open_questions_is_asked(tmp_path: Path) -> None:
    founding = given(tmp_path / "neu", office_table(tmp_path / "amt.xlsx"))
    recognised = own_file(tmp_path / "neu", founding, CATALOGUE)
    assert {question.id for question in unanswered(recognised, {})} == set(OWN_ANSWERS)
    assert settle(tmp_path / "neu", founding, CATALOGUE) == founding, "nothing is taken for an answer"


def test_a_corrected_file_keeps_what_the_columns_are_and_asks_the_rest(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    founding = answered(folder, given(folder, office_table(tmp_path / "amt.xlsx")))
    again = tell_data(folder, founding, office_table(tmp_path / "b" / "amt.xlsx", "31.12.2022"), CATALOGUE)
    assert (again.own, again.data) == ("daten/amt-2.xlsx", "")
    assert [q.id for q in unanswered(own_file(folder, again, CATALOGUE), again.answers)] == ["zeichen:."]


@pytest.mark.parametrize(
    ("question", "answer", "sentence"),
    [
        ("spalte:unter 18", "bev_u188", "Das Merkmal „bev_u188“ gibt es nicht; gemeint ist wohl „bev_u18“."),
        (
            "spalte:unter_18",
            "bev_u18",
            "Eine Frage „spalte:unter_18“ gibt es nicht; gemeint ist wohl „spalte:unter 18“",
        ),
        ("spalte:Hunde", "neu:hunde:count:%:Hunde", "Prozente lassen sich nicht zusammenzählen"),
        ("spalte:Hunde", "neu:Hunde:count:Hunde:Hunde", "„Hunde“ ist keine Kennung"),
        ("zeichen:.", "geheim", "„geheim“ ist keine der Antworten; erlaubt: later"),
    ],
)
def test_a_wrong_answer_is_one_sentence_and_the_others_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], question: str, answer: str, sentence: str
) -> None:
    folder = tmp_path / "neu"
    given(folder, office_table(tmp_path / "amt.xlsx"))
    right = ["--answer", "spalte:Einwohner insgesamt", "bev_insg"]
    assert main(["new", str(folder), *right, "--answer", question, answer]) == 1
    said = capsys.readouterr().err.splitlines()
    assert sentence in said[0]
    assert said[1:] == ["1 Fehler; die Antworten davor sind gespeichert, sonst wurde nichts geändert."]
    assert open_record(folder).answers == {"spalte:Einwohner insgesamt": "bev_insg"}


def test_two_columns_cannot_be_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    founding = given(folder, office_table(tmp_path / "amt.xlsx"))
    twice = OWN_ANSWERS | {"spalte:unter 18": "bev_insg"}
    told, faults = with_answers(own_file(folder, founding, CATALOGUE), founding, twice)
    assert faults == []
    with pytest.raises(FaultyInput, match="Das Merkmal „bev_insg“ ist für „Einwohner insgesamt“, „unter 18“ gewählt"):
        settle(folder, told, CATALOGUE)


def test_the_command_says_what_it_understood_and_takes_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, file = str(tmp_path / "neu"), str(office_table(tmp_path / "amt.xlsx"))
    decided = ["--name", "Sechsfeld", "--theme", "dem", "--years", "2023", "--outlines", str(OUTLINES)]
    levels = [part for level in ("bezirk", "sozialraum", "stadtteil") for part in ("--level", level)]
    assert main(["new", folder, *decided, *levels, "--data", file]) == 1
    said = capsys.readouterr()
    assert "Gebiet: Spalte 1 „Stadtteil“ enthält Schlüssel der Ebene Stadtteil: 6 von 6 Gebieten" in said.out
    assert "sind 4 Fragen offen; sie liegt schon im Ordner" in said.err
    answers = [part for pair in list(OWN_ANSWERS.items())[:3] for part in ("--answer", *pair)]
    assert main(["new", folder, *answers]) == 1
    assert "ist eine Frage offen" in capsys.readouterr().err
    assert main(["new", folder, "--accept"]) == 0
    assert values(tmp_path / "neu", "bev_insg", "stadtteil") == RESIDENTS


def test_a_csv_will_do_as_well(tmp_path: Path) -> None:
    folder, file = tmp_path / "neu", tmp_path / "einwohner.csv"
    with file.open("w", encoding="cp1252", newline="") as opened:
        rows = csv.writer(opened, delimiter=";")
        rows.writerow(["Jahr", "Gebietsschlüssel", "Einwohner insgesamt"])
        rows.writerows([2023, key, number] for key, number in RESIDENTS.items())
    founding = given(folder, file)
    recognised = own_file(folder, founding, CATALOGUE)
    told, faults = with_answers(recognised, founding, {"spalte:Einwohner insgesamt": "bev_insg"})
    assert faults == []
    founding = settle(folder, told, CATALOGUE, proposals=True)
    found(folder, founding, CATALOGUE)
    assert values(folder, "bev_insg", "stadtteil") == RESIDENTS


def test_what_the_load_refuses_leaves_the_answers_and_asks_for_the_data_again(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    file = office_table(tmp_path / "amt.xlsx", residents=RESIDENTS | {"11": 100})  # fewer than the 220 under 18
    founding = answered(folder, given(folder, file))
    before = files(folder)
    with pytest.raises(AtlasError, match="größer als der Nenner 100"):
        found(folder, founding, CATALOGUE)
    assert files(folder).keys() == before.keys(), "what was written is gone again"
    assert not (folder / "catalogue").exists()
    left = open_record(folder)
    assert (left.data, left.own, left.answers) == ("", "daten/amt.xlsx", founding.answers)
    mended = answered(folder, tell_data(folder, left, office_table(tmp_path / "b" / "amt.xlsx"), CATALOGUE))
    found(folder, mended, CATALOGUE)
    assert values(folder, "bev_insg", "stadtteil") == RESIDENTS


def test_a_table_without_an_area_of_the_town_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    founding = drawn(folder)
    before = files(folder)
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Filiale", "Umsatz"], ["Nord", 3], ["Süd", 4]):
        book.active.append(row)
    book.save(tmp_path / "laden.xlsx")
    with pytest.raises(FaultyInput, match=r"Keine Spalte \(Filiale, Umsatz\) enthält Schlüssel oder Namen der Gebiete"):
        tell_data(folder, founding, tmp_path / "laden.xlsx", CATALOGUE)
    assert files(folder) == before


def test_of_many_variables_only_those_that_are_named_are_read(tmp_path: Path) -> None:
    folder, file = tmp_path / "neu", tmp_path / "viele.csv"
    heads = [f"Wert {number}" for number in range(MANY + 1)]
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened, delimiter=";")
        rows.writerow(["Gebietsschlüssel", "Jahr", *heads])
        rows.writerows(
            [key, 2023, *(number + place for place in range(len(heads)))] for key, number in RESIDENTS.items()
        )
    founding = given(folder, file)
    recognised = own_file(folder, founding, CATALOGUE)
    page = questions(recognised, {})
    assert f"Die Datei nennt {MANY + 1} Merkmale." in page and page.count("list=katalog") == MANY + 1
    told, faults = with_answers(recognised, founding, {"spalte:Wert 0": "bev_insg", "*": "-"})
    assert (faults, len(told.answers), told.answers["spalte:Wert 7"]) == ([], MANY + 1, "-")
    found(folder, settle(folder, told, CATALOGUE, proposals=True), CATALOGUE)
    assert values(folder, "bev_insg", "stadtteil") == RESIDENTS
