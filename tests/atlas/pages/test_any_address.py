"""No address breaks a page: whatever stands in it, the page is drawn with one heading, and its links lead on."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from dash._utils import to_json
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from atlas.city import City
from atlas.pages import profil, start, tabelle, zeitreihe
from tests.atlas.pages.tree import of_kind

PAGES = {"start": start, "profil": profil, "zeitreihe": zeitreihe, "tabelle": tabelle}
KEYS = (
    "indikator",
    "ebene",
    "zeit",
    "gebiete",
    "jahr",
    "thema",
    "indikatoren",
    "zusammen",
    "spanne",
    "klassen",
    "anzahl",
)
WORDS = (
    "ant_u18", "sgb2_u15_nef", "stadt", "bezirk", "stadtteil", "2022-12-31", "2022", "11", "11,23", "11,11,99", "1",
    "0", "soz", "alle", "", ",", "quantile", "-1", "99999999999999999999", "²", "<script>", "%00", "a=b&c",
)  # fmt: skip
QUERIES = st.dictionaries(st.sampled_from(KEYS), st.one_of(st.sampled_from(WORDS), st.text(max_size=12)), max_size=6)


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
@example(query={"jahr": "²", "anzahl": "²"})
@example(query={"jahr": "99999999999999999999", "ebene": "stadtteil", "gebiete": "11"})
@example(query={"ebene": "stadtteil", "gebiete": "11", "thema": "alle", "zusammen": "1"})
def test_any_query_gives_a_page(name: str, six: City, query: dict[str, str]) -> None:
    tree = PAGES[name].layout(six, query)
    json.loads(to_json(tree))
    assert len(of_kind(tree, "H1")) == 1


@pytest.mark.parametrize("name", PAGES)
def test_links_within_a_page_are_read_back_as_they_were_meant(name: str, six: City) -> None:
    tree = PAGES[name].layout(six, {"ebene": "stadtteil", "gebiete": "11,12", "zusammen": "1"})
    own = [a.href for a in of_kind(tree, "A") if urlsplit(a.href).path == PAGES[name].PATH]
    for href in own[:40]:
        query = dict(parse_qsl(urlsplit(href).query))
        assert len(of_kind(PAGES[name].layout(six, query), "H1")) == 1
