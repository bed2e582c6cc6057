"""`atlas attack`: what a reader of a public database computes of its hidden cells; it sees nothing but the artefact.

With the truth beside it (an edition of the house) it also finds who knows their own case, and numbers that are wrong.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from atlas.city import City
from atlas.publishing.account import SHOWN
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.attack import VERDICTS, Finding, Need, findings, reach, singleton_findings
from indicators.disclosure.decide import minimums
from indicators.disclosure.publication import Known, Publication, publication
from indicators.disclosure.relations import SLACK, Mask, Numbers
from indicators.disclosure.rounded import numerator_minimums, small_findings


@dataclass(frozen=True)
class Attacked:
    """What an attack found."""

    publication: Publication
    findings: tuple[Finding, ...]
    cells: int  # hidden ones that were attacked
    rounded: int = 0  # shown ones that are rounded, and could be small
    wrong: tuple[int, ...] = ()  # cells whose truth is outside of what was computed


def stored_cubes(city: City) -> list[Cube]:
    """Every cube of the open edition, as it lies in the database."""
    read = (
        store.read_cube(city.engine, city.edition.number, indicator, level, city.tree.keys[level])
        for indicator, level in city.index
    )
    return [cube for cube in read if cube is not None]


def attack(
    public: City, known: Known, cubes: Iterable[Cube] | None = None, truth: Iterable[Cube] | None = None
) -> Attacked:
    """Attack the cubes of a public edition (others in their place, for tests), with the `truth` of the house or not."""
    shown = stored_cubes(public) if cubes is None else list(cubes)
    p = publication(shown, public.catalogue, public.methods, public.tree, known)
    hidden = p.secret
    least = minimums(p, public.catalogue)
    needs = [
        Need(cell, float(least[cell]), max(float(least[cell]), 1.0), perhaps=True)
        for cell in np.flatnonzero(hidden & (least > 0)).tolist()
    ]
    found = findings(p.relations, p.seen, hidden, needs)
    small = numerator_minimums(p, public.catalogue)
    rounded = np.isnan(p.seen) & ~np.isnan(p.number)
    found += small_findings(p.relations, p.seen, small, rounded)
    wrong: tuple[int, ...] = ()
    if truth is not None:
        real = _truth(p, truth, public, known)
        single = hidden & (real == 1)
        found += singleton_findings(p.relations, p.seen, hidden, np.flatnonzero(single).tolist())
        far = reach(p.relations, p.seen, np.flatnonzero(hidden & ~np.isnan(real)).tolist())
        outside = (real < far.low - SLACK) | (real > far.high + SLACK)
        outside |= rounded & ((real < p.relations.floor - SLACK) | (real > p.relations.ceiling + SLACK))
        wrong = tuple(np.flatnonzero(outside).tolist())
        found += [Finding("P3", cell, 0, 0) for cell in _nobody(p, hidden, far.high, public)]
    return Attacked(p, tuple(found), int(hidden.sum()), int((rounded & (p.relations.floor < small)).sum()), wrong)


def _truth(p: Publication, truth: Iterable[Cube], public: City, known: Known) -> Numbers:
    """(cells,) the numbers of the house for the cells of the publication; nan where it has none either."""
    mine = [replace(c) for c in truth if c.indicator in public.catalogue.indicators and c.level in public.tree.keys]
    whole = publication(mine, public.catalogue, public.methods, public.tree, replace(known, rounding=0))
    real = np.full(len(p.number), np.nan)
    for block, first in p.blocks.items():
        if block in whole.blocks:
            rows, there = p.rows[block[1]], whole.blocks[block]
            real[first : first + rows] = whole.number[there : there + rows]
    return real


def _nobody(p: Publication, hidden: Mask, high: Numbers, public: City) -> list[int]:
    """Hidden cells that are provably nobody, where a rule says that a zero is a secret, too."""
    guarded = np.zeros(len(hidden), np.bool_)
    for use in p.uses:
        cube = p.cubes[use.cube]
        if not public.catalogue.indicators[cube.indicator].rules.zero_is_safe:
            guarded[use.numerator : use.numerator + len(cube.keys)] = True
    return np.flatnonzero(guarded & hidden & (high <= 0)).tolist()


def attack_text(attacked: Attacked, public: City) -> str:
    """What was found, in German; the cells by name."""
    from atlas.publishing.account import cell_words

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
    rounded = f" und {attacked.rounded} kleine gerundete" if attacked.rounded else ""
    said.append(f"Angriff auf {attacked.cells} verborgene{rounded} Zellen: {result}.")
    return "\n".join(said) + "\n"
