"""Tables in dash-ag-grid: the accessible twin of every picture, sortable, filterable, copyable, in German."""

import dash_ag_grid as dag
from dash import html

from atlas.numbers import period_text, rounded
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
    """One row an area, the whole city last: numbers for sorting, print for reading, whether it is chosen."""
    chosen = set(view.selection.areas)
    rows = [_row(c.name, c, c.key in chosen) for c in view.cells if c.key != view.city.key]
    return [*rows, _row(f"{view.city.name} (gesamt)", view.city, False)]


def _row(name: str, cell: Cell, chosen: bool) -> dict[str, object]:
    return {
        "gebiet": name,
        "schluessel": cell.key,
        "wert": cell.value,
        "druck": cell.text,
        "zaehler": _count(cell.numerator, cell),
        "nenner": _count(cell.denominator, cell),
        "zeichen": cell.full if cell.value is None and cell.status not in (Status.ok, Status.zero) else cell.guessed,
        "gewaehlt": chosen,
    }


def _count(count: float | None, cell: Cell) -> float | None:
    """A count as it is printed: of an estimate nobody knows tenths of a person."""
    return count if count is None or not cell.split else float(rounded(count, 0))


def value_columns(view: View) -> list[dict[str, object]]:
    """The columns of a view's table; counts have no denominator."""
    number = {"type": "rightAligned", "filter": "agNumberColumnFilter"}
    count = {"function": "params.value == null ? '' : params.value.toLocaleString('de-DE')"}
    head = f"{view.indicator.short} ({view.indicator.unit})"
    parts = {"zaehler": "Zähler", "nenner": "Nenner"} if view.indicator.denominator else {}
    counts: list[dict[str, object]] = [
        {"field": field, "headerName": title, "valueFormatter": count, **number} for field, title in parts.items()
    ]
    guessed = any(cell.guessed for cell in view.cells)  # these words are not cut off
    return [
        {"field": "gebiet", "headerName": view.level.name, "pinned": "left", "filter": True, "width": 165, "flex": 0},
        {
            "field": "wert",
            "headerName": head,
            "valueFormatter": {"function": "params.data.druck"},
            "minWidth": 110,
            **number,
        },
        *counts,
        {"field": "zeichen", "headerName": "Anmerkung", "filter": True, "minWidth": 250 if guessed else 90},
        {"field": "schluessel", "headerName": "Schlüssel", "filter": True, "maxWidth": 130},
    ]


def value_grid(name: str, view: View):
    """dash-ag-grid of a view; rows of chosen areas are marked."""
    return dag.AgGrid(
        id=name,
        rowData=value_rows(view),
        columnDefs=value_columns(view),
        defaultColDef={
            "sortable": True,
            "resizable": True,
            "flex": 1,
            "minWidth": 100,
            "wrapHeaderText": True,
            "autoHeaderHeight": True,
        },
        dashGridOptions={**OPTIONS, "rowClassRules": {"gewaehlt": "params.data.gewaehlt"}},
        getRowId="params.data.schluessel",
        className="ag-theme-alpine atlas-tabelle",
        columnSize=None,
    )


def table_grid(name: str, table: Table):
    """dash-ag-grid of all areas by indicators; the whole city stays in view at the bottom."""
    columns: list[dict[str, object]] = [
        {"field": "gebiet", "headerName": table.level.name, "pinned": "left", "filter": True, "minWidth": 150}
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
        defaultColDef={"sortable": True, "resizable": True, "wrapHeaderText": True, "autoHeaderHeight": True},
        dashGridOptions={**OPTIONS, "pinnedBottomRowData": [row(table.city[0].key, "Gesamtstadt", table.city)]},
        getRowId="params.data.schluessel",
        className="ag-theme-alpine atlas-tabelle",
        columnSize="responsiveSizeToFit",  # columns with flex stay hidden when a grid is drawn off screen
    )


def copy_button(grid: str):
    """The button that puts what a grid shows on the clipboard, ready for a spreadsheet (assets/rahmen.js)."""
    return html.Button("Kopieren", **{"data-kopieren": grid})
