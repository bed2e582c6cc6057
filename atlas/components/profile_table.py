"""The table of a profile: one row an indicator with value, counts, city, difference, band and trend line."""

from collections import Counter

from dash import html

from atlas.charts import spark
from atlas.city import City
from atlas.components.drawing import Drawing, on_screen
from atlas.components.parts import address
from atlas.numbers import period_text
from atlas.view import Cell, Profile, ProfileRow

QUARTERS = ("im untersten Viertel", "im unteren Mittelfeld", "im oberen Mittelfeld", "im obersten Viertel")
HEADS = ("Indikator", "Wert", "Anzahl", "Stadt", "Unterschied", "Lage", "Verlauf", "Zeit")


def overview(city: City, profile: Profile, asked: dict[str, str]):
    """The core indicators of all themes in one table."""
    usual = _usual([row for _, rows in profile.sections for row in rows])
    groups = [
        html.Tbody(
            [
                html.Tr(html.Th(title, colSpan=len(HEADS), scope="rowgroup"), className="gruppe"),
                *(_row(city, row, asked, usual) for row in rows),
            ]
        )
        for title, rows in profile.sections
    ]
    return _block("Überblick", usual, groups, [row for _, rows in profile.sections for row in rows], city, asked)


def section(city: City, title: str, rows: tuple[ProfileRow, ...], asked: dict[str, str]):
    usual = _usual(list(rows))
    body = html.Tbody([_row(city, row, asked, usual) for row in rows])
    return _block(title, usual, [body], list(rows), city, asked)


def _usual(rows: list[ProfileRow]) -> str:
    """The time that most rows speak of: named once."""
    times = Counter(period_text(row.period) for row in rows)
    return times.most_common(1)[0][0] if times else ""


def _block(title: str, usual: str, groups: list[html.Tbody], rows: list[ProfileRow], city: City, asked: dict[str, str]):
    """One table under its heading; columns that nothing stands in are not shown."""
    bare = "" if any(row.band for row in rows) else " ohnelage"
    bare += " ohnestadt" if asked["ebene"] == city.top else ""
    heads = [html.Th(h, scope="col", className=f"s-{h.lower()}") for h in HEADS]
    said = f"Stand {usual}, wo nicht anders genannt" if usual else ""
    return html.Section(
        [
            html.Div([html.H2(title), html.P(said, className="hinweis")], className="themenkopf"),
            html.Table([html.Thead(html.Tr(heads)), *groups], className=f"werte{bare}"),
        ],
        className="absatz themenblock",
    )


def _row(city: City, row: ProfileRow, asked: dict[str, str], usual: str):
    indicator = row.indicator
    href = address(
        "/erkunden",
        indikator=indicator.id,
        ebene=asked["ebene"],
        gebiete=asked["gebiete"],
        gebietsstand=asked["gebietsstand"],
    )
    when = period_text(row.period)
    cells = [
        html.Th(html.A(indicator.title, href=href), scope="row"),
        html.Td(_value(row.cell), className="s-wert"),
        html.Td(_counts(row.cell), className="s-anzahl"),
        html.Td(row.city.full if asked["ebene"] != city.top else "", className="s-stadt"),
        html.Td(row.difference, className="s-unterschied"),
        html.Td(_band(row.band), className="s-lage"),
        html.Td(Drawing(markup=on_screen(spark.svg(row))), className="s-verlauf"),
        html.Td(when, className="s-zeit" + (" anders" if when != usual else "")),
    ]
    for name, cell in zip(HEADS[1:], cells[1:], strict=True):
        setattr(cell, "data-name", name)
    return html.Tr(cells)


def _value(cell: Cell):
    if cell.value is not None:
        return html.Strong(cell.full)
    reason = html.Span(cell.reason, className="teils") if cell.reason else None
    return html.Span([cell.full, reason] if reason else cell.full, className="zeichen")


def _counts(cell: Cell):
    """Numerator and denominator, and below them how much of an estimate comes from divided areas."""
    return [cell.counts, html.Span(cell.guessed, className="teils")] if cell.guessed else cell.counts


def _band(said: str):
    """The quarter as words, and as one of four places."""
    place = next((n for n, words in enumerate(QUARTERS) if said.startswith(words)), None)
    if place is None:
        return said
    marks = [html.Span(className="an" if n == place else "") for n in range(4)]
    return [html.Span(marks, className="viertel", **{"aria-hidden": "true"}), html.Span(said)]


# --- foot ------------------------------------------------------------------------------------------------------------
