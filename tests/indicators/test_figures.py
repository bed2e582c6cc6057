"""Numbers as German and English offices write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.deliveries.figures import Notation, notation, reader

GERMAN, ENGLISH, PLAIN = Notation(",", "."), Notation(".", ","), Notation(",")


@pytest.mark.parametrize(
    ("text", "way", "number"),
    [
        ("1.234", GERMAN, 1234),
        ("1.234.567,5", GERMAN, 1234567.5),
        ("1,234.5", ENGLISH, 1234.5),
        (",9", GERMAN, 0.9),  # München
        (".707", ENGLISH, 0.707),  # Berlin, GSSA
        ("-.055861462", ENGLISH, -0.055861462),
        ("1 234", GERMAN, 1234),
        ("1\u00a0234,5", GERMAN, 1234.5),
        ("1\u202f234", ENGLISH, 1234),
        ("1'234", GERMAN, 1234),
        ("007", GERMAN, 7),
        ("+3", GERMAN, 3),
        ("12,", GERMAN, 12),
        ("1.5e-3", ENGLISH, 0.0015),
        ("12.5", PLAIN, None),
        ("1.23", GERMAN, None),  # no group of three
        ("0.123", GERMAN, None),  # groups do not begin with 0
        ("1.234 567", GERMAN, None),  # two signs for thousands in one number
        ("1,2,3", GERMAN, None),
        ("12a", GERMAN, None),
        ("O5", GERMAN, None),
        ("1e5", GERMAN, None),
        ("1e999", ENGLISH, None),
        ("", GERMAN, None),
        (",", GERMAN, None),
        ("-", GERMAN, None),
        ("nan", ENGLISH, None),
        ("inf", ENGLISH, None),
        ("2020_12_59", GERMAN, None),  # float() would read it
        ("1\u2007234\u2007567,8", GERMAN, 1234567.8),
        ("٣", GERMAN, None),  # a digit, but none of ours
    ],
)
def test_a_text_is_worth(text: str, way: Notation, number: float | None) -> None:
    assert reader(way)(text) == number


@given(st.integers(-(10**12), 10**12), st.sampled_from([".", " ", "\u202f", "\u00a0", "'"]))
def test_groups_of_three_are_read_back(number: int, sign: str) -> None:
    assert reader(GERMAN)(f"{number:,}".replace(",", sign)) == number


@given(st.decimals(-(10**6), 10**6, places=3))
def test_german_and_english_decimals_are_the_same_number(number: object) -> None:
    assert reader(GERMAN)(f"{number}".replace(".", ",")) == reader(Notation("."))(f"{number}") == float(str(number))


@pytest.mark.parametrize(
    ("texts", "decimal", "thousands", "chosen", "said"),
    [
        (["1", "22"], "", "", PLAIN, False),
        (["1,5", "22"], "", "", PLAIN, False),
        (["1.5", "22"], "", "", Notation("."), False),
        (["1.234", "12.5"], "", "", Notation("."), True),  # 12.5 settles it
        (["1.234", ".707"], "", "", Notation("."), True),
        ([",9", "42,3"], "", "", PLAIN, False),
        (["1.234", "1.234.567"], "", "", GERMAN, True),
        (["1 234", "12,5"], "", "", PLAIN, False),  # a blank groups whatever the sign is
        (["1.234", "1500"], "", "", Notation("."), True),  # a column that groups would write 1.500
        (["1.234", "12.345"], "", "", GERMAN, True),
        (["1,234"], "", "", PLAIN, True),
        (["1.234,5", "7"], "", "", GERMAN, False),
        (["1,234.5"], "", "", ENGLISH, False),
        (["1.234", "3,5"], "", "", GERMAN, True),
        (["1.234"], ",", "", GERMAN, True),
        (["1,5"], ",", "", PLAIN, False),
        (["1.234"], ".", "", Notation("."), False),
        (["1,234"], ".", "", ENGLISH, True),
        (["1.234"], ",", ".", GERMAN, False),
        (["1.234"], "", ".", GERMAN, False),
    ],
)
def test_a_column_writes_its_numbers_one_way(
    texts: list[str], decimal: str, thousands: str, chosen: Notation, said: bool
) -> None:
    way, sentence = notation(texts, decimal, thousands)
    assert way == chosen
    assert bool(sentence) is said, "a decision is a remark, what is declared or plain is none"


def test_the_reason_of_a_decision_is_shown() -> None:
    assert notation(["1.234", "12.5"])[1] == (
        "„1.234“ ist mehrdeutig; „12.5“ zeigt: Dezimalzeichen „.“, kein Tausenderzeichen."
    )
    assert notation(["1.234", "3,5"])[1] == (
        "„1.234“ ist mehrdeutig; „3,5“ zeigt: Dezimalzeichen „,“, Tausenderzeichen „.“."
    )


def test_signs_that_contradict_each_other_are_left_to_the_reader() -> None:
    way, _ = notation(["1.234,5", "12.5"])
    assert [reader(way)(text) for text in ("1.234,5", "12.5")] == [1234.5, None]
