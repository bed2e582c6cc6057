"""The workbook of a town that is being founded: a template of what its themes need, and what came of filling it in.

A filled sheet is known by its header: Schlüssel, Zeitbezug, and variables with their key in brackets.
"""

import datetime as dt
import glob
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from atlas.city import AreaInfo
from atlas.founding.outlines import finest_areas
from atlas.founding.record import Founding, free_name
from atlas.template import KEY, KINDS, NAME, TIME, Sheet, Template, counted_in, header, sheets_of, spec
from atlas.template_book import workbook
from indicators.deliveries.names import Known, meant, propose
from indicators.deliveries.spec import read_delivery
from indicators.errors import Fault, FaultyInput
from indicators.forms import nearest
from indicators.loaders import xlsx
from indicators.model import Catalogue, Variable
from indicators.written import write_whole

FORM: Final = "vorlage.xlsx"
DEEPEST: Final = 20  # rows in which the header may stand
SHOWN: Final = 5
_ALWAYS: Final = ((dt.date.min, dt.date.max),)
_VARIABLE: Final = re.compile(r".*\(([a-z][a-z0-9_]*)\)\s*", re.S)


@dataclass(frozen=True)
class Filled:
    """One sheet of a workbook that was given back."""

    sheet: Sheet  # with the variables in whose columns something stands
    empty: tuple[Variable, ...]
    skip: int  # rows above the header
    names: dict[str, str]  # key -> name as the sheet has it


def asked(folder: Path, founding: Founding, catalogue: Catalogue) -> Template:
    """What the template of the town asks: all that its themes need, for each area of the finest level and each year."""
    areas = [AreaInfo(area.key, area.name, {}, _ALWAYS) for area in finest_areas(folder, founding)]
    sheets = sheets_of(counted_in(catalogue, founding.themes), areas, founding.years)
    title = ", ".join(catalogue.themes[theme].title for theme in founding.themes)
    return Template(founding.name, title, founding.finest.level, founding.finest.plural, sheets)


def write_form(folder: Path, founding: Founding, catalogue: Catalogue) -> Founding:
    """The record with the template beside it; one that is there and still asks the same stays as it is."""
    if founding.template and (folder / founding.template).is_file():
        return founding
    content = workbook(asked(folder, founding, catalogue))
    path = free_name(folder, FORM, content)
    write_whole(path, content)
    return replace(founding, template=path.name)


def is_form(path: Path) -> bool:
    """Whether the file is a template, filled or not: a sheet has its header, and keys of variables in brackets."""
    heads = [[_text(cell) for cell in table[skip]] for table in _tables(path).values() if (skip := _head(table)) >= 0]
    return any(_VARIABLE.fullmatch(head) for row in heads for head in row)


def specs(raw: Path, founding: Founding, catalogue: Catalogue) -> dict[str, str]:
    """The deliveries of the workbook: name of the spec -> its text."""
    path = raw / founding.data
    title = ", ".join(catalogue.themes[theme].title for theme in founding.themes)
    finest = founding.finest
    found = {}
    for filled in read_filled(path, catalogue):
        form = Template(founding.name, title, finest.level, finest.plural, (filled.sheet,))
        said = spec(form, filled.sheet, glob.escape(founding.data), filled.empty, filled.skip)
        found[f"daten_{filled.sheet.name.lower()}.toml"] = said
    return found


def read_filled(path: Path, catalogue: Catalogue) -> list[Filled]:
    """The sheets in which something was filled in; FaultyInput where there are none."""
    rows = _tables(path)
    faults: list[Fault] = []
    known = [
        (name, filled) for name, table in rows.items() if (filled := _filled(path, name, table, catalogue, faults))
    ]
    if not known and not faults:
        sentence = (
            f"Kein Blatt hat eine Kopfzeile mit „{KEY}“, „{TIME}“ und Merkmalen wie „{_example(catalogue)}“; "
            "nehmen Sie die Vorlage."
        )
        faults.append(Fault(path.name, sentence))
    full = [filled for _, filled in known if filled.sheet.variables]
    if not full and not faults:
        faults.append(
            Fault(path.name, "Die Vorlage ist noch leer; tragen Sie Zahlen ein und geben Sie sie dann zurück.")
        )
    if faults:
        raise FaultyInput(faults)
    return full


