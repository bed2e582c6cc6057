"""`atlas serve`: the atlas in a browser."""

import argparse

from atlas.commands._common import add_city

ORDER = 110
SAY = "Den Atlas im Browser bereitstellen."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--host", default="127.0.0.1", help="Adresse (Vorgabe 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8050, help="Port (Vorgabe 8050)")
    parser.add_argument("--workers", type=int, default=1, help="Zahl der Prozesse (Vorgabe 1)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.web.server import serve

    serve(options.city, options.host, options.port, options.workers)
