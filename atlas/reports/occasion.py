"""Papers without a template: what a page shows now, as a template made for the occasion."""

from atlas.city import City
from atlas.reports.chapters import glance, map, ranking, series, sources, table, title
from atlas.reports.chapters import numbers as numbers_chapter
from atlas.reports.template import ChapterForm, Template, TemplateChapter, TemplateForm
from atlas.selection import Selection
from atlas.view import look, look_profile
from indicators.errors import WrongUse

WHAT = ("karte", "zeitreihe", "profil", "tabelle")  # as downloads name what a page shows


def template_of(what: str, selection: Selection, city: City) -> tuple[Template, str, tuple[str, ...]]:
    """The template of a page's selection, and the level and keys it is about (none: the town). WrongUse for others."""
    if what not in WHAT:
        raise WrongUse(f"„{what}“ zeigt keine Seite; vorhanden sind: {', '.join(WHAT)}.")
    end = _chapter("sources", "Quellen und Zeichen", sources.Form())
    level, keys = selection.level, selection.areas
    if what == "profil":
        keys = keys or city.tree.keys[city.top][:1]
        level = level if selection.areas else city.top
        head = look_profile(city, level, keys, None, ("bev_insg",)).name
        named, themes = selection.indicators, (selection.theme,) if selection.theme else ()
        body = [
            _chapter("glance", "Auf einen Blick", glance.Form(named, themes)),
            _chapter("table", "Indikatoren", table.Form(named, themes)),
        ]
        return (
            _made(f"Profil {head}", "area", [_chapter("title", "", title.Form(compact=True)), *body, end]),
            level,
            keys,
        )
    if what == "tabelle":
        chosen = selection.indicators or tuple(
            one.id
            for one in city.indicators()
            if level in city.levels_of(one.id) and selection.theme in ("", one.theme)
        )
        form = table.Form(indicators=chosen, of="areas", level=level)
        name = f"{city.head.name}: {city.level(level).plural} im Vergleich"
        return _made(name, "town", [_cover(name), _chapter("table", "", form), end]), city.top, ()
    view = look(selection, city)
    if what == "zeitreihe":
        body = [
            _chapter("series", "Verlauf", series.Form((selection.indicator,), intervals=selection.intervals)),
            _chapter("numbers", "Zahlen zur Abbildung", numbers_chapter.Form()),
        ]
    else:
        body = [
            _chapter("map", "Karte", map.Form(selection.indicator, selection.level)),
            _chapter("ranking", "Rangfolge", ranking.Form(selection.indicator, selection.level)),
            _chapter("series", "Verlauf", series.Form((selection.indicator,))),
            _chapter("table", "Alle Gebiete", table.Form((selection.indicator,), of="areas", level=selection.level)),
        ]
    chapters = [_cover(view.title), *body, end]
    return _made(view.title, "area" if keys else "town", chapters), level if keys else city.top, keys


def _cover(name: str) -> TemplateChapter:
    return _chapter("title", "", title.Form(title=name.replace("{", "(").replace("}", ")"), compact=True))


def _made(name: str, subject: str, chapters: list[TemplateChapter]) -> Template:
    return Template("", TemplateForm(name, subject=subject), tuple(chapters))


def _chapter(kind: str, head: str, form: object) -> TemplateChapter:
    return TemplateChapter(ChapterForm(kind, head), form)
