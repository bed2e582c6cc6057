"""What carries no numbers of indicators: outlines, names of places, scripts, styles, fonts, icons, empty answers."""

import re

from atlas.publishing.artefacts import Artefact
from indicators.disclosure.said import Frame, Said

TITLE = "ohne Zahlen (Umrisse, Programme, Schriften)"
ADDRESSES = re.compile(
    r"/gebiete/\d+/|/assets/|/_dash-component-suites/|/karte/|\.(js|mjs|css|woff2?|ttf|ico|map)($|\?)"
    r"|/_dash-(dependencies|layout)|_favicon|/_reload-hash"
)


def fits(artefact: Artefact) -> bool:
    """Whether its address or its emptiness says so."""
    return not artefact.body.strip() or bool(ADDRESSES.search(artefact.name))


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Nothing."""
    return []
