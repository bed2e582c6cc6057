"""Zeros in every column of a row may mean that the figures do not speak of the area; a single zero stays one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deliveries.spec import read_delivery
from tests.indicators.loaders.specs import WIDE, cells, faults, load

TWO = WIDE.replace('values = { ew = "bev_insg" }', 'values = { ew = "bev_insg", kind = "bev_u18" }')
RULE = '[placeholder]\ntexts = ["0", "0.0"]\nreason = "unter 300 Einwohner"\n'
SPEC = TWO + RULE
HEAD = "gebiet;jahr;ew;kind\n"


def test_a_row_of_zeros_is_not_applicable_and_a_zero_beside_a_number_is_zero(tmp_path: Path) -> None:
    found = cells(load(tmp_path, SPEC, a=HEAD + "A;2020;0;0.0\nB;2020;0;7\nC;2020;12;0\n").observations)
    assert found == {
        "bev_insg stadtteil A 2020-12-31": "not_applicable",
        "bev_u18 stadtteil A 2020-12-31": "not_applicable",
        "bev_insg stadtteil B 2020-12-31": "zero",
        "bev_u18 stadtteil B 2020-12-31": 7.0,
        "bev_insg stadtteil C 2020-12-31": 12.0,
        "bev_u18 stadtteil C 2020-12-31": "zero",
    }


def test_an_empty_cell_belongs_to_the_placeholders_of_its_row_only(tmp_path: Path) -> None:
    found = cells(load(tmp_path, SPEC, a=HEAD + "A;2020;0;\nB;2020;5;\nC;2020;;\n").observations)
    assert [found[f"bev_u18 stadtteil {key} 2020-12-31"] for key in "ABC"] == [
        "not_applicable",
        "missing",
        "not_applicable",
    ]


def test_the_report_names_rows_and_signs(tmp_path: Path) -> None:
    reading = load(tmp_path, SPEC, a=HEAD + "A;2020;0;0.0\nB;2020;0;7\n")
    assert [r.sentence for r in reading.remarks] == [
        "Zeilen voller Platzhalter: 1 als „nicht anwendbar“ gelesen (unter 300 Einwohner): a.csv, Zeile 2."
    ]
    assert [(s.text, s.status.name, s.cells) for s in reading.signs] == [
        ("0", "not_applicable", 1),
        ("0.0", "not_applicable", 1),
    ]


def test_a_rule_that_meets_nothing_says_so(tmp_path: Path) -> None:
    reading = load(tmp_path, SPEC, a=HEAD + "A;2020;1;2\n")
    assert [r.sentence for r in reading.remarks] == ["[placeholder] trifft keine Zeile (gesucht: 0, 0.0)."]


def test_a_placeholder_is_no_fault_beside_other_faults(tmp_path: Path) -> None:
    spec = SPEC.replace('"0.0"', '"o"')
    said = faults(tmp_path, spec, a=HEAD + "A;2020;o;o\nB;irgendwann;1;2\nC;2020;o;3\n")
    assert [fault.split(":")[0] for fault in said] == ["a.csv, Zeile 3", "a.csv, Zeile 4, Spalte ew"]


@given(
    st.lists(st.tuples(st.sampled_from(["0", "", "3", "0.0"]), st.sampled_from(["0", "", "4"])), min_size=1, max_size=9)
)
def test_every_cell_is_counted_once(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    lines = "".join(f"{number};2020;{one};{other}\n" for number, (one, other) in enumerate(rows))
    reading = load(tmp_path_factory.mktemp("hollow"), SPEC, a=HEAD + lines)
    assert reading.cells_read == reading.kept == 2 * len(rows)
    hollow = sum(one in ("0", "", "0.0") and other in ("0", "") for one, other in rows)
    assert sum(s.cells for s in reading.signs if s.status.name == "not_applicable") == 2 * hollow


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (RULE + 'status = "nicht"\n', "„nicht“ ist keine Bedeutung einer Zelle"),
        (RULE.replace('["0", "0.0"]', "[]"), "mindestens einen Text"),
    ],
)
def test_a_rule_that_cannot_be_is_a_fault(tmp_path: Path, rule: str, said: str) -> None:
    (tmp_path / "probe.toml").write_text(TWO + rule, "utf-8")
    _, found = read_delivery(tmp_path / "probe.toml")
    assert len(found) == 1
    assert "Feld placeholder" in str(found[0])
    assert said in str(found[0])


def test_long_files_have_no_placeholders(tmp_path: Path) -> None:
    long = WIDE.replace("csv_wide", "csv_long").replace('values = { ew = "bev_insg" }\n', "")
    rows = '[[rows]]\ncolumn = "ew"\nvariable = "bev_insg"\n'
    (tmp_path / "probe.toml").write_text(long + rows + RULE, "utf-8")
    _, found = read_delivery(tmp_path / "probe.toml")
    assert "nur in breiten Tabellen" in str(found[0])
