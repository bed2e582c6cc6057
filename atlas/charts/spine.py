"""Spine: one line of a profile among all areas of the level; the whole span, the middle half, the town, the area.

Every line has its own scale, from the lowest value to the highest; it says where an area lies, not whether that is
good.
"""

from atlas.charts._svg import el, picture
from atlas.colours import ACCENT, INK, PAPER
from atlas.numbers import text
from atlas.view import SpineRow

TITLE = "Einordnung"
SPAN = "#DCE6EA"
HALF = "#A9C7D6"


def summary(row: SpineRow) -> str:
    """One sentence with the numbers of the line."""
    one = row.row
    said = f"{one.indicator.short}: {one.cell.full}; {one.city.name}: {one.city.full}"
    if row.lowest is None or row.highest is None or row.quartiles is None:
        return f"{said}."
    low, _, high = (text(q, one.indicator.decimals, one.indicator.unit) for q in row.quartiles)
    ends = f"niedrigster Wert {row.lowest.full}, höchster Wert {row.highest.full}"
    return f"{said}; {ends}; die mittlere Hälfte von {row.of} Gebieten liegt zwischen {low} und {high}."


def places(row: SpineRow) -> dict[str, float]:
    """Where things lie on the line, 0 to 1: low and high of the middle half, middle, city, area; empty: no line."""
    if row.lowest is None or row.highest is None or row.quartiles is None:
        return {}
    least, most = row.lowest.value or 0.0, row.highest.value or 0.0
    wide = (most - least) or 1.0
    named = {"low": row.quartiles[0], "middle": row.quartiles[1], "high": row.quartiles[2]}
    named |= {"city": row.row.city.value} if row.row.city.value is not None else {}
    named |= {"area": row.row.cell.value} if row.row.cell.value is not None else {}
    return {name: min(max((value - least) / wide, 0.0), 1.0) for name, value in named.items()}


def svg(row: SpineRow, width: float = 240, height: float = 20) -> str:
    """The line alone; nothing but its words where there is no spread."""
    return picture(width, height, row.row.indicator.short, summary(row), draw(row, width, height))


def draw(row: SpineRow, width: float, height: float) -> str:
    """The drawing without its svg element."""
    at = places(row)
    if not at:
        return ""
    pad = 6.0

    def x(name: str) -> float:
        return pad + at[name] * (width - 2 * pad)

    middle = height / 2
    band = {"y": middle - 4, "height": 8.0}
    parts = [
        el("rect", x=pad, width=width - 2 * pad, fill=SPAN, **band),
        el("rect", x=x("low"), width=max(x("high") - x("low"), 1.0), fill=HALF, **band),
        el("path", d=f"M{x('middle'):.1f},{middle - 4:.1f}v8", stroke=PAPER, stroke_width=1.2),
    ]
    if "city" in at:
        parts.append(el("path", d=f"M{x('city'):.1f},{middle - 7:.1f}v14", stroke=INK, stroke_width=1.6))
    if "area" in at:
        parts.append(el("circle", cx=x("area"), cy=middle, r=4.6, fill=ACCENT, stroke=PAPER, stroke_width=1.2))
    return "".join(parts)
