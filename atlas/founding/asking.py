"""Founding a town at a terminal: one question after the other, each answer kept at once, a wrong one asked again."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from atlas.founding import decisions
from atlas.founding.data import tell_data
from atlas.founding.outline_files import Looked, bring, look
from atlas.founding.outlines import Choice, parent_ways, tell_outlines
from atlas.founding.own_file import own_file, settle, unanswered, with_answers
from atlas.founding.record import Division, Founding, missing, write_record
from atlas.founding.workbook import write_form
from atlas.intake.newcomer_text import HOW_NEW, SHOWN
from indicators.deliveries.questions import SOURCE
from indicators.deliveries.recognised import Question, Recognised
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
    named = decisions.tell_place(founding, talk.question("Name der Kommune", founding.name))
    return decisions.tell_place(named, named.name, talk.question("Gemeindeschlüssel", named.key))


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
    """A file, and where it is an office's own, the questions about it."""
    if founding.own:
        try:
            recognised = own_file(talk.folder, founding, talk.catalogue)
        except FaultyInput as faulty:  # the levels or outlines are others than when it was given
            talk.say(str(faulty))
        else:
            return _own(talk, founding, recognised)
    founding = write_record(talk.folder, write_form(talk.folder, founding, talk.catalogue))
    talk.say(
        f"5 Daten – die Vorlage liegt in {talk.folder / founding.template}; füllen Sie sie aus, oder nehmen Sie eine "
        "eigene Tabelle (Excel, CSV)."
    )
    said = talk.question("Datei (leer: später weiter)")
    return tell_data(talk.folder, founding, _path(said), talk.catalogue) if said else None


def _own(talk: Talk, founding: Founding, recognised: Recognised) -> Founding:
    """Ask what the own file does not say, each answer kept at once; where all is, once more or another file."""
    talk.say(f"5 Daten – was der Atlas in {recognised.file} erkannt hat:")
    for part in recognised.parts:
        talk.say(f"  {part.what}: {part.reason}")
    asked = unanswered(recognised, founding.answers)
    if not asked:
        said = talk.question(f"Andere Datei (leer: weiter mit {recognised.file})")
        if said:
            return tell_data(talk.folder, founding, _path(said), talk.catalogue)
    for question in asked or recognised.open:
        founding = _answered(talk, founding, recognised, question)
    return settle(talk.folder, founding, talk.catalogue)


def _answered(talk: Talk, founding: Founding, recognised: Recognised, question: Question) -> Founding:
    """The record with an answer to the question, which is asked until it is one."""
    talk.say(question.text)
    for option in question.options[:SHOWN]:
        talk.say(f"  {option.value}: {option.label}")
    if question.variable:
        talk.say(f"  Sonst jede Kennung des Katalogs; {HOW_NEW}")
    while True:
        said = talk.question("Antwort", founding.answers.get(question.id) or question.proposal)
        told, faults = with_answers(recognised, founding, {question.id: said})
        if not faults and (said or question.id == SOURCE):
            return write_record(talk.folder, told)
        talk.say("\n".join(map(str, faults)) or "Hier braucht es eine Antwort.")


STEPS: dict[str, Callable[[Talk, Founding], Founding | None]] = {
    "place": _place,
    "themes": _themes,
    "levels": _levels,
    "years": _years,
    "outlines": _outlines,
    "data": _data,
}
