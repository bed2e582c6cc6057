"""The table beside the map: the accessible twin of every picture, sortable and copyable."""

import dash_ag_grid as dag

from atlas.numbers import period_text
from atlas.view import Cell, View
from indicators.model import Status

GERMAN = {
    "noRowsToShow": "Keine Zeilen",
    "loadingOoo": "Wird geladen …",
    "contains": "enthält",
    "equals": "gleich",
    "filterOoo": "Filtern …",
    "searchOoo": "Suchen …",
    "greaterThan": "größer als",
    "lessThan": "kleiner als",
    "blank": "leer",
    "notBlank": "nicht leer",
}
OPTIONS = {
    "localeText": GERMAN,
    "animateRows": False,
    "enableCellTextSelection": True,
    "ensureDomOrder": True,
    "suppressColumnVirtualisation": True,
    "rowHeight": 32,
}


def value_rows(view: View) -> list[dict[str, object]]:
    """One row an area, the whole city last: numbers for sorting, print for reading."""
    whole = {"gebiet": f"{view.city.name} (gesamt)", "schluessel": view.city.key, **_row(view.city)}
    return [{"gebiet": c.name, "schluessel": c.key, **_row(c)} for c in view.cells] + [whole]


def _row(cell: Cell) -> dict[str, object]:
    return {
        "wert": cell.value,
        "druck": cell.text,
        "zaehler": cell.numerator,
        "nenner": cell.denominator,
        "zeichen": "" if cell.status in (Status.ok, Status.zero) else cell.full if cell.value is None else "",
    }


def value_grid(name: str, view: View):
    """dash-ag-grid of a view."""
    number = {"type": "rightAligned", "filter": "agNumberColumnFilter"}
    printed = {"function": "params.data.druck"}
    count = {"function": "params.value == null ? '' : params.value.toLocaleString('de-DE')"}
    unit = view.indicator.unit
    return dag.AgGrid(
        id=name,
        rowData=value_rows(view),
        columnDefs=[
            {
                "field": "gebiet",
                "headerName": view.level.name,
                "pinned": "left",
                "filter": True,
                "minWidth": 180,
            },
            {
                "field": "wert",
                "headerName": f"{view.indicator.short} ({unit})",
                "valueFormatter": printed,
                "minWidth": 150,
                **number,
            },
            {"field": "zaehler", "headerName": "Zähler", "valueFormatter": count, **number},
            {"field": "nenner", "headerName": "Nenner", "valueFormatter": count, **number},
            {"field": "zeichen", "headerName": "Anmerkung", "filter": True},
            {"field": "schluessel", "headerName": "Schlüssel", "filter": True, "maxWidth": 130},
        ],
        defaultColDef={"sortable": True, "resizable": True, "flex": 1, "minWidth": 100},
        dashGridOptions=OPTIONS,
        getRowId="params.data.schluessel",
        className="ag-theme-alpine atlas-tabelle",
        columnSize=None,
    )


def caption(view: View) -> str:
    """What the table shows, for its heading."""
    return f"{view.indicator.title}, {period_text(view.period)}"
