"""`atlas import`: a file read by its series, or understood, asked about, and read as a series of its own."""

import sys
from collections.abc import Mapping
from pathlib import Path

from atlas.intake.acceptance import Preview, preview
from atlas.intake.newcomer import look_into, newcomer, proposed_name
from atlas.intake.newcomer_text import recognised_text
from atlas.intake.understanding import UnknownShape
from atlas.progress import Step
from indicators.errors import AtlasError, WrongUse


def seen(
    folder: Path, file: Path, series: str, name: str, answers: Mapping[str, str], by: str, whole: bool, step: Step
) -> Preview:
    """The preview of a file. `name` and `answers` make a new series of it.

    AtlasError, after all that was recognised has been written out, where the file has no series and no name is given.
    """
    if series and (name or answers):
        raise WrongUse("--spec nennt eine Lieferung, die es gibt, --name eine neue; nehmen Sie eines von beiden.")
    if name:
        recognised = look_into(folder, file, answers)
        return preview(folder, file, by=by, whole=whole, step=step, new=newcomer(recognised, name, answers))
    try:
        return preview(folder, file, series, by, whole, step)
    except UnknownShape as unknown:
        recognised = look_into(folder, file, answers)
        sys.stdout.write(recognised_text(recognised, unknown.faults, answers))
        sys.stdout.flush()
        raise AtlasError(
            f"{file.name}: Diese Datei hat noch keine Lieferung; es wurde nichts geändert. Mit --name "
            f"{proposed_name(recognised)} und --answer für jede Frage ohne Vorschlag wird sie gelesen."
        ) from None
