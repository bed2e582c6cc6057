"""A template is written, filled in as an office would, and read back without a question."""

import io
import shutil
from pathlib import Path

import openpyxl
import pytest

from atlas.city import City, open_city
from atlas.recipe import read_recipe
from atlas.template import SIGNS, TOP, Template, template, variables_of
from atlas.template_book import workbook, write_template
from indicators.deliveries.spec import read_delivery
from indicators.errors import FaultyInput, WrongUse
from indicators.loaders import xlsx
from indicators.model import Catalogue, Status
from indicators.observations import Observations
from tests.towns import Town

Worth = dict[tuple[str, str, str], tuple[float, Status]]  # variable, area, period


@pytest.fixture
def loaded(town: Town) -> Town:
    town.load()
    return town


def parts(town: Town) -> tuple[City, Catalogue]:
    return open_city(town.folder), read_recipe(town.folder).catalogue


def asked(town: Town, theme: str, level: str = "", *years: int) -> Template:
    return template(*parts(town), theme, level, years)


def fill(path: Path, sheet: str, cells: dict[tuple[str, str], object]) -> None:
    """Write cells (area, variable) into a sheet of the template as a person does: by its key and its header."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    heads = {str(cell.value).rpartition("(")[2].rstrip(")"): cell.column for cell in page[TOP + 1]}
    rows = {row[0].value: row[0].row for row in page.iter_rows(min_row=TOP + 2)}
    for (area, variable), value in cells.items():
        page.cell(rows[area], heads[variable]).value = value
    book.save(path)


def worth(o: Observations) -> Worth:
    return {
        (o.variables[v], o.areas[a], o.periods[p].iso): (n, Status(s))
        for v, a, p, n, s in zip(o.variable, o.area, o.period, o.number.tolist(), o.status.tolist(), strict=True)
    }


def test_a_filled_template_loads_and_its_numbers_are_there(loaded: Town, tmp_path: Path) -> None:
    paths = write_template(asked(loaded, "dem", "stadtteil", 2024), tmp_path / "dem.xlsx")
    assert [p.name for p in paths] == ["dem.xlsx", "dem.toml", "dem_jahr.toml"]
    numbers = {"11": 1200, "12": 510, "13": 0, "21": 2100, "22": 120, "23": 380}
    fill(paths[0], "Stichtag", {(area, "bev_insg"): n for area, n in numbers.items()})
    fill(
        paths[0],
        "Stichtag",
        {("11", "bev_u18"): 210, ("12", "bev_u18"): ".", ("22", "bev_u18"): "...", ("13", "bev_u18"): "x"},
    )
    fill(paths[0], "Jahr", {("11", "geburten"): 12, ("12", "geburten"): "/"})
    shutil.copy(paths[0], loaded.folder / "raw")
    for spec in paths[1:]:
        shutil.copy(spec, loaded.folder / "deliveries")
    assert loaded.load().changed
    city = loaded.open()
    grid = city.grid("bev_insg", "stadtteil")
    assert grid is not None
    column = [p.iso for p in grid.cube.periods].index("2024-12-31")
    assert dict(zip(grid.cube.keys, grid.value[:, column].tolist(), strict=True)) == numbers
    read = {}
    for spec in paths[1:]:
        delivery, faults = read_delivery(spec)
        assert delivery is not None and faults == []
        reading = xlsx.read(tmp_path, delivery)
        assert [r.sentence for r in reading.remarks] == ["Nicht gelesen: Gebiet (der Name steht nur zum Lesen da)."]
        read |= worth(reading.observations)
    assert read["bev_u18", "11", "2024-12-31"] == (210, Status.ok)
    assert {area: read["bev_u18", area, "2024-12-31"][1] for area in numbers} == {
        "11": Status.ok, "12": Status.secret, "13": Status.not_applicable, "21": Status.missing, "22": Status.later,
        "23": Status.missing,
    }  # fmt: skip  # one line
    assert read["geburten", "11", "2024"] == (12, Status.ok)
    assert read["geburten", "12", "2024"][1] == Status.uncertain


@pytest.mark.parametrize("theme", ["dem", "fam", "soz", "arb", "kita", "sch", "ges", "kjh", "woh", "tei"])
def test_every_theme_gives_a_template_that_its_own_specs_read(loaded: Town, tmp_path: Path, theme: str) -> None:
    form = asked(loaded, theme, "bezirk", 2023, 2024)
    paths = write_template(form, tmp_path / "v.xlsx")
    for sheet, path in zip(form.sheets, paths[1:], strict=True):
        delivery, faults = read_delivery(path)
        assert delivery is not None, faults
        assert delivery.variables == tuple(sorted(v.id for v in sheet.variables))
        if sheet.kind == "election":
            with pytest.raises(FaultyInput, match=r"TT\.MM\.2023"):  # the office writes the day
                xlsx.read(tmp_path, delivery)
            continue
        reading = xlsx.read(tmp_path, delivery)
        assert (reading.rows_read, reading.cells_read) == (4, 4 * len(sheet.variables))  # 2 Bezirke in 2 years
        assert {p.year for p in reading.observations.periods} == {2023, 2024}
        assert set(reading.observations.status.tolist()) == {Status.missing}


def test_a_theme_asks_for_what_its_office_counts(loaded: Town) -> None:
    catalogue = read_recipe(loaded.folder).catalogue
    asked_for = {v.id for v in variables_of(catalogue, "ges")}
    assert {"seu_unters", "seu_motor_auff", "zahn_insg", "zahn_gesund"} <= asked_for
    assert "sgb2_lb" in {v.id for v in variables_of(catalogue, "soz")}
    assert not {"bev_insg", "bev_u65"} & {v.id for v in variables_of(catalogue, "soz")}, "residents come from elsewhere"


def test_areas_of_the_level_and_year_and_the_year_to_come(loaded: Town) -> None:
    (sheet, _) = asked(loaded, "dem").sheets
    assert [row[0] for row in sheet.rows] == ["11", "12", "13", "21", "22", "23"]
    assert {row[2] for row in sheet.rows} == {"31.12.2024"}, "the newest numbers are of 2023"
    assert [row[:2] for row in asked(loaded, "dem", "bezirk").sheets[0].rows] == [("1", "West"), ("2", "Ost")]


def test_cells_take_numbers_and_the_listed_signs_only(loaded: Town) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(asked(loaded, "dem"))))
    assert book.sheetnames == ["Stichtag", "Jahr", "Merkmale", "Zeichen", "Anleitung"]
    listed = [row[0].value for row in book["Zeichen"].iter_rows(min_row=4)]
    assert listed == [sign for sign, _, _ in SIGNS]
    page = book["Stichtag"]
    columns = range(4, page.max_column + 1)
    rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
    assert len(rules) == len(columns)
    rule = rules["D5:D10"]
    assert rule.formula1 == "IF(ISNUMBER(D5),AND(D5>=0,D5=INT(D5)),SUMPRODUCT(--EXACT(D5,Zeichen!$A$4:$A$9))>0)"
    assert (rule.type, rule.errorStyle, rule.allow_blank) == ("custom", None, True)  # None: stop
    assert "ganze Zahl ab 0" in rule.error
    for column in columns:
        head = page.cell(TOP + 1, column)
        assert head.comment is not None and head.comment.text
        assert not page.cell(TOP + 2, column).protection.locked
    assert page.protection.sheet
    assert page["A5"].protection.locked
    about = {row[0].value: row[4].value for row in book["Merkmale"].iter_rows(min_row=4)}
    assert about["Minderjährige (bev_u18)"] == "Personen mit Hauptwohnung im Alter von 0 bis unter 18 Jahren."


def test_the_same_question_gives_the_same_bytes(loaded: Town) -> None:
    assert workbook(asked(loaded, "kita")) == workbook(asked(loaded, "kita"))


@pytest.mark.parametrize(
    ("theme", "level", "year", "said"),
    [
        ("demo", "", 2024, "gemeint ist wohl „dem“"),
        ("dem", "viertel", 2024, "vorhanden sind: stadt, bezirk, sozialraum, stadtteil"),
        ("dem", "", 24, "erlaubt ist 1900 bis 2100"),
    ],
)
def test_wrong_use(loaded: Town, theme: str, level: str, year: int, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        asked(loaded, theme, level, year)


def test_nothing_is_overwritten_and_the_name_says_what_it_is(loaded: Town, tmp_path: Path) -> None:
    form = asked(loaded, "kita")
    with pytest.raises(WrongUse, match=r"endet auf \.xlsx"):
        write_template(form, tmp_path / "v.xls")
    (tmp_path / "v.toml").write_text("mein", "utf-8")
    with pytest.raises(WrongUse, match=r"v\.toml: Die Datei gibt es schon"):
        write_template(form, tmp_path / "v.xlsx")
    assert [p.name for p in tmp_path.glob("v*")] == ["v.toml"]
    with pytest.raises(WrongUse, match="kann nicht geschrieben werden"):
        write_template(form, tmp_path / "nirgends" / "v.xlsx")
