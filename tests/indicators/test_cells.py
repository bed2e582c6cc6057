"""Cubes as bytes: what is packed comes back, cell by cell."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.counting.cube import Cube
from indicators.model import PERIOD_KINDS, Period
from indicators.store.cells import pack, read_period, unpack, write_period
from tests.indicators.six import day

SHAPE = st.tuples(st.integers(0, 4), st.integers(0, 4))
none = st.just(float("nan"))
small = st.one_of(none, st.integers(0, 2**16).map(float))
whole = st.one_of(none, st.integers(-(2**31) + 1, 2**31 - 1).map(float))
shares = st.sampled_from([0.0, 1 / 3, 0.001, 0.999, 1.0])
broken = st.one_of(none, st.floats(-1e15, 1e15), st.just(2.0**31), st.just(0.1 + 0.2))


@st.composite
def cubes(draw: st.DrawFn) -> Cube:
    shape = draw(SHAPE)
    planes = [arrays(np.float64, shape, elements=kind) for kind in (small, whole, broken)]
    codes = arrays(np.uint8, shape, elements=st.integers(0, 255))
    return Cube(
        "quote",
        "stadtteil",
        tuple(str(a) for a in range(shape[0])),
        tuple(day(2000 + p) for p in range(shape[1])),
        draw(st.one_of(planes)),
        draw(st.one_of(st.none(), *planes)),
        draw(codes),
        draw(codes),
        draw(arrays(np.bool_, shape)),
        draw(arrays(np.float64, shape, elements=shares)),
        draw(st.one_of(st.none(), arrays(np.float64, shape, elements=shares))),
    )


@given(cubes())
def test_a_cube_comes_back_from_its_bytes(cube: Cube) -> None:
    again = unpack(cube.indicator, cube.level, cube.keys, cube.periods, pack(cube))
    for name in ("numerator", "denominator", "status", "flags", "exists"):
        one, other = getattr(cube, name), getattr(again, name)
        assert (one is None) == (other is None)
        assert one is None or np.array_equal(one, other, equal_nan=one.dtype == np.float64)
    assert (np.abs(cube.covered - again.covered) <= 1 / 255).all()
    assert ((cube.covered == 1) == (again.covered == 1)).all(), "nearly all is not all"
    assert (cube.split is None) == (again.split is None)
    if cube.split is not None and again.split is not None:
        assert (np.abs(cube.split - again.split) <= 1 / 255).all()
        assert ((cube.split == 0) == (again.split == 0)).all(), "almost exact is not exact"


@pytest.mark.parametrize(
    ("number", "width"), [(3.0, 2), (65_534.0, 2), (65_535.0, 4), (-1.0, 4), (3.5, 8), (2.0**31, 8)]
)
def test_numbers_take_as_few_bytes_as_they_need_and_equal_codes_one(number: float, width: int) -> None:
    plane = np.full((10, 10), number)
    small = np.zeros((10, 10), np.uint8)
    keys, periods = tuple("abcdefghij"), tuple(day(2000 + p) for p in range(10))
    cube = Cube("q", "l", keys, periods, plane, None, small, np.eye(10, dtype=np.uint8), small > 0, plane * 0)
    assert len(pack(cube)) == 1 + (1 + 100 * width) + 3 * 2 + (1 + 100)


def test_bytes_of_another_shape_are_refused() -> None:
    small = np.zeros((2, 1), np.uint8)
    cube = Cube("q", "l", ("a", "b"), (day(2022),), small * 1.0, None, small, small, small > 0, small * 1.0)
    for keys, cells in ((("a", "b", "c"), pack(cube)), (("a", "b"), pack(cube) + b"?"), (("a", "b"), b""), ((), b"1h")):
        with pytest.raises(ValueError, match=f"no cube of {len(keys)} areas"):
            unpack("q", "l", keys, (day(2022),), cells)


@given(st.dates(), st.dates(), st.sampled_from(PERIOD_KINDS))
def test_a_period_comes_back_from_its_text(start: dt.date, end: dt.date, kind: str) -> None:
    period = Period(end, start, kind)
    assert read_period(write_period(period)) == period
