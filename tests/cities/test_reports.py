"""The reports of loading the real towns, whole, as people and machines get them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.ingest import load
from indicators.deliveries.report_text import report_text
from tests.cities.towns import raw_folder
from tests.shared import ROOT, needs_shared

pytestmark = needs_shared


@pytest.mark.parametrize("town", ["flensburg", "berlin", "koeln", "muenchen"])
def test_the_report_of_a_load(
    town: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], None]
) -> None:
    monkeypatch.setenv("ATLAS_RAW", str(raw_folder(town)))
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'town.sqlite'}")
    loaded = load(ROOT / "data" / town)
    golden(f"reports/{town}.json", json.dumps(loaded.report, ensure_ascii=False, indent=1) + "\n")
    golden(f"reports/{town}.txt", report_text(loaded.report))
