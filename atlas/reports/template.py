"""Templates of reports: TOML files that name chapters and what each is about; read and checked before any work.

The shipped ones lie in data/reports, a town's own in its folder `berichte`; one of the same name replaces the
shipped one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

from atlas.city import City
from atlas.reports.document import STATUSES
from indicators.errors import Fault, FaultyInput, WrongUse
from indicators.forms import fill, nearest, read_toml
from indicators.plugins import discover

SHIPPED: Final = Path(__file__).parents[2] / "data" / "reports"
OWN: Final = "berichte"  # folder of a town with templates of its own
FAMILY: Final = "atlas.reports.chapters"
LEDGERS: Final = ("erstellt", "texte")  # files of that folder that are no templates
NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
SUBJECTS: Final = ("area", "town")
COMMON: Final = ("kind", "title", "id", "new_page", "notes")


@dataclass(frozen=True)
class ChapterForm:
    """What every chapter may say; the rest belongs to its kind."""

    kind: str
    title: str = ""
    id: str = ""  # so that texts of people find it again; default: kind and place
    new_page: bool = False
    notes: str = ""  # for the speaker, besides what is said by itself


@dataclass(frozen=True)
class TemplateForm:
    """The head of a template."""

    title: str
    summary: str = ""  # one sentence: for whom, how long
    subject: str = "area"  # of SUBJECTS: an area or several together, or the whole town
    order: int = 50  # in the list
    status: str = "intern"


@dataclass(frozen=True)
class TemplateChapter:
    """A chapter as the template asks for it; `form` is the dataclass of its kind."""

    head: ChapterForm
    form: Any


@dataclass(frozen=True)
class Template:
    """A template, read and checked against the chapters that there are."""

    id: str
    head: TemplateForm
    chapters: tuple[TemplateChapter, ...]
    own: bool = False  # of the town


def template_files(folder: Path | None) -> dict[str, Path]:
    """Name -> file: the shipped templates, and the town's own in their place."""
    shipped = {path.stem: path for path in sorted(SHIPPED.glob("*.toml"))}
    own = {path.stem: path for path in sorted((folder / OWN).glob("*.toml"))} if folder else {}
    return shipped | {name: path for name, path in own.items() if name not in LEDGERS}


def read_templates(city: City) -> dict[str, Template]:
    """All templates in their order; those with faults are left out, see `read_template`."""
    found = {}
    for name in template_files(city.folder):
        try:
            found[name] = read_template(name, city)
        except FaultyInput:
            continue
    return dict(sorted(found.items(), key=lambda one: (one[1].head.order, one[1].head.title)))


def read_template(name: str, city: City) -> Template:
    """One template, checked against the town's catalogue. WrongUse for none of this name, FaultyInput for faults."""
    files = template_files(city.folder)
    if name not in files:
        raise WrongUse(f"Die Vorlage „{name}“ gibt es nicht; {nearest(name, files)}.")
    place = f"{files[name].parent.name}/{name}.toml"
    document, faults = read_toml(files[name], place)
    template = check_template(name, document, city, place, faults) if not faults else None
    if faults or template is None:
        raise FaultyInput(faults)
    return template if files[name].parent == SHIPPED else Template(name, template.head, template.chapters, True)


