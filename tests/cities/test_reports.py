"""The reports of loading the real towns, whole, as people and machines get them."""

import json
from collections.abc import Callable

import pytest

from indicators.deliveries.report_text import report_text
from tests.cities.loaded import LoadedTown
from tests.shared import needs_shared

pytestmark = needs_shared


@pytest.mark.parametrize("town", ["flensburg", "berlin", "koeln", "muenchen"])
def test_the_report_of_a_load(
    town: str, loaded_town: Callable[[str], LoadedTown], golden: Callable[[str, str], None]
) -> None:
    report = loaded_town(town).report
    golden(f"reports/{town}.json", json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    golden(f"reports/{town}.txt", report_text(report))
