"""Founding a town at a terminal: one question after the other, each answer kept at once, a wrong one asked again."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.founding import decisions
from atlas.founding.outline_files import Looked, bring, look
from atlas.founding.outlines import Choice, parent_ways, tell_outlines
from atlas.founding.record import Division, Founding, missing, write_record
from atlas.founding.workbook import tell_data, write_form
from indicators.errors import FaultyInput
from indicators.model import Catalogue

Ask = Callable[[str], str]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Talk:
    """Where the questions go, and what they are about."""

    folder: Path
    catalogue: Catalogue
    ask: Ask
    say: Say
    this_year: int

    def question(self, words: str, default: str = "") -> str:
        """The answer, or the default for an empty one."""
        return self.ask(f"{words}{f' [{default}]' if default else ''}: ").strip() or default


def ask_all(talk: Talk, founding: Founding) -> Founding | None:
    """Every step that is not answered; None where the person wants to fill in the template first."""
    while left := missing(founding):
        step = left[0]
        try:
            answered = STEPS[step](talk, founding)
        except FaultyInput as faulty:
            talk.say(str(faulty))
            continue
        if answered is None:
            return None
        founding = write_record(talk.folder, answered)
    return founding


def _place(talk: Talk, founding: Founding) -> Founding:
    name = talk.question("Name der Kommune", founding.name)
    return decisions.tell_place(founding, name, talk.question("Gemeindeschlüssel", founding.key or "0"))


def _themes(talk: Talk, founding: Founding) -> Founding:
    talk.say("1 Themen – " + ", ".join(f"{theme.id} = {theme.title}" for theme in talk.catalogue.themes.values()))
    default = ",".join(founding.themes) or next(iter(talk.catalogue.themes))
    return decisions.tell_themes(founding, talk.question("Themen, mit Komma", default).split(","), talk.catalogue)


def _levels(talk: Talk, founding: Founding) -> Founding:
    known = ", ".join(decisions.LEVELS)
    talk.say(f"2 Ebenen – von grob nach fein, ohne die Stadt selbst: {known}, oder ein eigenes Wort.")
    return decisions.tell_levels(founding, talk.question("Ebenen, mit Komma", "stadtteil").split(","))


def _years(talk: Talk, founding: Founding) -> Founding:
    talk.say("3 Zeitraum – das erste und das letzte Jahr, für das es Zahlen gibt.")
    return decisions.tell_years(founding, talk.question("Jahre", f"{talk.this_year - 5}-{talk.this_year - 1}"))


def _outlines(talk: Talk, founding: Founding) -> Founding:
    finest = founding.finest
    talk.say(f"4 Grenzen – eine Datei mit den Umrissen der {finest.plural} (GeoJSON, GeoPackage, Shapefile, KML …).")
    path = _path(talk.question("Datei"))
    looked, choice = _looked(talk, path)
    for sentence in looked.remarks:
        talk.say(sentence)
    talk.say(f"{looked.count} Umrisse. Als Schlüssel möglich: {_offered(looked)}.")
    key = talk.question("Spalte mit dem Schlüssel", looked.keys[0].column if looked.keys else "")
    titles = [candidate.column for candidate in looked.titles if candidate.column != key]
    title = talk.question("Spalte mit dem Namen", titles[0] if titles else "")
    choice = replace(choice, key=key, title=title)
    parents = {}
    for division in founding.divisions[:-1]:
        way = talk.question(f"{division.name}: Spalte, erste Stellen oder eigene Datei", _likely(looked, key, division))
        if Path(way).expanduser().is_file():
            founding = tell_outlines(talk.folder, founding, division.level, _path(way), Choice())
        elif way:
            parents[division.level] = way
    return tell_outlines(talk.folder, founding, "", path, replace(choice, parents=parents))


def _path(said: str) -> Path:
    """A path as people drop it on a terminal: in quotes, from the home folder."""
    return Path(said.strip("'\"")).expanduser()


def _looked(talk: Talk, path: Path) -> tuple[Looked, Choice]:
    """What is in the file; layer and reference system are asked for where the file alone does not tell."""
    choice = Choice()
    with tempfile.TemporaryDirectory() as place:
        copy = bring(Path(place), path)
        while True:
            try:
                return look(copy, choice.layer, choice.crs), choice
            except FaultyInput as faulty:
                said = str(faulty)
                if "(crs)" in said and not choice.crs:
                    talk.say(said)
                    choice = replace(choice, crs=talk.question("Bezugssystem", "EPSG:25832"))
                elif "(layer)" in said and not choice.layer:
                    talk.say(said)
                    choice = replace(choice, layer=talk.question("Ebene der Datei"))
                else:
                    raise


def _offered(looked: Looked) -> str:
    return "; ".join(f"{candidate.column} ({candidate.reason})" for candidate in looked.keys[:5]) or "keine Spalte"


def _likely(looked: Looked, key: str, division: Division) -> str:
    if key not in looked.columns:
        return ""
    ways = parent_ways(looked, Division("", "", "", key=key), division, frozenset(), {key})
    return ways[0] if ways else ""


def _data(talk: Talk, founding: Founding) -> Founding | None:
    founding = write_record(talk.folder, write_form(talk.folder, founding, talk.catalogue))
    talk.say(f"5 Daten – die Vorlage liegt in {talk.folder / founding.template}; füllen Sie sie aus.")
    said = talk.question("Ausgefüllte Datei (leer: später weiter)")
    return tell_data(talk.folder, founding, _path(said), talk.catalogue) if said else None


STEPS: dict[str, Callable[[Talk, Founding], Founding | None]] = {
    "place": _place,
    "themes": _themes,
    "levels": _levels,
    "years": _years,
    "outlines": _outlines,
    "data": _data,
}
