"""Sentences on all areas of a level, each of them counted once."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.numbers import NBSP
from atlas.reports.sentences import spread
from indicators.model import Status
from tests.atlas import views
from tests.atlas.views import COUNT, SHARE

SPREADS = [
    # 12/100 = 12 %, 33/150 = 22 %, 7/140 = 5 %, 0/80 = 0 %; one secret, one missing; the city has 120/900 = 13,3 %
    (
        {},
        (
            "In 4 von 6 Stadtteilen liegen Werte vor; sie reichen von 0,0 % (Eichwald) bis 22,0 % (Berg <am> Tor). "
            "Stadtweit sind es 13,3 %. In 1 Stadtteil ist der Wert geheim und in 1 Stadtteil liegt keine Angabe vor."
        ),
    ),
    (
        {"counts": [(10, 100), (20, 100), (40, 100)]},
        (
            "In allen 3 Stadtteilen liegen Werte vor; sie reichen von 10,0 % (Alt & Neu) bis 40,0 % (Chaussee). "
            "Stadtweit sind es 13,3 %."
        ),
    ),
    (
        {"counts": [(10, 100), (20, 100)], "city": Status.secret},
        "In beiden Stadtteilen liegen Werte vor; sie reichen von 10,0 % (Alt & Neu) bis 20,0 % (Berg <am> Tor).",
    ),
    ({"counts": [(10, 100)]}, "In 1 Stadtteil liegt ein Wert vor, 10,0 % (Alt & Neu)."),
    (
        {"counts": [(10, 100), Status.secret, Status.secret], "city": Status.missing},
        "In 1 von 3 Stadtteilen liegt ein Wert vor, 10,0 % (Alt & Neu). In 2 Stadtteilen ist der Wert geheim.",
    ),
    ({"counts": [Status.secret] * 3}, "In allen 3 Stadtteilen ist der Wert geheim."),
    ({"counts": [Status.secret]}, "In 1 Stadtteil ist der Wert geheim."),
    (
        {"counts": [(10, 100), (20, 200)], "city": Status.missing},
        "In beiden Stadtteilen liegen Werte vor; sie betragen beide 10,0 %.",
    ),
    (
        {"counts": [(10, 100)] * 3, "city": Status.missing},
        "In allen 3 Stadtteilen liegen Werte vor; sie betragen alle 10,0 %.",
    ),
    # one of a hundred is neither named nor the lowest
    (
        {"counts": [(1, 100), (10, 100), (20, 100)], "city": Status.missing},
        (
            "Aus 2 von 3 Stadtteilen werden Werte genannt; sie reichen von 10,0 % (Berg <am> Tor) bis 20,0 % "
            "(Chaussee). In 1 Stadtteil ist die Zahl für eine Aussage in Worten zu klein."
        ),
    ),
    # 10, 20 ... 80 %: the middle half of eight lies between 27,5 and 62,5
    (
        {"counts": [(x, 100) for x in range(10, 90, 10)], "city": Status.missing, "names": "ABCDEFGH"},
        (
            "In allen 8 Stadtteilen liegen Werte vor; sie reichen von 10,0 % (A) bis 80,0 % (H). Die mittlere Hälfte "
            "liegt zwischen 27,5 und 62,5 %."
        ),
    ),
    # three share the lowest value and are named, four are counted
    (
        {"counts": [(10, 100)] * 3 + [(20, 100)] * 4, "city": Status.missing, "names": "ABCDEFG"},
        "In allen 7 Stadtteilen liegen Werte vor; sie reichen von 10,0 % (A, B und C) bis 20,0 % (4 Stadtteile).",
    ),
    (
        {"counts": [Status.later, Status.not_applicable, Status.uncertain, Status.rounded_zero]},
        (
            "In 1 Stadtteil ist der Wert gerundet null, in 1 Stadtteil ist der Wert nicht sicher genug, in 1 Stadtteil "
            "folgt der Wert später und in 1 Stadtteil kann es keinen Wert geben."
        ),
    ),
    ({"counts": []}, "Zu diesem Zeitpunkt gibt es kein Gebiet."),
]


@pytest.mark.parametrize(("words", "sentence"), SPREADS)
def test_the_spread_of_a_level(words, sentence):
    found = spread(views.view(**{"chosen": (), **words})).replace(NBSP, " ")
    assert found == f"Anteil der unter 18-Jährigen, 31.12.2024: {sentence}"


TOWNS = [
    (SHARE, (120, 900), "In Sechsfeld liegt der Wert bei 13,3 %."),
    (COUNT, 1256.0, "In Sechsfeld liegt der Wert bei 1.256."),
    (SHARE, (0, 900), "Der Wert ist null."),
    (SHARE, (1, 900), "Die Zahl ist für eine Aussage in Worten zu klein (Bezugsgröße: 900)."),
    (SHARE, Status.secret, "Der Wert ist geheim."),
    (SHARE, Status.missing, "Eine Angabe liegt nicht vor."),
    (SHARE, Status.uncertain, "Der Wert ist nicht sicher genug, um ihn zu nennen."),
]


@pytest.mark.parametrize(("indicator", "city", "sentence"), TOWNS)
def test_the_town_alone_has_no_spread(indicator, city, sentence):
    seen = views.view((), indicator, chosen=(), city=city)
    alone = spread(replace(seen, cells=(seen.city,))).replace(NBSP, " ")
    assert alone == f"{indicator.title}, 31.12.2024: {sentence}"


def test_counts_spread_without_their_unit():
    counts = [1234.0, 20.0, 2.0, 0.0]
    assert spread(views.view(counts, COUNT, chosen=(), city=1256.0)) == (
        "Einwohnerinnen und Einwohner, 31.12.2024: Aus 3 von 4 Stadtteilen werden Werte genannt; sie reichen von 0 "
        "(Dorf) bis 1.234 (Alt & Neu). Stadtweit sind es 1.256. In 1 Stadtteil ist die Zahl für eine Aussage in "
        "Worten zu klein."
    )


@given(
    st.lists(
        st.one_of(st.tuples(st.integers(0, 99), st.integers(100, 500)), st.sampled_from(list(Status)[2:])), max_size=20
    )
)
def test_every_area_of_a_spread_is_counted_once(counts):
    sentence = spread(views.view(counts, chosen=())).replace(NBSP, " ")
    assert sentence.endswith(".") and "  " not in sentence and not re.search(r"\bnan\b|None|[{}]", sentence)
    found = re.findall(r"(?:[Ii]n|[Aa]us) (?:allen )?(\d+)(?: von (\d+))? Stadtteile?n?", sentence)
    assert 2 * len(re.findall("n beiden Stadtteilen", sentence)) + sum(int(n) for n, _ in found) == len(counts)
