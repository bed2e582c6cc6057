"""A file of unknown shape is understood as far as it can be, and asks only what it does not say of itself.

Looks at the first rows and at places further on; decides nothing that a person has to.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from indicators.deliveries.first_rows import Sheet, Sight, look_at
from indicators.deliveries.key_column import KeyColumn, key_columns
from indicators.deliveries.period_place import PeriodPlace, period_columns, period_in_lines, period_in_name
from indicators.deliveries.questions import GIVEN_AREA, GIVEN_SHEET, MOST_TEXTS, questions_of
from indicators.deliveries.recognised import Knows, Part, Recognised
from indicators.deliveries.samples import sample_of
from indicators.deliveries.symbols import dialect
from indicators.deliveries.table_shape import Shape, is_year, shape_of, text_of
from indicators.deliveries.value_columns import Columns, columns_of
from indicators.errors import Fault, FaultyInput

SHOWN: Final = 6  # names that one sentence lists
WORDS: Final = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}


def recognise(path: Path, knows: Knows, answers: Mapping[str, str] | None = None) -> Recognised:
    """What the file `path` holds, with a reason for each part, and the questions that are left.

    `answers`: to questions whose answer changes what is understood (which sheet, which column names the areas).
    FaultyInput says in one sentence why the file cannot be understood, and what to do.
    """
    given = answers or {}
    sight = look_at(path)
    sheet, shape = _table(sight, given.get(GIVEN_SHEET, ""))
    candidates = key_columns(shape.body, shape.header, knows.areas)
    place = f"{sight.file}, Blatt {sheet.name}" if sheet.name else sight.file
    if not candidates:
        raise FaultyInput([Fault(place, _no_key(shape, knows))])
    key, rivals = _key(candidates, shape, given.get(GIVEN_AREA, ""))
    if len(key.open) > MOST_TEXTS:
        shown = ", ".join(f"„{text}“" for text in key.open[:SHOWN])
        sentence = f"{len(key.open)} Texte der Spalte „{key.header}“ sind kein Gebiet ({shown} …); berichtigen Sie sie."
        raise FaultyInput([Fault(place, sentence)])
    period = _period(sight, sheet, shape, key)
    signs = dialect(knows.symbols, knows.symbols_own)
    at = period.at if period else -1
    taken = _taken(candidates, rivals, key, shape, at)
    columns = columns_of(shape.body, shape.header, key.at, at, signs, taken)
    _refuse(shape, columns, period, place)
    if any(not row[key.at] and any(row[n] for n in columns.values) for row in shape.body):
        key = replace(key, open=(*key.open, ""))
    head = shape.header
    sheets = _sheets(sight, sheet, shape, period)
    long = bool(columns.categories)
    made = Recognised(
        file=sight.file,
        loader=("csv_long" if long else "csv_wide") if sight.kind == "csv" else sight.kind,
        encoding=sight.encoding,
        delimiter=sight.delimiter,
        sheet=sheet.name,
        sheets=sheets,
        shape=shape,
        skip=_skip(sheet, shape, period),
        key=key,
        period=period,
        values=tuple(head[n] for n in columns.values),
        categories=tuple(head[n] for n in columns.categories),
        combinations=columns.texts,
        ignored={head[n]: why for n, why in columns.ignored.items() if head[n]},
        symbols=knows.symbols,
        symbols_own=knows.symbols_own,
        town=knows.town,
        areas=tuple(area for area in knows.areas if area.level == key.level),
        variables=knows.variables,
    )
    asked = questions_of(made, knows, columns.signs, rivals, sight)
    return replace(
        made,
        parts=tuple(_parts(made, knows, sight, columns.doubled)),
        questions=asked,
        sample=sample_of(made, knows, columns),
    )


def _table(sight: Sight, wanted: str) -> tuple[Sheet, Shape]:
    """The sheet that is asked for, else the one with the longest table."""
    shapes = [(sheet, shape_of(sheet, sight.kind == "csv")) for sheet in sight.sheets]
    found = [(sheet, shape) for sheet, shape in shapes if shape is not None]
    if wanted:
        found = [(sheet, shape) for sheet, shape in found if sheet.name == wanted]
    if not found:
        sentence = (
            "Hier steht keine Tabelle mit Zahlen unter einer Kopfzeile; prüfen Sie, ob es die richtige Datei ist und "
            "ob ihre Kopfzeile fehlt."
        )
        raise FaultyInput([Fault(sight.file, sentence)])
    return max(found, key=lambda pair: len(pair[1].body) * min(len(pair[1].header), 20))


def _no_key(shape: Shape, knows: Knows) -> str:
    heads = [name for name in shape.header if name]
    shown = ", ".join(heads[:SHOWN]) + (" …" if len(heads) > SHOWN else "")
    levels = ", ".join(dict.fromkeys(knows.levels[a.level] for a in knows.areas if a.level in knows.levels))
    return (
        f"Keine Spalte ({shown}) enthält Schlüssel oder Namen der Gebiete; der Atlas kennt die Ebenen {levels}. "
        "Ergänzen Sie eine Spalte mit dem Schlüssel des Gebiets, oder schreiben Sie die Lieferung von Hand."
    )


def _key(candidates: Sequence[KeyColumn], shape: Shape, wanted: str) -> tuple[KeyColumn, tuple[KeyColumn, ...]]:
    """The key column, and others of the same level that name other areas: then a person has to choose."""
    best = next((c for c in candidates if wanted and c.header == wanted), candidates[0])
    finer = [c for c in candidates if c.at != best.at and c.hits > 2 * best.hits and c.score >= 0.5 * best.score]
    if finer and not wanted:
        best = max(finer, key=lambda c: (c.score, c.way.rank))
    rivals: dict[int, KeyColumn] = {}
    for other in candidates:
        if other.at == best.at or other.level != best.level or other.score < 0.75 * best.score:
            continue
        pairs = [(best.keys.get(row[best.at]), other.keys.get(row[other.at])) for row in shape.body]
        if any(a and b and a != b for a, b in pairs):
            rivals.setdefault(other.at, other)
    return best, tuple(rivals.values())


def _period(sight: Sight, sheet: Sheet, shape: Shape, key: KeyColumn) -> PeriodPlace | None:
    """Where the period stands: a column, a line above, the sheet's name, the file's name; in this order."""
    columns = period_columns(shape.body, shape.header, key.at)
    leads = [next((text_of(cell) for cell in row if cell != ""), "") for row in sheet.rows]
    found = columns[0] if columns else period_in_lines(leads[: shape.top], leads)
    found = found or (period_in_name(sheet.name, "sheet") if sheet.name else None)
    found = found or period_in_name(sight.file, "file")
    if found is None or not found.bare:
        return found
    days = {match[0] for line in shape.above for match in re.finditer(r"\b31\.12\.|\b30\.0?6\.|\b31\.0?3\.", line)}
    day = days.pop() if len(days) == 1 else ""
    return replace(found, day=f"{int(day.split('.')[1]):02d}-{day[:2]}") if day else found


def _taken(
    candidates: Sequence[KeyColumn], rivals: Sequence[KeyColumn], key: KeyColumn, shape: Shape, period: int
) -> dict[int, str]:
    """Columns that name the same areas again, or those of another level."""
    taken = {other.at: "nennt ein anderes Gebiet derselben Ebene" for other in rivals}
    for other in candidates:
        if other.at in (key.at, period) or other.at in taken:
            continue
        same = other.level == key.level
        agree = [(key.keys.get(row[key.at]), other.keys.get(row[other.at])) for row in shape.body]
        if same and sum(a == b for a, b in agree) > 0.9 * len(agree):
            taken[other.at] = "nennt dasselbe Gebiet noch einmal"
        elif other.way.named and other.score > 0.5 * key.score:
            taken[other.at] = "nennt Gebiete einer anderen Ebene"
    return taken


def _refuse(shape: Shape, columns: Columns, period: PeriodPlace | None, place: str) -> None:
    """FaultyInput for tables that no delivery can read."""
    heads = [shape.header[at] for at in columns.values]
    years = [head for head in heads if is_year(head)]
    if (period is None or period.at < 0) and len(years) > 1 and 2 * len(years) > len(heads):
        sentence = (
            f"Die Jahre stehen als Spalten nebeneinander ({', '.join(years[:SHOWN])}); gelesen werden Tabellen mit "
            "einer Zeile je Gebiet und Jahr. Stellen Sie die Tabelle um (in Excel: Daten abrufen, „Entpivotieren“)."
        )
        raise FaultyInput([Fault(place, sentence)])
    if not columns.values:
        found = "; ".join(f"{shape.header[n] or f'Spalte {n + 1}'}: {why}" for n, why in columns.ignored.items())
        sentence = f"Keine Spalte enthält Zahlen ({found}); prüfen Sie, ob es die richtige Datei ist."
        raise FaultyInput([Fault(place, sentence)])


def _sheets(sight: Sight, sheet: Sheet, shape: Shape, period: PeriodPlace | None) -> tuple[str, ...]:
    """The sheets that are read: all that are named by a year and have the same header, else the one."""
    if not sheet.name:
        return ()
    if period and period.sheet:
        same = [s.name for s in sight.sheets if re.search(period.sheet, s.name) and _head(s) == shape.header]
        patterns = tuple(dict.fromkeys(re.sub(r"\d{4}", "*", name) for name in same))
        fits = [s.name for s in sight.sheets if any(re.fullmatch(p.replace("*", ".*"), s.name) for p in patterns)]
        return patterns if fits == same and not any(set("[]?") & set(p) for p in patterns) else tuple(same)
    return () if sheet is sight.sheets[0] else (sheet.name,)


def _head(sheet: Sheet) -> tuple[str, ...]:
    shape = shape_of(sheet, False)
    return shape.header if shape else ()


def _skip(sheet: Sheet, shape: Shape, period: PeriodPlace | None) -> int:
    """Lines that the reader passes over above the header."""
    if period is None or not period.block:
        return shape.top
    leads = [next((text_of(cell) for cell in row if cell != ""), "") for row in sheet.rows]
    at = next(n for n, lead in enumerate(leads) if re.search(period.block, lead))
    return shape.top - at - 1


def _parts(r: Recognised, knows: Knows, sight: Sight, doubled: bool) -> list[Part]:
    """Everything that was understood, with its reason."""
    said = []
    if sight.kind == "csv":
        word = WORDS[sight.delimiter]
        said.append(Part("Format", f"CSV, Trennzeichen {word}, Zeichensatz {sight.encoding}"))
    else:
        kind = "Excel-Arbeitsmappe" if sight.kind == "xlsx" else "OpenDocument-Tabelle"
        more = f" (von {len(sight.sheets)} Blättern)" if len(sight.sheets) > 1 else ""
        said.append(Part("Format", f"{kind}, Blatt „{r.sheet}“{more}"))
    top, heads = r.shape.top, r.shape.heads
    lines = f"Zeile {top + 1}" if heads == 1 else f"Zeilen {top + 1} bis {top + heads}"
    said.append(Part("Kopf", f"{lines}; darüber {'eine Zeile' if top == 1 else f'{top} Zeilen'}" if top else lines))
    if r.shape.notes:
        below = "steht eine Zeile" if len(r.shape.notes) == 1 else f"stehen {len(r.shape.notes)} Zeilen"
        said.append(Part("Ende", f"Unter der Tabelle {below}: „{r.shape.notes[0][:80]}“"))
    key, level = r.key, knows.levels.get(r.key.level, r.key.level)
    met = f"{key.hits} von {key.of} Gebieten"
    said.append(Part("Gebiet", f"Spalte {key.at + 1} „{key.header}“ enthält {key.way.name} der Ebene {level}: {met}"))
    if key.levels:
        others = ", ".join(dict.fromkeys(knows.levels.get(other, other) for other in key.levels.values()))
        said.append(Part("Weitere Ebenen", f"In derselben Spalte stehen auch Schlüssel der Ebene {others}"))
    if r.period:
        said.append(Part("Zeitbezug", r.period.reason))
    form = "lang: eine Zeile je Zahl" if r.categories else "breit: eine Zeile je Gebiet, eine Spalte je Merkmal"
    if r.categories:
        form += f"; das Merkmal nennt {' und '.join(f'„{c}“' for c in r.categories)}"
    said.append(Part("Form", form))
    values = ", ".join(f"„{v}“" for v in r.values[:SHOWN]) + (" …" if len(r.values) > SHOWN else "")
    said.append(Part("Zahlen", f"{len(r.values)} {'Spalte' if len(r.values) == 1 else 'Spalten'}: {values}"))
    if doubled:
        sentence = "Ein Gebiet steht im selben Zeitbezug mehrmals, ohne dass Spalten es unterscheiden"
        said.append(Part("Achtung", f"{sentence}; so lässt sich die Datei nicht einlesen"))
    said += [Part("Nicht gelesen", f"Spalte „{name}“: {why}") for name, why in r.ignored.items()]
    return said
