"""A town that a test founds: the six areas of Sechsfeld, and a template filled in as a person does."""

from collections.abc import Mapping
from pathlib import Path

import openpyxl

from atlas.founding import decisions
from atlas.founding.outlines import Choice, tell_outlines
from atlas.founding.record import Founding, write_record
from atlas.founding.town import default_catalogue
from atlas.founding.workbook import write_form
from indicators.model import Catalogue
from tests.towns import SIX

OUTLINES = SIX / "raw" / "stadtteile.geojson"
CATALOGUE: Catalogue = default_catalogue()
RESIDENTS = {"11": 1100, "12": 500, "13": 0, "21": 2000, "22": 150, "23": 400}
YOUNG = {"11": 220, "12": 50, "13": 0, "21": 500, "22": 30, "23": 100}


def decided(name: str = "Sechsfeld") -> Founding:
    """All but the files."""
    founding = decisions.tell_place(Founding(), name)
    founding = decisions.tell_themes(founding, ["dem"], CATALOGUE)
    founding = decisions.tell_levels(founding, ["bezirk", "sozialraum", "stadtteil"])
    return decisions.tell_years(founding, "2023")


def drawn(folder: Path, name: str = "Sechsfeld") -> Founding:
    """All but the workbook; the template is written."""
    founding = tell_outlines(folder, decided(name), "", OUTLINES, Choice())
    return write_record(folder, write_form(folder, founding, CATALOGUE))


def fill(template: Path, filled: Path, columns: Mapping[str, Mapping[str, object]], sheet: str = "Stichtag") -> Path:
    """A copy of the template with numbers in: variable -> area -> what is written."""
    book = openpyxl.load_workbook(template)
    page = book[sheet]
    (head,) = (row for row in page.iter_rows(max_row=20) if row[0].value == "Schlüssel")
    places = {str(cell.value).rpartition("(")[2].rstrip(")"): cell.column for cell in head}
    for row in page.iter_rows(min_row=head[0].row + 1):
        for variable, numbers in columns.items():
            if row[0].value in numbers:
                page.cell(row[0].row, places[variable]).value = numbers[row[0].value]
    filled.parent.mkdir(parents=True, exist_ok=True)
    book.save(filled)
    return filled


def workbook(folder: Path, place: Path, founding: Founding | None = None) -> Path:
    """The template of a town with the residents of its six areas."""
    form = founding or drawn(folder)
    return fill(folder / form.template, place / "zahlen.xlsx", {"bev_insg": RESIDENTS, "bev_u18": YOUNG})


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a town but its database."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".sqlite" not in path.name
    }


DOGS = {"11": 12, "12": 7, "13": 0, "21": 33, "22": ".", "23": 5}
OWN_ANSWERS = {  # what nobody can read from the office's table
    "spalte:Einwohner insgesamt": "bev_insg",
    "spalte:unter 18": "bev_u18",
    "spalte:Hunde": "neu:hunde:count:Hunde:Gemeldete Hunde",
    "zeichen:.": "secret",
}


def office_table(path: Path, day: str = "31.12.2023", residents: Mapping[str, int] = RESIDENTS) -> Path:
    """A workbook as an office keeps it: a title, its own heads, a total below, a source; no template."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for head in (["Einwohner der Stadt"], [f"Stichtag {day}"], []):
        page.append(head)
    page.append(["Stadtteil", "Einwohner insgesamt", "unter 18", "Hunde"])
    for key, number in residents.items():
        page.append([key, number, YOUNG[key], DOGS[key]])
    page.append(["Gesamt", sum(residents.values()), sum(YOUNG.values()), 60])
    page.append(["Quelle: Einwohneramt"])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path
