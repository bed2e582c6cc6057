"""A publication up to the attacked public edition: seconds, memory, and what the protection costs."""

from collections.abc import Iterator

from bench import Row
from bench._publishing import Published, publish_alone
from bench._towns import berlin_residents, musterstadt

TITLE = "Publish and attack"
AREAS = (32, 64, 128)
MUSTERSTADT, BERLIN = 120, 600  # seconds that are promised, on two cores
MINIMUMS = (10, 100)  # for Berlin; 100 to have more to hide than anybody would ask for
COMPARED = (2024, 2025)  # the yardstick takes minutes a year more


def rows() -> Iterator[Row]:
    """Each publication once: minutes, not milliseconds."""
    for areas in AREAS:
        one = publish_alone(musterstadt(areas))
        yield from _lines(one, f"Musterstadt, {areas} Stadtteile, 12 years", MUSTERSTADT if areas == AREAS[0] else None)
    one = publish_alone(musterstadt(AREAS[0]), COMPARED, yardstick=True)
    yield Row("two of its years: further values, hidden to protect", 100 * one.secondary / one.numbers, "%")
    yield Row("the same in the simplest safe publication", 100 * one.simplest / one.numbers, "%")
    for minimum in MINIMUMS:
        town = berlin_residents(minimum)
        if town is not None:
            what = f"Berlin, residents by age and origin, minimum {minimum}"
            yield from _lines(publish_alone(town), what, BERLIN)


def _lines(one: Published, what: str, at_most: float | None) -> Iterator[Row]:
    yield Row(what, one.wall, "s", at_most=at_most)
    yield Row("  of the processor", one.user, "s")
    yield Row("  of it to attack what was written", one.attack, "s")
    yield Row("  memory", one.memory, "MB")
    yield Row("  cells, each once", one.cells, "")
    yield Row("  rounds of attack and repair", one.rounds, "")
    yield Row("  values that a rule hides", 100 * one.primary / one.numbers, "%")
    yield Row("  further values, hidden to protect them", 100 * one.secondary / one.numbers, "%")
