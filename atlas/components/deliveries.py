"""Deliveries of an edition as the load reported them: who, which files, how much was read, what was left out."""

import datetime as dt
from typing import Any

from dash import html

from atlas.city import City
from atlas.components.checks import report_of
from atlas.numbers import SIGNS, date_text, text
from indicators import store
from indicators.model import Status

Json = dict[str, Any]
MOST_FILES = 12  # files of one delivery shown at once; the others unfold
HASH = 12  # characters of a checksum that tell files apart


def deliveries(city: City):
    """One block a delivery, folded; by title."""
    taken = {str(d["name"]): d for d in store.delivery_reports(city.engine, city.edition.number)}
    said = sorted(report_of(city).get("deliveries", []), key=lambda d: d["title"])
    first = {d["name"]: place for place, d in reversed(list(enumerate(said)))}  # of a series with further files
    listed = [_delivery(city, d, taken.get(d["name"], {}), first[d["name"]] == place) for place, d in enumerate(said)]
    return html.Div(listed, className="lieferungen")


def _delivery(city: City, d: Json, taken: Json, named: bool):
    left = sum(o["cells"] for o in d["left_out"])
    short = [f"{text(d['kept'], 0)} Werte"]
    short += [f"{text(left, 0)} ausgelassen"] if left else []
    short += [_count(len(d["remarks"]), "Hinweis", "Hinweise")] if d["remarks"] else []
    head = html.Summary(
        [
            html.Span(d["title"], className="name"),
            html.Span(d["producer"], className="wer"),
            html.Span(", ".join(short), className="wieviel"),
        ]
    )
    anchor = {"id": f"lieferung-{d['name']}"} if named else {}
    return html.Details([head, html.Div(_body(city, d, taken), className="lieferungskern")], **anchor)


def _body(city: City, d: Json, taken: Json):
    named = city.catalogue.variables
    titles = sorted(named[v].title if v in named else v for v in d["variables"])
    said: list[tuple[str, object]] = [
        ("Herausgeber", d["producer"]),
        ("Lizenz", d["licence"] or "keine genannt"),
        ("Merkmale", ", ".join(titles)),
        ("Gelesen", f"{_count(d['rows_read'], 'Zeile', 'Zeilen')}, {_count(d['cells_read'], 'Zelle', 'Zellen')}"),
        ("Übernommen", _kept(d)),
        ("Ausgelassen", [_left(o) for o in d["left_out"]] or "nichts"),
    ]
    if d["residuals"]:
        said.append(("Ohne Gebiet", f"{_count(d['residuals'], 'Wert', 'Werte')}, nur in der Summe darüber enthalten"))
    if d["signs"]:
        said.append(("Zeichen", ", ".join(map(_sign, d["signs"]))))
    if d["remarks"]:
        said.append(("Hinweise", html.Ul([html.Li(_placed(r, d["name"])) for r in d["remarks"]])))
    if taken:
        day = date_text(dt.datetime.fromisoformat(str(taken["taken_at"])).date())
        said.append(("Aufgenommen", [f"{day}, Prüfsumme ", html.Code(str(taken["sha256"])[:HASH])]))
    listed = [html.Div([html.Dt(name), html.Dd(value)]) for name, value in said]
    return [html.Dl(listed, className="steckangaben"), *_files(d["files"])]


def _kept(d: Json) -> str:
    summed = f", {text(d['summed'], 0)} nur in Summen" if d["summed"] else ""
    computed = f"; {text(d['computed'], 0)} Summen gebildet" if d["computed"] else ""
    return f"{_count(d['kept'], 'Wert', 'Werte')}{summed}{computed}"


def _left(o: Json):
    rows = f"{_count(o['rows'], 'Zeile', 'Zeilen')}, " if o["rows"] else ""
    return html.Div(
        [
            f"{rows}{_count(o['cells'], 'Zelle', 'Zellen')}: {o['reason']}",
            *(html.Div(example, className="beizeile") for example in o["examples"]),
        ]
    )


def _sign(sign: Json) -> str:
    met = f"„{sign['sign']}“" if sign["sign"] else "leer"
    word = SIGNS[Status[sign["status"]]].word
    return f"{met} = {word} ({text(sign['cells'], 0)})"


def _placed(remark: Json, name: str) -> str:
    return str(remark["sentence"]) if remark["place"] == name else f"{remark['place']}: {remark['sentence']}"


def _files(files: list[Json]) -> list[object]:
    """Name, checksum, size and encoding of each file."""
    first = [_table(files[:MOST_FILES], _count(len(files), "Datei", "Dateien"))]
    rest = files[MOST_FILES:]
    if not rest:
        return first
    return [*first, html.Details([html.Summary(f"{len(rest)} weitere Dateien"), _table(rest, "Weitere Dateien")])]


def _table(files: list[Json], caption: str):
    rows = [
        html.Tr(
            [
                html.Th(f["name"], scope="row"),
                html.Td(text(f["rows"], 0), className="zahl"),
                html.Td(_size(f["bytes"]), className="zahl"),
                html.Td(f["encoding"] or "binär"),
                html.Td(html.Code(f["sha256"][:HASH])),
            ]
        )
        for f in files
    ]
    heads = [html.Th(h, scope="col") for h in ("Datei", "Zeilen", "Größe", "Zeichensatz", "Prüfsumme")]
    table = html.Table([html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="dateien")
    return html.Div(table, className="rolltafel", tabIndex=0, role="region", **{"aria-label": caption})


def _size(size: int) -> str:
    return text(size / 1024, 0, "kB") if size < 1_000_000 else text(size / 1024 / 1024, 1, "MB")


def _count(n: int, one: str, many: str) -> str:
    return f"{text(n, 0)} {one if n == 1 else many}"
