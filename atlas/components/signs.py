"""What the signs in tables mean, for the foot of pages and for the glossary."""

from collections.abc import Iterable

from atlas.numbers import FLAG_SIGNS, SIGNS
from indicators.model import Flag, Status


def sign_explanations(statuses: Iterable[Status], secret_by: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(sign, word and explanation) of the statuses that need one, in the order of the model.

    `secret_by`: inside the house, whose rules make the secret ones so; "" for those of nobody.
    """
    met = set(statuses)
    shown = [s for s in SIGNS if s in met and s not in (Status.ok, Status.zero)]
    rules = "; ".join(sorted({*secret_by} - {""}))
    told = {Status.secret: f" ({rules})"} if rules else {}
    return [(SIGNS[s].sign, f"{SIGNS[s].word}: {SIGNS[s].explanation}{told.get(s, '')}") for s in shown]


def flag_explanations(flags: Flag) -> list[tuple[str, str]]:
    """(sign, explanation) of the flags that are set and printed; of rounding the head of every page speaks."""
    return [(s.sign, s.explanation) for flag, s in FLAG_SIGNS.items() if flags & flag and flag != Flag.rounded]
