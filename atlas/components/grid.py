"""Tables in dash-ag-grid: the accessible twin of every picture, sortable, filterable, copyable, in German."""

import dash_ag_grid as dag
from dash import html

from atlas.numbers import period_text
from atlas.view import Cell, Table, View
from indicators.model import Status

GERMAN = {
    "noRowsToShow": "Keine Zeilen",
    "loadingOoo": "Wird geladen …",
    "filterOoo": "Filtern …",
    "searchOoo": "Suchen …",
    "contains": "enthält",
    "notContains": "enthält nicht",
    "equals": "gleich",
    "notEqual": "ungleich",
    "startsWith": "beginnt mit",
    "endsWith": "endet mit",
    "greaterThan": "größer als",
    "greaterThanOrEqual": "mindestens",
    "lessThan": "kleiner als",
    "lessThanOrEqual": "höchstens",
    "inRange": "zwischen",
    "inRangeStart": "von",
    "inRangeEnd": "bis",
    "blank": "leer",
    "notBlank": "nicht leer",
    "andCondition": "und",
    "orCondition": "oder",
    "ariaSortableColumn": "Eingabetaste sortiert",
    "ariaMenuColumn": "Alt und Pfeil nach unten öffnet das Menü",
    "ariaFilterColumn": "Strg und Eingabetaste öffnet den Filter",
    "ariaFilterInput": "Filtern nach",
    "ariaFilterValue": "Wert zum Filtern",
    "ariaFilterFromValue": "Filtern ab Wert",
    "ariaFilterToValue": "Filtern bis Wert",
    "ariaFilteringOperator": "Art des Vergleichs",
    "ariaLabelColumnFilter": "Filter der Spalte",
    "ariaLabelColumnMenu": "Menü der Spalte",
    "ariaSearch": "Suchen",
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


def table_grid(name: str, table: Table):
    """dash-ag-grid of all areas by indicators; the whole city stays in view at the bottom."""
    columns: list[dict[str, object]] = [
        {"field": "gebiet", "headerName": table.level.name, "pinned": "left", "filter": True, "width": 210, "flex": 0}
    ]
    for place, (indicator, period) in enumerate(table.columns):
        columns.append(
            {
                "field": f"w{place}",
                "headerName": f"{indicator.short} ({indicator.unit}) {period_text(period)}",
                "headerTooltip": f"{indicator.title}, {period_text(period)}",
                "type": "rightAligned",
                "filter": "agNumberColumnFilter",
                "valueFormatter": {"function": f"params.data.d{place}"},
                "minWidth": 165,
            }
        )
    columns.append({"field": "schluessel", "headerName": "Schlüssel", "filter": True, "minWidth": 110})

    def row(key: str, name: str, cells: tuple[Cell, ...]) -> dict[str, object]:
        values = {f"w{place}": cell.value for place, cell in enumerate(cells)}
        printed = {f"d{place}": cell.text if cell.value is not None else cell.full for place, cell in enumerate(cells)}
        return {"gebiet": name, "schluessel": key, **values, **printed}

    return dag.AgGrid(
        id=name,
        rowData=[row(*one) for one in table.rows],
        columnDefs=columns,
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "flex": 1,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions={**OPTIONS, "pinnedBottomRowData": [row(table.city[0].key, "Gesamtstadt", table.city)]},
        getRowId="params.data.schluessel",
        className="ag-theme-alpine atlas-tabelle",
        columnSize=None,
    )


def copy_button(grid: str):
    """The button that puts what a grid shows on the clipboard, ready for a spreadsheet (assets/rahmen.js)."""
    return html.Button("Kopieren", **{"data-kopieren": grid})
