"""The fifteen ways in which a dashboard gives a small number away: each is found, and none is in what we publish.

Every test names the leak by hand: which number falls out, and by which arithmetic. Where a sum is the leak, the
careless edition hides what the rules name and nothing else; where something derived is, it is our own edition beside
which a value stands that was computed from the true counts.
"""

from dataclasses import replace

import numpy as np
import pytest

from indicators.counting.cube import Cube
from indicators.disclosure.publication import Known
from indicators.disclosure.reading import Attacked, attack_said
from indicators.disclosure.relations import Row
from indicators.disclosure.said import Said
from indicators.disclosure.statements import order, printed, quotient, total
from indicators.model import Rules, Status
from tests.indicators.disclosure.towns import LEAST, Edition, cell, edition, rates, share
from tests.indicators.six import METHODS

N = (47, 60, 80, 90, 75, 66)
X = (2, 12, 20, 9, 30, 11)  # the first, of Stadtteil 11, is the secret


def town(rules: Rules = LEAST) -> Edition:
    return edition([share("quote", "x", "n", rules)], {("x", 2024): X, ("n", 2024): N})


def seen(
    attacked: Attacked, quantity: str = "x", key: str = "11", level: str = "stadtteil"
) -> tuple[str, float, float] | None:
    """Verdict and limits of what was found of one cell of 2024; None where nothing was."""
    place = cell(attacked.publication, quantity, key, 2024, level)
    found = [(f.verdict, f.low, f.high) for f in attacked.findings if f.cell == place]
    return found[0] if found else None


def ours_is_clean(of: Edition) -> None:
    """Our edition and all values that it prints, without a decimal too many, and those who know their own case."""
    shown = of.ours()
    found = attack_said(of.frame, shown, rates(shown, of, 1), truth=of.cubes)
    assert (found.findings, found.wrong, found.strange) == ((), (), ())
    assert found.cells > 0


def beside(of: Edition, *said: Said) -> Attacked:
    """Our edition, and statements that somebody left beside it."""
    return attack_said(of.frame, of.ours(), said)


def with_rows(of: Edition, *rows: Row) -> Attacked:
    """Our edition, and sums that somebody printed beside it."""
    return attack_said(of.frame, of.ours(), rows=lambda _: rows)


def place(of: Edition, quantity: str, key: str, year: int) -> int:
    return cell(attack_said(of.frame, of.ours()).publication, quantity, key, year)


def secret(part: str, low: float, high: float, key: str = "11") -> Said:
    return Said("quote", "stadtteil", key, "2024-12-31", part, (low, high))


def test_1_a_rate_times_its_published_base() -> None:
    of = town()
    ours_is_clean(of)
    # 2 of 47 print 4,3 %: 47 * 4,25 % = 1,9975 and 47 * 4,35 % = 2,0445
    assert seen(beside(of, secret("value", *printed(4.3, 1)))) == ("P0", 2, 2)
    # whole per cent are enough: 47 * 3,5 % = 1,645 and 47 * 4,5 % = 2,115
    assert seen(beside(of, secret("value", *printed(4, 0)))) == ("P0", 2, 2)


def test_2_the_limits_of_an_interval() -> None:
    of = town()
    ours_is_clean(of)
    low, high = METHODS["share"].interval(np.arange(1.0, 4.0), np.full(3, 47.0), 100)  # of 1, 2 and 3 of 47
    assert np.round(low, 1).tolist() == [0.4, 1.2, 2.2]
    assert seen(beside(of, secret("lower", *printed(1.2, 1)))) == ("P0", 2, 2)
    assert np.round(high, 1).tolist() == [11.1, 14.2, 17.2]
    assert seen(beside(of, secret("upper", *printed(14.2, 1)))) == ("P0", 2, 2)


def test_3_a_share_and_its_complement() -> None:
    rest = [n - x for n, x in zip(N, X, strict=True)]
    of = edition(
        [share("quote", "x", "n", LEAST), share("gegen", "y", "n")],
        {("x", 2024): X, ("y", 2024): rest, ("n", 2024): N},
        Known((("n", ("x", "y")),)),
    )
    assert seen(attack_said(of.frame, of.careless())) == ("P0", 2, 2)  # 47 - 45
    ours_is_clean(of)


def test_4_the_total_less_all_others() -> None:
    of = town()
    # Bezirk 1 has 34: 34 - 12 - 20 = 2
    assert seen(attack_said(of.frame, of.careless())) == ("P0", 2, 2)
    ours_is_clean(of)


