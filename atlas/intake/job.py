"""One job on a delivery in a process of its own, `python -m atlas.intake.job FOLDER`; FOLDER/state.json says how far.

The server starts it, so that reading a large file costs no visitor anything, and only reads what it says.
"""

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indicators.errors import AtlasError, FaultyInput, WrongUse
from indicators.forms import fill

JOB, STATE = "job.json", "state.json"
BROKEN = "Hier ist dem Atlas ein Fehler unterlaufen; es wurde nichts geändert. Näheres steht im Protokoll."
RAW_ROWS = 8  # of the file that a preview shows as they stand there


@dataclass(frozen=True)
class Job:
    """What is to be done; `file` lies in the job's folder."""

    city: str
    # preview | accept | withdraw | own | own_away (levels that people make: `series` is the name) | publish* | report
    kind: str
    by: str = ""
    file: str = ""
    series: str = ""
    whole: bool = False
    edition: int = -1  # the state that the decision was made on
    number: int = 0
    reason: str = ""
    name: str = ""  # of a new series ...
    answers: dict[str, str] = field(default_factory=dict)  # ... and what was said of its file


def main(folder: Path) -> int:
    """Do the job; whatever comes of it is the last state."""
    job = fill(Job, json.loads((folder / JOB).read_text("utf-8")), JOB, [])
    if job is None:
        return 2

    def step(what: str, done: int, of: int) -> None:
        say(folder, {"state": "running", "step": what, "done": done, "of": of})

    try:
        say(folder, {"state": "done", "kind": job.kind, **_do(job, folder, step)})
    except FaultyInput as faulty:
        say(folder, {"state": "failed", "sentences": [str(fault) for fault in faulty.faults]})
    except (WrongUse, AtlasError) as error:
        say(folder, {"state": "failed", "sentences": str(error).splitlines()})
    except BaseException:
        say(folder, {"state": "failed", "sentences": [BROKEN]})
        raise
    return 0


def say(folder: Path, state: dict[str, Any]) -> None:
    """Replace the state, whole or not at all."""
    new = folder / f"{STATE}.new"
    new.write_text(json.dumps(state, ensure_ascii=False), "utf-8")
    new.replace(folder / STATE)


def _do(job: Job, folder: Path, step: Any) -> dict[str, Any]:
    from atlas.intake.acceptance import accept, preview, withdraw
    from atlas.intake.understanding import UnknownShape

    city = Path(job.city)
    if job.kind in ("own", "own_away"):
        from atlas.intake.own_areas import from_file, take_away, take_in

        if job.kind == "own_away":
            return {"edition": take_away(city, job.series, job.edition, step).edition, "level": job.series}
        name, document = from_file(folder / job.file)
        return {"edition": take_in(city, name, document, job.edition, step).edition, "level": name}
    if job.kind.startswith("publish"):
        from atlas.publishing.job import do

        return do(job.kind, city, folder, job.by, step)
    if job.kind == "report":
        from atlas.reports.job import do as make_reports

        return make_reports(city, folder, step)
    if job.kind == "withdraw":
        return {"edition": withdraw(city, job.number, job.reason, job.by, step).edition}
    file = folder / job.file
    if job.name:
        seen = _newcomer(job, city, file, step)
        if isinstance(seen, dict):
            return seen
    else:
        try:
            seen = preview(city, file, job.series, job.by, job.whole, step)
        except UnknownShape as unknown:
            return {"asked": _asked(city, file, {}, unknown)}
    if job.kind == "preview":
        from atlas.intake.acceptance_text import preview_parts, raw_rows
        from atlas.intake.preview_words import spoken

        return {"preview": spoken(preview_parts(seen), seen.made.content), "raw": raw_rows(file, RAW_ROWS)}
    if seen.edition != job.edition:
        raise AtlasError(
            f"Inzwischen gilt Stand {seen.edition} statt {job.edition}: Jemand hat eine Lieferung angenommen oder "
            "zurückgezogen. Sehen Sie die Vorschau noch einmal an; es wurde nichts geändert."
        )
    loaded, number = accept(city, seen, file)
    return {"edition": loaded.edition, "number": number}


def _newcomer(job: Job, city: Path, file: Path, step: Any) -> Any:
    """The preview of the file as a new series; more questions where the answers change what is understood."""
    from atlas.intake.acceptance import preview
    from atlas.intake.newcomer import look_into, newcomer

    recognised = look_into(city, file, job.answers)
    if any(question.id not in job.answers for question in recognised.open):
        return {"asked": _asked(city, file, job.answers, None)}
    known = {question.id for question in recognised.questions}
    answers = {name: said for name, said in job.answers.items() if name in known}
    new = newcomer(recognised, job.name, answers)
    return preview(city, file, by=job.by, whole=job.whole, step=step, new=new)


def _asked(city: Path, file: Path, answers: dict[str, str], unknown: FaultyInput | None) -> dict[str, Any]:
    from atlas.intake.newcomer import look_into
    from atlas.intake.newcomer_text import recognised_parts

    return recognised_parts(look_into(city, file, answers), unknown.faults if unknown else ())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
