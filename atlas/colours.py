"""The one colour design of screen and paper: neutral ramps, line styles, status patterns and CSS variables.

Colours never judge: one blue-teal family for values, violet to ochre for deviations, no red against green.
A second carrier stands beside every colour that means something: lightness, a dash and a marker, a hatch.
"""

from dataclasses import dataclass
from typing import Final

from indicators.model import Status

FONT: Final = "Source Sans Pro"
FONTS: Final = f"'{FONT}', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

INK: Final = "#17242B"  # text
SOFT: Final = "#4A5B65"  # second text, axes; 7:1 on white
FAINT: Final = "#75858E"  # lines that carry meaning; 3.8:1 on white
HAIR: Final = "#D5DDE1"  # grid lines and separators, decoration only
PAPER: Final = "#FFFFFF"
GROUND: Final = "#F3F6F7"  # what lies beside the town on a map
ACCENT: Final = "#0E5E8A"  # links, buttons, the chosen area
WATER: Final = "#DCE9F0"
NOTICE: Final = "#7A2E12"  # "Intern" and other notices; 8:1 on white

_RAMP: Final = ("#E2EFF1", "#B9DAE1", "#86BFCE", "#52A0B8", "#2A7F9F", "#145F82", "#0C3F5F")  # light to dark
_BELOW: Final = ("#D9CBE9", "#A78CCB", "#6A4A9C", "#432A6D")  # from the middle outwards
_ABOVE: Final = ("#F5DFB8", "#DDA84F", "#A86D12", "#6E4403")
_MIDDLE: Final = "#F1F0ED"


@dataclass(frozen=True)
class Line:
    """How one line of a chart is told from the others: three carriers."""

    colour: str
    dash: str  # SVG dash array in px, "" for a solid line
    marker: str  # name that plotly and `atlas.charts` know


@dataclass(frozen=True)
class Hatch:
    """How areas look that have no class: an ink pattern over a ground."""

    ground: str
    ink: str
    pattern: str  # none | diagonal | backward | dots | cross | horizontal | vertical | rings


LINES: Final = (
    Line("#0E5E8A", "", "circle"),
    Line("#B0790A", "9,3", "square"),
    Line("#7A1F12", "3,3", "diamond"),
    Line("#7479EA", "9,3,3,3", "triangle-up"),
    Line("#7E5736", "14,4", "triangle-down"),
    Line("#1B1C97", "", "square"),
    Line("#85778A", "9,3", "circle"),
    Line("#4E2357", "3,3", "triangle-up"),
    Line("#236ADE", "9,3,3,3", "diamond"),
    Line("#7A354D", "14,4", "cross"),
)  # told apart by people who see no red, no green or no blue, too: see the test
CITY: Final = Line(INK, "", "none")
PARENTS: Final = (
    Line(FAINT, "6,4", "none"),
    Line(FAINT, "2,3", "none"),
    Line(FAINT, "10,3,2,3", "none"),
)  # coarse to fine

HATCHES: Final = {
    Status.zero: Hatch("#FFFFFF", "#4A5B65", "rings"),
    Status.rounded_zero: Hatch("#F3F6F7", "#4A5B65", "vertical"),
    Status.secret: Hatch("#E4E2DF", "#5E5A55", "diagonal"),
    Status.missing: Hatch("#FFFFFF", "#75858E", "dots"),
    Status.not_applicable: Hatch("#ECEFF1", "#75858E", "cross"),
    Status.later: Hatch("#FFFFFF", "#5B6F9A", "horizontal"),
    Status.uncertain: Hatch("#F6F1E4", "#7A6A3A", "backward"),
}


def ramp(n: int) -> list[str]:
    """n colours from light to dark, evenly spaced in perceived lightness; for one class the middle.

    >>> ramp(2)
    ['#B9DAE1', '#145F82']
    """
    if n <= 1:
        return ["#52A0B8"][:n]
    low, high = (1, 5) if n == 2 else (0, 6)  # two classes need no extremes
    return [_between(_RAMP, low + (high - low) * i / (n - 1)) for i in range(n)]


def diverging(below: int, above: int, middle: bool = True) -> list[str]:
    """Colours of `below` classes under the middle, the middle class, and `above` classes over it.

    >>> diverging(1, 1)
    ['#A78CCB', '#F1F0ED', '#DDA84F']
    """
    return [*_side(_BELOW, below)[::-1], *([_MIDDLE] if middle else []), *_side(_ABOVE, above)]


