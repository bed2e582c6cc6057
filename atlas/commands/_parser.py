"""Arguments of the command line in German: what argparse says, as one sentence, exit code 2."""

import argparse
import re
from typing import Any, Final

SENTENCES: Final = (  # what argparse says -> what a person reads; \1, \2 are its names
    (r"the following arguments are required: (.+)", r"Es fehlt: \1"),
    (r"argument (.+): expected one argument", r"Hinter \1 fehlt der Wert"),
    (r"argument (.+): invalid int value: '(.*)'", r"\1: „\2“ ist keine ganze Zahl"),
    (r"argument (.+): invalid choice: '(.*)' \(choose from (.+)\)", r"\1: „\2“ gibt es nicht; erlaubt: \3"),
    (r"argument (.+): not allowed with argument (.+)", r"\1 und \2 schließen einander aus"),
    (r"argument (.+): ignored explicit argument '(.*)'", r"\1 nimmt keinen Wert, gefunden wurde „\2“"),
    (r"unrecognized arguments: (.+)", r"Das kenne ich nicht: \1"),
    (r"ambiguous option: (.+) could match (.+)", r"„\1“ ist nicht eindeutig: \2"),
)


class _Format(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """argparse with German headings, whose errors are one German sentence and exit code 2."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said, add_help=False, formatter_class=_Format, allow_abbrev=False)
        self._positionals.title, self._optionals.title = "Angaben", "Optionen"
        self.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")

    def error(self, message: str) -> Any:
        """Say what is wrong and stop."""
        for pattern, sentence in SENTENCES:
            if found := re.fullmatch(pattern, message):
                message = found.expand(sentence).replace("'", "")
                break
        self.exit(2, f"{self.prog}: {message}. Hilfe: {self.prog} --help\n")
