"""Logos as pixels: words of an SVG are drawn, whatever type they name."""

from atlas.reports.design import Design
from atlas.reports.formats import _raster

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 60">{}</svg>'
WORDS = '<text x="10" y="40" font-size="24" font-family="{}">Stadt</text>'


def pixels(inside: str) -> bytes:
    return _raster.logo(Design(logo=LOGO.format(inside).encode(), logo_kind="svg"), 160, 60).png


def test_words_of_a_logo_are_drawn_in_the_type_that_is_there() -> None:
    empty = pixels("")
    assert pixels(WORDS.format("Arial")) == pixels(WORDS.format("Source Sans Pro")) != empty
