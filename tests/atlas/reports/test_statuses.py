"""What is said where there is no number, of one or two, and of what must be known of a number."""

from dataclasses import replace

import pytest

from atlas.numbers import NBSP
from atlas.reports.sentences import about
from atlas.view.cells import gone
from indicators.model import Flag, Status
from tests.atlas.reports.rows import BALANCE, CHANGE, DENSITY, MEAN, OPENING, RATE, profile, row, said
from tests.atlas.views import COUNT, SHARE

HEAD = "Anteil der unter 18-Jährigen im Stadtteil Nord"

STATUSES = [
    (Status.secret, f"{HEAD} (31.12.2024): Der Wert ist geheim."),
    (Status.missing, f"{HEAD} (31.12.2024): Eine Angabe liegt nicht vor."),
    (Status.later, f"{HEAD} (31.12.2024): Der Wert folgt später."),
    (Status.not_applicable, f"{HEAD} (31.12.2024): Einen Wert kann es hier nicht geben."),
    (Status.uncertain, f"{HEAD} (31.12.2024): Der Wert ist nicht sicher genug, um ihn zu nennen."),
    (Status.rounded_zero, f"{HEAD} (31.12.2024): Der Wert ist mehr als nichts, gerundet aber null."),
    ((0, 456), f"{HEAD} (31.12.2024; n = 0 von 456): Der Wert ist null; stadtweit sind es 12,0 %."),
]


@pytest.mark.parametrize(("now", "sentence"), STATUSES, ids=[str(now) for now, _ in STATUSES])
def test_every_status_has_its_own_words(now, sentence):
    """Beside a city of 12 % and years that could be compared: a status says nothing of either."""
    before = [] if now == (0, 456) else [(30, 100), (20, 100)]
    assert said(now, (120, 1000), before, band="" if isinstance(now, Status) else "im untersten Viertel") == sentence


def test_a_status_that_knows_more_says_so():
    absent = row(Status.missing)
    part = replace(absent, cell=replace(absent.cell, full=f"keine Angabe (Werte für 67{NBSP}% der Teilgebiete)"))
    assert about(part, profile()).replace(NBSP, " ") == (
        f"{HEAD} (31.12.2024): Eine Angabe liegt nicht vor (Werte für 67 % der Teilgebiete)."
    )
    nobody = row(Status.not_applicable)
    empty = replace(nobody, cell=replace(nobody.cell, denominator=0.0))
    assert about(empty, profile()) == (
        f"{HEAD} (31.12.2024): Einen Wert kann es nicht geben, denn niemand gehört zur Bezugsgruppe."
    )
    absent = replace(nobody, cell=gone("Nord", "Nord"))
    assert about(absent, profile()) == f"{HEAD} (31.12.2024): Das Gebiet gibt es zu diesem Zeitpunkt nicht."


REMARKS = [
    (Flag.provisional, "Der Wert ist vorläufig."),
    (Flag.revised, "Der Wert ist berichtigt."),
    (Flag.estimated, "Der Wert ist geschätzt."),
    (Flag.rounded, "Der Wert beruht auf gerundeten Zahlen."),
    (Flag.provisional | Flag.estimated, "Der Wert ist vorläufig und geschätzt."),
    (Flag.provisional | Flag.rounded, "Der Wert ist vorläufig. Er beruht auf gerundeten Zahlen."),
]


@pytest.mark.parametrize(("flags", "remark"), REMARKS)
def test_what_must_be_known_of_a_number_follows_it(flags, remark):
    assert said((12, 100), Status.secret, flags=int(flags)) == f"{OPENING}; der stadtweite Wert ist geheim. {remark}"


def test_an_uncertain_number_is_not_compared():
    known = row((12, 100), (80, 1000), [(30, 100)], band="im obersten Viertel von 32 Stadtteilen")
    unsure = replace(known, cell=replace(known.cell, status=Status.uncertain, text="(12,0)", full="(12,0)"))
    assert about(unsure, profile()) == (
        f"{OPENING}. Der Wert ist nur eingeschränkt sicher und wird deshalb nicht verglichen."
    )


def test_an_estimate_of_people_is_rund_and_says_how_much_of_it_is_one():
    known = row(1234.0, 56789.0, indicator=COUNT, flags=int(Flag.estimated))
    split = replace(known, cell=replace(known.cell, split=0.33))
    assert about(split, profile()).replace(NBSP, " ") == (
        "Im Stadtteil Nord leben rund 1.234 Menschen (31.12.2024); stadtweit sind es 56.789. "
        "Der Wert ist geschätzt (zu 33 % aus geteilten Gebieten)."
    )


SMALL = [
    ("one of 456", SHARE, (1, 456), " (Bezugsgröße: 456)"),
    ("two of 456", SHARE, (2, 456), " (Bezugsgröße: 456)"),
    ("all but one of 456", SHARE, (455, 456), " (Bezugsgröße: 456)"),
    ("none of one", SHARE, (0, 1), ""),
    ("all of two", SHARE, (2, 2), ""),
    ("two cases", RATE, (2, 800), " (Bezugsgröße: 800)"),
    ("five cases of two people", RATE, (5, 2), ""),
    ("one more came than left", BALANCE, (1, 60), " (Bezugsgröße: 60)"),
    ("two more left than came", BALANCE, (-2, 60), " (Bezugsgröße: 60)"),
    ("two fewer than before", CHANGE, (-2, 600), " (Bezugsgröße: 600)"),
    ("one person lives there", COUNT, 1.0, ""),
    ("two persons live on a hectare", DENSITY, (2, 40), " (Bezugsgröße: 40)"),
    ("the rooms of two persons", MEAN, (80, 2), ""),
]


@pytest.mark.parametrize(("indicator", "now", "base"), [s[1:] for s in SMALL], ids=[s[0] for s in SMALL])
def test_one_or_two_are_not_put_into_words(indicator, now, base):
    """Not their value, no comparison, no remark, no year before; only what they are part of."""
    sentence = said(now, (30, 100), [(30, 100)], indicator=indicator, band="im untersten Viertel", flags=1)
    assert sentence == (
        f"{indicator.title} im Stadtteil Nord (31.12.2024): Die Zahl ist für eine Aussage in Worten zu klein{base}."
    )


def test_three_are_people_and_a_square_metre_is_none():
    assert said((3, 300), Status.later) == (
        "Von 100 Menschen sind im Stadtteil Nord 1,0 unter 18 Jahre alt (31.12.2024; n = 3 von 300); der stadtweite "
        "Wert folgt später."
    )
    assert "0,2 m² Wohnfläche" in said((2, 10), indicator=MEAN)
