"""The command line: `python -m atlas` and the console script `atlas`; one file a command in `atlas.commands`.

Exit codes: 0 done, 1 faults in the input, 2 wrong use. Errors are sentences on stderr, never traces.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from atlas.commands._parser import Parser
from indicators.errors import AtlasError, FaultyInput, WrongUse
from indicators.plugins import discover


def parser() -> argparse.ArgumentParser:
    """The commands with their options; a file import_.py is the command `import`."""
    top = Parser(prog="atlas", description="Sozialraumatlas: kleinräumige Indikatoren einer Kommune.")
    commands = top.add_subparsers(dest="command", metavar="BEFEHL", required=True, parser_class=Parser)
    for name, command in sorted(discover("atlas.commands").items(), key=lambda found: found[1].ORDER):
        sub = commands.add_parser(name.rstrip("_"), help=command.SAY, description=command.SAY)
        command.arguments(sub)
        sub.set_defaults(run=command.run)
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
        sys.stderr.write(f"{len(faulty.faults)} Fehler; {faulty.outcome}.\n")
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


if __name__ == "__main__":
    sys.exit(main())
