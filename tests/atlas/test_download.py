"""Downloads: from an address or the command line to one file, by a name that every system takes."""

from pathlib import Path

import pytest

from atlas import download
from atlas.city import City
from indicators.errors import WrongUse


def made(six: City, kind: str, **query: str) -> download.Download:
    return download.make_from_query(six, kind, query)


def test_a_map_as_it_is_on_the_screen(six: City) -> None:
    found = made(six, "csv", indikator="ant_u18", ebene="bezirk", zeit="2022-12-31")
    assert found.name == "Sechsfeld-ant-u18-bezirk-2022-12-31-Stand1.csv"
    assert found.mime.startswith("text/csv")
    assert found.content.decode().count("\n") == 1 + 2 + 1, "a header, two Bezirke and the city"


def test_a_profile_of_one_area_of_several_and_of_the_city(six: City) -> None:
    def name(**query: str) -> str:
        return made(six, "csv", inhalt="profil", **query).name

    assert name(ebene="stadtteil", gebiete="12") == "Sechsfeld-Profil-Brueckfeld-Stand1.csv"
    assert name(ebene="stadtteil", gebiete="11,12") == "Sechsfeld-Profil-Altfeld-Brueckfeld-Stand1.csv"
    assert name() == "Sechsfeld-Profil-Sechsfeld-Stand1.csv"


def test_a_table_of_the_chosen_or_of_all_indicators(six: City) -> None:
    chosen = made(six, "csv", inhalt="tabelle", ebene="bezirk", indikatoren="ant_u18", jahr="2022").content.decode()
    assert chosen.count("2022-12-31") == 2 + 1
    every = made(six, "csv", inhalt="tabelle", ebene="bezirk").content.decode()
    assert {line.split(",")[-6] for line in every.splitlines()[1:]} == {i.id for i in six.indicators()}


@pytest.mark.parametrize(
    ("kind", "query", "sentence"),
    [
        ("doc", {}, "Das Format „doc“ gibt es nicht; vorhanden sind: csv"),
        ("png", {"inhalt": "tabelle"}, "nimmt eine Tabelle nicht auf"),
        ("csv", {"inhalt": "profil", "ebene": "quartier", "gebiete": "1"}, "Die Raumebene „quartier“ gibt es"),
        ("csv", {"inhalt": "profil", "ebene": "bezirk", "gebiete": "9"}, "Das Gebiet „9“ gibt es auf der Ebene"),
    ],
)
def test_what_does_not_exist_is_said(six: City, kind: str, query: dict[str, str], sentence: str) -> None:
    with pytest.raises(WrongUse) as caught:
        download.make_from_query(six, kind, query)
    assert sentence in str(caught.value)


@pytest.mark.parametrize("year", ["²022", "20222", "x", "-1", ""])
def test_a_year_that_is_none_asks_for_the_newest(six: City, year: str) -> None:
    assert b"2023-12-31" in made(six, "csv", inhalt="profil", ebene="stadtteil", gebiete="11", jahr=year).content


# --- command line ----------------------------------------------------------------------------------------------------


def test_one_file_to_the_named_path(six: City, tmp_path: Path) -> None:
    (path,) = download.export(six, "csv", tmp_path / "west.csv", area="bezirk:1")
    assert path == tmp_path / "west.csv"
    assert b"West" in path.read_bytes()


def test_into_a_folder_under_its_own_name(six: City, tmp_path: Path) -> None:
    (path,) = download.export(six, "csv", tmp_path, area="11")
    assert path.name == "Sechsfeld-Profil-Altfeld-Stand1.csv"


def test_a_profile_of_every_area_of_a_level(six: City, tmp_path: Path) -> None:
    made = download.export(six, "pdf", tmp_path / "profile", level="bezirk", indicators=("ant_u18",))
    assert [p.name for p in made] == ["Sechsfeld-Profil-West-Stand1.pdf", "Sechsfeld-Profil-Ost-Stand1.pdf"]
    assert all(p.read_bytes().startswith(b"%PDF") for p in made)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"area": "99"}, "Das Gebiet „99“ gibt es in Sechsfeld nicht"),
        ({"area": "bezirk:11"}, "Das Gebiet „bezirk:11“ gibt es in Sechsfeld nicht"),
        ({"level": "quartier"}, "Die Raumebene „quartier“ gibt es"),
        ({"indicators": ("nichts",)}, "Den Indikator „nichts“ gibt es"),
        ({"area": "11", "period": "1999"}, "Für den Zeitbezug „1999“ liegen keine Werte vor"),
    ],
)
def test_what_does_not_exist_is_wrong_use(six: City, tmp_path: Path, words: dict, sentence: str) -> None:
    with pytest.raises(WrongUse) as caught:
        download.export(six, "csv", tmp_path / "x.csv", **words)
    assert sentence in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_cannot_be_written_is_one_sentence(six: City, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(WrongUse, match="kann nicht geschrieben werden"):
        download.export(six, "csv", blocked / "x.csv", area="11")
    with pytest.raises(WrongUse, match="kann nicht angelegt werden"):
        download.export(six, "pdf", blocked / "profile", level="bezirk", indicators=("ant_u18",))


def test_a_map_is_drawn_for_the_asked_date(six: City, tmp_path: Path) -> None:
    words = {"indicators": ("ant_u18",), "level": "stadtteil", "period": "2022"}
    (path,) = download.export(six, "svg", tmp_path / "karte.svg", **words)
    assert "31.12.2022" in path.read_text("utf-8")
    with pytest.raises(WrongUse, match="vorhanden: 2022-12-31, 2023-12-31"):
        download.export(six, "svg", tmp_path / "karte.svg", **(words | {"period": "1999"}))
