"""The binary matrix: what goes in comes out, small, and refuses what does not fit."""

import gzip
import json

import brotli
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from atlas.web.transport import MAGIC, NO_NUMBER, UNCLASSED, coding, compressed, pack, unpack

SHAPES = st.tuples(st.integers(1, 6), st.integers(0, 40))


@st.composite
def matrices(draw):
    shape = draw(SHAPES)
    i4 = arrays.arrays(np.int32, shape, elements=st.integers(-(2**31), 2**31 - 1))
    u1 = arrays.arrays(np.uint8, shape, elements=st.integers(0, 255))
    header = {"unit": "je 1.000 „Kinder“", "periods": [{"iso": str(2014 + p)} for p in range(shape[0])]}
    return header, draw(i4), draw(u1), draw(u1), {"base": draw(i4), "flags": draw(u1)}


@given(matrices())
def test_what_goes_in_comes_out(given_matrix):
    header, printed, classes, statuses, extra = given_matrix
    found = unpack(pack(header, printed, classes, statuses, extra))
    known = classes != NO_NUMBER
    assert found.header == header
    assert (found.printed[known] == printed[known]).all()
    assert (found.classes == classes).all()
    assert (found.statuses == statuses).all()
    assert (found.extra["base"] == extra["base"]).all()
    assert (found.extra["flags"] == extra["flags"]).all()


@given(matrices())
def test_the_same_matrix_is_the_same_bytes(given_matrix):
    assert pack(*given_matrix) == pack(*given_matrix)


def test_layout_is_as_described():
    """Two periods, two areas, by hand: steps 5-0, 7-0, 4-5, 7-7 fold to 10, 14, 1, 0; lowest bytes first."""
    header = {"periods": [{}, {}]}
    printed = np.array([[5, 7], [4, 99]], np.int32)
    classes = np.array([[0, UNCLASSED], [1, NO_NUMBER]], np.uint8)
    statuses = np.array([[0, 0], [0, 3]], np.uint8)
    body = pack(header, printed, classes, statuses)
    size = int.from_bytes(body[4:8], "little")
    assert body[:4] == MAGIC
    assert size % 4 == 0
    assert json.loads(body[8 : 8 + size])["shape"] == [2, 2]
    numbers = bytes([10, 14, 1, 0]) + bytes(12)
    assert body[8 + size :] == numbers + bytes([0, 1, UNCLASSED, NO_NUMBER]) + bytes([0, 0, 0, 3])


def test_hidden_number_leaves_no_trace():
    """A secret number must not lie in the file: the bytes are the same whatever it was."""
    classes = np.array([[0, NO_NUMBER]], np.uint8)
    statuses = np.array([[0, 3]], np.uint8)
    one = pack({"periods": [{}]}, np.array([[5, 4]], np.int32), classes, statuses)
    other = pack({"periods": [{}]}, np.array([[5, 2]], np.int32), classes, statuses)
    assert one == other


def _plausible(periods: int, areas: int) -> bytes:
    """Shares in per cent with one decimal of towns with about 800 children an area, drifting and noisy."""
    random = np.random.default_rng(1)
    share = np.exp(random.normal(np.log(15), 0.5, areas) + np.cumsum(random.normal(0, 0.03, (periods, areas)), 0)) / 100
    base = np.exp(random.normal(np.log(800), 0.6, areas)).astype(int)
    printed = np.floor(random.binomial(base, np.clip(share, 0, 0.9)) / base * 1000 + 0.5).astype(np.int32)
    classes = np.searchsorted(np.quantile(printed, (0.2, 0.4, 0.6, 0.8)), printed).astype(np.uint8)
    legend = [
        {"from": 1.23456789 * i, "to": 2.3456789 * i, "label": f"{i},3 bis {i},5", "count": 120} for i in range(5)
    ]
    header = {
        "unit": "%",
        "periods": [{"iso": f"{2005 + p}-12-31", "legend": legend} for p in range(periods)],
    }
    return pack(header, printed, classes, np.zeros(printed.shape, np.uint8))


@pytest.mark.parametrize(
    ("periods", "areas", "most"),
    [(1, 600, 3_000), (12, 600, 20_000), (20, 600, 20_000), (20, 11_000, 300_000)],
)
def test_small_enough_for_a_switch(periods, areas, most):
    assert len(compressed(_plausible(periods, areas), "br")) <= most
    assert len(compressed(_plausible(periods, areas), "gzip")) <= most


def test_refuses_what_does_not_fit():
    printed = np.zeros((2, 3), np.int32)
    codes = np.zeros((2, 3), np.uint8)
    with pytest.raises(ValueError, match="1 periods, the planes have 2"):
        pack({"periods": [{}]}, printed, codes, codes)
    with pytest.raises(ValueError, match="classes has the shape"):
        pack({"periods": [{}, {}]}, printed, codes[:1], codes)
    with pytest.raises(ValueError, match="statuses is int64"):
        pack({"periods": [{}, {}]}, printed, codes, codes.astype(np.int64))
    with pytest.raises(ValueError, match=r"expected \(periods, areas\)"):
        pack({"periods": [{}]}, printed[0], codes[0], codes[0])


def test_refuses_what_is_cut_off():
    body = _plausible(2, 10)
    with pytest.raises(ValueError, match="cut off"):
        unpack(body[:-1])
    with pytest.raises(ValueError, match="1 bytes behind the last plane"):
        unpack(body + b"x")
    with pytest.raises(ValueError, match="does not begin with SRA1"):
        unpack(b"PK" + body)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("identity", ""),
        ("", ""),
    ],
)
def test_takes_the_best_coding_that_is_offered(accepted, expected):
    assert coding(accepted) == expected


def test_codings_are_undone_by_their_own_library():
    assert brotli.decompress(compressed(b"abc", "br")) == b"abc"
    assert gzip.decompress(compressed(b"abc", "gzip")) == b"abc"
    assert compressed(b"abc", "") == b"abc"
