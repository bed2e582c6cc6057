"""What an office writes instead of a number, or behind it: secret, later, provisional, rounded, unsure, empty."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Cells = dict[str, list[str]]  # variable -> texts of one period, in the order of the areas
Counts = dict[str, NDArray[np.float64]]  # variable -> the numbers behind them


@dataclass(frozen=True)
class Period:
    """The period that a table speaks of while its cells are marked."""

    year: int
    last: bool  # the last year that the town has
    keys: list[str]  # of the areas, ascending; totals after them
    bezirk_width: int  # so many first signs of a key name the Bezirk
    empty: NDArray[np.bool_]  # (areas,) nobody lives there


Mark = Callable[[Cells, Counts, Period], None]  # changes the texts of one period


def provisional(cells: Cells, _counts: Counts, period: Period) -> None:
    """The last year is provisional: "123p"."""
    if period.last:
        for name, texts in cells.items():
            cells[name] = [f"{text}p" if text[-1].isdigit() else text for text in texts]


def estimated_2022(cells: Cells, _counts: Counts, period: Period) -> None:
    """The origin of the many who came in 2022 was estimated: "123s"."""
    if period.year == 2022:
        for name in ("bev_mh", "bev_u18_mh"):
            cells[name] = [f"{text}s" if text[-1].isdigit() else text for text in cells[name]]


def later(cells: Cells, _counts: Counts, period: Period) -> None:
    """The last year is not ready: "..."."""
    if period.last:
        for name, texts in cells.items():
            cells[name] = ["..."] * len(texts)


def secret_leavers(cells: Cells, counts: Counts, _period: Period) -> None:
    """One or two young people without a certificate are not named: "."."""
    few = (counts["abgang_ohne_hsa"] > 0) & (counts["abgang_ohne_hsa"] < 3)
    for place in np.flatnonzero(few).tolist():
        cells["abgang_ohne_hsa"][place] = "."


def no_polling_place(cells: Cells, _counts: Counts, period: Period) -> None:
    """Nobody can vote where nobody lives: "x"."""
    for name in cells:
        for place in np.flatnonzero(period.empty).tolist():
            cells[name][place] = "x"


def few_answers(cells: Cells, counts: Counts, _period: Period) -> None:
    """Fewer than 15 answers are of limited reliability: "(12)"; fewer than 5 say nothing: "/"."""
    answers = counts["befr_wohl_insg"]
    for place in np.flatnonzero((answers > 0) & (answers < 15)).tolist():
        for name in cells:
            cells[name][place] = "/" if answers[place] < 5 else f"({cells[name][place].replace('-', '0')})"


def nobody_visited(cells: Cells, _counts: Counts, period: Period) -> None:
    """In 2023 the visits in the last Bezirk were not recorded: the cells stay empty."""
    if period.year == 2023:
        for place, key in enumerate(period.keys):
            if key[: period.bezirk_width] == period.keys[-1][: period.bezirk_width]:
                for name in cells:
                    cells[name][place] = ""


def hundreds(cells: Cells, counts: Counts, _period: Period) -> None:
    """Square metres in hundreds; less than 50 reads "0", nothing at all "-"."""
    for name, values in counts.items():
        rounded = np.floor(values / 100 + 0.5).astype(np.int64) * 100
        cells[name] = ["-" if value == 0 else str(text) for value, text in zip(values, rounded.tolist(), strict=True)]
