"""Cubes as bytes: whole numbers in two or four bytes, others in eight; a column of codes that are all one in one.

The first byte says which planes there are: 1 the numerator, 2 the denominator too; 3 and 4 the same of converted areas,
with the share of each cell that is estimated.
"""

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from indicators.counting.cube import Cube
from indicators.model import Period

_SMALL, _NO_SMALL = "<u2", np.iinfo(np.uint16).max  # a plane of small whole numbers, and its code of "no number"
_WHOLE, _NO_WHOLE = "<i4", np.iinfo(np.int32).min
_BROKEN = "<f8"  # nan is its own code
Shape = tuple[int, int]


def pack(cube: Cube) -> bytes:
    """The cells of a cube; `unpack` gives them back exactly, shares covered or estimated to 1/255."""
    small = [
        cube.status,
        cube.flags,
        cube.exists.astype(np.uint8),
        np.floor(cube.covered * 255).astype(np.uint8),  # 255 is the whole and nothing less
    ]
    if cube.split is not None:
        small.append(np.ceil(np.minimum(cube.split, 1) * 255).astype(np.uint8))  # 0 is exact and nothing else
    planes = [_plane(cube.numerator), b"" if cube.denominator is None else _plane(cube.denominator)]
    kind = 1 + bool(planes[1]) + 2 * (cube.split is not None)
    return b"".join([str(kind).encode(), *planes, *map(_codes, small)])


def unpack(indicator: str, level: str, keys: tuple[str, ...], periods: tuple[Period, ...], cells: bytes) -> Cube:
    """The cube of which `pack` made the bytes. ValueError when they are not (keys x periods) cells."""
    view = memoryview(cells)
    shape = len(keys), len(periods)
    try:
        numerator, at = _read_plane(view, 1, shape)
        denominator = None
        kind = bytes(view[0:1])
        if kind in (b"2", b"4"):
            denominator, at = _read_plane(view, at, shape)
        small = []
        for _ in range(5 if kind in (b"3", b"4") else 4):
            codes, at = _read_codes(view, at, shape)
            small.append(codes)
    except (ValueError, IndexError):
        at = -1
    if at != len(view):
        raise ValueError(f"{len(view)} bytes are no cube of {shape[0]} areas and {shape[1]} periods")
    exists = small[2].view(np.bool_)
    covered, *split = [_shares(codes) for codes in small[3:]]
    planes = numerator, denominator, small[0], small[1], exists, covered
    return Cube(indicator, level, keys, periods, *planes, split[0] if split else None)


def _shares(codes: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Shares from their 255ths; a plane of one code stays one number."""
    alike = codes.strides == (0, 0)
    return np.broadcast_to(codes[0, 0] / 255.0, codes.shape) if alike else codes / 255.0


def _plane(numbers: NDArray[np.float64]) -> bytes:
    """Numbers in the narrowest type that holds them all; the first byte says which."""
    none = np.isnan(numbers)
    whole = none | (numbers == np.floor(numbers))
    if not whole.all() or (np.abs(np.where(none, 0, numbers)) >= -_NO_WHOLE).any():
        return b"f" + numbers.astype(_BROKEN).tobytes()
    least, most = np.min(numbers, where=~none, initial=0), np.max(numbers, where=~none, initial=0)
    if least >= 0 and most < _NO_SMALL:
        return b"h" + np.where(none, _NO_SMALL, numbers).astype(_SMALL).tobytes()
    return b"i" + np.where(none, _NO_WHOLE, numbers).astype(_WHOLE).tobytes()


def _read_plane(cells: memoryview, at: int, shape: Shape) -> tuple[NDArray[np.float64], int]:
    count = shape[0] * shape[1]
    kind, none = {b"h": (_SMALL, _NO_SMALL), b"i": (_WHOLE, _NO_WHOLE)}.get(bytes(cells[at : at + 1]), (_BROKEN, None))
    plane = np.frombuffer(cells, kind, count, at + 1).reshape(shape)
    numbers = plane.astype(np.float64)
    unknown = plane == none if none is not None else None
    if unknown is not None and unknown.any():
        numbers[unknown] = np.nan
    return numbers, at + 1 + count * plane.itemsize


def _codes(plane: NDArray[np.uint8]) -> bytes:
    """One byte a cell, or one for all of them."""
    if plane.size and (plane == plane.flat[0]).all():
        return b"=" + plane.flat[0].tobytes()
    return b"*" + plane.tobytes()


def _read_codes(cells: memoryview, at: int, shape: Shape) -> tuple[NDArray[np.uint8], int]:
    if cells[at] == ord("="):
        return np.broadcast_to(np.uint8(cells[at + 1]), shape), at + 2
    count = shape[0] * shape[1]
    return np.frombuffer(cells, np.uint8, count, at + 1).reshape(shape), at + 1 + count


def write_period(period: Period) -> str:
    """`date 2022-12-31 2022-12-31`: kind, first and last day."""
    return f"{period.kind} {period.start.isoformat()} {period.end.isoformat()}"


def read_period(text: str) -> Period:
    """The period that `write_period` wrote."""
    kind, start, end = text.split(" ")
    return Period(dt.date.fromisoformat(end), dt.date.fromisoformat(start), kind)
