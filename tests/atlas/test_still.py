"""Still parts say in HTML what the same elements say in Dash."""

import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

from atlas.components.drawing import Drawing
from atlas.components.still import markup, still
from tests.atlas.pages.markup import elements


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (None, ""),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        (12, "12"),
        ([html.Br(), "a", None, html.Strong("b")], "<br>a<strong>b</strong>"),
        (html.Details([html.Summary("mehr")], open=True), "<details open><summary>mehr</summary></details>"),
        (html.Details(open=False), "<details></details>"),
        (html.Label("Ort", htmlFor="feld"), '<label for="feld">Ort</label>'),
        (html.Th("Jahr", scope="col", colSpan=2), '<th colspan="2" scope="col">Jahr</th>'),
        (
            html.Div(tabIndex=0, **{"aria-label": 'Tafel "A"'}),
            '<div aria-label="Tafel &quot;A&quot;" tabindex="0"></div>',
        ),
        (Drawing(markup="<svg></svg>", className="karte"), '<div class="zeichnung karte"><svg></svg></div>'),
    ],
)
def test_elements_become_html(tree: object, expected: str) -> None:
    assert markup(tree) == expected


def test_what_lives_in_the_browser_is_refused() -> None:
    with pytest.raises(TypeError, match="Input lives in the browser"):
        markup(html.Div(dcc.Input(id="feld")))


@given(
    st.text(st.characters(blacklist_categories=("Cs", "Cc"))), st.text(st.characters(blacklist_categories=("Cs", "Cc")))
)
def test_any_text_stays_a_text_and_any_value_a_value(said: str, title: str) -> None:
    (found,) = elements(still(html.P(said, title=title)), "p")
    assert "".join(found.texts) == said
    assert found.attributes["title"] == title