def test_5_an_area_of_two_levels_that_overlap() -> None:
    of = town()
    nested = of.ours(["stadt", "bezirk", "stadtteil"])
    crossing = [cube for cube in of.careless() if cube.level == "sozialraum"]
    assert not attack_said(of.frame, nested).findings
    # Sozialraum N is 11 and 21 and has 2 + 9 = 11: less 21 that is 2
    assert seen(attack_said(of.frame, [*nested, *crossing])) == ("P0", 2, 2)
    ours_is_clean(of)


def test_6_ages_inside_each_other() -> None:
    young, more = (30, 41, 52, 47, 40, 39), X
    both = [a + b for a, b in zip(young, more, strict=True)]
    of = edition(
        [share("u18", "u18"), share("u21", "u21"), share("a18_20", "a18_20", rules=LEAST)],
        {
            ("u18", 2024): young,
            ("u21", 2024): both,
            ("a18_20", 2024): more,
        },
        Known((("u21", ("u18", "a18_20")),)),
    )
    assert seen(attack_said(of.frame, of.careless()), "a18_20") == ("P0", 2, 2)  # 32 - 30
    ours_is_clean(of)


def years() -> Edition:
    before, then = (7, 11, 20, 9, 30, 12), (5, 13, 21, 9, 29, 11)
    tables = {("x", 2022): before, ("x", 2023): then, ("x", 2024): X} | {("n", y): N for y in (2022, 2023, 2024)}
    return edition([share("quote", "x", "n", LEAST)], tables)


@pytest.mark.parametrize("way", ["difference", "per cent", "slope"])
def test_7_the_change_to_last_year(way: str) -> None:
    of = years()
    ours_is_clean(of)
    first, then, now = (place(of, "x", "11", year) for year in (2022, 2023, 2024))
    rows = {
        "difference": [total([(now, 1.0), (then, -1.0)], (-3, -3))],  # 2 - 5
        "per cent": quotient([(now, 1.0), (then, -1.0)], [(then, 1.0)], printed(-60.0, 1), 100),  # (2 - 5) / 5
        "slope": [total([(now, 0.5), (first, -0.5)], printed(-2.5, 1))],  # of three years: (2 - 7) / 2
    }
    assert seen(with_rows(of, *rows[way])) == ("P0", 2, 2)


def test_8_the_mean_of_several_years() -> None:
    of = years()
    ours_is_clean(of)
    every = [(place(of, "x", "11", year), 1 / 3) for year in (2022, 2023, 2024)]
    # 14 / 3 prints 4,7: 3 * 4,65 - 7 - 5 = 1,95 and 3 * 4,75 - 7 - 5 = 2,25
    assert seen(with_rows(of, total(every, printed(4.7, 1)))) == ("P0", 2, 2)


@pytest.mark.parametrize("way", ["z-value", "rank", "class", "bar", "axis"])
def test_9_what_is_drawn_from_the_value(way: str) -> None:
    of = edition([share("quote", "x", "n", LEAST)], {("x", 2024): X, ("n", 2024): (*N[:4], 660, N[5])})
    ours_is_clean(of)
    x, other = place(of, "x", "11", 2024), place(of, "x", "22", 2024)
    share_of = [(x, 100 / 47)]
    assert attack_said(of.frame, of.ours()).publication.number[other] == 30
    found = {
        # mean 20, deviation 10 and z = -1,57 say 4,25 to 4,35 %
        "z-value": [total(share_of, (20 - 10 * 1.575, 20 - 10 * 1.565))],
        # last of the list, behind 22 with 30 of 660: no more than 47 * 30 / 660 = 2,14
        "rank": [order([(other, 100 / 660)], share_of)],
        # the lightest class ends at 5,0 %: no more than 47 * 5 % = 2,35
        "class": [total(share_of, (0, 5.0))],
        # 8,5 of 80 pixels, and 80 pixels are 40 %: 4,2 to 4,3 %, 1,97 to 2,02 of 47
        "bar": [total(share_of, ((8.5 - 0.1) / 2, (8.5 + 0.1) / 2))],
        # an axis that begins at the smallest value, 4,3
        "axis": [total(share_of, printed(4.3, 1))],
    }
    verdict = seen(with_rows(of, *found[way]))
    assert verdict is not None
    assert verdict[0] == ("P1" if way in ("rank", "class") else "P0")
    assert verdict[2] == 2


def test_10_the_same_count_in_two_indicators() -> None:
    tables = {("x", 2024): X, ("n", 2024): N, ("y", 2024): (1, 6, 9, 5, 12, 7)}
    of = edition([share("quote", "x", "n", LEAST), share("davon", "y", "x", method="rate")], tables)
    open_ = [cube for cube in of.careless() if cube.indicator == "davon"]
    shown = [*(cube for cube in of.ours() if cube.indicator == "quote"), *open_]
    assert seen(attack_said(of.frame, shown)) == ("P0", 2, 2)  # the base of the other
    ours_is_clean(of)