def class_colours(kind: str, bins: tuple[float, ...], lowest: float) -> list[str]:
    """One colour a class of a legend (upper bounds `bins`, least value `lowest`): fill, circle or diverging.

    The class of a diverging legend that holds 0 is the middle.
    """
    if kind != "diverging" or not bins:
        return ramp(len(bins))
    lows = (lowest, *bins[:-1])
    below = sum(high <= 0 for high in bins)
    above = sum(low >= 0 for low in lows[below:])
    return diverging(below, above, middle=below + above < len(bins))


def _side(colours: tuple[str, ...], n: int) -> list[str]:
    if n <= 1:
        return [colours[1]][:n]
    if n == 2:  # the usual case: light and strong, not darkest
        return [colours[1], colours[2]]
    return [_between(colours, (len(colours) - 1) * i / (n - 1)) for i in range(n)]


def _between(colours: tuple[str, ...], place: float) -> str:
    at = min(int(place), len(colours) - 2)
    part = place - at
    pairs = zip(_channels(colours[at]), _channels(colours[at + 1]), strict=True)
    return "#" + "".join(f"{int(a + (b - a) * part + 0.5):02X}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def pale(colour: str) -> str:
    """A ground of the same hue, light enough for names in ink.

    >>> pale("#000000")
    '#BFBFBF'
    """
    return _between((colour, PAPER), 0.75)


def luminance(colour: str) -> float:
    """Relative luminance of a `#RRGGBB` colour, 0 to 1 (WCAG 2.2)."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    >>> contrast("#FFFFFF", "#000000")
    21.0
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(ground: str) -> str:
    """Black or white, whichever reads better on a ground: at least 4.5:1, which grey cannot promise."""
    return max(("#000000", PAPER), key=lambda ink: contrast(ink, ground))


def css() -> str:
    """CSS variables in light, dark and high contrast, by the wish of the system or by `data-theme`."""
    light = "\n".join((_variables(LIGHT), _variables(_constant())))
    dark, strong = _variables(DARK), _variables(CONTRAST)
    return (
        f":root {{\n{light}\n}}\n"
        f"@media (prefers-color-scheme: dark) {{\n:root:not([data-theme]) {{\n{dark}\n}}\n}}\n"
        f"@media (prefers-contrast: more) {{\n:root:not([data-theme]) {{\n{strong}\n}}\n}}\n"
        f':root[data-theme="dark"] {{\n{dark}\n}}\n'
        f':root[data-theme="contrast"] {{\n{strong}\n}}\n'
        f"@media print {{\n:root, :root[data-theme] {{\n{_variables(LIGHT)}\n}}\n}}\n"
    )


LIGHT: Final = {
    "ink": INK,
    "soft": SOFT,
    "faint": FAINT,
    "hair": HAIR,
    "paper": PAPER,
    "ground": GROUND,
    "raised": "#FFFFFF",
    "accent": ACCENT,
    "accent-ink": "#FFFFFF",
    "accent-wash": "#E3F0F6",
    "notice": NOTICE,
    "notice-wash": "#FBEDE6",
    "focus": "#B4530A",
    "map-ground": "#F3F6F7",
}
DARK: Final = {
    "ink": "#EDF2F4",
    "soft": "#B4C2C9",
    "faint": "#8496A0",
    "hair": "#33434C",
    "paper": "#121B20",
    "ground": "#0B1216",
    "raised": "#1B272E",
    "accent": "#7CC4EA",
    "accent-ink": "#0B1216",
    "accent-wash": "#17323F",
    "notice": "#F3B79B",
    "notice-wash": "#3A2117",
    "focus": "#FFB366",
    "map-ground": "#D9E1E5",  # the map stays a sheet of light paper: one ramp means one thing
}
CONTRAST: Final = {
    "ink": "#000000",
    "soft": "#1F2A30",
    "faint": "#3D4A52",
    "hair": "#5C6A72",
    "paper": "#FFFFFF",
    "ground": "#FFFFFF",
    "raised": "#FFFFFF",
    "accent": "#003E66",
    "accent-ink": "#FFFFFF",
    "accent-wash": "#FFFFFF",
    "notice": "#5C1A00",
    "notice-wash": "#FFFFFF",
    "focus": "#8A3B00",
    "map-ground": "#FFFFFF",
}


def _constant() -> dict[str, str]:
    """Variables that are the same in every theme: what a colour means does not change at night."""
    found = {f"class-{i + 1}": colour for i, colour in enumerate(_RAMP)}
    found |= {f"line-{i + 1}": line.colour for i, line in enumerate(LINES)}
    for status, hatch in HATCHES.items():
        found[f"{status.name.replace('_', '-')}-ground"] = hatch.ground
        found[f"{status.name.replace('_', '-')}-ink"] = hatch.ink
    return found | {"font": FONTS}


def _variables(named: dict[str, str]) -> str:
    return "\n".join(f"  --{name}: {value};" for name, value in named.items())
