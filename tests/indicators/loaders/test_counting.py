"""Nothing is dropped in silence: every cell that was read was kept, summed, or left out for a reason."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.loaders import csv_long, csv_wide
from tests.indicators.loaders.specs import WIDE, delivery

AREA = """area = { column = "gebiet", level = "stadtteil", total = ["S"], total_level = "stadt", total_key = "0",
  unassigned = [""], unassigned_level = "stadt", unassigned_key = "0", drop = [{ key = "D", reason = "Probe" }] }
""".replace("\n", " ")
HEAD = WIDE.replace('area = { column = "gebiet", level = "stadtteil" }', AREA) + 'symbols = "din55301"\n'
WIDE_SPEC = HEAD.replace("ew =", 'm = "a_m", ew =') + (
    '[sum]\nbev_u18 = ["ew", "kind"]\n'
    '[[refuse]]\nwhere = { jahr = "2020" }\ncolumns = ["m", "kind"]\nreason = "verschoben"\n'
    '[[refuse]]\nwhere = { gebiet = "B" }\nreason = "Zeile zweifelhaft"\n'
)
LONG_SPEC = HEAD.replace("csv_wide", "csv_long").replace('values = { ew = "bev_insg" }\n', "") + (
    '[[rows]]\nwhere = { m = ["1", "-"] }\ncolumn = "ew"\nvariable = "bev_insg"\n'
    '[[rows]]\nwhere = { m = "1" }\ncolumn = "kind"\nvariable = "bev_u18"\n'
    '[[refuse]]\nwhere = { jahr = "2020" }\ncolumns = "kind"\nreason = "verschoben"\n'
)
KEYS = st.sampled_from(["A", "B", "C", "D", "S", "", "E"])
CELL = st.sampled_from(["1", "2.500", "-", ".", "", "(3)", "x", "4p", "0"])
ROWS = st.lists(
    st.tuples(KEYS, st.sampled_from(["2020", "2021"]), CELL, CELL, CELL), unique_by=lambda row: row[:2], max_size=12
)
TABLES = st.lists(ROWS, min_size=1, max_size=2)


def tables(folder: Path, rows: list[list[tuple[str, ...]]]) -> None:
    """One file a table; the second tells of other years."""
    for number, table in enumerate(rows):
        lines = ["gebiet;jahr;ew;kind;m"]
        lines += [";".join((key, str(int(year) + 10 * number), *cells)) for key, year, *cells in table]
        (folder / f"{number}.csv").write_text("\n".join(lines) + "\n;;;;\n")


def check(spec: str, rows: list[list[tuple[str, ...]]], wide: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables(folder, rows)
        reading = (csv_wide if wide else csv_long).read(folder, delivery(folder, spec))
    out = sum(o.cells for o in reading.left_out)
    assert reading.cells_read == reading.kept + reading.summed + out
    assert len(reading.observations) + len(reading.residuals) == reading.kept + reading.computed
    assert reading.rows_read == sum(len(table) + 1 for table in rows)
    assert sum(f.rows for f in reading.files) == reading.rows_read
    whole_rows = sum(o.rows for o in reading.left_out)
    used = {(k, y, t) for t, table in enumerate(rows) for k, y, *_ in table}
    assert whole_rows <= len(used) + len(rows), "every row once: one blank row a table"
    if wide:
        assert reading.cells_read == 3 * reading.rows_read


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_wide(rows: list[list[tuple[str, ...]]]) -> None:
    check(WIDE_SPEC, rows, wide=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TABLES)
def test_long(rows: list[list[tuple[str, ...]]]) -> None:
    check(LONG_SPEC, rows, wide=False)
