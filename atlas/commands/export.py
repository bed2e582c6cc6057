"""`atlas export`: one view as a file."""

import argparse
import sys
from pathlib import Path

from atlas.commands._common import add_vintage

ORDER = 140
SAY = "Profil, Tabelle, Karte als Datei schreiben."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("format", metavar="FORMAT", help="pdf, xlsx, csv, svg, png, geojson oder gpkg")
    parser.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--area", default="", metavar="K", help="Schlüssel eines Gebiets, auch EBENE:SCHLÜSSEL")
    which.add_argument("--level", default="", metavar="L", help="Raumebene")
    parser.add_argument("--indicator", action="append", default=[], metavar="I", help="Indikator; mehrfach möglich")
    parser.add_argument("--period", default="", metavar="P", help="Zeitbezug")
    add_vintage(parser)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="Zieldatei")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.city import open_city
    from atlas.download import export

    city = open_city(options.city)
    try:
        written = export(
            city,
            options.format,
            options.output,
            area=options.area,
            level=options.level,
            indicators=tuple(options.indicator),
            period=options.period,
            vintage=options.vintage,
        )
    finally:
        city.engine.dispose()
    for path in written:
        sys.stdout.write(f"{path}\n")
