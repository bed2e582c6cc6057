"""Charts, one file each: a plotly figure (a dict) for the screen, an SVG for paper, a sentence for all.

A member has `TITLE`, `summary(view)`, `svg(view, ...)` and, where plotly draws it, `figure(view)`. All draw from
a View alone and print what its cells print. Figures are dicts, not plotly objects: importing plotly's graph
objects would cost a serving process more memory than all figures together.
"""

from typing import Any, Final

CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "showAxisDragHandles": False,
    "plotlyServerURL": "",
}  # for every dcc.Graph: no toolbar, no link that leaves the house
