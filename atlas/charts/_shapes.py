"""Markers on paper, named as plotly names them."""

from atlas.charts._svg import el
from atlas.colours import PAPER

_CORNERS = {
    "square": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
    "triangle-up": ((0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    "triangle-down": ((0, 1.1), (1.05, -0.8), (-1.05, -0.8)),
    "cross": tuple(
        (x, y)
        for x, y in (
            *((-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35), (1, 0.35), (0.35, 0.35)),
            *((0.35, 1), (-0.35, 1), (-0.35, 0.35), (-1, 0.35), (-1, -0.35), (-0.35, -0.35)),
        )
    ),
}


def marker(name: str, x: float, y: float, radius: float, fill: str) -> str:
    """One marker with a thin light edge; "none" draws nothing."""
    if name == "none":
        return ""
    edge = {"fill": fill, "stroke": PAPER, "stroke_width": max(radius / 5, 0.4)}
    if name == "circle":
        return el("circle", cx=float(x), cy=float(y), r=float(radius), **edge)
    corners = "L".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in _CORNERS[name])
    return el("path", d=f"M{corners}Z", **edge)
