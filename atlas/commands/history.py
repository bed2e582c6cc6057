"""`atlas history`: every number that a cell ever had."""

import argparse
import sys

from atlas.commands._common import add_city

ORDER = 90
SAY = "Jede Zahl nennen, die ein Wert je hatte: woher, von wann bis wann."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--variable", required=True, metavar="V", help="Merkmal")
    parser.add_argument("--level", required=True, metavar="L", help="Raumebene")
    parser.add_argument("--area", required=True, metavar="K", help="Schlüssel des Gebiets")
    parser.add_argument("--period", required=True, metavar="P", help="Zeitbezug: 2024-12-31 oder 2024")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.acceptance_text import history_text

    sys.stdout.write(history_text(options.city, options.variable, options.level, options.area, options.period))
