"""Kitas, schools, youth clubs, advice centres and playgrounds: where they stand, and what is counted at their place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.demo.chance import stream
from atlas.demo.homes import Numbers
from atlas.demo.names import FACILITY_NAMES
from atlas.demo.people import People
from atlas.demo.town import Town
from atlas.demo.traits import Traits


@dataclass(frozen=True)
class Kind:
    """One kind of facility of which the default town has `number`."""

    type: str  # German, as in the file
    key: str  # start of its keys
    number: int
    age: tuple[int, int]  # whom it is for; 27 and 99 are open ends
    places: tuple[int, int]  # fewest and most; (0, 0): has none
    step: int  # places come in groups of
    providers: tuple[str, ...]


_CITY = "Musterstadt"
_FREE = ("Trägerwerk Muster", "Verein Kinderbrücke", "Evangelischer Kirchenkreis", "Katholisches Dekanat")
KINDS = (
    Kind("Kita", "KT", 68, (0, 6), (40, 115), 5, (_CITY, _CITY, *_FREE)),
    Kind("Grundschule", "GS", 20, (6, 10), (160, 360), 20, (_CITY,)),
    Kind("Weiterführende Schule", "WS", 12, (10, 19), (420, 980), 20, (_CITY,)),
    Kind("Jugendzentrum", "JZ", 11, (10, 21), (40, 120), 10, (_CITY, *_FREE)),
    Kind("Beratungsstelle", "BS", 11, (0, 27), (0, 0), 1, _FREE),
    Kind("Spielplatz", "SP", 28, (3, 14), (0, 0), 1, (_CITY,)),
)


@dataclass(frozen=True)
class Facilities:
    """All facilities of one kind, in the order of their keys."""

    kind: Kind
    piece: NDArray[np.int64]  # (n,) where it stands
    point: NDArray[np.float64]  # (n, 2) km from the market
    places: NDArray[np.int64]  # (n,)
    opened: NDArray[np.int64]  # (n,) first year
    name: tuple[str, ...]
    provider: tuple[str, ...]


def build_facilities(town: Town, traits: Traits, people: People, seed: int) -> tuple[Facilities, ...]:
    """150 facilities at 32 areas, in proportion to the residents elsewhere; more stand where more of their age live."""
    scale = (len(town.middle) - 1) / 32
    return tuple(_build(kind, town, traits, people, max(1, round(kind.number * scale**0.75)), seed) for kind in KINDS)


def count_at_facilities(town: Town, traits: Traits, facilities: tuple[Facilities, ...], seed: int) -> Numbers:
    """Places for under-threes, opening hours of youth clubs, school leavers: counted where the facility stands."""
    by_type = {f.kind.type: f for f in facilities}
    years = np.array(traits.years[1:])
    kitas, schools, clubs = (by_type[name] for name in ("Kita", "Weiterführende Schule", "Jugendzentrum"))
    pieces = len(town.middle)
    small = np.rint(kitas.places * 0.28).astype(np.int64)
    chance = stream(seed, "school leavers")
    leaving = chance.binomial(np.broadcast_to(schools.places, (len(years), len(schools.places))), 0.125)
    grammar = np.array([name.startswith("Gymnasium") for name in schools.name])
    burden = traits.burden[1:][:, schools.piece]
    with_abitur = chance.binomial(leaving, np.where(grammar, 0.83, np.clip(0.2 - 0.08 * burden, 0.03, 0.5)))
    without = chance.binomial(leaving - with_abitur, np.clip(np.where(grammar, 0.03, 0.1 + 0.04 * burden), 0.01, 0.4))
    hours = np.rint(12 + clubs.places / 5) + 2.5 * (np.arange(len(clubs.places)) % 3)
    yearly = stream(seed, "hours").integers(-1, 2, (len(years), len(hours))) * 2.5
    return {
        "plaetze_u3": _gathered(kitas, small, years, pieces).astype(np.int64),
        "oja_stunden": _gathered(clubs, hours + yearly, years, pieces),
        "abgang_insg": _gathered(schools, leaving, years, pieces).astype(np.int64),
        "abgang_ohne_hsa": _gathered(schools, without, years, pieces).astype(np.int64),
        "abgang_hsr": _gathered(schools, with_abitur, years, pieces).astype(np.int64),
    }


def _build(kind: Kind, town: Town, traits: Traits, people: People, number: int, seed: int) -> Facilities:
    chance = stream(seed, f"facilities {kind.type}")
    target = people.aged(kind.age[0], min(kind.age[1], 30))[-1].astype(float)
    pull = target * np.exp(0.35 * traits.burden[-1] * (kind.key in ("JZ", "BS")))
    pull[town.harbour] = 0
    due = pull / pull.sum() * number
    count = np.floor(due).astype(np.int64)  # first everybody's whole share, the rest by lot
    rest = number - count.sum()
    lot = (due - count) / max((due - count).sum(), 1e-9)
    count += np.bincount(chance.choice(len(pull), rest, p=lot), minlength=len(pull)) if rest else 0
    piece = np.repeat(np.arange(len(pull)), count)
    few, many = kind.places
    places = (chance.integers(few, many + 1, number) // kind.step) * kind.step if many else np.zeros(number, np.int64)
    if kind.key == "KT":  # together they have room for the care rates of the town
        children = people.aged(0, 6)[-1]
        wanted = np.maximum(0.68 * children[piece] / np.maximum(count[piece], 1), few)
        places = np.rint(0.75 * wanted / 5 + 0.25 * places / 5).astype(np.int64) * 5
    late = chance.uniform(size=number) < 0.2
    opened = np.where(late, chance.integers(2015, 2025, number), 1990)
    return Facilities(
        kind=kind,
        piece=piece,
        point=_inside(town, piece, chance),
        places=places,
        opened=opened,
        name=_names(kind, [town.today.names[area] for area in town.today.area[piece]], chance),
        provider=tuple(kind.providers[n] for n in chance.integers(0, len(kind.providers), number)),
    )


def _inside(town: Town, piece: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.float64]:
    """A cell of each piece, away from its border where the piece is large enough."""
    ground = town.ground
    one, two = town.piece[ground.pairs[:, 0]], town.piece[ground.pairs[:, 1]]
    edge = np.zeros(len(town.piece), bool)
    edge[ground.pairs[one != two]] = True
    order = np.lexsort((edge, town.piece))
    sorted_piece = town.piece[order]
    first = np.searchsorted(sorted_piece, piece, "left")
    inner = np.bincount(town.piece[(town.piece >= 0) & ~edge], minlength=len(town.middle))
    room = np.maximum(inner[piece], 1)
    return ground.points[order[first + (chance.uniform(size=len(piece)) * room).astype(np.int64)]]


def _names(kind: Kind, places: list[str], chance: np.random.Generator) -> tuple[str, ...]:
    """Names such as "Kita Kastanienweg"; the second of a name bears its area, too, the next ones a number."""
    words = FACILITY_NAMES[kind.key]
    seen: dict[str, int] = {}
    names = []
    for turn, place in zip(chance.permutation(len(places)).tolist(), places, strict=True):
        name = words[turn % len(words)]
        if turn >= len(words):
            name = f"{name} {place}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name + (f" {seen[name]}" if seen[name] > 1 else ""))
    return tuple(names)


def _gathered(
    facilities: Facilities,
    amount: NDArray[np.float64] | NDArray[np.int64],
    years: NDArray[np.int64],
    pieces: int,
) -> NDArray[np.float64]:
    """(years, pieces) the amounts of the facilities that are open."""
    open_now = facilities.opened[None, :] <= years[:, None]
    total = np.zeros((len(years), pieces))
    each = np.broadcast_to(amount, open_now.shape) * open_now
    for year in range(len(years)):
        total[year] = np.bincount(facilities.piece, each[year], pieces)
    return total
