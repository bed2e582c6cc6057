"""`atlas areas`: levels that people made."""

import argparse
import sys
from pathlib import Path

from atlas.commands._common import add_city
from indicators.errors import WrongUse

ORDER = 100
SAY = "Die eigenen Gebiete nennen, oder eine Datei mit eigenen Gebieten aufnehmen."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--add", type=Path, metavar="FILE", help="Datei (.toml), die geprüft und aufgenommen wird")
    parser.add_argument("--remove", default="", metavar="NAME", help="Einteilung, die nicht mehr gelten soll")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.own_areas import from_file, listed, take_away, take_in
    from atlas.progress import progress

    if options.add and options.remove:
        raise WrongUse("--add und --remove zugleich geht nicht; rufen Sie atlas areas zweimal auf.")
    if not (options.add or options.remove):
        sys.stdout.write(listed(options.city))
        return
    with progress("Eigene Gebiete") as step:
        if options.add:
            name, document = from_file(options.add)
            loaded = take_in(options.city, name, document, step=step)
        else:
            name = options.remove
            loaded = take_away(options.city, name, step=step)
    said = "aufgenommen" if options.add else "nicht mehr da; die Datei liegt bei den früheren (eigene/frueher)"
    sys.stdout.write(f"Eigene Gebiete „{name}“: {said}. Neuer Stand {loaded.edition}.\n")
