"""TOML as people write it: texts, keys, tables."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def text(said: str) -> str:
    """A TOML string, as people write it: patterns in single quotes.

    >>> text("a"), text(r"^\\d+$")
    ('"a"', "'^\\\\d+$'")
    """
    if "\\" in said and "'" not in said and said.isprintable():
        return f"'{said}'"
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(said: str) -> str:
    """A TOML key."""
    return said if BARE.fullmatch(said) else json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(several: Sequence[str]) -> str:
    """One text, or a list of several."""
    return text(several[0]) if len(several) == 1 else f"[{', '.join(map(text, several))}]"


def table(name: str, fields: Mapping[str, str]) -> list[str]:
    """A TOML table below an empty line; nothing for one without fields."""
    return ["", f"[{name}]", *(f"{key(field)} = {value}" for field, value in fields.items())] if fields else []
