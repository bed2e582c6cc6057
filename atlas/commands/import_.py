"""`atlas import`: one more file of a series: preview, acceptance."""

import argparse
import sys
from pathlib import Path

from atlas.commands._common import who

ORDER = 50
SAY = "Eine Datei als weitere Lieferung lesen und zeigen, was sie ändern würde."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("file", metavar="FILE", type=Path, help="die Datei, wie das Amt sie schickt")
    parser.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")
    parser.add_argument(
        "--spec", default="", metavar="NAME", help="Lieferung, als die sie gelesen wird (sonst erkannt)"
    )
    parser.add_argument("--name", default="", metavar="NAME", help="als neue Lieferung dieses Namens lesen")
    pair = ("FRAGE", "ANTWORT")
    parser.add_argument("--answer", nargs=2, action="append", default=[], metavar=pair, help="zu einer neuen Lieferung")
    parser.add_argument("--accept", action="store_true", help="annehmen: ein neuer Stand (sonst nur Vorschau)")
    parser.add_argument("--replace", action="store_true", help="ersetzt alles, was die Lieferung bisher hatte")
    parser.add_argument("--by", default="", metavar="NAME", help="wer annimmt (Vorgabe: Name am System)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.intake.acceptance import accept
    from atlas.intake.acceptance_text import preview_text
    from atlas.intake.importing import seen as look
    from atlas.progress import progress

    new = (options.name, dict(options.answer))
    with progress("Lesen") as step:
        seen = look(options.city, options.file, options.spec, *new, who(options.by), options.replace, step)
    sys.stdout.write(preview_text(seen))
    if not options.accept:
        sys.stdout.write("Nur Vorschau, nichts geändert; mit --accept annehmen.\n")
        return
    loaded, number = accept(options.city, seen, options.file)
    sys.stdout.write(f"Angenommen als Nummer {number}: neuer Stand {loaded.edition}.\n")
