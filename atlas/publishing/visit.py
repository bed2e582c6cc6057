"""Visit a running public atlas: every matrix and every table that it gives away, as any browser can ask for them.

Of pictures and profiles there is no end (every selection is another one): of them a sample is asked for, and told.
"""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from atlas.publishing.artefacts import Artefact, asked
from atlas.publishing.description import ADDRESS, Description, There, read_description
from indicators.errors import AtlasError, WrongUse

PATIENCE: Final = 60  # seconds for one answer
TABLES: Final = ("csv", "csv_de", "xlsx")  # the first for every year, all of them for the newest values
COARSE: Final = 2  # so many levels from the whole town downwards
PROFILES: Final = 20  # at most so many areas of them


def visit(origin: str) -> Description:
    """What the atlas at `origin` says of itself. WrongUse for what is no address, AtlasError where nothing answers."""
    parts = urllib.parse.urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise WrongUse(f"„{origin}“ ist keine Adresse; schreiben Sie sie wie http://127.0.0.1:8050.")
    address = f"{origin.rstrip('/')}{ADDRESS}"
    return read_description(receive(address).body, address)


def artefacts_of(origin: str, description: Description) -> Iterator[Artefact]:
    """Matrices of all indicators and levels with their bases, and the tables of every level and year."""
    root = origin.rstrip("/")
    for one in description.values:
        place = f"{root}/daten/{description.edition}/{one.indicator}/{one.level}"
        yield receive(f"{place}.matrix")
        if description.catalogue.indicators[one.indicator].denominator:
            yield receive(f"{place}/n.matrix")
    for level in dict.fromkeys(one.level for one in description.values):
        years = sorted({p.year for one in description.values if one.level == level for p in one.periods})
        asked_for = [("csv", f"&jahr={year}") for year in years] + [(kind, "") for kind in TABLES]
        for kind, when in asked_for:
            yield receive(f"{root}/export/{kind}?inhalt=tabelle&ebene={level}{when}")
    yield from _papers(root, description)


def _papers(root: str, description: Description) -> Iterator[Artefact]:
    """The sample: drawings, one of them as a picture, and profiles; each as a paper, too."""
    for place, one in enumerate(newest_maps(description)):
        asks = f"indikator={one.indicator}&ebene={one.level}&zeit={one.periods[-1].iso}"
        drawing = receive(f"{root}/export/svg?{asks}")
        yield drawing
        yield receive(f"{root}/bericht?inhalt=karte&{asks}")
        if place == 0:
            yield replace(receive(f"{root}/export/png?{asks}"), drawing=drawing.body)
    for level, key in coarse_areas(description):
        asks = f"inhalt=profil&ebene={level}&gebiete={urllib.parse.quote(key)}"
        yield receive(f"{root}/export/pdf?{asks}")
        yield receive(f"{root}/bericht?{asks}")


def newest_maps(description: Description) -> list[There]:
    """Every indicator at the level with the most areas that it is known for."""
    finest: dict[str, There] = {}
    for one in description.values:
        known = finest.get(one.indicator)
        if known is None or len(description.areas[one.level]) > len(description.areas[known.level]):
            finest[one.indicator] = one
    return [one for one in finest.values() if one.periods]


def coarse_areas(description: Description) -> list[tuple[str, str]]:
    """Level and key of the areas whose profile is asked for."""
    there = {one.level for one in description.values}
    levels = [info.id for info in description.city.levels if info.id in there][:COARSE]
    return [(level, area.key) for level in levels for area in description.areas[level]][:PROFILES]


def asked_text(description: Description) -> str:
    """What was asked for, as a sentence."""
    maps, areas = newest_maps(description), coarse_areas(description)
    levels = ", ".join(dict.fromkeys(description.level(level).name for level, _ in areas))
    return (
        "Gefragt wurde nach jeder Matrix und jeder Tabelle; als Stichprobe nach der neuesten Karte jedes Indikators "
        f"({len(maps)} SVG, die erste auch als PNG) und nach {len(areas)} Profilen (PDF; {levels}), beides auch als "
        "Bericht.\n"
    )


def receive(address: str) -> Artefact:
    """The answer to an address; AtlasError where there is none."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # http and https only, see visit
            return Artefact(address, answer.read(), asked(address))
    except (OSError, http.client.HTTPException) as error:
        said = f"Antwort {error.code}" if isinstance(error, urllib.error.HTTPError) else str(error)
        raise AtlasError(
            f"{address}: Hier antwortet kein öffentlicher Atlas ({said}); starten Sie ihn mit atlas serve --public."
        ) from None
