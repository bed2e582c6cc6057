"""Tables of what there is: an indicator's values by level and period, a town's variables by year."""

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np
from dash import html

from atlas.city import City, Grid
from atlas.components.drawing import Drawing
from atlas.components.signs import sign_explanations
from atlas.numbers import FLAG_SIGNS, SIGNS, date_text, period_text
from indicators.counting.availability import FLAGS, Availability, Known
from indicators.model import Flag, Period, Status, Variable

NOT_DELIVERED = "–"
REASONS = (Status.secret, Status.later, Status.missing, Status.uncertain, Status.not_applicable)


def scrolling(table, label: str):
    """A table that may be wider than the page: it scrolls in itself, by keyboard too."""
    return html.Div(table, className="rolltafel", tabIndex=0, role="region", **{"aria-label": label})


def period_heads(periods: Sequence[Period]) -> tuple[list[str], str]:
    """Short heads of columns, and the sentence that says what they leave out ("" where nothing is)."""
    days = {(p.end.month, p.end.day) for p in periods if p.start == p.end}
    if len({p.year for p in periods}) < len(periods) or len({p.kind for p in periods}) > 1:
        return [period_text(p) for p in periods], ""
    if all(p.start == p.end for p in periods):
        if len(days) > 1:
            return [date_text(p.end) for p in periods], ""
        return [str(p.year) for p in periods], f"Stichtag ist jeweils der {periods[0].end:%d.%m.}"
    if periods[0].kind in ("school_year", "kita_year"):
        word = "Schuljahre" if periods[0].kind == "school_year" else "Kita-Jahre"
        return [f"{p.start.year}/{p.end:%y}" for p in periods], f"Spalten sind {word}."
    return [period_text(p) for p in periods], ""


# --- one indicator ---------------------------------------------------------------------------------------------------


def known_of(grid: Grid) -> dict[Period, Known]:
    """Period -> areas with and without a value, after disclosure; periods in which no area exists are left out."""
    cube, found = grid.cube, {}
    for column, period in enumerate(cube.periods):
        exists = cube.exists[:, column]
        status, has = cube.status[exists, column], ~np.isnan(grid.value[exists, column])
        if not exists.any():
            continue
        without = {s: int((status[~has] == s).sum()) for s in Status}
        flags = {f: int(((cube.flags[exists, column][has] & np.uint8(f)) > 0).sum()) for f in FLAGS}
        found[period] = Known(
            period,
            int(exists.sum()),
            int(has.sum()),
            0,
            {s: n for s, n in without.items() if n},
            {f: n for f, n in flags.items() if n},
        )
    return found


def indicator_table(city: City, indicator: str):
    """Levels by periods: how many areas have a value, and why the others have none."""
    grids = {level: grid for level in city.levels_of(indicator) if (grid := city.grid(indicator, level)) is not None}
    rows = {level: known_of(grid) for level, grid in grids.items()}
    periods = sorted({period for found in rows.values() for period in found})
    heads, said = period_heads(periods)
    cells = [known for found in rows.values() for known in found.values()]
    table = html.Table(
        [
            html.Caption(f"Gebiete mit Wert/alle Gebiete der Ebene. {said}".strip()),
            html.Thead(html.Tr([html.Th("Ebene", scope="col"), *(html.Th(h, scope="col") for h in heads)])),
            html.Tbody(
                [
                    html.Tr(
                        [
                            html.Th(city.level(level).name, scope="row"),
                            *(_value_cell(found.get(period)) for period in periods),
                        ]
                    )
                    for level, found in rows.items()
                ]
            ),
        ],
        className="verfuegbar",
    )
    return [scrolling(table, "Verfügbarkeit nach Ebene und Zeit"), legend(cells, computed=False)]


def _value_cell(known: Known | None):
    if known is None:
        return html.Td(NOT_DELIVERED, className="ohne")
    state = "alle" if _complete(known) else "teils" if known.numbers else "keine"
    reasons = [f"{known.without[s]} {SIGNS[s].sign}" for s in REASONS if s in known.without]
    reasons += [f"{n} {FLAG_SIGNS[f].sign}" for f, n in known.flags.items()]
    lines = [html.Span(reason, className="grund") for reason in reasons]
    return html.Td([f"{known.numbers}/{known.areas}", *lines], className=state)


