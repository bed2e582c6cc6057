"""`atlas due`: what offices owe."""

import argparse
import sys

from atlas.commands._common import add_city

ORDER = 80
SAY = "Sagen, welche Lieferungen erwartet werden und welche überfällig sind."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--on", default="", metavar="TAG", help="von diesem Tag aus: 2026-03-31 (Vorgabe heute)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.due import print_due

    print_due(options.city, options.on, sys.stdout.write)
