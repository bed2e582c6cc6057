"""What was released, as the page Veröffentlichen lists it: who, when, from when, where, and a form to take it back."""

import datetime as dt
from typing import Final

from dash import html

from atlas.city import City
from atlas.components.still import Field, still
from atlas.numbers import date_text
from atlas.publishing.record import Entry
from atlas.publishing.review import TARGET
from atlas.web.writing import MOST_NAME

ID: Final = "freigabe"


def released(city: City, found: list[Entry], may_write: bool):
    """Every publication with who, when, from when, where and its sha256; a form to take it back."""
    if not found:
        return html.Div(html.P("Es wurde noch nichts veröffentlicht."), className="leer")
    here = str((city.folder / TARGET).resolve()) if city.folder else ""
    blocks = [_release(one, _state(one, found), writes=may_write and one.to == here) for one in reversed(found)]
    return still(html.Ul(blocks, className="freigaben"), "freigaben-liste")


def _state(one: Entry, found: list[Entry]) -> str:
    """Whether everybody sees it: the newest of its target that may be seen is the one that is shown."""
    today = dt.date.today().isoformat()
    if one.back_when:
        return f"zurückgenommen am {_day(one.back_when)} von {one.back_by}: {one.reason}"
    if one.since > today:
        return f"sichtbar ab {_day(one.since)}"
    seen = [e.number for e in found if e.to == one.to and not e.back_when and e.since <= today]
    return f"öffentlich seit {_day(one.since)}" if one.number == max(seen) else f"abgelöst von {max(seen)}"


def _release(one: Entry, state: str, *, writes: bool):
    rows = [
        ("Freigegeben", f"{one.who}, {_day(one.when)}"),
        ("Ziel", one.to),
        ("sha256", html.Code(one.sha256)),
    ]
    listed = [html.Div([html.Dt(name), html.Dd(said)]) for name, said in rows]
    return html.Li(
        [
            html.H3(f"Veröffentlichung {one.number}"),
            html.P(state, className="zustand zurueck" if one.back_when else "zustand"),
            html.Dl(listed, className="angaben"),
            _back_form(one.number) if writes and not one.back_when else None,
        ]
    )


def _back_form(number: int):
    name, reason = f"{ID}-wer-{number}", f"{ID}-grund-{number}"
    label = f"Veröffentlichung {number} zurücknehmen"
    fields = [
        html.Div(
            [
                html.Label("Ihr Name", htmlFor=name),
                Field(id=name, className="textfeld", name="by", required=True, maxLength=str(MOST_NAME)),
            ],
            className="feld",
        ),
        html.Div(
            [
                html.Label("Grund", htmlFor=reason),
                Field(id=reason, className="textfeld", name="reason", required=True, maxLength="500"),
            ],
            className="feld breit",
        ),
        html.Button("Zurücknehmen", type="submit", **{"aria-label": label}),
    ]
    said = "Der öffentliche Atlas zeigt dann die Veröffentlichung davor, oder nichts. Wer eine Kopie hat, behält sie."
    form = html.Form(
        [html.Div(fields, className="felder"), html.P(said, className="hinweis"), html.Div(role="status", tabIndex=-1)],
        **{"data-zuruecknehmen": str(number)},
    )
    return html.Details([html.Summary("Zurücknehmen …"), form], className="zuruecknehmen")


def _day(iso: str) -> str:
    try:
        return date_text(dt.datetime.fromisoformat(iso).date())
    except ValueError:
        return iso
