"""`atlas template`: an Excel file that an office fills in."""

import argparse
import sys
from pathlib import Path

from atlas.commands._common import add_city

ORDER = 130
SAY = "Eine Excel-Vorlage schreiben, die ein Fachamt ausfüllt und der Atlas liest."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--theme", required=True, metavar="T", help="Schlüssel des Themas")
    parser.add_argument("--level", default="", metavar="L", help="Raumebene (Vorgabe die feinste)")
    parser.add_argument(
        "--year",
        action="append",
        type=int,
        default=[],
        metavar="J",
        help="Jahr; mehrfach möglich (Vorgabe das nächste)",
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="Zieldatei (.xlsx)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.city import open_city
    from atlas.recipe import read_recipe
    from atlas.template import template
    from atlas.template_book import write_template

    catalogue = read_recipe(options.city).catalogue
    city = open_city(options.city)
    try:
        asked = template(city, catalogue, options.theme, options.level, options.year)
    finally:
        city.engine.dispose()
    for path in write_template(asked, options.output):
        sys.stdout.write(f"{path}\n")
