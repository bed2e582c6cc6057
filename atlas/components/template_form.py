"""The form of a template: its head, its chapters in order, each with the fields of its kind; still HTML.

assets/vorlagen.js moves, adds and reads chapters; a chapter to be added is a `<template>` whose ids hold NUMBER.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from html import escape
from typing import Any, Final

from atlas.city import City
from atlas.components.choosers import TIERS
from atlas.reports.fields import Asked, chapter_fields, head_fields, kinds
from atlas.reports.template import default_titles

NUMBER: Final = "NUMMER"
LIST: Final = "vorlagen-indikatoren"
ROWS: Final = {"text": 6, "lines": 3}
Tables = Mapping[str, Any]


def head_form(said: Tables, name: str) -> str:
    """Title, summary, subject, place, status, and the name of the file."""
    asked = "".join(field(one, said, "vorlage", None) for one in head_fields())
    hint = "Steht in der Adresse und heißt die Datei. Leer: aus dem Titel."
    short = field(Asked("name", "Kurzname", "line", hint=hint), {"name": name}, "vorlage", None)
    return f'<fieldset class="vorlagenkopf" data-kopf><legend>Die Vorlage</legend>{asked}{short}</fieldset>'


def chapter_form(kind: str, said: Tables, number: str, name: str, city: City) -> str:
    """One chapter, folded; `name`: what texts of people find it by."""
    fields = "".join(field(one, said, f"kapitel-{number}", city) for one in chapter_fields(kind))
    title = escape(kinds()[kind])
    ways = "".join(
        f'<button type="button" data-kapitel-{way} aria-label="{label}">{sign}</button>'
        for way, label, sign in (
            ("hoch", "Nach oben", "↑"),
            ("tief", "Nach unten", "↓"),
            ("weg", "Kapitel entfernen", "×"),
        )
    )
    return (
        f'<li class="kapitel" data-kapitel="{escape(kind)}" data-art="{title}" data-id="{escape(name)}">'
        f"<details><summary><span data-stelle></span> <b>{title}</b> <span data-worum></span></summary>"
        f'<p class="meldung" data-meldung></p><div class="kapitelfelder">{fields}</div></details>'
        f'<div class="kapitelwege" role="group" aria-label="Kapitel verschieben">{ways}</div></li>'
    )


def more_chapters(city: City) -> str:
    """The kinds to choose from, and an empty chapter of each."""
    options = "".join(f'<option value="{kind}">{escape(title)}</option>' for kind, title in kinds().items())
    empty = "".join(
        f'<template data-leer="{kind}">{chapter_form(kind, {}, NUMBER, "", city)}</template>' for kind in kinds()
    )
    return (
        '<div class="felder neueskapitel"><div class="feld"><label for="vorlagen-art">Weiteres Kapitel</label>'
        f'<select id="vorlagen-art">{options}</select></div>'
        f'<button type="button" data-kapitel-neu>Hinzufügen</button></div>{empty}'
    )


def indicator_list(city: City, used: Collection[str]) -> str:
    """What fields of indicators complete to: German titles of what the town has values of, and of those `used`."""
    named, there = titles(city), {one.id for one in city.indicators()}
    options = "".join(
        f'<option value="{escape(title)}" data-id="{escape(key)}"></option>'
        for key, title in named.items()
        if key in there or key in used
    )
    return f'<datalist id="{LIST}">{options}</datalist>'


def titles(city: City) -> dict[str, str]:
    """Key -> a title that no other indicator has: the town's in their order, then those that it has no values of."""
    there = city.indicators()
    twins = Counter(one.title for one in there)
    found = {one.id: one.title if twins[one.title] == 1 else f"{one.title} ({one.id})" for one in there}
    known = default_titles() | {key: one.title for key, one in city.catalogue.indicators.items()}
    absent = {key: title for key, title in known.items() if key not in found}
    twins = Counter(absent.values())
    named = {key: title if twins[title] == 1 else f"{title} ({key})" for key, title in absent.items()}
    return found | {key: f"{title} – hier ohne Werte" for key, title in named.items()}


# --- fields ----------------------------------------------------------------------------------------------------------


def field(asked: Asked, said: Tables, place: str, city: City | None) -> str:
    """Label, control, hint and the place of its fault."""
    key = f"{place}-{asked.name}"
    value = said.get(asked.name, asked.default)
    hint = f'<p class="hinweis" id="{key}-hinweis">{escape(asked.hint)}</p>' if asked.hint else ""
    told = f'<p class="meldung" id="{key}-fehler"></p>'
    shape = f' data-feld="{asked.name}" data-weise="{asked.way}"{" data-noetig" if asked.needed else ""}'
    about = f' aria-describedby="{f"{key}-hinweis " if hint else ""}{key}-fehler"'
    label = escape(asked.label)
    if asked.way == "flag":
        box = f'<input type="checkbox" id="{key}"{" checked" if value is True else ""}{about} />'
        box = f'<label class="haken" for="{key}">{box}<span>{label}</span></label>'
        return f'<div class="feld"{shape}>{box}{hint}{told}</div>'
    if asked.way in ("indicators", "themes", "years"):
        inside = _several(asked.way, _listed(value), key, about, city)
        return f'<fieldset class="feld mehrere"{shape}><legend>{label}</legend>{hint}{inside}{told}</fieldset>'
    control = _one(asked, value, key, about, city)
    return f'<div class="feld"{shape}><label for="{key}">{label}</label>{control}{hint}{told}</div>'


