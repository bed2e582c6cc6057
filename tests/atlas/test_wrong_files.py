"""What `atlas import` says to files that are not what they should be: one sentence with a way out, nothing stored."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from atlas.__main__ import main
from atlas.intake.acceptance_text import listed
from tests.towns import SIX, Town

HEAD = ["jahr", "gebiet", "insgesamt", "unter_18", "unter_3"]
TITLES = ";".join(HEAD) + "\n"
ROWS: list[list[object]] = [[2024, "11", 1200, 240, 36], [2024, "12", 500, 60, 10]]
TABLE = "".join(";".join(map(str, row)) + "\n" for row in ROWS)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def book(*sheets: list[list[object]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        for rows in sheets:
            page = workbook.add_worksheet()
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
    return made.getvalue()


def archive(member: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr(member, "x")
    return made.getvalue()


SHEET = [[*HEAD], *ROWS]
# file, its bytes, what was found, what to do
WRONG: list[tuple[str, bytes, str, str]] = [
    ("pdf.xlsx", PDF, "Das ist ein PDF", "bitten Sie um die Zahlen als .xlsx, .ods oder CSV"),
    ("brief.pdf", PDF, "Das ist ein PDF", "bitten Sie um die Zahlen"),
    ("bild.png", PNG, "Das ist ein Bild", "bitten Sie um die Zahlen"),
    ("foto.csv", b"\xff\xd8\xff\xe0" + bytes(range(256)), "Das ist ein Bild", "bitten Sie um die Zahlen"),
    ("brief.docx", archive("word/document.xml"), "Das ist ein Word-Dokument", "bitten Sie um die Zahlen"),
    ("alles.zip", archive("einwohner.csv"), "Das ist ein Archiv", "bitten Sie um die Zahlen"),
    ("leer.xlsx", book([]), "Die Arbeitsmappe ist leer", "bitten Sie um eine neue Lieferung"),
    ("kennwort.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort", "speichern Sie sie ohne"),
    ("alt.xls", OLE, "das alte Excel-Format", "speichern Sie die Datei als .xlsx"),
    ("seite.xls", b"<html><table><tr><td>1</td></tr></table></html>", "eine Internetseite", "speichern Sie sie als"),
    ("null.csv", b"", "Die Datei ist leer", "bitten Sie um eine neue Lieferung"),
    ("null.xlsx", b"", "Die Datei ist leer", "bitten Sie um eine neue Lieferung"),
    ("nurkopf.csv", TITLES.encode(), "keine Tabelle mit Zahlen", "prüfen Sie, ob"),
    ("ohnekopf.csv", TABLE.encode(), "keine Tabelle mit Zahlen", "ob ihre Kopfzeile fehlt"),
    ("ohnekopf.xlsx", book(ROWS), "keine Tabelle mit Zahlen", "ob ihre Kopfzeile fehlt"),
    ("brief.txt", b"Liebe Kollegin,\nanbei die Zahlen.\n", "keine Tabelle mit Zahlen", "prüfen Sie, ob"),
    ("mappe.xlsx", book(SHEET), "Das ist eine Arbeitsmappe; erwartet wird CSV", "speichern Sie die Tabelle so"),
    ("stadt.csv", (TITLES + "2023;Altona;9;2;1\n").encode(), "gefunden sind etwa Altona, bekannt sind etwa 11 (Alt",
     "Prüfen Sie, ob die Datei von einer anderen Kommune ist"),
    ("ort.csv", b"ort;datum;wert\nAltona;2023;7\nBergedorf;2023;8\n", "Keine Spalte (ort, datum, wert) enthält",
     "Ergänzen Sie eine Spalte mit dem Schlüssel"),
]  # fmt: skip  # a table


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        town = Town(tmp_path_factory.mktemp("wrong") / "sechsfeld")
        town.load()
        yield town


def said(town: Town, file: Path, capfd: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    before = {path.name for path in town.folder.iterdir()}
    code = main(["import", str(file), str(town.folder), "--accept", *more])
    out, err = capfd.readouterr()
    assert {path.name for path in town.folder.iterdir()} == before
    assert listed(town.folder).startswith("Neben dem Ordner"), "nothing is taken in"
    return code, out, err


@pytest.mark.parametrize(("name", "data", "found", "do"), WRONG)
def test_a_wrong_file_ends_in_a_sentence(
    six: Town, tmp_path: Path, capfd: pytest.CaptureFixture[str], name: str, data: bytes, found: str, do: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    code, out, err = said(six, file, capfd)
    assert (code, out) == (1, "")
    line = next(line for line in err.splitlines() if line.startswith(f"{name}: "))
    assert found in line
    assert do in line
    assert "es wurde nichts geändert" in err
    assert "Traceback" not in err


def test_a_folder_and_a_file_that_is_not_there(six: Town, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert said(six, tmp_path, capfd) == (
        2,
        "",
        f"{tmp_path}: Das ist ein Ordner; nennen Sie die Datei, die darin liegt.\n",
    )
    gone = tmp_path / "fehlt.csv"
    assert said(six, gone, capfd) == (2, "", f"{gone}: Diese Datei gibt es nicht; prüfen Sie den Pfad und den Namen.\n")


def test_a_file_that_says_what_counts_already(six: Town, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SIX / "raw" / "einwohner.csv"), str(six.folder)]) == 0
    out, _ = capfd.readouterr()
    assert "0 neue, 0 geänderte, 36 gleiche, 0 entfallene Werte" in out, "twelve rows of three numbers"
    assert "Diese Datei ändert keinen Wert" in out
