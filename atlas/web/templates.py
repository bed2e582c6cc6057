"""Routes of the page Vorlagen: a draft becomes a preview, a file of the town, or sentences at its fields."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from dash import Dash
from flask import Response, request

from atlas.city import City
from atlas.reports.document import INTERNAL, PUBLIC
from atlas.reports.fields import SHARED, chapter_fields
from atlas.reports.formats import html
from atlas.reports.keeping import Meanwhile, keep_template, name_for, name_of, put_away, state_of, with_ids
from atlas.reports.making import Wanted, design_of, paper, read_area
from atlas.reports.template import FAMILY, Template, check_template, template_files
from atlas.web.writing import refused, told
from indicators.errors import AtlasError, Fault
from indicators.plugins import discover

MOST_BYTES: Final = 400_000  # of what a page sends
MOST_CHAPTERS: Final = 100
DRAFT_PLACE: Final = "Vorlage"  # where faults of a draft are
_AT: Final = re.compile(r"(?:, Kapitel (\d+))?(?:, Feld (\w+))?")
_MISSING: Final = re.compile(r"Das Feld „(\w+)“ fehlt")
_UNKNOWN: Final = re.compile(r"„(.*?)“ gibt es hier nicht", re.DOTALL)


def register(app: Dash, city: City, folder: Path) -> None:
    """Add the routes to the application's server."""
    server = app.server

    @server.post("/vorlagen/vorschau")
    def preview_template() -> Response:
        """The draft as a paper for the area that the page names, or its faults; nothing is kept."""
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _said()
        template, faults = read_draft(said, city, _text(said, "name") or "vorschau")
        if template is None or faults:
            return told({"faults": placed(faults)})
        template = with_ids(template)
        try:
            level, keys = read_area(city, area) if (area := _text(said, "area")) else ("", ())
            status = INTERNAL if template.head.status == PUBLIC else ""
            design = design_of(city)
            made = paper(city, Wanted(template.id, level, keys, status=status), template)
        except AtlasError as error:
            return told({"faults": [], "sentences": str(error).splitlines()})
        shown = [one.id for one in made.chapters]
        named = [name_of(one, number) for number, one in enumerate(template.chapters, 1)]
        places = [shown.index(one) + 1 if one in shown else 0 for one in named]
        return told({"html": html.body(made, design), "title": made.title, "places": places})

    @server.post("/vorlagen/speichern")
    def save_template() -> Response:
        """Keep the draft as a file of the town."""
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _said()
        old, taken = _text(said, "old"), template_files(folder)
        head = said.get("template")
        title = str(head.get("title", "")) if isinstance(head, dict) else ""
        name = _text(said, "name") or old or name_for(title, taken)
        template, faults = read_draft(said, city, name)
        if template is None or faults:
            return told({"faults": placed(faults)}, 400)
        try:
            keep_template(folder, with_ids(template), old, _text(said, "seen"))
        except Meanwhile as error:
            return told({"faults": [], "sentences": [str(error)]}, 409)
        except AtlasError as error:
            return told({"faults": [], "sentences": str(error).splitlines()}, 400)
        return told({"name": name, "seen": state_of(folder, name)})

    @server.post("/vorlagen/entfernen")
    def remove_template() -> Response:
        if (no := refused(MOST_BYTES)) is not None:
            return no
        said = _said()
        try:
            put_away(folder, _text(said, "name"), _text(said, "seen"))
        except AtlasError as error:
            return told({"sentences": [str(error)]}, 409 if isinstance(error, Meanwhile) else 400)
        return told({"removed": _text(said, "name")})


def read_draft(said: Mapping[str, Any], city: City, name: str) -> tuple[Template | None, list[Fault]]:
    """The template that a page sends, and what is wrong with it."""
    faults: list[Fault] = []
    document = said.get("template")
    if not isinstance(document, dict):
        return None, [Fault(DRAFT_PLACE, "Die Anfrage ist nicht vollständig; laden Sie die Seite neu.")]
    chapters = document.get("chapters")
    if isinstance(chapters, list) and len(chapters) > MOST_CHAPTERS:
        most = f"Die Vorlage hat {len(chapters)} Kapitel; erlaubt sind {MOST_CHAPTERS}."
        return None, [Fault(DRAFT_PLACE, most)]
    found = check_template(name, document, city, DRAFT_PLACE, faults)
    listed = chapters if isinstance(chapters, list) else []
    faults += _empty(listed)
    return found, [_reworded(one, listed) for one in faults]


def _empty(chapters: Sequence[Any]) -> list[Fault]:
    """Fields that must be filled and say nothing: the dataclass takes an empty text and an empty list."""
    found = []
    for number, one in enumerate(chapters, 1):
        kind = one.get("kind") if isinstance(one, dict) else None
        for asked in chapter_fields(kind) if isinstance(kind, str) and kind in discover(FAMILY) else ():
            if asked.needed and asked.name in one and not one[asked.name]:
                place = f"{DRAFT_PLACE}, Kapitel {number}, Feld {asked.name}"
                found.append(Fault(place, f"Das Feld „{asked.name}“ fehlt; ergänzen Sie es."))
    return found


def _reworded(fault: Fault, chapters: Sequence[Any]) -> Fault:
    """The sentence for people who see a form instead of TOML."""
    if "[[chapters]]" in fault.sentence:
        return Fault(fault.place, "Die Vorlage hat noch kein Kapitel; fügen Sie eines hinzu.")
    missing = _MISSING.match(fault.sentence)
    if missing:
        place = fault.place if ", Feld " in fault.place else f"{fault.place}, Feld {missing[1]}"
        chosen = missing[1] in SHARED
        return Fault(place, "Wählen Sie hier etwas aus." if chosen else "Füllen Sie dieses Feld aus.")
    unknown = _UNKNOWN.match(fault.sentence)
    at = _AT.match(fault.place.removeprefix(DRAFT_PLACE))
    if unknown and at and at[1] and at[2] and _way(chapters, int(at[1]), at[2]) in ("indicator", "indicators"):
        said = f"Einen Indikator „{unknown[1]}“ hat der Katalog nicht; wählen Sie einen aus der Liste."
        return Fault(fault.place, said)
    return fault


def _way(chapters: Sequence[Any], number: int, field: str) -> str:
    module = discover(FAMILY)[chapters[number - 1]["kind"]]
    return str(getattr(module, "LIKE", {}).get(field, field))


def placed(faults: Sequence[Fault]) -> list[dict[str, Any]]:
    """Each sentence with the number of its chapter (0: the head) and its field ("": the whole)."""
    found = []
    for fault in faults:
        at = _AT.match(fault.place.removeprefix(DRAFT_PLACE))
        chapter, field = (int(at[1] or 0), at[2] or "") if at else (0, "")
        name = not chapter and "kein Name einer Vorlage" in fault.sentence
        found.append({"chapter": chapter, "field": "name" if name else field, "sentence": fault.sentence})
    return found


def _said() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _text(said: Mapping[str, Any], name: str) -> str:
    found = said.get(name)
    return found.strip() if isinstance(found, str) else ""
