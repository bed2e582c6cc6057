"""The command line: `python -m atlas` and the console script `atlas`.

Exit codes: 0 done, 1 faults in the input, 2 wrong use. Errors are sentences on stderr, never traces.
The module is longer than 300 lines because every command and option of the atlas stands here.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from atlas.arguments import Parser
from atlas.founding import command as founding
from indicators.errors import AtlasError, FaultyInput, WrongUse

Command = Callable[[argparse.Namespace], None]


def parser() -> argparse.ArgumentParser:
    """The commands with their options."""
    top = Parser(prog="atlas", description="Sozialraumatlas: kleinräumige Indikatoren einer Kommune.")
    commands = top.add_subparsers(dest="command", metavar="BEFEHL", required=True, parser_class=Parser)

    def command(name: str, say: str, run: Command, city: bool = True) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=say, description=say)
        sub.set_defaults(run=run)
        if city:
            sub.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")
        return sub

    demo = command("demo", "Die erfundene Stadt Musterstadt in einen Ordner schreiben.", _demo, city=False)
    demo.add_argument("folder", metavar="DIR", type=Path, help="Zielordner")
    demo.add_argument("--areas", type=int, default=32, help="Zahl der Stadtteile, 4 bis 12000 (Vorgabe 32)")
    demo.add_argument("--years", type=int, default=12, help="Zahl der Jahre bis 2025 (Vorgabe 12)")
    demo.add_argument("--seed", type=int, default=1, help="Startwert des Zufalls (Vorgabe 1)")
    founding.add(command)
    check = command("check", "Alle Fehler einer Kommune mit Datei und Feld nennen, ohne etwas zu laden.", _check)
    check.add_argument("--data", action="store_true", help="auch die Lieferungen lesen und auf Plausibilität prüfen")
    check.add_argument(
        "--answer", nargs=2, metavar=("KENNUNG", "TEXT"), help="einen Befund beantworten; die Antwort bleibt erhalten"
    )
    load = command("load", "Lieferungen und Grenzen einlesen, prüfen und als neuen Stand speichern.", _load)
    load.add_argument("--report", type=Path, help="Ladebericht zusätzlich in diese Datei schreiben (.json oder .txt)")
    take = command(
        "import", "Eine Datei als weitere Lieferung lesen und zeigen, was sie ändern würde.", _import, city=False
    )
    take.add_argument("file", metavar="FILE", type=Path, help="die Datei, wie das Amt sie schickt")
    take.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")
    take.add_argument("--spec", default="", metavar="NAME", help="Lieferung, als die sie gelesen wird (sonst erkannt)")
    take.add_argument("--name", default="", metavar="NAME", help="als neue Lieferung dieses Namens lesen")
    pair = ("FRAGE", "ANTWORT")
    take.add_argument("--answer", nargs=2, action="append", default=[], metavar=pair, help="zu einer neuen Lieferung")
    take.add_argument("--accept", action="store_true", help="annehmen: ein neuer Stand (sonst nur Vorschau)")
    take.add_argument("--replace", action="store_true", help="ersetzt alles, was die Lieferung bisher hatte")
    take.add_argument("--by", default="", metavar="NAME", help="wer annimmt (Vorgabe: Name am System)")
    back = command("withdraw", "Eine angenommene Datei zurückziehen; die Werte davor gelten wieder.", _withdraw)
    back.add_argument("number", metavar="NUMMER", type=int, help="ihre Nummer, siehe atlas accepted")
    back.add_argument("--reason", default="", metavar="TEXT", help="warum")
    back.add_argument("--by", default="", metavar="NAME", help="wer sie zurückzieht (Vorgabe: Name am System)")
    command("accepted", "Die angenommenen Dateien nennen, zurückgezogene auch.", _accepted)
    owed = command("due", "Sagen, welche Lieferungen erwartet werden und welche überfällig sind.", _due)
    owed.add_argument("--on", default="", metavar="TAG", help="von diesem Tag aus: 2026-03-31 (Vorgabe heute)")
    history = command("history", "Jede Zahl nennen, die ein Wert je hatte: woher, von wann bis wann.", _history)
    history.add_argument("--variable", required=True, metavar="V", help="Merkmal")
    history.add_argument("--level", required=True, metavar="L", help="Raumebene")
    history.add_argument("--area", required=True, metavar="K", help="Schlüssel des Gebiets")
    history.add_argument("--period", required=True, metavar="P", help="Zeitbezug: 2024-12-31 oder 2024")
    areas = command("areas", "Die eigenen Gebiete nennen, oder eine Datei mit eigenen Gebieten aufnehmen.", _areas)
    areas.add_argument("--add", type=Path, metavar="FILE", help="Datei (.toml), die geprüft und aufgenommen wird")
    areas.add_argument("--remove", default="", metavar="NAME", help="Einteilung, die nicht mehr gelten soll")
    serve = command("serve", "Den Atlas im Browser bereitstellen.", _serve)
    serve.add_argument("--host", default="127.0.0.1", help="Adresse (Vorgabe 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8050, help="Port (Vorgabe 8050)")
    serve.add_argument("--workers", type=int, default=1, help="Zahl der Prozesse (Vorgabe 1)")
    values = command("values", "Werte eines Indikators ausgeben, für Skripte und zum Prüfen.", _values)
    values.add_argument("--indicator", required=True, metavar="I", help="Schlüssel des Indikators")
    values.add_argument("--level", default="", metavar="L", help="Raumebene")
    values.add_argument(
        "--period",
        default="",
        metavar="P",
        help="Zeitbezug: 2022-12-31, 2022/2023 oder 2022 (alle des Jahres)",
    )
    values.add_argument("--area", default="", metavar="K", help="Schlüssel eines Gebiets")
    values.add_argument(
        "--format", default="csv", choices=("csv", "csv-de", "json"), help="Ausgabeformat (Vorgabe csv)"
    )
    export = command("export", "Profil, Tabelle, Karte als Datei schreiben.", _export, city=False)
    export.add_argument("format", metavar="FORMAT", help="pdf, xlsx, csv, svg oder png")
    export.add_argument("city", metavar="CITY", type=Path, help="Ordner der Kommune (mit city.toml)")
    which = export.add_mutually_exclusive_group()
    which.add_argument("--area", default="", metavar="K", help="Schlüssel eines Gebiets, auch EBENE:SCHLÜSSEL")
    which.add_argument("--level", default="", metavar="L", help="Raumebene")
    export.add_argument("--indicator", action="append", default=[], metavar="I", help="Indikator; mehrfach möglich")
    export.add_argument("--period", default="", metavar="P", help="Zeitbezug")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="Zieldatei")
    blank = command(
        "template", "Eine Excel-Vorlage schreiben, die ein Fachamt ausfüllt und der Atlas liest.", _template
    )
    blank.add_argument("--theme", required=True, metavar="T", help="Schlüssel des Themas")
    blank.add_argument("--level", default="", metavar="L", help="Raumebene (Vorgabe die feinste)")
    blank.add_argument(
        "--year",
        action="append",
        type=int,
        default=[],
        metavar="J",
        help="Jahr; mehrfach möglich (Vorgabe das nächste)",
    )
    blank.add_argument("-o", "--output", type=Path, required=True, metavar="PATH", help="Zieldatei (.xlsx)")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        options = parser().parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        options.run(options)
    except FaultyInput as faulty:
        sys.stderr.write(f"{faulty}\n")
        sys.stderr.write(f"{len(faulty.faults)} Fehler; es wurde nichts geändert.\n")
        return 1
    except WrongUse as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.stderr.write("Abgebrochen.\n")
        return 130
    return 0


def _demo(options: argparse.Namespace) -> None:
    from atlas.demo import write_town
    from atlas.progress import progress

    with progress("Musterstadt wird erfunden") as step:
        write_town(options.folder, options.areas, options.years, options.seed, step)
    sys.stdout.write(f"Musterstadt liegt in {options.folder}.\n")


def _check(options: argparse.Namespace) -> None:
    from atlas.recipe import check

    remarks = check(options.city)
    for remark in remarks:
        sys.stdout.write(f"{remark}\n")
    if options.data or options.answer:
        _check_data(options)
    else:
        sys.stdout.write(f"{options.city}: keine Fehler gefunden.\n")


def _check_data(options: argparse.Namespace) -> None:
    import getpass

    from atlas.checking import answer, check_data
    from atlas.progress import progress

    with progress("Prüfen") as step:
        checked = check_data(options.city, step)
    if options.answer:
        fingerprint, text = options.answer
        checked = answer(options.city, checked, fingerprint, text, getpass.getuser())
        left = checked.open_errors
        sys.stdout.write(f"Antwort zu {fingerprint} ist gespeichert; Fehler ohne Antwort: {left}.\n")
        return
    sys.stdout.write(checked.text)
    if checked.open_errors:
        sys.stdout.flush()
        raise AtlasError(
            f"{checked.open_errors} Fehler ohne Antwort; berichtigen Sie die Lieferung oder antworten Sie mit "
            f'atlas check {options.city} --answer KENNUNG "Grund".'
        )


def _load(options: argparse.Namespace) -> None:
    from atlas.ingest import load, write_report
    from atlas.progress import progress

    if options.report and not options.report.resolve().parent.is_dir():
        raise WrongUse(f"{options.report}: Diesen Ordner gibt es nicht; der Ladebericht kann nicht geschrieben werden.")
    with progress("Laden") as step:
        loaded = load(options.city, step)
    if options.report:
        write_report(loaded, options.report)
    sys.stdout.write(loaded.text)


def _import(options: argparse.Namespace) -> None:
    from atlas.acceptance import accept
    from atlas.acceptance_text import preview_text
    from atlas.importing import seen as look
    from atlas.progress import progress

    new, who = (options.name, dict(options.answer)), _who(options.by)
    with progress("Lesen") as step:
        seen = look(options.city, options.file, options.spec, *new, who, options.replace, step)
    sys.stdout.write(preview_text(seen))
    if not options.accept:
        sys.stdout.write("Nur Vorschau, nichts geändert; mit --accept annehmen.\n")
        return
    loaded, number = accept(options.city, seen, options.file)
    sys.stdout.write(f"Angenommen als Nummer {number}: neuer Stand {loaded.edition}.\n")


def _withdraw(options: argparse.Namespace) -> None:
    from atlas.acceptance import withdraw
    from atlas.progress import progress

    with progress("Zurückziehen") as step:
        loaded = withdraw(options.city, options.number, options.reason, _who(options.by), step)
    sys.stdout.write(f"Nummer {options.number} gilt nicht mehr: neuer Stand {loaded.edition}.\n")


def _accepted(options: argparse.Namespace) -> None:
    from atlas.acceptance_text import listed

    sys.stdout.write(listed(options.city))


def _due(options: argparse.Namespace) -> None:
    from atlas.due import print_due

    print_due(options.city, options.on, sys.stdout.write)


def _history(options: argparse.Namespace) -> None:
    from atlas.acceptance_text import history_text

    sys.stdout.write(history_text(options.city, options.variable, options.level, options.area, options.period))


def _areas(options: argparse.Namespace) -> None:
    from atlas.own_areas import from_file, listed, take_away, take_in
    from atlas.progress import progress

    if options.add and options.remove:
        raise WrongUse("--add und --remove zugleich geht nicht; rufen Sie atlas areas zweimal auf.")
    if not (options.add or options.remove):
        sys.stdout.write(listed(options.city))
        return
    with progress("Eigene Gebiete") as step:
        if options.add:
            name, document = from_file(options.add)
            loaded = take_in(options.city, name, document, step=step)
        else:
            name = options.remove
            loaded = take_away(options.city, name, step=step)
    said = "aufgenommen" if options.add else "nicht mehr da; die Datei liegt bei den früheren (eigene/frueher)"
    sys.stdout.write(f"Eigene Gebiete „{name}“: {said}. Neuer Stand {loaded.edition}.\n")


def _who(by: str) -> str:
    """The name that is given, else the one at the system."""
    if by.strip():
        return by.strip()
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise WrongUse("Der Name am System ist nicht zu erfahren; nennen Sie mit --by, wer das tut.") from None


def _serve(options: argparse.Namespace) -> None:
    from atlas.server import serve

    serve(options.city, options.host, options.port, options.workers)


def _values(options: argparse.Namespace) -> None:
    from atlas.city import open_city
    from atlas.exports.csv import FORMATS
    from atlas.view.values import look_values

    city = open_city(options.city)
    try:
        rows = list(look_values(city, options.indicator, options.level, options.period, options.area))
    finally:
        city.engine.dispose()
    sys.stdout.buffer.write(FORMATS[options.format](rows))
    sys.stdout.flush()


def _export(options: argparse.Namespace) -> None:
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
        )
    finally:
        city.engine.dispose()
    for path in written:
        sys.stdout.write(f"{path}\n")


def _template(options: argparse.Namespace) -> None:
    from atlas.city import open_city
    from atlas.recipe import read_recipe
    from atlas.template import template, write_template

    catalogue = read_recipe(options.city).catalogue
    city = open_city(options.city)
    try:
        asked = template(city, catalogue, options.theme, options.level, options.year)
    finally:
        city.engine.dispose()
    for path in write_template(asked, options.output):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main())
