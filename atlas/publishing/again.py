"""Publishing again: what the last release still says to whoever has kept it.

What it showed of levels, indicators and years that are not published this time is reckoned with as if it were; and
before anything is released, both editions are attacked as one.
"""

from dataclasses import replace

import numpy as np

from atlas.city import City
from atlas.publishing.account import SHOWN, cell_words
from atlas.publishing.attacker import stored_cubes
from atlas.publishing.choice import Choice, chosen_cubes, columns_of
from indicators.counting.cube import Cube
from indicators.disclosure.attack import VERDICTS
from indicators.disclosure.decide import Decision
from indicators.disclosure.editions import joint_attack
from indicators.disclosure.publication import Known, Publication
from indicators.disclosure.relations import Mask
from indicators.disclosure.said import Frame


def still_known(city: City, cubes: list[Cube], last: City) -> list[Cube]:
    """Cubes of the house for what the last release has and `cubes` have not: levels, indicators, years."""
    chosen = {(cube.indicator, cube.level): set(cube.periods) for cube in cubes}
    indicators = {indicator for indicator, _ in last.index}
    levels = {level for _, level in last.index}
    found = []
    for cube in chosen_cubes(city, Choice(tuple(indicators), tuple(levels), ())):
        name = cube.indicator, cube.level
        gone = set(last.index.get(name, ())) - chosen.get(name, set())
        columns = [column for column, period in enumerate(cube.periods) if period in gone]
        found += [columns_of(cube, columns)] if columns else []
    return found


def narrowed(decision: Decision, publication: Publication) -> Decision:
    """What a decision over more cells says of a publication with some of them."""

    def of(mask: Mask) -> Mask:
        result = np.zeros(len(publication.number), np.bool_)
        for block, first in publication.blocks.items():
            rows, there = publication.rows[block[1]], decision.publication.blocks[block]
            result[first : first + rows] = mask[there : there + rows]
        return result

    primary, hidden, open_ = (of(mask) for mask in (decision.primary, decision.hidden, decision.open))
    return replace(decision, publication=publication, primary=primary, hidden=hidden, open=open_)


def given_away(city: City, last: City, shown: list[Cube], truth: list[Cube], known: Known) -> list[str]:
    """Sentences for what `shown` and the last release give away together; of levels and areas that the house has."""
    catalogue = replace(city.catalogue, indicators={**last.catalogue.indicators, **city.catalogue.indicators})
    older = [c for c in stored_cubes(last) if set(c.keys) <= set(city.tree.keys.get(c.level, ()))]
    index = {**last.index, **city.index}
    found = joint_attack(shown, older, Frame(catalogue, city.methods, city.tree, known, index), truth)
    said = []
    for one in found.findings[:SHOWN]:
        publication, cell = found.name(one.cell)
        said.append(f"{cell_words(cell, publication, city)}: {VERDICTS[one.verdict]}.")
    more = len(found.findings) - SHOWN
    return [*said, *([f"und {more} weitere"] if more > 0 else [])]