@pytest.mark.parametrize("key", ["11", "12"])
def test_11_a_file_that_carries_the_number(key: str) -> None:
    of = town()
    ours_is_clean(of)
    number = X[("11", "12").index(key)]
    shown = next(cube for cube in of.ours() if cube.level == "stadtteil")
    assert np.isnan(shown.numerator[("11", "12").index(key), 0]), "one is secret, the other protects it"
    assert seen(beside(of, secret("numerator", number, number, key)), key=key) == ("P0", number, number)


def with_pattern(of: Edition, *keys: str) -> list[Cube]:
    """The careless edition of Stadtteile and Bezirke with some further cells hidden."""
    shown = []
    for cube in of.careless():
        numbers, status = cube.numerator.copy(), cube.status.copy()
        if cube.level == "stadtteil":
            rows = [cube.keys.index(key) for key in keys]
            numbers[rows], status[rows] = np.nan, Status.secret
        if cube.level != "sozialraum":
            shown.append(replace(cube, numerator=numbers, status=status))
    return shown


def test_12_the_edition_of_yesterday_beside_that_of_today() -> None:
    of = town()
    yesterday, today = with_pattern(of, "12"), with_pattern(of, "13")
    assert not attack_said(of.frame, yesterday).findings
    assert not attack_said(of.frame, today).findings
    # 12 is 12 today, 13 was 20 yesterday: 34 - 12 - 20 = 2
    assert seen(attack_said(of.frame, [*yesterday, *today])) == ("P0", 2, 2)
    ours = of.ours()
    assert not attack_said(of.frame, [*ours, *of.ours()]).findings


def test_13_other_thresholds_for_other_readers() -> None:
    few, many = town(), town(Rules(min_numerator=10))
    for shown in (few.ours(), many.ours()):
        assert not attack_said(few.frame, shown).findings
    both = attack_said(few.frame, [*few.ours(), *many.ours()])
    # where 9 is secret, too, Sozialraum N with 2 + 9 has to be; the others may see its 11
    assert seen(both, key="N", level="sozialraum") == ("P0", 11, 11)


def test_14_whoever_is_the_only_case() -> None:
    single = (1, 4, 20, 9, 30, 11)
    of = edition([share("quote", "x", "n", LEAST)], {("x", 2024): single, ("n", 2024): N})
    careless = with_pattern(of, "12")
    assert not attack_said(of.frame, careless).findings
    # 11 and 12 have 5 together: whoever is the one in 11 knows the 4 in 12
    assert seen(attack_said(of.frame, careless, truth=of.cubes), key="12") == ("P4", 4, 4)
    ours_is_clean(of)


@pytest.mark.parametrize(("decimals", "found"), [(1, ("P0", 2, 2)), (0, ("P0", 2, 2)), (-1, None)])
def test_15_decimals_are_counts(decimals: int, found: tuple[str, float, float] | None) -> None:
    rules = Rules(min_numerator=3, min_denominator=50)
    of = town(rules)
    ours_is_clean(of)
    # of the base is known only that it is 40 to 60: 40 * 4,25 % = 1,7 and 60 * 4,35 % = 2,61 leave 2 alone;
    # with 4 %, 40 * 3,5 % = 1,4 and 60 * 4,5 % = 2,7; in tens of per cent 60 * 5 % = 3 is possible, too
    value = secret("value", *printed(round(100 * 2 / 47, decimals), decimals))
    assert seen(beside(of, value, secret("denominator", 40, 60))) == found


def test_several_areas_together_are_a_sum() -> None:
    of = town()
    # 11 and 13 have 2 + 20 together, and 13 is shown: by keys, and by their names
    for words in ("11 + 13", "Altfeld + Carlsfeld"):
        named = replace(of.frame, places={"stadtteil": {"Altfeld": "11", "Carlsfeld": "13"}})
        said = secret("numerator", 22, 22, key=words)
        assert seen(attack_said(named, of.ours(), [said])) == ("P0", 2, 2)
        assert attack_said(of.frame, of.ours(), [replace(said, area="11 + 99")]).strange


def test_statements_about_nothing_that_is_there_are_said() -> None:
    of = town()
    said = [secret("value", 1, 2, key="99"), Said("quote", "stadtteil", "11", "1999", "value", (1, 2))]
    assert beside(of, *said).strange == tuple(said)


def test_statements_that_contradict_each_other_are_said() -> None:
    of = town()
    assert "contradiction" in {f.verdict for f in beside(of, secret("value", 80, 90, key="22")).findings}
