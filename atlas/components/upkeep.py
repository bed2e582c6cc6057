"""Upkeep: which deliveries are expected and late, who looked over what, which facilities no map shows."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import quote

from dash import html

from atlas.city import City
from atlas.components.behind import delivered
from atlas.components.checks import report_of
from atlas.components.drawing import Drawing
from atlas.components.findings import answer_form, log_in
from atlas.components.parts import address, empty, notice_list
from atlas.components.still import markup, still
from atlas.intake.checked import Mark, read_marks, states
from atlas.intake.due import BEFORE, Due, all_series, due
from atlas.numbers import date_text, text
from atlas.web.answering import kept, marked_text
from atlas.web.writing import may_write
from indicators import checks, store
from indicators.deliveries.series import Series
from indicators.errors import FaultyInput
from indicators.store.acceptances import Acceptance, all_acceptances

OWED = ("Lieferung", "Stand der Dinge", "Zeitbezug", "Bis", "Von")
LOOKED = ("Lieferung", "Aufgenommen", "Befunde", "Geprüft")
SHOWN = 40  # facilities of one list that are named; the others are counted


def _table(heads: tuple[str, ...], rows: list[object], name: str):
    """A table that scrolls by itself on a small screen."""
    head = html.Thead(html.Tr([html.Th(h, scope="col") for h in heads]))
    table = html.Table([head, html.Tbody(rows)], className="dateien pflege")
    return html.Div(table, className="rolltafel", tabIndex=0, role="region", **{"aria-label": name})


def _cell(head: str, children):
    """A cell that names its column where a small screen shows no heads."""
    return html.Td(children, **{"data-name": head})


# --- expected --------------------------------------------------------------------------------------------------------


def expected(city: City, on: dt.date):
    """What is owed on a day, the latest first."""
    found = due(city, on)
    if not all_series(city):
        return empty(BEFORE)
    if not found:
        return empty("Keine Lieferung nennt, bis wann sie erwartet wird; ergänzen Sie [expected] in ihrer Datei.")
    late = sum(one.owed.late > 0 for one in found)
    said = (
        f"{'1 Lieferung ist' if late == 1 else f'{late} Lieferungen sind'} überfällig"
        if late
        else "Nichts ist überfällig"
    )
    lead = html.P(f"{said} (am {date_text(on)}).", className="zwischenstand")
    return still([lead, _table(OWED, [_owed(one) for one in found], "Erwartete Lieferungen")])


def _owed(one: Due):
    contact = one.series.expected.contact if one.series.expected else ""
    mail = html.A(contact, href=f"mailto:{contact}") if "@" in contact else contact
    state = (
        [html.Span("!", className="schwere", **{"aria-hidden": "true"}), html.Strong(one.state)]
        if one.owed.late
        else one.state
    )
    who = [one.series.office, html.Span(mail, className="beizeile")] if contact else one.series.office
    what = [one.what, html.Span(f"vorhanden bis {one.there}", className="beizeile")]
    cells = [_cell(*cell) for cell in zip(OWED[1:], (state, what, one.until, who), strict=True)]
    return html.Tr([html.Th(one.series.title, scope="row"), *cells], className="spaet" if one.owed.late else "")


# --- looked over -----------------------------------------------------------------------------------------------------


def looked_over(city: City):
    """Who took a delivery in, which findings it has and who answered them, who looked it over."""
    series = all_series(city)
    if not series:
        return empty(BEFORE)
    try:
        answers = checks.read_answers(city.folder) if city.folder else {}
        marks = read_marks(city.folder) if city.folder else {}
    except FaultyInput as error:
        return notice_list(tuple(str(fault) for fault in error.faults))
    taken: dict[str, list[Acceptance]] = {}
    for file in all_acceptances(city.engine):
        if not file.withdrawn:
            taken.setdefault(file.series, []).append(file)
    days = {str(d["name"]): str(d["taken_at"]) for d in store.delivery_reports(city.engine, city.edition.number)}
    now, writes = states(city), not may_write()
    rows: list[object] = []
    for one in sorted(series, key=lambda s: s.title):
        mark, state = marks.get(one.name), now.get(one.name, "")
        cells = [_came(taken.get(one.name, []), days.get(one.name, "")), _findings(city, one, answers)]
        cells += [_mark(one, mark, bool(mark) and mark.state == state, writes)]  # type: ignore[union-attr]  # bool(mark)
        rows.append(html.Tr([html.Th(one.title, scope="row"), *map(_cell, LOOKED[1:], cells)]))
    table = _table(LOOKED, rows, "Wer hat was geprüft")
    return still([table, None if writes else log_in("/datenstand", "Zum Vermerken anmelden")])


def _came(taken: list[Acceptance], at: str):
    """The files that people took in, the newest first; else the day of the load."""
    if not taken:
        return f"beim Laden, {_day(at)}" if at else ""
    newest = taken[-1]
    more = f" und {len(taken) - 1} weitere" if len(taken) > 1 else ""
    return [f"von {newest.by}, {_day(newest.at)}", html.Span(f"{newest.file}{more}", className="beizeile")]


def _day(at: str) -> str:
    return date_text(dt.datetime.fromisoformat(at).date())


def _findings(city: City, one: Series, answers: dict[str, checks.Answer]):
    """How many findings speak of its variables, and who answered them."""
    whole = kept(city)
    mine = [f for f in whole.findings if delivered(city, whole.variables(f.subject)) & set(one.variables)]
    said = [answers[f.fingerprint] for f in mine if f.fingerprint in answers]
    if not mine:
        return "keine"
    who = ", ".join(dict.fromkeys(a.who for a in said))
    left = html.A(
        f"{text(len(mine) - len(said), 0)} offen", href=address("/pruefung", lieferung=one.name, stand="offen")
    )
    return [left, html.Span(f"{text(len(said), 0)} beantwortet von {who}", className="beizeile")] if said else left


def _mark(one: Series, mark: Mark | None, holds: bool, writes: bool):
    """Who looked it over and whether it has changed since; a form for those who may write."""
    word = marked_text(mark) if mark else "noch nicht"
    since = html.Span("seither geändert", className="beizeile", **{"data-seither": ""}) if mark and not holds else None
    parts: list[object] = [html.Span(word, **{"data-gesagt": ""}), since]
    if writes:
        name, what = quote(one.name, safe=""), ("Als geprüft vermerken", one.title)
        to = f"/datenstand/geprueft/{name}"
        form = answer_form(to, f"geprueft-{name}", what, "Vermerk (freiwillig)", "Vermerken", needed=False)
        parts.append(Drawing(markup=form))
    return parts


# --- facilities ------------------------------------------------------------------------------------------------------


def unplaced(city: City):
    """Facilities that no map shows, each with the reason; None where the town has no list of facilities."""
    lists = report_of(city).get("facilities", [])
    if not lists:
        return None
    return Drawing(markup=markup(list(_lists(lists))))


def _lists(lists: list[dict]) -> Iterator[object]:
    for one in lists:
        lost = one["without_coordinates"]
        number = text(one["placed"] + len(lost), 0)
        yield html.P(f"{one['file']}: {number} Einrichtungen, {text(one['placed'], 0)} auf der Karte.")
        items = [html.Li(f"Zeile {u['row']}, {u['name']} ({u['key']}): {u['reason']}") for u in lost[:SHOWN]]
        items += [html.Li(f"und {text(len(lost) - SHOWN, 0)} weitere")] if len(lost) > SHOWN else []
        items += [html.Li(remark) for remark in one["remarks"]]
        if items:
            yield html.Ul(items, className="befunde")
