"""`atlas accepted`: the files that were taken in."""

import argparse
import sys

from atlas.commands._common import add_city

ORDER = 70
SAY = "Die angenommenen Dateien nennen, zurückgezogene auch."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.acceptance_text import listed

    sys.stdout.write(listed(options.city))
