"""A loaded town leaves in every format with the numbers of its View: read back and compared with the cells."""

import csv as standard
import io
import shutil
import xml.etree.ElementTree as ET
from decimal import ROUND_HALF_UP, Decimal

import pytest

from atlas.city import City, open_city
from atlas.exports import csv, csv_de, pdf, svg, xlsx
from atlas.intake.ingest import load
from atlas.selection import Selection
from atlas.view import Cell, View, look, look_profile, look_table
from atlas.view.paper import PaperMap, read_paper
from indicators.model import Flag, Indicator, Status
from tests.atlas.exports.reading import sheet, text, workbook
from tests.shared import ROOT


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("towns") / "six"
    shutil.copytree(ROOT / "tests" / "city", folder)
    patch = pytest.MonkeyPatch()
    with patch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        load(folder)
        return open_city(folder)


def views(six: City) -> list[View]:
    found = []
    for indicator in six.indicators():
        for level in six.levels_of(indicator.id):
            periods = six.periods(indicator.id, level)
            keys = tuple(six.tree.keys[level][:2])
            found += [look(Selection(indicator.id, level, p.iso, keys), six) for p in periods]
    assert len(found) > 20
    return found


def paper(six: City, view: View) -> PaperMap | None:
    file = six.file(f"paper/{view.vintage.level}/{view.vintage.number}") if view.vintage else None
    return read_paper(file) if file else None


def printed(value: Decimal, indicator: Indicator, cell: Cell) -> str:
    """A number as the screen prints it, from the number in a file; by decimal arithmetic of our own."""
    digits = f"{value.quantize(Decimal(1).scaleb(-indicator.decimals), ROUND_HALF_UP):,f}"
    said = digits.translate(str.maketrans({",": ".", ".": ",", "-": "\u2212"}))
    said = f"({said})" if cell.status == Status.uncertain else said
    marks = ((Flag.provisional, "p"), (Flag.revised, "r"), (Flag.estimated, "s"))
    return said + "".join(mark for flag, mark in marks if cell.flags & flag)


def cells(view: View) -> list[Cell]:
    return [*view.cells, *([view.city] if view.level.id != "stadt" else [])]


@pytest.mark.parametrize("module", [csv, csv_de], ids=["csv", "csv_de"])
def test_csv(six: City, module) -> None:
    for view in views(six):
        file = module.write(view).decode("utf-8-sig")
        rows = list(standard.DictReader(io.StringIO(file, newline=""), delimiter=";" if module is csv_de else ","))
        assert len(rows) == len(cells(view))
        for row, cell in zip(rows, cells(view), strict=True):
            assert (row["area_key"], row["status"], row["period"]) == (cell.key, cell.status.name, view.period.iso)
            if cell.value is None:
                assert row["value"] == ""
            else:
                number = Decimal(row["value"].replace(",", "."))
                assert printed(number, view.indicator, cell) == cell.text


def test_xlsx(six: City) -> None:
    for view in views(six):
        for row, cell in zip(sheet(xlsx.write(view), "Werte"), cells(view), strict=True):
            assert row["Schlüssel"] == cell.key
            if cell.value is None:
                assert row["Wert"] == cell.text
            else:
                assert printed(Decimal(repr(float(row["Wert"]))), view.indicator, cell) == cell.text
            assert row["Zähler"] == cell.numerator
            assert row["Nenner"] == cell.denominator


def test_the_table_in_excel(six: City) -> None:
    chosen = tuple(i.id for i in six.indicators() if "stadtteil" in six.levels_of(i.id))
    table = look_table(six, "stadtteil", chosen)
    rows = list(workbook(xlsx.write(table))["Tabelle"].iter_rows(min_row=7, values_only=True))
    assert len(rows) == len(table.rows) + 1
    for row, (key, name, line) in zip(rows, table.rows, strict=False):
        assert row[:2] == (key, name)
        for value, cell, (indicator, _) in zip(row[2:], line, table.columns, strict=True):
            if cell.value is None:
                assert value == cell.text
            else:
                assert printed(Decimal(repr(float(value))), indicator, cell) == cell.text


def test_svg(six: City) -> None:
    for view in views(six):
        drawn = ET.fromstring(svg.write(view, paper(six, view)))
        told = {node.text for node in drawn.iter("{http://www.w3.org/2000/svg}title")}
        if view.vintage:
            for cell in view.cells:
                counts = f" ({cell.counts})" if cell.counts else ""
                rule = f" ({cell.reason})" if cell.reason else ""
                assert f"{cell.name}: {cell.full}{rule}{counts}" in told
        words = {node.text for node in drawn.iter("{http://www.w3.org/2000/svg}text")}
        assert {entry.label for entry in view.legend.classes} <= words or view.legend.kind == "circle"
        assert {f"{entry.word} ({entry.sign})" for entry in view.legend.statuses} <= words


@pytest.mark.parametrize("level", ["stadt", "bezirk", "sozialraum", "stadtteil"])
def test_pdf(six: City, level: str) -> None:
    for key in six.tree.keys[level]:
        profile = look_profile(six, level, (key,))
        said = text(pdf.write(profile)).replace("\u00a0", " ")
        place = 0
        for _, section in profile.sections:
            for row in section:
                value = row.cell.text if row.cell.value is not None else row.cell.full
                compared = (row.city.text, row.difference, row.band) if level != "stadt" else ()
                for part in (row.indicator.short, value, row.cell.counts, *compared):
                    place = said.index(part.replace("\u00a0", " "), place)
