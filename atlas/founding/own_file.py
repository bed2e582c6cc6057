"""An office's own file, of any shape: what the new town understands of it, and the files that the answers make of it.

Assumes outlines: a column is known to name areas by the keys and names that they have.
"""

import glob
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from atlas.founding.outlines import read
from atlas.founding.own_indicators import indicator_texts
from atlas.founding.record import Founding
from atlas.intake.newcomer import newcomer, proposed_name
from geo.outline_spec import CITY
from indicators.deliveries.answered import new_variable, settled, why_wrong
from indicators.deliveries.names import Known
from indicators.deliveries.recognise import recognise
from indicators.deliveries.recognised import IGNORE, Knows, Question, Recognised
from indicators.deliveries.rules import Place
from indicators.deliveries.spec import read_delivery
from indicators.deliveries.spec_text import new_variables
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest
from indicators.model import Catalogue
from indicators.plugins import discover

REST: Final = "*"


def understood(folder: Path, founding: Founding, file: Path, catalogue: Catalogue) -> Recognised:
    """What the town understands of the file; FaultyInput says why nothing, and what to do."""
    return recognise(file, _knows(folder, founding, catalogue), founding.answers)


def own_file(folder: Path, founding: Founding, catalogue: Catalogue) -> Recognised:
    """The same for the own file that the town has."""
    return understood(folder, founding, folder / "raw" / founding.own, catalogue)


def _knows(folder: Path, founding: Founding, catalogue: Catalogue) -> Knows:
    found = {(a.level, a.key): Known(a.name, a.key, a.level) for a in read(folder, founding).areas}
    levels = {CITY: "Stadt"} | {division.level: division.name for division in founding.divisions}
    return Knows(Place(CITY, founding.key), founding.name, tuple(found.values()), levels, catalogue.variables)


def unanswered(recognised: Recognised, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """What a person still has to look at; a proposal that is not sure is no answer."""
    return tuple(question for question in recognised.open if question.id not in answers)


def with_answers(recognised: Recognised, founding: Founding, given: Mapping[str, str]) -> tuple[Founding, list[Fault]]:
    """The record with every answer that is one, and a fault for each that is none.

    REST with the answer IGNORE stands for every variable that nothing is said of.
    """
    known = {question.id: question for question in recognised.questions}
    kept, faults = dict(founding.answers), []
    if given.get(REST) == IGNORE:
        rest = {q.id: IGNORE for q in recognised.questions if q.variable and q.id not in kept}
        given = rest | {name: said for name, said in given.items() if name != REST}
    for name, said in given.items():
        value = said.strip()
        if name not in known:
            faults.append(Fault(recognised.file, f"Eine Frage „{name}“ gibt es nicht; {nearest(name, known)}."))
        elif value and (sentence := why_wrong(recognised, known[name], value) or _percent(value)):
            faults.append(Fault(recognised.file, f"{known[name].text} {sentence}"))
        else:
            kept[name] = value
    return replace(founding, answers=kept, data="" if kept != founding.answers else founding.data), faults


def _percent(value: str) -> str:
    """A count has another unit than %."""
    new = new_variable(value)
    if new is None or new.unit != "%" or new.kind == "given":
        return ""
    return "Prozente lassen sich nicht zusammenzählen; wählen Sie dazu die Art given (Anteil ohne Zähler)."


def settle(folder: Path, founding: Founding, catalogue: Catalogue, proposals: bool = False) -> Founding:
    """The record with the own file as its data, once nothing is left to ask; else as it was.

    `proposals`: what was not answered is answered by its proposal. The file is read as a load reads it; FaultyInput
    names all faults.
    """
    recognised = own_file(folder, founding, catalogue)
    if unanswered(recognised, founding.answers) and not proposals:
        return founding
    ids = {question.id for question in recognised.questions}
    said = settled(recognised, {name: value for name, value in founding.answers.items() if name in ids})
    told = replace(founding, answers=said, data=founding.own)
    _check(folder, told, catalogue)
    return told


def _check(folder: Path, founding: Founding, catalogue: Catalogue) -> None:
    for name, said in own_texts(folder, founding, catalogue).items():
        if not name.startswith("deliveries/"):
            continue
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / Path(name).name
            path.write_text(said, "utf-8")
            delivery, faults = read_delivery(path)
        if delivery is None:
            raise FaultyInput(faults)
        discover("indicators.loaders")[delivery.loader].read(folder / "raw", delivery)


def own_texts(folder: Path, founding: Founding, catalogue: Catalogue) -> dict[str, str]:
    """The files that the own file needs to be read: path below the folder -> text.

    A new variable gets an indicator that shows it, else nothing of it would be seen.
    """
    recognised = own_file(folder, founding, catalogue)
    new = newcomer(recognised, proposed_name(recognised), founding.answers, glob.escape(founding.own))
    made = {f"deliveries/{new.name}.toml": new.spec}
    if new.variables:
        made["catalogue/sources.toml"] = new.source
        made[f"catalogue/variables/{new.name}.toml"] = new.variables
        variables = new_variables(recognised, founding.answers)
        made |= indicator_texts(variables, f"lieferung_{new.name}", founding.themes[0], catalogue)
    return made
