"""The templates of a town as files that people change over the web: kept whole, renamed, put away; nothing is lost.

What stood in a file before goes to `berichte/frueher`. Whoever saw something else than what is there now is told.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Collection
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from atlas.reports.template import LEDGERS, OWN, SHIPPED, Template, TemplateChapter, template_files
from atlas.reports.template_text import written
from atlas.reports.texts import all_texts, keep_text
from indicators.errors import AtlasError, WrongUse
from indicators.ledger import alone
from indicators.written import write_text, write_whole, writing

FORMER: Final = "frueher"
LONGEST: Final = 40  # characters of a name made out of a title
UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Meanwhile(AtlasError):
    """Somebody else has changed it since it was looked at."""


def state_of(folder: Path, name: str) -> str:
    """What stands for the file of a template as it is now; "" where there is none."""
    path = template_files(folder).get(name)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path else ""


def keep_template(folder: Path, template: Template, old: str, seen: str) -> None:
    """Write the template as the town's own; `old`: the name it was opened by ("": a new one), `seen`: its state then.

    Under another name the former file of the town is put away, and the texts of people go along. Meanwhile where
    someone has changed it; WrongUse for a name that is taken, and where nothing can be written.
    """
    with _alone(folder):
        _unchanged(folder, old, seen)
        files = template_files(folder)
        if template.id != old and template.id in files:
            raise WrongUse(f"Den Kurznamen „{template.id}“ hat schon eine Vorlage; nehmen Sie einen anderen.")
        path = folder / OWN / f"{template.id}.toml"
        _put_by(path)
        write_text(path, written(template))
        if old and old != template.id and files[old].parent != SHIPPED:
            for one in [one for one in all_texts(folder) if one.template == old]:
                keep_text(folder, replace(one, template=template.id))
                keep_text(folder, replace(one, text=""))  # whoever has the name next begins anew
            _put_by(files[old])
            with writing(files[old]):
                files[old].unlink()


def put_away(folder: Path, name: str, seen: str) -> None:
    """Take the town's own template out of use; a shipped one of this name counts again."""
    with _alone(folder):
        _unchanged(folder, name, seen)
        path = template_files(folder).get(name)
        if path is None or path.parent == SHIPPED:
            raise WrongUse(f"Eine eigene Vorlage mit dem Namen „{name}“ gibt es nicht (mehr); laden Sie die Seite neu.")
        _put_by(path)
        with writing(path):
            path.unlink()


def name_for(title: str, taken: Collection[str]) -> str:
    """A name out of a title, unlike those taken.

    >>> name_for("Profil für „Süd“ & Ost", ["profil-fuer-sued-ost"]), name_for("?", [])
    ('profil-fuer-sued-ost-2', 'vorlage')
    """
    word = re.sub("[^a-z0-9]+", "-", title.lower().translate(UMLAUTS)).strip("-")[:LONGEST].strip("-") or "vorlage"
    names = (word, *(f"{word}-{n}" for n in range(2, len(taken) + len(LEDGERS) + 3)))
    return next(one for one in names if one not in taken and one not in LEDGERS)


def with_ids(template: Template) -> Template:
    """Chapters keep the names that texts of people find them by, wherever they stand now; new ones get one.

    A name that a chapter has by its place anyway is not written.
    """
    taken = {one.head.id for one in template.chapters if one.head.id}
    found: list[TemplateChapter] = []
    for number, one in enumerate(template.chapters, 1):
        own = name_of(one, number)
        name = one.head.id or next(name for name in (own, *_more(own)) if name not in taken)
        taken.add(name)
        found.append(replace(one, head=replace(one.head, id="" if name == f"{one.head.kind}-{number}" else name)))
    return replace(template, chapters=tuple(found))


def name_of(chapter: TemplateChapter, number: int) -> str:
    """What texts of people find a chapter by."""
    return chapter.head.id or f"{chapter.head.kind}-{number}"


def _more(name: str):
    return (f"{name}-{n}" for n in range(2, 10_000))


def _unchanged(folder: Path, name: str, seen: str) -> None:
    if name and (not seen or state_of(folder, name) != seen):
        raise Meanwhile(
            f"Die Vorlage „{name}“ hat inzwischen jemand geändert oder entfernt; es wurde nichts gespeichert. Öffnen "
            "Sie sie in einem neuen Fenster, vergleichen Sie, und laden Sie dann diese Seite neu."
        )


def _put_by(path: Path) -> None:
    """A copy among former files, where there is one."""
    with writing(path):
        before = path.read_bytes() if path.is_file() else None
    if before is not None:
        write_whole(path.parent / FORMER / f"{path.stem}-{dt.datetime.now():%Y-%m-%d-%H%M%S-%f}.toml", before)


@contextmanager
def _alone(folder: Path):
    with writing(folder / OWN):
        (folder / OWN).mkdir(exist_ok=True)
        with alone(folder / OWN / ".vorlagen.lock"):
            yield
