"""`atlas attack`: what a reader of an edition computes of its hidden cells; it sees nothing but the artefacts.

With the truth beside it (an edition of the house) it also finds who knows their own case, and numbers that are wrong.
"""

from collections.abc import Iterable

from atlas.city import City
from atlas.publishing.account import SHOWN, cell_words
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.attack import VERDICTS
from indicators.disclosure.publication import Known
from indicators.disclosure.reading import Attacked, attack_said
from indicators.disclosure.said import Frame


def stored_cubes(city: City) -> list[Cube]:
    """Every cube of the open edition, as it lies in the database."""
    read = (
        store.read_cube(city.engine, city.edition.number, indicator, level, city.tree.keys[level])
        for indicator, level in city.index
    )
    return [cube for cube in read if cube is not None]


def frame_of(city: City, known: Known) -> Frame:
    """What everybody knows of an open edition before reading a number."""
    return Frame(city.catalogue, city.methods, city.tree, known, city.index)


def attack(
    public: City, known: Known, cubes: Iterable[Cube] | None = None, truth: Iterable[Cube] | None = None
) -> Attacked:
    """Attack the cubes of a public edition (others in their place, for tests), with the `truth` of the house or not."""
    shown = stored_cubes(public) if cubes is None else list(cubes)
    return attack_said(frame_of(public, known), shown, truth=truth)


def attack_text(attacked: Attacked, public: City) -> str:
    """What was found, in German; the cells by name."""
    p, said = attacked.publication, []
    for finding in attacked.findings[:SHOWN]:
        between = f" (zwischen {finding.low:g} und {finding.high:g})" if finding.high > finding.low else ""
        said.append(f"{cell_words(finding.cell, p, public)}: {VERDICTS[finding.verdict]}{between}.")
    for cell in attacked.wrong[:SHOWN]:
        said.append(f"{cell_words(cell, p, public)}: Die Veröffentlichung widerspricht der Zahl des Hauses.")
    more = len(attacked.findings) + len(attacked.wrong) - len(said)
    if more > 0:
        said.append(f"und {more} weitere")
    count = len(attacked.findings) + len(attacked.wrong)
    result = f"{count} Zellen sind offen" if count else "keine ist offen"
    said.append(f"Angriff auf {attacked.cells} verborgene Zellen: {result}.")
    return "\n".join(said) + "\n"
