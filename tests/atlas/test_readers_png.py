"""A picture is read by proof: it is the drawing beside it, to the last byte, or it is named as not read."""

import shutil
from pathlib import Path

import pytest

from atlas import download
from atlas.__main__ import main
from atlas.city import City
from atlas.publishing.artefacts import Artefact, read_artefacts
from atlas.publishing.description import described, frame_of
from tests.towns import SECRET

QUERY = {"indikator": SECRET, "ebene": "stadtteil", "zeit": "2022-12-31"}


def pair(city: City, folder: Path, chart: str = "karte") -> None:
    """The map of one indicator as drawing and as picture."""
    for kind in ("svg", "png"):
        made = download.make_from_query(city, kind, QUERY | {"bild": chart})
        (folder / f"bild.{kind}").write_bytes(made.content)


@pytest.fixture
def folder(six_public: City, tmp_path: Path) -> Path:
    """A folder with the database of a public edition."""
    shutil.copy(str(six_public.engine.url.database), tmp_path / "offen.sqlite")
    return tmp_path


@pytest.mark.parametrize("chart", ["karte", "rangfolge", "streifen", "reihe"])
def test_a_picture_of_the_edition_is_read_and_gives_nothing_away(
    chart: str, folder: Path, six_public: City, capsys: pytest.CaptureFixture[str]
) -> None:
    pair(six_public, folder, chart)
    assert main(["attack", str(folder)]) == 0
    assert "Gelesen: 1 PNG, 1 Zeichnung oder Seite; " in capsys.readouterr().out


def test_a_picture_says_what_its_drawing_says(six_public: City, six: City, folder: Path) -> None:
    pair(six, folder)
    drawing, picture = ((folder / f"bild.{kind}").read_bytes() for kind in ("svg", "png"))
    frame = frame_of(described(six_public))
    alone = read_artefacts([Artefact("bild.svg", drawing)], frame)
    shown = read_artefacts([Artefact("bild.png", picture, drawing=drawing)], frame)
    assert shown.faults == alone.faults == ()
    assert shown.said == alone.said
    assert any(one.part == "numerator" and one.span == (30, 30) for one in shown.said), "30 of 160 in Altfeld"


def test_a_picture_of_the_house_is_red(six: City, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair(six, folder)
    assert main(["attack", str(folder)]) == 1
    assert "lässt sich genau berechnen" in capsys.readouterr().err


def test_a_picture_without_its_own_drawing_is_not_read(
    six: City, six_public: City, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair(six, folder)
    of_the_house = (folder / "bild.png").read_bytes()
    pair(six_public, folder)
    (folder / "bild.png").write_bytes(of_the_house)  # beside the drawing of the public edition
    assert main(["attack", str(folder)]) == 1
    assert "Nicht gelesen: bild.png: Das Bild zeigt anderes als die Zeichnung daneben" in capsys.readouterr().err
    (folder / "bild.svg").unlink()
    assert main(["attack", str(folder)]) == 1
    assert "Nicht gelesen: bild.png: Zu diesem Bild fehlt die Zeichnung" in capsys.readouterr().err


@pytest.mark.parametrize("body", [b"\x89PNG", b"\x89PNG\r\n\x1a\nnothing"])
@pytest.mark.parametrize(
    "drawing", [b"<svg", b"<p>no drawing</p>", b"\xff\xfe", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_a_damaged_picture_or_drawing_is_not_read(six_public: City, body: bytes, drawing: bytes) -> None:
    (fault,) = read_artefacts([Artefact("x.png", body, drawing=drawing)], frame_of(described(six_public))).faults
    assert fault.sentence.startswith("Das Bild zeigt anderes als die Zeichnung daneben")


TITLE = "SGB-II-Quote der unter 15-Jährigen"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("<text>Hunde, 2022</text>", "sie nennt weder Indikator noch Zeitbezug der Ausgabe"),
        (f"<text>{TITLE} in Sechsfeld</text>", "sie nennt weder Indikator noch Zeitbezug der Ausgabe"),
        (
            f"<title>{TITLE}</title><desc>{TITLE} im Zeitverlauf. Hundheim: 1,0 % (31.12.2022).</desc>",
            "ihre Linien gehören nicht alle zur Ausgabe",
        ),
        (
            f"<title>{TITLE}</title><desc>{TITLE} im Zeitverlauf. Altfeld: 1,0 % (1900).</desc>",
            "ihre Linien gehören nicht alle zur Ausgabe",
        ),
        (
            f"<title>{TITLE}</title><desc>{TITLE} im Zeitverlauf. Altfeld: kein Wert; Altfeld: kein Wert.</desc>",
            "oder Gebiete heißen gleich",
        ),
    ],
)
def test_a_drawing_of_something_else_is_not_read(six_public: City, words: str, sentence: str) -> None:
    body = f"<svg xmlns='http://www.w3.org/2000/svg'>{words}</svg>".encode()
    (fault,) = read_artefacts([Artefact("hunde.svg", body)], frame_of(described(six_public))).faults
    assert sentence in fault.sentence
