"""Which series of the town a file belongs to: the spec that reads it; else which ones it nearly fits."""

from collections.abc import Sequence
from pathlib import Path

from atlas.intake.arrivals import for_file
from atlas.progress import Step, silent, within
from atlas.recipe import Recipe
from indicators.deliveries.first_rows import look_at
from indicators.deliveries.reading import Reading
from indicators.deliveries.spec import Delivery
from indicators.deliveries.table_shape import shape_of
from indicators.errors import Fault, FaultyInput, WrongUse
from indicators.plugins import discover

SHOWN = 3  # series that a file nearly fits


class UnknownShape(FaultyInput):
    """No series of the town has this shape; the faults say which ones are near."""


def understood(recipe: Recipe, file: Path, series: str, step: Step = silent) -> Reading:
    """The file, read by the spec that is named, else by the only one that understands it.

    A spec that names one period for all its files reads no further file by itself: that would be next year's numbers
    as last year's. UnknownShape where no spec has the columns of the file; FaultyInput where one has, and its cells
    are faulty; WrongUse where several read it.
    """
    specs = {delivery.name: delivery for delivery in recipe.deliveries}
    if series:
        if series not in specs:
            raise WrongUse(f"Die Lieferung „{series}“ gibt es nicht; vorhanden sind: {', '.join(specs)}.")
        return _read(specs[series], file, step)
    fits: list[Reading] = []
    refused: list[tuple[Delivery, FaultyInput]] = []
    for spec in specs.values():
        if spec.period.constant:
            continue
        try:
            reading = _read(spec, file, step)
            if len(reading.observations):
                fits.append(reading)
        except FaultyInput as error:
            refused.append((spec, error))
    if len(fits) == 1:
        return fits[0]
    if fits:
        names = ", ".join(reading.delivery.name for reading in fits)
        raise WrongUse(f"{file.name}: Diese Datei passt zu mehreren Lieferungen ({names}); wählen Sie mit --spec.")
    raise _refusal(recipe, file, refused)


def _refusal(recipe: Recipe, file: Path, refused: Sequence[tuple[Delivery, FaultyInput]]) -> FaultyInput:
    """Why no series reads the file."""
    headers = _headers(file)
    lacking = {spec.name: _lacking(spec, headers) for spec in recipe.deliveries} if headers else {}
    own = [(spec, error) for spec, error in refused if lacking.get(spec.name) == ()]
    sentence = "Keine Lieferung der Kommune liest diese Datei."
    if own:
        faults = [Fault(f.place, f.sentence) for _, error in own[:1] for f in error.faults]
        return FaultyInput([*faults, Fault(file.name, f"{sentence} Sie hat die Spalten von „{own[0][0].name}“.")])
    near = [Fault(file.name, f"{sentence} {said}") for said in _near(recipe, lacking)]
    return UnknownShape(near or [Fault(file.name, f"{sentence} Ihre Spalten hat keine.")])


def _near(recipe: Recipe, lacking: dict[str, tuple[str, ...] | None]) -> list[str]:
    """Series of which the file has most columns, the nearest first, and what keeps it from being one of theirs."""
    found = []
    for spec in recipe.deliveries:
        gone = lacking.get(spec.name)
        if gone is None or len(gone) * 2 > len(_wanted(spec)):
            continue
        columns = ", ".join(f"„{name}“" for name in gone)
        words = f"{'Spalte' if len(gone) == 1 else 'Spalten'} {columns} {'fehlt' if len(gone) == 1 else 'fehlen'}"
        fixed = f"ihr Zeitbezug steht fest auf {spec.period.constant}"
        found.append((len(gone), f"Sie passt zu „{spec.title}“ ({spec.name}) bis auf: {words if gone else fixed}."))
    return [said for _, said in sorted(found, key=lambda one: one[0])[:SHOWN]]


def _headers(file: Path) -> list[set[str]]:
    """The columns of each sheet of the file; none where it is no table."""
    try:
        sight = look_at(file)
    except FaultyInput:
        return []
    shapes = (shape_of(sheet, sight.kind == "csv") for sheet in sight.sheets)
    return [set(shape.header) for shape in shapes if shape is not None]


def _wanted(spec: Delivery) -> list[tuple[str, ...]]:
    """Every column that the spec asks for, each with its other names."""
    conditions = {name for rule in spec.rules for name in rule.where}
    named = set() if not spec.read.block else {name for name in spec.period.column if f"?P<{name}>" in spec.read.block}
    single = ({*spec.value_columns} - {*spec.optional}) | conditions
    several = [names for names in (spec.area.column, spec.period.column) if names and not named & {*names}]
    return [*several, *((name,) for name in sorted(single))]


def _lacking(spec: Delivery, headers: Sequence[set[str]]) -> tuple[str, ...] | None:
    """The columns that the nearest sheet lacks; None for formats whose columns are not those of the file."""
    if spec.loader not in ("csv_wide", "csv_long", "xlsx", "ods"):
        return None
    gone = [tuple(names[0] for names in _wanted(spec) if not header & {*names}) for header in headers]
    return min(gone, key=len)


def _read(spec: Delivery, file: Path, step: Step) -> Reading:
    loader = discover("indicators.loaders")[spec.loader]
    reading: Reading = loader.read(file.parent, for_file(spec, file.name), within(step, spec.title))
    return reading
