"""Statements of the catalogues as sentences on a place: whose words they keep, and where the place stands."""

import re
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atlas.numbers import NBSP
from atlas.reports._statement import stated
from tests.atlas.views import SHARE
from tests.checkout import ROOT

SHIPPED = [tomllib.loads(path.read_text("utf-8")) for path in sorted(ROOT.glob("data/**/catalogue/indicators/*.toml"))]
STATED = sorted({(one["statement"], one.get("unit", "%")) for one in SHIPPED})
UNSAID = (  # beside another number, or without a verb that a place may follow: said by the title
    re.compile(r"\{value\} \d"),
    re.compile(r"^Die Statistikstelle nennt"),
)

PLACED = [
    (
        "Von 100 Kindern leben {value} von Leistungen.",
        "Von 100 Kindern leben im Ortsteil Au 12,3 von Leistungen",
        "Im Sozialraum 3 leben von 100 Kindern 12,3 von Leistungen",
    ),
    ("Hier leben {value} Kinder.", "Im Ortsteil Au leben 12,3 Kinder", "Im Sozialraum 3 leben 12,3 Kinder"),
    (
        "In der Stadt leben {value} Kinder.",
        "Im Ortsteil Au leben 12,3 Kinder",
        "Im Sozialraum 3 leben 12,3 Kinder",
    ),
    (
        "Die Menschen hier sind im Durchschnitt {value} Jahre alt.",
        "Die Menschen im Ortsteil Au sind im Durchschnitt 12,3 Jahre alt",
        "Die Menschen im Sozialraum 3 sind im Durchschnitt 12,3 Jahre alt",
    ),
    (
        "In {value} von 100 Haushalten lebt ein Kind.",
        "Im Ortsteil Au lebt in 12,3 von 100 Haushalten ein Kind",
        "Im Sozialraum 3 lebt in 12,3 von 100 Haushalten ein Kind",
    ),
    (
        "Auf 100 Kinder kommen {value} Plätze im Gebiet.",
        "Auf 100 Kinder kommen 12,3 Plätze im Ortsteil Au",
        "Auf 100 Kinder kommen 12,3 Plätze im Sozialraum 3",
    ),
    (
        "Von 100 Kindern, die nach Klasse 4 wechseln, gehen {value} auf ein Gymnasium.",
        "Von 100 Kindern, die nach Klasse 4 wechseln, gehen im Ortsteil Au 12,3 auf ein Gymnasium",
        "Im Sozialraum 3 gehen von 100 Kindern, die nach Klasse 4 wechseln, 12,3 auf ein Gymnasium",
    ),
    (
        "Von 100 Kindern fühlen sich {value} wohl.",
        "Von 100 Kindern fühlen sich im Ortsteil Au 12,3 wohl",
        "Im Sozialraum 3 fühlen sich von 100 Kindern 12,3 wohl",
    ),
    (
        "Im Jahr gab es {value} Kündigungen.",
        "Im Jahr gab es im Ortsteil Au 12,3 Kündigungen",
        "Im Sozialraum 3 gab es im Jahr 12,3 Kündigungen",
    ),
    (
        "Auf 1.000 Frauen kommen im Jahr {value} Geburten.",
        "Auf 1.000 Frauen kommen im Ortsteil Au im Jahr 12,3 Geburten",
        "Auf 1.000 Frauen kommen im Sozialraum 3 im Jahr 12,3 Geburten",
    ),
    ("Von 100 Menschen sind {value} 15 bis unter 18 Jahre alt.", "", ""),
    (
        "Nach den Verhältnissen bekäme eine Frau hier {value} Kinder.",
        "Nach den Verhältnissen bekäme eine Frau im Ortsteil Au 12,3 Kinder",
        "",
    ),
    ("Quote: {value}.", "", ""),
    ("Kein Wert.", "", ""),
    ("Von {value} sind {value} dabei.", "", ""),
    ("Hier leben {value} Kinder. Sie sind jung.", "", ""),
]


@pytest.mark.parametrize(("statement", "named", "numbered"), PLACED, ids=[one[0] for one in PLACED])
def test_a_place_stands_where_german_wants_it(statement, named, numbered):
    indicator = replace(SHARE, statement=statement)
    assert stated(indicator, "im Ortsteil Au", "12,3") == named
    assert stated(indicator, "im Sozialraum 3", "12,3") == numbered


def test_one_is_never_said_in_the_plural():
    assert stated(SHARE, "im Ortsteil Au", "1") == ""
    assert stated(SHARE, "im Ortsteil Au", "1,0").startswith("Von 100 Menschen sind im Ortsteil Au 1,0")


@pytest.mark.parametrize("place", ["im Ortsteil Au", "im Sozialraum 3"])
def test_every_statement_that_is_shipped_keeps_its_words(place):
    """The words of the statement and of the place, each once, in any order; `hier` and the like make room for it."""
    wrong = [one for one in STATED if not keeps(*one, place)]
    assert len(STATED) > 150 and wrong == []


def keeps(statement: str, unit: str, place: str) -> bool:
    found = stated(replace(SHARE, statement=statement, unit=unit), place, "12,3").replace(NBSP, " ")
    if any(unsaid.search(statement) for unsaid in UNSAID) or (place[-1].isdigit() and "hier {value}" in statement):
        return found == ""
    begun = re.sub(r"^(Hier|In der Stadt) |\bhier | im Gebiet(?=\.$)", "", statement)
    words = f"{begun.replace('{value}', '12,3').rstrip('.')} {place}".lower().split()
    whole = place in found.replace("Im ", "im ") and found[:1].isupper() and not re.search(r"\d \d", found)
    return whole and sorted(found.lower().split()) == sorted(words)


@given(st.text(min_size=1).map(lambda name: f"im Ortsteil {name}"))
def test_any_name_stands_in_the_sentence_as_it_is(place):
    found = stated(SHARE, place, "12,3")
    assert found == "" or place in found or place[1:] in found
