"""Prüfung: what the plausibility rules find hardly true in the edition, and what people answered to it."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from dash import Dash, html

from atlas.city import City
from atlas.components.behind import behind, delivered
from atlas.components.checks import level_name, place_name
from atlas.components.choosers import select
from atlas.components.drawing import Drawing
from atlas.components.findings import WORDS, counted, finding_items, log_in
from atlas.components.parts import address, empty, notice_list, section
from atlas.components.still import still
from atlas.intake.due import all_series
from atlas.numbers import text
from atlas.web.answering import kept
from atlas.web.writing import may_write
from indicators import checks
from indicators.checks import Answer, Finding
from indicators.errors import FaultyInput

PATH = "/pruefung"
TITLE = "Prüfung"
ORDER = 56
INTERNAL = True
UPKEEP = True  # for those who look after the data: below one word in the navigation

PAGE: Final = 40  # findings shown at once
ASKED: Final = ("schwere", "regel", "thema", "lieferung", "ebene", "gebiet", "jahr", "stand")
COUNTED: Final = {"error": ("Fehler",) * 2, "warning": ("auffällig",) * 2, "note": ("Hinweis", "Hinweise")}
STATES: Final = {"offen": "ohne Antwort", "beantwortet": "beantwortet"}


def layout(city: City, query: dict[str, str]):
    found = kept(city).findings
    answers, faults = _answers(city)
    parts: list[Any] = [_head(found, answers), notice_list(faults), *_body(city, query, answers)]
    return html.Div(parts, className="seite pruefung")


def _answers(city: City) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """What people said until now, read anew: an answer holds at once."""
    if city.folder is None:
        return {}, ()
    try:
        return checks.read_answers(city.folder), ()
    except FaultyInput as error:
        return {}, tuple(str(fault) for fault in error.faults)


def _head(found: tuple[Finding, ...], answers: dict[str, Answer]):
    left = [f for f in found if f.fingerprint not in answers]
    count = Counter(f.severity for f in left)
    said = [f"{text(count[s], 0)} {one if count[s] == 1 else many}" for s, (one, many) in COUNTED.items()]
    lead = "Zahlen, die so kaum stimmen können. Eine Antwort gilt sofort und bleibt, bis sich die Zahlen ändern."
    state = f"Ohne Antwort: {', '.join(said)}; beantwortet: {text(len(found) - len(left), 0)}."
    return html.Div([html.H1("Prüfung"), html.P(lead, className="vorspann"), html.P(state)])


def _body(city: City, query: Mapping[str, str], answers: dict[str, Answer]) -> list[object]:
    whole = kept(city)
    if city.file(checks.FILE) is None:
        return [empty("Dieser Stand wurde ohne Prüfung gebildet; laden Sie die Kommune noch einmal.")]
    if not whole.findings:
        return [empty("Die Prüfregeln finden in diesem Stand nichts Unglaubwürdiges.")]
    if why := may_write():
        titles = {key: rule.TITLE for key, rule in checks.family().items()}
        table = counted(whole.findings, lambda f: f.fingerprint in answers, titles)
        reason = f"Die einzelnen Befunde nennen Zahlen vor der Geheimhaltung. {why}"
        shut = [still(html.Div(table, className="rolltafel")), html.P(reason), log_in(PATH, "Mit Kennwort anmelden")]
        return [section("Befunde", shut)]
    asked = {name: query[name] for name in ASKED if query.get(name)}
    shown = [f for f in whole.findings if _fits(city, f, asked, answers)]
    return [_choosers(city, asked, answers), *_list(city, shown, asked, query.get("seite", ""), answers)]


# --- choosing --------------------------------------------------------------------------------------------------------


def _values(city: City, f: Finding, answers: dict[str, Answer]) -> dict[str, set[str]]:
    """What a finding is, for each chooser."""
    variables = delivered(city, kept(city).variables(f.subject))
    return {
        "schwere": {f.severity},
        "regel": {f.check},
        "thema": {t for t, of in behind(city).items() if f.subject in of or of & variables},
        "lieferung": {s.name for s in all_series(city) if variables & set(s.variables)},
        "ebene": {f.level},
        "gebiet": {f"{f.level}:{f.area}"} if f.area else set(),
        "jahr": {_year(f.period)},
        "stand": {"beantwortet" if f.fingerprint in answers else "offen"},
    }


def _year(period: str) -> str:
    """The year that a period counts for: `2022-12-31`, `2021/2022` and `2020-2022` are 2022."""
    return period[:4] if len(period) == len("2022-12-31") else period[-4:]


def _fits(city: City, f: Finding, asked: Mapping[str, str], answers: dict[str, Answer]) -> bool:
    if not asked:
        return True
    values = _values(city, f, answers)
    return all(value in values[name] for name, value in asked.items())


def _choosers(city: City, asked: Mapping[str, str], answers: dict[str, Answer]):
    """Choosers of what there is, each with the findings that it would leave of those the others leave."""
    values = [_values(city, f, answers) for f in kept(city).findings]
    rules = {key: rule.TITLE for key, rule in checks.family().items()}
    themes = {t.id: t.title for t in sorted(city.catalogue.themes.values(), key=lambda t: t.order)}
    levels = {info.id: info.name for info in city.levels}
    areas = sorted({area for one in values for area in one["gebiet"]})
    years = sorted({year for one in values for year in one["jahr"]} - {""}, reverse=True)
    kinds = (
        ("Schwere", "schwere", WORDS),
        ("Antwort", "stand", STATES),
        ("Regel", "regel", rules),
        ("Thema", "thema", themes),
        ("Lieferung", "lieferung", {s.name: s.title for s in sorted(all_series(city), key=lambda s: s.title)}),
        ("Raumebene", "ebene", levels),
        ("Gebiet", "gebiet", {area: _area(city, area) for area in areas}),
        ("Jahr", "jahr", {year: year for year in years}),
    )
    fields = []
    for label, name, titles in kinds:
        others = {key: value for key, value in asked.items() if key != name}
        left = [one for one in values if all(value in one[key] for key, value in others.items())]
        count = Counter(key for one in left for key in one[name])
        options = [
            ("", "alle"),
            *((k, f"{t} ({count[k]})") for k, t in titles.items() if count[k] or asked.get(name) == k),
        ]
        fields.append(select(label, name, options, asked.get(name, ""), forget="seite"))
    return html.Div(fields, className="felder")


def _area(city: City, area: str) -> str:
    level, _, key = area.partition(":")
    return f"{place_name(city, level, key)}, {level_name(city, level)}"


# --- the list --------------------------------------------------------------------------------------------------------


def _list(
    city: City, shown: list[Finding], asked: dict[str, str], page: str, answers: dict[str, Answer]
) -> list[object]:
    if not shown:
        return [empty("Zu dieser Auswahl gibt es keinen Befund."), html.P(html.A("Alle Befunde", href=PATH))]
    shown.sort(key=lambda f: (checks.SEVERITIES.index(f.severity), f.check, f.fingerprint in answers))  # stable
    pages = -(-len(shown) // PAGE)
    number = min(max(int(page), 1), pages) if page.isascii() and page.isdigit() else 1
    groups: dict[tuple[str, str], list[Finding]] = {}
    for f in shown[(number - 1) * PAGE : number * PAGE]:
        groups.setdefault((f.severity, f.check), []).append(f)
    rules = checks.family()
    parts: list[object] = []
    for (severity, check), members in groups.items():
        of = sum((f.severity, f.check) == (severity, check) for f in shown)
        some = f"{len(members)} von {text(of, 0)}" if of > len(members) else text(of, 0)
        title = rules[check].TITLE if check in rules else check
        items = f'<ul class="befundliste">{finding_items(city, kept(city), members, answers)}</ul>'
        parts.append(section(title, Drawing(markup=items), f"{checks.HEADS[severity]}: {some}", f"{severity}-{check}"))
    return [*parts, _pages(asked, number, pages, len(shown))]


def _pages(asked: dict[str, str], number: int, pages: int, found: int):
    """The ways to the page before and the page behind."""
    if pages == 1:
        return None
    ways = [("Zurück", number - 1), ("Weiter", number + 1)]
    links = [
        html.A(word, href=address(PATH, **asked, seite=str(to)), className="knopf")
        for word, to in ways
        if 1 <= to <= pages
    ]
    said = html.Span(f"Seite {number} von {pages}, {text(found, 0)} Befunde")
    return html.Nav([said, *links], className="knopfreihe blaettern", **{"aria-label": "Seiten"})


def callbacks(app: Dash, city: City) -> None:
    """None: choosers write the address; assets/pruefung.js sends answers."""
