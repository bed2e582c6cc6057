"""Findings with their answers, as German text for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from indicators.checks._answers import Answer
from indicators.checks._finding import SEVERITIES, Finding
from indicators.wording import thousands

HEADS: Final = {"error": "Fehler", "warning": "Auffällig", "note": "Hinweise"}


def findings_text(findings: Sequence[Finding], answers: Mapping[str, Answer], shown: int | None = None) -> str:
    """Findings by severity, each with its fingerprint and its answer; `shown`: at most so many of each severity."""
    return "\n".join(["Plausibilität", *(list(_lines(findings, answers, shown)) or ["  keine Befunde"])]) + "\n"


def _lines(findings: Sequence[Finding], answers: Mapping[str, Answer], shown: int | None) -> Iterator[str]:
    for severity in SEVERITIES:
        mine = [f for f in findings if f.severity == severity]
        if not mine:
            continue
        mine.sort(key=lambda f: f.fingerprint in answers)  # stable: what is open comes first
        answered = sum(f.fingerprint in answers for f in mine)
        yield f"  {HEADS[severity]}: {thousands(len(mine))}" + (f", davon {answered} beantwortet" if answered else "")
        for f in mine[:shown]:
            yield f"    [{f.fingerprint}] {f.place}: {f.sentence}"
            if said := answers.get(f.fingerprint):
                yield f"      Antwort von {said.who} ({said.when}): {said.answer}"
        if shown is not None and len(mine) > shown:
            yield f"    und {thousands(len(mine) - shown)} weitere (atlas check --data nennt alle)"


def unanswered(findings: Sequence[Finding], answers: Mapping[str, Answer], severity: str = "error") -> list[Finding]:
    """The findings of a severity that nobody has answered."""
    return [f for f in findings if f.severity == severity and f.fingerprint not in answers]
