"""Editions beside the one that counts: earlier ones as they were, the public one for papers that everybody may have."""

import functools
from pathlib import Path

from atlas.city import City
from atlas.publishing.public import address, shown, shown_since
from atlas.publishing.review import TARGET
from atlas.reports.document import PUBLIC
from indicators import store
from indicators.errors import WrongUse

KEPT = 4  # open earlier editions


def edition_of(city: City, number: int) -> City:
    """The town as the edition `number` of the same audience shows it.

    WrongUse where there is none: never made, taken back, or not to be seen yet.
    """
    return city if number == city.edition.number else _opened(city, number)


@functools.lru_cache(KEPT)
def _opened(city: City, number: int) -> City:
    there = [
        one for one in store.all_editions(city.engine, city.edition.audience) if not city.public or shown_since(one)
    ]
    for edition in there:
        if edition.number == number:
            return City(city.engine, edition, city.folder)
    known = ", ".join(str(one.number) for one in there[-8:])
    raise WrongUse(
        f"Den Stand {number} gibt es nicht; er wurde zurückgenommen oder nie erstellt. Vorhanden sind: {known}."
    )


def seen_by(city: City, status: str) -> City:
    """The town that a paper of this status draws from: for a public one its newest release, with the town's design.

    WrongUse where nothing is released that may be seen today.
    """
    if status != PUBLIC or city.public:
        return city
    place = city.folder / TARGET if city.folder else None
    edition = shown(str(place)) if place and place.exists() else None
    if place is None or edition is None:
        raise WrongUse(
            "Öffentlich kann ein Papier nur aus einer öffentlichen Ausgabe werden; veröffentlichen Sie zuerst "
            f"(Seite Veröffentlichen, oder atlas publish mit --to {TARGET} im Ordner der Kommune) oder wählen Sie "
            "intern oder Entwurf."
        )
    return _published(place, edition.number)


@functools.lru_cache(KEPT)
def _published(place: Path, number: int) -> City:
    engine = store.connect(address(str(place)))
    edition = next(one for one in store.all_editions(engine, "public") if one.number == number)
    return City(engine, edition, place.parent)
