"""What holds for every test of founding: the towns lie in folders of the test, each with a database of its own."""

import pytest


@pytest.fixture(autouse=True)
def own_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
        monkeypatch.delenv(name, raising=False)
