"""Write TOML by hand, so that a file reads as a person would write it: one text, list or table at a time."""

import json
from collections.abc import Iterable, Mapping


def text(said: str) -> str:
    """A basic string, whatever stands in it.

    >>> text('Bad "Süd" \\\\ Ost'), text("a\\x7fb")
    ('"Bad \\\\"Süd\\\\" \\\\\\\\ Ost"', '"a\\\\u007fb"')
    """
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(said: Iterable[str]) -> str:
    """A list of texts in one line."""
    return f"[{', '.join(map(text, said))}]"


def table(said: Mapping[str, str | int]) -> str:
    """An inline table of texts and numbers.

    >>> table({"bezirk": 1, "süd": "S"})
    '{ "bezirk" = 1, "süd" = "S" }'
    """
    pairs = (f"{text(key)} = {text(value) if isinstance(value, str) else value}" for key, value in said.items())
    return f"{{ {', '.join(pairs)} }}"
