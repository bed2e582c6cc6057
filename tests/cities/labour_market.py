"""München's labour market in two editions of the Indikatorenatlas, read by calamine alone, and the town before them."""

import re
import shutil
from pathlib import Path

import xlsxwriter

from tests.cities.raw_cells import SB, SVB, book
from tests.cities.towns import raw_folder
from tests.shared import ROOT

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


def town_before(place: Path) -> tuple[Path, Path]:
    """München with its labour market of BEFORE alone, below `place`: the town's folder, and that of its raw files."""
    folder, raw = place / "muenchen", place / "raw"
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
    return folder, raw


def edition(year: int) -> Path:
    """The workbook as the town published it."""
    return raw_folder("muenchen") / f"atlas{year}" / "export_ar.xlsx"


def counted(said: str) -> tuple[int, ...]:
    """New, changed, alike and gone, as a preview counts them."""
    (line,) = re.findall(r"([\d.]+) neue, ([\d.]+) geänderte, ([\d.]+) gleiche, ([\d.]+) entfallene Werte", said)
    return tuple(int(n.replace(".", "")) for n in line)


def expected(before: Cells, file: Cells) -> tuple[int, ...]:
    both = before.keys() & file.keys()
    changed = sum(before[cell] != file[cell] for cell in both)
    return len(file.keys() - both), changed, len(both) - changed, 0
