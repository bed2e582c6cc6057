"""The invented town as areas: pieces of ground, keys and names in two vintages, Bezirke, Sozialräume, the reform."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from atlas.demo.ground import Ground, lay_ground
from atlas.demo.growth import grow_pieces, join_pieces, shared_borders
from atlas.demo.names import area_names, district_names, sozialraum_name

CITY_KEY = "99001000"  # 99 is no German Land
REFORM = 2020  # the areas of today are valid from 1 January of this year


@dataclass(frozen=True)
class Vintage:
    """The Stadtteile of one time: which pieces of ground make which area."""

    keys: tuple[str, ...]  # ascending
    names: tuple[str, ...]
    area: NDArray[np.int64]  # (pieces,) index into keys


@dataclass(frozen=True)
class Town:
    """p pieces of ground, one more than Stadtteile: two pieces were one area before 2020, two others are one since."""

    ground: Ground
    piece: NDArray[np.int64]  # (cells,) piece of a cell, -1 outside the town
    middle: NDArray[np.float64]  # (p, 2) km from the market
    hectares: NDArray[np.float64]  # (p,)
    bezirk: NDArray[np.int64]  # (p,) index into bezirk_keys
    sozialraum: NDArray[np.int64]  # (p,) index into sozialraum_keys
    bezirk_keys: tuple[str, ...]
    bezirk_names: tuple[str, ...]
    sozialraum_keys: tuple[str, ...]
    sozialraum_names: tuple[str, ...]
    harbour: int  # the piece without inhabitants
    split: tuple[int, int]  # the pieces of the area that was split in 2020
    merged: tuple[int, int]  # the pieces of the areas that were merged in 2020
    before: Vintage
    today: Vintage


def found_town(areas: int, seed: int) -> Town:
    """A town of `areas` Stadtteile (4 to 12,000), the same for the same seed."""
    ground = lay_ground(areas, seed)
    pieces = areas + 1
    piece = grow_pieces(ground, pieces, seed)
    cells = np.maximum(np.bincount(piece[piece >= 0], minlength=pieces), 1)
    middle = np.column_stack(
        [np.bincount(piece[piece >= 0], ground.points[piece >= 0, axis], pieces) / cells for axis in (0, 1)]
    )
    borders = shared_borders(ground, piece)
    away = np.hypot(*middle.T) / ground.radius
    harbour = _harbour(ground, piece, away)
    split, merged = _reformed(borders, away, harbour)
    market = _market(away, harbour, split, merged)
    mass = cells / cells.mean() + 2
    scale = areas / 32
    bezirk = join_pieces(borders, mass, max(2, round(6 * scale**0.75)), (split, merged))
    crossing = {pair: length * (2.0 if bezirk[pair[0]] != bezirk[pair[1]] else 1.0) for pair, length in borders.items()}
    sozialraum = join_pieces(crossing, mass, max(2, round(12 * scale**0.85)), (split, merged))
    bezirk = _clockwise(bezirk, middle, cells, market)
    sozialraum = _clockwise(sozialraum, middle, cells, market)
    names = area_names(pieces, seed)
    names[market], names[harbour] = "Innenstadt", "Industriehafen"
    before, today, width = _vintages(bezirk, away, names, split, merged)
    groups = [np.flatnonzero(bezirk == number) for number in range(bezirk.max() + 1)]
    centres = np.array([np.average(middle[group], axis=0, weights=cells[group]) for group in groups])
    largest = [names[max(group.tolist(), key=lambda p: (p != harbour, cells[p]))] for group in groups]
    titles = district_names(np.arctan2(centres[:, 1], centres[:, 0]).tolist(), largest)
    rooms = [np.flatnonzero(sozialraum == number) for number in range(sozialraum.max() + 1)]
    room_width = max(2, len(str(len(rooms))))
    return Town(
        ground=ground,
        piece=piece,
        middle=middle,
        hectares=_hectares(ground, piece, pieces),
        bezirk=bezirk,
        sozialraum=sozialraum,
        bezirk_keys=tuple(f"{number + 1:0{width}d}" for number in range(len(groups))),
        bezirk_names=tuple(titles),
        sozialraum_keys=tuple(f"SR{number + 1:0{room_width}d}" for number in range(len(rooms))),
        sozialraum_names=tuple(sozialraum_name([names[p] for p in room if p != harbour]) for room in rooms),
        harbour=harbour,
        split=split,
        merged=merged,
        before=before,
        today=today,
    )


def _harbour(ground: Ground, piece: NDArray[np.int64], away: NDArray[np.float64]) -> int:
    """A piece with much river for its size, about half way between market and town limit."""
    across = ground.bank[ground.pairs[:, 0]] != ground.bank[ground.pairs[:, 1]]
    riverside = piece[ground.pairs[across]]
    river = np.bincount(riverside[riverside >= 0], minlength=len(away))
    size = np.sqrt(np.bincount(piece[piece >= 0], minlength=len(away)))
    return int(np.argmax(np.where(river > 0, river / size - 4 * np.abs(away - 0.5), -np.inf)))


def _reformed(
    borders: dict[tuple[int, int], float], away: NDArray[np.float64], harbour: int
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Two pairs of neighbours without a common piece: one near the town limit (split), one near the market (merged)."""
    pairs = [pair for pair in borders if harbour not in pair]
    reach = {pair: float(away[list(pair)].mean()) for pair in pairs}
    length = {pair: np.log(borders[pair]) * 0.15 for pair in pairs}
    outer = sorted(pairs, key=lambda pair: abs(reach[pair] - 0.75) - length[pair])
    inner = sorted(pairs, key=lambda pair: abs(reach[pair] - 0.35) - length[pair])
    return next((one, two) for one in outer for two in inner if not set(one) & set(two))


