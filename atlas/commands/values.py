"""`atlas values`: values of one indicator for scripts."""

import argparse
import sys
from dataclasses import astuple

from atlas.commands._common import add_city, add_vintage

ORDER = 120
SAY = "Werte eines Indikators ausgeben, für Skripte und zum Prüfen."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--indicator", required=True, metavar="I", help="Schlüssel des Indikators")
    parser.add_argument("--level", default="", metavar="L", help="Raumebene")
    parser.add_argument(
        "--period",
        default="",
        metavar="P",
        help="Zeitbezug: 2022-12-31, 2022/2023 oder 2022 (alle des Jahres)",
    )
    parser.add_argument("--area", default="", metavar="K", help="Schlüssel eines Gebiets")
    add_vintage(parser)
    parser.add_argument(
        "--format", default="csv", choices=("csv", "csv-de", "json"), help="Ausgabeformat (Vorgabe csv)"
    )


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.city import open_city
    from atlas.exports.csv import CONVERTED, FORMATS
    from atlas.view.values import COLUMNS, look_converted

    vintage = options.vintage
    city = open_city(options.city)
    try:
        asked = options.indicator, vintage, options.level, options.period, options.area
        rows = list(look_converted(city, *asked))
    finally:
        city.engine.dispose()
    columns = (*COLUMNS, *CONVERTED) if vintage else COLUMNS
    lines = ((*astuple(row), vintage, share) if vintage else astuple(row) for row, share in rows)
    sys.stdout.buffer.write(FORMATS[options.format](columns, lines))
    sys.stdout.flush()
