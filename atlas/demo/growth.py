"""Pieces grow on the ground, connected and never across the river; whole pieces join to larger areas."""

import heapq

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import KDTree

from atlas.demo.chance import stream
from atlas.demo.ground import Ground


def grow_pieces(ground: Ground, count: int, seed: int) -> NDArray[np.int64]:
    """The piece 0..count-1 of every cell, -1 outside: smaller in the middle of the town, edges noisy, all connected.

    Pieces spread from relaxed seeds (Lloyd 1982) over ways of random length; ground that no seed reaches is outside.
    """
    chance = stream(seed, "pieces")
    town = np.flatnonzero(ground.inside)
    starts = town[_relaxed(ground, town, count, chance)]
    left, right = ground.pairs.T
    linked = ground.inside[left] & ground.inside[right] & (ground.bank[left] == ground.bank[right])
    left, right = left[linked], right[linked]
    way = np.hypot(*(ground.points[left] - ground.points[right]).T) * chance.lognormal(0, 0.6, len(left))
    size = len(ground.points)
    ways = coo_array((way, (left, right)), shape=(size, size)).tocsr()
    _, _, sources = dijkstra(ways, directed=False, indices=starts, return_predecessors=True, min_only=True)
    number = np.full(size, -1, np.int64)
    number[starts] = np.arange(count)
    return np.where((sources >= 0) & ground.inside, number[np.maximum(sources, 0)], -1)


def _relaxed(ground: Ground, town: NDArray[np.int64], count: int, chance: np.random.Generator) -> NDArray[np.int64]:
    """`count` different cells (indices into `town`), spread evenly under a density that falls from middle to edge."""
    points = ground.points[town]
    bank = ground.bank[town]
    weight = np.exp(-2.4 * np.hypot(*points.T) / ground.radius)
    north = int(np.clip(round(count * weight[bank == 1].sum() / weight.sum()), 1, count - 1))
    spread = points + np.column_stack([np.zeros(len(town)), bank * 100 * ground.radius])  # banks relax apart
    chosen = [
        chance.choice(np.flatnonzero(bank == side), number, replace=False, p=_normed(weight[bank == side]))
        for side, number in ((1, north), (0, count - north))
    ]
    seeds = spread[np.concatenate(chosen)]
    for _ in range(12):
        nearest = KDTree(seeds).query(spread)[1]
        mass = np.maximum(np.bincount(nearest, weight, count), 1e-12)
        middle = [np.bincount(nearest, weight * spread[:, axis], count) / mass for axis in (0, 1)]
        seeds = np.where((np.bincount(nearest, minlength=count) > 0)[:, None], np.column_stack(middle), seeds)
    taken = KDTree(spread).query(seeds)[1]
    unique, first = np.unique(taken, return_index=True)
    if len(unique) < count:  # two seeds in one cell: the later one moves to a free cell of its own choice
        free = np.setdiff1d(np.arange(len(town)), unique)
        taken[np.setdiff1d(np.arange(count), first)] = chance.choice(free, count - len(unique), replace=False)
    return taken


def _normed(weight: NDArray[np.float64]) -> NDArray[np.float64]:
    return weight / weight.sum()


def shared_borders(ground: Ground, piece: NDArray[np.int64]) -> dict[tuple[int, int], float]:
    """Length in km of the border that two pieces share (smaller number first); the river counts a fifth."""
    one, two = piece[ground.pairs[:, 0]], piece[ground.pairs[:, 1]]
    border = (one != two) & (one >= 0) & (two >= 0)
    ends = ground.corners[ground.edges[border]]
    length = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    banks = ground.bank[ground.pairs[border]]
    length = np.where(banks[:, 0] == banks[:, 1], length, length / 5)
    low, high = np.minimum(one, two)[border], np.maximum(one, two)[border]
    code, place = np.unique(low * (piece.max() + 1) + high, return_inverse=True)
    total = np.bincount(place, length)
    return {divmod(int(c), int(piece.max()) + 1): float(t) for c, t in zip(code, total, strict=True)}


def join_pieces(
    borders: dict[tuple[int, int], float],
    mass: NDArray[np.float64],
    count: int,
    together: tuple[tuple[int, int], ...] = (),
) -> NDArray[np.int64]:
    """A group for every piece: `count` connected groups of similar mass; the pairs of `together` share a group.

    The smallest group joins the neighbour with the longest shared border in relation to that neighbour's mass (to the
    power 1.5: size weighs more than shape), again and again. Groups are numbered in the order of their first piece;
    islands may leave more groups than asked for.
    """
    neighbours: list[dict[int, float]] = [{} for _ in mass]
    for (one, two), length in borders.items():
        neighbours[one][two] = neighbours[one].get(two, 0.0) + length
        neighbours[two][one] = neighbours[two].get(one, 0.0) + length
    group = np.arange(len(mass))
    members = [[piece] for piece in range(len(mass))]
    weight = mass.astype(float).copy()
    alive = set(range(len(mass)))

    def join(into: int, gone: int) -> None:
        for other, length in neighbours[gone].items():
            neighbours[other].pop(gone)
            if other != into:
                neighbours[other][into] = neighbours[other].get(into, 0.0) + length
                neighbours[into][other] = neighbours[into].get(other, 0.0) + length
        members[into] += members[gone]
        weight[into] += weight[gone]
        alive.discard(gone)
        heapq.heappush(queue, (weight[into], into))

    queue: list[tuple[float, int]] = []
    for one, two in together:
        join(one, two)
    queue = [(weight[piece], piece) for piece in sorted(alive)]
    heapq.heapify(queue)
    while len(alive) > count and queue:
        size, smallest = heapq.heappop(queue)
        if smallest not in alive or size != weight[smallest] or not neighbours[smallest]:
            continue
        best = max(neighbours[smallest], key=lambda n: (neighbours[smallest][n] / weight[n] ** 1.5, -n))
        join(best, smallest)
    for number, keeper in enumerate(sorted(alive, key=lambda keeper: min(members[keeper]))):
        group[members[keeper]] = number
    return group
