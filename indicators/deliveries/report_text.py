"""The report as German text for people: what the JSON says, shortened where it would only be long."""

from collections.abc import Iterator
from typing import Any, Final

from indicators.model import Status
from indicators.wording import STATUS, counted, exact, thousands

EXAMPLES: Final = 5
Json = dict[str, Any]


def report_text(said: Json) -> str:
    """The whole report; ends with a line break."""
    lines = ["BERICHT ÜBER DIE LIEFERUNGEN", ""]
    for delivery in said["deliveries"]:
        lines += [*_delivery(delivery), ""]
    lines += [*_together(said), ""]
    for title, part in (
        ("Schlüssel ohne Gebiet", _strangers(said)),
        ("Gebiete ohne Wert", _gaps(said["areas_without_value"])),
        ("Nicht zuzuordnen (Rest der übergeordneten Ebene, kein Gebiet)", _residuals(said["residuals"])),
        ("Gelieferte Summen gegen die Summe der Teile", _totals(said["totals"])),
        ("Anzahlen mit Nachkommastellen", _fractions(said["fractions"])),
        ("Grenzen", _boundaries(said["boundaries"])),
        *((("Umgerechnete Raumebenen", _conversions(said["conversions"])),) if said.get("conversions") else ()),
    ):
        lines += [title, *(list(part) or ["  keine"]), ""]
    return "\n".join(lines).rstrip() + "\n"


def _delivery(d: Json) -> Iterator[str]:
    yield f"{d['name']}: {d['title']}"
    licence = f", {d['licence']}" if d["licence"] else ""
    yield f"  Quelle: {d['producer']}{licence}"
    ways = sorted({f["encoding"] for f in d["files"]} - {""})
    names = ", ".join(f["name"] for f in d["files"][:2]) + (" ..." if len(d["files"]) > 2 else "")
    written = f", Zeichensatz {', '.join(ways)}" if ways else ""
    yield f"  {counted(len(d['files']), 'Datei', 'Dateien')} ({names}){written}"
    summed = f", {thousands(d['summed'])} nur in Summen" if d["summed"] else ""
    computed = f"; {thousands(d['computed'])} Summen gebildet" if d["computed"] else ""
    out = sum(o["cells"] for o in d["left_out"])
    yield (
        f"  {counted(d['rows_read'], 'Zeile', 'Zeilen')}, {counted(d['cells_read'], 'Zelle', 'Zellen')} gelesen: "
        f"{thousands(d['kept'])} übernommen{summed}, {thousands(out)} ausgelassen{computed}"
    )
    for o in d["left_out"]:
        rows = f"{counted(o['rows'], 'Zeile', 'Zeilen')}, " if o["rows"] else ""
        yield f"  ausgelassen: {rows}{counted(o['cells'], 'Zelle', 'Zellen')}: {o['reason']}"
        yield from (f"    {example}" for example in o["examples"][:EXAMPLES])
    if d["signs"]:
        yield f"  Zeichen: {', '.join(map(_sign, d['signs']))}"
    yield from (f"  Hinweis: {_placed(r, d['name'])}" for r in d["remarks"])


def _sign(sign: Json) -> str:
    text = f"„{sign['sign']}“" if sign["sign"] else "leer"
    return f"{text} = {STATUS[Status[sign['status']]]} ({thousands(sign['cells'])})"


def _placed(remark: Json, name: str) -> str:
    return str(remark["sentence"]) if remark["place"] == name else f"{remark['place']}: {remark['sentence']}"


def _together(said: Json) -> Iterator[str]:
    together = said["together"]
    yield "Zusammen"
    rest = counted(together["residuals"], "Wert", "Werte")
    yield f"  {counted(together['observations'], 'Wert', 'Werte')} der Gebiete, {rest} ohne Gebiet"
    yield from (f"  {r['place']}: {r['sentence']}" for r in together["remarks"])


def _strangers(said: Json) -> Iterator[str]:
    for found in said["keys_without_area"]:
        yield f"  {found['level']} {found['key']}: {counted(found['observations'], 'Wert', 'Werte')}"
    for found in said["keys_out_of_time"]:
        yield f"  {found['level']} {found['key']} gab es nicht: {', '.join(found['periods'])}"


def _gaps(gaps: list[Json]) -> Iterator[str]:
    """One line a variable and level: in which periods how many areas have no value."""
    groups: dict[tuple[str, str], list[Json]] = {}
    for gap in gaps:
        groups.setdefault((gap["variable"], gap["level"]), []).append(gap)
    for (variable, level), members in groups.items():
        parts = (f"{g['period']} {', '.join(g['keys'][:EXAMPLES])}{_more(g)}" for g in members)
        yield f"  {variable}, {level}: {'; '.join(parts)}"


def _more(gap: Json) -> str:
    rest = gap["not_delivered"] + gap["missing"] - min(len(gap["keys"]), EXAMPLES)
    return f" und {rest} weitere" if rest > 0 else ""


