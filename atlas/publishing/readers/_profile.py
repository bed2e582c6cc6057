"""Whose profile a paper is: its area by what was asked for or by its head, and how its indicators are written."""

import re
from dataclasses import dataclass

from atlas.numbers import period_text
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import Where, level_of, periods_of, together
from atlas.publishing.readers._tagged import Element
from indicators.disclosure.said import TOGETHER, Frame
from indicators.model import Indicator


@dataclass(frozen=True)
class Sheet:
    """Whose profile it is, and how its indicators and periods are written."""

    level: str
    area: str
    town: tuple[str, str]  # level and key of the whole town
    rows: dict[str, list[tuple[Indicator, str]]]  # name, unit and period without blanks -> indicator and period
    frame: Frame

    def at(self, indicator: Indicator, period: str) -> Where:
        """Where a number of the profile's area belongs."""
        return indicator.id, self.level, self.area, period


def sheet_of(root: Element, artefact: Artefact, frame: Frame) -> Sheet:
    """Whose profile it is. ValueError for an area that the edition does not have, or has twice by this name."""
    head = next(root.all("H1"), None)
    name = head.text.replace("\u200b", "").replace("\u00ad", "") if head else ""
    kind = next((part.text for part in root.all("P") if part.text), "")
    level, area = _area(name, kind, artefact, frame)
    top = frame.tree.levels[0]
    rows: dict[str, list[tuple[Indicator, str]]] = {}
    for one in frame.catalogue.indicators.values():
        for period in periods_of(frame, one.id):
            rows.setdefault(plain(f"{one.short}{one.unit}, {period_text(period)}"), []).append((one, period.iso))
    return Sheet(level, area, (top, frame.tree.keys[top][0]), rows, frame)


def _area(name: str, kind: str, artefact: Artefact, frame: Frame) -> tuple[str, str]:
    """Level and key by what was asked for, else by the name and the words above it; several areas by their names."""
    asked = artefact.about.get("gebiete", "")
    wanted = artefact.about.get("ebene", "")
    if asked and (level := level_of(frame, asked.split(",")[0], wanted)):
        return level, TOGETHER.join(asked.split(","))
    called = {level: {plain(n): key for n, key in places.items()} for level, places in frame.places.items()}
    found = [level for level in called if plain(name) in called[level]]
    if len(found) > 1:  # the longest name of a level that the words begin with
        found = sorted(found, key=lambda level: len(frame.names[level]) * kind.startswith(frame.names[level]))[-1:]
    if found:
        return found[0], called[found[0]][plain(name)]
    parts = together(name, artefact.about).split(TOGETHER)
    found = [level for level in called if len(parts) > 1 and all(plain(part) in called[level] for part in parts)]
    if len(found) != 1:
        raise ValueError(f"das Gebiet „{name}“ gehört nicht zur Ausgabe, oder mehrere heißen so")
    return found[0], TOGETHER.join(called[found[0]][plain(part)] for part in parts)


def plain(text: str) -> str:
    """Words without what only lays them out: blanks, and where a long one may break."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)
