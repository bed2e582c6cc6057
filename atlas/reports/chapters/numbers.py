"""The numbers behind the pictures of the chapters before, as tables."""

from dataclasses import dataclass

from atlas.reports.ask import Ask
from atlas.reports.document import Block, numbers_of

TITLE = "Zahlen zu den Abbildungen"


@dataclass(frozen=True)
class Form:
    """Fields of the chapter: none."""


def blocks(form: Form, ask: Ask) -> list[Block]:
    """A table a picture; the same picture once."""
    return [numbers_of(one) for one in ask.pictures]
