"""`atlas attack`: what a reader can compute of what a publication hides."""

import argparse
import sys
from pathlib import Path

from indicators.errors import AtlasError

ORDER = 160
SAY = "Eine Veröffentlichung angreifen: ausrechnen, was sich über Verborgenes sagen lässt."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("public", metavar="ZIEL", help="Datei oder Adresse, wohin atlas publish geschrieben hat")
    parser.add_argument("--truth", type=Path, metavar="CITY", help="Ordner der Kommune: gegen die wahren Zahlen prüfen")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was found. AtlasError (exit code 1) where something is open."""
    from atlas.city import open_city
    from atlas.publishing.attacker import attack, attack_text, stored_cubes
    from atlas.publishing.public import open_public, release_of

    public = open_public(options.public)
    truth = None
    if options.truth is not None:
        city = open_city(options.truth)
        truth = stored_cubes(city)
        city.engine.dispose()
    found = attack(public, release_of(public).known, truth=truth)
    said = attack_text(found, public)
    public.engine.dispose()
    if found.findings or found.wrong:
        raise AtlasError(said.rstrip())
    sys.stdout.write(said)
