"""The step of the data in the browser: a file is taken in, and where it is an office's own, its questions are asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from atlas.founding import page_parts, page_questions
from atlas.founding.data import tell_data
from atlas.founding.own_file import own_file, settle, with_answers
from atlas.founding.page_parts import form
from atlas.founding.record import Founding, open_record, write_record
from indicators.errors import FaultyInput, WrongUse
from indicators.model import Catalogue


def told(folder: Path, catalogue: Catalogue, file: Path | None, sent: Mapping[str, str]) -> str:
    """Take in a file, or the answers about the own file that is there; the step that is next."""
    founding = open_record(folder)
    if file is not None:
        founding = write_record(folder, tell_data(folder, founding, file, catalogue))
        return "daten" if founding.own else "fertig"
    if founding.own and "fragen" in sent:
        recognised = own_file(folder, founding, catalogue)
        founding, faults = with_answers(recognised, founding, page_questions.given(recognised, sent))
        write_record(folder, founding)
        if faults:
            raise FaultyInput(faults)
        founding = write_record(folder, settle(folder, founding, catalogue))
        return "fertig" if founding.data else "daten"
    if not founding.data:
        raise WrongUse("Wählen Sie eine Datei: die ausgefüllte Vorlage, oder eine eigene Tabelle.")
    return "fertig"


def shown(
    folder: Path, catalogue: Catalogue, founding: Founding, sent: Mapping[str, str], token: str
) -> tuple[str, Sequence[str]]:
    """The step as HTML, and why the own file that is there cannot be understood any more."""
    other = form(token, page_parts.data(founding))
    if not founding.own:
        return other, ()
    try:
        recognised = own_file(folder, founding, catalogue)
    except FaultyInput as faulty:
        return other, str(faulty).splitlines()
    said = founding.answers | (page_questions.given(recognised, sent) if "fragen" in sent else {})
    asked = form(token, page_questions.questions(recognised, said))
    return (
        f'<div class="lieferungen">{page_questions.understood(recognised)}{asked}</div>'
        f"<details><summary>Eine andere Datei nehmen</summary>{other}</details>"
    ), ()
