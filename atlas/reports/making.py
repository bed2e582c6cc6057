"""make: a paper in any format, in the town's design; make_all: that of every area of a level, as one ZIP."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Final

from atlas.city import City, read_head
from atlas.download import UMLAUTS, Download, place
from atlas.progress import Step, silent
from atlas.reports.compose import compose, subject_of
from atlas.reports.design import Design, read_design
from atlas.reports.document import Document
from atlas.reports.earlier import seen_by
from atlas.reports.occasion import template_of
from atlas.reports.template import Template, read_template
from atlas.reports.texts import edited_texts
from atlas.selection import Selection
from atlas.view.words import cite
from indicators.errors import AtlasError, Fault, FaultyInput, WrongUse
from indicators.plugins import discover
from indicators.written import write_whole

FAMILY: Final = "atlas.reports.formats"
DAY: Final = (1980, 1, 1, 0, 0, 0)  # of every member of a ZIP: two runs give the same bytes
FAILED: Final = "Nicht erstellt.txt"


@dataclass(frozen=True)
class Wanted:
    """Which paper."""

    template: str
    level: str = ""
    keys: tuple[str, ...] = ()  # none: the town
    year: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Failure:
    """A paper of a batch that could not be made."""

    name: str  # of the area
    sentence: str


@dataclass(frozen=True)
class Batch:
    """The papers of all areas of a level."""

    download: Download
    made: int
    failed: tuple[Failure, ...]


class Cancelled(AtlasError):
    """Es wurde abgebrochen; nichts wurde gespeichert."""


def format_of(kind: str) -> ModuleType:
    """The format of this name; WrongUse when there is none."""
    formats = discover(FAMILY)
    if kind not in formats:
        raise WrongUse(f"Das Format „{kind}“ gibt es für Berichte nicht; vorhanden sind: {', '.join(formats)}.")
    return formats[kind]


def design_of(city: City, kind: str = "") -> Design:
    """The town's design; FaultyInput where it, or what the format `kind` needs of it, is not right."""
    faults: list[Fault] = []
    design = read_design(city.folder, read_head(city.folder), faults) if city.folder else Design()
    if kind and not faults:
        faults += format_of(kind).check(design)
    if faults:
        raise FaultyInput(faults, "es wurde nichts erstellt")
    return design


def paper(city: City, wanted: Wanted, template: Template | None = None) -> Document:
    """The document; WrongUse and FaultyInput before any work."""
    template = template or read_template(wanted.template, city)
    city = seen_by(city, wanted.status or template.head.status)
    level, keys = subject_of(template, city, wanted.level, wanted.keys)
    texts = edited_texts(None if city.public else city.folder, template.id, level, keys)
    return compose(template, city, level, keys, wanted.year, wanted.status, texts)


def page_paper(city: City, what: str, selection: Selection, year: int | None = None) -> Document:
    """What a page shows, as a paper; `what` as in `occasion.WHAT`."""
    template, level, keys = template_of(what, selection, city)
    address = cite(city, what, f"{selection.query()}{f'&jahr={year}' if year else ''}")
    return compose(template, city, level, keys, year, selection=selection, address=address)


def make(city: City, wanted: Wanted, kind: str, template: Template | None = None) -> Download:
    """One paper."""
    module, design = format_of(kind), design_of(city, kind)
    document = paper(city, wanted, template)
    return Download(name_of(document, module.SUFFIX), module.MIME, module.write(document, design))


def make_all(
    city: City, wanted: Wanted, kind: str, step: Step = silent, cancelled: Callable[[], bool] = lambda: False
) -> Batch:
    """The paper of every area of `wanted.level` that there is today, as one ZIP; what failed is named in it.

    Cancelled when `cancelled` says so between two papers; WrongUse and FaultyInput before any work.
    """
    module, design = format_of(kind), design_of(city, kind)
    template = read_template(wanted.template, city)
    if template.head.subject == "town":
        raise WrongUse(f"Die Vorlage „{template.id}“ ist für die ganze Stadt; lassen Sie die Ebene weg.")
    city = seen_by(city, wanted.status or template.head.status)
    areas = there_today(city, wanted.level, wanted.year)
    into, failed, names = io.BytesIO(), [], set[str]()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as package:
        for done, (key, name) in enumerate(areas):
            if cancelled():
                raise Cancelled("Abgebrochen; es wurde nichts gespeichert.")
            step(name, done, len(areas))
            try:
                document = paper(city, replace(wanted, keys=(key,)), template)
                content = module.write(document, design)
            except (AtlasError, ValueError, LookupError, ArithmeticError) as error:  # one area must not cost the others
                failed.append(Failure(name, str(error)))
                continue
            _put(package, _unlike(name_of(document, module.SUFFIX), key, names), content)
        if failed:
            said = "".join(f"{one.name}: {one.sentence}\r\n" for one in failed)
            _put(package, FAILED, said.encode("utf-8-sig"))
    info = city.level(wanted.level)
    name = _plain(f"{city.head.name} {template.head.title} {info.plural}")
    made = Download(f"{name}-Stand{city.edition.number}.zip", "application/zip", into.getvalue())
    return Batch(made, len(areas) - len(failed), tuple(failed))


def there_today(city: City, level: str, year: int | None) -> Sequence[tuple[str, str]]:
    """Key and name of the areas of a level that there were at the end of `year`, or are today."""
    city.level(level)
    day = dt.date(year, 12, 31) if year else max((v.first for v in city.vintages if v.level == level), default=None)
    return [
        (one.key, one.name)
        for one in city.areas[level]
        if day is None or any(first <= day <= last for first, last in one.windows)
    ]


def name_of(document: Document, suffix: str) -> str:
    """A file name that every system takes."""
    return f"{_plain(f'{document.stamp.town} {document.title}')}-Stand{document.stamp.edition}{suffix}"


def _plain(text: str) -> str:
    return re.sub("[^A-Za-z0-9.]+", "-", text.translate(UMLAUTS)).strip("-.")[:90]


def _unlike(name: str, key: str, taken: set[str]) -> str:
    """A name that no paper before has; areas may have the same name."""
    stem, dot, suffix = name.rpartition(".")
    found = name if name.lower() not in taken else f"{stem}-{_plain(key)}{dot}{suffix}"
    taken.add(found.lower())
    return found


def _put(package: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, DAY)
    member.compress_type = zipfile.ZIP_DEFLATED
    package.writestr(member, content)


def read_area(city: City, area: str) -> tuple[str, tuple[str, ...]]:
    """Level and keys of `LEVEL:KEY`, `LEVEL:KEY+KEY` or a bare key; WrongUse for what does not exist."""
    level, _, keys = area.rpartition(":")
    found = [place(city, f"{level}:{key}" if level else key) for key in keys.split("+") if key]
    levels = {one for one, _ in found}
    if len(levels) != 1:
        raise WrongUse(f"„{area}“ nennt keine Gebiete einer Ebene; schreiben Sie EBENE:SCHLÜSSEL oder EBENE:A+B.")
    return levels.pop(), tuple(key for _, key in found)


def save(path: Path, made: Download) -> Path:
    """Write it to a file, or into a folder under its own name. WrongUse where that does not work."""
    target = path / made.name if path.is_dir() else path
    write_whole(target, made.content)
    return target
