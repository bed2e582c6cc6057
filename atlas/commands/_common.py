"""What several commands take and ask."""

import argparse
import getpass
from pathlib import Path

from indicators.errors import WrongUse


def add_city(parser: argparse.ArgumentParser) -> None:
    """The town's folder as an argument."""
    parser.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")


def who(by: str) -> str:
    """The name that is given, else the one at the system."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise WrongUse("Der Name am System ist nicht zu erfahren; nennen Sie mit --by, wer das tut.") from None
