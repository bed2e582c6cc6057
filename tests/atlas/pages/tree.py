"""Reads a page as Dash gets it: its texts, its links, its elements of a kind."""

from collections.abc import Iterator
from typing import Any

from dash.development.base_component import Component

Tree = Any  # a component, a text, a list of both, or nothing


def parts(tree: Tree) -> Iterator[Component | str]:
    """All components and texts, in the order of the page."""
    if isinstance(tree, list | tuple):
        for one in tree:
            yield from parts(one)
    elif isinstance(tree, Component):
        yield tree
        yield from parts(getattr(tree, "children", None))
    elif tree is not None:
        yield str(tree)


def text(tree: Tree) -> str:
    """What a reader reads, blanks evened; drawings by their markup."""
    said = [p if isinstance(p, str) else getattr(p, "markup", "") for p in parts(tree)]
    return " ".join(" ".join(said).replace("\N{NO-BREAK SPACE}", " ").split())


def of_kind(tree: Tree, kind: str) -> list[Component]:
    """All elements of a kind: `A`, `Tr`, `Select` ..."""
    return [p for p in parts(tree) if isinstance(p, Component) and p._type == kind]


def links(tree: Tree) -> dict[str, str]:
    """Text of a link -> where it leads; of several with one text the first."""
    found: dict[str, str] = {}
    for link in of_kind(tree, "A"):
        found.setdefault(text(link), link.href)
    return found


def rows(tree: Tree) -> dict[str, list[str]]:
    """First cell of each table row -> the others; rows of one cell are headings."""
    found = {}
    for row in of_kind(tree, "Tr"):
        if not isinstance(row.children, list):
            continue  # the heading of a group
        cells = [text(cell) for cell in row.children]
        found[cells[0]] = cells[1:]
    return found
