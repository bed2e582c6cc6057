"""The View: what a visitor may see of a selection, and the only input of charts, exports and data routes.

`look(selection, city)` is the second of three hops: page -> look -> chart.
"""

from atlas.view.look import look, look_bases, look_matrix
from atlas.view.model import (
    Cell,
    Legend,
    LegendClass,
    LegendStatus,
    MatrixView,
    Profile,
    ProfileRow,
    Series,
    SpineRow,
    Stamp,
    Table,
    View,
)
from atlas.view.profile import look_profile
from atlas.view.spine import look_spine
from atlas.view.table import lines_as_table, look_table
from atlas.view.vintage import areas_text, comparable, option_text

__all__ = [
    "Cell",
    "Legend",
    "LegendClass",
    "LegendStatus",
    "MatrixView",
    "Profile",
    "ProfileRow",
    "Series",
    "SpineRow",
    "Stamp",
    "Table",
    "View",
    "areas_text",
    "comparable",
    "lines_as_table",
    "look",
    "look_bases",
    "look_matrix",
    "look_profile",
    "look_spine",
    "look_table",
    "option_text",
]
