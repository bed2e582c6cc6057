"""Outlines of areas from the cells of the ground: smoothed once, walked as rings, so that all levels share borders."""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.demo.ground import Ground

MIDDLE = (9.93, 51.07)  # lon, lat of the market: open country, the town does not exist
KM_A_DEGREE = 111.2


def smooth_corners(ground: Ground, piece: NDArray[np.int64], rounds: int = 6) -> NDArray[np.float64]:
    """The corners of the mesh in lon/lat (6 decimals) after the borders between pieces have been smoothed.

    A corner on a border moves towards the mean of its neighbours along borders (Laplacian smoothing); the river and the
    town limit attract only each other, so that they stay one line.
    """
    one, two = piece[ground.pairs[:, 0]], piece[ground.pairs[:, 1]]
    bank = np.where(piece >= 0, ground.bank, -1)
    strong = bank[ground.pairs[:, 0]] != bank[ground.pairs[:, 1]]
    corners = ground.corners.copy()
    on_strong = np.zeros(len(corners), bool)
    on_strong[ground.edges[strong]] = True
    weak = (one != two) & ~strong
    for step in range(rounds * 3):
        lines = [ground.edges[strong]] if step >= rounds else [ground.edges[strong], ground.edges[weak]]
        start, end = np.concatenate(lines).T
        held = np.concatenate([start, end])
        other = np.concatenate([end, start])
        counts = on_strong[held] <= on_strong[other]  # weak corners follow all, strong ones only strong ones
        along = np.zeros(len(corners), bool)
        along[held] = True
        if len(lines) == 2:
            strong_edge = np.tile(np.arange(len(start)) < len(lines[0]), 2)
            counts &= ~on_strong[held] | strong_edge
        held, other = held[counts], other[counts]
        number = np.bincount(held, minlength=len(corners))
        mean = np.column_stack([np.bincount(held, corners[other, a], len(corners)) for a in (0, 1)])
        free = along & (number >= 2) & ~(on_strong & (number != 2))
        corners[free] = 0.5 * corners[free] + 0.5 * mean[free] / number[free, None]
    return to_degrees(corners)


def to_degrees(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, 2) kilometres from the market as longitude and latitude, 6 decimals (plate carrée at the town's latitude)."""
    degrees = points / KM_A_DEGREE / np.array([np.cos(np.radians(MIDDLE[1])), 1.0]) + np.array(MIDDLE)
    return np.round(degrees, 6)


def rings(ground: Ground, label: NDArray[np.int64]) -> dict[int, list[list[int]]]:
    """The closed rings (corner numbers, first = last) around every label >= 0 of the cells, area on the left."""
    one, two = label[ground.pairs[:, 0]], label[ground.pairs[:, 1]]
    border = one != two
    owner = np.concatenate([one[border], two[border]])
    start = np.concatenate([ground.edges[border, 0], ground.edges[border, 1]])
    end = np.concatenate([ground.edges[border, 1], ground.edges[border, 0]])
    order = np.lexsort((start, owner))
    owner, start, end = owner[order], start[order], end[order]
    found: dict[int, list[list[int]]] = {}
    first = np.searchsorted(owner, np.arange(owner.max() + 2))
    for name in range(int(owner.max()) + 1):
        piece = slice(first[name], first[name + 1])
        onward = dict(zip(start[piece].tolist(), end[piece].tolist(), strict=True))
        found[name] = []
        while onward:
            at, way = onward.popitem()
            ring = [at, way]
            while way != at:
                way = onward.pop(way)
                ring.append(way)
            found[name].append(ring)
    return found


def polygon(corners: NDArray[np.float64], closed: list[list[int]]) -> list[list[list[list[float]]]]:
    """The rings of one area as GeoJSON MultiPolygon coordinates: every left-turning ring with the holes in it."""
    shapes = [corners[ring] for ring in closed]
    turn = [float(np.sum(s[:-1, 0] * s[1:, 1] - s[1:, 0] * s[:-1, 1])) for s in shapes]
    shells = [[shape.tolist()] for shape, area in zip(shapes, turn, strict=True) if area > 0]
    for shape, area in zip(shapes, turn, strict=True):
        if area < 0:
            shells[next((n for n, shell in enumerate(shells) if _surrounds(shell[0], shape)), 0)].append(shape.tolist())
    return shells


def _surrounds(shell: list[list[float]], hole: NDArray[np.float64]) -> bool:
    """Whether the bounding box of the shell contains that of the hole (connected areas have one shell)."""
    low, high = np.min(shell, axis=0), np.max(shell, axis=0)
    return bool((low <= hole.min(axis=0)).all() and (high >= hole.max(axis=0)).all())


def write_outlines(path: Path, areas: Iterable[tuple[dict[str, str], list[list[list[list[float]]]]]]) -> None:
    """A GeoJSON file in WGS84: one feature an area, with its columns."""
    lines = []
    for columns, shells in areas:
        shape = {"type": "Polygon", "coordinates": shells[0]}
        if len(shells) > 1:
            shape = {"type": "MultiPolygon", "coordinates": shells}
        feature = {"type": "Feature", "properties": columns, "geometry": shape}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    path.write_text(text, encoding="utf-8", newline="\n")
