"""What a public atlas says of itself: levels, areas, catalogue, periods and rules, and no number.

Whoever wants to check a public atlas, by hand or with `atlas attack`, reads here what there is to be asked for.
"""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter, ValidationError

from atlas.city import CONTENT, AreaInfo, City, Content, area_tree
from atlas.levels import LevelInfo
from atlas.publishing.public import Release, release_of
from indicators.disclosure.said import Frame
from indicators.errors import AtlasError, WrongUse
from indicators.methods import family
from indicators.model import Catalogue, Period

ADDRESS: Final = "/ausgabe.json"


@dataclass(frozen=True)
class There:
    """An indicator at a level."""

    indicator: str
    level: str
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Description:
    """A public edition without its numbers."""

    edition: int
    city: Content
    release: Release
    values: tuple[There, ...]

    @property
    def catalogue(self) -> Catalogue:
        """Its indicators and variables."""
        return self.city.catalogue

    @property
    def areas(self) -> dict[str, tuple[AreaInfo, ...]]:
        """Level -> areas by key."""
        return self.city.areas

    def level(self, level: str) -> LevelInfo:
        """The level named `level`; WrongUse when there is none."""
        for info in self.city.levels:
            if info.id == level:
                return info
        raise WrongUse(f"Die Raumebene „{level}“ gibt es in dieser Ausgabe nicht.")


DESCRIPTION = TypeAdapter(Description)


def described(public: City) -> Description:
    """The description of an open public edition."""
    there = tuple(There(indicator, level, periods) for (indicator, level), periods in public.index.items())
    content = CONTENT.validate_python(public.edition.content["city"])
    return Description(public.edition.number, content, release_of(public), there)


def write_description(public: City) -> bytes:
    """The description as JSON."""
    return DESCRIPTION.dump_json(described(public))


def read_description(body: bytes, name: str) -> Description:
    """The description in a file or answer called `name`; AtlasError where it is none."""
    try:
        return DESCRIPTION.validate_json(body)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(map(str, first["loc"])) or "Anfang"
        raise AtlasError(
            f"{name}: Das ist keine Beschreibung einer öffentlichen Ausgabe (bei „{place}“); geben Sie die Adresse "
            "eines öffentlichen Atlas an, der mit atlas serve --public läuft."
        ) from None


def frame_of(description: Description) -> Frame:
    """What everybody knows of the edition before reading a number."""
    city = description.city
    return Frame(
        city.catalogue,
        family(),
        area_tree(city.levels, city.areas),
        description.release.known,
        {(one.indicator, one.level): one.periods for one in description.values},
        {info.id: info.name for info in city.levels},
        {level: {area.name: area.key for area in areas} for level, areas in city.areas.items()},
        {info.id: info.plural for info in city.levels},
    )
