"""Geheimhaltung: why some numbers are not shown, by whose rules, and how the atlas knows that it is enough."""

from dash import Dash, html

from atlas.city import City
from atlas.components.parts import section
from atlas.components.still import still
from atlas.numbers import SIGNS
from atlas.view.words import rules_of, stamp
from indicators.model import Status

PATH = "/geheimhaltung"
TITLE = "Geheimhaltung"
ORDER = 154

WHY = (
    "Hinter einer kleinen Zahl stehen Menschen, die jemand erkennen könnte. Deshalb geben die Stellen, von denen die "
    "Zahlen stammen, Mindestzahlen vor; was darunter liegt, ist geheim."
)
BESIDE = (
    "Eine einzelne geheime Zahl ließe sich aus der Summe und den übrigen berechnen. Darum sind weitere Zahlen "
    "verborgen. Beides sieht gleich aus, damit niemand erkennt, welche Zahl die kleine ist."
)
ATTACKED = (
    "Vor der Veröffentlichung wurde sie angegriffen: Für jede verborgene Zahl wurde aus allem, was gezeigt wird, die "
    "kleinste und die größte mögliche berechnet. Nur weil sich keine berechnen oder zu eng eingrenzen lässt, ist sie "
    "freigegeben."
)
INSIDE = (
    "Im Haus sind nur die Zahlen geheim, die diese Regeln auch hier verbieten; bei jeder steht, welche es ist. Zahlen, "
    "aus denen sich eine geheime berechnen ließe, sind hier zu sehen: Geben Sie sie nicht ungeprüft weiter. Für alle "
    "bestimmt ist nur, was über die Seite Veröffentlichen freigegeben wurde."
)
DERIVED = (
    "Was aus einer geheimen Zahl berechnet würde, ist mit ihr geheim: Anteil, Rate, Rang, Farbe, Abweichung, "
    "Zeitreihe und die Summe über mehrere Gebiete. Auf Karten ist das Gebiet schraffiert, in Tabellen und Dateien "
    "steht „{sign}“."
)


def layout(city: City, query: dict[str, str]):
    said, rules = stamp(city), rules_of(city)
    edition = "Öffentliche Ausgabe" if city.public else "Ausgabe für das Haus"
    derived = DERIVED.format(sign=SIGNS[Status.secret].sign)
    listed = html.Ul([html.Li(rule) for rule in rules]) if rules else html.P("In dieser Ausgabe galt keine Regel.")
    told = (WHY, BESIDE, ATTACKED, derived) if city.public else (WHY, INSIDE, derived)
    parts = (
        ("Warum Zahlen fehlen", [html.P(one) for one in told]),
        ("Diese Regeln galten" if city.public else "Diese Regeln gelten", [listed]),
    )
    return html.Div(
        [
            html.H1(TITLE),
            html.P(f"{edition}, {said.line}.", className="vorspann"),
            *(section(title, still(html.Div(content, className="fliesstext"))) for title, content in parts),
        ],
        className="seite",
    )


def callbacks(app: Dash, city: City) -> None:
    """None: everything is text."""
