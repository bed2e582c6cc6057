"""`atlas due`: what is expected of Sechsfeld on a day, and the exit code that a timetable hears."""

import datetime as dt

import pytest

from atlas.__main__ import main
from atlas.intake.due import due, due_text
from tests.towns import Town

EXPECTED = '[expected]\nevery = "year"\ndue = "03-31"\ncontact = "amt@sechsfeld.example"\n'


def expect(town: Town, series: str, table: str = EXPECTED) -> None:
    spec = town.folder / "deliveries" / f"{series}.toml"
    spec.write_text(spec.read_text("utf-8") + table, "utf-8")


def states(town: Town, on: str) -> dict[str, str]:
    return {d.series.name: f"{d.what}, {d.until}: {d.state}" for d in due(town.open(), dt.date.fromisoformat(on))}


def test_late_ones_come_first_and_nothing_is_said_of_what_nobody_expects(town: Town) -> None:
    expect(town, "einwohner")
    expect(town, "sgb2", EXPECTED.replace("03-31", "02-28"))
    town.deliver("weitere", {"x": "bev_65"}, "2023;11;7")
    town.load()
    assert states(town, "2024-03-01") == {  # both are there for 31.12.2023
        "sgb2": "31.12.2024, 28.02.2025: noch nicht fällig",
        "einwohner": "31.12.2024, 31.03.2025: noch nicht fällig",
    }
    assert states(town, "2025-03-01") == {
        "sgb2": "31.12.2024, 28.02.2025: überfällig seit einem Tag",
        "einwohner": "31.12.2024, 31.03.2025: fällig in 30 Tagen",
    }
    assert list(states(town, "2025-03-01")) == ["sgb2", "einwohner"]
    assert states(town, "2025-03-31")["einwohner"] == "31.12.2024, 31.03.2025: heute fällig"
    assert states(town, "2029-04-01")["einwohner"] == (
        "31.12.2024, 31.12.2025, 31.12.2026 und 2 weitere, 31.03.2025: überfällig seit 1462 Tagen"
    )
    assert (dt.date(2029, 4, 1) - dt.date(2025, 3, 31)).days == 1462


def test_a_file_with_nothing_but_later_has_not_come(town: Town) -> None:
    town.deliver("hilfen", {"x": "bev_65"}, "2022;11;7\n2022;12;0\n2023;11;...\n2023;12;...", extra=EXPECTED)
    town.load()
    assert states(town, "2024-04-02")["hilfen"] == "31.12.2023, 31.03.2024: überfällig seit 2 Tagen"


def test_the_command_says_who_owes_what_and_ends_with_1_when_something_is_late(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    expect(town, "einwohner")
    town.load()
    assert main(["due", str(town.folder), "--on", "2025-03-31"]) == 0
    said = capsys.readouterr()
    assert (said.out.splitlines()[0], said.err) == ("Erwartete Lieferungen am 31.03.2025", "")
    assert main(["due", str(town.folder), "--on", "2025-04-01"]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines()[1] == (
        "! Einwohner mit Hauptwohnung: 31.12.2024, bis 31.03.2025: überfällig seit einem Tag; "
        "Statistikstelle Sechsfeld (amt@sechsfeld.example); vorhanden bis 31.12.2023"
    )
    assert said.err == "1 Lieferung ist überfällig.\n"


@pytest.mark.parametrize("day", ["31.3.2025", "2025-02-30", "9999-12-31"])
def test_a_day_that_is_none_is_wrong_use(town: Town, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    town.load()
    assert main(["due", str(town.folder), "--on", day]) == 2
    assert capsys.readouterr().err.startswith(f"--on {day}: ")


def test_a_town_that_expects_nothing_says_so(town: Town) -> None:
    town.load()
    on = dt.date(2026, 1, 1)
    assert "keine; eine Lieferung wird mit [expected] erwartet" in due_text(due(town.open(), on), on)


def test_what_is_expected_changes_no_delivery(town: Town) -> None:
    town.load()
    before = town.open()
    expect(town, "einwohner")
    assert town.load().edition == 2, "the page shows it"
    with before.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM delivery").scalar() == 2, "and stores nothing twice"
