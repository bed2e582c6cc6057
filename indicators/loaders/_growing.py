"""A column that grows piece by piece: only its codes and its distinct texts are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from indicators.loaders._table import Column


@dataclass
class Growing:
    """The codes of the rows so far, and the texts that they stand for."""

    known: dict[str, int] = field(default_factory=dict)
    codes: list[NDArray[np.int32]] = field(default_factory=list)

    def add(self, codes: NDArray[np.intp], texts: Sequence[str]) -> None:
        """Rows as codes into `texts`, which may repeat; -1 for a field that is not there, which is empty."""
        place = [self.known.setdefault(text, len(self.known)) for text in texts]
        if (codes < 0).any():
            place.append(self.known.setdefault("", len(self.known)))  # what -1 points at
        self.codes.append(np.array(place, np.int32)[codes])

    def whole(self) -> Column:
        """The column; nothing of it is kept here."""
        column = Column(np.concatenate(self.codes), tuple(self.known))
        self.codes.clear()
        return column
