"""CSV: numbers unrounded and readable by their readers, statuses in words, no formula from a name."""

import csv as standard
import io
import json
from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.exports import csv, csv_de
from atlas.exports._rows import rows
from atlas.view.values import COLUMNS
from indicators.model import Status
from tests.atlas.views import profile, table, view


def read(file: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(standard.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_plain_rows_have_point_comma_and_iso_period() -> None:
    found = read(csv.write(view([(1, 3), (2, 3)], chosen=())))
    assert list(found[0])[:10] == list(COLUMNS)
    assert found[0] | {"edition": "", "notice": ""} == {
        "area_key": "01",
        "area_name": "Alt & Neu",
        "level": "stadtteil",
        "period": "2024-12-31",
        "numerator": "1",
        "denominator": "3",
        "value": "33.333333333333336",  # 100 / 3, unrounded
        "lower": "32.333333333333336",
        "upper": "34.333333333333336",
        "status": "ok",
        "indicator": "ant_u18",
        "unit": "%",
        "edition": "",
        "notice": "",
        "areas": "",
        "estimated_share": "",
    }
    assert found[-1]["level"] == "stadt"  # the town closes the file


def test_every_status_is_a_word_of_its_own_and_no_number() -> None:
    reasons = [Status.secret, Status.missing, Status.not_applicable, Status.later, Status.uncertain]
    found = read(csv.write(view([(0, 10), *reasons], bins=(5.0,), chosen=())))[:6]
    assert [row["status"] for row in found] == ["zero", *(s.name for s in reasons)]
    assert [row["value"] for row in found] == ["0", "", "", "", "", ""]


def test_german_file_opens_in_a_german_excel() -> None:
    file = csv_de.write(view([(1, 3)], chosen=()))
    assert file.startswith(b"\xef\xbb\xbf")
    row = read(file, ";")[0]
    assert row["value"] == "33,333333333333336"
    assert file.decode("utf-8-sig").splitlines()[0].startswith("area_key;area_name;level;period;numerator")


@pytest.mark.parametrize("evil", ["=1+1", "+49", "-Nord", "@SUMME(A1)", "\t=1"])
def test_a_name_is_no_formula_in_excel_and_stays_itself_for_scripts(evil: str) -> None:
    shown = view([(1, 3)], chosen=(), names=[evil])
    assert read(csv_de.write(shown), ";")[0]["area_name"] == f"'{evil}"
    assert read(csv.write(shown))[0]["area_name"] == evil


@given(st.text(max_size=40).filter(lambda t: "\r" not in t and "\0" not in t))
def test_any_name_comes_back(name: str) -> None:
    assert read(csv.write(view([(1, 3)], chosen=(), names=[name or "x"])))[0]["area_name"] == (name or "x")


@given(st.floats(-1e15, 1e15))
def test_a_number_comes_back_exactly(value: float) -> None:
    assert float(csv.number(value)) == value
    assert "e" not in csv.number(value)


def test_a_profile_and_a_table_name_the_indicator_of_each_row() -> None:
    found = read(csv.write(profile()))
    assert len(found) == 2 * 2 * 3  # two themes of three indicators, the area and the town
    assert {row["area_name"] for row in found} == {"Alt & Neu", "Sechsfeld"}
    assert [row["indicator"] for row in read(csv.write(table()))] == ["ant_u18"] * 7 + ["bev_insg"] * 7


def test_the_command_line_s_formats_have_exactly_its_columns() -> None:
    known = rows(view([(1, 3), Status.secret], chosen=()))
    lines = [astuple(row) for row in known]
    plain = read(csv.FORMATS["csv"](COLUMNS, lines))
    german = read(csv.FORMATS["csv-de"](COLUMNS, lines), ";")
    told = json.loads(csv.FORMATS["json"](COLUMNS, lines))
    assert list(plain[0]) == list(german[0]) == list(told[0]) == list(COLUMNS)
    assert float(plain[0]["value"]) == float(german[0]["value"].replace(",", ".")) == told[0]["value"] == 100 * 1 / 3
    assert (plain[1]["value"], german[1]["value"], told[1]["value"]) == ("", "", None)
