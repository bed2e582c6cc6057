"""The HTML of founding a town in the browser: the frame of a page, and the form of each step; no script anywhere."""

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Final

from atlas import colours
from atlas.components import typeface
from atlas.founding.decisions import LEVELS, levels_said, years_said
from atlas.founding.outline_files import Candidate, Looked, look
from atlas.founding.outlines import parent_ways
from atlas.founding.record import Founding, missing
from atlas.web import scripts
from indicators.model import Catalogue

STEPS: Final = {  # address -> title, the answers it asks for
    "themen": ("Themen", ("place", "themes")),
    "ebenen": ("Ebenen", ("levels",)),
    "zeitraum": ("Zeitraum", ("years",)),
    "grenzen": ("Grenzen", ("outlines",)),
    "daten": ("Daten", ("data",)),
    "fertig": ("Fertig", ()),
}
DEPTH: Final = ("Gröbere Ebene darüber", "Mittlere Ebene", "Feinste Ebene")


def frame(step: str, founding: Founding, content: str, faults: Sequence[str] = ()) -> str:
    """The whole document of a step."""
    left = set(missing(founding))
    title = STEPS[step][0]
    css = (Path(__file__).with_name("page.css")).read_text("utf-8")
    return f"""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Eine Kommune anlegen</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="{scripts.addresses()["css"]}">
<style>{typeface.font_faces()}{colours.css()}{css}</style></head>
<body><div class="atlas"><header class="kopfleiste"><a href="#inhalt" class="sprung">Zum Inhalt springen</a>
<div class="kopfzeile"><a class="heim" href="/"><span class="marke">Eine Kommune anlegen</span></a></div></header>
<main id="inhalt" tabindex="-1"><div class="gruendung">{_stations(step, left)}
<h1>{title}</h1>{_alert(faults)}{content}</div></main>
<footer class="fussleiste"><div class="fusszeile"><p>Jede Antwort ist gleich gespeichert. Sie können das Fenster
schließen und später mit demselben Befehl weitermachen.</p></div></footer></div></body></html>"""


def _stations(step: str, left: set[str]) -> str:
    """The steps as a list; those that can be reached are links."""
    items, open_ = [], True
    for name, (title, asked) in STEPS.items():
        done = bool(asked) and not left & set(asked)
        if open_:
            here = ' aria-current="step"' if name == step else ""
            items.append(f'<li><a href="/{name}"{here}{" class=fertig" if done else ""}>{title}</a></li>')
        else:
            items.append(f"<li><span>{title}</span></li>")
        open_ = open_ and done
    return f'<nav aria-label="Schritte"><ol class="schritte">{"".join(items)}</ol></nav>'


def _alert(faults: Sequence[str]) -> str:
    if not faults:
        return ""
    said = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    return f'<div class="fehler" role="alert"><strong>Das geht so noch nicht:</strong><ul>{said}</ul></div>'


def form(token: str, inner: str, button: str = "Weiter", address: str = "") -> str:
    """A form that only this page can send."""
    to = f' action="{address}"' if address else ""
    return (
        f'<form method="post" enctype="multipart/form-data"{to}><input type="hidden" name="token" value="{token}">'
        f'{inner}<div class="knopfreihe"><button class="knopf voran" type="submit">{button}</button></div></form>'
    )


def field(name: str, label: str, value: str = "", hint: str = "", attributes: str = "") -> str:
    """One labelled text field."""
    about = f'<small id="{name}-hinweis">{escape(hint)}</small>' if hint else ""
    linked = f' aria-describedby="{name}-hinweis"' if hint else ""
    return (
        f'<div class="feld"><label for="{name}">{escape(label)}</label><input id="{name}" name="{name}" '
        f'class="textfeld" value="{escape(value)}"{linked} {attributes}>{about}</div>'
    )


def _file(name: str, label: str, accept: str, attributes: str = "") -> str:
    return (
        f'<div class="feld breit"><label for="{name}">{escape(label)}</label>'
        f'<input id="{name}" name="{name}" type="file" accept="{accept}" {attributes}></div>'
    )


def _select(name: str, label: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    listed = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(said)}</option>'
        for value, said in options
    )
    return (
        f'<div class="feld"><label for="{name}">{escape(label)}</label>'
        f'<select id="{name}" name="{name}">{listed}</select></div>'
    )


def themes(founding: Founding, catalogue: Catalogue) -> str:
    boxes = "".join(
        f'<label class="haken"><input type="checkbox" name="thema" value="{theme.id}"'
        f"{' checked' if theme.id in founding.themes else ''}><span>{escape(theme.title)}</span></label>"
        for theme in catalogue.themes.values()
    )
    named = field("name", "Name der Kommune", founding.name, attributes='required maxlength="100"')
    key = field("key", "Gemeindeschlüssel", founding.key, "Acht Ziffern, etwa 05112000; leer geht auch.")
    return (
        f'<p class="vorspann">Wie heißt die Kommune, und worum soll es gehen?</p><div class="felder">{named}{key}</div>'
        f'<fieldset><legend>Themen</legend><div class="auswahl">{boxes}</div></fieldset>'
    )


def levels(founding: Founding) -> str:
    words = [division.name for division in founding.divisions]
    words = [""] * (len(DEPTH) - len(words)) + words
    known = "".join(f'<option value="{escape(name)}">' for name, _ in LEVELS.values())
    fields = "".join(
        field(f"ebene{number}", label, word, attributes='list="bekannt"' + (" required" if label == DEPTH[-1] else ""))
        for number, (label, word) in enumerate(zip(DEPTH, words[-len(DEPTH) :], strict=True))
    )
    return (
        '<p class="vorspann">Wie ist die Stadt geteilt? Zahlen werden für die feinste Ebene eingetragen und nach oben '
        "zusammengezählt. Die ganze Stadt ist immer dabei.</p>"
        f'<datalist id="bekannt">{known}</datalist><div class="felder">{fields}</div>'
    )


