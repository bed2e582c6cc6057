"""What people read of a file that no series of the town reads: what was recognised, why, and what is asked; German."""

from collections.abc import Mapping, Sequence
from typing import Any

from atlas.intake.newcomer import proposed_name
from indicators.deliveries.recognised import IGNORE, NEW, Question, Recognised
from indicators.errors import Fault
from indicators.model import Variable

SHOWN = 6  # answers of one question that the command line lists
HOW_NEW = f"{NEW}KENNUNG:count:EINHEIT:TITEL legt ein neues Merkmal an, {IGNORE} liest die Spalte nicht ein."


def recognised_parts(r: Recognised, faults: Sequence[Fault]) -> dict[str, Any]:
    """JSON-able, for the page. `faults`: which series the file nearly fits."""
    sample = r.sample
    return {
        "file": r.file,
        "name": proposed_name(r),
        "near": [fault.sentence for fault in faults],
        "parts": [[part.what, part.reason] for part in r.parts],
        "questions": [_question(question) for question in r.questions],
        "variables": [[v.id, v.title] for v in sorted(r.variables.values(), key=_title)],
        "header": sample.header,
        "roles": sample.roles,
        "raw": sample.raw,
        "understood": sample.understood,
    }


def _title(variable: Variable) -> str:
    return variable.title.lower()


def _question(question: Question) -> dict[str, Any]:
    options = [[option.value, option.label] for option in question.options]
    said = {"id": question.id, "text": question.text, "options": options, "proposal": question.proposal}
    return said | {"sure": question.sure, "variable": question.variable}


def recognised_text(r: Recognised, faults: Sequence[Fault], answers: Mapping[str, str]) -> str:
    """What was recognised, the first rows, and every question as the command line takes its answer."""
    lines = [fault.sentence for fault in faults]
    lines += ["", "Was der Atlas erkannt hat:", *(f"  {part.what}: {part.reason}" for part in r.parts)]
    lines += ["", "Die ersten Zeilen, und wie sie verstanden werden:"]
    for raw, meant in zip(r.sample.raw[:3], r.sample.understood[:3], strict=True):
        lines += [f"  {' | '.join(raw)}", f"    {' | '.join(meant)}"]
    lines += ["", "Fragen (Antwort: --answer FRAGE ANTWORT; ohne Antwort gilt der Vorschlag):"]
    for question in r.questions:
        lines.append(f"  {question.id or '(leer)'}: {question.text}")
        given = answers.get(question.id, "")
        proposal = f"Vorschlag {question.proposal}" if question.proposal else "ohne Vorschlag"
        lines.append(f"    {f'Antwort {given}' if given else proposal}")
        options = question.options[:SHOWN] if not question.sure else ()
        lines += [f"    - {option.value}: {option.label}" for option in options]
        if len(question.options) > SHOWN and options:
            lines.append(f"    … und {len(question.options) - SHOWN} weitere")
    if any(question.variable for question in r.questions):
        lines.append(f"  Als Merkmal geht jede Kennung des Katalogs; {HOW_NEW}")
    return "\n".join(lines).lstrip("\n") + "\n"