def _tables(path: Path) -> dict[str, list[list[Any]]]:
    """Every sheet of a workbook; FaultyInput where it is none."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError):
        sentence = "Das ist keine Excel-Datei; speichern Sie sie in Excel als .xlsx ohne Kennwort."
        raise FaultyInput([Fault(path.name, sentence)]) from None


def _head(table: Sequence[Sequence[Any]]) -> int:
    """The row with the header of a template; -1 where there is none."""
    return next((n for n, row in enumerate(table[:DEEPEST]) if {KEY, TIME} <= {_text(cell) for cell in row}), -1)


def _example(catalogue: Catalogue) -> str:
    return header(next(v for v in catalogue.variables.values() if not v.expression))


def _filled(
    path: Path, name: str, table: Sequence[Sequence[Any]], catalogue: Catalogue, faults: list[Fault]
) -> Filled | None:
    """One sheet; None where it is no table of a template."""
    place = f"{path.name}, Blatt {name}"
    skip = _head(table)
    if skip < 0:
        return None
    heads = [_text(cell) for cell in table[skip]]
    variables: list[tuple[int, Variable]] = []
    for column, head in enumerate(heads):
        found = _VARIABLE.fullmatch(head)
        variable = catalogue.variables.get(found[1]) if found else None
        if head in ("", KEY, NAME, TIME):
            continue
        if variable is None or head != header(variable):
            of = [header(v) for v in catalogue.variables.values()]
            faults.append(Fault(place, f"Die Spalte „{head}“ ist kein Merkmal des Katalogs; {nearest(head, of)}."))
        else:
            variables.append((column, variable))
    kind = next((kind for kind, (sheet, _) in KINDS.items() if sheet == name), "")
    if variables and kind not in {variable.time for _, variable in variables}:
        kind = variables[0][1].time
    body = table[skip + 1 :]
    full = tuple(v for c, v in variables if any(_text(row[c]) for row in body))
    empty = tuple(v for _, v in variables if v not in full)
    key = heads.index(KEY)
    title = heads.index(NAME) if NAME in heads else key
    names = {_text(row[key]): _text(row[title]) for row in body}
    return Filled(Sheet(kind, name, full, ()), empty, skip, names)


def _text(cell: Any) -> str:
    return str(cell).strip()


def check_filled(raw: Path, folder: Path, founding: Founding, catalogue: Catalogue) -> None:
    """Read the workbook as a load would, and hold its keys against the outlines."""
    filled = read_filled(raw / founding.data, catalogue)
    areas = finest_areas(folder, founding)
    faults: list[Fault] = []
    for (file, said), sheet in zip(specs(raw, founding, catalogue).items(), filled, strict=True):
        (raw / file).write_text(said, "utf-8")
        delivery, wrong = read_delivery(raw / file)
        faults += wrong
        if delivery is None:
            continue
        try:
            reading = xlsx.read(raw, delivery)
        except FaultyInput as error:
            faults += error.faults
            continue
        known = [Known(area.name, area.key) for area in areas]
        strange = sorted(set(reading.observations.areas) - {area.key for area in areas})
        place = f"{founding.data}, Blatt {sheet.sheet.name}"
        faults += [_strange(place, key, sheet.names, known) for key in strange[:SHOWN]]
        if len(strange) > SHOWN:
            faults.append(Fault(place, f"Weitere {len(strange) - SHOWN} Schlüssel stehen nicht in den Grenzen."))
    if faults:
        raise FaultyInput(faults)


def _strange(place: str, key: str, names: dict[str, str], known: Sequence[Known]) -> Fault:
    """A key that no outline has, with what is probably meant, by its name or by the key."""
    likely = meant(propose([names.get(key, key)], known)[0]) or f"{nearest(key, [area.key for area in known])}."
    return Fault(place, f"Den Schlüssel „{key}“ hat kein Umriss; {likely.rstrip('.')}. Berichtigen Sie die Datei.")
