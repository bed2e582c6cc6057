"""Files that cannot be understood, and answers that are none: each refused in a German sentence."""

from pathlib import Path

import pytest

from indicators.deliveries.recognise import recognise
from indicators.deliveries.spec_text import spec_of
from indicators.errors import FaultyInput
from tests.indicators.test_recognise import TOWN, file


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("leer.csv", b"", "Die Datei ist leer"),
        (
            "ohne.csv",
            b"Strasse;Zahl\nAm Markt;5\nRing;6\n",
            "Keine Spalte (Strasse, Zahl) enthält Schlüssel oder Namen",
        ),
        ("text.csv", b"Liebe Kollegin,\nanbei die Zahlen.\n", "keine Tabelle mit Zahlen"),
        (
            "worte.csv",
            b"ST;Farbe;Ring\n01;rot;1a\n02;blau;2b\n03;rot;3c\n",
            "keine Tabelle mit Zahlen|Keine Spalte enthält",
        ),
        (
            "jahre.csv",
            b"ST;2021;2022;2023\n01;1;2;3\n02;4;5;6\n03;7;8;9\n",
            "Die Jahre stehen als Spalten nebeneinander",
        ),
        ("alt.xls", b"<html><body><table><tr><td>01</td></tr></table></body></html>", "Internetseite"),
        ("zu.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mit einem Kennwort"),
        ("kaputt.xlsx", b"PK\x03\x04 und sonst nichts", "keine Excel-Arbeitsmappe"),
        ("bild.csv", b"\x00\x01\x02\x03;\x00", "Steuerzeichen"),
        ("daten.json", b'{"a": [1, 2]}', "JSON"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_words(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(FaultyInput) as raised:
        recognise(path, TOWN)
    assert any(one in str(raised.value) for one in sentence.split("|")), raised.value
    assert str(raised.value).startswith(name)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Ohne Antwort: Welches Merkmal ist die Spalte „Hunde“"),
        ({"spalte:Hunde": "hunde"}, "Das Merkmal „hunde“ gibt es nicht"),
        ({"spalte:Hunde": "-"}, "Keine Spalte wird eingelesen"),
        ({"spalte:Hunde": "neu:Hunde:count:Hunde:Hunde"}, "„Hunde“ ist keine Kennung"),
        ({"spalte:Hunde": "neu:hunde:zahl:Hunde:Hunde"}, "keine Art von Merkmal"),
        ({"spalte:Hunde": "neu:hunde"}, "Ein neues Merkmal heißt"),
        ({"spalte:Hunde": "bev_insg", "zeitbezug": "vorgestern"}, "„vorgestern“ ist kein Zeitbezug"),
        ({"spalte:Hunde": "bev_insg", "spalte:Katzen": "-"}, "Eine Frage „spalte:Katzen“ gibt es nicht"),
    ],
)
def test_an_answer_that_is_none_is_refused(tmp_path: Path, answers: dict[str, str], sentence: str) -> None:
    r = recognise(file(tmp_path, "hunde.csv", "ST;Hunde\n01;5\n02;6\n03;7\n"), TOWN)
    with pytest.raises(FaultyInput) as raised:
        spec_of(r, {"zeitbezug": "31.12.2023"} | answers)
    assert sentence in str(raised.value)


def test_one_variable_for_two_columns_is_refused(tmp_path: Path) -> None:
    r = recognise(file(tmp_path, "x_2023.csv", "ST;A;B\n01;5;1\n02;6;1\n03;7;2\n"), TOWN)
    with pytest.raises(FaultyInput, match=r"„bev_insg“ ist für „A“, „B“ gewählt"):
        spec_of(r, {"spalte:A": "bev_insg", "spalte:B": "bev_insg"})
