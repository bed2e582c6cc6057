"""Tables that cannot be: one German sentence each, nothing of them is kept, the record stays and asks again."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from atlas.founding.data import tell_data
from atlas.founding.own_file import own_file, settle, unanswered, with_answers
from atlas.founding.record import Founding, missing, open_record
from indicators.errors import FaultyInput
from tests.founded import CATALOGUE, OWN_ANSWERS, RESIDENTS, drawn, files, fill, office_table

Write = Callable[[Path, Path, Founding], Path]


def sheet(*rows: list[object], name: str = "Tabelle1") -> Write:
    """A workbook of one sheet."""

    def write(place: Path, _folder: Path, _founding: Founding) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = name
        for row in rows:
            page.append(row)
        book.save(place / "zahlen.xlsx")
        return place / "zahlen.xlsx"

    return write


def raw(name: str, content: bytes) -> Write:
    def write(place: Path, _folder: Path, _founding: Founding) -> Path:
        (place / name).write_bytes(content)
        return place / name

    return write


def filled(numbers: Mapping[str, object], change: Callable[[openpyxl.Workbook], object] | None = None) -> Write:
    """The template with residents, then changed as people change it."""

    def write(place: Path, folder: Path, founding: Founding) -> Path:
        path = fill(folder / founding.template, place / "zahlen.xlsx", {"bev_insg": numbers})
        if change:
            book = openpyxl.load_workbook(path)
            change(book)
            book.save(path)
        return path

    return write


def _rename(book: openpyxl.Workbook) -> None:
    for row in book["Stichtag"].iter_rows(max_row=6):
        for cell in row:
            if str(cell.value).endswith("(bev_insg)"):
                cell.value = "Einwohner (bev_insg)"


def _other_keys(book: openpyxl.Workbook) -> None:
    for row in book["Stichtag"].iter_rows(max_col=1):
        if row[0].value == "11":
            row[0].value = "1l"


def _drop(book: openpyxl.Workbook) -> None:
    book.create_sheet("Notizen")
    for name in [n for n in book.sheetnames if n != "Notizen"]:
        del book[name]


BAD: Mapping[str, tuple[Write, str]] = {
    "not there": (lambda place, _f, _r: place / "fehlt.xlsx", "Diese Datei gibt es nicht"),
    "empty": (raw("leer.xlsx", b""), "Die Datei ist leer"),
    "broken": (raw("zahlen.xlsx", b"PK\x03\x04" + bytes(400)), "Das ist keine Excel-Datei"),
    "a web page": (raw("zahlen.xls", b"<html><table><tr><td>1</td></tr></table>"), "Internetseite"),
    "an empty sheet": (sheet(), "Die Arbeitsmappe ist leer"),
    "only a head": (sheet(["Stadtteil", "Einwohner"]), "keine Tabelle"),
    "no area": (sheet(["Filiale", "Umsatz"], ["Nord", 3], ["Süd", 4]), "Keine Spalte (Filiale, Umsatz) enthält"),
    "years beside": (
        sheet(["Stadtteil", 2021, 2022, 2023], *([key, 510, 520, 530] for key in RESIDENTS)),
        "Die Jahre stehen als Spalten nebeneinander",
    ),
    "no number": (
        sheet(["Stadtteil", "Name"], *([key, "viele"] for key in RESIDENTS)),
        "oder füllen Sie die Vorlage aus",
    ),
    "the template, empty": (filled({}), "Die Vorlage ist noch leer"),
    "the template, a sheet less": (filled(RESIDENTS, _drop), "Die Arbeitsmappe ist leer"),
    "the template, a head changed": (filled(RESIDENTS, _rename), "Die Spalte „Einwohner (bev_insg)“ ist kein Merkmal"),
    "the template, unknown area": (filled(RESIDENTS, _other_keys), "Den Schlüssel „1l“ hat kein Umriss"),
    "the template, a word": (filled(RESIDENTS | {"12": "etwa 500"}), "etwa 500"),
    "the template, a sign": (filled(RESIDENTS | {"12": "-"}), "„-“ ist weder eine Zahl"),
}


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Founding]:
    """A town with all but its data; what is refused leaves it as it is."""
    folder = tmp_path_factory.mktemp("begonnen") / "neu"
    return folder, drawn(folder)


@pytest.mark.parametrize("form", BAD)
def test_a_bad_table_is_a_sentence_and_leaves_nothing(tmp_path: Path, begun: tuple[Path, Founding], form: str) -> None:
    write, words = BAD[form]
    folder, founding = begun
    before = files(folder)
    with pytest.raises(FaultyInput) as raised:
        tell_data(folder, founding, write(tmp_path, folder, founding), CATALOGUE)
    assert words in str(raised.value)
    for fault in raised.value.faults:
        assert (
            (fault.sentence[0].isupper() or fault.sentence[0] == "„")
            and fault.sentence.endswith(".")
            and str(tmp_path) not in str(fault)
        )
    assert files(folder) == before
    assert missing(open_record(folder)) == ("data",)


def test_a_word_in_a_number_cell_of_an_own_file_is_asked_about(tmp_path: Path) -> None:
    folder = tmp_path / "neu"
    drawn(folder)
    file = office_table(tmp_path / "amt.xlsx")
    book = openpyxl.load_workbook(file)
    assert book.active is not None
    book.active["B7"].value = "siehe Anlage"
    book.save(file)
    founding = tell_data(folder, open_record(folder), file, CATALOGUE)
    asked = {question.id: question.text for question in unanswered(own_file(folder, founding, CATALOGUE), OWN_ANSWERS)}
    assert asked == {"zeichen:siehe Anlage": "Was bedeutet „siehe Anlage“ in 1 Zelle?"}


def test_an_unknown_name_in_an_own_file_is_asked_about(tmp_path: Path) -> None:
    folder, file = tmp_path / "neu", tmp_path / "e.csv"
    founding = drawn(folder)
    with file.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.writer(opened, delimiter=";")
        rows.writerow(["Stadtteil", "Stand", "Einwohner insgesamt"])
        names = ["Altfeld", "Brückfeld", "Carlsfeld", "Dornfeld", "Eichfeld", "Freyfeld", "Neue Siedlung"]
        rows.writerows([name, "31.12.2023", 100 + place] for place, name in enumerate(names))
    founding = tell_data(folder, founding, file, CATALOGUE)
    recognised = own_file(folder, founding, CATALOGUE)
    asked = {question.id: question.proposal for question in recognised.questions if question.id.startswith("name:")}
    assert asked == {"name:Freyfeld": "23", "name:Neue Siedlung": ""}
    with pytest.raises(FaultyInput, match="Ohne Antwort: „Neue Siedlung“ ist kein Gebiet der Ebene Stadtteil"):
        told, _ = with_answers(recognised, founding, {"spalte:Einwohner insgesamt": "bev_insg"})
        settle(folder, told, CATALOGUE, proposals=True)