def check_template(
    name: str, document: Mapping[str, Any], city: City, place: str, faults: list[Fault]
) -> Template | None:
    """The template that the tables say; faults are appended, None where there is no use in going on."""
    if not NAME.fullmatch(name) or name in LEDGERS:
        said = f"„{name}“ ist kein Name einer Vorlage; erlaubt sind Kleinbuchstaben, Ziffern und Bindestriche."
        faults.append(Fault(place, said))
    head = fill(TemplateForm, {k: v for k, v in document.items() if k != "chapters"}, place, faults)
    if head is not None and head.subject not in SUBJECTS:
        said = f"„{head.subject}“ gibt es hier nicht; {nearest(head.subject, SUBJECTS)}."
        faults.append(Fault(f"{place}, Feld subject", said))
    if head is not None and head.status not in STATUSES:
        said = f"„{head.status}“ gibt es hier nicht; {nearest(head.status, STATUSES)}."
        faults.append(Fault(f"{place}, Feld status", said))
    listed = document.get("chapters", [])
    if not isinstance(listed, list) or not listed:
        faults.append(Fault(place, "Die Vorlage hat kein Kapitel; schreiben Sie mindestens ein [[chapters]]."))
        return None
    read = [_chapter(table, city, f"{place}, Kapitel {n}", faults) for n, table in enumerate(listed, 1)]
    chapters = tuple(one for one in read if one is not None)
    named = [one.head.id for one in chapters if one.head.id]
    for twice in sorted({one for one in named if named.count(one) > 1}):
        faults.append(Fault(place, f"Die Kennung „{twice}“ haben mehrere Kapitel; geben Sie jedem eine eigene."))
    return Template(name, head, chapters) if head is not None and len(chapters) == len(read) else None


def _chapter(table: object, city: City, place: str, faults: list[Fault]) -> TemplateChapter | None:
    kinds = discover(FAMILY)
    kind = table.get("kind") if isinstance(table, Mapping) else None
    if not isinstance(table, Mapping) or not isinstance(kind, str) or kind not in kinds:
        said = f"Die Kapitelart „{kind}“ gibt es nicht" if kind else "Dem Kapitel fehlt seine Art (kind)"
        faults.append(Fault(place, f"{said}; {nearest(str(kind or ''), kinds)}."))
        return None
    module = kinds[kind]
    common = set(COMMON) - {one.name for one in fields(module.Form)}  # the title of a title page is its own
    head = fill(ChapterForm, {k: v for k, v in table.items() if k in common}, place, faults)
    form = fill(module.Form, {k: v for k, v in table.items() if k not in common}, place, faults)
    if head is None or form is None:
        return None
    _known(form, city, place, faults, getattr(module, "LIKE", {}))
    faults += [Fault(place, said) for said in getattr(module, "wrong", lambda _: ())(form)]
    return TemplateChapter(head, form)


def _known(form: Any, city: City, place: str, faults: list[Fault], like: Mapping[str, str]) -> None:
    """Whether the catalogue and the town have what fields name that are called so, or are chosen `like` them."""
    ids, themes = catalogue_ids(city), {*city.catalogue.themes, *default_themes()}
    allowed = {
        "indicator": ids,
        "indicators": ids,
        "theme": themes,
        "themes": themes,
        "level": {info.id for info in city.levels},
    }
    for one in fields(form):
        said, there = getattr(form, one.name), allowed.get(like.get(one.name, one.name))
        for name in said if isinstance(said, tuple) else (said,):
            if name and there is not None and name not in there:
                known = nearest(str(name), there)
                faults.append(Fault(f"{place}, Feld {one.name}", f"„{name}“ gibt es hier nicht; {known}."))


def catalogue_ids(city: City) -> set[str]:
    """Indicators that a template may name: the town's, and those that it has no data for or has not released."""
    own = (city.folder / "catalogue" / "indicators").glob("*.toml") if city.folder else ()
    return {*city.catalogue.indicators, *default_titles(), *(path.stem for path in own)}


@cache
def default_themes() -> frozenset[str]:
    """Themes of the default catalogue; a public edition has only those of what was released."""
    from atlas.recipe import CATALOGUE

    return frozenset(read_toml(CATALOGUE / "themes.toml", "themes.toml")[0].get("themes", {}))


@cache
def default_titles() -> dict[str, str]:
    """Indicators of the default catalogue, which comes with the atlas, with their titles."""
    from atlas.recipe import CATALOGUE

    files = sorted((CATALOGUE / "indicators").glob("*.toml"))
    return {path.stem: str(read_toml(path, path.name)[0].get("title", path.stem)) for path in files}
