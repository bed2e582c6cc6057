"""`atlas demo`: write the invented town."""

import argparse
import sys
from pathlib import Path

ORDER = 10
SAY = "Die erfundene Stadt Musterstadt in einen Ordner schreiben."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what may follow the command."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="Zielordner")
    parser.add_argument("--areas", type=int, default=32, help="Zahl der Stadtteile, 4 bis 12000 (Vorgabe 32)")
    parser.add_argument("--years", type=int, default=12, help="Zahl der Jahre bis 2025 (Vorgabe 12)")
    parser.add_argument("--seed", type=int, default=1, help="Startwert des Zufalls (Vorgabe 1)")


def run(options: argparse.Namespace) -> None:
    """Do it, and say what was done."""
    from atlas.demo import write_town
    from atlas.progress import progress

    with progress("Musterstadt wird erfunden") as step:
        write_town(options.folder, options.areas, options.years, options.seed, step)
    sys.stdout.write(f"Musterstadt liegt in {options.folder}.\n")