def _complete(known: Known) -> bool:
    """Whether a number is lacking nowhere where one can be."""
    return 0 < known.numbers == known.areas - known.without.get(Status.not_applicable, 0)


# --- variables -------------------------------------------------------------------------------------------------------


def variable_table(
    city: City, level: str, found: Availability, groups: Sequence[tuple[str, Sequence[Variable]]], years: Sequence[int]
):
    """Variables by year at one level, in groups with a heading each; the newest period of a year speaks for it.

    One drawing and no thousand components: the page stays light, however many variables and years a town has.
    """
    cells: list[Known] = []
    bodies = []
    for title, members in groups:
        head = f'<th colspan="{len(years) + 1}" scope="rowgroup"><span>{escape(title)}</span></th>'
        rows = [f'<tr class="gruppe">{head}</tr>']
        for variable in members:
            known = {k.period.year: k for k in found.get(variable.id, {}).get(level, ())}
            cells += [known[y] for y in years if y in known]
            row = "".join(_count_cell(known.get(y)) for y in years)
            rows.append(f'<tr><th scope="row">{escape(variable.title)}</th>{row}</tr>')
        bodies.append(f"<tbody>{''.join(rows)}</tbody>")
    said = escape(f"Merkmale auf der Ebene {city.level(level).name}, {years[0]} bis {years[-1]}")
    heads = "".join(f'<th scope="col">{year}</th>' for year in years)
    table = (
        f'<div class="rolltafel" tabindex="0" role="region" aria-label="{said}"><table class="verfuegbar dicht">'
        f'<caption>{said}</caption><thead><tr><th scope="col">Merkmal</th>{heads}</tr></thead>{"".join(bodies)}'
        "</table></div>"
    )
    return [legend(cells, computed=True), Drawing(markup=table)]


def _count_cell(known: Known | None) -> str:
    """A cell's state stands in its class, its words for those who hear it; parts are written as numbers."""
    if known is None:
        return '<td class="ohne"><span>nicht geliefert</span></td>'
    if not known.numbers:
        reason = max(REASONS, key=lambda s: known.without.get(s, 0))
        return f'<td class="keine">{escape(SIGNS[reason].sign)}<span> {SIGNS[reason].word}</span></td>'
    marks = "".join(f"<sup>{FLAG_SIGNS[f].sign}</sup>" for f in FLAGS if f in known.flags)
    way = "summe" if known.computed > known.delivered else "geliefert"
    if not _complete(known):
        return f'<td class="teils {way}">{known.numbers}/{known.areas}{marks}</td>'
    said = "berechnet" if way == "summe" else "geliefert"
    return f'<td class="alle {way}"><span>{said}</span>{marks}</td>'


# --- both ------------------------------------------------------------------------------------------------------------


def legend(cells: Iterable[Known], computed: bool):
    """What the signs of the table mean: only those that stand in it."""
    met = list(cells)
    signs = [html.Li([html.Span(className=f"feldzeichen {name}"), said]) for name, said in _fields(met, computed)]
    for sign, said in sign_explanations(s for known in met for s in known.without):
        signs.append(html.Li([html.Span(sign, className="feldzeichen"), said]))
    flags = Flag(0)
    for known in met:
        for flag in known.flags:
            flags |= flag
    for flag in FLAGS:
        if flags & flag:
            signs.append(
                html.Li([html.Span(FLAG_SIGNS[flag].sign, className="feldzeichen"), FLAG_SIGNS[flag].explanation])
            )
    return html.Ul(signs, className="feldlegende", **{"aria-label": "Erklärung der Zeichen"})


def _fields(met: list[Known], computed: bool) -> list[tuple[str, str]]:
    if not computed:
        return [("alle", "alle Gebiete, in denen es einen Wert geben kann"), ("teils", "einige"), ("keine", "keines")]
    fields = [("alle geliefert", "geliefert")]
    if any(known.computed for known in met):
        fields.append(("alle summe", "aus Teilgebieten summiert oder aus Merkmalen berechnet"))
    partial = any(known.numbers and not _complete(known) for known in met)
    some = [("teils geliefert", "nur für einige Gebiete, etwa 29/32")] if partial else []
    return [*fields, *some, ("ohne", "nicht geliefert")]
