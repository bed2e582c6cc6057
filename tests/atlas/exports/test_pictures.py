"""SVG and PNG: the map or another chart of a View, everything burnt in, as fine as promised."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from atlas.colours import ramp
from atlas.exports import png, svg
from tests.atlas.views import PAPER, view


@pytest.mark.parametrize("chart", svg.CHARTS)
def test_every_chart_leaves_as_svg_and_png_of_twice_its_size(chart: str) -> None:
    root = ET.fromstring(svg.write(view(), PAPER, chart))
    size = float(root.get("width", "0")), float(root.get("height", "0"))
    image = Image.open(io.BytesIO(png.write(view(), PAPER, chart)))
    assert image.size == pytest.approx([2 * n for n in size], abs=1)


def test_the_map_is_what_leaves_unless_asked_otherwise() -> None:
    assert svg.write(view(), PAPER) == svg.write(view(), PAPER, "map")


def test_a_level_without_outlines_gives_bars() -> None:
    assert svg.write(view(), None) == svg.write(view(), None, "ranking")


def test_an_unknown_chart_is_a_bug() -> None:
    with pytest.raises(KeyError):
        svg.write(view(), PAPER, "../../etc")


def test_letters_are_drawn_with_our_font() -> None:
    """A title of other letters changes the pixels of the head: without a font there would be none."""
    one = Image.open(io.BytesIO(png.write(replace(view(), title="Titel aus W"), PAPER))).convert("L")
    other = Image.open(io.BytesIO(png.write(replace(view(), title="Titel aus i"), PAPER))).convert("L")
    head = (0, 0, one.width, 90)
    assert one.crop(head).getextrema()[0] < 90
    assert one.crop(head).tobytes() != other.crop(head).tobytes()


def test_class_colours_reach_the_pixels() -> None:
    image = Image.open(io.BytesIO(png.write(view(chosen=()), PAPER))).convert("RGB")
    seen = {colour for _, colour in image.getcolors(10**7)}
    for colour in ramp(3):
        assert tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5)) in seen
