"""The attacker reads every sheet of a workbook: values, lines of a profile, the table; and names a sheet of others."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from atlas.city import City
from atlas.exports import xlsx
from atlas.publishing.artefacts import Artefact, Read, read_artefacts
from atlas.publishing.attacker import attack_files
from atlas.publishing.description import described, frame_of
from atlas.view import look_profile, look_table
from tests.towns import PUBLISHED, SECRET


def changed(body: bytes, change: Callable[[Any], None]) -> Artefact:
    """The workbook after somebody worked on it."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    change(book)
    into = io.BytesIO()
    book.save(into)
    return Artefact("x.xlsx", into.getvalue())


def profile(city: City) -> bytes:
    return xlsx.write(look_profile(city, "stadtteil", ("11",), 2022, PUBLISHED))


def table(city: City) -> bytes:
    return xlsx.write(look_table(city, "stadtteil", PUBLISHED, 2022))


def read(public: City, artefact: Artefact) -> Read:
    return read_artefacts([artefact], frame_of(described(public)))


def cell_of(sheet: Any, row: str, column: str) -> Any:
    """The cell in the column with a head that begins so, in the first row that has this text."""
    (head,) = (line for line in sheet.iter_rows(max_row=8) if line[0].value in ("Schlüssel", "Indikator"))
    place = next(cell.column for cell in head if str(cell.value).startswith(column))
    line = next(line for line in sheet.iter_rows(min_row=head[0].row + 1) if row in [cell.value for cell in line])
    return sheet.cell(line[0].row, place)


def test_lines_and_table_say_what_the_sheet_of_values_says(six: City, six_public: City) -> None:
    said = read(six_public, Artefact("x.xlsx", profile(six))).said
    lines = {
        (one.area, one.period[:4]): sum(one.span) / 2 for one in said if one.part == "value" and SECRET in one.indicator
    }
    # 30 of 160 in 2022 and 28 of 158 in 2023, in Stadtteil 11
    assert lines["11", "2022"] == pytest.approx(100 * 30 / 160)
    assert lines["11", "2023"] == pytest.approx(100 * 28 / 158)
    across = read(six_public, Artefact("x.xlsx", table(six))).said
    secret = {one.area for one in across if (one.indicator, one.part) == (SECRET, "secret")}
    assert secret == {"12"}, "2 of 40"


@pytest.mark.parametrize(
    ("make", "sheet", "row", "column"),
    [(profile, "Zeitreihen", "SGB-II-Quote der unter 15-Jährigen", "Wert"), (table, "Tabelle", "11", "SGB-II-Quote")],
)
def test_a_hidden_value_in_another_sheet_is_red(
    six_public: City, make: Callable[[City], bytes], sheet: str, row: str, column: str
) -> None:
    clean, told = attack_files(six_public, [Artefact("x.xlsx", make(six_public))])
    assert (clean.findings, told.faults, told.kinds) == ((), (), {"Excel": 1})

    def leak(book: Any) -> None:
        cell = cell_of(book[sheet], row, column)
        assert cell.value == "•"
        cell.value = 18.75  # 30 of 160

    found, told = attack_files(six_public, [changed(make(six_public), leak)])
    assert told.faults == ()
    assert found.findings


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda book: book.create_sheet("Notizen"), "das Blatt „Notizen“ stammt nicht vom Atlas"),
        (lambda book: book.remove(book["Werte"]), "kein Blatt „Werte“"),
        (lambda book: book["Werte"].delete_rows(6), "das Blatt „Werte“ hat keine Kopfzeile mit „Schlüssel“"),
        (lambda book: book["Zeitreihen"].delete_rows(6), "das Blatt „Zeitreihen“ hat keine Kopfzeile mit „Indikator“"),
    ],
)
def test_a_workbook_that_somebody_changed_is_not_read(
    six_public: City, change: Callable[[Any], None], sentence: str
) -> None:
    (fault,) = read(six_public, changed(profile(six_public), change)).faults
    assert sentence in fault.sentence


def test_an_area_or_an_indicator_that_is_not_there_is_not_read(six_public: City) -> None:
    def renamed(column: str) -> Callable[[Any], None]:
        def change(book: Any) -> None:
            cell_of(book["Zeitreihen"], "SGB-II-Quote der unter 15-Jährigen", column).value = "Hundheim"

        return change

    for column in ("Indikator", "Gebiet"):
        (fault,) = read(six_public, changed(profile(six_public), renamed(column))).faults
        assert "„Hundheim“ gehört nicht zu" in fault.sentence
