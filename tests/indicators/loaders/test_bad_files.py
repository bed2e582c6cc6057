"""Files that cannot be understood: refused at once, with the place and what to do, and nothing is half read."""

import os
import resource
import time
import zipfile
from pathlib import Path

import pytest

from indicators.deliveries.spec import Delivery
from indicators.errors import FaultyInput
from indicators.loaders import csv_wide, xlsx
from tests.indicators.loaders.specs import WIDE, delivery, faults

HEAD = "gebiet;jahr;ew\n"
COMMA, SIGN = "Dezimalzeichen „,“, kein Tausenderzeichen", "Zeichen dieser Lieferung."
SHEET = WIDE.replace("csv_wide", "xlsx").replace("*.csv", "*.xlsx")


def refused(folder: Path, spec: Delivery, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    reader = xlsx if spec.loader == "xlsx" else csv_wide
    with pytest.raises(FaultyInput) as caught:
        reader.read(folder, spec)
    return str(caught.value)


TWICE = "bev_insg, stadtteil A, 2021-12-31 steht zweimal: 5 und {}; erlaubt ist ein Wert; streichen Sie den falschen."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.csv: Die Datei ist leer; bitten Sie um eine neue Lieferung."),
        ("\n \n", "a.csv: Die Datei ist leer; bitten Sie um eine neue Lieferung."),
        (
            "gebiet;jahr;einw\nA;2021;5\n",
            "a.csv: Die Spalte „ew“ (values) fehlt; gemeint ist wohl „einw“. Vorhanden: gebiet, jahr, einw.",
        ),
        (HEAD, "a.csv: Unter der Kopfzeile stehen keine Daten; bitten Sie um eine neue Lieferung."),
        (
            HEAD + 'A;2021;"5\n',
            'a.csv: Ein Anführungszeichen " bleibt offen; berichtigen Sie es oder setzen Sie quote = "".',
        ),
        ("gebiet;jahr;ew;ew\nA;2021;5;6\n", "a.csv: Die Spalte „ew“ (values) steht 2-mal im Tabellenkopf."),
        (
            HEAD + "A;2021;5\nB;2021;5\nA;2021;6\n",
            f"a.csv, Zeile 2 und 4: {TWICE.format(6)}",
        ),
        (
            HEAD + "A;2021;5\nA;2021;5\n",
            f"a.csv, Zeile 2 und 3: {TWICE.format(5)}",
        ),
        (
            HEAD + "A;2021;5\nB;2021;1O\nC;2021;1O\n",
            (
                "a.csv, Zeilen 3, 4, Spalte ew: „1O“ ist weder eine Zahl (Dezimalzeichen „,“, kein Tausenderzeichen) "
                "noch ein Zeichen dieser Lieferung."
            ),
        ),
        (
            HEAD + f"A;2021;{10**400}\n",
            f"a.csv, Zeile 2, Spalte ew: „{10**400}“ ist weder eine Zahl ({COMMA}) noch ein {SIGN}",
        ),
        (
            HEAD + "A;2021\nB;2021;1;2\n",
            "a.csv, Zeile 2: Hier stehen 2 statt 3 Felder; prüfen Sie das Trennzeichen „;“.",
        ),
        (HEAD + "A;irgendwann;5\n", "a.csv, Zeile 2: Der Zeitbezug „irgendwann“ ist kein Zeitbezug der Art date."),
        (
            HEAD + ";2021;5\n",
            (
                "a.csv, Zeile 2: Der Schlüssel „“ nennt kein Gebiet; erklären Sie solche Zeilen mit area.unassigned "
                "oder area.drop."
            ),
        ),
    ],
)
def test_a_fault_says_where_and_what(tmp_path: Path, text: str, fault: str) -> None:
    assert faults(tmp_path, WIDE, a=text)[0] == fault


def test_all_faults_of_all_files_are_named_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, WIDE, a=HEAD + "A;2021;x\nB;20;5\n", b="", c=HEAD + "C;2021;?\n")
    assert [f.split(":")[0] for f in found] == [
        "a.csv, Zeile 3", "a.csv, Zeile 2, Spalte ew", "b.csv", "c.csv, Zeile 2, Spalte ew"
    ]  # fmt: skip  # one line


