"""`atlas serve`: the atlas in a browser."""

import argparse
from pathlib import Path

from indicators.errors import WrongUse

ORDER = 110
SAY = "Den Atlas im Browser bereitstellen."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("city", metavar="CITY", type=Path, nargs="?", help="Ordner der Kommune (mit city.toml)")
    parser.add_argument("--public", default="", metavar="ZIEL", help="nur zeigen, was atlas publish dorthin schrieb")
    parser.add_argument("--host", default="127.0.0.1", help="Adresse (Vorgabe 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8050, help="Port (Vorgabe 8050)")
    parser.add_argument("--workers", type=int, default=1, help="Zahl der Prozesse (Vorgabe 1)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.web.server import serve

    if (options.city is None) is not bool(options.public):
        raise WrongUse("Geben Sie entweder den Ordner einer Kommune an oder mit --public eine Veröffentlichung.")
    serve(options.city, options.host, options.port, options.workers, options.public)
