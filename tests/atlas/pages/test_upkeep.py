"""Datenstand as the page of upkeep: what is late, who checked what, which facilities no map shows."""

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask

from atlas.__main__ import main
from atlas.components.upkeep import expected, looked_over, unplaced
from atlas.intake.acceptance import accept, preview
from atlas.intake.checked import read_marks, states, write_mark
from atlas.pages import datenstand, pruefung
from indicators import checks
from indicators.errors import FaultyInput
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import Tree, text
from tests.atlas.test_due import expect
from tests.towns import Town

DAY = dt.date(2026, 1, 31)


def writing(town: Town, address: str = "127.0.0.1") -> Tree:
    """The section of what was looked over, as a visitor at this address gets it."""
    with Flask("test").test_request_context(headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": address}):
        return looked_over(town.open())


def test_the_page_says_what_is_late_as_of_the_day(town: Town) -> None:
    expect(town, "einwohner")
    town.load()
    late = text(expected(town.open(), dt.date(2025, 4, 2)))
    assert "1 Lieferung ist überfällig (am 02.04.2025)." in late
    assert "überfällig seit 2 Tagen" in late
    assert 'href="mailto:amt@sechsfeld.example"' in late
    assert "Nichts ist überfällig (am 31.03.2025)." in text(expected(town.open(), dt.date(2025, 3, 31)))
    assert "Erwartete Lieferungen" in text(datenstand.layout(town.open(), {}))


def test_a_town_that_expects_nothing_is_told_how(town: Town) -> None:
    town.load()
    assert "ergänzen Sie [expected]" in text(expected(town.open(), DAY))


def test_an_edition_of_before_says_that_it_is_to_be_loaded_again(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.load()
    with town.open().engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM artefact WHERE name IN ('series', 'findings')")
    before = "laden Sie die Kommune noch einmal."
    with Flask("test").test_request_context():
        parts = [expected(town.open(), DAY), looked_over(town.open()), pruefung.layout(town.open(), {})]
    assert all(before in text(part) for part in parts)
    assert main(["due", str(town.folder)]) == 1
    assert before in capsys.readouterr().err


def test_a_mark_holds_until_the_delivery_changes(town: Town, tmp_path: Path) -> None:
    town.load()
    assert "noch nicht" in text(writing(town))
    state = states(town.open())["einwohner"]
    write_mark(town.folder, "einwohner", state, "K.  Muster", "gegen die  Landesstatistik", DAY)
    said = text(writing(town))
    assert "K. Muster, 31.01.2026: gegen die Landesstatistik" in said
    assert "seither geändert" not in said
    file = tmp_path / "einwohner 2024.csv"
    file.write_text("jahr;gebiet;insgesamt;unter_18;unter_3\n2024;11;1000;200;30\n", "utf-8")
    accept(town.folder, preview(town.folder, file, by="Ada"), file)
    said = text(writing(town))
    assert "seither geändert" in said
    assert "von Ada, " in said
    assert "einwohner 2024.csv" in said
    ids = [e.attributes["id"] for e in elements(datenstand.layout(town.open(), {})) if "id" in e.attributes]
    assert len(ids) == len(set(ids)), "a series with two files is named once"


def test_findings_are_counted_with_their_delivery_and_who_answered_them(town: Town) -> None:
    town.load()
    (found,) = checks.read_findings(town.open().file(checks.FILE) or b"").findings
    assert found.subject == "bev_u15", "more children under 15 than under 18"
    assert 'href="/pruefung?lieferung=sgb2&amp;stand=offen">1 offen</a>' in text(writing(town))
    checks.write_answer(town.folder, found, "Tippfehler, wird berichtigt", "B. Amt", DAY)
    assert "0 offen" in text(writing(town))
    assert "1 beantwortet von B. Amt" in text(writing(town))


def test_only_who_may_write_gets_the_form(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.load()
    town.deliver("Zahlen für 65+", {"x": "bev_65"}, "2023;11;7")
    town.load()
    assert 'data-sagt="/datenstand/geprueft/Zahlen%20f%C3%BCr%2065%2B"' in text(writing(town))
    assert "data-sagt" not in text(writing(town, "192.0.2.7"))
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    assert "data-sagt" not in text(writing(town))
    assert 'href="/anmelden?weiter=%2Fdatenstand"' in text(writing(town))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("[[checked]\n", "checked.toml"),
        ('[[checked]]\ndelivery = ""\nstate = "a"\nwho = "A"\nwhen = "2026-01-31"\n', "Feld delivery"),
        ('[[checked]]\ndelivery = "a"\nstate = "a"\nwho = " "\nwhen = "2026-01-31"\n', "Feld who"),
        ('[[checked]]\ndelivery = "a"\nstate = "a"\nwho = "A"\nwhen = "gestern"\n', "Feld when"),
        ('[[checked]]\ndelivery = "a"\nwho = "A"\nwhen = "2026-01-31"\n', "checked.toml"),
    ],
)
def test_a_broken_file_of_marks_is_said_and_not_made_longer(town: Town, content: str, place: str) -> None:
    town.load()
    town.write("checked.toml", content)
    with pytest.raises(FaultyInput) as refused:
        read_marks(town.folder)
    assert place in str(refused.value.faults[0])
    assert "checked.toml" in text(writing(town))
    with pytest.raises(FaultyInput):
        write_mark(town.folder, "einwohner", "a", "A", "", DAY)
    assert (town.folder / "checked.toml").read_text("utf-8") == content


def test_a_mark_has_an_author(town: Town) -> None:
    with pytest.raises(FaultyInput, match="Der Name fehlt"):
        write_mark(town.folder, "einwohner", "a", " ", "", DAY)
    assert not (town.folder / "checked.toml").exists()


def test_facilities_without_coordinates_are_named(town: Town) -> None:
    city = town.folder / "city.toml"
    city.write_text(city.read_text("utf-8") + '\n[facilities]\nfile = "orte.csv"\n', "utf-8")
    head = "key;name;type;provider;places;age_from;age_to;lon;lat\n"
    town.write("raw/orte.csv", head + "K1;Kita Eins;Kita;Amt;10;0;6;9.41;54.71\nK2;Kita Zwei;Kita;Amt;10;0;6;;\n")
    town.load()
    said = text(unplaced(town.open()))
    assert "orte.csv: 2 Einrichtungen, 1 auf der Karte." in said
    assert "Zeile 3, Kita Zwei (K2): " in said
    assert "Einrichtungen" in text(datenstand.layout(town.open(), {}))
