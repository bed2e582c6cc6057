"""The title page, or the head of a short paper: subject, template, what the town writes beside, place in the town."""

from dataclasses import dataclass

from atlas.reports.ask import Ask
from atlas.reports.chapters._words import filled
from atlas.reports.document import Block, Cover
from atlas.view.paper import look_paper

TITLE = "Titel"
LABELS = {"title": "Titel", "lines": "Angaben darunter", "compact": "Kopf auf der ersten Seite statt Titelseite"}
HINTS = {
    "title": "Leer: der Name des Gebiets; bei Berichten über die Stadt der Titel der Vorlage.",
    "lines": "Eine Zeile je Angabe, zum Beispiel: Gremium: Jugendhilfeausschuss",
}


@dataclass(frozen=True)
class Form:
    """Fields of the chapter."""

    title: str = ""  # default: the name of the area, of the town's papers the title of the template
    lines: tuple[str, ...] = ()  # "Gremium: Jugendhilfeausschuss"
    compact: bool = False  # a head, not a page


def blocks(form: Form, ask: Ask) -> list[Block]:
    """The cover; areas are marked in the small map of the town."""
    profile = ask.profile(ask.city_wide)
    title = filled(form.title, ask) or (ask.template if ask.town else profile.name)
    below = ask.city.head.name if ask.town or form.title else f"{ask.template} · {profile.kind}, {ask.city.head.name}"
    lines = tuple(
        (head.strip(), tail.strip())
        for head, colon, tail in (filled(line, ask).partition(":") for line in form.lines)
        if colon
    )
    lines += ((("Bevölkerung", profile.residents),) if profile.residents else ()) + (
        ("Datenstand", f"{profile.stamp.line}"),
    )
    paper = None if ask.town else look_paper(ask.city, profile.vintage)
    return [Cover(title, below, lines, ask.keys if paper else (), paper, form.compact)]
