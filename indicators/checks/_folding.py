"""What happened to a whole is said once, and its parts are named in it: a home that closes empties every age group."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from indicators.checks._finding import Finding

FOLDED: Final = ("jump", "zero")  # rules over one series
Place = tuple[str, str, str, str]  # rule, level, area, period


def fold(findings: Sequence[Finding], part_of: Mapping[str, Sequence[str]]) -> list[Finding]:
    """The findings without those of a part whose declared whole has the same one; the whole names its parts."""
    here: dict[Place, dict[str, Finding]] = {}
    for f in findings:
        if f.check in FOLDED:
            here.setdefault((f.check, f.level, f.area, f.period), {})[f.subject] = f
    said = [f for f in findings if f.check not in FOLDED]
    for subjects in here.values():
        parts: dict[str, list[str]] = {}
        for subject in subjects:
            parts.setdefault(_outermost(subject, subjects, part_of), []).append(subject)
        for whole, members in parts.items():
            others = sorted(set(members) - {whole})
            also = f" Ebenso in {', '.join(others)}." if others else ""
            said.append(replace(subjects[whole], sentence=subjects[whole].sentence + also))
    return said


def _outermost(subject: str, there: Mapping[str, Finding], part_of: Mapping[str, Sequence[str]]) -> str:
    """The last of the wholes of a variable, through wholes of any depth, that is among `there`; else itself."""
    last, waiting, seen = subject, [subject], {subject}
    while waiting:
        for name in part_of.get(waiting.pop(0), ()):
            if name not in seen:
                seen.add(name)
                waiting.append(name)
                last = name if name in there else last
    return last
