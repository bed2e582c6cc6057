"""Sechsfeld, the six areas of tests/city, as a town of its own that a test may change, load and look at."""

import json
import shutil
from pathlib import Path

import pytest

from atlas.city import City, open_city
from atlas.intake.ingest import Loaded, load
from atlas.publishing.choice import choose
from atlas.publishing.public import open_public
from atlas.publishing.release import prepare, release
from tests.checkout import ROOT

SIX = ROOT / "tests" / "city"


class Town:
    """A copy of Sechsfeld in a folder of its own."""

    def __init__(self, folder: Path, loaded: City | None = None) -> None:
        """Of the files of Sechsfeld, not loaded; or of `loaded`, which nobody changes, with its database."""
        if loaded is None:
            shutil.copytree(SIX, folder, ignore=shutil.ignore_patterns("*.sqlite*"))
        else:
            assert loaded.folder is not None
            shutil.copytree(loaded.folder, folder)
        self.folder = folder

    def write(self, name: str, text: str) -> Path:
        """A file below the town's folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in the file once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def deliver(self, name: str, columns: dict[str, str], table: str, **words: str) -> None:
        """A delivery like those of Sechsfeld: CSV columns jahr, gebiet and `columns` (column -> variable).

        `words`: level (stadtteil), kind (date), day (12-31 where the kind is date), extra (further TOML).
        """
        kind = words.get("kind", "date")
        day = words.get("day", "12-31" if kind == "date" else "")
        values = "\n".join(f'{column} = "{variable}"' for column, variable in columns.items())
        self.write(
            f"deliveries/{name}.toml",
            f'title = "{name}"\nloader = "csv_wide"\nfile = "{name}.csv"\nsymbols = "plain"\n'
            'symbols_own = { "." = "secret", "x" = "not_applicable", "..." = "later" }\n'
            '[source]\nproducer = "Amt"\n[read]\nencoding = "utf-8"\ndelimiter = ";"\n'
            f'[area]\ncolumn = "gebiet"\nlevel = "{words.get("level", "stadtteil")}"\n'
            f'[period]\ncolumn = "jahr"\nkind = "{kind}"\n'
            + (f'day = "{day}"\n' if day else "")
            + f"[values]\n{values}\n{words.get('extra', '')}",
        )
        self.write(f"raw/{name}.csv", ";".join(("jahr", "gebiet", *columns)) + "\n" + table.strip() + "\n")

    def load(self) -> Loaded:
        """A new edition, or the old one."""
        return load(self.folder)

    def open(self) -> City:
        """The newest edition."""
        return open_city(self.folder)


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Sechsfeld, to be changed; its database is a file in its folder."""
    for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
        monkeypatch.delenv(name, raising=False)
    return Town(tmp_path / "sechsfeld")


@pytest.fixture
def loaded(six: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Town:
    """Sechsfeld as `town`, and already loaded."""
    for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
        monkeypatch.delenv(name, raising=False)
    return Town(tmp_path / "sechsfeld", six)


@pytest.fixture(scope="session")
def six(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Sechsfeld as it is, loaded and opened once."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        folder = tmp_path_factory.mktemp("towns") / "sechsfeld"
        found = Town(folder)
        found.load()
        return found.open()


SECRET = "sgb2_u15_nef"  # children of families that live on SGB II: fewer than 3 are secret
PUBLISHED = ("bev_insg", "ant_u18", SECRET)


@pytest.fixture(scope="session")
def six_public(six: City, tmp_path_factory: pytest.TempPathFactory) -> City:
    """What of Sechsfeld may be seen of three indicators; the house's own folder stays as it is."""
    town = Town(tmp_path_factory.mktemp("published") / "sechsfeld", six)
    to = str(town.folder.parent / "offen.sqlite")
    release(town.folder, six, prepare(town.folder, six, choose(six, PUBLISHED)), to, "Ada")
    return open_public(to)


MORE = {"24": (300, 30), "25": (400, 64), "26": (250, 45), "27": (800, 112)}  # key -> residents, under 18, in 2023


@pytest.fixture(scope="session")
def ten(tmp_path_factory: pytest.TempPathFactory) -> City:
    """Sechsfeld with four more Stadtteile in the Bezirk Ost: enough for classes."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        found = Town(tmp_path_factory.mktemp("towns") / "zehnfeld")
        outlines = found.folder / "raw" / "stadtteile.geojson"
        areas = json.loads(outlines.read_text("utf-8"))
        for place, key in enumerate(MORE):
            west, south = 9.5 + 0.02 * place, 54.7
            ring = [[west, south], [west + 0.02, south], [west + 0.02, 54.71], [west, 54.71], [west, south]]
            areas["features"].append(
                {
                    "type": "Feature",
                    "properties": {"key": key, "name": f"Neufeld {key}", "sozialraum": "S"},
                    "geometry": {"type": "Polygon", "coordinates": [ring]},
                }
            )
        outlines.write_text(json.dumps(areas), "utf-8")
        rows = [f"{year};{key};{n};{x - 5 * (2023 - year)};7" for year in (2022, 2023) for key, (n, x) in MORE.items()]
        table = found.folder / "raw" / "einwohner.csv"
        table.write_text(table.read_text("utf-8").rstrip() + "\n" + "\n".join(rows) + "\n", "utf-8")
        found.load()
        return found.open()
