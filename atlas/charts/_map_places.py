"""Where circles, names and the scale bar of a map on paper lie; any format that draws a map asks here."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from atlas.charts._svg import width_of
from atlas.view import Cell, View
from atlas.view.paper import PaperMap

LARGEST = 0.055  # radius of the greatest count, as a part of the shorter side


@dataclass(frozen=True)
class Spot:
    """How a unit of the drawing becomes one of the paper: x + scale * unit."""

    scale: float
    x: float
    y: float


@dataclass(frozen=True)
class Name:
    """What the map writes on one area; `y` is the baseline of a single line, several stand around it."""

    place: int  # of the cell in the View
    x: float
    y: float
    lines: tuple[str, ...]
    size: float
    own: bool  # a chosen area
    half: float  # of its width

    def baselines(self) -> Iterator[tuple[str, float]]:
        """Each line and where it stands."""
        for row, line in enumerate(self.lines):
            yield line, self.y + (row - (len(self.lines) - 1) / 2) * (self.size + 2)


def fitted(paper: PaperMap, x: float, y: float, width: float, height: float) -> Spot:
    """The whole drawing in the middle of a box."""
    scale = min(width / paper.width, height / paper.height)
    return Spot(scale, x + (width - scale * paper.width) / 2, y + (height - scale * paper.height) / 2)


def greatest(view: View) -> float:
    """The count that has the largest circle: of all periods where classes are common to them."""
    values = [abs(cell.value) for cell in view.cells if cell.value is not None]
    return max([*values, *(abs(b) for b in view.legend.bins[-1:])], default=0.0)


def reach_of(view: View, width: float, height: float) -> float:
    """Radius of the greatest count's circle on a map of this size."""
    crowd = min(1.0, math.sqrt(60 / max(len(view.cells), 1)))
    return max(LARGEST * min(width, height) * (0.2 + 0.8 * crowd), 3.0)


def circles(view: View, paper: PaperMap, spot: Spot, reach: float) -> Iterator[tuple[Cell, float, float, float]]:
    """Cell, middle and radius of each circle, the largest first; a count of nothing has the radius 0."""
    top = greatest(view)
    if view.legend.kind != "circle" or not top:
        return
    for cell in sorted(view.cells, key=lambda c: -abs(c.value or 0.0)):
        label = paper.labels.get(cell.key)
        if cell.value is not None and label is not None:
            at = spot.x + label[0] * spot.scale, spot.y + label[1] * spot.scale
            yield cell, *at, reach * math.sqrt(abs(cell.value) / top)


def names(view: View, paper: PaperMap, spot: Spot, reach: float, larger: float = 0.0) -> Iterator[Name]:
    """Names that fit into their areas, the chosen ones first, none over another; below circles.

    Where there are too few areas for classes, the value stands below the name, or alone. `larger`: added to the size.
    """
    chosen, top, scale = {cell.key for cell in view.chosen}, greatest(view), spot.scale
    spots = [(place, cell, paper.labels[cell.key]) for place, cell in enumerate(view.cells) if cell.key in paper.labels]
    spots.sort(key=lambda one: (one[1].key not in chosen, -one[2][2], one[1].key))
    taken: list[tuple[float, float, float]] = []
    for place, cell, (at_x, at_y, radius) in spots:
        own = cell.key in chosen
        size = (11.0 if own else 9.5) + larger
        lines = [cell.name]
        if view.labels:
            size += 2
            roomy = width_of(cell.name, size, bold=own) <= 2.5 * radius * scale
            lines = [*(lines if roomy else []), view.labels[place]]
        half = max(width_of(line, size, bold=own) for line in lines) / 2
        x, y = spot.x + at_x * scale, spot.y + at_y * scale + size * 0.35
        if view.legend.kind == "circle" and top:
            y += reach * math.sqrt(abs(cell.value or 0.0) / top) + size * 0.6
        if not own and not view.labels and half > 1.25 * radius * scale:
            continue
        tall = (size + 2) * len(lines)
        if any(abs(x - other) < half + wide + 3 and abs(y - line) < tall for other, line, wide in taken):
            continue
        taken.append((x, y, half))
        yield Name(place, x, y, tuple(lines), size, own, half)


def scale_bar(paper: PaperMap, scale: float, width: float) -> tuple[float, str]:
    """Length on the paper and name of a round distance, about a sixth of the map's width."""
    metres = width / 6 / scale * paper.metres_a_unit
    power = 10 ** math.floor(math.log10(metres)) if metres > 0 else 1
    length = max(n * power for n in (1, 2, 5) if n * power <= metres) if metres >= 1 else 1
    name = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    return length / paper.metres_a_unit * scale, name