def _residuals(residuals: list[Json]) -> Iterator[str]:
    """One line a variable and parent."""
    groups: dict[tuple[str, str, str], list[Json]] = {}
    for r in residuals:
        groups.setdefault((r["variable"], r["level"], r["key"]), []).append(r)
    for (variable, level, key), members in groups.items():
        parts = (f"{r['period']} {_worth(r)}" for r in members)
        yield f"  {variable}, {level} {key}: {'; '.join(parts)}"


def _worth(residual: Json) -> str:
    return STATUS[Status[residual["status"]]] if residual["number"] is None else exact(residual["number"])


def _totals(totals: list[Json]) -> Iterator[str]:
    """One line a variable where everything agrees, else one a pair of levels, with the differences."""
    groups: dict[str, list[Json]] = {}
    for t in totals:
        groups.setdefault(t["variable"], []).append(t)
    for variable, members in groups.items():
        compared = sum(t["compared"] for t in members)
        if compared == sum(t["equal"] for t in members) and not any(t["incomplete"] for t in members):
            yield f"  {variable}: {counted(compared, 'Summe', 'Summen')} verglichen, alle gleich"
        else:
            for t in members:
                yield from _differences(t)


def _differences(t: Json) -> Iterator[str]:
    unknown = f", {t['incomplete']} nicht vergleichbar (Teile ohne Zahl)" if t["incomplete"] else ""
    pair = f"{t['variable']}, {t['level']} aus {t['parts']}"
    yield f"  {pair}: {thousands(t['equal'])} von {thousands(t['compared'])} gleich{unknown}"
    for d in t["differences"][:EXAMPLES]:
        rest = f" + Rest {exact(d['residual'])}" if d["residual"] else ""
        said = f"geliefert {exact(d['delivered'])}, Teile {exact(d['sum'])}{rest}"
        yield f"    {d['key']}, {d['period']}: {said}, darüber hinaus {exact(d['beyond'])}"
    if len(t["differences"]) > EXAMPLES:
        yield f"    und {t['compared'] - t['equal'] - EXAMPLES} weitere"


def _fractions(fractions: list[Json]) -> Iterator[str]:
    yield from (f"  {f['variable']}: {counted(f['observations'], 'Wert', 'Werte')}" for f in fractions)


def _boundaries(b: Json) -> Iterator[str]:
    """Remarks and declared corrections of the outlines, and what cleaning moved."""
    for level, found in b.get("levels", {}).items():
        yield f"  {level}: {counted(found['areas'], 'Gebiet', 'Gebiete')}, {found['outlines']} mit Umriss"
    yield from (f"  {r['place']}: {r['sentence']}" for r in b.get("remarks", ()))
    for c in b.get("coverage", ()):
        if c["not_meeting"]:
            since = f" ab {c['valid_from']}" if c["valid_from"] else ""
            met = counted(c["not_meeting"], "Kante trifft", "Kanten treffen")
            yield f"  {c['level']}{since}: {met} sich nicht; bereinigt, {exact(c['moved_m2'])} m² verschoben"


def _conversions(conversions: list[Json]) -> Iterator[str]:
    """Which level was converted to whose areas, by what, and how many of the values are estimates."""
    for c in conversions:
        areas = f"bis {_day(c['areas'])}" if c["first"] is None else f"vom {_day(c['first'])} bis {_day(c['areas'])}"
        areas = f"ab {_day(c['first'])}" if c["areas"] == "heute" else areas
        indicators = counted(len(c["indicators"]), "Indikator", "Indikatoren")
        estimates = f"davon {thousands(c['estimates'])} geschätzt (aus geteilten Gebieten)"
        yield f"  {c['level']} auf den Gebietsstand {areas}, Grundlage der Gewichte: {c['basis']}"
        yield f"    {indicators}, {counted(c['converted'], 'Wert', 'Werte')} umgerechnet, {estimates}"
        if c["secret"]:
            yield f"    {counted(c['secret'], 'Wert', 'Werte')} geheim, weil ein Teil geheim ist"
        if c["since"] or c["until"]:
            ends = (f"ab {_day(c['since'])}" if c["since"] else "", f"bis {_day(c['until'])}" if c["until"] else "")
            yield f"    vergleichbar nur {' '.join(end for end in ends if end)}: sonst fehlt ein Umsteigeschlüssel"
        if c["not_converted"]:
            yield f"    nicht umzurechnen (ohne Zähler und Nenner geliefert): {', '.join(c['not_converted'])}"
        if c["areas"] == "heute":
            for day in c["one_way"]:
                yield (
                    f"    kein Weg zurück hinter den {_day(day)}: Die Gewichte sind nur Anteile der alten Gebiete; "
                    "nennen Sie die Spalte der Anteile der neuen (back) oder ihr Merkmal (variable)"
                )


def _day(iso: str) -> str:
    """As people write it: 31.12.2020."""
    return ".".join(reversed(iso.split("-")))
