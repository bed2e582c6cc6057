"""Which columns of a table hold the numbers, and whether other columns say what they count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from indicators.deliveries.figures import Notation
from indicators.deliveries.symbols import Dialect
from indicators.deliveries.table_shape import is_figure
from indicators.model import Status

MOST_SIGNS: Final = 6  # distinct texts that are no numbers, in a column of numbers
MOST_TEXTS: Final = 130  # distinct texts of a column that names variables
FOLLOWS: Final = "folgt aus dem Merkmal"
MOST_PAIRS: Final = 400  # combinations that one spec spells out


@dataclass(frozen=True)
class Columns:
    """What the columns besides area and period are."""

    values: tuple[int, ...]
    categories: tuple[int, ...]  # () for wide tables
    texts: tuple[tuple[str, ...], ...]  # the categories' texts that stand together, each once
    ignored: Mapping[int, str]  # column -> why
    signs: Mapping[str, int]  # texts in value columns that no dialect of the town explains -> cells
    doubled: bool  # even so, an area and period stands there several times


def columns_of(
    rows: Sequence[Sequence[str]],
    header: Sequence[str],
    key: int,
    period: int,
    signs: Dialect,
    taken: Mapping[int, str],
) -> Columns:
    """Sort the columns. `period` -1 where no column names it; `taken`: columns that are something else already."""
    rows = list(dict.fromkeys(map(tuple, rows)))
    others = [at for at in range(len(header)) if at not in (key, period, *taken)]
    ignored = dict(taken)
    by_column = {at: [row[at] for row in rows] for at in others}
    numeric: dict[int, dict[str, int]] = {}
    for at in others:
        filled = [text for text in by_column[at] if text]
        if not filled:
            ignored[at] = "leer"
        elif (odd := _odd(filled, signs)) is not None:
            numeric[at] = odd
    spots = [(row[key], row[period] if period >= 0 else "") for row in rows]
    for at in others:
        if at not in ignored and _follows(by_column[at], [s[0] for s in spots]) and at not in numeric:
            ignored[at] = "folgt aus dem Gebiet"
    free = [at for at in others if at not in ignored]
    categories: tuple[int, ...] = ()
    doubled = len(set(spots)) < len(spots)
    if doubled:
        categories, doubled = _categories(rows, spots, free, numeric, by_column)
    together = [tuple(by_column[at][n] for at in categories) for n in range(len(rows))]
    texts = tuple(dict.fromkeys(together)) if categories else ()
    values = []
    for at in free:
        if at in categories:
            continue
        if at not in numeric:
            ignored[at] = "kein Zahlenfeld"
        elif not header[at]:
            ignored[at] = "ohne Spaltennamen"
        elif list(header).count(header[at]) > 1:
            ignored[at] = "der Spaltenname steht mehrmals im Kopf"
        elif categories and len(rows) > len(texts) and _follows(by_column[at], together):
            ignored[at] = FOLLOWS
        elif len(set(by_column[at])) == len(rows) > 20 and header[at].lower() in (
            "id",
            "nr",
            "lfd",
            "lfdnr",
            "lfd. nr.",
        ):
            ignored[at] = "laufende Nummer"
        else:
            values.append(at)
    if not values and (same := [at for at in free if ignored.get(at) == FOLLOWS]):
        values = [same[-1]]  # the numbers of each variable are all alike, which happens to zeros
        del ignored[same[-1]]
    odd_ones: dict[str, int] = {}
    for at in values:
        for text, count in numeric[at].items():
            odd_ones[text] = odd_ones.get(text, 0) + count
    return Columns(tuple(values), categories, texts, ignored, odd_ones, doubled)


def _odd(filled: Sequence[str], signs: Dialect) -> dict[str, int] | None:
    """Texts of a column of numbers that nothing explains, with their cells; None where it is no column of numbers."""
    from indicators.loaders._cells import read_cell

    odd: dict[str, int] = {}
    figures = 0
    known: dict[str, bool] = {}
    for text in filled:
        if text not in known:
            known[text] = any(
                read_cell(text, signs, Notation(sign, other), Status.missing) for sign, other in (",.", ".,")
            )
        figures += is_figure(text)
        if not known[text]:
            odd[text] = odd.get(text, 0) + 1
    few = len(odd) <= MOST_SIGNS and all(len(text) <= 20 for text in odd)
    return odd if few and figures >= len(filled) / 2 else None


def _follows(column: Sequence[str], of: Sequence[object]) -> bool:
    """Whether each value of `of` has one text in the column, and the column says more than one thing."""
    first: dict[object, str] = {}
    return all(first.setdefault(one, text) == text for one, text in zip(of, column, strict=True)) and len(
        set(first)
    ) < len(column)


def _categories(
    rows: Sequence[Sequence[str]],
    spots: Sequence[tuple[str, str]],
    free: Sequence[int],
    numeric: Mapping[int, object],
    by_column: Mapping[int, Sequence[str]],
) -> tuple[tuple[int, ...], bool]:
    """The fewest columns that tell the rows of one area and period apart, texts before numbers; and whether none do."""
    few = [at for at in free if len(set(by_column[at])) <= min(MOST_TEXTS, max(len(rows) // 2, 2))]
    ordered = sorted(few, key=lambda at: (at in numeric, at))
    best: tuple[int, tuple[int, ...]] = (len(set(spots)), ())
    for size in (1, 2, 3):
        for chosen in combinations(ordered, size):
            if not any(at in numeric for at in free if at not in chosen):
                continue
            told = {(*spot, *(row[at] for at in chosen)) for spot, row in zip(spots, rows, strict=True)}
            if len(told) == len(rows) and len({t[2:] for t in told}) <= MOST_PAIRS:
                return chosen, False
            if len(told) > best[0] * 1.5:
                best = len(told), chosen
    return best[1], True
