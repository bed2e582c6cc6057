"""Papers as pages (HTML of reports): numbers stand beside what they are numbers of; pictures are read as drawings."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Final

from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers import drawing
from atlas.publishing.readers._names import NUMBER, counts_in, rounded_span
from indicators.disclosure.said import TOGETHER, Frame, Said

TITLE = "Bericht als Seite"
MARK: Final = "data-von"  # indicator|level|area|period|value, counts or difference
PAPER: Final = re.compile(rb'<div class="papier"')
COUNTS: Final = re.compile(rf"n = ({NUMBER}) (?:von|auf) ({NUMBER})(?![\d,])")
DRAWN: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


def fits(artefact: Artefact) -> bool:
    """Whether it is a paper of the atlas."""
    return bool(PAPER.search(artefact.body[:60_000]))


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Values, counts and secrets of tables, tiles, lines and sentences; and what the drawings say."""
    text = artefact.body.decode("utf-8", "replace")
    found = [one for of, said in _marked(text) for one in _told(of, said, frame)]
    for picture in DRAWN.findall(text):
        if "<title>" in picture:
            found += _drawn(picture, artefact, frame)
    return list(dict.fromkeys(found))


def _drawn(picture: str, artefact: Artefact, frame: Frame) -> list[Said]:
    """What a drawing says; one without an indicator in its title is a line of a table, whose numbers are read."""
    try:
        return drawing.read(Artefact(artefact.name, picture.encode()), frame)
    except ValueError:
        return []


def _told(of: list[str], said: str, frame: Frame) -> Iterator[Said]:
    if len(of) != 5 or of[0] not in frame.catalogue.indicators:
        return
    one, level, key, period, what = of
    where = (one, level, key.replace("+", TOGETHER), period)
    indicator = frame.catalogue.indicators[one]
    if drawing.SECRET in said or said.strip() == "•":
        yield Said(*where, "secret")
    elif what == "counts":
        yield from counts_in(said, where)
    elif counted := COUNTS.search(said):  # a sentence
        yield from counts_in(f"{counted[1]} von {counted[2]}", where)
    elif what == "value" and (printed := re.match(rf"\(?({NUMBER})", said.strip())):
        decimals = len(printed[1].partition(",")[2])
        if decimals == indicator.decimals:
            yield Said(*where, "value", rounded_span(printed[1]))


class _Marks(HTMLParser):
    """The text below every element that says what it is a number of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str], list[str]]] = []
        self.found: list[tuple[list[str], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        mark = dict(attrs).get(MARK)
        if mark and not self.open:
            self.open.append((tag, mark.split("|"), []))

    def handle_data(self, data: str) -> None:
        for _, _, said in self.open:
            said.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1][0] == tag:
            _, of, said = self.open.pop()
            self.found.append((of, "".join(said)))


def _marked(text: str) -> Iterable[tuple[list[str], str]]:
    marks = _Marks()
    marks.feed(text)
    marks.close()
    return marks.found
