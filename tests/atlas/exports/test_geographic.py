"""GeoJSON and GeoPackage of a View: every number as in the CSV, outlines that meet, files that GDAL reads."""

import csv as standard
import io
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio.raw
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas import download
from atlas.city import City
from atlas.exports import csv, geojson, gpkg
from atlas.selection import Selection
from atlas.view import View, look
from atlas.view.outlines import look_outlines
from indicators.errors import WrongUse
from indicators.model import Status
from tests.atlas.exports.reading import layer, remarks
from tests.atlas.views import COUNT, OUTLINES, cell, view
from tests.towns import Town

NUMBERS = ("numerator", "denominator", "value", "lower", "upper")


def rows(kind: str, file: bytes) -> list[dict[str, Any]]:
    """What stands in the rows of either format."""
    if kind == "geojson":
        return [one["properties"] for one in json.loads(file)["features"]]
    found = layer(file).fields
    return [dict(zip(found, row, strict=True)) for row in zip(*found.values(), strict=True)]


def table(shown: View) -> list[dict[str, str]]:
    """The rows of the CSV but the last, which is the whole town."""
    found = list(standard.DictReader(io.StringIO(csv.write(shown).decode(), newline="")))
    return found if shown.level.id == "stadt" else found[:-1]


WRITERS = {"geojson": geojson.write, "gpkg": gpkg.write}
both = pytest.mark.parametrize("kind", WRITERS)


@both
def test_every_number_is_that_of_the_csv(ten: City, kind: str) -> None:
    compared = 0
    for indicator in ten.indicators():
        for level in ten.levels_of(indicator.id):
            for period in ten.periods(indicator.id, level)[-1:]:
                shown = look(Selection(indicator.id, level, period.iso), ten)
                drawn = look_outlines(ten, shown.vintage)
                for found, wanted in zip(rows(kind, WRITERS[kind](shown, drawn)), table(shown), strict=True):
                    for part in NUMBERS:
                        assert found[part] == (float(wanted[part]) if wanted[part] else None)
                        compared += found[part] is not None
                    for name in ("area_key", "area_name", "level", "period", "status", "indicator", "unit", "notice"):
                        assert found[name] == wanted[name]
                    assert (str(found["edition"]), found["areas"]) == (wanted["edition"], wanted["areas"])
    assert compared > 100


@both
def test_print_and_class_are_those_of_the_screen(ten: City, kind: str) -> None:
    shown = look(Selection("ant_u18", "stadtteil", "2023-12-31"), ten)
    assert shown.legend.classes
    for found, one, place in zip(rows(kind, WRITERS[kind](shown)), shown.cells, shown.classes, strict=True):
        assert found["text"] == one.text
        assert found["class"] == (None if place < 0 else shown.legend.classes[place].label)
        assert found["source"] == shown.source


@both
def test_a_class_of_differences_says_so(ten: City, kind: str) -> None:
    shown = look(Selection("ant_u18", "stadtteil", "2023-12-31", deviation=True), ten)
    said = {found["class"] for found in rows(kind, WRITERS[kind](shown))}
    assert {f"Abweichung {entry.label}" for entry in shown.legend.classes if entry.count} == said - {None}
    assert said


@both
@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.ok, Status.zero)])
def test_where_there_is_no_number_the_status_says_why(kind: str, status: Status) -> None:
    shown = view([(3, 100), status], chosen=())
    _, found = rows(kind, WRITERS[kind](shown, OUTLINES))
    assert [found[part] for part in NUMBERS] == [None] * 5
    assert (found["status"], found["text"], found["class"]) == (status.name, shown.cells[1].text, None)


@both
def test_a_count_has_no_base_and_no_limits(kind: str) -> None:
    found = rows(kind, WRITERS[kind](view([12.0, 0.0], COUNT, chosen=()), OUTLINES))
    assert [(f["numerator"], f["denominator"], f["value"], f["lower"]) for f in found] == [
        (12.0, None, 12.0, None),
        (0.0, None, 0.0, None),
    ]


EVIL = ("Alt \"Neu\" & 'So'", "Größe/Höhe: Ä\u2011ß", "'); DROP TABLE werte; --", "n" * 200, "a\nb\tc", "𝄞 <b>")


@both
def test_names_of_every_kind_come_back(kind: str) -> None:
    file = WRITERS[kind](replace(view(names=EVIL, chosen=()), title="T" * 200 + '"'), OUTLINES)
    assert tuple(found["area_name"] for found in rows(kind, file)) == EVIL


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=30),
            st.floats(allow_nan=False, allow_infinity=False),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_name_and_any_number_come_back(found: list[tuple[str, float]]) -> None:
    shown = view([3.0] * len(found), COUNT, chosen=())
    cells = tuple(replace(c, name=n, value=x) for c, (n, x) in zip(shown.cells, found, strict=True))
    shown = replace(shown, cells=cells)
    assert [(r["area_name"], r["value"]) for r in rows("geojson", geojson.write(shown, OUTLINES))] == found
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(gpkg.write(shown, OUTLINES))
        assert database.execute("SELECT area_name, value FROM werte ORDER BY fid").fetchall() == found


