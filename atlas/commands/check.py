"""`atlas check`: name all faults of a town, load nothing."""

import argparse
import sys

from atlas.commands._common import add_city, who
from indicators.errors import AtlasError, FaultyInput

ORDER = 30
SAY = "Alle Fehler einer Kommune mit Datei und Feld nennen, ohne etwas zu laden."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--public", action="store_true", help="auch, was ein öffentlicher Atlas über sich sagen muss")
    parser.add_argument("--data", action="store_true", help="auch die Lieferungen lesen und auf Plausibilität prüfen")
    parser.add_argument(
        "--answer", nargs=2, metavar=("KENNUNG", "TEXT"), help="einen Befund beantworten; die Antwort bleibt erhalten"
    )


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.publishing.legal import legal_faults
    from atlas.recipe import check

    remarks = check(options.city)
    for remark in remarks:
        sys.stdout.write(f"{remark}\n")
    if options.public and (faults := legal_faults(options.city)):
        sys.stdout.flush()
        raise FaultyInput(faults)
    if options.data or options.answer:
        _check_data(options)
    else:
        sys.stdout.write(f"{options.city}: keine Fehler gefunden.\n")


def _check_data(options: argparse.Namespace) -> None:
    from atlas.intake.checking import answer, check_data
    from atlas.progress import progress

    with progress("Prüfen") as step:
        checked = check_data(options.city, step)
    if options.answer:
        fingerprint, text = options.answer
        checked = answer(options.city, checked, fingerprint, text, who(""))
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
