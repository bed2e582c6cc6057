"""`atlas attack`: what a reader of an edition computes of its hidden cells; it sees nothing but the artefacts.

With the truth beside it (an edition of the house) it also finds who knows their own case, and numbers that are wrong.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from atlas.city import City
from atlas.publishing.account import SHOWN, Named, cell_words
from atlas.publishing.artefacts import Artefact, Read, asked, read_artefacts
from atlas.publishing.description import Description, described, frame_of
from atlas.publishing.traces import traces
from indicators import store
from indicators.counting.cube import Cube
from indicators.disclosure.attack import VERDICTS
from indicators.disclosure.publication import Known
from indicators.disclosure.reading import Attacked, attack_said, truth_of
from indicators.disclosure.said import Frame, cubes_of
from indicators.errors import WrongUse

DATABASES = (".sqlite", ".db")


def stored_cubes(city: City) -> list[Cube]:
    """Every cube of the open edition, as it lies in the database."""
    read = (
        store.read_cube(city.engine, city.edition.number, indicator, level, city.tree.keys[level])
        for indicator, level in city.index
    )
    return [cube for cube in read if cube is not None]


def attack(
    public: City, known: Known, cubes: Iterable[Cube] | None = None, truth: Iterable[Cube] | None = None
) -> Attacked:
    """Attack the cubes of a public edition (others in their place, for tests), with the `truth` of the house or not."""
    shown = stored_cubes(public) if cubes is None else list(cubes)
    return attack_said(Frame(public.catalogue, public.methods, public.tree, known, public.index), shown, truth=truth)


def attack_files(
    public: City, artefacts: Iterable[Artefact], truth: Iterable[Cube] | None = None
) -> tuple[Attacked, Read]:
    """Attack a public database and files beside it, together."""
    return _attack(described(public), stored_cubes(public), artefacts, truth)


def attack_artefacts(
    description: Description, artefacts: Iterable[Artefact], truth: Iterable[Cube] | None = None
) -> tuple[Attacked, Read]:
    """Attack what was received, without the database."""
    return _attack(description, None, artefacts, truth)


def _attack(
    description: Description,
    cubes: list[Cube] | None,
    artefacts: Iterable[Artefact],
    truth: Iterable[Cube] | None,
) -> tuple[Attacked, Read]:
    frame, received = frame_of(description), list(artefacts)
    read = read_artefacts(received, frame)
    true = None if truth is None else list(truth)
    found = attack_said(frame, cubes_of(frame, read.said) if cubes is None else cubes, read.said, true)
    if true is not None:
        real = truth_of(found.publication, true, frame)
        read = replace(read, traces=tuple(traces(received, found.publication, real, frame, description)))
    return found, read


def database_in(folder: Path) -> Path:
    """The one database in a folder of published files; WrongUse where there is none, or more than one."""
    found = sorted(path for path in folder.iterdir() if path.suffix in DATABASES)
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "keine"
        raise WrongUse(
            f"{folder}: Gebraucht wird genau eine Datenbank, die atlas publish schrieb; gefunden: {names}. Legen Sie "
            "die Datenbank der Ausgabe zu den Dateien, oder geben Sie sie einzeln an."
        )
    return found[0]


def files_in(folder: Path) -> Iterator[Artefact]:
    """Every other file of a folder, and of those in it; a picture with the SVG that lies beside it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and not path.suffix.startswith(DATABASES):
            name, drawing = str(path.relative_to(folder)), path.with_suffix(".svg")
            beside = drawing.read_bytes() if path.suffix == ".png" and drawing.is_file() else b""
            yield Artefact(name, path.read_bytes(), asked(name), beside)


def attack_text(attacked: Attacked, public: Named) -> str:
    """What was found, in German; the cells by name."""
    p, said = attacked.publication, []
    for finding in attacked.findings[:SHOWN]:
        between = f" (zwischen {finding.low:g} und {finding.high:g})" if finding.high > finding.low else ""
        said.append(f"{cell_words(finding.cell, p, public)}: {VERDICTS[finding.verdict]}{between}.")
    for cell in attacked.wrong[:SHOWN]:
        said.append(f"{cell_words(cell, p, public)}: Die Veröffentlichung widerspricht der Zahl des Hauses.")
    more = len(attacked.findings) + len(attacked.wrong) - len(said)
    if more > 0:
        said.append(f"und {more} weitere")
    count = len(attacked.findings) + len(attacked.wrong)
    result = ("eine Zelle ist offen" if count == 1 else f"{count} Zellen sind offen") if count else "keine ist offen"
    rounded = f" und {attacked.rounded} kleine gerundete" if attacked.rounded else ""
    said.append(f"Angriff auf {attacked.cells} verborgene{rounded} Zellen: {result}.")
    return "\n".join(said) + "\n"


def read_text(read: Read, attacked: Attacked) -> str:
    """What was read, and what was not; a line each."""
    kinds = [f"{count} {title}" for title, count in read.kinds.items()]
    said = [f"Gelesen: {', '.join(kinds) or 'nichts'}; {len(read.said)} Aussagen."]
    said += [f"Nicht gelesen: {fault}" for fault in read.faults[:SHOWN]]
    if len(read.faults) > SHOWN:
        said.append(f"und {len(read.faults) - SHOWN} weitere Dateien")
    said += map(str, read.traces[:SHOWN])
    if len(read.traces) > SHOWN:
        said.append(f"und {len(read.traces) - SHOWN} weitere Stellen")
    for one in attacked.strange[:SHOWN]:
        said.append(f"Aussage über nichts in der Ausgabe: {one.indicator}, {one.level} {one.area}, {one.period}.")
    if len(attacked.strange) > SHOWN:
        said.append(f"und {len(attacked.strange) - SHOWN} weitere Aussagen")
    return "\n".join(said) + "\n"
