"""What lies behind the numbers: surfaces of density, burden, families, students and migration over the town."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from atlas.demo.chance import smooth_field, standardise, stream
from atlas.demo.town import Town

Surface = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Traits:
    """Surfaces over the pieces (mean 0, deviation 1); the first of the years is the one before the town's first."""

    years: tuple[int, ...]
    away: Surface  # (pieces,) distance from the market, town limit = about 1
    burden: Surface  # (years, pieces) social burden, drifts slowly
    families: Surface  # (pieces,) young families
    elders: Surface  # (pieces,) old people
    students: Surface  # (pieces,) 0..1, near the university
    migration: Surface  # (years, pieces) families that came from elsewhere
    residents: Surface  # (years, pieces) expected number
    open_ground: Surface  # (pieces,) parks and woods


def draw_traits(town: Town, years: tuple[int, ...], seed: int) -> Traits:
    """The surfaces of a town; `years` begin with the year before the first one delivered."""
    away = np.hypot(*town.middle.T) / town.ground.radius
    places = town.middle
    spacing = float(np.sqrt(town.hectares.sum() / 100 / len(places)))
    radius = town.ground.radius
    waves = (1.3 * radius, 0.7 * radius, 3.5 * spacing)

    def surface(name: str, grain: float = 0.3) -> Surface:
        return standardise(
            smooth_field(seed, name, places, waves) + grain * stream(seed, f"{name} grain").normal(0, 1, len(places))
        )

    time = np.array(years)[:, None] - 2019.0
    quay = np.exp(-((np.hypot(*(places - places[town.harbour]).T) / (0.35 * radius)) ** 2))
    start = standardise(surface("burden") + 0.7 * quay - 0.35 * standardise(away))
    drift = surface("burden drift")
    wobble = _wandering(stream(seed, "burden wobble"), (len(years), len(places)))
    burden = start + 0.03 * time * drift + 0.06 * wobble
    campus = places[np.argmin(np.abs(away - 0.3) + 0.5 * (town.ground.bank[_nearest_cell(town)] == 0))]
    students = np.exp(-((np.hypot(*(places - campus).T) / (0.28 * radius)) ** 2))
    families = standardise(surface("families") + 0.9 * standardise(away) - 0.8 * students)
    elders = standardise(surface("elders") + 0.4 * standardise(away) - 0.6 * standardise(students))
    arrivals = standardise(0.75 * burden + 0.5 * surface("migration") - 0.3 * standardise(away))
    return Traits(
        years=years,
        away=away,
        burden=burden,
        families=families,
        elders=elders,
        students=students,
        migration=arrivals,
        residents=_expected_residents(town, years, away, seed),
        open_ground=standardise(surface("open ground") + 0.8 * standardise(away)),
    )


def chances(usual: float, *effects: Surface | float) -> Surface:
    """Shares around the `usual` one, shifted on the logit scale by the sum of `effects`."""
    return np.asarray(expit(logit(usual) + sum(effects)))


def _expected_residents(town: Town, years: tuple[int, ...], away: Surface, seed: int) -> Surface:
    """About 4,000 residents a piece at 32 areas, denser in the middle; 2015 and 2022 brought many people at once."""
    pieces = len(away)
    density = np.exp(-2.1 * away + 0.35 * stream(seed, "density").normal(0, 1, pieces))
    share = town.hectares * np.clip(density, 0.02, None)
    share[town.harbour] = 0.0
    total = 128_000 * ((pieces - 1) / 32) ** 0.75
    calm = np.delete(share, town.harbour)
    share = np.clip(share, 0.25 * np.median(calm), 4 * np.median(calm))
    share[town.harbour] = 0.0
    since = np.array(years) - 2014.0
    arrived = 0.011 * (since >= 1) + 0.012 * (since >= 8)
    town_growth = 0.003 * since + arrived
    growth = 0.004 * stream(seed, "growth").normal(0, 1, pieces)
    growth[list(town.split)] += (0.028, 0.014)
    local = np.clip(since, -15, 15)[:, None] * growth
    return total * share / share.sum() * np.exp(town_growth[:, None] + local)


def _wandering(chance: np.random.Generator, shape: tuple[int, int], memory: float = 0.8) -> Surface:
    """First-order autoregression of variance 1 along the years."""
    steps = chance.normal(0, 1, shape)
    for year in range(1, shape[0]):
        steps[year] = memory * steps[year - 1] + np.sqrt(1 - memory**2) * steps[year]
    return steps


def _nearest_cell(town: Town) -> NDArray[np.int64]:
    """One cell of every piece (its first)."""
    order = np.argsort(town.piece, kind="stable")
    first = np.searchsorted(town.piece[order], np.arange(len(town.middle)))
    return order[first]
