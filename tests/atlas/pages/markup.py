"""Reads the still parts of a page: the elements of their HTML with attributes and texts."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from atlas.components.still import ALONE
from tests.atlas.pages.tree import Tree, of_kind


@dataclass
class Element:
    """One element: its tag, its attributes ("" where they have no value) and the texts that stand in it."""

    tag: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a reader reads, blanks evened."""
        return " ".join(" ".join(self.texts).replace("\N{NO-BREAK SPACE}", " ").split())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Element] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.found.append(element)
        if tag not in ALONE:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(Element(tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        last = self.open.pop()
        assert last.tag == tag, f"</{tag}> closes <{last.tag}>"

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.texts.append(data)


def elements(tree: Tree, tag: str = "", **attributes: str) -> list[Element]:
    """The elements of all still parts of a tree with this tag and these attributes (`class_` for class)."""
    wanted = {key.rstrip("_"): value for key, value in attributes.items()}
    found: list[Element] = []
    for drawing in of_kind(tree, "Drawing"):
        reader = _Reader()
        reader.feed(f"<main>{getattr(drawing, 'markup', '')}</main>")
        assert reader.open == [], f"<{reader.open[-1].tag}> is not closed"
        found += reader.found
    return [e for e in found if tag in ("", e.tag) and all(e.attributes.get(k) == v for k, v in wanted.items())]


def still_text(tree: Tree) -> str:
    """All texts of the still parts."""
    return " ".join(e.text for e in elements(tree, "main"))
