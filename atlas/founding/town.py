"""The end of founding a town: its files, written beside the answers, and the first edition."""

from dataclasses import replace
from pathlib import Path

from atlas.city import database_url
from atlas.founding.city_toml import city_toml
from atlas.founding.data import texts_of
from atlas.founding.decisions import levels_said, years_said
from atlas.founding.legal_texts import legal_texts
from atlas.founding.record import RECORD, STEPS, Founding, missing, write_record
from atlas.progress import Step, silent
from atlas.publishing.legal import FOLDER
from atlas.recipe import CATALOGUE
from indicators import store
from indicators.catalogue.folders import read_catalogue
from indicators.errors import AtlasError, Fault, FaultyInput
from indicators.model import Catalogue
from indicators.written import write_whole

README = "LIESMICH.md"


def default_catalogue() -> Catalogue:
    """The themes, variables and indicators that every town may use."""
    return read_catalogue([CATALOGUE])


def texts(folder: Path, founding: Founding, catalogue: Catalogue) -> dict[str, str]:
    """Every file of the town but those that were given: path below the folder -> text; city.toml comes last."""
    made = texts_of(folder, founding, catalogue)
    deliveries = sorted(name.removeprefix("deliveries/") for name in made if name.startswith("deliveries/"))
    own = {README: read_me(founding, deliveries, len(made) > len(deliveries))} | legal_texts(founding.name)
    return made | own | {"city.toml": city_toml(founding)}


def write_town(folder: Path, founding: Founding, catalogue: Catalogue) -> list[Path]:
    """Write the files that are not there yet; returns all. FaultyInput where one is there and says something else.

    Texts that the town has begun to fill in are left as they are, and are not ours.
    """
    if left := missing(founding):
        raise FaultyInput([Fault(RECORD, f"Es fehlt noch: {', '.join(STEPS[step] for step in left)}.")])
    made = {folder / name: said.encode() for name, said in texts(folder, founding, catalogue).items()}
    for path in [p for p in made if p.parent.name == FOLDER and p.exists() and p.read_bytes() != made[p]]:
        del made[path]
    there = {path for path in made if path.exists()}
    faults = [
        Fault(
            path.relative_to(folder).as_posix(),
            "Die Datei gibt es schon mit anderem Inhalt; sie wird nicht überschrieben. Benennen Sie sie um.",
        )
        for path in sorted(there)
        if path.read_bytes() != made[path]
    ]
    if faults:
        raise FaultyInput(faults)
    for path, content in made.items():
        if path not in there:
            write_whole(path, content)
    return list(made)


def found(folder: Path, founding: Founding, catalogue: Catalogue, step: Step = silent) -> str:
    """Write the town and load it; the report of the load.

    What is wrong leaves only the answers behind, and the next run asks for the data again.
    """
    from atlas.intake.ingest import load

    written = write_town(folder, founding, catalogue)
    try:
        return load(folder, step).text
    except AtlasError:
        for path in written:
            path.unlink()
        for place in ("deliveries", FOLDER, "catalogue/variables", "catalogue/indicators", "catalogue"):
            if (folder / place).is_dir() and not any((folder / place).iterdir()):
                (folder / place).rmdir()
        write_record(folder, replace(founding, data=""))
        raise


def is_founded(folder: Path) -> bool:
    """Whether the town has its files and was loaded; a process that was killed between the two goes on."""
    if not (folder / "city.toml").is_file():
        return False
    engine = store.connect(database_url(folder))
    try:
        return store.newest_edition(engine) is not None
    finally:
        engine.dispose()


def read_me(founding: Founding, deliveries: list[str], catalogue: bool) -> str:
    """What lies where, and what to do next year; `catalogue`: whether the town has variables of its own."""
    outlines = "\n".join(f"- `raw/{d.file}`: Grenzen der {d.plural}" for d in founding.divisions if d.file)
    part = "die Tabelle" if founding.own else "ein Blatt der Datei"
    read = "\n".join(f"- `deliveries/{name}`: wie {part} gelesen wird" for name in deliveries)
    if catalogue:
        read += "\n- `catalogue`: eigene Merkmale, ihre Quelle und je ein Indikator, der sie zeigt"
    file = "Die Datei in derselben Form nehmen, mit den neuen Zahlen und dem neuen Zeitbezug."
    if not founding.own:
        file = (
            "Eine Kopie der Excel-Datei nehmen, die alten Zeilen löschen, je Gebiet eine Zeile mit dem neuen Zeitbezug."
        )
    span = years_said(founding)
    return f"""# {founding.name}

Diesen Ordner hat „atlas new“ angelegt. Alles darin sind gewöhnliche Dateien; sie dürfen von Hand geändert werden.
Raumebenen: {levels_said(founding.divisions)}. Zeitraum: {span}.

## Was wo liegt

- `city.toml`: Name, Raumebenen und Grenzen
{outlines}
- `raw/{founding.data}`: die Zahlen, wie sie gegeben wurden
{read}
- `{FOLDER}`: Impressum, Datenschutz, Erklärung zur Barrierefreiheit und Lizenz, mit Lücken zum Ausfüllen
- `{RECORD}`: die Antworten, aus denen der Ordner entstanden ist
- die Datei auf `.sqlite`: der geladene Stand; sie lässt sich mit `atlas load` jederzeit neu bilden

## Ansehen und ändern

- `atlas serve ORDNER` zeigt den Atlas im Browser.
- `atlas check ORDNER` nennt alle Fehler auf einmal, `atlas load ORDNER` bildet nach einer Änderung einen neuen Stand.
- Bevor der Atlas öffentlich wird: In den Texten unter `{FOLDER}` jede Lücke „[hier ausfüllen: ...]“ ersetzen;
  `atlas check ORDNER --public` nennt, was noch fehlt.

## Im nächsten Jahr

1. {file}
2. Auf der Seite „Lieferungen“ des Atlas aufgeben, die Vorschau ansehen, annehmen. Die alten Werte bleiben erhalten.
   Ohne Browser: `atlas import DATEI ORDNER --spec {(deliveries or ["daten_stichtag.toml"])[0].removesuffix(".toml")}`
   zeigt die Vorschau, mit `--accept` gilt sie.
3. Neue Grenzen bekommen in `city.toml` ein zweites `[[boundaries]]` mit `valid_from`.
"""
