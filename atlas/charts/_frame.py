"""The frame of a picture on paper: what, per what, where, when above; source, Stand, notice burnt in below."""

from collections.abc import Callable
from dataclasses import dataclass

from atlas.charts._svg import el, picture, words, wrap
from atlas.colours import HAIR, INK, NOTICE, PAPER, SOFT
from atlas.view import View

MARGIN = 24.0


@dataclass(frozen=True)
class Box:
    """A place to draw in, in px."""

    x: float
    y: float
    width: float
    height: float


def frame(
    view: View,
    width: float,
    height: float,
    summary: str,
    draw: Callable[[Box], str],
    title: str = "",
    bare: bool = False,
) -> str:
    """A whole SVG: head (`title`, else the View's), the drawing in the room that is left, foot.

    `bare`: the drawing alone, for a paper that says the rest beside it.
    """
    inner = width - 2 * MARGIN
    title = title or view.title
    if bare:
        box = Box(2.0, 2.0, width - 4, height - 4)
        return picture(width, height, title, summary, draw(box))
    head, top = _head(title, view.subtitle, inner)
    foot, below = _foot(view, inner, height)
    box = Box(MARGIN, top, inner, max(height - top - below, 40.0))
    ground = el("rect", width=float(width), height=float(height), fill=PAPER)
    return picture(width, height, title, summary, ground, head, draw(box), foot)


def _head(title: str, subtitle: str, inner: float) -> tuple[str, float]:
    y, lines = MARGIN - 6, []
    for line in wrap(title, 20, inner, 3):
        y += 24
        lines.append(words(MARGIN, y, line, 20, INK, weight=600))
    for line in wrap(subtitle, 13, inner, 2) if subtitle else []:
        y += 18
        lines.append(words(MARGIN, y, line, 13, SOFT))
    return "".join(lines), y + 14


def _foot(view: View, inner: float, height: float) -> tuple[str, float]:
    stamp = view.stamp
    said: list[tuple[str, str, int | None]] = [(line, SOFT, None) for line in wrap(view.source, 11, inner)]
    said += [(line, SOFT, None) for line in wrap(f"{stamp.title} · {stamp.line}", 11, inner)]
    if view.address:
        said += [(line, SOFT, None) for line in wrap(f"Dieselben Zahlen: {view.address}", 11, inner)]
    warning = " · ".join(part for part in (stamp.notice, stamp.invented) if part)
    ink = SOFT if stamp.public else NOTICE
    said += [(line, ink, 600) for line in wrap(warning, 11, inner)] if warning else []
    said += [(line, SOFT, None) for line in wrap(stamp.secrecy, 11, inner)] if stamp.secrecy else []
    y = height - MARGIN + 8 - 15 * (len(said) - 1)
    rule = el("path", d=f"M{MARGIN},{y - 18:g}h{inner:g}", stroke=HAIR, stroke_width=1.0)
    lines = [words(MARGIN, y + 15 * i, line, 11, ink, weight=weight) for i, (line, ink, weight) in enumerate(said)]
    return rule + "".join(lines), height - (y - 18) + 8
