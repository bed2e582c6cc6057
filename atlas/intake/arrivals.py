"""Everything that a town has delivered: the deliveries of its folder, and the files that were taken in beside it."""

import glob
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from atlas.city import raw_folder
from atlas.progress import Step, silent, within
from atlas.recipe import Recipe
from indicators.deliveries.reading import Reading, Resolved, resolve
from indicators.deliveries.revision import revise
from indicators.deliveries.spec import Delivery
from indicators.errors import Fault, FaultyInput
from indicators.plugins import discover
from indicators.store.acceptances import Acceptance, all_acceptances


@dataclass(frozen=True)
class Files:
    """Everything that a town has delivered, read: its folder's deliveries, then the files taken in beside it."""

    readings: tuple[Reading, ...]
    replaces: tuple[bool, ...]  # of each: whether all of its series before it no longer counts

    def resolved(self) -> Resolved:
        """One value a cell: of a series the newest, of several deliveries the one that their priorities decide."""
        series: dict[str, list[int]] = {}
        for place, reading in enumerate(self.readings):
            series.setdefault(reading.delivery.name, []).append(place)
        return resolve(
            [revise([self.readings[i] for i in of], [self.replaces[i] for i in of]) for of in series.values()]
        )


def counting(engine: sa.Engine) -> list[Acceptance]:
    """The files that were taken in and not withdrawn, the oldest first."""
    return [taken for taken in all_acceptances(engine) if not taken.withdrawn]


def read_files(
    folder: Path, recipe: Recipe, taken: Sequence[Acceptance], step: Step = silent
) -> tuple[Files, list[Fault]]:
    """Read the folder's deliveries and the files taken in; and all faults of all files."""
    raw = raw_folder(folder)
    readings: list[Reading] = []
    faults: list[Fault] = []
    own = [delivery for delivery in recipe.deliveries if delivery.file]  # others have only what was taken in
    of = len(own) + len(taken) + 3
    loaders = discover("indicators.loaders")
    specs = {delivery.name: delivery for delivery in recipe.deliveries}
    todo = [(raw, delivery) for delivery in own]
    for one in taken:
        if one.series in specs:
            todo.append((inbox(folder, one.sha256), for_file(specs[one.series], one.file)))
        else:
            sentence = f"Nummer {one.id} ({one.file}) braucht sie; legen Sie sie wieder an oder ziehen Sie sie zurück."
            faults.append(Fault(f"deliveries/{one.series}.toml", f"Diese Lieferung fehlt. {sentence}"))
    for done, (place, delivery) in enumerate(todo):
        step(delivery.title, done, of)
        try:
            readings.append(loaders[delivery.loader].read(place, delivery, within(step, delivery.title, done, of)))
        except FaultyInput as error:
            faults += error.faults
    whole = (False,) * len(own) + tuple(one.replaces for one in taken)
    return Files(tuple(readings), whole), faults


def inbox(folder: Path, sha256: str) -> Path:
    """The folder in which a file that was taken in lies, known by its content."""
    return folder / "eingang" / sha256[:16]


def for_file(delivery: Delivery, name: str) -> Delivery:
    """The spec of a series for one more file of it."""
    return replace(delivery, title=f"{delivery.title} ({name})", file=(glob.escape(name),))
