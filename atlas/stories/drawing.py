"""The picture of a slide as markup: the map, whose areas can be asked, with its legend; or a chart, wide and narrow."""

import functools
import operator
from html import escape
from types import ModuleType
from typing import Final

import atlas.charts.map as map_chart
from atlas.charts import ranking, series, strip
from atlas.colours import FAINT, HATCHES, PAPER
from atlas.components.signs import flag_explanations
from atlas.numbers import text
from atlas.stories.slides import Slide
from atlas.view import Cell, View
from atlas.view.paper import PaperMap
from atlas.view.words import difference
from indicators.model import Flag

WIDE: Final = (880.0, 400.0)  # a beamer's picture, in units of the drawing
NARROW: Final = (400.0, 470.0)  # a telephone's
FLAT: Final = (720.0, 300.0)  # dots on one axis need less height, and larger letters
BAR: Final = 15.0  # least height of a bar with its name
CHARTS: Final = {"karte": map_chart, "streifen": strip, "reihe": series, "rangfolge": ranking}


def picture(slide: Slide, paper: PaperMap | None) -> str:
    """What a slide shows below its headline."""
    view = slide.view
    if view is None:
        return f'<p class="fehlt">{escape(slide.missing)}</p>'
    chart = _chart(slide, paper)
    if paper is not None and chart is map_chart:
        return _map(view, paper)
    sizes = {"quer": FLAT if chart is strip else WIDE, "hoch": NARROW}
    if chart is ranking:
        few = len(view.cells) <= ranking.MOST_BARS
        least = 30 + BAR * (len(view.cells) if few else 2 * ranking.ENDS + 2 * len(view.chosen) + 1)
        sizes = {name: (width, max(height, min(least, 1.5 * height))) for name, (width, height) in sizes.items()}
    drawn = {name: chart.svg(view, *size, bare=True) for name, size in sizes.items()}
    return "".join(f'<div class="blatt {name}">{svg}</div>' for name, svg in drawn.items())


def title(slide: Slide, paper: PaperMap | None) -> str:
    """What, where and when the picture shows; "" where there is none."""
    if slide.view is None:
        return ""
    return series.title(slide.view) if _chart(slide, paper) is series else slide.view.title


def summary(slide: Slide, paper: PaperMap | None) -> str:
    """The picture in a sentence, for the speaker and for those who do not see it."""
    return _chart(slide, paper).summary(slide.view) if slide.view else slide.missing


def _chart(slide: Slide, paper: PaperMap | None) -> ModuleType:
    """The chart that draws a slide; levels without outlines have the ordered bars in place of a map."""
    chart = CHARTS[slide.saved.drawn]
    return ranking if chart is map_chart and (paper is None or not paper.paths) else chart


def signs(slide: Slide) -> str:
    """What the letters behind printed numbers mean: „Zeichen: p vorläufige Zahl“; "" where there are none."""
    view = slide.view
    if view is None:
        return ""
    drawn = [c for line in view.series for c in line.cells] if slide.saved.drawn == "reihe" else view.cells
    flags = functools.reduce(operator.or_, (Flag(c.flags) for c in (*drawn, view.city)), Flag(0))
    met = ", ".join(f"{sign} {said}" for sign, said in flag_explanations(flags))
    return f"Zeichen: {met}" if met else ""


def _map(view: View, paper: PaperMap) -> str:
    answer = functools.partial(_answer, view)
    said = escape(f"{map_chart.summary(view)} Jedes Gebiet lässt sich mit Klick oder Eingabetaste befragen.")
    areas = f'<div class="blatt karte" role="group" aria-label="{said}">{map_chart.stage(view, paper, answer)}</div>'
    return f'<div class="mitlegende">{areas}{_legend(view)}</div>'


def _answer(view: View, cell: Cell) -> dict[str, object]:
    """What an area says when it is asked: exactly what the rules let pass."""
    apart = difference(view.indicator, cell, view.city) if view.legend.kind == "diverging" else ""
    against = f"{apart} gegenüber {view.city.name}" if apart else ""
    behind = " · ".join(part for part in (against, cell.counts, cell.guessed) if part)
    label = f"{cell.name}: {cell.why}" + (f" ({behind})" if behind else "")
    asked = {"data_name": cell.name, "data_wert": cell.why, "data_zahl": behind or None}
    return {**asked, "class_": "gebiet", "tabindex": 0, "role": "button", "aria_label": label}


def _legend(view: View) -> str:
    """Classes and statuses with their numbers of areas, the town's value, and how classes were made."""
    legend = view.legend
    rows = []
    if legend.kind != "circle":
        fills = map_chart.fills(view)
        rows = [_row(fill, entry.label, entry.count) for entry, fill in zip(legend.classes, fills, strict=False)]
    for status in legend.statuses:
        fill = f"url(#{map_chart.pattern_name(status.status)})" if status.status in HATCHES else PAPER
        rows.append(_row(fill, f"{status.word} ({status.sign})", status.count))
    listed = f"<ul>{''.join(rows)}</ul>" if rows else ""
    town = f'<p class="stadtwert">{escape(view.city.name)}: {escape(view.city.why)}</p>' if view.city.full else ""
    how = f"{legend.scheme_title}: {legend.note}" if legend.labelled else legend.note
    head = f'<p class="legendentitel">{escape(view.subtitle or view.indicator.title)}</p>'
    return f'<div class="legende">{head}{listed}{town}<p class="wie">{escape(how)}</p></div>'


def _row(fill: str, label: str, count: int) -> str:
    square = f'<rect width="28" height="18" fill="{fill}" stroke="{FAINT}"/>'
    swatch = f'<svg viewBox="0 0 28 18" aria-hidden="true">{square}</svg>'
    places = f"{text(count, 0)} {'Gebiet' if count == 1 else 'Gebiete'}"
    return f'<li>{swatch}<span>{escape(label)}</span><span class="anzahl">{places}</span></li>'
