"""What several commands take and ask."""

import argparse
import getpass
from pathlib import Path

from indicators.errors import WrongUse


def add_city(parser: argparse.ArgumentParser) -> None:
    """The town's folder as an argument."""
    parser.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")


def add_vintage(parser: argparse.ArgumentParser) -> None:
    """On whose areas the values stand, as an option."""
    said = "Gebietsstand, auf den umgerechnet ist: heute oder der letzte Tag eines früheren (2020-12-31)"
    parser.add_argument("--vintage", default="", metavar="V", help=said)


def who(by: str) -> str:
    """The name that is given, else the one at the system."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise WrongUse("Der Name am System ist nicht zu erfahren; nennen Sie mit --by, wer das tut.") from None
