"""KML is read wherever its attributes stand; what is none, or would harm, is one sentence."""

from pathlib import Path
from typing import Any

import pytest
import shapely

from geo.boundaries._html import pairs
from geo.outlines import OutlineResult, read_outlines
from tests.geo.drawing import recipe, said, spec_of, square, stadtteile
from tests.geo.writers import kml

TWO = [({"key": "1", "name": "West"}, square(0, 0)), ({"key": "2", "name": "Ost"}, square(1, 0))]
HEAD = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
END = "</Document></kml>"
LABEL = "<Placemark><name>Rathaus</name><Point><coordinates>9.4,54.7</coordinates></Point></Placemark>"


def read(folder: Path, content: str | bytes, **fields: Any) -> OutlineResult:
    (folder / "t.kml").write_bytes(content if isinstance(content, bytes) else content.encode())
    said_so = stadtteile(file="t.kml", format="kml", **fields)
    return read_outlines(folder, folder, spec_of(recipe(said_so)))


def names(result: OutlineResult) -> list[str]:
    return [a.name for a in result.areas if a.level == "stadtteil"]


def polygon(coordinates: str) -> str:
    ring = f"<LinearRing><coordinates>{coordinates}</coordinates></LinearRing>"
    said_so = '<name>Feld</name><ExtendedData><Data name="key"><value>1</value></Data></ExtendedData>'
    return f"{HEAD}<Placemark>{said_so}<Polygon><outerBoundaryIs>{ring}</outerBoundaryIs></Polygon></Placemark>{END}"


def test_folders_lie_in_folders_and_one_may_be_chosen(tmp_path: Path) -> None:
    inner = kml(TWO, folders=("Karte", "Teile"))
    assert names(read(tmp_path, inner)) == ["West", "Ost"]
    assert names(read(tmp_path, inner, layer="Teile")) == names(read(tmp_path, inner, layer="Karte")) == ["West", "Ost"]
    unknown = said(read(tmp_path, inner, layer="teile"))
    assert "einen Ordner „teile“ (layer) gibt es nicht; die Datei hat Karte, Teile." in unknown


def test_the_folders_are_a_column(tmp_path: Path) -> None:
    inner = kml(TWO, folders=("Karte", "Teile"))
    assert names(read(tmp_path, inner, name="folder")) == ["Karte/Teile", "Karte/Teile"]


def test_extended_data_wins_over_the_description(tmp_path: Path) -> None:
    text = kml(TWO).replace("<ExtendedData>", "<description>name: Falsch&lt;br&gt;key: 9</description><ExtendedData>")
    assert names(read(tmp_path, text)) == ["West", "Ost"]


def test_an_area_has_parts_and_a_hole(tmp_path: Path) -> None:
    holed = square(0, 0, 3, 3) - square(1, 1)
    text = kml([({"key": "1", "name": "Ring"}, shapely.union_all([holed, square(5, 0)]))])
    result = read(tmp_path, text)
    assert said(result) == ""
    outline = next(a.outline for a in result.areas if a.key == "1")
    assert outline.area == pytest.approx((9 - 1 + 1) * 0.0001)  # squares of a hundredth of a degree


def test_labels_and_routes_are_left_out_with_a_remark(tmp_path: Path) -> None:
    result = read(tmp_path, kml(TWO).replace("<Placemark>", LABEL + "<Placemark>", 1))
    assert said(result) == ""
    assert names(result) == ["West", "Ost"]
    assert "1 Eintrag ist nur ein Punkt oder eine Linie, keine Flächen, und weggelassen." in str(result.remarks[0])


def test_a_placemark_without_any_geometry_is_a_fault(tmp_path: Path) -> None:
    empty = '<Placemark><ExtendedData><Data name="key"><value>9</value></Data></ExtendedData></Placemark>'
    assert "Gebiet 9: ohne Umriss in der Datei." in said(
        read(tmp_path, kml(TWO).replace("<Placemark>", empty + "<Placemark>", 1))
    )


