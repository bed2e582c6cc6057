"""One module a plausibility rule; the module's name is the rule's key; each keeps the promise of `Rule`.

A rule looks at counts that were read without a fault and names what can hardly be true. It changes no number. What the
rules need to know beyond the definitions (groups that add up, parts of a whole, ranges) is declared in `checks.toml`.
"""

from collections.abc import Iterator
from typing import Protocol, cast

from indicators.checks._answers import Answer, read_answers, write_answer
from indicators.checks._declared import Declared, read_declared
from indicators.checks._finding import SEVERITIES, Finding
from indicators.checks._folding import fold
from indicators.checks._kept import FILE, Group, Kept, read_findings, write_findings
from indicators.checks._material import Material, material
from indicators.checks._text import HEADS, findings_text, unanswered
from indicators.plugins import discover

__all__ = [
    "FILE", "HEADS", "SEVERITIES", "Answer", "Declared", "Finding", "Group", "Kept", "Material", "Rule", "family",
    "find_all", "findings_text", "material", "read_answers", "read_declared", "read_findings", "unanswered",
    "write_answer", "write_findings",
]  # fmt: skip  # a list of names reads better in lines


class Rule(Protocol):
    """What every module of this package offers."""

    KEY: str  # the module's name
    TITLE: str  # German

    def find(self, found: Material) -> Iterator[Finding]:
        """Everything that does not fit, in any order."""


def family() -> dict[str, Rule]:
    """All rules by key, sorted.

    >>> ", ".join(family())
    'concept, copied, jump, lonely, numerator, parts, range, subset, totals, zero'
    """
    return {key: cast(Rule, module) for key, module in discover(__name__).items()}


def find_all(found: Material) -> list[Finding]:
    """What all rules find, the gravest first; what the town keeps quiet is one note a rule and reason."""
    said: list[Finding] = []
    kept: dict[tuple[str, str], list[str]] = {}  # rule, reason -> subjects, one a finding
    for key, rule in family().items():
        quiet = found.declared.quiet.get(key, {})
        for finding in rule.find(found):
            if finding.subject in quiet:
                kept.setdefault((key, quiet[finding.subject]), []).append(finding.subject)
            else:
                said.append(finding)
    notes = [_kept_quiet(key, reason, subjects) for (key, reason), subjects in kept.items()]
    return sorted([*fold(said, found.declared.part_of), *notes], key=lambda f: f.order)


def _kept_quiet(key: str, reason: str, subjects: list[str]) -> Finding:
    names, n = ", ".join(sorted(set(subjects))), len(subjects)
    findings = "1 Befund wird" if n == 1 else f"{n} Befunde werden"
    return Finding(key, "note", names, "", "", "", f"{findings} nicht gezeigt; erklärt ist: {reason}.", (float(n),))