def test_many_faults_of_one_kind_are_counted_not_listed(tmp_path: Path) -> None:
    rows = "".join(f"G{n};2021;wert{n}\n" for n in range(500))
    found = faults(tmp_path, WIDE, a=HEAD + rows)
    assert len(found) == 21
    assert found[-1] == "a.csv, Spalte ew: Weitere 480 Zellen sind keine Zahlen."


def test_a_missing_file_is_named_by_its_pattern(tmp_path: Path) -> None:
    assert faults(tmp_path, WIDE) == [
        "deliveries/probe.toml: Im Rohdatenordner passt keine Datei auf „*.csv“; legen Sie sie dort ab."
    ]


def test_a_wrong_encoding_is_said_with_its_line(tmp_path: Path) -> None:
    spec = WIDE + 'read = { encoding = "utf-8" }\n'
    text = (HEAD + "A;2021;5\nMühle;2021;5\n").encode("cp1252")
    assert faults(tmp_path, spec, a=text) == [
        "a.csv: Die Datei ist nicht in utf-8 geschrieben (Zeile 3); nehmen Sie detect."
    ]
    assert "gibt es nicht" in faults(tmp_path, spec.replace("utf-8", "utf-88"), a=text)[0]


def test_an_encoding_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    # bytes that are German letters in none of the encodings
    assert "read.encoding" in faults(tmp_path, WIDE, a=(HEAD + "A;2021;5\n").encode() + b"\xad\xb4\xb9\xcb;2021;5\n")[0]


def test_unequal_values_of_two_files_are_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, WIDE, a=HEAD + "A;2021;5\n", b=HEAD + "A;2021;6\n")
    place, sentence = fault.split(": ", 1)
    assert place == "a.csv, Zeile 2 und b.csv, Zeile 2"
    assert sentence == TWICE.format(6)


@pytest.mark.parametrize("kind", ["bytes", "one line", "lines"])
def test_forty_megabytes_of_junk_are_refused_quickly_and_in_little_memory(tmp_path: Path, kind: str) -> None:
    size = 40_000_000
    junk = {"bytes": os.urandom(size), "one line": b"x" * size, "lines": b"lorem ipsum\n" * (size // 12)}[kind]
    spec = delivery(tmp_path)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    said = refused(tmp_path, spec, "junk.csv", junk)
    seconds, grown = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert said.startswith("junk.csv"), said
    assert seconds < 5, f"{seconds:.1f} s"
    assert grown < 200_000, f"{grown // 1000} MB more"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"das ist kein Excel", "keine Excel-Arbeitsmappe"),
        (b"", "leer"),
        (b"PK\x03\x04 und dann nichts", "keine Excel-Arbeitsmappe"),
        (b"\xd0\xcf\x11\xe0 altes Format", "speichern Sie die Datei als .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b" " * 512 + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort geschützt"),
        (os.urandom(40_000_000), "keine Excel-Arbeitsmappe"),
    ],
    ids=["text", "empty", "broken zip", "xls", "password", "junk"],
)
def test_an_excel_file_that_is_none(tmp_path: Path, data: bytes, words: str) -> None:
    said = refused(tmp_path, delivery(tmp_path, SHEET), "mappe.xlsx", data)
    assert said.startswith("mappe.xlsx: ")
    assert words in said


def test_a_zip_that_is_no_workbook_and_one_that_would_fill_the_memory(tmp_path: Path) -> None:
    spec = delivery(tmp_path, SHEET)
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("brief.txt", "Guten Tag")
    assert "Arbeitsmappe ist beschädigt" in refused(tmp_path, spec, "mappe.xlsx", other.read_bytes())
    data = bytearray(other.read_bytes())
    entry = data.index(b"PK\x01\x02")  # the directory at the end of the archive claims a size
    data[entry + 24 : entry + 28] = (1_600_000_000).to_bytes(4, "little")
    assert "Entpackt hätte die Arbeitsmappe 1600 MB" in refused(tmp_path, spec, "mappe.xlsx", bytes(data))
