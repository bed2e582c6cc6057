"""The first rows of a recognised table, each cell beside what it is understood as."""

from typing import Final

from indicators.deliveries.figures import notation
from indicators.deliveries.key_column import role
from indicators.deliveries.periods import read_period
from indicators.deliveries.questions import STATUSES
from indicators.deliveries.recognised import Knows, Recognised, Sample
from indicators.deliveries.symbols import dialect
from indicators.deliveries.table_shape import is_figure
from indicators.deliveries.value_columns import Columns
from indicators.model import Status

ROWS: Final = 8
MOST_COLUMNS: Final = 40
NOTHING: Final = "–"
MEANT: Final = {Status[option.value]: option.label for option in STATUSES} | {Status.ok: "Zahl"}


def sample_of(r: Recognised, knows: Knows, columns: Columns) -> Sample:
    """The first rows of the table, as they stand there and as they are understood."""
    from indicators.loaders._cells import read_cell

    body, header = r.shape.body, r.shape.header[:MOST_COLUMNS]
    names = {(area.level, area.key): area.name for area in knows.areas}
    signs = dialect(r.symbols, dict(r.symbols_own))
    roles = []
    ways = {}
    for at in range(len(header)):
        if at == r.key.at:
            roles.append("Gebiet")
        elif r.period and at == r.period.at:
            roles.append("Zeitbezug")
        elif at in columns.categories:
            roles.append("Merkmal")
        elif at in columns.values:
            roles.append("Zahl")
            ways[at] = notation([row[at] for row in body if is_figure(row[at])])[0]
        else:
            roles.append("nicht gelesen")

    def understood(at: int, text: str) -> str:
        if at == r.key.at:
            level = r.key.levels.get(text, r.key.level)
            key = r.key.keys.get(text, text)
            if (level, key) in names:
                return f"{key} {names[level, key]}"
            return {"total": f"{knows.name} insgesamt", "unassigned": "ohne Gebiet"}.get(
                role(text, knows.town, knows.name), f"„{text}“ ?"
            )
        if r.period and at == r.period.at:
            period = read_period(text, r.period.kind, r.period.day or "12-31")
            return (text if r.period.bare else period.iso) if period else f"„{text}“ ?"
        if at in columns.categories:
            return text
        if at in ways:
            cell = read_cell(text, signs, ways[at], Status.missing)
            if cell is None:
                return f"„{text}“ ?"
            return f"{cell.number:.15g}".replace(".", ",") if cell.number == cell.number else f"({MEANT[cell.status]})"
        return NOTHING

    rows = [row[:MOST_COLUMNS] for row in body[:ROWS]]
    return Sample(
        tuple(header),
        tuple(roles),
        tuple(tuple(row) for row in rows),
        tuple(tuple(understood(at, text) for at, text in enumerate(row)) for row in rows),
    )
