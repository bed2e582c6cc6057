"""A story and the views in it, as its file says them; what must hold of their words.

A view is an address of the atlas: drawn anew from the edition that counts, never a picture of former numbers.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from indicators.errors import Fault
from indicators.forms import nearest
from indicators.toml_text import text

PAGES: Final = {"/erkunden": "karte", "/zeitreihe": "reihe"}  # pages whose views can be shown -> how they are drawn
PICTURES: Final = {"karte": "Karte", "streifen": "Verteilung", "rangfolge": "Rangfolge", "reihe": "Zeitreihe"}
MOST_TITLE: Final = 120  # characters
MOST_CAPTION: Final = 400
MOST_NOTES: Final = 4000
MOST_ADDRESS: Final = 8000
MOST_VIEWS: Final = 60
NAMELESS: Final = "ohne Namen"  # who did not say who they are


@dataclass(frozen=True)
class SavedView:
    """Ansicht: an address of the atlas with a name, and what is said when it is shown."""

    title: str
    address: str  # path and query
    edition: int  # Stand that it was saved at
    by: str
    on: str  # day, ISO
    picture: str = ""  # one of PICTURES; "": as its page draws it
    caption: str = ""  # shown beside the picture
    notes: str = ""  # for the speaker alone

    @property
    def drawn(self) -> str:
        """How it is drawn: one of PICTURES."""
        return self.picture or PAGES[page_of(self.address)]

    @property
    def query(self) -> dict[str, str]:
        """What the address asks for."""
        return query_of(self.address)


@dataclass(frozen=True)
class Story:
    """Geschichte: views in order."""

    title: str
    by: str  # who changed it last
    on: str  # day, ISO
    views: tuple[SavedView, ...] = ()
    name: str = field(default="", metadata={"written": False})  # of its file, and in addresses
    state: str = field(default="", metadata={"written": False})  # of its file, to know whether somebody changed it


def faults(story: Story, place: str) -> Iterator[Fault]:
    """What cannot be in a story, one sentence each."""
    yield from _named(story.title, f"{place}, Feld title")
    yield from _day(story.on, f"{place}, Feld on")
    if len(story.views) > MOST_VIEWS:
        said = f"Die Geschichte hat {len(story.views)} Ansichten; erlaubt sind {MOST_VIEWS}. Teilen Sie sie."
        yield Fault(f"{place}, views", said)
    for number, view in enumerate(story.views, 1):
        yield from _view(view, f"{place}, views[{number}]")


def _view(view: SavedView, place: str) -> Iterator[Fault]:
    yield from _named(view.title, f"{place}.title")
    yield from _day(view.on, f"{place}.on")
    for name, said, most in (("caption", view.caption, MOST_CAPTION), ("notes", view.notes, MOST_NOTES)):
        yield from _length(said, most, f"{place}.{name}")
    yield from _length(view.address, MOST_ADDRESS, f"{place}.address")
    if page_of(view.address) not in PAGES:
        said = f"Die Adresse „{view.address[:80]}“ gehört zu keiner Seite, die sich zeigen lässt; erlaubt sind "
        yield Fault(f"{place}.address", f"{said}{' und '.join(PAGES)} mit ihren Angaben.")
    if view.picture and view.picture not in PICTURES:
        sentence = f"Das Bild „{view.picture[:40]}“ gibt es nicht; {nearest(view.picture, PICTURES)}."
        yield Fault(f"{place}.picture", sentence)
    if view.edition < 0:
        yield Fault(f"{place}.edition", f"Einen Stand {view.edition} gibt es nicht; Stände zählen ab 1.")


def page_of(address: str) -> str:
    """The page that an address of the atlas leads to; "" for addresses of elsewhere.

    >>> page_of("/erkunden?indikator=ant_u18"), page_of("https://example.org/erkunden")
    ('/erkunden', '')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if parts.scheme or parts.netloc else parts.path


def query_of(address: str) -> dict[str, str]:
    """What an address of the atlas asks for."""
    return dict(parse_qsl(urlsplit(address).query))


def _named(title: str, place: str) -> Iterator[Fault]:
    if not title.strip():
        yield Fault(place, "Der Name fehlt; geben Sie einen.")
    yield from _length(title, MOST_TITLE, place)


def _length(said: str, most: int, place: str) -> Iterator[Fault]:
    if len(said) > most:
        yield Fault(place, f"Der Text hat {len(said)} Zeichen; erlaubt sind {most}. Kürzen Sie ihn.")


def _day(said: str, place: str) -> Iterator[Fault]:
    try:
        dt.date.fromisoformat(said)
    except ValueError:
        yield Fault(place, f"„{said[:40]}“ ist kein Tag; schreiben Sie ihn wie 2026-11-23.")


def written(story: Story) -> str:
    """The file of a story, to be read by people and by `atlas.stories.files`."""
    lines = [f"title = {text(story.title)}", f"by = {text(story.by)}", f"on = {story.on}"]
    for view in story.views:
        lines += ["", "[[views]]", f"title = {text(view.title)}", f"address = {text(view.address)}"]
        more = {"picture": view.picture, "caption": view.caption, "notes": view.notes}
        lines += [f"{name} = {text(said)}" for name, said in more.items() if said]
        lines += [f"edition = {view.edition}", f"by = {text(view.by)}", f"on = {view.on}"]
    return "\n".join(lines) + "\n"
