"""compose(template, city, ...) -> Document: every chapter asked for its blocks, pictures and tables numbered."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import quote, urlencode

from atlas.city import City
from atlas.reports.ask import Ask
from atlas.reports.document import (
    DRAFT,
    INTERNAL,
    PUBLIC,
    STATUSES,
    Block,
    Chapter,
    Document,
    Paragraph,
    Pictures,
    Spine,
    Tabular,
    Tiles,
)
from atlas.reports.template import FAMILY, Template, TemplateChapter
from atlas.reports.texts import Edited
from atlas.selection import Selection
from indicators.errors import WrongUse
from indicators.plugins import discover


def compose(
    template: Template,
    city: City,
    level: str = "",
    keys: tuple[str, ...] = (),
    year: int | None = None,
    status: str = "",
    edited: Mapping[str, Edited] | None = None,
    selection: Selection | None = None,
    address: str = "",
) -> Document:
    """The paper of one subject: an area (`level`, `keys`), several together, or the town (neither).

    `status`: of STATUSES, default the template's; `selection`: how a page shows what the chapters name, with its
    `address`. WrongUse for what does not exist, and for a public paper of an
    internal edition.
    """
    status = _status(status or template.head.status, city)
    level, keys = subject_of(template, city, level, keys)
    address = address or address_of(template.id, level, keys, city, year)
    ask = Ask(city, level, keys, year, status, template.head.title, edited or {}, address, selection)
    chapters: list[Chapter] = []
    count = {"Abbildung": 0, "Tabelle": 0}
    for number, asked in enumerate(template.chapters, 1):
        chapter = _chapter(asked, number, ask, count)
        if chapter is None:
            continue
        chapters.append(chapter)
        ask = _after(ask, chapter)
    profile = ask.profile(ask.city_wide)
    title = template.head.title if ask.town or not template.id else f"{profile.name} – {template.head.title}"
    return Document(
        title=title,
        subtitle=city.head.name if ask.town else f"{profile.kind}, {city.head.name}",
        status=status,
        stamp=profile.stamp,
        template=template.id,
        level=level,
        keys=keys,
        chapters=tuple(chapters),
        address=address,
        date=profile.stamp.made_on,
    )


def subject_of(template: Template, city: City, level: str, keys: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """What the paper is about: the areas, or the town where none are named or the template is for the town alone."""
    if not keys or template.head.subject == "town":
        return city.top, city.tree.keys[city.top][:1]
    return level, keys


def address_of(template: str, level: str, keys: tuple[str, ...], city: City, year: int | None) -> str:
    """The address at which the same paper of the same edition can be seen again."""
    query = [("ebene", level), ("gebiete", ",".join(keys))] if level != city.top else []
    query += [("jahr", str(year))] if year else []
    query += [("status", PUBLIC)] if city.public and city.folder else []  # the house counts its editions by themselves
    query += [("stand", str(city.edition.number))]
    return f"{city.head.address.rstrip('/')}/bericht/{template}?{urlencode(query, quote_via=quote, safe=',')}"


def _status(status: str, city: City) -> str:
    if status not in STATUSES:
        raise WrongUse(f"Den Status „{status}“ gibt es nicht; erlaubt sind {', '.join(STATUSES)}.")
    if status == PUBLIC and not city.public:
        raise WrongUse(
            "Öffentlich kann ein Papier nur aus einer öffentlichen Ausgabe werden; veröffentlichen Sie zuerst "
            f"(atlas publish) oder wählen Sie {INTERNAL} oder {DRAFT}."
        )
    return PUBLIC if status == INTERNAL and city.public else status


def _chapter(asked: TemplateChapter, number: int, ask: Ask, count: dict[str, int]) -> Chapter | None:
    module = discover(FAMILY)[asked.head.kind]
    name = asked.head.id or f"{asked.head.kind}-{number}"
    blocks = module.blocks(asked.form, replace(ask, chapter=name))
    if not blocks:
        return None
    numbered = tuple(_numbered(one, count) for block in blocks for one in _changed(block, ask.edited))
    notes = "\n".join(part for part in (asked.head.notes, _notes(numbered)) if part)
    return Chapter(asked.head.kind, asked.head.title, numbered, asked.head.new_page, notes, name)


def _changed(block: Block, edited: Mapping[str, Edited]) -> tuple[Block, ...]:
    """The text that people put in the place of the atlas's own, and whether the numbers behind it are others now."""
    if not isinstance(block, Paragraph) or block.place not in edited:
        return (block,)
    own = edited[block.place]
    if own.basis == block.text:
        return (replace(block, text=own.text, tone="edited"),)
    said = (
        f"Die Zahlen hinter diesem Text haben sich seit Stand {own.edition} geändert; er ist von {own.by}. "
        f"Der Atlas schreibt heute: „{block.text}“"
    )
    return replace(block, text=own.text, tone="changed"), Paragraph(said, "gap")


def _numbered(block: Block, count: dict[str, int]) -> Block:
    def label(kind: str) -> str:
        count[kind] += 1
        return f"{kind} {count[kind]}"

    if isinstance(block, Tabular):
        return replace(block, label=label("Tabelle"))
    if isinstance(block, Spine):
        return replace(block, label=label("Abbildung"))
    if isinstance(block, Pictures):
        return replace(block, items=tuple(replace(one, label=label("Abbildung")) for one in block.items))
    return block


def _notes(blocks: Iterable[Block]) -> str:
    """What a speaker says: the numbers of every picture, how it is read, where it comes from."""
    said = []
    for block in blocks:
        for one in block.items if isinstance(block, Pictures) else ():
            said += [one.alt, f"Lesehilfe: {one.view.reading}", one.view.indicator.reading, one.view.source]
        if isinstance(block, Spine):
            said.append(block.alt)
        if isinstance(block, Tabular):
            said.append(f"{block.caption}. {block.source}")
    return "\n".join(dict.fromkeys(part for part in said if part))


def _after(ask: Ask, chapter: Chapter) -> Ask:
    """The ask of the next chapter, which knows what was shown before."""
    pictures, shown, sources = list(ask.pictures), list(ask.indicators), list(ask.sources)
    for block in chapter.blocks:
        if isinstance(block, Pictures):
            pictures += block.items
            shown += [one.view.indicator.id for one in block.items]
            sources += [one.view.source for one in block.items]
        elif isinstance(block, Tiles):
            shown += [row.indicator.id for row in block.rows]
        elif isinstance(block, Spine):
            shown += [one.row.indicator.id for one in block.rows]
        elif isinstance(block, Tabular):
            shown += [entry.of.indicator for row in block.rows for entry in row if entry.of]
            sources.append(block.source)
    if shown:
        rows = ask.profile(tuple(dict.fromkeys(shown)))
        sources += rows.sources if chapter.kind in ("glance", "spine", "text") else ()
    return replace(
        ask,
        pictures=tuple(pictures),
        indicators=tuple(dict.fromkeys(shown)),
        sources=tuple(dict.fromkeys(part for part in sources if part)),
    )