def years(founding: Founding, this_year: int) -> str:
    first = str(founding.first_year or this_year - 5)
    last = str(founding.last_year or this_year - 1)
    four = 'inputmode="numeric" required maxlength="4"'
    fields = field("von", "Erstes Jahr", first, attributes=four) + field("bis", "Letztes Jahr", last, attributes=four)
    return f'<p class="vorspann">Für welche Jahre gibt es Zahlen?</p><div class="felder">{fields}</div>'


def outlines(founding: Founding, raw: Path) -> str:
    finest = founding.finest
    formats = ".geojson,.json,.topojson,.gpkg,.kml,.zip,.shp,.shx,.dbf,.prj,.cpg"
    given = _file("datei", f"Grenzen der {finest.plural}", formats, "multiple" + ("" if finest.file else " required"))
    own = "".join(
        _file(f"datei-{d.level}", f"Eigene Grenzen der {d.plural}, falls vorhanden", formats, "multiple")
        for d in founding.divisions[:-1]
    )
    more = field("crs", "Bezugssystem (crs)", finest.crs, "Nur wenn die Datei keines nennt, etwa EPSG:25832.")
    more += field("layer", "Ebene (layer)", finest.layer, "Nur wenn die Datei mehrere Ebenen mit Flächen hat.")
    return (
        '<p class="vorspann">Eine Datei mit den Umrissen: GeoJSON, GeoPackage, Shapefile (gezippt oder alle Teile '
        "zusammen ausgewählt), KML oder TopoJSON.</p>"
        f"{_found(founding, raw) if finest.file else ''}"
        f'<div class="felder">{given}{own}</div><details><summary>Bezugssystem und Ebene der Datei</summary>'
        f'<div class="felder">{more}</div></details>'
    )


def _found(founding: Founding, raw: Path) -> str:
    """What was understood of the file, to be put right."""
    finest = founding.finest
    looked = look(raw / finest.file, finest.layer, finest.crs)
    keys = _offered(looked, looked.keys, finest.key)
    titles = [("", "keine"), *_offered(looked, looked.titles, finest.title)]
    selects = _select("schluessel", "Spalte mit dem Schlüssel", keys, finest.key)
    selects += _select("titel", "Spalte mit dem Namen", titles, finest.title)
    for division in founding.divisions[:-1]:
        chosen = finest.columns.get(division.level) or str(finest.prefixes.get(division.level, ""))
        likely = parent_ways(looked, finest, division, frozenset(), {finest.key})
        ways = dict.fromkeys([chosen, *likely, *looked.columns])
        said = [(way, _way(way)) for way in ways]
        selects += _select(f"eltern-{division.level}", f"{division.name} steht in", said, chosen)
    repaired = ("Beschädigte Umrisse werden repariert; der Ladebericht nennt sie.",) if finest.repair else ()
    told = "".join(f"<p>{escape(sentence)}</p>" for sentence in (*looked.remarks, *repaired))
    return (
        f'<div class="gefunden" role="status"><p><strong>{escape(Path(finest.file).name)}</strong>: {looked.count} '
        f'Umrisse. Stimmt das so?</p>{told}<div class="felder">{selects}</div></div>'
    )


def _way(way: str) -> str:
    """A column, or the beginning of the key, in words."""
    if not way.isdecimal():
        return f"Spalte {way}" if way else "nicht bekannt"
    return "erstes Zeichen des Schlüssels" if way == "1" else f"erste {way} Zeichen des Schlüssels"


def _offered(looked: Looked, candidates: Sequence[Candidate], chosen: str) -> list[tuple[str, str]]:
    said = [(c.column, f"{c.column} ({c.reason})") for c in candidates]
    known = {column for column, _ in said}
    return said + ([(chosen, chosen)] if chosen and chosen not in known and chosen in looked.columns else [])


def data(founding: Founding) -> str:
    there = f"<p>Gegeben ist: {escape(Path(founding.data).name)}</p>" if founding.data else ""
    accept = ".xlsx,.xls,.xlsm,.ods,.csv,.txt,.tsv"
    given = _file("datei", "Datei mit den Zahlen", accept, "" if founding.data and not founding.own else "required")
    return (
        f'<p class="vorspann">Eine Tabelle mit einer Zeile je Gebiet der Ebene {escape(founding.finest.name)}: so, wie '
        "das Amt sie hat (Excel, OpenDocument oder CSV), oder die ausgefüllte Vorlage. Zu einer eigenen Tabelle fragt "
        "der nächste Schritt, was ihre Spalten bedeuten.</p>"
        f'{there}<div class="felder">{given}</div>'
        "<details><summary>Noch keine Tabelle? Eine Vorlage ausfüllen lassen</summary><p>Die Vorlage fragt alles ab, "
        "was die gewählten Themen brauchen. Was leer bleibt, fehlt später im Atlas und schadet nicht.</p>"
        '<p><a class="knopf" href="/vorlage.xlsx" download>Vorlage herunterladen (Excel)</a></p></details>'
    )


def summary(founding: Founding, catalogue: Catalogue) -> str:
    said = [
        ("Kommune", f"{founding.name} ({founding.key})"),
        ("Themen", ", ".join(catalogue.themes[theme].title for theme in founding.themes)),
        ("Ebenen", levels_said(founding.divisions)),
        ("Zeitraum", years_said(founding)),
        ("Grenzen", ", ".join(Path(d.file).name for d in founding.divisions if d.file)),
        ("Daten", Path(founding.data).name),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in said)
    return f'<dl class="stand">{listed}</dl>'
