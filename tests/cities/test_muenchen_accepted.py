"""München's labour market of 2024, then of 2025, as an office takes them in: previewed, accepted, withdrawn."""

import csv
import io
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from atlas.__main__ import main
from tests.cities.raw_cells import SB, SVB, book
from tests.cities.towns import raw_folder
from tests.shared import ROOT, needs_shared

pytestmark = needs_shared
TOWN = "09162000"
SHARE = "Arbeitslose - Anteil"
READ = {  # Indikator, Ausprägung, place of the Basiswert in the row -> variable
    (SHARE, "insgesamt", 5): "al_insg",
    (SHARE, "insgesamt", 6): "mu_bev_15_u65_mittel",
    ("Arbeitslose", "bis 24 Jahre", 5): "mu_al_u25",
    ("Arbeitslose", "bis 24 Jahre", 6): "mu_al_u25_basis",
    ("Arbeitslose", "Langzeit", 5): "mu_al_1j",
    ("Arbeitslose", "Langzeit", 6): "mu_al_1j_basis",
    ("Arbeitslose", "55 Jahre und älter", 5): "mu_al_55",
    ("Arbeitslose", "weiblich", 5): "mu_al_w",
    ("Arbeitslose", "nichtdeutsch", 5): "mu_al_ausl",
    (SB, "nicht erwerbsfähig", 5): "mu_sgb2_nef",
    (SB, "erwerbsfähig", 5): "mu_sgb2_elb",
    (SB, "erwerbsfähig", 6): "sgb2_lb",
    (f"{SB} - nicht erwerbsfähig - Anteil", "insgesamt", 6): "mu_bev_u15_mittel",
    (SVB, "insgesamt", 5): "mu_svb",
}
BEFORE = 2021  # the year that lies in the town's folder before anybody takes a file in
OF_2024 = "atlas2024/export_ar.xlsx"
HEADER = ["Indikator", "Ausprägung", "Jahr", "Raumbezug", "Indikatorwert"]
HEADER += [f"{name} {number}" for name in ("Basiswert", "Name Basiswert") for number in range(1, 6)]
Cells = dict[tuple[str, str, int], object]


def cells(edition: int) -> Cells:
    """Every cell that the recipe reads of an edition: variable, key, year -> what stands there."""
    found: Cells = {}
    for row in book(f"atlas{edition}/export_ar.xlsx"):
        year, key = int(float(str(row[2]))), TOWN if row[3] == "Stadt München" else str(row[3])[:2]
        refused = year == 2011 and str(row[0]).startswith((SB, SVB))  # the recipe of 2025 says why
        for place in (5, 6):
            variable = READ.get((str(row[0]), str(row[1]), place))
            if variable and not refused:
                found[variable, key, year] = row[place]
    return found


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """München with its labour market alone, as it was when the edition before lay in its folder."""
    folder, raw = tmp_path / "muenchen", tmp_path / "raw"
    unwanted = shutil.ignore_patterns("*.sqlite*", "deliveries")
    shutil.copytree(ROOT / "data" / "muenchen", folder, ignore=unwanted)
    (raw / "atlas2025").mkdir(parents=True)
    shutil.copy(raw_folder("muenchen") / "atlas2025" / "bezirk_map.json", raw / "atlas2025")
    spec = (ROOT / "data" / "muenchen" / "deliveries" / "arbeitsmarkt_2025.toml").read_text("utf-8")
    (folder / "deliveries").mkdir()
    told = spec.replace("atlas2025/export_ar.xlsx", "before.xlsx")
    (folder / "deliveries" / "arbeitsmarkt.toml").write_text(told, "utf-8")
    with xlsxwriter.Workbook(raw / "before.xlsx") as before:
        kept = [row for row in book(OF_2024) if float(str(row[2])) == BEFORE]
        for name, rows in (("INHALT", book(OF_2024, "INHALT")), ("ARBEITSMARKT", [HEADER, *kept])):
            sheet = before.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
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


def counted(said: str) -> tuple[int, ...]:
    """New, changed, alike and gone, as a preview counts them."""
    (line,) = re.findall(r"([\d.]+) neue, ([\d.]+) geänderte, ([\d.]+) gleiche, ([\d.]+) entfallene Werte", said)
    return tuple(int(n.replace(".", "")) for n in line)


def expected(before: Cells, file: Cells) -> tuple[int, ...]:
    both = before.keys() & file.keys()
    changed = sum(before[cell] != file[cell] for cell in both)
    return len(file.keys() - both), changed, len(both) - changed, 0


def test_two_editions_are_taken_in_and_one_is_taken_back(town: Path, run: Callable[..., str]) -> None:
    of_2024, of_2025 = cells(2024), cells(2025)
    before = {cell: worth for cell, worth in of_2024.items() if cell[2] == BEFORE}
    files = {year: raw_folder("muenchen") / f"atlas{year}" / "export_ar.xlsx" for year in (2024, 2025)}

    def unemployed(key: str, year: int) -> dict[str, str]:
        (line,) = csv.DictReader(
            io.StringIO(run("values", "--indicator", "al_anteil", "--area", key, "--period", year))
        )
        return line

    run("load")
    said = run("import", files[2024], town, "--accept", "--by", "Sozialplanung")
    assert counted(said) == expected(before, of_2024)
    assert expected(before, of_2024)[1] == 0
    assert "Angenommen als Nummer 1: neuer Stand 2." in said

    said = run("import", files[2025], town, "--accept", "--by", "Statistik")
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
