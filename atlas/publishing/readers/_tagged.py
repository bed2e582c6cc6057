"""A tagged PDF as a tree: what a screen reader hears, element by element, with the words that are drawn in each.

Every text of ours is marked content that an element of the structure tree names; outside of the tree stand page
numbers and the lines at head and foot of a page. Whatever else somebody put on a page shows as being outside, too.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NumberObject

DEEPEST: Final = 60  # elements within elements; a tree that goes deeper is none of ours
SHOWS: Final = (b"Tj", b"TJ", b"'", b'"')  # operators that draw words
PAIR: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE: Final = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BLOCK: Final = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)

OUTSIDE: Final = -1  # the number of what is not marked
UNKNOWN: Final = "\ufffd"  # a glyph that stands for nothing known

Marked = dict[int, list[str]]  # number of the marked content on its page -> its runs of words
Characters = dict[int, str]  # code of a glyph in its font -> what it stands for


# what a broken file makes of its own objects, here and in the library
DAMAGED: Final = (
    PyPdfError, ValueError, LookupError, TypeError, AttributeError, NotImplementedError, ArithmeticError, RecursionError
)  # fmt: skip  # one list


class Unfit(ValueError):
    """A whole file that is not made as ours are."""


@dataclass(frozen=True)
class Element:
    """A part of the document: its kind (Table, TR, TD, P, Figure ...), its words, what stands for a picture."""

    kind: str
    words: tuple[str, ...]  # one a line or run, as drawn
    alt: str
    kids: tuple["Element", ...]

    @property
    def text(self) -> str:
        """All words in it, joined as they are drawn."""
        return "".join(self.words) + "".join(kid.text for kid in self.kids)

    def all(self, *kinds: str) -> Iterator["Element"]:
        """Every element of these kinds in it, in reading order, itself included."""
        if self.kind in kinds:
            yield self
        for kid in self.kids:
            yield from kid.all(*kinds)


@dataclass(frozen=True)
class Document:
    """A whole file: its tree, and the runs of words that stand outside of it."""

    root: Element
    outside: tuple[str, ...]


def tagged(body: bytes) -> Document:
    """The document as a tree. ValueError where the file is damaged, is not tagged, or has notes stuck on its pages."""
    try:
        reader = PdfReader(io.BytesIO(body), strict=False)
        tree = reader.root_object.get("/StructTreeRoot")
        if tree is None:
            raise Unfit("sie hat keine Struktur, an der man Tabellen erkennt")
        marked: dict[int, Marked] = {}
        for page in reader.pages:
            if any(note.get_object().get("/Subtype") != "/Link" for note in page.get("/Annots", ())):
                raise Unfit("auf ihren Seiten kleben Anmerkungen")
            marked[page.indirect_reference.idnum] = _marked(page, reader)  # type: ignore[union-attr]  # pages of a file have a number
        root = _element(tree.get_object(), marked, 0, 0)
    except Unfit:
        raise
    except DAMAGED:
        raise ValueError("sie ist beschädigt") from None
    outside = tuple(run for page in marked.values() for run in page.get(OUTSIDE, ()))
    if any(UNKNOWN in run for page in marked.values() for runs in page.values() for run in runs):
        raise ValueError("ihre Schrift lässt sich nicht entziffern")
    return Document(root, outside)


def _element(node: Any, marked: dict[int, Marked], page: int, depth: int) -> Element:
    if depth > DEEPEST:
        raise Unfit("ihre Struktur ist zu tief")
    if "/Pg" in node:
        page = node.raw_get("/Pg").idnum
    words: list[str] = []
    kids: list[Element] = []
    for kid in _kids(node):
        if isinstance(kid, NumberObject):
            words.append("".join(marked[page].get(int(kid), ())))
        elif kid.get("/Type") == "/MCR":  # marked content on another page than the element's
            on = kid.raw_get("/Pg").idnum if "/Pg" in kid else page
            words.append("".join(marked[on].get(int(kid["/MCID"]), ())))
        elif "/S" in kid:
            kids.append(_element(kid, marked, page, depth + 1))
    return Element(str(node.get("/S", "")).lstrip("/"), tuple(words), str(node.get("/Alt", "")), tuple(kids))


def _kids(node: Any) -> list[Any]:
    if "/K" not in node:
        return []
    found = node["/K"].get_object()
    return [kid.get_object() for kid in (found if isinstance(found, ArrayObject) else [found])]


def _marked(page: Any, reader: PdfReader) -> Marked:
    """The words of every marked content of a page, and of what is not marked."""
    contents = page.get_contents()
    if contents is None:
        return {}
    fonts = {name: _characters(font.get_object()) for name, font in _fonts(page).items()}
    found: Marked = {}
    open_: list[int | None] = []  # marked contents may lie in one another; None for one without a number
    known: Characters = {}
    for operands, operator in ContentStream(contents, reader).operations:
        if operator in (b"BDC", b"BMC"):
            about = operands[1] if len(operands) > 1 and isinstance(operands[1], DictionaryObject) else {}
            open_.append(int(about["/MCID"]) if "/MCID" in about else None)
        elif operator == b"EMC" and open_:
            open_.pop()
        elif operator == b"Tf":
            known = fonts.get(operands[0], {})
        elif operator in SHOWS:
            inside = next((number for number in reversed(open_) if number is not None), OUTSIDE)
            found.setdefault(inside, []).append(_said(operands[-1], known))
    return found


def _fonts(page: Any) -> Any:
    return page["/Resources"].get_object().get("/Font", DictionaryObject()).get_object()


def _said(operand: Any, known: Characters) -> str:
    """A run of glyphs of two bytes each; kerning stands between its parts."""
    parts = operand if isinstance(operand, ArrayObject) else [operand]
    raw = b"".join(_raw(part) for part in parts if not isinstance(part, int | float))
    return "".join(known.get(raw[n] << 8 | raw[n + 1], UNKNOWN) for n in range(0, len(raw) - 1, 2)) + UNKNOWN * (
        len(raw) % 2
    )


def _raw(part: Any) -> bytes:
    return part if isinstance(part, bytes) else part.original_bytes


def _characters(font: Any) -> Characters:
    """The font's own table of what its glyphs stand for; empty where it has none."""
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].get_object().get_data()
    found: Characters = {}
    for kind, block in BLOCK.findall(table):
        if kind == b"char":
            found |= {int(code, 16): _letters(said) for code, said in PAIR.findall(block)}
            continue
        for first, last, said in RANGE.findall(block):
            start = ord(_letters(said)[0])
            found |= {int(first, 16) + step: chr(start + step) for step in range(int(last, 16) - int(first, 16) + 1)}
    return found


def _letters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be")
