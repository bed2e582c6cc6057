"""All areas of a level by value, the subject marked; an order, not a judgement."""

from dataclasses import dataclass

from atlas.reports.ask import Ask, picture, view_of
from atlas.reports.document import Block, Paragraph, Pictures

TITLE = "Rangfolge"


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    indicator: str
    level: str = ""


def blocks(form: Form, ask: Ask) -> list[Block]:
    """The bars, or why there are none."""
    view = view_of(ask, form.indicator, form.level)
    return [view if isinstance(view, Paragraph) else Pictures((picture(ask, "ranking", view),))]
