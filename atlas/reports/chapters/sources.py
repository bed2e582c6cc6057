"""Where the numbers come from, what the signs mean, what was left out, and how to cite the paper."""

from dataclasses import dataclass

from atlas.numbers import FLAG_SIGNS, SIGNS
from atlas.reports.ask import Ask
from atlas.reports.chapters._words import named
from atlas.reports.document import Block, Points
from indicators.model import Flag, Status

TITLE = "Quellen und Zeichen"
SAID = (Status.secret, Status.not_applicable, Status.missing, Status.later, Status.uncertain, Status.rounded_zero)
MARKED = (Flag.provisional, Flag.revised, Flag.estimated)  # letters behind a number


@dataclass(frozen=True)
class Form:
    """Fields of the chapter: none."""


def blocks(form: Form, ask: Ask) -> list[Block]:
    """Sources as the pictures and tables before named them; signs; secrecy; citation."""
    stamp = ask.profile(ask.city_wide).stamp
    items = [("Quellen", f"{said.removeprefix('Quelle: ')}.")] if (said := named(ask.sources)) else []
    known = (*(SIGNS[one] for one in SAID), *(FLAG_SIGNS[one] for one in MARKED))
    signs = "; ".join(f"{one.sign} {one.word}" for one in known)
    items.append(("Zeichen", f"{signs}."))
    if stamp.secrecy:
        items.append(("Geheimhaltung", stamp.secrecy.removeprefix("Geheimhaltung: ")))
    cite = f"{stamp.title}, {stamp.line}, {ask.template}. {ask.address}"
    items.append(("Zitierweise", cite))
    return [Points(tuple(items))]
