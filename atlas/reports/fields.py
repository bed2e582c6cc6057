"""The fields of templates and of their chapters as people are asked for them: label, way of choosing, a hint.

All comes out of the dataclasses that templates are read into, so that no field can be forgotten.
"""

import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from typing import Any, Final

from atlas.reports.document import DRAFT, INTERNAL, PUBLIC
from atlas.reports.template import FAMILY, ChapterForm, TemplateForm
from indicators.plugins import discover

SHARED: Final = {  # field -> label; chosen out of what the town has
    "indicator": "Indikator",
    "indicators": "Indikatoren",
    "theme": "Thema",
    "themes": "Themen",
    "tier": "Umfang",
    "level": "Raumebene",
    "year": "Jahr",
    "years": "Jahre",
}
HINTS: Final = {"level": "Wie der Bericht: die Ebene seines Gebiets, bei der ganzen Stadt die feinste mit Karte."}
HEAD_LABELS: Final = {
    "title": "Titel der Vorlage",
    "summary": "Zusammenfassung",
    "subject": "Bericht über",
    "order": "Platz in der Liste",
    "status": "Status",
}
HEAD_HINTS: Final = {"summary": "Ein Satz: für wen, wie lang."}
HEAD_CHOICES: Final[dict[str, dict[str, str]]] = {
    "subject": {"area": "ein Gebiet", "town": "die ganze Stadt"},
    "status": {INTERNAL: INTERNAL, DRAFT: DRAFT, PUBLIC: f"{PUBLIC} (nur aus einer öffentlichen Ausgabe)"},
}
CHAPTER_LABELS: Final = {
    "title": "Überschrift",
    "new_page": "Auf einer neuen Seite beginnen",
    "notes": "Notizen für den Vortrag",
}
_WAYS: Final = {bool: "flag", int: "number", str: "line"}


@dataclass(frozen=True)
class Asked:
    """One field of a form."""

    name: str
    label: str
    way: str  # a key of SHARED, or: flag, number, line (of text), text, lines (a list), choice
    default: Any = ""  # what counts where nothing is said
    needed: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # value, label


def head_fields() -> tuple[Asked, ...]:
    """What is asked of a template as a whole."""
    found = [_asked(one, TemplateForm, HEAD_LABELS, HEAD_HINTS, HEAD_CHOICES, {}) for one in fields(TemplateForm)]
    return tuple(found)


def kinds() -> dict[str, str]:
    """The kinds of chapters with their German titles, in the order of these."""
    titles = {name: str(module.TITLE) for name, module in discover(FAMILY).items()}
    return dict(sorted(titles.items(), key=lambda one: one[1]))


def chapter_fields(kind: str) -> tuple[Asked, ...]:
    """What is asked of a chapter of this kind: its heading, what its kind takes, then what all have."""
    module = discover(FAMILY)[kind]
    hints = HINTS | getattr(module, "HINTS", {})
    labels, like = SHARED | getattr(module, "LABELS", {}), getattr(module, "LIKE", {})
    own = [_asked(one, module.Form, labels, hints, getattr(module, "CHOICES", {}), like) for one in fields(module.Form)]
    names = {one.name for one in own}
    common = {one.name: one for one in fields(ChapterForm) if one.name in CHAPTER_LABELS and one.name not in names}
    every = {name: _asked(one, ChapterForm, CHAPTER_LABELS, {}, {}, {}) for name, one in common.items()}
    first = [every.pop("title")] if "title" in every else []
    return (*first, *own, *every.values())


def _asked(
    one: Field[Any],
    form: type,
    labels: Mapping[str, str],
    hints: Mapping[str, str],
    choices: Mapping[str, Mapping[str, str]],
    like: Mapping[str, str],
) -> Asked:
    name = one.name
    way = like.get(name, name)
    if name in choices:
        way = "choice"
    elif way not in SHARED or form is TemplateForm:
        hint = typing.get_type_hints(form)[name]
        way = "text" if name in ("text", "notes") else _WAYS.get(hint, "lines")
    listed = tuple(choices.get(name, {}).items())
    default = one.default if one.default is not MISSING else ""
    return Asked(name, labels[name], way, default, one.default is MISSING, hints.get(name, ""), listed)
