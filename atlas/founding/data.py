"""The file with the numbers: the filled template, or an office's own file of any shape, kept below the raw folder."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final

from atlas.founding.own_file import own_texts, understood
from atlas.founding.record import Founding, free_name
from atlas.founding.workbook import check_filled, is_form, specs, write_form
from indicators.deliveries.recognised import Recognised
from indicators.errors import Fault, FaultyInput
from indicators.model import Catalogue
from indicators.written import write_whole

PLACE: Final = "daten"  # below the raw folder
MOST_BYTES: Final = 200_000_000
WORKBOOK: Final = b"PK\x03\x04"


def tell_data(folder: Path, founding: Founding, path: Path, catalogue: Catalogue) -> Founding:
    """Take in a file; FaultyInput names all faults and leaves nothing behind.

    A filled template is the data at once; an own file first has questions (`own_file.settle`). Which columns are which
    is remembered from one file to the next. The template lies beside the record in any case.
    """
    if not path.is_file():
        raise FaultyInput([Fault(path.name, "Diese Datei gibt es nicht; prüfen Sie den Pfad.")])
    try:
        content = path.read_bytes()
    except OSError as error:
        raise FaultyInput([Fault(path.name, f"Die Datei lässt sich nicht lesen ({error.strerror}).")]) from None
    if len(content) > MOST_BYTES:
        raise FaultyInput([Fault(path.name, f"Die Datei ist größer als {MOST_BYTES // 10**6} MB; teilen Sie sie.")])
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / path.name
        copy.write_bytes(content)
        form = content.startswith(WORKBOOK) and path.suffix != ".ods" and is_form(copy)
        if form:
            check_filled(Path(place), folder, replace(founding, data=path.name), catalogue)
        else:
            recognised = _own(folder, founding, copy, catalogue)
    kept = free_name(folder / "raw" / PLACE, path.name, content)
    write_whole(kept, content)
    founding = write_form(folder, founding, catalogue)
    name = f"{PLACE}/{kept.name}"
    if form:
        return replace(founding, data=name, own="", answers={})
    if name == founding.own:
        return founding
    columns = {question.id for question in recognised.questions if question.variable}
    said = {question: answer for question, answer in founding.answers.items() if question in columns}
    return replace(founding, data="", own=name, answers=said)


def _own(folder: Path, founding: Founding, file: Path, catalogue: Catalogue) -> Recognised:
    """What is understood of an own file; who founds a town writes no delivery by hand, but may fill in the template."""
    try:
        return understood(folder, replace(founding, answers={}), file, catalogue)
    except FaultyInput as faulty:
        by_hand, form = "schreiben Sie die Lieferung von Hand", "füllen Sie die Vorlage aus"
        raise FaultyInput(replace(f, sentence=f.sentence.replace(by_hand, form)) for f in faulty.faults) from None


def texts_of(folder: Path, founding: Founding, catalogue: Catalogue) -> dict[str, str]:
    """The files that say how the data are read: path below the folder -> text."""
    if founding.data == founding.own:
        return own_texts(folder, founding, catalogue)
    return {f"deliveries/{name}": said for name, said in specs(folder / "raw", founding, catalogue).items()}
