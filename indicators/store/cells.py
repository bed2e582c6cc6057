"""Cubes as bytes: numbers as int32 where all are whole, statuses, flags and the rest as one byte a cell."""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.model import Period

_LEAST = np.iinfo(np.int32).min  # the code of "no number" in a plane of integers


def pack(cube: Cube) -> bytes:
    """The cells of a cube; `unpack` gives them back exactly, shares covered to 1/255."""
    small = (
        cube.status,
        cube.flags,
        cube.exists.astype(np.uint8),
        np.floor(cube.covered * 255).astype(np.uint8),  # 255 is the whole and nothing less
    )
    planes = [_plane(cube.numerator), b"" if cube.denominator is None else _plane(cube.denominator)]
    return b"".join([b"2" if planes[1] else b"1", *planes, *(p.tobytes() for p in small)])


def unpack(indicator: str, level: str, keys: tuple[str, ...], periods: tuple[Period, ...], cells: bytes) -> Cube:
    """The cube of which `pack` made the bytes. ValueError when they are not (keys x periods) cells."""
    view = memoryview(cells)
    shape = len(keys), len(periods)
    numerator, at = _read_plane(view, 1, shape)
    denominator = None
    if bytes(view[0:1]) == b"2":
        denominator, at = _read_plane(view, at, shape)
    count = shape[0] * shape[1]
    if len(view) != at + 4 * count:
        raise ValueError(f"{len(view)} bytes are no cube of {shape[0]} areas and {shape[1]} periods")
    small = [np.frombuffer(view, np.uint8, count, at + i * count).reshape(shape) for i in range(4)]
    exists, covered = small[2].astype(np.bool_), small[3] / 255.0
    return Cube(indicator, level, keys, periods, numerator, denominator, small[0], small[1], exists, covered)


def _plane(numbers: NDArray[np.float64]) -> bytes:
    """Numbers as int32 where all are whole and fit, else as float64; first byte says which."""
    whole = np.isnan(numbers) | ((numbers == np.floor(numbers)) & (np.abs(numbers) < -_LEAST))
    if whole.all():
        return b"i" + np.where(np.isnan(numbers), _LEAST, numbers).astype("<i4").tobytes()
    return b"f" + numbers.astype("<f8").tobytes()


def _read_plane(cells: memoryview, at: int, shape: tuple[int, int]) -> tuple[NDArray[np.float64], int]:
    count = shape[0] * shape[1]
    if bytes(cells[at : at + 1]) == b"i":
        codes = np.frombuffer(cells, "<i4", count, at + 1).reshape(shape)
        numbers = codes.astype(np.float64)
        numbers[codes == _LEAST] = np.nan
        return numbers, at + 1 + 4 * count
    return np.frombuffer(cells, "<f8", count, at + 1).reshape(shape), at + 1 + 8 * count


def write_period(period: Period) -> str:
    """`date 2022-12-31 2022-12-31`: kind, first and last day."""
    return f"{period.kind} {period.start.isoformat()} {period.end.isoformat()}"


def read_period(text: str) -> Period:
    """The period that `write_period` wrote."""
    kind, start, end = text.split(" ")
    return Period(dt.date.fromisoformat(end), dt.date.fromisoformat(start), kind)
