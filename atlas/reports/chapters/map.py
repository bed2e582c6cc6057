"""A map of one indicator, the subject's areas outlined."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, picture, view_of
from atlas.reports.document import Block, Paragraph, Pictures

TITLE = "Karte"
LABELS = {"deviation": "Abweichung vom Wert der Stadt", "classes": "Anzahl der Klassen"}
HINTS = {"classes": "3 bis 7"}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicator: str
    level: str = ""
    year: int = 0
    deviation: bool = False  # the difference from the town's value
    classes: int = 5


def wrong(form: Form) -> list[str]:
    """What of the fields cannot be."""
    return [f"{form.classes} Klassen sind nicht möglich; erlaubt sind 3 bis 7."] if not 3 <= form.classes <= 7 else []


def blocks(form: Form, ask: Ask) -> list[Block]:
    """The map, or why there is none."""
    view = view_of(ask, form.indicator, form.level, form.year, deviation=form.deviation, classes=form.classes)
    return [view if isinstance(view, Paragraph) else Pictures((picture(ask, "map", view),))]
