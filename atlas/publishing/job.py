"""The jobs of the page Veröffentlichen: look, release what was looked at, take back; `asked.json` says more of them."""

import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

from atlas.progress import Step
from atlas.publishing.record import entries
from atlas.publishing.release import take_back
from atlas.publishing.review import REVIEW, TARGET, release_reviewed, review
from indicators.errors import AtlasError, WrongUse

ASKED: Final = "asked.json"  # beside the job: what the page asked for


def do(kind: str, city: Path, place: Path, by: str, step: Step) -> dict[str, Any]:
    """Do one of them; its answer as JSON. AtlasError and WrongUse say why it cannot be."""
    asked = json.loads((place / ASKED).read_text("utf-8"))
    if kind == "publish_back":
        number = int(asked["number"])
        back(city, number, by, str(asked["reason"]))
        return {"number": number}
    if kind == "publish_release":
        seen = REVIEW.validate_python(asked["review"])
        done = release_reviewed(city, seen, str(city / TARGET), by, day(str(asked["since"])), step)
        return {"number": done.number, "sha256": done.sha256}
    seen = review(city, asked["indicators"], asked["levels"], asked["years"], step)
    return {"review": REVIEW.dump_python(seen, mode="json")}


def day(said: str) -> dt.date | None:
    """The day that a form names; None: today. WrongUse for no day."""
    try:
        return dt.date.fromisoformat(said) if said else None
    except ValueError:
        raise WrongUse(f"„{said}“ ist kein Tag; schreiben Sie ihn wie 2026-03-31.") from None


def back(city: Path, number: int, by: str, reason: str) -> None:
    """Take back by its number; AtlasError where it does not lie where the page releases to."""
    entry = next((one for one in entries(city) if one.number == number), None)
    if entry is None:
        raise AtlasError(f"Eine Veröffentlichung {number} gibt es nicht; laden Sie die Seite neu.")
    if entry.back_when:
        raise AtlasError(f"Die Veröffentlichung {number} ist schon zurückgenommen; laden Sie die Seite neu.")
    if Path(entry.to) != (city / TARGET).resolve():
        raise AtlasError(
            f"Die Veröffentlichung {number} liegt in {entry.to}; zurücknehmen lässt sie sich nur mit "
            f"atlas publish {city.name} --to ZIEL --take-back {number} --reason GRUND."
        )
    take_back(city, entry.to, number, by, reason)
