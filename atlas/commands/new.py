"""The command `atlas new`: options, questions at a terminal, or a page; nothing heavy is imported before it runs."""

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from indicators.errors import AtlasError, FaultyInput, WrongUse

if TYPE_CHECKING:
    from indicators.model import Catalogue

OPTIONS: Final = {
    "place": "--name",
    "themes": "--theme",
    "levels": "--level",
    "years": "--years",
    "outlines": "--outlines",
    "data": "--data",
}
KEPT: Final = "die Antworten davor sind gespeichert, sonst wurde nichts geändert"
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
    parser.add_argument("--data", type=Path, metavar="FILE", help="die ausgefüllte Vorlage, oder eine eigene Tabelle")
    pair = ("FRAGE", "ANTWORT")
    parser.add_argument("--answer", nargs=2, action="append", default=[], metavar=pair, help="zu einer eigenen Tabelle")
    parser.add_argument("--accept", action="store_true", help="Vorschläge zu den übrigen Fragen annehmen")
    parser.add_argument("--page", action="store_true", help="im Browser fragen statt hier")
    parser.add_argument("--port", type=int, default=8050, help="Port der Seite (Vorgabe 8050)")


def run(options: argparse.Namespace) -> None:
    """Found the town, or go on with it. What is kept before a fault stays kept, and the fault says so."""
    from atlas.founding.record import RECORD

    record: Path = options.folder / RECORD
    before = record.read_bytes() if record.is_file() else b""
    try:
        _run(options)
    except FaultyInput as faulty:
        if record.is_file() and record.read_bytes() != before:
            raise FaultyInput(faulty.faults, KEPT) from None
        raise


def _run(options: argparse.Namespace) -> None:
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
    o = options
    choice = Choice(o.layer, o.crs, o.key_column, o.name_column, parents(o.parent))
    said = Answers(o.name, o.key, o.theme, o.level, o.years, o.outlines, choice, o.data, dict(o.answer), o.accept)
    catalogue = default_catalogue()
    founding = answer(folder, founding, said, catalogue)
    if options.page:
        from atlas.founding.page import serve_page

        serve_page(folder, catalogue, options.port)
        return
    left = missing(founding)
    if left and sys.stdin.isatty():
        _ask(folder)
    elif left == ("data",) and founding.own:
        _questions(folder, catalogue)
    elif left == ("data",):
        founding = write_record(folder, write_form(folder, founding, catalogue))
        form = folder / founding.template
        sys.stdout.write(
            f"Die Vorlage liegt in {form}; weiter mit: atlas new {folder} --data DATEI, mit der ausgefüllten Vorlage "
            "oder einer eigenen Tabelle (Excel, CSV).\n"
        )
    elif left:
        lacking = ", ".join(f"{STEPS[step]} ({OPTIONS[step]})" for step in left)
        raise WrongUse(f"{folder}: Es fehlt noch: {lacking}; in einem Terminal fragt atlas new danach.")
    else:
        _found(folder)


def _questions(folder: Path, catalogue: "Catalogue") -> None:
    """Write out what was understood of the own file, and what is left to ask."""
    from atlas.founding.own_file import own_file, unanswered
    from atlas.founding.record import open_record
    from atlas.intake.newcomer_text import recognised_text

    founding = open_record(folder)
    recognised = own_file(folder, founding, catalogue)
    sys.stdout.write(recognised_text(recognised, (), founding.answers))
    sys.stdout.flush()
    left = unanswered(recognised, founding.answers)
    number = "ist eine Frage" if len(left) == 1 else f"sind {len(left)} Fragen"
    raise AtlasError(
        f"{recognised.file}: Zu dieser Datei {number} offen; sie liegt schon im Ordner, und die Antworten bis hierher "
        f'sind gespeichert. Weiter mit: atlas new {folder} --answer FRAGE ANTWORT; --answer "*" - liest die '
        "übrigen Merkmale nicht ein, --accept nimmt die übrigen Vorschläge an."
    )


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
    from atlas.founding.record import open_record
    from atlas.founding.town import default_catalogue, found
    from atlas.progress import progress

    founding = open_record(folder)
    with progress("Laden") as step:
        found(folder, founding, default_catalogue(), step)
    _done(folder, founding.name)


def _done(folder: Path, name: str) -> None:
    sys.stdout.write(f"{name} liegt in {folder}; ansehen mit: atlas serve {folder}\n")
