"""`atlas attack`: what a reader can compute of what a publication hides."""

import argparse
import sys
from pathlib import Path

from indicators.errors import AtlasError

ORDER = 160
SAY = "Eine Veröffentlichung angreifen: ausrechnen, was sich über Verborgenes sagen lässt."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument(
        "public", metavar="ZIEL", help="Datenbank, Ordner mit ihr und weiteren Dateien, oder http-Adresse eines Atlas"
    )
    parser.add_argument("--truth", type=Path, metavar="CITY", help="Ordner der Kommune: gegen die wahren Zahlen prüfen")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was found. AtlasError (exit code 1) where something is open or was not read."""
    from atlas.city import open_city
    from atlas.publishing.attacker import (
        attack_artefacts,
        attack_files,
        attack_text,
        database_in,
        files_in,
        read_text,
        stored_cubes,
    )
    from atlas.publishing.description import described
    from atlas.publishing.public import open_public
    from atlas.publishing.visit import artefacts_of, asked_text, visit

    truth, asked = None, ""
    if options.truth is not None:
        city = open_city(options.truth)
        truth = stored_cubes(city)
        city.engine.dispose()
    if options.public.startswith(("http://", "https://")):
        description = visit(options.public)
        found, read = attack_artefacts(description, artefacts_of(options.public, description), truth)
        asked = asked_text(description)
    else:
        folder = Path(options.public)
        place = database_in(folder) if folder.is_dir() else options.public
        public = open_public(str(place))
        description = described(public)
        found, read = attack_files(public, files_in(folder) if folder.is_dir() else (), truth)
        public.engine.dispose()
    said = attack_text(found, description)
    if read.kinds or read.faults:
        said = asked + read_text(read, found) + said
    if found.findings or found.wrong or read.faults or read.traces or found.strange:
        raise AtlasError(said.rstrip())
    sys.stdout.write(said)
