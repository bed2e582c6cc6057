"""Long tables: one row a number."""

from pathlib import Path

from tests.indicators.loaders.specs import WIDE, cells, load

LONG = WIDE.replace("csv_wide", "csv_long").replace('values = { ew = "bev_insg" }', "")


def test_a_category_column_names_the_variable(tmp_path: Path) -> None:
    spec = (
        LONG
        + '[category]\ncolumn = "art"\nvalue = "zahl"\nvariables = { Einwohner = "bev_insg", "unter 6" = "bev_u6" }\n'
    )
    rows = "A;2021;Einwohner;50\nA;2021;unter 6;5\nA;2021;Haushalte;20\nB;2021;Haushalte;kaputt\n"
    reading = load(tmp_path, spec, a=f"gebiet;jahr;art;zahl\n{rows}")
    assert cells(reading.observations) == {
        "bev_insg stadtteil A 2021-12-31": 50,
        "bev_u6 stadtteil A 2021-12-31": 5,
    }
    (left,) = reading.left_out
    assert (left.reason, left.rows, left.cells) == ("keine Regel liest diese Zeile", 2, 2)
    assert left.examples == ("a.csv, Zeile 4: „A, Haushalte“", "a.csv, Zeile 5: „B, Haushalte“")


def test_rules_look_at_several_columns_and_may_share_a_row(tmp_path: Path) -> None:
    spec = LONG + (
        '[[rows]]\nwhere = { tab = "Alter", zeile = ["unter 3", "3 bis 5"] }\ncolumn = "zaehler"\nvariable = "bev_u6"\n'
        '[[rows]]\nwhere = { tab = "Alter" }\ncolumn = "nenner"\nvariable = "bev_insg"\n'
    )
    rows = "A;2021;Alter;unter 3;5;50\nA;2021;Haushalte;unter 3;7;70\nB;2021;Alter;3 bis 5;2;20\n"
    reading = load(tmp_path, spec, a=f"gebiet;jahr;tab;zeile;zaehler;nenner\n{rows}")
    assert cells(reading.observations) == {
        "bev_u6 stadtteil A 2021-12-31": 5,
        "bev_insg stadtteil A 2021-12-31": 50,
        "bev_u6 stadtteil B 2021-12-31": 2,
        "bev_insg stadtteil B 2021-12-31": 20,
    }
    assert (reading.rows_read, reading.cells_read, reading.kept) == (3, 5, 4)


def test_keys_of_rows_that_no_rule_reads_need_not_be_right(tmp_path: Path) -> None:
    spec = LONG + '[[rows]]\nwhere = { tab = "A" }\ncolumn = "zahl"\nvariable = "bev_insg"\n'
    reading = load(tmp_path, spec, a="gebiet;jahr;tab;zahl\nA;2021;A;5\n;irgendwann;B;x\n")
    assert len(reading.observations) == 1
