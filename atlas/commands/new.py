"""The command `atlas new`: options, questions at a terminal, or a page; nothing heavy is imported before it runs."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import Final

from indicators.errors import FaultyInput, WrongUse

OPTIONS: Final = {
    "place": "--name",
    "themes": "--theme",
    "levels": "--level",
    "years": "--years",
    "outlines": "--outlines",
    "data": "--data",
}
ORDER = 20
SAY = "Eine eigene Kommune anlegen: Themen, Ebenen, Zeitraum, Grenzen und eine Excel-Datei."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="neuer Ordner, oder einer, in dem es weitergeht")
    parser.add_argument("--name", default="", metavar="NAME", help="Name der Kommune")
    parser.add_argument("--key", default="", metavar="K", help="Gemeindeschlüssel (Vorgabe 0)")
    parser.add_argument("--theme", action="append", default=[], metavar="T", help="Thema; mehrfach möglich")
    parser.add_argument("--level", action="append", default=[], metavar="L", help="Raumebene; mehrfach, grob nach fein")
    parser.add_argument("--years", default="", metavar="VON-BIS", help="Zeitraum, etwa 2015-2024")
    parser.add_argument(
        "--outlines", action="append", default=[], metavar="FILE", help="Grenzen der feinsten Ebene, auch EBENE=DATEI"
    )
    parser.add_argument("--layer", default="", metavar="E", help="Ebene innerhalb der Grenzdatei")
    parser.add_argument("--crs", default="", metavar="CRS", help="Bezugssystem der Grenzen, etwa EPSG:25832")
    parser.add_argument("--key-column", default="", metavar="S", help="Spalte der Grenzdatei mit dem Schlüssel")
    parser.add_argument("--name-column", default="", metavar="S", help="Spalte der Grenzdatei mit dem Namen")
    parser.add_argument(
        "--parent", action="append", default=[], metavar="EBENE=S", help="wo ein Gebiet liegt: Spalte oder Stellen"
    )
    parser.add_argument("--data", type=Path, metavar="FILE", help="die ausgefüllte Vorlage (.xlsx)")
    parser.add_argument("--page", action="store_true", help="im Browser fragen statt hier")
    parser.add_argument("--port", type=int, default=8050, help="Port der Seite (Vorgabe 8050)")


def run(options: argparse.Namespace) -> None:
    """Found the town, or go on with it."""
    from atlas.founding.answers import Answers, answer, parents
    from atlas.founding.outlines import Choice
    from atlas.founding.record import STEPS, missing, open_record, write_record
    from atlas.founding.town import default_catalogue, is_founded
    from atlas.founding.workbook import write_form

    folder: Path = options.folder
    founding = open_record(folder)
    if is_founded(folder):
        _done(folder, founding.name)
        return
    choice = Choice(
        options.layer, options.crs, options.key_column, options.name_column, parents(options.parent)
    )  # fmt: skip  # one line each would hide that it is one answer
    said = Answers(
        options.name, options.key, options.theme, options.level, options.years, options.outlines, choice, options.data
    )
    catalogue = default_catalogue()
    founding = answer(folder, founding, said, catalogue)
    if options.page:
        from atlas.founding.page import serve_page

        serve_page(folder, catalogue, options.port)
        return
    left = missing(founding)
    if left == ("data",) and not sys.stdin.isatty():
        founding = write_record(folder, write_form(folder, founding, catalogue))
        form = folder / founding.template
        sys.stdout.write(f"Die Vorlage liegt in {form}; ausgefüllt weiter mit: atlas new {folder} --data DATEI\n")
        return
    if left and not sys.stdin.isatty():
        lacking = ", ".join(f"{STEPS[step]} ({OPTIONS[step]})" for step in left)
        raise WrongUse(f"{folder}: Es fehlt noch: {lacking}; in einem Terminal fragt atlas new danach.")
    if left:
        _ask(folder)
        return
    _found(folder)


def _ask(folder: Path) -> None:
    """Ask for the rest; what the load refuses is asked for once more."""
    from atlas.founding.asking import Talk, ask_all
    from atlas.founding.record import open_record
    from atlas.founding.town import default_catalogue

    def say(words: str) -> None:
        sys.stdout.write(f"{words}\n")

    talk = Talk(folder, default_catalogue(), input, say, dt.date.today().year)
    say("Jede Antwort ist gleich gespeichert; mit Strg+C hören Sie auf und machen später mit demselben Befehl weiter.")
    try:
        founding = ask_all(talk, open_record(folder))
    except EOFError:
        raise WrongUse(f"{folder}: Die Eingabe ist zu Ende; weiter mit: atlas new {folder}") from None
    if founding is None:
        say(f"Weiter mit: atlas new {folder}")
        return
    _found(folder)


def _found(folder: Path) -> None:
    from dataclasses import replace

    from atlas.founding.record import open_record, write_record
    from atlas.founding.town import default_catalogue, found
    from atlas.progress import progress

    founding = open_record(folder)
    try:
        with progress("Laden") as step:
            found(folder, founding, default_catalogue(), step)
    except FaultyInput:
        write_record(folder, replace(founding, data=""))  # the next run asks for another file
        raise
    _done(folder, founding.name)


def _done(folder: Path, name: str) -> None:
    sys.stdout.write(f"{name} liegt in {folder}; ansehen mit: atlas serve {folder}\n")
