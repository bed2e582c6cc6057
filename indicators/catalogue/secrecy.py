"""Presets of rules with their source (secrecy.toml), and what an indicator makes of one; reads no file.

An indicator names a preset and may sharpen it, never loosen it; a preset holds as far as it fits the method: of a
quotient without a complement nobody asks for one.
"""

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from indicators.catalogue.minimum_counts import rule_faults
from indicators.methods import Method
from indicators.model import Rules

SENSITIVE: Final = 5  # the least count and complement of what is sensitive: one child is easily told from few
LOWER_IS_STRICTER: Final = ("dominance_k",)
_ASK: Final = "verlangt; erlaubt ist nur eine strengere, oder nennen Sie eine andere Regel."
Said = Iterator[tuple[str, str]]  # (field, German sentence)


@dataclass(frozen=True)
class PresetForm:
    """The table of one preset in secrecy.toml."""

    title: str  # whose rule it is, in a few words
    source: str  # as Rules.source; {producer} stands for the producer of the indicator's first source
    reference: str = ""  # where it is said
    min_numerator: int = 0
    min_complement: int = 0
    min_denominator: int = 0
    min_contributors: int = 0
    contributors: str = ""
    min_residents: int = 0
    residents: str = ""
    dominance_n: int = 0
    dominance_k: int = 0
    p_percent: int = 0
    zero_is_safe: bool = True
    full_is_safe: bool = True
    sensitive: bool = False


@dataclass(frozen=True)
class RulesForm:
    """The table [rules] of an indicator; None: not said."""

    preset: str = ""
    min_numerator: int | None = None
    min_complement: int | None = None
    min_denominator: int | None = None
    min_contributors: int | None = None
    contributors: str | None = None
    min_residents: int | None = None
    residents: str | None = None
    dominance_n: int | None = None
    dominance_k: int | None = None
    p_percent: int | None = None
    largest: tuple[str, ...] | None = None
    zero_is_safe: bool | None = None
    full_is_safe: bool | None = None
    structural_zero: str | None = None
    sensitive: bool | None = None
    source: str | None = None


Presets = Mapping[str, PresetForm | None]  # None: it has faults of its own


def preset_faults(preset: PresetForm, counted: Mapping[str, bool | None]) -> Said:
    """All that does not hold for one preset, whatever indicator follows it."""
    for name in ("title", "source"):
        if not getattr(preset, name).strip():
            yield name, "Das Feld ist leer; ergänzen Sie es."
    try:
        named = [name for _, name, _, _ in string.Formatter().parse(preset.source) if name is not None]
    except ValueError:
        named = ["{"]
    if any(name != "producer" for name in named):
        yield "source", "In geschweiften Klammern steht nur {producer}, die Stelle für den Namen der Quelle."
    rules = Rules(**_said(preset, {"title", "reference"}))
    for place, sentence in rule_faults(rules, None, True, counted):
        name = place.removeprefix("rules.")
        if name != "largest":  # an indicator names them
            yield name, sentence


def form_faults(
    form: RulesForm, presets: Presets, method: Method | None, divided: bool, counted: Mapping[str, bool | None]
) -> Said:
    """All that does not hold for the rules of one indicator."""
    if form.preset and form.preset not in presets:
        known = ", ".join(f"„{key}“" for key in sorted(presets)) or "keine"
        yield "rules.preset", f"Eine Regel für „{form.preset}“ ist nicht bekannt; bekannt sind: {known}."
        return
    preset = presets.get(form.preset)
    if form.preset and preset is None:
        return  # said there
    if preset is not None:
        for name, given in _said(form, {"preset"}).items():
            if _looser(name, given, getattr(preset, name, given)):
                least = _german(getattr(preset, name))
                yield f"rules.{name}", f"{_german(given)} lockert die Regel „{form.preset}“, die {least} {_ASK}"
    yield from rule_faults(resolved(form, presets, method, divided), method, divided, counted)


def resolved(
    form: RulesForm, presets: Presets, method: Method | None, divided: bool = True, producer: str = ""
) -> Rules:
    """The rules that an indicator follows: its preset, what it says itself, and what sensitive data raise."""
    preset = presets.get(form.preset)
    subset = method is None or method.SUBSET
    said: dict[str, Any] = {}
    if preset is not None:
        said = _said(preset, {"title"})
        said["source"] = preset.source.replace("{producer}", producer)
        said |= {} if subset else {"min_complement": 0, "full_is_safe": True}
        said |= {} if divided else {"min_denominator": 0}
    said |= _said(form)
    if said.get("sensitive"):
        raised = ("min_numerator", "min_complement") if subset else ("min_numerator",)
        said |= {name: max(said.get(name, 0), SENSITIVE) for name in raised}
    return Rules(**said)


def _said(form: PresetForm | RulesForm, less: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]  # nothing is added to it
    """What a form says, without the fields `less`."""
    told = {item.name: getattr(form, item.name) for item in fields(form) if item.name not in less}
    return {name: value for name, value in told.items() if value is not None}


def _looser(name: str, given: object, preset: object) -> bool:
    if isinstance(given, bool) and isinstance(preset, bool):
        return given < preset if name == "sensitive" else given > preset
    if isinstance(given, int) and isinstance(preset, int) and preset > 0 and given >= 0:
        return given > preset or given == 0 if name in LOWER_IS_STRICTER else given < preset
    return False


def _german(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
