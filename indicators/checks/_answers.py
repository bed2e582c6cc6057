"""Answers that people gave to findings, kept in `answers.toml` of a town's folder: appended to, never rewritten.

An answer belongs to a fingerprint. Where two answer the same finding, the later one holds and both stay in the file.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from indicators.checks._finding import FINGERPRINT, Finding
from indicators.errors import Fault, FaultyInput
from indicators.forms import fill, read_toml
from indicators.ledger import append

ANSWERS: Final = "answers.toml"
_HEAD: Final = "# Antworten auf Befunde der Plausibilitätsprüfung; die letzte zu einem Befund gilt.\n"


@dataclass(frozen=True)
class Answer:
    """What somebody said of a finding."""

    fingerprint: str
    answer: str  # "stimmt, Sonderunterbringung"
    who: str
    when: str  # day
    finding: str = ""  # place and sentence at that time, so that the file can be read by itself


@dataclass(frozen=True)
class AnswersForm:
    """answers.toml."""

    answers: tuple[Answer, ...] = ()


def read_answers(folder: Path) -> dict[str, Answer]:
    """fingerprint -> the answer that holds; FaultyInput names everything that is no answer. No file: no answers."""
    path = folder / ANSWERS
    if not path.exists():
        return {}
    table, faults = read_toml(path, ANSWERS)
    form = None if faults else fill(AnswersForm, table, ANSWERS, faults)
    for number, answer in enumerate(form.answers if form else (), 1):
        place = f"{ANSWERS}, answers[{number}]"
        if len(answer.fingerprint) != FINGERPRINT or set(answer.fingerprint) - set("0123456789abcdef"):
            sentence = f"„{answer.fingerprint}“ ist keine Kennung; erlaubt sind {FINGERPRINT} Zeichen 0-9 und a-f."
            faults.append(Fault(f"{place}, Feld fingerprint", f"{sentence} Übernehmen Sie sie aus dem Bericht."))
        for name in ("answer", "who"):
            if not getattr(answer, name).strip():
                faults.append(Fault(f"{place}, Feld {name}", "Das Feld ist leer; tragen Sie einen Text ein."))
        try:
            dt.date.fromisoformat(answer.when)
        except ValueError:
            sentence = f"„{answer.when}“ ist kein Tag; schreiben Sie ihn wie 2026-01-31."
            faults.append(Fault(f"{place}, Feld when", sentence))
    if faults or form is None:
        raise FaultyInput(faults)
    return {answer.fingerprint: answer for answer in form.answers}


def write_answer(folder: Path, finding: Finding, text: str, who: str, when: dt.date) -> Answer:
    """Append an answer. FaultyInput where it says nothing, nobody says it, or the file cannot be written."""
    words = " ".join(text.split()), " ".join(who.split())
    empty = [name for name, word in zip(("Antwort", "Name"), words, strict=True) if not word]
    if empty:
        raise FaultyInput([Fault(ANSWERS, f"{name} fehlt; nennen Sie beides.") for name in empty])
    read_answers(folder)  # a file that cannot be read is not made longer
    said = Answer(finding.fingerprint, *words, when.isoformat(), f"{finding.place}: {finding.sentence}")
    fields = {name: getattr(said, name) for name in ("fingerprint", "finding", "answer", "who", "when")}
    try:
        append(folder / ANSWERS, _HEAD, "answers", fields, days=("when",))
    except OSError as error:
        sentence = f"Die Antwort lässt sich nicht schreiben ({error.strerror})."
        raise FaultyInput([Fault(ANSWERS, sentence)]) from None
    return said
