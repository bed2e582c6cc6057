"""A report as one HTML file that all can read: no script, no request, every picture with its numbers as a table."""

import base64
from functools import cache
from pathlib import Path
from typing import Final

from atlas.charts._svg import said
from atlas.colours import DARK, FONTS, INK, LIGHT, PAPER, SOFT, contrast
from atlas.reports.design import Design
from atlas.reports.document import Chapter, Document, headed, opened, secrecy
from atlas.reports.formats._html.blocks import Page, block
from atlas.reports.formats._html.tags import listed, tag
from indicators.errors import Fault

MIME = "text/html"
SUFFIX = ".html"
TITLE = "HTML (eine Datei)"
POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
MANY: Final = 5  # chapters with a heading; more have a list of them
LOGOS: Final = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
SHOWN: Final = ("ink", "soft", "hair", "paper", "raised", "accent", "accent-wash", "notice", "notice-wash", "focus")
READS: Final = 4.5  # contrast of text


def check(design: Design) -> list[Fault]:
    """Nothing of a design is beyond HTML."""
    return []


def write(document: Document, design: Design) -> bytes:
    """The file; the same document gives the same bytes."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="description", content=f"{document.subtitle}, {document.stamp.line}. {document.warning}"),
        tag("title", said(f"{document.title} ({document.stamp.title})")),
        tag("style", style(design) + _printed(document)),
    )
    skip = tag("a", "Zum Inhalt", href="#inhalt", class_="sprung")
    paper = tag("div", *_parts(document, design, 1, "main"), class_="papier")
    page = tag("html", head, tag("body", skip, paper, class_="papier-grund"), lang="de")
    return f"<!DOCTYPE html>\n{page}\n".encode()


def body(document: Document, design: Design, top: int = 2) -> str:
    """The paper as a part of a page whose own heading is above `top`; its style touches nothing else there."""
    paper = tag("article", *_parts(document, design, top, "div"), class_="papier", lang="de")
    return tag("style", style(design)) + paper


def style(design: Design) -> str:
    """The style sheet in the town's colour and type."""
    font = "".join(letter for letter in design.font if letter.isalnum() or letter in " -")
    light = {f"p-{name}": LIGHT[name] for name in SHOWN}
    dark = {f"p-{name}": DARK[name] for name in SHOWN}
    light |= {"p-own": design.accent, "p-own-ink": _readable(design.accent, PAPER, INK)}
    dark |= {"p-own": design.accent, "p-own-ink": _readable(design.accent, DARK["paper"], DARK["accent"])}
    bright, night = (";".join(f"--{name}:{value}" for name, value in each.items()) for each in (light, dark))
    return (
        f".papier{{{bright};--p-font:'{font}',{FONTS}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme]) .papier{{{night}}}}}\n"
        f'@media screen{{:root[data-theme="dark"] .papier{{{night}}}}}\n{_sheet()}'
    )


def _printed(document: Document) -> str:
    """What stands at the foot of every printed page."""
    foot = f"{document.warning} · {document.stamp.title} · {document.stamp.line}"
    plain = "".join(letter if letter.isalnum() or letter in " .,–·" else f"\\{ord(letter):x} " for letter in foot)
    kind = f"font:8pt {FONTS};color:{SOFT}"
    page = 'content:"Seite " counter(page) " von " counter(pages)'
    return f'@page{{@bottom-left{{content:"{plain}";{kind}}}@bottom-right{{{page};{kind};white-space:nowrap}}}}\n'


@cache
def _sheet() -> str:
    return (Path(__file__).parent / "_html" / "paper.css").read_text(encoding="utf-8")


def _readable(colour: str, ground: str, else_: str) -> str:
    return colour if contrast(colour, ground) >= READS else else_


# --- parts --------------------------------------------------------------------------------------------------------


def _parts(document: Document, design: Design, top: int, main: str) -> list[str]:
    """Head, chapters, foot."""
    page = Page(document, top)
    chapters = opened(document)
    drawn = [_chapter(chapter, place, page) for place, chapter in enumerate(chapters, 1)]
    titled = [(place, one.title) for place, one in enumerate(chapters, 1) if headed(one)]
    nav = ""
    if len(titled) > MANY:
        links = (tag("a", said(title), href=f"#kapitel-{place}") for place, title in titled)
        nav = tag("nav", tag("details", tag("summary", "Kapitel"), listed(links)), aria_label="Kapitel")
    return [
        tag("header", _logo(design), tag("p", said(document.warning), class_="vermerk"), class_="kopf"),
        tag(main, *drawn[:1], nav, *drawn[1:], id="inhalt" if main == "main" else None),
        _foot(document, design),
    ]


def _chapter(chapter: Chapter, place: int, page: Page) -> str:
    heading = ""
    if headed(chapter):
        heading = tag(f"h{page.top + 1}", said(chapter.title), id=f"kapitel-{place}")
    elif chapter.title:
        heading = tag("p", said(chapter.title), class_="vorzeile")
    inside = "".join(block(one, page) for one in chapter.blocks)
    return tag("section", heading, inside)


def _logo(design: Design) -> str:
    if not design.logo or design.logo_kind not in LOGOS:
        return ""
    packed = base64.b64encode(design.logo).decode("ascii")
    return tag("img", src=f"data:{LOGOS[design.logo_kind]};base64,{packed}", alt=design.logo_alt, class_="logo")


def _foot(document: Document, design: Design) -> str:
    stamp = document.stamp
    lines = [design.footer, f"{stamp.title} · {stamp.line}", document.warning, secrecy(document)]
    lines += [*document.notices, f"Dieselben Zahlen im Atlas: {document.address}" if document.address else ""]
    return tag("footer", *(tag("p", said(line)) for line in lines if line))
