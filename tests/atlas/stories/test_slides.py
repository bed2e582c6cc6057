"""What slides show: numbers as the views have them, secret ones never, and a sentence where something is gone."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from atlas.city import City
from atlas.selection import read_query
from atlas.stories.drawing import signs
from atlas.stories.presentation import document
from atlas.stories.slides import look_slide
from atlas.stories.story import PICTURES, SavedView, Story
from atlas.view import look
from indicators.model import Flag, Status

SHARE = "/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31"
VIEW = SavedView("Kinder", SHARE, 1, "Ada", "2026-11-23")
STORY = Story("Kinder in Sechsfeld", "Ada", "2026-11-23", (VIEW,), "kinder")
SCRIPT = "/_atlas/x/praesentation.js"


class Page(HTMLParser):
    """The elements of a document as (tag, attributes), and its text outside of styles."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text, self._style = "", False
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._style else data

    def those(self, name: str) -> list[dict[str, str | None]]:
        return [found for _, found in self.elements if name in (found.get("class") or "").split()]


def shown(city: City, *views: SavedView) -> Page:
    return Page(document(replace(STORY, views=views), city, SCRIPT))


def test_every_area_answers_with_what_the_view_says(six: City) -> None:
    page = shown(six, VIEW)
    view = look(read_query(VIEW.query, six)[0], six)
    said = {a["data-name"]: (a["data-wert"], a.get("data-zahl")) for a in page.those("gebiet")}
    assert said == {cell.name: (cell.why, cell.counts or None) for cell in view.cells}
    assert all(a["tabindex"] == "0" and a["role"] == "button" for a in page.those("gebiet"))
    labels = {a["data-name"]: a["aria-label"] for a in page.those("gebiet")}
    assert labels == {c.name: f"{c.name}: {c.why}" + (f" ({c.counts})" if c.counts else "") for c in view.cells}


def test_on_a_map_of_differences_an_area_says_its_own(ten: City) -> None:
    page = shown(ten, replace(VIEW, address=f"{SHARE}&abweichung=1"))
    view = look(read_query({**VIEW.query, "abweichung": "1"}, ten)[0], ten)
    (neufeld,) = (a for a in page.those("gebiet") if a["data-name"] == "Neufeld 27")
    share, town = 100 * 112 / 800, view.city.value or 0.0
    printed = f"{share - town:+.1f}".replace(".", ",").replace("-", "−")
    assert neufeld["data-zahl"] == f"{printed} Pp. gegenüber {view.city.name} · 112 von 800"


@pytest.mark.parametrize("indicator", ["sgb2_u15_nef", "anz_u3"])
def test_a_secret_value_stays_secret(six: City, indicator: str) -> None:
    secret = replace(VIEW, address=f"/erkunden?indikator={indicator}&ebene=stadtteil&zeit=2022-12-31")
    view = look(read_query(secret.query, six)[0], six)
    hidden = {cell.name for cell in view.cells if cell.status is Status.secret}
    assert hidden, "Sechsfeld has small counts"
    told = {a["data-name"]: a for a in shown(six, secret).those("gebiet") if a["data-name"] in hidden}
    assert set(told) == hidden
    for area in told.values():
        assert str(area["data-wert"]).startswith("geheim")
        assert area.get("data-zahl") is None


@pytest.mark.parametrize("picture", PICTURES)
@pytest.mark.parametrize("address", [SHARE, "/zeitreihe?indikator=bev_insg&ebene=bezirk&gebiete=1", "/erkunden"])
def test_every_picture_of_every_view_is_drawn(six: City, picture: str, address: str) -> None:
    page = shown(six, replace(VIEW, picture=picture, address=address))
    assert page.those("gebiet") if picture == "karte" else len(page.those("blatt")) == 2
    assert "Stand 1 vom" in page.text
    assert "Intern – nicht zur Veröffentlichung" in page.text
    assert "Quelle: " in page.text
    assert [e for e in page.elements if e[0] == "script"] == [("script", {"src": SCRIPT, "defer": None})]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/erkunden?indikator=gibts_nicht", "Den Indikator „gibts_nicht“ gibt es in Stand 1 nicht."),
        ("/erkunden?indikator=ant_u18&ebene=quartier", "Auf der Ebene „quartier“ liegt"),
        ("/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=1871-12-31", "Für „1871-12-31“ liegt"),
        ("/zeitreihe?indikator=ant_u18&ebene=stadtteil&gebiete=99,98", "gibt es auf der Ebene Stadtteil nicht: 99, 98"),
    ],
)
def test_what_is_gone_is_said_and_nothing_else_shown(six: City, address: str, sentence: str) -> None:
    page = shown(six, replace(VIEW, address=address))
    assert sentence in page.text
    assert "merken Sie sie noch einmal" in page.text
    assert (page.those("gebiet"), page.those("blatt")) == ([], [])


def test_an_area_that_is_gone_is_named_beside_the_map(six: City) -> None:
    page = shown(six, replace(VIEW, address=f"{SHARE}&gebiete=11,99"))
    assert "Diese Gebiete gibt es auf der Ebene Stadtteil nicht: 99." in page.text
    assert len(page.those("gebiet")) == 6


def test_words_of_people_are_never_markup(six: City) -> None:
    evil = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
    page = shown(six, replace(VIEW, title=evil, caption=evil, notes=f"{evil}\n{evil}"))
    assert [e[1].get("src") for e in page.elements if e[0] == "script"] == [SCRIPT]
    assert [e for e in page.elements if e[0] == "img"] == []
    assert page.text.count(evil) == 4, "headline, caption and two lines of notes"
    whole = Page(document(replace(STORY, title=evil), six, SCRIPT))
    assert [e[1].get("src") for e in whole.elements if e[0] == "script"] == [SCRIPT]


def test_nothing_is_asked_of_elsewhere_and_nothing_later(six: City) -> None:
    markup = document(replace(STORY, views=(VIEW,)), six, SCRIPT)
    assert re.findall(r'(?:src|href)="(?!/|#|data:,")([^"]*)"', markup) == []
    assert {a for e in Page(markup).elements for a in e[1] if a.startswith("on")} == set()
    patterns = set(re.findall(r'<pattern id="([^"]+)"', markup))
    assert set(re.findall(r"url\(#([^)]+)\)", markup)) <= patterns


def test_a_story_without_views_says_how_to_get_one(six: City) -> None:
    page = shown(six)
    assert len(page.those("folie")) == 1
    assert "noch keine Ansicht" in page.text


def test_the_speaker_is_told_that_a_view_is_of_another_stand(six: City) -> None:
    assert not look_slide(VIEW, six).older
    assert "Gemerkt bei Stand 4, gezeigt wird Stand 1" in shown(six, replace(VIEW, edition=4)).text


@pytest.mark.parametrize("picture", ["karte", "reihe"])
def test_letters_behind_numbers_are_explained(six: City, picture: str) -> None:
    slide = look_slide(replace(VIEW, picture=picture), six)
    assert slide.view is not None
    assert signs(slide) == ""
    early = replace(slide.view.city, flags=int(Flag.provisional | Flag.rounded))
    assert signs(replace(slide, view=replace(slide.view, city=early))) == "Zeichen: p vorläufige Zahl"


def test_facilities_that_only_the_live_map_has_are_named(six: City) -> None:
    kinds = ",".join(sorted({f["type"] for f in six.facilities}))
    said = "Einrichtungen zeigt nur die Karte im Atlas." in shown(six, replace(VIEW, address=f"{SHARE}&orte=alle")).text
    assert said is bool(kinds)
