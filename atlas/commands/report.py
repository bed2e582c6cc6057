"""`atlas report`: a report of an area, of all areas of a level, or of the town."""

import argparse
import sys
from pathlib import Path

ORDER = 145
SAY = "Bericht nach einer Vorlage schreiben: eines Gebiets, aller Gebiete einer Ebene oder der Stadt."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("template", metavar="TEMPLATE", help="Name der Vorlage; „list“ nennt alle")
    parser.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune, oder öffentliche Datenbank")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--area", default="", metavar="K", help="Gebiet: SCHLÜSSEL, EBENE:SCHLÜSSEL oder EBENE:A+B")
    which.add_argument("--level", default="", metavar="L", help="alle Gebiete dieser Raumebene in einer ZIP-Datei")
    parser.add_argument("--format", default="pdf", metavar="F", help="pdf, pptx, docx, html oder xlsx")
    parser.add_argument("--year", type=int, metavar="J", help="neueste Zahlen bis zu diesem Jahr")
    parser.add_argument("--status", default="", metavar="S", help="intern, Entwurf oder öffentlich")
    parser.add_argument("-o", "--output", type=Path, metavar="PATH", help="Zieldatei oder Ordner (default: hier)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.city import open_city
    from atlas.progress import progress
    from atlas.publishing.public import open_public
    from atlas.reports.making import Wanted, make, make_all, read_area, save
    from atlas.reports.template import read_templates
    from indicators.errors import AtlasError

    city = open_public(str(options.city)) if options.city.is_file() else open_city(options.city)
    output = options.output or Path()
    try:
        if options.template == "list":
            for name, template in read_templates(city).items():
                sys.stdout.write(f"{name}: {template.head.title}. {template.head.summary}\n")
            return
        level, keys = read_area(city, options.area) if options.area else (options.level, ())
        wanted = Wanted(options.template, level, keys, options.year, options.status)
        if not options.level:
            sys.stdout.write(f"{save(output, make(city, wanted, options.format))}\n")
            return
        with progress("Berichte") as step:
            batch = make_all(city, wanted, options.format, step)
        sys.stdout.write(f"{save(output, batch.download)}\n")
    finally:
        city.engine.dispose()
    if batch.failed:
        said = "\n".join(f"{one.name}: {one.sentence}" for one in batch.failed)
        raise AtlasError(f"{batch.made} Berichte sind erstellt, {len(batch.failed)} nicht:\n{said}")