def _one(asked: Asked, value: Any, key: str, about: str, city: City | None) -> str:
    if asked.way in ("text", "lines"):
        words = "\n".join(map(str, _listed(value))) if asked.way == "lines" else str(value)
        rows = 2 if asked.name == "notes" else ROWS[asked.way]
        inside = "\n" + escape(words, quote=False)  # HTML drops the first line end
        return f'<textarea class="textfeld" id="{key}" rows="{rows}"{about}>{inside}</textarea>'
    if asked.way == "indicator":
        word = titles(city).get(str(value), str(value)) if city else str(value)
        return f"{_search(key, about, word)}"
    if asked.way == "number":
        shown = f'inputmode="numeric" value="{escape(str(value))}"'
        return f'<input class="textfeld zahlfeld" id="{key}" autocomplete="off" {shown}{about} />'
    options = _options(asked, city)
    if options:
        if str(value or "") not in dict(options):
            options = [*options, (str(value), str(value))]
        return _select(key, options, str(value or ""), about)
    return f'<input class="textfeld" id="{key}" autocomplete="off" value="{escape(str(value))}"{about} />'


def _options(asked: Asked, city: City | None) -> list[tuple[str, str]]:
    """Value and label of what can be chosen; none for fields to write in."""
    if asked.way == "choice":
        return list(asked.choices)
    if city is None:
        return []
    if asked.way == "tier":
        return [("", "alle"), *((tier, f"{word}indikatoren") for tier, word in TIERS.items())]
    if asked.way == "level":
        return [("", "wie der Bericht"), *((info.id, info.label_of_all) for info in city.levels)]
    if asked.way == "theme":
        return [("", "alle"), *_themes(city)]
    return [("", "das neueste"), *_years(city)] if asked.way == "year" else []


def _several(way: str, chosen: list[Any], key: str, about: str, city: City | None) -> str:
    if city is None:
        return ""
    if way == "themes":
        boxes = "".join(
            f'<label class="haken"><input type="checkbox" value="{escape(name)}"'
            f"{' checked' if name in chosen else ''} /><span>{escape(title)}</span></label>"
            for name, title in _themes(city)
        )
        return f'<div class="themenhaken">{boxes}</div>'
    if way == "years":
        two = [str(one) for one in chosen[:2]] + [""] * (2 - len(chosen[:2]))
        return (
            '<div class="felder">'
            + "".join(
                f'<div class="feld"><label for="{key}-{n}">{label}</label>'
                + _select(f"{key}-{n}", [("", "–"), *_years(city)], year, about)
                + "</div>"
                for n, (label, year) in enumerate(zip(("Links", "Rechts"), two, strict=True), 1)
            )
            + "</div>"
        )
    named = titles(city)
    items = "".join(item(str(one), named.get(str(one), str(one))) for one in chosen)
    label = f'<label class="nurvorlesen" for="{key}">Indikator suchen und hinzufügen</label>'
    return f'<ol class="gewaehlte">{items}</ol>{label}{_search(key, about, "", "Indikator suchen und hinzufügen …")}'


def item(key: str, title: str) -> str:
    """A chosen indicator, as assets/vorlagen.js makes them too."""
    said = escape(title)
    return (
        f'<li data-wert="{escape(key)}"><span>{said}</span>'
        f'<button type="button" data-wert-hoch aria-label="{said}: weiter nach vorn">↑</button>'
        f'<button type="button" data-wert-weg aria-label="{said} herausnehmen">×</button></li>'
    )


def _search(key: str, about: str, value: str, hint: str = "Indikator suchen …") -> str:
    return (
        f'<input class="textfeld" id="{key}" list="{LIST}" autocomplete="off" placeholder="{hint}" '
        f'value="{escape(value)}"{about} />'
    )


def _select(key: str, options: list[tuple[str, str]], chosen: str, about: str) -> str:
    inside = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(label)}</option>'
        for value, label in options
    )
    return f'<select id="{key}"{about}>{inside}</select>'


def _themes(city: City) -> list[tuple[str, str]]:
    used = {one.theme for one in city.indicators()}
    there = sorted((one for one in city.catalogue.themes.values() if one.id in used), key=lambda one: one.order)
    return [(one.id, one.title) for one in there]


def _years(city: City) -> list[tuple[str, str]]:
    years = sorted({period.year for periods in city.index.values() for period in periods}, reverse=True)
    return [(str(year), str(year)) for year in years]


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value] if value not in ("", None) else []
