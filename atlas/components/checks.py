"""What the load compared and found: gaps, totals against sums, rests without an area, keys, outlines, corrections."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dash import html

from atlas.city import City
from atlas.components.parts import empty
from atlas.numbers import date_text, text

Json = dict[str, Any]
DAY = len("2022-12-31")
SHOWN = 10  # lines or keys of one kind; the others are counted


def report_of(city: City) -> Json:
    """What the load that made the edition had to say; empty for editions without a report."""
    return city.report if isinstance(city.report, dict) else {}


def checks(city: City):
    """One part a check, with what it found or that it found nothing."""
    said = report_of(city)
    parts = (
        ("Gebiete ohne Wert", _gaps(city, said.get("areas_without_value", []))),
        ("Gelieferte Summen gegen die Summe der Teile", _totals(city, said.get("totals", []))),
        ("Nicht zuzuordnen", _residuals(city, said.get("residuals", []))),
        ("Dieselben Zahlen in mehreren Lieferungen", _shared(city, said)),
        ("Schlüssel ohne Gebiet", _strangers(city, said.get("keys_without_area", []))),
        ("Werte außerhalb der Zeit ihres Gebiets", _out_of_time(city, said.get("keys_out_of_time", []))),
        ("Anzahlen mit Nachkommastellen", _fractions(city, said.get("fractions", []))),
    )
    found = [(title, lines) for title, part in parts if (lines := list(part))]
    clean = [title for title, part in parts if title not in dict(found)]
    return [
        *(_unfolded(title, lines) for title, lines in found),
        *([html.P(f"Ohne Befund: {', '.join(clean)}.", className="hinweis")] if clean else []),
    ]


def _unfolded(title: str, lines: list[object]):
    head = html.Summary([html.Span(title, className="name"), html.Span(text(len(lines), 0), className="wieviel")])
    return html.Details(
        [head, html.Ul([html.Li(line) for line in lines], className="befunde")], open=len(lines) <= SHOWN
    )


def variable_name(city: City, variable: str) -> str:
    known = city.catalogue.variables.get(variable)
    return known.title if known else variable


def level_name(city: City, level: str) -> str:
    return next((info.name for info in city.levels if info.id == level), level)


def place_name(city: City, level: str, key: str) -> str:
    """`Nord (0105)`."""
    row = city.row.get(level, {}).get(key)
    return f"{city.areas[level][row].name} ({key})" if row is not None else key


def _gaps(city: City, gaps: list[Json]) -> Iterator[object]:
    """One line a variable and level: the periods, and how many areas."""
    for (variable, level), members in _by(gaps, "variable", "level"):
        times = [f"{time_name(g['period'])} ({_areas(g['not_delivered'] + g['missing'])})" for g in members]
        keys = list(dict.fromkeys(k for g in members for k in g["keys"]))
        names = ", ".join(place_name(city, level, k) for k in keys[:SHOWN]) + (" …" if len(keys) > SHOWN else "")
        yield [
            f"{variable_name(city, variable)}, {level_name(city, level)}: {', '.join(times)}",
            html.Span(names, className="beizeile"),
        ]


def _totals(city: City, totals: list[Json]) -> Iterator[object]:
    """Variables whose totals all agree in one line; the others each with its differences."""
    agreed: list[str] = []
    compared = 0
    for (variable,), members in _by(totals, "variable"):
        n = sum(t["compared"] for t in members)
        if n == sum(t["equal"] for t in members) and not any(t["incomplete"] for t in members):
            agreed += [variable_name(city, variable)] if n else []
            compared += n
            continue
        for t in members:
            yield _difference(city, variable, t)
    if agreed:
        yield [
            f"{text(compared, 0)} Summen von {len(agreed)} Merkmalen verglichen, alle gleich",
            html.Span(", ".join(agreed), className="beizeile"),
        ]


def _difference(city: City, variable: str, t: Json) -> object:
    """How many totals differ and where; never by how much, which could give a small count away."""
    unknown = f", {text(t['incomplete'], 0)} nicht vergleichbar (Teile ohne Zahl)" if t["incomplete"] else ""
    pair = f"{variable_name(city, variable)}, {level_name(city, t['level'])} aus {level_name(city, t['parts'])}"
    places = [f"{place_name(city, t['level'], d['key'])}, {time_name(d['period'])}" for d in t["differences"][:SHOWN]]
    more = " …" if t["compared"] - t["equal"] > len(places) else ""
    differ = [html.Span(f"Abweichend: {'; '.join(places)}{more}", className="beizeile")] if places else []
    return [f"{pair}: {text(t['equal'], 0)} von {text(t['compared'], 0)} gleich{unknown}", *differ]


def _residuals(city: City, residuals: list[Json]) -> Iterator[object]:
    """Which variables have cases without an area, and when; never how many, which could be few."""
    for (variable, level, key), members in _by(residuals, "variable", "level", "key"):
        times = time_spans([r["period"] for r in members])
        yield [
            f"{variable_name(city, variable)}, {place_name(city, level, key)}",
            html.Span(times, className="beizeile"),
        ]


def _shared(city: City, said: Json) -> Iterator[object]:
    """Variables that two deliveries have; keys become titles, and unequal numbers stay in the report of the load."""
    titles = {d["name"]: f"„{d['title']}“" for d in said.get("deliveries", [])}
    titles |= {key: f"„{variable.title}“" for key, variable in city.catalogue.variables.items()}
    for remark in said.get("together", {}).get("remarks", []):
        sentence = re.sub(r"(?<=\(Vorrang\)).*", ".", f"{remark['place']}: {remark['sentence']}", flags=re.DOTALL)
        yield re.sub(r"\b[a-z][a-z0-9_]*\b", lambda word: titles.get(word[0], word[0]), sentence)


def _strangers(city: City, found: list[Json]) -> Iterator[object]:
    yield from (f"{level_name(city, f['level'])} {f['key']}: {text(f['observations'], 0)} Werte" for f in found)


def _out_of_time(city: City, found: list[Json]) -> Iterator[object]:
    for f in found:
        yield f"{level_name(city, f['level'])} {place_name(city, f['level'], f['key'])}: {time_spans(f['periods'])}"


def _fractions(city: City, found: list[Json]) -> Iterator[object]:
    yield from (f"{variable_name(city, f['variable'])}: {text(f['observations'], 0)} Werte" for f in found)


def time_name(iso: str) -> str:
    """A period as the report writes it: `31.12.2022` for a day, everything else as it is."""
    return date_text(date.fromisoformat(iso)) if len(iso) == DAY else iso


def time_spans(periods: list[str]) -> str:
    """Periods in a row as one: years and equal days of following years.

    >>> time_spans(["2019-12-31", "2020-12-31", "2021-12-31", "2023", "2022/2023"])
    '31.12.2019 bis 31.12.2021, 2023, 2022/2023'
    """
    runs: list[list[str]] = []
    for iso in periods:
        follows = runs and iso[:4].isdigit() and runs[-1][-1] == f"{int(iso[:4]) - 1}{iso[4:]}"
        if follows and "/" not in iso:
            runs[-1].append(iso)
        else:
            runs.append([iso])
    return ", ".join(time_name(r[0]) if len(r) == 1 else f"{time_name(r[0])} bis {time_name(r[-1])}" for r in runs)


def _areas(n: int) -> str:
    return "1 Gebiet" if n == 1 else f"{text(n, 0)} Gebiete"


def _by(found: list[Json], *names: str) -> Iterable[tuple[tuple[str, ...], list[Json]]]:
    groups: dict[tuple[str, ...], list[Json]] = {}
    for one in found:
        groups.setdefault(tuple(str(one[name]) for name in names), []).append(one)
    return groups.items()


# --- outlines --------------------------------------------------------------------------------------------------------


def outlines(city: City):
    """Files, validity and corrections of each set of outlines; what cleaning moved; remarks."""
    b = report_of(city).get("boundaries", {})
    if not b.get("boundaries"):
        return empty("Zu den Umrissen enthält dieser Stand keinen Bericht.")
    moved = {(c["level"], c["valid_from"]): c for c in b.get("coverage", [])}
    rows = [
        html.Tr(
            [
                html.Th(level_name(city, one["level"]), scope="row"),
                html.Td(_validity(one)),
                html.Td(text(one["areas"], 0), className="zahl"),
                html.Td(_origin(city, one)),
                html.Td(_cleaned(moved.get((one["level"], one["valid_from"])))),
            ]
        )
        for one in b["boundaries"]
    ]
    heads = [html.Th(h, scope="col") for h in ("Ebene", "Gültig", "Gebiete", "Herkunft", "Bereinigung")]
    table = html.Table([html.Thead(html.Tr(heads)), html.Tbody(rows)], className="dateien")
    corrections = [
        f"{level_name(city, one['level'])} {c['key']}: {_correction(c)}"
        for one in b["boundaries"]
        for c in one["corrections"]
    ]
    dropped = [
        f"{level_name(city, one['level'])}: nicht übernommen: {d}" for one in b["boundaries"] for d in one["dropped"]
    ]
    remarks = [f"{_outline(city, r['place'])}: {r['sentence']}" for r in b.get("remarks", [])]
    return [
        html.Div(table, className="rolltafel", tabIndex=0, role="region", **{"aria-label": "Umrisse"}),
        *([_unfolded("Berichtigungen, die die Kommune festgelegt hat", corrections)] if corrections else []),
        *([_unfolded("Nicht übernommen", dropped)] if dropped else []),
        *([_unfolded("Hinweise zu den Umrissen", remarks)] if remarks else []),
    ]


def _outline(city: City, place: str) -> str:
    """`Stadtteil, boundaries/stadtteile.shp`: the report names levels by their keys."""
    level, comma, rest = place.partition(", ")
    below = rest.removeprefix("aus ")
    return level_name(city, level) + comma + (f"aus {level_name(city, below)}" if below != rest else rest)


def _validity(one: Json) -> str:
    first, last = one["valid_from"], one["valid_to"]
    said = [f"ab {_day(first)}"] if first else []
    said += [f"bis {_day(last)}"] if last else []
    return " ".join(said) or "durchgehend"


def _day(iso: str) -> str:
    return date_text(date.fromisoformat(iso))


def _origin(city: City, one: Json) -> str:
    files = [f"{f['file']} ({f['crs']})" for f in one["files"]]
    if one["from_level"]:
        return f"aus {level_name(city, one['from_level'])} zusammengesetzt"
    return ", ".join(files) or "ohne Umrisse"


def _cleaned(c: Json | None) -> str:
    if c is None:
        return ""
    if not c["not_meeting"]:
        return "nicht nötig"
    return f"{text(c['not_meeting'], 0)} Kanten trafen sich nicht; {text(c['moved_m2'], 1, 'm²')} verschoben"


def _correction(c: Json) -> str:
    change = f"wird {c['new_key']}" if c.get("new_key") else "berichtigt"
    return f"{change} ({c['reason']})" if c.get("reason") else change
