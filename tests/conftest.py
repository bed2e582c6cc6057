"""What every test may ask for, the order of the tests, and the one line about towns that are not there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests.checkout import ROOT
from tests.shared import SHARED

GOLDEN = ROOT / "tests" / "golden"


def pytest_configure() -> None:
    """A busy machine is slow, not wrong: no test of a property fails by the clock."""
    settings.register_profile("atlas", deadline=None)
    settings.load_profile("atlas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite golden files and the screenshots of the docs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Fast before slow: the packages and their mirror, then the browser, then the docs."""

    def turn(item: pytest.Item) -> int:
        if item.path.name in ("test_docs.py", "test_house.py"):
            return 2
        return 1 if item.get_closest_marker("browser") else 0

    items.sort(key=turn)
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("needs_shared"):
                item.add_marker(pytest.mark.skip(reason="the raw files of real towns are not there"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    absent = [report for report in terminalreporter.stats.get("skipped", []) if "needs_shared" in report.keywords]
    if absent:
        terminalreporter.write_line(
            f"{len(absent)} tests over real towns skipped: ATLAS_SHARED (default ../shared) is not there"
        )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden(name, text): the text equals tests/golden/<name>, which only `pytest --golden` rewrites."""
    rewrite = request.config.getoption("--golden")

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if rewrite:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        elif not path.is_file():
            pytest.fail(f"tests/golden/{name} is missing: read this, then write it by --golden\n\n{text}")
        assert text == Path(path).read_bytes().decode(), f"differs from tests/golden/{name}"

    return check
