"""The colours keep their promises: ordered lightness, contrast, nothing that only colour tells apart."""

import itertools
import re

import numpy as np
import pytest
from numpy.typing import NDArray

from atlas import colours
from indicators.model import Status

# Linear RGB as people without red, green or blue receptors see it (Machado, Oliveira, Fernandes 2009).
SEEN = {
    "normal": np.eye(3),
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
# Linear RGB to OKLab (Ottosson 2020).
TO_LMS = [
    [0.4122214708, 0.5363325363, 0.0514459929],
    [0.2119034982, 0.6806995451, 0.1073969566],
    [0.0883024619, 0.2817188376, 0.6299787005],
]
TO_LAB = [
    [0.2104542553, 0.7936177850, -0.0040720468],
    [1.9779984951, -2.4285922050, 0.4505937099],
    [0.0259040371, 0.7827717662, -0.8086757660],
]


def seen(colour: str, eyes: str) -> NDArray[np.float64]:
    part = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    lms = np.array(TO_LMS) @ np.clip(np.array(SEEN[eyes]) @ linear, 0, 1)
    return np.array(TO_LAB) @ np.cbrt(np.clip(lms, 0, None))


def test_the_contrast_of_black_and_white_is_21_and_of_grey_as_published() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)  # WCAG: the lightest grey for text


@pytest.mark.parametrize("n", range(2, 10))
@pytest.mark.parametrize("eyes", SEEN)
def test_a_ramp_darkens_step_by_step_for_every_eye(n: int, eyes: str) -> None:
    light = [seen(c, eyes)[0] for c in colours.ramp(n)]
    steps = -np.diff(light)
    assert len(light) == n
    assert min(steps) > 0.3 * max(steps)
    assert min(steps) > 0.05


@pytest.mark.parametrize("n", range(2, 8))
def test_the_darkest_class_stands_out_from_paper_and_the_lightest_from_the_darkest(n: int) -> None:
    first, last = colours.ramp(n)[0], colours.ramp(n)[-1]
    assert colours.contrast(last, colours.PAPER) >= 3
    assert colours.contrast(first, last) >= 4.5


@pytest.mark.parametrize("eyes", SEEN)
def test_above_and_below_the_city_value_differ_for_every_eye(eyes: str) -> None:
    far_below, _, middle, _, far_above = (seen(c, eyes) for c in colours.diverging(2, 2))
    assert np.linalg.norm(far_below - far_above) > 0.12
    assert middle[0] > max(far_below[0], far_above[0]) + 0.2


def test_the_class_around_zero_is_the_middle_of_a_diverging_legend() -> None:
    lopsided = colours.class_colours("diverging", (-4.0, -1.0, 1.0), -9.0)  # nothing above +1
    assert lopsided == [*colours.diverging(2, 0)]
    assert colours.class_colours("diverging", (-1.0, 1.0, 3.0, 8.0), -1.5) == colours.diverging(1, 2)
    assert colours.class_colours("fill", (1.0, 2.0, 3.0), 0.0) == colours.ramp(3)
    assert colours.class_colours("fill", (), float("nan")) == []


def test_ten_lines_differ_in_colour_for_every_eye_and_again_in_dash_or_marker() -> None:
    for eyes in SEEN:
        for one, other in itertools.combinations(colours.LINES, 2):
            assert np.linalg.norm(seen(one.colour, eyes) - seen(other.colour, eyes)) > 0.05, (
                eyes,
                one,
                other,
            )
    assert len({(line.dash, line.marker) for line in colours.LINES}) == len(colours.LINES) == 10


def test_lines_and_hatches_are_visible_on_their_grounds() -> None:
    for line in (*colours.LINES, colours.CITY, *colours.PARENTS):
        assert colours.contrast(line.colour, colours.PAPER) >= 3
    for status, hatch in colours.HATCHES.items():
        assert colours.contrast(hatch.ink, hatch.ground) >= 3, status


def test_every_status_without_a_plain_number_has_a_pattern_of_its_own() -> None:
    patterns = [hatch.pattern for hatch in colours.HATCHES.values()]
    assert len(set(patterns)) == len(patterns)
    assert set(colours.HATCHES) == set(Status) - {Status.ok}


@pytest.mark.parametrize("theme", [colours.LIGHT, colours.DARK, colours.CONTRAST], ids=["light", "dark", "contrast"])
def test_text_reads_on_every_surface_of_every_theme(theme: dict[str, str]) -> None:
    for surface in ("paper", "ground", "raised"):
        for text in ("ink", "soft", "accent", "notice", "focus"):
            assert colours.contrast(theme[text], theme[surface]) >= 4.5, (text, surface)
        assert colours.contrast(theme["faint"], theme[surface]) >= 3, surface
    assert colours.contrast(theme["accent-ink"], theme["accent"]) >= 4.5
    assert colours.contrast(theme["notice"], theme["notice-wash"]) >= 4.5
    assert colours.contrast(theme["ink"], theme["accent-wash"]) >= 4.5


def test_the_style_sheet_names_every_variable_in_every_theme() -> None:
    sheet = colours.css()
    blocks = re.findall(r"\{\n([^{}]*)\}", sheet)
    named = [set(re.findall(r"--([a-z0-9-]+):", block)) for block in blocks]
    assert len(blocks) == 6
    assert all(set(colours.LIGHT) <= names for names in named)
    assert {"class-1", "class-7", "line-10", "secret-ground", "not-applicable-ink", "font"} <= named[0]
    assert sheet.count("{") == sheet.count("}")


def test_text_on_a_class_colour_is_readable() -> None:
    for n in range(1, 8):
        for ground in colours.ramp(n):
            assert colours.contrast(colours.ink_on(ground), ground) >= 4.5
