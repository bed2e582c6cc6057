"""How the indicators of the paper are defined and read."""

from dataclasses import dataclass

from atlas.reports.ask import Ask
from atlas.reports.document import Block, Points

TITLE = "Definitionen und Hinweise"
LABELS = {"caveats": "Mit Hinweisen, was zu beachten ist"}
HINTS = {"indicators": "Leer: alle, die vorher im Bericht vorkommen."}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicators: tuple[str, ...] = ()  # default: all that the chapters before have shown
    caveats: bool = True


def blocks(form: Form, ask: Ask) -> list[Block]:
    """One remark an indicator: definition, how to read it, what to beware of."""
    ids = [one for one in form.indicators or ask.indicators if one in ask.known]
    catalogue = ask.city.catalogue.indicators
    items = []
    for one in (catalogue[key] for key in ids):
        said = [one.definition, one.reading, *(one.caveats if form.caveats else ())]
        items.append((one.title, " ".join(part for part in said if part)))
    return [Points(tuple(items))] if items else []
