"""Which variable of a catalogue a column's head or a category's text probably means."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from indicators.deliveries.names import normalise
from indicators.model import Variable

BEST: Final = 5
LEAST: Final = 0.25  # of 1: names less alike are not proposed
RATE: Final = re.compile(r"%|\b(?:anteil|quote|prozent|proz|rate|percentage|quotient)", re.I)
_LONG: Final = (  # words that offices shorten, as `_words` cuts them
    (r"\bEW\b|\bEinw\b\.?", "Einwohner"),
    (r"\bu(?:nt(?:er)?)?[ ._]?(?=\d)", "unter "),
    (r"<\s*(?=\d)", "unter "),
    (r"\bJ\b\.?|\bJahren?\b", "Jahre"),
    (r"\bAusl\b\.?", "Ausländer"),
    (r"\binsg\b\.?", "insgesamt"),
)


@dataclass(frozen=True)
class Likely:
    """What a name may mean."""

    sure: str  # the one variable of that very name; "" where there is none
    best: tuple[str, ...]  # ids, the likeliest first


def likely(name: str, variables: Mapping[str, Variable]) -> Likely:
    """The variable whose key or title is this name but for spelling, and the five most alike.

    A head like "Kinder unter 3 Jahren (bev_u3)" names its key.
    """
    plain = normalise(name)
    tail = re.search(r"\(([a-z][a-z0-9_]*)\)\s*$", name)
    if tail and tail[1] in variables:
        return Likely(tail[1], (tail[1],))
    same = [v.id for v in variables.values() if plain and plain in (normalise(v.id), normalise(v.title))]
    words = _words(name)
    scores = {v.id: max(_alike(words, _words(v.title)), _alike(words, _words(v.id)) * 0.9) for v in variables.values()}
    ranked = sorted(scores, key=lambda key: (-scores[key], key))
    best = tuple(dict.fromkeys([*same, *(key for key in ranked if scores[key] >= LEAST)]))[:BEST]
    return Likely(same[0] if len(same) == 1 else "", best)


@cache
def _words(text: str) -> tuple[str, ...]:
    for short, long in _LONG:
        text = re.sub(short, long, text.replace("_", " "), flags=re.I)
    words = re.findall(r"\d+|[^\W\d_]+", text.lower())
    plain = ("und", "der", "die", "von", "im", "mit", "in", "nach")
    return tuple(normalise(word) for word in words if word not in plain)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Shared words of all words, near words counted by their likeness; numbers must be the same."""
    if not one or not other:
        return 0.0
    total = 0.0
    for word in one:
        if word.isdecimal():
            total += word in other
        else:
            near = (_near(word, o) for o in other if not o.isdecimal())
            best = max(near, default=0.0)
            total += best if best > 0.7 else 0.0
    return 2 * total / (len(one) + len(other))


@cache
def _near(one: str, other: str) -> float:
    if min(len(one), len(other)) * 2 < 0.7 * (len(one) + len(other)):
        return 0.0
    return difflib.SequenceMatcher(None, one, other).ratio()
