"""Answers given at once, as options of the command: each is kept before the next is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from atlas.founding import decisions
from atlas.founding.data import tell_data
from atlas.founding.outlines import Choice, tell_outlines
from atlas.founding.own_file import own_file, settle, with_answers
from atlas.founding.record import Founding, write_record
from indicators.errors import Fault, FaultyInput
from indicators.model import Catalogue


@dataclass(frozen=True)
class Answers:
    """What was said; empty: nothing."""

    name: str = ""
    key: str = ""
    themes: Sequence[str] = ()
    levels: Sequence[str] = ()  # coarse to fine
    years: str = ""
    outlines: Sequence[str] = ()  # "DATEI" for the finest level, "EBENE=DATEI" for another
    choice: Choice = field(default_factory=Choice)  # for the finest level
    data: Path | None = None
    questions: Mapping[str, str] = field(default_factory=dict)  # about an own file: question -> answer
    proposals: bool = False  # whether the questions that are left are answered by their proposals


def answer(folder: Path, founding: Founding, said: Answers, catalogue: Catalogue) -> Founding:
    """The record with all that was said. FaultyInput at the first step that cannot be; those before it are kept."""
    if said.name or said.key:
        founding = write_record(folder, decisions.tell_place(founding, said.name or founding.name, said.key))
    if said.themes:
        founding = write_record(folder, decisions.tell_themes(founding, said.themes, catalogue))
    if said.levels:
        founding = write_record(folder, decisions.tell_levels(founding, said.levels))
    if said.years:
        founding = write_record(folder, decisions.tell_years(founding, said.years))
    for level, path in sorted(map(_place, said.outlines), key=lambda item: not item[0]):  # the finest knows the others
        choice = said.choice if not level else Choice()
        founding = write_record(folder, tell_outlines(folder, founding, level, path, choice))
    if said.data:
        if not (founding.divisions and founding.finest.file):
            raise FaultyInput([Fault("Daten", "Zuerst braucht es die Grenzen (--outlines), dann die Daten.")])
        founding = write_record(folder, tell_data(folder, founding, said.data, catalogue))
    if said.questions and not founding.own:
        raise FaultyInput([Fault("Fragen", "Fragen gibt es nur zu einer eigenen Datei; geben Sie sie mit --data an.")])
    if (founding.own and not founding.data) or said.questions:
        founding = _settled(folder, founding, said, catalogue)
    return founding


def _settled(folder: Path, founding: Founding, said: Answers, catalogue: Catalogue) -> Founding:
    """The record with the answers about the own file; it is the data once nothing is left to ask."""
    told, faults = with_answers(own_file(folder, founding, catalogue), founding, said.questions)
    write_record(folder, told)
    if faults:
        raise FaultyInput(faults)
    return write_record(folder, settle(folder, told, catalogue, said.proposals))


def _place(said: str) -> tuple[str, Path]:
    """Level and file; "" is the finest. A file whose name holds a "=" is found as it is.

    >>> _place("bezirk=grenzen/b.shp"), _place("grenzen/s.shp")
    (('bezirk', PosixPath('grenzen/b.shp')), ('', PosixPath('grenzen/s.shp')))
    """
    level, sign, path = said.partition("=")
    if not sign or Path(said).exists():
        return "", Path(said)
    return level.strip(), Path(path)


def parents(said: Sequence[str]) -> dict[str, str]:
    """Coarser level -> column, or how many first characters.

    >>> parents(["bezirk=BEZ_NR", "sozialraum=2"])
    {'bezirk': 'BEZ_NR', 'sozialraum': '2'}
    """
    pairs = [word.partition("=") for word in said]
    faults = [
        Fault("--parent", f"„{level}{sign}{way}“: erwartet wird EBENE=SPALTE oder EBENE=STELLEN, etwa bezirk=2.")
        for level, sign, way in pairs
        if not (level and sign and way)
    ]
    if faults:
        raise FaultyInput(faults)
    return {level.strip(): way.strip() for level, _, way in pairs}