# --- the files -------------------------------------------------------------------------------------------------------


def test_the_package_is_what_the_standard_asks_for() -> None:
    file = gpkg.write(view(chosen=()), OUTLINES)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(file)
        ask = lambda sql: database.execute(sql).fetchall()  # noqa: E731  # a word for this one test
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        assert [ask("PRAGMA application_id"), ask("PRAGMA user_version")] == [[(0x47504B47,)], [(10300,)]]
        assert {-1, 0, 4326} < {code for (code,) in ask("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        assert ask("SELECT table_name, data_type, last_change FROM gpkg_contents ORDER BY 1") == [
            ("hinweise", "attributes", "2026-11-23T00:00:00.000Z"),
            ("werte", "features", "2026-11-23T00:00:00.000Z"),
        ]
    found = layer(file)
    assert found.about["IDENTIFIER"] == "Anteil der unter 18-Jährigen in Sechsfeld nach Stadtteilen, 31.12.2024"
    assert "Stand 7 vom 23.11.2026; Intern – nicht zur Veröffentlichung; Quelle: " in found.about["DESCRIPTION"]


def test_gdal_reads_the_geojson(tmp_path: Path) -> None:
    (path := tmp_path / "x.geojson").write_bytes(geojson.write(view(chosen=()), OUTLINES))
    meta, _, shapes, fields = pyogrio.raw.read(path)
    assert meta["crs"] == "EPSG:4326"
    assert shapely.is_valid(shapely.from_wkb(shapes)).all()
    assert dict(zip(meta["fields"], fields, strict=True))["area_key"].tolist() == ["01", "02", "03", "04", "05", "06"]


@both
def test_definition_notices_and_signs_come_with_it(kind: str) -> None:
    shown = view(chosen=())
    file = WRITERS[kind](shown, OUTLINES)
    beside = (
        [(one["thema"], one["text"]) for one in json.loads(file)["hinweise"]] if kind == "geojson" else remarks(file)
    )
    for line in (
        ("Titel", shown.title),
        ("Definition", shown.indicator.definition),
        ("Zu beachten", "Nur Hauptwohnung."),
        ("Stand", "7 vom 23.11.2026"),
        ("Vermerk", "Intern – nicht zur Veröffentlichung"),
        ("Quelle", "Einwohnermelderegister (dl-de/by-2-0)"),
        ("Zeichen •", "geheim: Wert ist geheim zu halten"),
    ):
        assert line in beside


@both
def test_without_any_outline_it_is_a_table(kind: str) -> None:
    file = WRITERS[kind](view([cell(0, (1, 3)).value or 0.0], COUNT, chosen=()))
    assert [found["area_key"] for found in rows(kind, file)] == ["01"]


# --- given out -------------------------------------------------------------------------------------------------------


def test_a_level_without_outlines_is_refused_in_one_sentence(town: Town, tmp_path: Path) -> None:
    rest = 'names = { "N" = "Nordraum", "S" = "Südraum" }\n'
    town.change(
        "city.toml",
        f'[[boundaries]]\nlevel = "sozialraum"\nfrom_level = "stadtteil"\n{rest}[boundaries.parents]',
        f'[[areas]]\nlevel = "sozialraum"\nkeys = ["N", "S"]\n{rest}[areas.parents]',
    )
    town.load()
    city = town.open()
    for kind in WRITERS:
        sentence = (
            f"Für Sozialräume liegen für 31.12.2023 keine Umrisse vor, daher gibt es keine Datei „{kind}“; wählen Sie "
            "eine Raumebene mit Umrissen (Städte, Stadtbezirke, Stadtteile) oder das Format xlsx oder csv."
        )
        with pytest.raises(WrongUse) as caught:
            download.make_from_query(city, kind, {"ebene": "sozialraum", "indikator": "bev_insg"})
        assert str(caught.value) == sentence
        with pytest.raises(WrongUse) as caught:
            download.export(city, kind, tmp_path / "x", level="sozialraum", indicators=("bev_insg",))
        assert str(caught.value) == sentence
    assert not (tmp_path / "x").exists()


@both
def test_a_profile_or_a_table_is_no_map(six: City, kind: str) -> None:
    for what, word in (("profil", "ein Profil"), ("tabelle", "eine Tabelle"), ("zeitreihe", "eine Tabelle")):
        with pytest.raises(WrongUse, match=f"Das Format „{kind}“ nimmt {word} nicht auf"):
            download.make_from_query(six, kind, {"inhalt": what})


@both
def test_by_address_and_by_command_line_it_is_the_same_file(six: City, kind: str, tmp_path: Path) -> None:
    asked = {"indikator": "ant_u18", "ebene": "bezirk", "zeit": "2022-12-31"}
    made = download.make_from_query(six, kind, asked)
    assert made.name == f"Sechsfeld-ant-u18-bezirk-2022-12-31-Stand1.{kind}"
    words = {"indicators": ("ant_u18",), "level": "bezirk", "period": "2022"}
    (path,) = download.export(six, kind, tmp_path / f"x.{kind}", **words)
    assert path.read_bytes() == made.content
