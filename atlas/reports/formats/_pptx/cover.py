"""The title slide: title, subtitle with what the town writes beside, the logo, and the place in the town."""

from typing import Any

from atlas.charts._frame import Box
from atlas.charts._map_places import fitted
from atlas.colours import FAINT, PAPER
from atlas.reports.design import Design
from atlas.reports.document import Cover
from atlas.reports.formats._pptx.map import placed
from atlas.reports.formats._pptx.master import Master, box_of
from atlas.reports.formats._pptx.own import logo, logo_box, place_logo
from atlas.reports.formats._pptx.shapes import NAMES, NOTHING, Canvas, stroke
from atlas.reports.formats._pptx.text import QUIET, body, largest, paragraph, run, solid, tall

REST = "#D3DDE2"  # the town around the areas
ROOM = 150.0  # pt: the least that a small map needs


def draw_cover(canvas: Canvas, cover: Cover, design: Design, master: Master) -> None:
    """Everything but the title, which stands in its placeholder already."""
    from pptx.oxml import parse_xml

    others = [p for p in canvas.slide.placeholders if p.placeholder_format.idx != 0]
    first = others[0]
    for shape in others[1:]:
        shape._element.getparent().remove(shape._element)
    place = box_of(first)
    made = parse_xml(f"<p:spTree {NAMES}>{_said(cover, place)}</p:spTree>".encode())[0]
    first._element.replace(first._element.txBody, made)
    free = _free(canvas.slide, master)
    if cover.paper is not None and cover.paper.paths and cover.keys and free is not None:
        canvas.add(_location(canvas, cover, free))
    if master.own and logo(design):
        box = logo_box(logo(design), master.size[0] - 40, 30, (200.0, 62.0))
        canvas.add(place_logo(canvas, canvas.slide.part, design, box))


def _said(cover: Cover, place: Box) -> str:
    size = largest(cover.subtitle, place.width, place.height * 0.4, (20, 18, 16, 14, 12))
    rest = place.height - tall(cover.subtitle, size, place.width)
    small = 14.0
    while small > 9 and sum(tall(f"{a}: {b}", small * 1.05, place.width) + 4 for a, b in cover.lines) > rest:
        small -= 1
    said = [paragraph(run(cover.subtitle, size))]
    for place_of, (head, text) in enumerate(cover.lines):
        runs = run(f"{head}: ", small, ink=QUIET), run(f" {text}", small, bold=True)
        said.append(paragraph(*runs, before=12 if not place_of else 4))
    return body(*said)


def _free(slide: Any, master: Master) -> Box | None:
    """Where the small map goes: at the right, on a master of the town only where nothing lies."""
    wide, high = master.size
    if master.own:
        return Box(624, 120, wide - 624 - 40, 340)
    taken = [box_of(shape) for shape in slide.placeholders]
    below = max(box.y + box.height for box in taken) + 6
    right = max(box.x + box.width for box in taken) + 10
    for room in (Box(right, 40, wide - right - 30, high - 90), Box(wide * 0.6, below, wide * 0.36, high - 50 - below)):
        if room.width >= ROOM and room.height >= ROOM * 0.66:
            return room
    return None


def _location(canvas: Canvas, cover: Cover, box: Box) -> str:
    """The town in grey, the areas in the accent."""
    paper = cover.paper
    if paper is None:
        return ""
    spot = fitted(paper, box.x, box.y, box.width, box.height)
    edge = stroke(PAPER, 0.6)
    here = [key for key in cover.keys if key in paper.paths]
    parts = [
        canvas.outline(f"Gebiet {key}", placed(path, spot), solid(REST), edge)
        for key, path in paper.paths.items()
        if path and key not in here
    ]
    parts += [
        canvas.outline("Grenze der Stadt", placed(path, spot), NOTHING, stroke(FAINT, 0.75), closed=False)
        for level, path in paper.borders.items()
        if level == "stadt" and path
    ]
    parts += [canvas.outline(f"Gebiet {key}", placed(paper.paths[key], spot), solid("accent1"), edge) for key in here]
    return canvas.group("Lage im Stadtgebiet", box, parts, alt=f"Lage von {cover.title} im Stadtgebiet.")
