"""The ground of the invented town: small cells inside a smooth town limit, cut in two by a river; km from the market.

May assume that scipy is there; knows nothing of areas, people or files.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import Voronoi

from atlas.demo.chance import stream


@dataclass(frozen=True)
class Ground:
    """m cells of a Voronoi mesh; every border drawn later runs along its edges, so that neighbours share it exactly."""

    radius: float  # km, mean radius of the town
    points: NDArray[np.float64]  # (m, 2) one point a cell
    inside: NDArray[np.bool_]  # (m,) within the town limit
    bank: NDArray[np.int8]  # (m,) 0 south, 1 north of the river
    corners: NDArray[np.float64]  # (v, 2) where three cells meet
    pairs: NDArray[np.int64]  # (r, 2) the cells on the left and right of an edge
    edges: NDArray[np.int64]  # (r, 2) its corners, from and to, so that pairs[:, 0] lies on the left


def lay_ground(areas: int, seed: int) -> Ground:
    """The cells of a town of `areas` areas: 30 to 180 cells an area, about 120 km² at 32 areas."""
    chance = stream(seed, "ground")
    radius = float(np.sqrt(120.0 * (areas / 32) ** 0.6 / np.pi))
    cells = (areas + 1) * float(np.clip(180 * (32 / areas) ** 0.35, 30, 180))
    step = radius * np.sqrt(np.pi / cells)
    reach = int(np.ceil(1.35 * radius / step))
    axis = np.arange(-reach, reach + 1) * step
    east, north = np.meshgrid(axis, axis)
    east = east + (np.arange(len(axis)) % 2)[:, None] * step / 2
    points = np.column_stack([east.ravel(), north.ravel()])
    points += chance.uniform(-0.38, 0.38, points.shape) * step
    limit = _town_limit(chance, radius)
    near = np.hypot(*points.T) < limit(points) + 4 * step
    points = points[near]
    river = _river(chance, radius)
    mesh = Voronoi(points)
    ends = np.asarray(mesh.ridge_vertices)
    whole = (ends >= 0).all(axis=1)
    pairs, edges = np.asarray(mesh.ridge_points)[whole].astype(np.int64), ends[whole].astype(np.int64)
    corners = np.asarray(mesh.vertices)
    along = corners[edges[:, 1]] - corners[edges[:, 0]]
    across = points[pairs[:, 0]] - corners[edges[:, 0]]
    right = along[:, 0] * across[:, 1] - along[:, 1] * across[:, 0] < 0
    edges[right] = edges[right][:, ::-1]
    inside = np.hypot(*points.T) < limit(points)
    return Ground(radius, points, inside, river(points), corners, pairs, edges)


def _town_limit(chance: np.random.Generator, radius: float):
    """Distance of the town limit from the market in the direction of given points: a circle with slow waves."""
    waves = np.arange(2, 7)
    size = chance.normal(0, 1, len(waves)) * 0.11 / waves**0.7
    turn = chance.uniform(0, 2 * np.pi, len(waves))

    def limit(points: NDArray[np.float64]) -> NDArray[np.float64]:
        angle = np.arctan2(points[:, 1], points[:, 0])
        return radius * (1 + (size * np.cos(waves * angle[:, None] + turn)).sum(axis=1))

    return limit


def _river(chance: np.random.Generator, radius: float):
    """The bank that given points lie on: a meandering line that passes south of the market."""
    course = chance.uniform(-0.6, 0.6)
    size = chance.uniform(0.07, 0.12) * radius
    turn = chance.uniform(0, 2 * np.pi, 2)

    def bank(points: NDArray[np.float64]) -> NDArray[np.int8]:
        along = points @ np.array([np.cos(course), np.sin(course)]) / radius
        across = points @ np.array([-np.sin(course), np.cos(course)])
        middle = -0.12 * radius + size * (np.sin(3.1 * along + turn[0]) + 0.4 * np.sin(7.3 * along + turn[1]))
        return (across > middle).astype(np.int8)

    return bank
