"""What the slides of a story show: each saved view looked at anew, in the edition that counts.

What is gone is said in the slide's place, never replaced by something near it.
"""

from dataclasses import dataclass
from typing import Final

from atlas.city import City
from atlas.selection import read_query
from atlas.stories.story import SavedView, Story
from atlas.view import View, look
from indicators.errors import AtlasError

AGAIN: Final = "Rufen Sie die Ansicht im Atlas auf, wählen Sie neu, und merken Sie sie noch einmal."
NO_PLACES: Final = "Einrichtungen zeigt nur die Karte im Atlas."


@dataclass(frozen=True)
class Slide:
    """One thing a screen: a view and what is said to it, or the sentence in its place."""

    saved: SavedView
    view: View | None  # None: `missing` says why
    missing: str = ""
    notices: tuple[str, ...] = ()

    @property
    def older(self) -> bool:
        """Whether the view was saved at another Stand than the one shown."""
        return self.view is not None and self.saved.edition != self.view.stamp.edition


def look_slides(story: Story, city: City) -> tuple[Slide, ...]:
    """A slide each view, in order."""
    return tuple(look_slide(saved, city) for saved in story.views)


def look_slide(saved: SavedView, city: City) -> Slide:
    """The view as it can be seen today; a sentence where its indicator, level, time or all its areas are gone."""
    asked = saved.query
    try:
        selection, notices = read_query(asked, city)
        if gone := _gone(asked, selection.indicator, selection.level, selection.period, city):
            return Slide(saved, None, f"{gone} {AGAIN}")
        if asked.get("gebiete") and not selection.areas and saved.drawn == "reihe":
            return Slide(saved, None, f"{' '.join(notices)} {AGAIN}")
        view = look(selection, city)
    except AtlasError as error:
        return Slide(saved, None, f"{error} {AGAIN}")
    places = (NO_PLACES,) if selection.facilities and saved.drawn == "karte" else ()
    return Slide(saved, view, "", (*notices, *view.notices, *places))


def _gone(asked: dict[str, str], indicator: str, level: str, period: str, city: City) -> str:
    """What the address asks for and this edition does not have."""
    at = f"in Stand {city.edition.number}"
    if asked.get("indikator", indicator) != indicator:
        return f"Den Indikator „{asked['indikator']}“ gibt es {at} nicht."
    title = city.indicator(indicator).title
    if asked.get("ebene", level) != level:
        known = {info.id: info.name for info in city.levels}
        return f"Auf der Ebene „{known.get(asked['ebene'], asked['ebene'])}“ liegt „{title}“ {at} nicht vor."
    if asked.get("zeit", period)[:4] != period[:4]:
        return f"Für „{asked['zeit']}“ liegt „{title}“ {at} nicht vor."
    return ""
