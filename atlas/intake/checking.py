"""`atlas check --data`: read a town's deliveries as a load does, and say what can hardly be true; writes no edition."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from atlas.city import database_url
from atlas.intake.arrivals import counting, read_files
from atlas.intake.ingest import look_over, take_in
from atlas.progress import Step, silent
from atlas.recipe import read_recipe
from indicators import checks, store
from indicators.counting.cube import build
from indicators.errors import WrongUse


@dataclass(frozen=True)
class Checked:
    """What the plausibility rules found, and what people have said of it."""

    findings: list[checks.Finding]
    answers: dict[str, checks.Answer]

    @property
    def text(self) -> str:
        """German, every finding."""
        return checks.findings_text(self.findings, self.answers)

    @property
    def open_errors(self) -> int:
        """Errors that nobody has answered."""
        return len(checks.unanswered(self.findings, self.answers))


def check_data(folder: Path, step: Step = silent) -> Checked:
    """The findings of a town. FaultyInput names what a load could not even read."""
    recipe = read_recipe(folder)
    answers = checks.read_answers(folder)
    engine = store.connect(database_url(folder))
    try:
        files, faults = read_files(folder, recipe, counting(engine), step)
    finally:
        engine.dispose()
    taken = take_in(folder, recipe, files, faults, step)
    cubes = [cube for i in taken.catalogue.indicators.values() for cube in build(i, taken.counts).values()]
    return Checked(look_over(taken, cubes, recipe.declared), answers)


def answer(folder: Path, checked: Checked, fingerprint: str, text: str, who: str) -> Checked:
    """The findings with one more answer, which the town's folder keeps. WrongUse for a finding that is not there."""
    for finding in checked.findings:
        if finding.fingerprint == fingerprint:
            said = checks.write_answer(folder, finding, text, who, dt.date.today())
            return Checked(checked.findings, checked.answers | {fingerprint: said})
    raise WrongUse(
        f"Einen Befund „{fingerprint}“ gibt es nicht; die Kennungen stehen in eckigen Klammern vor den Befunden "
        "(atlas check CITY --data)."
    )
