"""Lieferungen: who may not write is led to the password."""

import pytest
from flask import Flask

from atlas.city import City
from atlas.pages import lieferungen


def test_with_a_password_the_page_leads_to_it(six: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_EDIT_PASSWORD", "Würfelzucker")
    with Flask("asked").test_request_context("/lieferungen"):
        said = str(lieferungen.layout(six, {}))
    assert "/anmelden?weiter=%2Flieferungen" in said
    assert "data-aufgabe" not in said
