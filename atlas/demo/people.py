"""Who lives in the town: a cohort model by single years of age, so that births, moves and residents fit together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.demo.chance import stream
from atlas.demo.traits import Traits

Counts = NDArray[np.int64]
AGES = 96  # 0..94 and 95 and older
_PYRAMID_AGES = (0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95)
_PYRAMID = (93, 90, 90, 96, 110, 135, 135, 128, 120, 140, 160, 148, 125, 115, 92, 105, 70, 42, 17, 4)


@dataclass(frozen=True)
class People:
    """Residents and movements; first axis years as in the traits, second pieces."""

    upto: NDArray[np.int32]  # (years, pieces, AGES + 1) residents younger than a at the end of the year
    births: Counts  # (years, pieces) all movements: during the year
    deaths: Counts
    moved_in: Counts
    moved_out: Counts
    moved_in_u6: Counts
    moved_out_u6: Counts

    def aged(self, start: int = 0, end: int = AGES) -> Counts:
        """(years, pieces) residents from `start` to under `end` years at the end of the year."""
        return (self.upto[:, :, end] - self.upto[:, :, start]).astype(np.int64)


def settle(traits: Traits, seed: int) -> People:
    """Residents year by year: last year's, aged, minus deaths and moves out, plus births and moves in, exactly.

    Moves lead towards the age profile of the place (cohort-component method: Preston, Heuveline & Guillot 2001, ch. 6),
    so that students stay near the university although every student grows older. Two years run before the first one.
    """
    chance = stream(seed, "people")
    years, pieces = traits.residents.shape
    present = chance.poisson(_target(traits, 0))
    upto = np.zeros((years, pieces, AGES + 1), np.int32)
    moves = {name: np.zeros((years, pieces), np.int64) for name in ("births", "deaths", "in", "out", "in_u6", "out_u6")}
    for turn in range(-2, years):
        year = max(turn, 0)
        target = _target(traits, year)
        dead = chance.binomial(present, _mortality())
        aged = _older(present - dead)
        leaving = chance.binomial(aged, _leaving(traits, aged, target))
        mothers = np.maximum(present[:, 15:50] * 0.49, 0)
        newborn = chance.poisson(mothers @ _fertility(traits.years[year]) * np.exp(0.1 * traits.burden[year]))
        stay = aged - leaving
        stay[:, 0] += newborn
        lacking = np.maximum(target - stay, 0.35 * _restless() * target)
        lacking[:, 0] = 0.3 * _restless()[0] * target[:, 0]
        coming = chance.poisson(lacking)
        present = stay + coming
        if turn >= 0:
            np.cumsum(present, axis=1, out=upto[year, :, 1:])
            for name, count in (("deaths", dead), ("in", coming), ("out", leaving)):
                moves[name][year] = count.sum(axis=1)
            moves["births"][year] = newborn
            moves["in_u6"][year] = coming[:, :6].sum(axis=1)
            moves["out_u6"][year] = leaving[:, :6].sum(axis=1)
    return People(upto, moves["births"], moves["deaths"], moves["in"], moves["out"], moves["in_u6"], moves["out_u6"])


def _target(traits: Traits, year: int) -> NDArray[np.float64]:
    """(pieces, AGES) expected residents by age."""
    age = np.arange(AGES)
    since = traits.years[year] - 2014
    town = np.interp(age, _PYRAMID_AGES, _PYRAMID)
    town = town * np.exp(0.008 * since * (age >= 65) + 0.006 * since * (age < 12))
    small, young, parents = age < 13, (age >= 13) & (age < 19), (age >= 30) & (age < 46)
    student = np.exp(-(((age - 23.5) / 3.2) ** 2))
    shift = (
        traits.families[:, None] * (0.26 * small + 0.16 * young + 0.16 * parents - 0.1 * (age >= 70))
        + traits.students[:, None] * (1.35 * student - 0.35 * small - 0.25 * (age >= 60))
        + traits.elders[:, None] * (0.2 * (age >= 65) - 0.05 * small)
        + traits.burden[year][:, None] * (0.11 * (age < 20) - 0.1 * (age >= 65))
    )
    profile = town * np.exp(shift)
    return profile / profile.sum(axis=1, keepdims=True) * traits.residents[year][:, None]


def _older(present: Counts) -> Counts:
    """Everybody one year older; the last class keeps its own."""
    aged = np.zeros_like(present)
    aged[:, 1:] = present[:, :-1]
    aged[:, -1] += present[:, -1]
    return aged


def _mortality() -> NDArray[np.float64]:
    """Chance to die within a year by age (Gompertz 1825), about 0.1 % at 40, 7 % at 80."""
    rate = 0.00003 * np.exp(0.097 * np.arange(AGES))
    rate[0] = 0.003
    return np.clip(rate, 0, 0.5)


def _fertility(year: int) -> NDArray[np.float64]:
    """Births a woman by age 15..49; sums to a total rate of about 1.4 to 1.6, as in Germany in these years."""
    level = np.interp(year, (2005, 2014, 2016, 2021, 2023), (1.34, 1.47, 1.59, 1.58, 1.36))
    wish = np.exp(-(((np.arange(15, 50) - 31) / 7.5) ** 2))
    return level * wish / wish.sum()


def _restless() -> NDArray[np.float64]:
    """Usual share that moves within a year by age: highest in the twenties, families with small children next."""
    age = np.arange(AGES)
    return 0.055 + 0.16 * np.exp(-(((age - 25) / 6.5) ** 2)) + 0.05 * (age < 6) - 0.025 * (age >= 60)


def _leaving(traits: Traits, aged: Counts, target: NDArray[np.float64]) -> NDArray[np.float64]:
    """(pieces, AGES) chance to move out: usual restlessness, and more where more live than the place is made for."""
    usual = _restless() * np.exp(0.3 * traits.students - 0.15 * (traits.away - 0.5))[:, None]
    surplus = np.clip(aged - target, 0, None) / np.maximum(aged, 1)
    return np.clip(usual + 0.6 * surplus * (1 - usual), 0, 0.9)