def test_letters_of_another_character_set_are_read(tmp_path: Path) -> None:
    text = kml([({"key": "1", "name": "Süd"}, square(0, 0))]).replace("UTF-8", "windows-1252")
    assert names(read(tmp_path, text.encode("cp1252"))) == ["Süd"]
    undeclared = text.replace(' encoding="windows-1252"', "").encode("cp1252")
    assert "kein gültiges XML" in said(read(tmp_path, undeclared))
    assert names(read(tmp_path, undeclared, encoding="windows-1252")) == ["Süd"]
    assert "der Zeichensatz (klingonisch) ist unbekannt" in said(read(tmp_path, text, encoding="klingonisch"))


@pytest.mark.parametrize(
    "ring",
    [
        "9.4 54.7 9.41 54.7",  # no commas
        "9,4,54,7 9,41,54,7 9,41,54,71 9,4,54,7",  # decimal commas
        "a,b 9.41,54.7 9.41,54.71 9.4,54.7",
        "9.4,54.7 9.41,54.7 9.4,54.7",  # a stroke
        "9.4,54.7 9.41,54.7 9.41,54.71 9.4,54.71",  # not closed
        "9.4,54.7 9.41,nan 9.41,54.71 9.4,54.7",
        "",
    ],
)
def test_coordinates_one_cannot_read_are_a_fault_with_the_name(tmp_path: Path, ring: str) -> None:
    result = read(tmp_path, polygon(ring))
    assert len(result.faults) == 1
    assert "die Koordinaten von Nr. 1 Feld sind unlesbar" in said(result)


def test_blanks_after_the_commas_are_forgiven(tmp_path: Path) -> None:
    result = read(tmp_path, polygon("\n 9.4, 54.7, 0\n 9.41, 54.7, 0\n 9.41, 54.71, 0\n 9.4, 54.7, 0\n"))
    assert said(result) == ""


BOMB = (
    '<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><kml><Document><name>&c;</name></Document></kml>'
)
THIEF = '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]><kml><name>&x;</name></kml>'


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (BOMB, "erklärt XML-Entities"),
        (THIEF, "erklärt XML-Entities"),
        ("<kml>" + "<Folder>" * 100_000, "endlos verschachtelt"),
        ("", "kein gültiges XML (Zeile 1"),
        (kml(TWO)[:-40], "kein gültiges XML (Zeile 1"),
        ('{"type": "FeatureCollection"}', "kein gültiges XML (Zeile 1, Zeichen 1)"),
        (b"\x00\xff\xfe junk", "kein gültiges XML"),
        (b"PK\x03\x04 packed", "die Datei ist gepackt (KMZ)"),
        ("<gml><Polygon/></gml>", "erwartet ist KML, die Datei enthält „gml“"),
        (HEAD + END, "die Datei enthält keine Flächen."),
        (HEAD + LABEL + END, "die Datei enthält keine Flächen."),
        (HEAD + "<NetworkLink><Link><href>a.kml</href></Link></NetworkLink>" + END, "verweist nur auf eine andere"),
        (kml(TWO).replace('"key"', '"NR"'), "die Datei hat keine Spalte „key“; sie hat name, folder, NR."),
    ],
)
def test_a_file_that_is_no_map_is_one_sentence(tmp_path: Path, content: str | bytes, sentence: str) -> None:
    result = read(tmp_path, content)
    assert len(result.faults) == 1
    assert sentence in said(result)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<table><tr><th>NR</th><td>03</td></tr></table>", {"NR": "03"}),
        ("<table><tr><td>Titel<table><tr><td>NR</td><td>03</td></tr></table></td></tr></table>", {"NR": "03"}),
        ("<table><tr><td>NR<td>03<tr><td>N<td>a</table>", {"NR": "03", "N": "a"}),  # HTML that closes nothing
        ("<tr><td>a</td><td>b</td><td>c</td></tr>", {}),
        ("<b>NR:</b> 03<br/><b>Name</b>: St. Pauli: Süd<br>", {"NR": "03", "Name": "St. Pauli: Süd"}),
        ("NR: 03", {"NR": "03"}),
        ("<p>NR: 1</p><p>NR: 2</p>", {"NR": "1"}),
        ("Ein Satz ohne Angaben.", {}),
        ("", {}),
    ],
)
def test_names_and_values_stand_in_tables_lists_and_lines(html: str, found: dict[str, str]) -> None:
    assert pairs(html) == found
