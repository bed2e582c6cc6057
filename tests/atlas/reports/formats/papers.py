"""Small Documents made by hand, and Documents of a loaded town out of templates written in tests."""

from collections.abc import Sequence

from atlas.city import City
from atlas.reports.compose import compose
from atlas.reports.document import INTERNAL, Block, Chapter, Document, Picture, Pictures
from atlas.reports.template import check_template
from atlas.view import View
from atlas.view.paper import PaperMap
from tests.atlas.views import PAPER, STAMP

ADDRESS = "https://atlas.example.de/bericht/probe?stand=7"


def document(
    *blocks: Block, title: str = "Bericht", chapter: str = "Kapitel", status: str = INTERNAL, notes: str = ""
) -> Document:
    """One chapter of these blocks."""
    return chapters([Chapter("text", chapter, blocks, notes=notes)], title, status)


def chapters(found: Sequence[Chapter], title: str = "Bericht", status: str = INTERNAL) -> Document:
    """A paper of area 01."""
    return Document(
        title, "Stadtteil, Sechsfeld", status, STAMP, "probe", "stadtteil", ("01",), tuple(found), ADDRESS, "23.11.2026"
    )


def drawing(kind: str, view: View, paper: PaperMap | None = PAPER, number: int = 1) -> Picture:
    """A numbered picture."""
    return Picture(kind, view, paper, view.title, f"In Worten: {view.title}.", f"Abbildung {number}")


def pictures(kind: str, *views: View, paper: PaperMap | None = PAPER) -> Pictures:
    """One picture, or some beside each other."""
    return Pictures(tuple(drawing(kind, view, paper, n) for n, view in enumerate(views, 1)))


def composed(
    city: City, chapters: Sequence[dict[str, object]], level: str = "", keys: tuple[str, ...] = ()
) -> Document:
    """The paper of a template with these chapters, of an area or the town."""
    faults: list = []
    head = {"title": "Alles", "subject": "area" if keys else "town", "chapters": list(chapters)}
    template = check_template("alles", head, city, "alles.toml", faults)
    assert template is not None and not faults, faults
    return compose(template, city, level, keys)


def everything(city: City, most: int = 99) -> list[dict[str, object]]:
    """A chapter of every kind over all indicators of a town, or some."""
    ids = [one.id for one in city.indicators()][:most]
    return [
        {"kind": "title", "lines": ["Gremium: Jugendhilfeausschuss"]},
        {"kind": "glance", "title": "Auf einen Blick", "indicators": ids[:8]},
        {"kind": "text", "title": "In Worten", "text": "In {name} leben Kinder.", "indicators": ids},
        *({"kind": "map", "title": "Karte", "indicator": one, "level": "stadtteil"} for one in ids),
        {"kind": "map_pair", "title": "Vergleich", "indicators": [ids[0]], "level": "stadtteil"},
        {"kind": "series", "title": "Verlauf", "indicators": ids, "beside": True},
        *({"kind": "ranking", "title": "Rang", "indicator": one, "level": "stadtteil"} for one in ids),
        {"kind": "spine", "title": "Einordnung", "indicators": ids},
        {"kind": "table", "title": "Zahlen", "indicators": ids},
        {"kind": "table", "title": "Gebiete", "of": "areas", "level": "stadtteil", "indicators": ids},
        {"kind": "numbers", "title": "Zu den Abbildungen"},
        {"kind": "methods", "title": "Definitionen"},
        {"kind": "sources", "title": "Quellen"},
    ]
