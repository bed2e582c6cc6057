"""TOML as people write it: texts, keys, lists, tables."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def text(said: str) -> str:
    """A TOML string, patterns in single quotes; halves of surrogate pairs become question marks.

    >>> print(text("a"), text(r"^\\d+$"), text('sagt "ja"'))
    "a" '^\\d+$' "sagt \\"ja\\""
    """
    whole = said.encode("utf-8", "replace").decode("utf-8")
    if "\\" in whole and "'" not in whole and whole.isprintable():
        return f"'{whole}'"
    return _quoted(whole)


def key(said: str) -> str:
    """A TOML key."""
    return said if BARE.fullmatch(said) else _quoted(said)


def texts(several: Iterable[str]) -> str:
    """A list of texts in one line."""
    return f"[{', '.join(map(text, several))}]"


def one_or_more(several: Sequence[str]) -> str:
    """One text, or a list of several."""
    return text(several[0]) if len(several) == 1 else texts(several)


def table(name: str, fields: Mapping[str, str]) -> list[str]:
    """The lines of a table below an empty line, its values written already; nothing for one without fields."""
    return ["", f"[{name}]", *(f"{key(field)} = {value}" for field, value in fields.items())] if fields else []


def inline(fields: Mapping[str, str | int]) -> str:
    """A table of texts and numbers in one line.

    >>> inline({"bezirk": 1, "süd": "S"})
    '{ bezirk = 1, "süd" = "S" }'
    """
    pairs = (f"{key(name)} = {text(value) if isinstance(value, str) else value}" for name, value in fields.items())
    return f"{{ {', '.join(pairs)} }}"


def _quoted(said: str) -> str:
    """JSON writes a TOML string, save for the sign DEL."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")
