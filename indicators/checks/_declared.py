"""`checks.toml` of a catalogue: what must hold between variables, how far a number may go; a town's over the default.

Every field is explained in docs/checks.md. Every fault of every file is named at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from indicators.catalogue.circles import find_way
from indicators.checks._finding import SEVERITIES
from indicators.errors import Fault, FaultyInput
from indicators.expression import SyntaxFault, parse
from indicators.forms import fill, nearest, read_toml
from indicators.model import Catalogue
from indicators.plugins import discover

CHECKS: Final = "checks.toml"
T = TypeVar("T")
Said = Iterator[tuple[str, str]]  # (field, German sentence)


@dataclass(frozen=True)
class Group:
    """Parts that add to a whole."""

    whole: str = ""  # expression over variables, without lag; "" switches a group of the default catalogue off
    parts: tuple[str, ...] = ()  # variables
    title: str = ""  # German name of the parts; empty: their ids
    tolerance: int = 0  # difference that is allowed in a cell
    severity: str = "error"


@dataclass(frozen=True)
class Range:
    """Limits that a number keeps, both included."""

    low: int | None = None
    high: int | None = None
    severity: str = "warning"


@dataclass(frozen=True)
class Jump:
    """When a step of a series is a jump."""

    threshold: int = 6  # robust z
    least: int = 10  # persons, cases ...: smaller steps of counts are never one
    percent: int = 25  # steps by less are never one
    history: int = 4  # steps that a series must have


@dataclass(frozen=True)
class Declared:
    """Everything that the rules are told."""

    groups: dict[str, Group] = field(default_factory=dict)
    part_of: dict[str, tuple[str, ...]] = field(default_factory=dict)  # variable -> wholes that it is a part of
    ranges: dict[str, Range] = field(default_factory=dict)  # variable or indicator
    jump: Jump = field(default_factory=Jump)
    totals_percent: int = 5  # what a delivered total may exceed its parts by without being a warning
    quiet: dict[str, dict[str, str]] = field(default_factory=dict)  # rule -> subject -> reason


def read_declared(folders: Sequence[Path], catalogue: Catalogue) -> Declared:
    """The declarations of `folders`, later ones over earlier by key. FaultyInput names every fault."""
    faults: list[Fault] = []
    whole = Declared()
    indicators = {path.stem for folder in folders for path in (folder / "indicators").glob("*.toml")}
    for folder in folders:
        path = folder / CHECKS
        if not path.exists():
            continue
        place = f"{'/'.join(folder.parts[-2:])}/{CHECKS}"
        table, wrong = read_toml(path, place)
        form = None if wrong else fill(Declared, table, place, wrong)
        faults += wrong
        if form is None:
            continue
        faults += [Fault(f"{place}, Feld {name}", s) for name, s in _faults(form, catalogue.variables, indicators)]
        whole = _over(whole, form, table)
    ways = {variable: list(wholes) for variable, wholes in whole.part_of.items()}
    for variable in sorted(ways):
        way = find_way(variable, variable, ways)
        if way and variable == min(way):
            sentence = f"Diese Merkmale sind im Kreis Teile voneinander: {' → '.join(way)}; streichen Sie eines."
            faults.append(Fault(f"{CHECKS}, Feld part_of.{variable}", sentence))
    if faults:
        raise FaultyInput(faults)
    return whole


def _over(first: Declared, later: Declared, said: Mapping[str, Any]) -> Declared:
    groups = {key: group for key, group in (first.groups | later.groups).items() if group.whole}
    quiet = {key: first.quiet.get(key, {}) | later.quiet.get(key, {}) for key in (*first.quiet, *later.quiet)}
    return Declared(
        groups,
        first.part_of | later.part_of,
        first.ranges | later.ranges,
        later.jump if "jump" in said else first.jump,
        later.totals_percent if "totals_percent" in said else first.totals_percent,
        quiet,
    )


def _faults(declared: Declared, variables: Collection[str], indicators: Collection[str]) -> Said:
    for key, group in declared.groups.items():
        yield from _group(f"groups.{key}", group, variables)
    for variable, wholes in declared.part_of.items():
        for name in (variable, *wholes):
            yield from _known(f"part_of.{variable}", name, variables, "Merkmal")
    for name, limits in declared.ranges.items():
        yield from _known(f"ranges.{name}", name, {*variables, *indicators}, "Merkmal oder Indikator")
        yield from _severity(f"ranges.{name}.severity", limits.severity)
        if limits.low is not None and limits.high is not None and limits.low > limits.high:
            yield f"ranges.{name}", f"Die Untergrenze {limits.low} liegt über der Obergrenze {limits.high}."
        if limits.low is None and limits.high is None:
            yield f"ranges.{name}", "Hier fehlt low, high oder beides; ergänzen Sie eine Grenze."
    for name in ("threshold", "history"):
        if getattr(declared.jump, name) < 1:
            yield f"jump.{name}", f"{getattr(declared.jump, name)} ist zu klein; erlaubt ist 1 und mehr."
    members = list(discover(__package__ or ""))
    for rule in declared.quiet:
        yield from _known(f"quiet.{rule}", rule, members, "Prüfung")


def _group(where: str, group: Group, variables: Collection[str]) -> Said:
    if not group.whole and not group.parts:
        return  # switched off
    yield from _severity(f"{where}.severity", group.severity)
    if group.tolerance < 0:
        yield f"{where}.tolerance", f"{group.tolerance} ist keine Abweichung; erlaubt ist 0 und mehr."
    if len(set(group.parts)) < 2:
        yield f"{where}.parts", "Zu einem Ganzen gehören mindestens zwei verschiedene Teile; ergänzen Sie sie."
    for name in group.parts:
        yield from _known(f"{where}.parts", name, variables, "Merkmal")
    try:
        whole = parse(group.whole)
    except SyntaxFault as fault:
        yield f"{where}.whole", str(fault)
        return
    if whole.lags != {0}:
        yield f"{where}.whole", "Das Ganze rechnet ohne lag(...); nennen Sie Merkmale desselben Zeitbezugs."
    for name in sorted(whole.variables):
        yield from _known(f"{where}.whole", name, variables, "Merkmal")


def _known(where: str, name: str, allowed: Collection[str], word: str) -> Said:
    if name not in allowed:
        yield where, f"„{name}“ gibt es nicht ({word}); {nearest(name, allowed)}."


def _severity(where: str, word: str) -> Said:
    if word not in SEVERITIES:
        yield where, f"„{word}“ ist keine Schwere; {nearest(word, SEVERITIES)}."
