"""`atlas publish`: what may be seen of a town, into a database of its own."""

import argparse
import datetime as dt
import sys

from atlas.commands._common import add_city, who
from indicators.errors import WrongUse

ORDER = 150
SAY = "Veröffentlichen, was jeder sehen darf: Geheimes wird verborgen, das Ergebnis angegriffen, dann freigegeben."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    add_city(parser)
    parser.add_argument("--to", required=True, metavar="ZIEL", help="Datei (.sqlite) oder Adresse der Datenbank")
    parser.add_argument("--indicator", action="append", default=[], metavar="I", help="Indikator; mehrfach möglich")
    parser.add_argument("--level", action="append", default=[], metavar="L", help="Raumebene; mehrfach möglich")
    parser.add_argument("--year", action="append", type=int, default=[], metavar="J", help="Jahr; mehrfach möglich")
    parser.add_argument("--from", dest="since", default="", metavar="TAG", help="erst ab diesem Tag zeigen: 2026-03-31")
    parser.add_argument("--dry-run", action="store_true", help="nur zeigen, was verborgen würde")
    parser.add_argument("--take-back", type=int, default=0, metavar="NUMMER", help="eine Veröffentlichung zurücknehmen")
    parser.add_argument("--reason", default="", metavar="TEXT", help="warum sie zurückgenommen wird")
    parser.add_argument("--by", default="", metavar="NAME", help="wer freigibt (Vorgabe: Name am System)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.city import open_city
    from atlas.progress import progress
    from atlas.publishing.account import account_text
    from atlas.publishing.choice import choose, chosen_cubes
    from atlas.publishing.legal import legal_faults
    from atlas.publishing.release import opened, prepare, release, take_back
    from atlas.publishing.remedies import remedies_text

    if options.take_back:
        take_back(options.city, options.to, options.take_back, who(options.by), options.reason)
        sys.stdout.write(f"Veröffentlichung {options.take_back} ist zurückgenommen.\n")
        return
    since = _day(options.since)
    city = open_city(options.city)
    try:
        choice = choose(city, options.indicator, options.level, options.year)
        with progress("Veröffentlichen") as step:
            prepared = prepare(options.city, city, choice, step)
            sys.stdout.write(account_text(list(prepared.lines), city, prepared.known.rounding))
            for words in opened(prepared.decision, city):
                sys.stdout.write(f"Hinweis: schon veröffentlicht und nun geheim: {words}\n")
            for fault in legal_faults(options.city):
                sys.stdout.write(f"Hinweis: {fault}\n")
            if options.dry_run:
                cubes = chosen_cubes(city, choice)
                sys.stdout.write(remedies_text(prepared.lines, cubes, city, prepared.known))
                sys.stdout.write("Nur Vorschau, nichts veröffentlicht.\n")
                return
            done = release(options.city, city, prepared, options.to, who(options.by), since, step)
    finally:
        city.engine.dispose()
    sys.stdout.write(
        f"Freigegeben als Veröffentlichung {done.number} (sha256 {done.sha256[:16]} ...): {done.attacked} verborgene "
        f"Zellen angegriffen, keine ist offen. Zeigen mit: atlas serve --public {options.to}\n"
    )


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        raise WrongUse(f"--from: „{said}“ ist kein Tag; schreiben Sie ihn wie 2026-03-31.") from None
