"""`atlas load`: read a town and keep it as a new edition."""

import argparse
import sys
from pathlib import Path

from atlas.commands._common import add_city
from indicators.errors import WrongUse

ORDER = 40
SAY = "Lieferungen und Grenzen einlesen, prüfen und als neuen Stand speichern."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--report", type=Path, help="Ladebericht zusätzlich in diese Datei schreiben (.json oder .txt)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.ingest import load, write_report
    from atlas.progress import progress

    if options.report and not options.report.resolve().parent.is_dir():
        raise WrongUse(f"{options.report}: Diesen Ordner gibt es nicht; der Ladebericht kann nicht geschrieben werden.")
    with progress("Laden") as step:
        loaded = load(options.city, step)
    if options.report:
        write_report(loaded, options.report)
    sys.stdout.write(loaded.text)
