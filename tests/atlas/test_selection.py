"""Selections and their addresses: a link says what it said, and nonsense in it never breaks a page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.urls import uri_to_iri

from atlas.city import City
from atlas.selection import MOST_AREAS, SCHEMES, Selection, read_query
from atlas.view import look, look_matrix


def parsed(query: str) -> dict[str, str]:
    """An address's query as the server takes it apart."""
    from urllib.parse import parse_qsl

    return dict(MultiDict(parse_qsl(uri_to_iri(query), keep_blank_values=True)).items())


def read(six: City, query: str) -> tuple[Selection, tuple[str, ...]]:
    return read_query(parsed(query), six)


def test_an_empty_address_asks_for_children_by_stadtteil_at_the_newest_date(six: City) -> None:
    selection, notices = read(six, "")
    assert (selection.indicator, selection.level, selection.period) == ("ant_u18", "stadtteil", "2023-12-31")
    assert notices == ()


def test_defaults_are_left_out_of_the_address() -> None:
    assert Selection("ant_u18", "stadtteil", "2023-12-31").query() == (
        "indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31"
    )


def test_all_that_was_asked_stands_in_the_address() -> None:
    selection = Selection(
        "ant_u18",
        "stadtteil",
        "2023-12-31",
        ("11", "12"),
        "own",
        4,
        (5.0, 12.5),
        False,
        True,
        True,
        ("ant_u3",),
        "dem",
        vintage="heute",
    )
    assert selection.query() == (
        "indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31&gebiete=11,12&klassen=eigene&anzahl=4&grenzen=5,12.5"
        "&bezug=jahr&abweichung=1&spanne=1&indikatoren=ant_u3&thema=dem&gebietsstand=heute"
    )


LEVELS = {"stadt": "0", "bezirk": "12", "sozialraum": "NS"}
finite = st.floats(-1e9, 1e9, allow_nan=False).map(lambda n: n + 0.0)


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    level = draw(st.sampled_from([*LEVELS, "stadtteil"]))
    keys = ["11", "12", "13", "21", "22", "23"] if level == "stadtteil" else list(LEVELS[level])
    breaks = tuple(sorted(set(draw(st.lists(finite, max_size=6)))))
    schemes = sorted(set(SCHEMES.values()) - (set() if breaks else {"own"}))
    return Selection(
        draw(st.sampled_from(["ant_u18", "ant_u3", "bev_insg", "sgb2_u15_nef"])),
        level,
        draw(st.sampled_from(["2022-12-31", "2023-12-31"])),
        tuple(draw(st.lists(st.sampled_from(keys), unique=True))),
        draw(st.sampled_from(schemes)),
        draw(st.integers(3, 7)),
        breaks,
        draw(st.booleans()),
        draw(st.booleans()),
        draw(st.booleans()),
        tuple(draw(st.lists(st.sampled_from(["ant_u18", "ant_u3", "bev_insg"]), unique=True))),
        draw(st.sampled_from(["", "dem", "soz"])),
        vintage=draw(st.sampled_from(["", "heute"])),
    )


@given(selection=selections())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_address_gives_back_the_selection_it_was_made_of(six: City, selection: Selection) -> None:
    again, notices = read(six, selection.query())
    assert again == selection
    assert notices == ()


PARTS = (
    "indikator",
    "ebene",
    "zeit",
    "gebiete",
    "klassen",
    "anzahl",
    "grenzen",
    "bezug",
    "abweichung",
    "spanne",
    "indikatoren",
    "thema",
    "gebietsstand",
    "zusammen",
)
junk = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["ant_u18", "stadtteil", "bezirk", "2022", "11,12", "eigene", "5,10", "²", "nan,inf", "1e400", "-1", "1"]
    ),
)


@given(query=st.dictionaries(st.sampled_from(PARTS), junk))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_address_says_there_is_something_to_see(six: City, query: dict[str, str]) -> None:
    selection, notices = read_query(query, six)
    assert all(notice.endswith(".") for notice in notices)
    view = look(selection, six)
    assert view.cells
    look_matrix(selection, six)
    assert read(six, selection.query())[0] == selection


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("indikator=nichts", "Den Indikator „nichts“ gibt es hier nicht"),
        ("ebene=quartier", "Auf der Ebene „quartier“"),
        ("zeit=1999", "Für „1999“ liegen keine Werte vor; gezeigt wird 2023-12-31"),
        ("gebiete=11,99", "Diese Gebiete gibt es auf der Ebene Stadtteil nicht: 99"),
        ("klassen=schoen", "Die Klassenbildung „schoen“ gibt es nicht"),
        ("grenzen=a,b", "Die Klassengrenzen „a,b“ sind keine Zahlen"),
    ],
)
def test_what_does_not_exist_falls_back_and_is_said(six: City, query: str, notice: str) -> None:
    _, notices = read(six, query)
    assert [notice in said for said in notices] == [True]


def test_a_year_is_enough_to_name_a_date(six: City) -> None:
    selection, notices = read(six, "zeit=2022")
    assert (selection.period, notices) == ("2022-12-31", ())


def test_a_level_that_lacks_the_date_keeps_the_year(six: City) -> None:
    assert read(six, "indikator=bev_insg&ebene=bezirk&zeit=2022-06-30")[0].period == "2022-12-31"


def test_more_areas_than_lines_are_cut_with_a_word_unless_they_are_taken_together(six: City) -> None:
    assert len(read(six, "gebiete=11,12,13,21,22,23,11,12")[0].areas) == 6 <= MOST_AREAS
    assert read(six, "anzahl=99")[0].classes == 7
    assert read(six, "anzahl=0")[0].classes == 3
