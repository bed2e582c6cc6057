"""Earlier editions, opened again: what a citation names is shown as it was."""

import functools

from atlas.city import City
from atlas.publishing.public import shown_since
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
