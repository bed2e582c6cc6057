"""Any text at all: what Word and Excel are given is what a reader gets, but for what XML cannot carry."""

import io

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from atlas.reports.formats._docx.marks import gaps, paragraph, parsed, run
from atlas.reports.formats._xlsx.page import LONGEST, names
from tests.atlas.reports.formats.reading_word import said

CARRIED = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))


@given(CARRIED)
def test_a_run_says_its_text(text: str) -> None:
    assert said(parsed(paragraph("Normal", run(text)))) == text


@given(st.lists(st.sampled_from(["Text ", "[bitte ausfüllen]", "[bitte", "]", "[", "[bitte x: y]"])))
def test_gaps_lose_nothing(parts: list[str]) -> None:
    assert said(parsed(paragraph("Normal", gaps("".join(parts), "Gap")))) == "".join(parts)


@given(st.text(st.characters()))
def test_whatever_is_no_character_is_dropped(text: str) -> None:
    assert parsed(paragraph("Normal", run(text))) is not None


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), max_size=8))
def test_names_of_sheets_are_short_different_and_plain(titles: list[str]) -> None:
    found = names(titles)
    assert len({name.lower() for name in found}) == len(titles)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) <= 2 * LONGEST
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


def test_excel_reads_such_names_back() -> None:
    import xlsxwriter

    into = io.BytesIO()
    asked = names(["a" * 40, "a" * 40, "'x'", "Kita: 3/6", "", "😀" * 20, "History"])
    with xlsxwriter.Workbook(into) as book:
        for name in asked:
            book.add_worksheet(name)
    assert openpyxl.load_workbook(into).sheetnames == asked
