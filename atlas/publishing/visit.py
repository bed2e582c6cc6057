"""Visit a running public atlas: every matrix and every table that it gives away, as any browser can ask for them."""

import http.client
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Final

from atlas.publishing.artefacts import Artefact, asked
from atlas.publishing.description import ADDRESS, Description, read_description
from indicators.errors import AtlasError, WrongUse

PATIENCE: Final = 60  # seconds for one answer
TABLES: Final = ("csv", "csv_de", "xlsx")  # the first for every year, all of them for the newest values


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
