"""Real towns, loaded once a run: whichever worker asks first loads, the others wait for it and read."""

import fcntl
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from atlas.city import City, open_city
from atlas.intake.ingest import load
from tests.cities.towns import raw_folder
from tests.shared import ROOT


@dataclass(frozen=True)
class LoadedTown:
    """A town of `data` in a database of its own, which nobody changes."""

    folder: Path
    database: str
    report: dict[str, Any]
    findings: list[dict[str, Any]]  # of the plausibility rules, field by field

    def open(self) -> City:
        """Its edition."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("ATLAS_DATABASE_URL", self.database)
            return open_city(self.folder)


@pytest.fixture(scope="session")
def loaded_town(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], LoadedTown]:
    """The town of that name."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if own.name.startswith("popen-") else own  # what the workers of one run have in common

    def find(town: str) -> LoadedTown:
        said, database = shared / f"{town}.json", f"sqlite:///{shared / f'{town}.sqlite'}"
        folder = ROOT / "data" / town
        with (shared / f"{town}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not said.is_file():
                with pytest.MonkeyPatch.context() as patch:
                    patch.setenv("ATLAS_RAW", str(raw_folder(town)))
                    patch.setenv("ATLAS_DATABASE_URL", database)
                    loaded = load(folder)
                    findings = [asdict(finding) for finding in loaded.findings]
                    said.write_text(json.dumps([loaded.report, findings], ensure_ascii=False), "utf-8")
        return LoadedTown(folder, database, *json.loads(said.read_text("utf-8")))

    return find
