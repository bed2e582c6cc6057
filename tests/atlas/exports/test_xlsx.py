"""Excel: numbers are numbers with the screen's decimals, signs are texts, names are never formulas."""

from dataclasses import replace

import pytest

from atlas.exports import xlsx
from indicators.model import Flag, Status
from tests.atlas.exports.reading import sheet, workbook
from tests.atlas.views import SHARE, cell, profile, table, view


def test_sheets_of_each_content() -> None:
    assert workbook(xlsx.write(view())).sheetnames == ["Werte", "Definitionen", "Hinweise"]
    assert workbook(xlsx.write(table())).sheetnames == ["Tabelle", "Werte", "Definitionen", "Hinweise"]
    assert workbook(xlsx.write(profile())).sheetnames == ["Werte", "Zeitreihen", "Definitionen", "Hinweise"]


def test_a_value_is_a_number_beside_its_counts() -> None:
    row = sheet(xlsx.write(view([(1, 3)], chosen=())), "Werte")[0]
    assert row["Wert"] == pytest.approx(100 / 3, rel=1e-12)
    assert (row["Zähler"], row["Nenner"], row["Einheit"]) == (1, 3, "%")
    assert (row["Schlüssel"], row["Gebiet"], row["Zeitbezug"]) == ("01", "Alt & Neu", "31.12.2024")
    assert row["Zeichen"] == "Wert"


@pytest.mark.parametrize(("decimals", "shows"), [(0, "#,##0"), (1, "#,##0.0"), (2, "#,##0.00")])
def test_a_number_shows_as_many_decimals_as_the_screen(decimals: int, shows: str) -> None:
    indicator = replace(SHARE, decimals=decimals)
    book = workbook(xlsx.write(view([(1, 3)], indicator, chosen=())))
    assert book["Werte"]["F7"].number_format == shows


def test_an_uncertain_number_stands_in_brackets() -> None:
    shown = view([(1, 3)], chosen=())
    shown = replace(shown, cells=(replace(shown.cells[0], status=Status.uncertain),))
    book = workbook(xlsx.write(shown))
    assert book["Werte"]["F7"].number_format == '"("#,##0.0")"'
    assert book["Werte"]["L7"].value == "unsicher"


def test_five_reasons_stay_five_different_signs_and_words() -> None:
    reasons = [Status.secret, Status.missing, Status.not_applicable, Status.later, Status.uncertain]
    rows = sheet(xlsx.write(view([(0, 10), *reasons], bins=(5.0,), chosen=())), "Werte")[:6]
    assert rows[0]["Wert"] == 0
    assert rows[0]["Zeichen"] == "null"
    assert [row["Wert"] for row in rows[1:]] == ["•", "k. A.", "x", "…", "/"]
    assert len({row["Zeichen"] for row in rows}) == 6


def test_flags_are_words() -> None:
    shown = view([(1, 3)], chosen=())
    marked = replace(shown.cells[0], flags=int(Flag.provisional | Flag.revised))
    row = sheet(xlsx.write(replace(shown, cells=(marked,))), "Werte")[0]
    assert row["Vermerk"] == "vorläufig, berichtigt"


@pytest.mark.parametrize("evil", ["=1+1", "+49", "-Nord", "@SUMME(A1)", '=HYPERLINK("http://x")', "http://example.org"])
def test_names_are_texts(evil: str) -> None:
    shown = view([(1, 3)], chosen=(), names=[evil])
    found = workbook(xlsx.write(replace(shown, title=evil, source=evil)))
    assert found["Werte"]["B7"].value == evil
    assert found["Werte"]["A1"].value == evil
    for one in found:
        for row in one.iter_rows():
            assert all(c.data_type != "f" and c.hyperlink is None for c in row)


def test_the_header_is_frozen_below_title_source_and_stand() -> None:
    book = workbook(xlsx.write(view()))
    top = book["Werte"]
    assert top.freeze_panes == "C7"
    assert top["A1"].value == "Anteil der unter 18-Jährigen in Sechsfeld nach Stadtteilen, 31.12.2024"
    assert top["A3"].value == "Quelle: Einwohnermelderegister (dl-de/by-2-0)"
    assert top["A4"].value == "Sozialatlas Sechsfeld · Stand 7 vom 23.11.2026"
    assert top["A5"].value == "Intern – nicht zur Veröffentlichung · Erfundene Stadt."


def test_the_table_is_the_screen_s() -> None:
    rows = list(workbook(xlsx.write(table()))["Tabelle"].iter_rows(min_row=6, values_only=True))
    assert rows[0] == ("Schlüssel", "Gebiet", "Unter 18-Jährige\n%, 31.12.2024", "Einwohner\nPersonen, 31.12.2024")
    assert rows[1] == ("01", "Alt & Neu", 12, 100)
    assert rows[4] == ("04", "Dorf", "•", 90)
    assert rows[6] == ("06", "Furt", "k. A.", "…")
    assert rows[7][1:] == ("Sechsfeld", pytest.approx(120 / 900 * 100), 560)


def test_a_profile_brings_its_lines_with_their_gaps() -> None:
    rows = sheet(xlsx.write(profile(rows=1)), "Zeitreihen")
    own = [row["Wert"] for row in rows if row["Gebiet"] == "Alt & Neu"][:4]
    assert own == [9, 10, "k. A.", 12]


def test_definitions_and_notes_explain_numbers_and_signs() -> None:
    file = xlsx.write(view())
    told = sheet(file, "Definitionen")[0]
    assert told["Indikator"] == "Anteil der unter 18-Jährigen"
    assert (told["Zähler"], told["Nenner"], told["Faktor"], told["Rechenweg"]) == ("bev_u18", "bev_insg", 100, "Anteil")
    assert told["Zu beachten"] == "Nur Hauptwohnung."
    notes = dict(workbook(file)["Hinweise"].iter_rows(values_only=True))
    assert notes["Stand"] == "7 vom 23.11.2026"
    assert notes["Zeichen •"] == "geheim: Wert ist geheim zu halten"


def test_many_cells_of_one_kind_share_a_format() -> None:
    shown = view([(i, 200) for i in range(100)], bins=(60.0,), chosen=())
    book = workbook(xlsx.write(replace(shown, cells=(*shown.cells, cell(0, (1, 2))))))
    assert len(book._cell_styles) < 20
