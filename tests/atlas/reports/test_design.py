"""What a town's design lacks is said before any work, each in a sentence."""

import pytest

from atlas.reports.design import Design, read_design
from indicators.errors import Fault

PNG = b"\x89PNG\r\n\x1a\n"


def read(tmp_path, **fields: str) -> tuple[Design, list[Fault]]:
    faults: list[Fault] = []
    return read_design(tmp_path, {"design": fields}, faults), faults


def test_a_town_without_one_has_the_atlas_own(tmp_path) -> None:
    faults: list[Fault] = []
    assert read_design(tmp_path, {}, faults) == Design()
    assert not faults


def test_files_of_the_town_are_taken(tmp_path) -> None:
    (tmp_path / "logo.PNG").write_bytes(PNG)
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.ttf").write_bytes(b"x")
    found, faults = read(tmp_path, logo="logo.PNG", logo_alt="Wappen", font="Haus", fonts="s", accent="#123456")
    assert not faults
    assert (found.logo, found.logo_kind, found.accent) == (PNG, "png", "#123456")
    assert found.fonts == (tmp_path / "s").resolve()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"logo": "fehlt.png", "logo_alt": "x"}, "Die Datei fehlt.png gibt es nicht"),
        ({"logo": "logo.gif", "logo_alt": "x"}, "Erlaubt sind hier Dateien mit der Endung .svg, .png, .jpg, .jpeg"),
        ({"logo": "falsch.png", "logo_alt": "x"}, "ist kein Bild dieser Art"),
        ({"logo": "echt.png"}, "Zum Logo fehlt sein Text"),
        ({"logo": "../geheim.png", "logo_alt": "x"}, "liegt nicht im Ordner der Kommune"),
        ({"font": "Arial"}, "Zur Schrift „Arial“ fehlen ihre Dateien"),
        ({"font": "Haus", "fonts": "leer"}, "Im Ordner leer liegt keine Schrift"),
        ({"accent": "blau"}, "„blau“ ist keine Farbe"),
        ({"pptx": "master.ppt"}, "mit der Endung .pptx, .potx"),
        ({"docx": "vorlage.docx"}, "Die Datei vorlage.docx gibt es nicht"),
        ({"akzent": "x"}, "Dieses Feld gibt es nicht"),
    ],
)
def test_each_fault_is_a_sentence(tmp_path, fields: dict[str, str], said: str) -> None:
    (tmp_path / "echt.png").write_bytes(PNG)
    (tmp_path / "falsch.png").write_bytes(b"GIF89a")
    (tmp_path / "leer").mkdir()
    _, faults = read(tmp_path, **fields)
    assert [fault.sentence for fault in faults if said in fault.sentence], faults
    assert len(faults) == 1
