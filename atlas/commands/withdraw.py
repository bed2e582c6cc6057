"""`atlas withdraw`: take an accepted file back."""

import argparse
import sys

from atlas.commands._common import add_city, who

ORDER = 60
SAY = "Eine angenommene Datei zurückziehen; die Werte davor gelten wieder."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("number", metavar="NUMMER", type=int, help="ihre Nummer, siehe atlas accepted")
    parser.add_argument("--reason", default="", metavar="TEXT", help="warum")
    parser.add_argument("--by", default="", metavar="NAME", help="wer sie zurückzieht (Vorgabe: Name am System)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.acceptance import withdraw
    from atlas.progress import progress

    with progress("Zurückziehen") as step:
        loaded = withdraw(options.city, options.number, options.reason, who(options.by), step)
    sys.stdout.write(f"Nummer {options.number} gilt nicht mehr: neuer Stand {loaded.edition}.\n")
