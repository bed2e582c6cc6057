"""A story as one HTML document: every slide in one answer, so that nothing is asked for once it is loaded.

The browser side, keys and speaker view, is assets/praesentation/. Without scripts, and on paper, slides follow each
other as pages.
"""

import datetime as dt
from html import escape
from pathlib import Path
from typing import Any, Final

from dash import html

import atlas.charts.map as map_chart
from atlas import colours
from atlas.city import City
from atlas.components import typeface
from atlas.components.drawing import Drawing
from atlas.components.still import markup
from atlas.numbers import date_text
from atlas.stories.drawing import picture, signs, summary, title
from atlas.stories.slides import Slide, look_slides
from atlas.stories.story import NAMELESS, Story
from atlas.view.model import Stamp
from atlas.view.paper import look_paper
from atlas.view.words import stamp

STYLE: Final = Path(__file__).parents[1] / "assets" / "praesentation" / "praesentation.css"
LONG: Final = 60  # characters of a headline that gets smaller letters
BUTTONS: Final = (
    ("zurueck", "Zurück", "Bild auf"),
    ("weiter", "Weiter", "Bild ab, Leertaste"),
    ("schwarz", "Schwarz", "B oder Punkt"),
    ("vollbild", "Vollbild", "F"),
    ("sprecher", "Sprecheransicht", "S"),
)  # what it does, label, keys
EMPTY: Final = "Diese Geschichte hat noch keine Ansicht. Merken Sie eine auf Erkunden oder Zeitreihe."


def document(story: Story, city: City, script: str) -> str:
    """The whole page; `script` is the address of its script."""
    slides = look_slides(story, city)
    said = stamp(city)
    of = len(slides) + 1
    parts = [_title(story, said, of), *(_slide(slide, city, n, of) for n, slide in enumerate(slides, 2))]
    fonts = "".join(
        f'<link rel="preload" as="font" type="font/woff2" href="{path}" crossorigin>'
        for path in typeface.addresses().values()
    )
    style = "\n".join((typeface.font_faces(), colours.css(), STYLE.read_text("utf-8")))
    return f"""<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{escape(story.title)} – {escape(said.title)}</title>
{fonts}
<style>
{style}
</style>
<script src="{script}" defer></script>
</head>
<body>
<svg class="muster" aria-hidden="true" width="0" height="0">{map_chart.every_pattern()}</svg>
{_bar(of)}
<main>{"".join(parts)}</main>
<div id="antwort" role="status" hidden></div>
<p id="ansage" class="nurvorlesen" role="status"></p>
<div id="schwarz" hidden></div>
</body>
</html>"""


def _bar(of: int) -> str:
    buttons = [
        html.Button(label, type="button", title=f"{label} ({keys})", **{"data-tut": what})
        for what, label, keys in BUTTONS
    ]
    buttons.insert(1, html.Span(f"1 / {of}", id="stelle"))
    way = html.A("Beenden", href="/geschichten")
    return markup(html.Nav([*buttons, way], className="leiste", **{"aria-label": "Vorführung"}))


def _title(story: Story, said: Stamp, of: int) -> str:
    lines: list[Any] = [html.P(said.title, className="dach"), html.H1(story.title, className=_size(story.title))]
    who = "" if story.by == NAMELESS else f"{story.by}, "
    lines += [html.P(f"{who}{date_text(dt.date.fromisoformat(story.on))}", className="wer")]
    lines += [html.P(EMPTY, className="fehlt")] if of == 1 else []
    return _page(lines, _foot("", said), "titel", story.title, 1, of)


def _slide(slide: Slide, city: City, number: int, of: int) -> str:
    saved, view = slide.saved, slide.view
    paper = look_paper(city, view.vintage) if view else None
    head: list[Any] = [html.H2(saved.title, className=_size(saved.title))]
    what = title(slide, paper)
    if what and what != saved.title:
        head.append(html.P(what, className="untertitel"))
    if saved.caption:
        head.append(html.P(saved.caption, className="dazu"))
    lines: list[Any] = [html.Header(head), html.Div(Drawing(markup=picture(slide, paper)), className="bild")]
    if view and slide.notices:
        lines.append(html.P(" ".join(slide.notices), className="vermerk"))
    lines.append(_notes(slide, summary(slide, paper)))
    foot = _foot(view.source if view else "", stamp(city), signs(slide))
    return _page(lines, foot, "karten" if saved.drawn == "karte" else "", saved.title, number, of)


def _notes(slide: Slide, said: str):
    """What the speaker alone sees: notes, the picture in numbers, and whether it was another Stand."""
    lines = [html.P(line) for line in slide.saved.notes.splitlines() if line.strip()]
    lines.append(html.P(said, className="zahlen"))
    if slide.older and slide.view:
        shown = slide.view.stamp.edition
        older = (
            f"Gemerkt bei Stand {slide.saved.edition}, gezeigt wird Stand {shown}: Prüfen Sie, ob der Text noch passt."
        )
        lines.append(html.P(older, className="aelter"))
    return html.Aside(lines, className="notizen", **{"aria-label": "Notizen"})


def _foot(source: str, said: Stamp, met: str = ""):
    warning = " · ".join(part for part in (said.notice, said.invented) if part)
    parts: tuple[Any, ...] = (
        html.Span(source) if source else None,
        html.Span(met) if met else None,
        html.Span(f"{said.title} · {said.line}"),
        html.Strong(warning, className="oeffentlich" if said.public else "intern"),
        html.Span(said.secrecy, className="geheimhaltung") if said.secrecy else None,
    )
    return html.Footer([part for part in parts if part is not None])


def _page(lines: list[Any], foot: Any, name: str, title: str, number: int, of: int) -> str:
    label = f"Folie {number} von {of}: {title}"
    return markup(
        html.Section([*lines, foot], id=f"folie-{number}", className=f"folie {name}".strip(), **{"aria-label": label})
    )


def _size(title: str) -> str:
    return "lang" if len(title) > LONG else ""
