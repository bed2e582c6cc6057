"""The others of a group: n - x, where a rule guards them; nobody publishes them, and everybody can subtract."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from indicators.disclosure.attack import Need
from indicators.disclosure.publication import Publication
from indicators.disclosure.relations import INF, Mask, Numbers, Relations
from indicators.methods import Method
from indicators.model import Catalogue


@dataclass(frozen=True)
class Others:
    """Cells beyond those of the publication: x + others = n."""

    first: int  # their number among all cells: these come last
    numerator: NDArray[np.int64]  # (others,) the x of each
    denominator: NDArray[np.int64]  # (others,) the n of each
    number: Numbers  # (others,)
    needs: list[Need]  # one each

    def named(self, cell: int) -> int:
        """The cell itself, or the x of others: what a person can find in the publication."""
        return cell if cell < self.first else int(self.numerator[cell - self.first])

    def beside(self, relations: Relations) -> Relations:
        """The relations with one more cell and row for each: x + others = n."""
        more, old = len(self.numerator), relations.rows
        wide = sp.csr_array((old.data, old.indices, old.indptr), shape=(old.shape[0], old.shape[1] + more))
        each = np.arange(more)
        cell = np.concatenate([self.numerator, self.denominator, old.shape[1] + each])
        factor = np.repeat([1.0, -1.0, 1.0], more)
        rows = sp.csr_array((factor, (np.tile(each, 3), cell)), shape=(more, old.shape[1] + more))
        return Relations(
            sp.csr_array(sp.vstack([wide, rows], format="csr")),
            np.append(relations.low, np.zeros(more)),
            np.append(relations.high, np.zeros(more)),
            np.append(relations.floor, np.zeros(more)),
            np.append(relations.ceiling, np.full(more, INF)),
        )


def others(p: Publication, catalogue: Catalogue, methods: Mapping[str, Method], covered: Mask) -> Others:
    """Those that a minimum complement or the 100 % rule guards; `covered` (cells,): others are known anyway."""
    least: dict[tuple[int, int], float] = {}
    nobody: dict[tuple[int, int], bool] = {}
    for use in p.uses:
        cube = p.cubes[use.cube]
        indicator = catalogue.indicators[cube.indicator]
        rules = indicator.rules
        count = float(max(rules.min_complement, 0 if rules.full_is_safe else 1))
        if not (count and methods[indicator.method].SUBSET) or cube.denominator is None:
            continue
        x, n = cube.numerator[:, use.column], cube.denominator[:, use.column]
        everybody = not (rules.zero_is_safe and rules.full_is_safe)
        few = (n > 0) & (n - x < count) & ((n > x) | everybody)
        for row in np.flatnonzero(few).tolist():
            if covered[use.numerator + row]:
                pair = use.numerator + row, use.denominator + row
                least[pair] = max(least.get(pair, 0.0), count)
                nobody[pair] = nobody.get(pair, False) or everybody
    x_cell, n_cell = (np.array([pair[side] for pair in least], np.int64) for side in (0, 1))
    first = p.relations.cells
    needs = [Need(first + place, few, few, nobody[pair]) for place, (pair, few) in enumerate(least.items())]
    return Others(first, x_cell, n_cell, p.number[n_cell] - p.number[x_cell], needs)
