"""Simple Markdown as elements: headings, paragraphs, lists, emphasis, links; everything else stays the text it is."""

import re
from typing import Any, Final

from dash import html

from atlas.publishing.legal import ALLOWED

HEADING: Final = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
ITEM: Final = re.compile(r"\s*(?:([-*+])|\d+[.)])\s+(.*)$")
MARKED: Final = re.compile(
    r"\[(?P<said>[^\]]+)\]\((?P<to>[^)\s]+)\)|\*\*(?P<strong>[^*]+)\*\*|\*(?P<soft>[^*\s][^*]*)\*"
    r"|(?P<bare>https?://[^\s<>()]*[^\s<>().,;:])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
)
HIGHEST: Final = 2  # the page has its own heading


def elements(said: str) -> list[Any]:
    """The elements of a text, in its order."""
    found: list[Any] = []
    for block in re.split(r"\n\s*\n", said.replace("\r\n", "\n").strip()):
        found += _block(block.splitlines())
    return found


def _block(lines: list[str]) -> list[Any]:
    """Headings stand alone, lines of a list in a row are one list, other lines in a row one paragraph."""
    found: list[Any] = []
    waiting: list[str] = []
    items: list[tuple[str, str]] = []

    def close() -> None:
        if waiting:
            found.append(html.P(_lines(waiting)))
        if items:
            kind = html.Ul if items[0][0] else html.Ol
            found.append(kind([html.Li(_marked(text)) for _, text in items]))
        waiting.clear()
        items.clear()

    for line in lines:
        heading, item = HEADING.match(line), ITEM.match(line)
        if heading:
            close()
            depth = min(max(len(heading[1]), HIGHEST), 4)
            found.append(getattr(html, f"H{depth}")(_marked(heading[2])))
        elif item:
            if waiting or (items and bool(items[0][0]) != bool(item[1])):
                close()
            items.append((item[1] or "", item[2]))
        elif items:  # an item goes on
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
        elif line.strip():
            waiting.append(line)
    close()
    return found


def _lines(lines: list[str]) -> list[Any]:
    """A paragraph; two blanks or a backslash at the end of a line break it there, as an address needs it."""
    found: list[Any] = []
    for place, line in enumerate(lines):
        found += _marked(line.strip().removesuffix("\\"))
        if place < len(lines) - 1:
            found.append(html.Br() if line.endswith(("  ", "\\")) else " ")
    return found


def _marked(line: str) -> list[Any]:
    found: list[Any] = []
    end = 0
    for part in MARKED.finditer(line):
        found.append(line[end : part.start()])
        found.append(_element(part))
        end = part.end()
    return [one for one in (*found, line[end:]) if one != ""]


def _element(part: re.Match[str]) -> Any:
    if part["said"]:
        return html.A(part["said"], href=part["to"]) if part["to"].startswith(ALLOWED) else part[0]
    if part["strong"]:
        return html.Strong(part["strong"])
    if part["soft"]:
        return html.Em(part["soft"])
    if part["bare"]:
        return html.A(part["bare"], href=part["bare"])
    return html.A(part["mail"], href=f"mailto:{part['mail']}")