def _clockwise(
    group: NDArray[np.int64], middle: NDArray[np.float64], cells: NDArray[np.int64], market: int
) -> NDArray[np.int64]:
    """The groups renumbered: the one with the market first, the others clockwise from the north."""
    count = int(group.max()) + 1
    total = np.bincount(group, cells, count)
    centre = np.column_stack([np.bincount(group, cells * middle[:, axis], count) / total for axis in (0, 1)])
    bearing = np.mod(np.arctan2(centre[:, 0], centre[:, 1]), 2 * np.pi)
    bearing[group[market]] = -1
    number = np.empty(count, np.int64)
    number[np.argsort(bearing, kind="stable")] = np.arange(count)
    return number[group]


def _market(away: NDArray[np.float64], harbour: int, split: tuple[int, int], merged: tuple[int, int]) -> int:
    """The innermost piece that reform and harbour leave alone; a merged one in the smallest town, which has none."""
    order = np.argsort(away, kind="stable").tolist()
    return next((p for p in order if p not in (harbour, *split, *merged)), merged[0])


def _vintages(
    bezirk: NDArray[np.int64],
    away: NDArray[np.float64],
    names: list[str],
    split: tuple[int, int],
    merged: tuple[int, int],
) -> tuple[Vintage, Vintage, int]:
    """The Stadtteile until 2019 and from 2020: Bezirk number and running number; new areas get numbers never used."""
    width = max(2, len(str(int(bezirk.max()) + 1)))
    until = {p: (p,) for p in range(len(names)) if p not in split} | {split[0]: split}
    since = {p: (p,) for p in range(len(names)) if p not in merged} | {merged[0]: merged}
    title_until = {p: names[p] for p in until}
    title_since = {p: names[p] for p in since}
    title_since[split[0]] = f"{names[split[0]]}-Dorf"
    title_since[split[1]] = f"{names[split[0]]}-Neue Gärten"
    title_since[merged[0]] = f"{names[merged[0]]}-{names[merged[1]]}"
    key: dict[tuple[int, ...], str] = {}
    digits = max(2, len(str(int(np.bincount(bezirk).max()) + 3)))
    for number in range(int(bezirk.max()) + 1):
        here = [group for p, group in until.items() if bezirk[p] == number]
        here.sort(key=lambda group: float(away[list(group)].mean()))
        here += [group for p, group in since.items() if bezirk[p] == number and group not in here]
        key |= {group: f"{number + 1:0{width}d}{place + 1:0{digits}d}" for place, group in enumerate(here)}
    return (
        _vintage(until, title_until, key, len(names)),
        _vintage(since, title_since, key, len(names)),
        width,
    )


def _vintage(
    groups: Mapping[int, tuple[int, ...]], titles: dict[int, str], key: dict[tuple[int, ...], str], pieces: int
) -> Vintage:
    order = sorted(groups, key=lambda p: key[groups[p]])
    area = np.empty(pieces, np.int64)
    for place, p in enumerate(order):
        area[list(groups[p])] = place
    return Vintage(tuple(key[groups[p]] for p in order), tuple(titles[p] for p in order), area)


def _hectares(ground: Ground, piece: NDArray[np.int64], pieces: int) -> NDArray[np.float64]:
    """Area of every piece in ha (shoelace formula over the edges of the mesh)."""
    start, end = ground.corners[ground.edges[:, 0]], ground.corners[ground.edges[:, 1]]
    swept = (start[:, 0] * end[:, 1] - end[:, 0] * start[:, 1]) / 2
    area = np.zeros(pieces)
    for side, sign in ((0, 1.0), (1, -1.0)):
        owner = piece[ground.pairs[:, side]]
        np.add.at(area, owner[owner >= 0], sign * swept[owner >= 0])
    return area * 100
