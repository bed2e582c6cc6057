"""The answers to the questions of a recognised file: whether they are any, and the new variables that they name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indicators.deliveries.periods import read_period
from indicators.deliveries.questions import PERIOD, SOURCE, YEAR
from indicators.deliveries.recognised import IGNORE, NEW, Question, Recognised
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest

KINDS: Final = ("count", "sum", "given")


@dataclass(frozen=True)
class NewVariable:
    """A variable that the town did not have."""

    id: str
    kind: str
    unit: str
    title: str


def answer(question: Question, answers: Mapping[str, str]) -> str:
    """What was answered, else what was proposed."""
    return answers.get(question.id, question.proposal).strip()


def settled(r: Recognised, answers: Mapping[str, str]) -> dict[str, str]:
    """Every question with its answer. FaultyInput for those without, and for answers that are none."""
    known = {q.id: q for q in r.questions}
    place = r.file
    faults = [
        Fault(place, f"Eine Frage „{name}“ gibt es nicht; {nearest(name, known)}.")
        for name in answers
        if name not in known
    ]
    said = {}
    for question in r.questions:
        said[question.id] = value = answer(question, answers)
        if not value and question.id not in (SOURCE,):
            faults.append(Fault(place, f"Ohne Antwort: {question.text} (Frage „{question.id}“)"))
        elif sentence := why_wrong(r, question, value):
            faults.append(Fault(place, f"{question.text} {sentence}"))
    chosen: dict[str, list[str]] = {}
    for question in r.questions:
        if question.variable and said[question.id] not in ("", IGNORE) and not r.categories:
            new = new_variable(said[question.id])
            chosen.setdefault(new.id if new else said[question.id], []).append(question.id)
    for variable, ids in chosen.items():
        if len(ids) > 1:
            names = ", ".join(f"„{one.partition(':')[2]}“" for one in ids)
            faults.append(Fault(place, f"Das Merkmal „{variable}“ ist für {names} gewählt; erlaubt ist eine Spalte."))
    if not any(said[q.id] not in ("", IGNORE) for q in r.questions if q.variable) and not faults:
        faults.append(Fault(place, "Keine Spalte wird eingelesen; wählen Sie mindestens ein Merkmal."))
    if faults:
        raise FaultyInput(faults)
    return said


def why_wrong(r: Recognised, question: Question, value: str) -> str:
    """Why the answer is none; "" for one that is."""
    if question.variable:
        if value.startswith(NEW):
            return _wrong_new(r, value)
        if value != IGNORE and value not in r.variables:
            return f"Das Merkmal „{value}“ gibt es nicht; {nearest(value, r.variables)}."
        return ""
    if question.id == PERIOD and kind_of(value) is None:
        return f"„{value}“ ist kein Zeitbezug; erlaubt sind 31.12.2024, 2024, 2023/24 oder 2020-2022."
    if question.id == YEAR and re.fullmatch(r"date:(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", value):
        return ""
    values = [option.value for option in question.options]
    return f"„{value}“ ist keine der Antworten; {nearest(value, values)}." if values and value not in values else ""


def _wrong_new(r: Recognised, value: str) -> str:
    new = new_variable(value)
    if new is None or not new.title:
        return "Ein neues Merkmal heißt neu:Kennung:Art:Einheit:Titel, etwa neu:hunde:count:Hunde:Gemeldete Hunde."
    if not re.fullmatch(r"[a-z][a-z0-9_]*", new.id):
        return f"„{new.id}“ ist keine Kennung (Kleinbuchstaben, Ziffern, Unterstrich)."
    if new.kind not in KINDS:
        return f"„{new.kind}“ ist keine Art von Merkmal; {nearest(new.kind, KINDS)}."
    return f"Das Merkmal „{new.id}“ gibt es schon; wählen Sie eine andere Kennung." if new.id in r.variables else ""


def new_variable(value: str) -> NewVariable | None:
    """The new variable that an answer names; None for an answer that names none."""
    parts = value.removeprefix(NEW).split(":", 3)
    if not value.startswith(NEW) or len(parts) != 4:
        return None
    name, kind, unit, title = map(str.strip, parts)
    return NewVariable(name, kind, unit or ("%" if kind == "given" else "Personen"), title)


def variable_of(value: str) -> str:
    """The id of the variable that an answer means."""
    new = new_variable(value)
    return new.id if new else value


def kind_of(value: str) -> str | None:
    """The kind of period that a text means; a bare year is a year."""
    if re.fullmatch(r"\d{4}", value):
        return "year"
    return next((kind for kind in ("date", "school_year", "pooled") if read_period(value, kind)), None)
