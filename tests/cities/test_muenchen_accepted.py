"""München's labour market of 2024, then of 2025, as an office takes them in: previewed, accepted, withdrawn."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.__main__ import main
from tests.cities.labour_market import BEFORE, TOWN, cells, counted, edition, expected, town_before
from tests.shared import needs_shared

pytestmark = needs_shared


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """München with its labour market alone, as it was when the edition before lay in its folder."""
    folder, raw = town_before(tmp_path)
    monkeypatch.setenv("ATLAS_RAW", str(raw))
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    return folder


@pytest.fixture
def run(town: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., str]:
    """What a command says of the town."""

    def command(name: str, *arguments: object) -> str:
        capfdbinary.readouterr()
        folder = [] if name == "import" else [str(town)]
        code = main([name, *folder, *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        assert code == 0, err.decode("utf-8")
        return out.decode("utf-8")

    return command


def test_two_editions_are_taken_in_and_one_is_taken_back(town: Path, run: Callable[..., str]) -> None:
    of_2024, of_2025 = cells(2024), cells(2025)
    before = {cell: worth for cell, worth in of_2024.items() if cell[2] == BEFORE}

    def unemployed(key: str, year: int) -> dict[str, str]:
        (line,) = csv.DictReader(
            io.StringIO(run("values", "--indicator", "al_anteil", "--area", key, "--period", year))
        )
        return line

    run("load")
    said = run("import", edition(2024), town, "--accept", "--by", "Sozialplanung")
    assert counted(said) == expected(before, of_2024)
    assert expected(before, of_2024)[1] == 0
    assert "Angenommen als Nummer 1: neuer Stand 2." in said

    said = run("import", edition(2025), town, "--accept", "--by", "Statistik")
    assert "Angenommen als Nummer 2: neuer Stand 3." in said
    assert counted(said) == expected(of_2024, of_2025)
    assert all(expected(of_2024, of_2025)[:3])
    lacking = sum(cell not in of_2025 for cell in of_2024 if (cell[0], cell[2]) in {(v, y) for v, _, y in of_2025})
    assert ("derselben Zeiträume" in said) is bool(lacking)
    changes = {
        cell: abs(float(str(of_2025[cell])) - float(str(worth)))
        for cell, worth in of_2024.items()
        if cell[0] == "al_insg"
    }
    _, key, year = max(changes, key=lambda cell: changes[cell])
    old, new = of_2024["al_insg", key, year], of_2025["al_insg", key, year]
    assert old != new
    shown = unemployed(key, year)
    assert float(shown["numerator"]) == new
    whole = float(str(of_2025["mu_bev_15_u65_mittel", key, year]))
    assert float(shown["value"]) == pytest.approx(100 * float(str(new)) / whole, rel=1e-12)
    assert float(unemployed(key, 2024)["numerator"]) == of_2025["al_insg", key, 2024]

    assert "Nummer 2 gilt nicht mehr: neuer Stand 4." in run("withdraw", 2, "--reason", "vorläufige Ausgabe")
    assert float(unemployed(key, year)["numerator"]) == old
    place = "stadt" if key == TOWN else "stadtteil"
    history = run("history", "--variable", "al_insg", "--level", place, "--area", key, "--period", year).splitlines()
    told = [(line.split()[0], line.rpartition(", ")[2]) for line in history]
    printed = {
        worth: f"{float(str(worth)):,.1f}".removesuffix(".0").translate(str.maketrans(",.", ".,"))
        for worth in (old, new)
    }
    assert (printed[new], "bis Stand 3") in told
    assert (printed[old], "gilt") in told
    accepted = run("accepted").splitlines()
    assert [line.split()[0] for line in accepted] == ["1", "2"]
    assert "zurückgezogen" not in accepted[0]
    assert "zurückgezogen" in accepted[1]
    assert "vorläufige Ausgabe" in accepted[1]
