"""Files of unknown shape: what is understood of them, what is asked, and that the spec of the answers reads them."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.deliveries import first_rows
from indicators.deliveries.names import Known
from indicators.deliveries.recognise import recognise
from indicators.deliveries.recognised import Knows, Recognised
from indicators.deliveries.rules import Place
from indicators.deliveries.spec import Delivery, read_delivery
from indicators.deliveries.spec_text import new_variables, spec_of, variables_text
from indicators.errors import FaultyInput
from indicators.model import Source, Status, Variable
from indicators.plugins import discover

NAMES = {"01": "Altstadt", "02": "Sankt Jürgen", "03": "Nord-West", "04": "Hafen", "05": "Süd"}
AREAS = tuple(Known(name, key, "stadtteil") for key, name in NAMES.items())
OTHERS = (Known("West", "1", "bezirk"), Known("Ost", "2", "bezirk"), Known("Musterdorf", "0", "stadt"))
SOURCE = Source("Amt")
VARIABLES = {
    key: Variable(key, title, "Personen", "count", SOURCE)
    for key, title in (
        ("bev_insg", "Einwohnerinnen und Einwohner"),
        ("bev_u3", "Kinder unter 3 Jahren"),
        ("bev_u18", "Minderjährige"),
        ("ausl", "Ausländerinnen und Ausländer"),
    )
}
LEVELS = {"stadt": "Stadt", "bezirk": "Bezirk", "stadtteil": "Stadtteil"}
TOWN = Knows(Place("stadt", "0"), "Musterdorf", AREAS + OTHERS, LEVELS, VARIABLES)
Cells = dict[tuple[str, str, str, str], float | str]  # (variable, level, area, period) -> number or status


def cells(path: Path, recognised: Recognised, answers: Mapping[str, str]) -> Cells:
    """What the spec of the answers reads of the file, by the ordinary spec reader and loader."""
    spec = delivery(recognised, answers)
    o = discover("indicators.loaders")[spec.loader].read(path.parent, replace(spec, file=(path.name,))).observations
    rows = zip(o.variable, o.level, o.area, o.period, o.number.tolist(), o.status.tolist(), strict=True)
    return {
        (o.variables[v], o.levels[lv], o.areas[a], o.periods[p].iso): n if n == n else Status(s).name
        for v, lv, a, p, n, s in rows
    }


def delivery(recognised: Recognised, answers: Mapping[str, str]) -> Delivery:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "neu.toml"
        place.write_text(spec_of(recognised, answers), "utf-8")
        spec, faults = read_delivery(place)
    assert spec is not None, faults
    assert not spec.file, "such a series has what was taken in, and nothing below the raw folder"
    return spec


def asked(recognised: Recognised) -> dict[str, str]:
    return {question.id: question.proposal for question in recognised.open}


def said(recognised: Recognised) -> dict[str, str]:
    return {part.what: part.reason for part in recognised.parts}


def file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


HEADED = (
    "Musterdorf: Einwohner\nStand 31.12.2024\n\nStadtteil;Kinder unter 3 Jahren;Minderjährige;Anteil in %\n"
    "Altstadt;1.012;4.100;4,5\nSt. Jürgen;30;120;3,1\nNord-West;.;80;2,0\nGesamt;1.050;4.300;\n\n"
    "Quelle: Melderegister\n. = geheim\n"
)


def test_lines_above_names_a_total_and_notes_below(tmp_path: Path) -> None:
    path = file(tmp_path, "kinder.csv", HEADED, "cp1252")
    r = recognise(path, TOWN)
    assert (r.encoding, r.delimiter, r.key.header, r.key.level) == ("cp1252", ";", "Stadtteil", "stadtteil")
    assert said(r)["Gebiet"] == "Spalte 1 „Stadtteil“ enthält Namen der Ebene Stadtteil: 3 von 5 Gebieten"
    assert said(r)["Zeitbezug"] == "Über der Tabelle steht „Stand 31.12.2024“"
    assert asked(r) == {"spalte:Anteil in %": "-", "name:St. Jürgen": "02", "zeichen:.": "secret"}
    day = "2024-12-31"
    assert cells(path, r, {}) == {
        ("bev_u3", "stadtteil", "01", day): 1012,
        ("bev_u3", "stadtteil", "02", day): 30,
        ("bev_u3", "stadtteil", "03", day): "secret",
        ("bev_u3", "stadt", "0", day): 1050,
        ("bev_u18", "stadtteil", "01", day): 4100,
        ("bev_u18", "stadtteil", "02", day): 120,
        ("bev_u18", "stadtteil", "03", day): 80,
        ("bev_u18", "stadt", "0", day): 4300,
    }


def test_the_spec_reads_the_file_of_the_next_year(tmp_path: Path) -> None:
    r = recognise(file(tmp_path, "kinder.csv", HEADED), TOWN)
    later = file(tmp_path, "kinder_neu.csv", HEADED.replace("2024", "2025").replace("4.100", "4.200"))
    assert cells(later, r, {})["bev_u18", "stadtteil", "01", "2025-12-31"] == 4200


def test_a_workbook_with_merged_heads_over_two_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [["Einwohner nach Stadtteilen"], ["Stand: 31.12.2023"], [], ["Nr.", "Personen", None], [None, "insgesamt"]]
    rows[4].append("unter 3")
    for row in [*rows, ["01", 100, 7], ["02", 200, 9], ["03", 300, 0], ["04", 400, 12]]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B4:C4")
    sheet.merge_cells("A4:A5")
    path = tmp_path / "einwohner.xlsx"
    book.save(path)
    r = recognise(path, TOWN)
    assert (r.loader, r.key.header, r.values) == ("xlsx", "Nr.", ("Personen / insgesamt", "Personen / unter 3"))
    found = cells(path, r, {f"spalte:{r.values[0]}": "bev_insg", f"spalte:{r.values[1]}": "bev_u3"})
    assert found["bev_insg", "stadtteil", "04", "2023-12-31"] == 400
    assert found["bev_u3", "stadtteil", "03", "2023-12-31"] == 0
    assert len(found) == 4 * 2


def test_a_long_table_asks_for_its_texts(tmp_path: Path) -> None:
    rows = [(y, k, m, y - 2000 + int(k) * n) for y in (2022, 2023) for k in NAMES for m, n in (("m", 3), ("w", 5))]
    path = file(
        tmp_path, "lang.csv", "Jahr,ST,Geschlecht,Anzahl\n" + "".join(f"{','.join(map(str, r))}\n" for r in rows)
    )
    r = recognise(path, TOWN)
    assert (r.loader, r.categories, r.values, r.delimiter) == ("csv_long", ("Geschlecht",), ("Anzahl",), ",")
    assert asked(r) == {"merkmal:m": "", "merkmal:w": "", "jahr": "date:12-31", "quelle": ""}
    found = cells(path, r, {"merkmal:m": "bev_insg", "merkmal:w": "-", "jahr": "year"})
    assert found == {("bev_insg", "stadtteil", k, str(y)): y - 2000 + int(k) * 3 for y in (2022, 2023) for k in NAMES}


def test_numbers_without_their_zeros_and_the_year_in_the_name_of_the_file(tmp_path: Path) -> None:
    path = file(tmp_path, "ew_2021.csv", "STT\tbev_insg\n" + "".join(f"{int(k)}\t{9 * int(k)}\n" for k in NAMES))
    r = recognise(path, TOWN)
    assert (r.delimiter, r.key.way.pad) == ("\t", 2)
    assert said(r)["Zeitbezug"] == "Der Dateiname „ew_2021.csv“ enthält „2021“"
    assert cells(path, r, {}) == {("bev_insg", "stadtteil", k, "2021-12-31"): 9 * int(k) for k in NAMES}


def test_rows_without_an_area_and_a_text_that_nobody_knows(tmp_path: Path) -> None:
    text = "Jahr;ST;bev_insg\n2023;01;5\n2023;02;6\n2023;03;7\n2023;;2\n2023;Kaserne;1\n"
    path = file(tmp_path, "x.csv", text)
    r = recognise(path, TOWN)
    assert asked(r) == {"jahr": "date:12-31", "name:Kaserne": "", "quelle": ""}
    found = cells(path, r, {"name:Kaserne": "=auslassen"})
    assert found == {("bev_insg", "stadtteil", f"0{n}", "2023-12-31"): 4 + n for n in (1, 2, 3)}


def test_a_new_variable_comes_with_its_words(tmp_path: Path) -> None:
    path = file(tmp_path, "hunde_2023.csv", "ST;Hunde\n01;5\n02;6\n03;7\n")
    r = recognise(path, TOWN)
    answers = {"spalte:Hunde": "neu:hunde:count:Hunde:Gemeldete Hunde"}
    assert cells(path, r, answers)["hunde", "stadtteil", "02", "2023-12-31"] == 6
    (new,) = new_variables(r, answers)
    assert (new.id, new.title, new.unit) == ("hunde", "Gemeldete Hunde", "Hunde")
    assert "[hunde]\n" in variables_text((new,), "amt", "date")


def test_two_columns_that_name_areas_are_asked_about(tmp_path: Path) -> None:
    rows = "".join(f"{k};0{6 - int(k)};{int(k) * 10}\n" for k in NAMES)
    path = file(tmp_path, "wege_2023.csv", f"Wohnort;Arbeitsort;bev_insg\n{rows}")
    r = recognise(path, TOWN)
    assert asked(r)["gebiet"] == "Wohnort"
    answers = {"gebiet": "Arbeitsort"}
    found = cells(path, recognise(path, TOWN, answers), answers)
    assert found == {("bev_insg", "stadtteil", f"0{6 - int(k)}", "2023-12-31"): int(k) * 10 for k in NAMES}


def test_two_columns_name_the_variable_where_one_does_not_do(tmp_path: Path) -> None:
    rows = [
        (k, g, a, 10 * int(k) + n)
        for k in NAMES
        for n, (g, a) in enumerate((g, a) for g in "mw" for a in ("0-2", "3-5"))
    ]
    path = file(tmp_path, "x_2023.csv", "ST;Sex;Alter;Zahl\n" + "".join(f"{k};{g};{a};{n}\n" for k, g, a, n in rows))
    r = recognise(path, TOWN)
    assert r.categories == ("Sex", "Alter")
    chosen = {"merkmal:m / 0-2": "bev_u3", "merkmal:w / 3-5": "bev_u18"}
    answers = {q.id: chosen.get(q.id, "-") for q in r.questions if q.variable}
    day = "2023-12-31"
    assert cells(path, r, answers) == {
        (v, "stadtteil", k, day): 10 * int(k) + n for k in NAMES for v, n in (("bev_u3", 0), ("bev_u18", 3))
    }


def test_rows_that_nothing_tells_apart_are_said(tmp_path: Path) -> None:
    path = file(tmp_path, "x_2023.csv", "ST;bev_insg\n01;5\n02;6\n03;7\n01;8\n")
    r = recognise(path, TOWN)
    assert said(r)["Achtung"].startswith("Ein Gebiet steht im selben Zeitbezug mehrmals")
    with pytest.raises(FaultyInput, match="steht zweimal: 5 und 8"):
        cells(path, r, {})


def test_a_year_on_each_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for year in (2021, 2022):
        sheet = book.create_sheet(f"Stand {year}")
        for row in (["ST", "bev_insg"], *([k, year + int(k)] for k in NAMES)):
            sheet.append(row)
    path = tmp_path / "jahre.xlsx"
    book.save(path)
    r = recognise(path, TOWN)
    assert r.sheets == ("Stand *",)
    assert cells(path, r, {}) == {
        ("bev_insg", "stadtteil", k, f"{year}-12-31"): year + int(k) for k in NAMES for year in (2021, 2022)
    }


def test_a_large_file_is_looked_at_in_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_rows, "HEAD", 20_000)
    lines = [f"{year};{k};{word};{n}" for n, word in enumerate(("m", "w")) for year in range(1900, 2020) for k in NAMES]
    path = file(
        tmp_path, "x.csv", "\n".join(["Jahr;ST;Art;Zahl", *(f"{line}{' ' * 30}" for line in lines), "Quelle: Amt"])
    )
    assert path.stat().st_size > 2 * 20_000
    r = recognise(path, TOWN)
    assert r.combinations == (("m",), ("w",)), "the second stands only below what is read from the top"
    assert r.shape.stop and r.shape.notes == ("Quelle: Amt",)


KEYS = st.lists(st.sampled_from(sorted(NAMES)), min_size=3, max_size=5, unique=True)
HEADS = st.lists(
    st.text("abcXYZäöü %-_.()", min_size=1, max_size=12).map(lambda head: " ".join(head.split())).filter(bool),
    min_size=1,
    max_size=4,
    unique_by=str.lower,
)


@settings(max_examples=150, deadline=None)
@given(keys=KEYS, heads=HEADS, sign=st.sampled_from(";\t|"), named=st.booleans(), above=st.booleans(), data=st.data())
def test_what_was_written_is_read(
    keys: list[str], heads: list[str], sign: str, named: bool, above: bool, data: st.DataObject
) -> None:
    heads = [f"{head} {n}" for n, head in enumerate(heads)]  # no head is a number, or that of a column of years
    numbers = {(k, h): data.draw(st.integers(0, 9999), label=f"{k}, {h}") for k in keys for h in heads}
    lines = ["Bericht", "Stand 30.06.2022"] if above else []
    lines.append(sign.join(["Gebiet", *heads]))
    lines += [sign.join([NAMES[k] if named else k, *(str(numbers[k, h]) for h in heads)]) for k in keys]
    variables = dict(zip(heads, VARIABLES, strict=False))
    with tempfile.TemporaryDirectory() as folder:
        path = file(Path(folder), "t.csv" if above else "t_2022-06-30.csv", "\n".join(lines) + "\n")
        r = recognise(path, TOWN)
        found = cells(path, r, {f"spalte:{h}": v for h, v in variables.items()})
    assert found == {(variables[h], "stadtteil", k, "2022-06-30"): n for (k, h), n in numbers.items()}
