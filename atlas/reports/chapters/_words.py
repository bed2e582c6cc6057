"""Words in braces that texts of templates may use; any other braces stay as they are."""

from collections.abc import Iterable
from typing import Final

from atlas.reports.ask import Ask

WORDS: Final = ("name", "town", "kind", "edition", "date", "residents")


def filled(text: str, ask: Ask) -> str:
    """The text with `{name}`, `{town}`, `{kind}`, `{edition}`, `{date}` and `{residents}` filled in."""
    if "{" not in text:
        return text
    profile = ask.profile(ask.city_wide)
    words = {
        "name": profile.name,
        "town": ask.city.head.name,
        "kind": profile.kind,
        "edition": str(profile.stamp.edition),
        "date": profile.stamp.made_on,
        "residents": profile.residents,
    }
    for word in WORDS:
        text = text.replace(f"{{{word}}}", words[word])
    return text


def named(sources: Iterable[str]) -> str:
    """Lines like `Quelle: Amt A; Amt B` as one, everyone once.

    >>> named(["Quelle: A; B", "Quelle: A"])
    'Quelle: A; B'
    """
    parts = (part.strip() for line in sources for part in line.removeprefix("Quelle: ").split("; "))
    found = "; ".join(dict.fromkeys(part for part in parts if part))
    return f"Quelle: {found}" if found else ""
