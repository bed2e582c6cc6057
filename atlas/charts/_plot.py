"""What all plotly figures share: type, separators, grid, hover; plain dicts, without importing plotly."""

from html import escape
from typing import Any, Final

from atlas.colours import FAINT, FONTS, HAIR, INK, PAPER, SOFT
from atlas.view import Cell, View

Figure = dict[str, Any]
HALO: Final = ",".join(["0 0 3px var(--paper,#fff)"] * 4)  # text over marks; follows the theme of the page

AXIS: Final[Figure] = {
    "gridcolor": HAIR,
    "linecolor": FAINT,
    "zerolinecolor": FAINT,
    "tickcolor": FAINT,
    "tickfont": {"color": SOFT, "size": 12},
    "exponentformat": "none",  # 140.000, not 140k
    "separatethousands": True,
    "title": {"font": {"color": SOFT, "size": 12}, "standoff": 8},
    "automargin": True,
    "fixedrange": True,
}


def layout(view: View, **more: Any) -> dict[str, Any]:
    """The common layout; `uirevision` keeps what a visitor hid or zoomed while the indicator stays."""
    return {
        "font": {"family": FONTS, "size": 13, "color": INK},
        "separators": ",.",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "hoverlabel": {
            "bgcolor": PAPER,
            "bordercolor": FAINT,
            "font": {"family": FONTS, "color": INK, "size": 13},
            "align": "left",
            "namelength": -1,
        },
        "uirevision": f"{view.indicator.id}/{view.level.id}",
        "template": {},
        **more,
    }


def hover(cell: Cell, when: str = "") -> str:
    """What a dot, bar or point says: name, value with unit, counts; names are data, never markup."""
    lines = [f"<b>{escape(cell.name)}</b>", escape(when), escape(cell.why), escape(cell.counts), cell.guessed]
    return "<br>".join(line for line in lines if line)


def nothing(view: View, sentence: str) -> Figure:
    """The figure of a view without numbers: it says so."""
    note = {
        "text": escape(sentence),
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 0.5,
        "showarrow": False,
    }
    off = {"visible": False, "fixedrange": True}
    note["font"] = {"size": 14, "color": SOFT}
    return {"data": [], "layout": layout(view, xaxis=off, yaxis=off, annotations=[note])}


def shown(value: float) -> float:
    """A number to draw with: six significant digits, which no screen can tell from all of them."""
    return float(f"{value:.6g}")
