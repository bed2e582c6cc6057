"""Delivered numbers as columns: what every loader returns and the store keeps."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from indicators.model import Period


@dataclass(frozen=True)
class Observations:
    """n delivered numbers, column by column; the four key columns are indices into the tuples of names."""

    variables: tuple[str, ...]
    levels: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    variable: NDArray[np.int32]  # (n,) into variables
    level: NDArray[np.int32]  # (n,) into levels
    area: NDArray[np.int32]  # (n,) into areas (keys; a key is unique within its level)
    period: NDArray[np.int32]  # (n,) into periods
    number: NDArray[np.float64]  # (n,) nan exactly where the status says that there is no number
    status: NDArray[np.uint8]  # (n,) Status
    flags: NDArray[np.uint8]  # (n,) Flag

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Observations":
        """The chosen rows, with the same names."""
        return replace(
            self,
            variable=self.variable[rows],
            level=self.level[rows],
            area=self.area[rows],
            period=self.period[rows],
            number=self.number[rows],
            status=self.status[rows],
            flags=self.flags[rows],
        )


def empty() -> Observations:
    """No observations."""
    codes, small = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return Observations((), (), (), (), codes, codes, codes, codes, np.zeros(0), small, small)


def concatenate(parts: Sequence[Observations]) -> Observations:
    """All rows of `parts`, in order, over common names (sorted; periods by date)."""
    if not parts:
        return empty()
    variables = tuple(sorted({v for p in parts for v in p.variables}))
    levels = tuple(sorted({v for p in parts for v in p.levels}))
    areas = tuple(sorted({v for p in parts for v in p.areas}))
    periods = tuple(sorted({v for p in parts for v in p.periods}))

    def column(name: str, names: str, common: tuple[object, ...]) -> NDArray[np.int32]:
        place = {value: index for index, value in enumerate(common)}
        translated = []
        for part in parts:
            table = np.array([place[value] for value in getattr(part, names)], np.int32)
            codes = getattr(part, name)
            translated.append(table[codes] if len(codes) else codes)
        return np.concatenate(translated).astype(np.int32)

    return Observations(
        variables,
        levels,
        areas,
        periods,
        column("variable", "variables", variables),
        column("level", "levels", levels),
        column("area", "areas", areas),
        column("period", "periods", periods),
        np.concatenate([p.number for p in parts]),
        np.concatenate([p.status for p in parts]),
        np.concatenate([p.flags for p in parts]),
    )
