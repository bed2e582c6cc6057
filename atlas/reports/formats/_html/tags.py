"""HTML as strings: every text escaped, every element closed."""

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import quoteattr

from atlas.charts._svg import clean

EMPTY: Final = ("img", "meta")  # elements that HTML knows without an end


def tag(name: str, /, *children: str, **attributes: object) -> str:
    """One element; `class_="x"` becomes `class="x"`; None leaves an attribute out, True gives it no value.

    Children are markup already.

    >>> tag("th", "A &amp; B", scope="col", title=None)
    '<th scope="col">A &amp; B</th>'
    """
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    said_of = "".join(f" {key}" if value is True else f" {key}={quoteattr(clean(str(value)))}" for key, value in pairs)
    return f"<{name}{said_of}>" if name in EMPTY else f"<{name}{said_of}>{''.join(children)}</{name}>"


def classes(*names: str) -> str | None:
    """The value of `class`: those that are not empty.

    >>> classes("zahl", "")
    'zahl'
    """
    return " ".join(name for name in names if name) or None


def listed(items: Iterable[str], **attributes: object) -> str:
    """A list of markup."""
    return tag("ul", *(tag("li", item) for item in items), **attributes)
