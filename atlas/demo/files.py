"""Writes a table as its office would: counts added up to the areas of the time, as CSV or XLSX, with its spec."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from atlas.demo.homes import Numbers
from atlas.demo.signs import Cells, Period
from atlas.demo.tables import Table
from atlas.demo.town import CITY_KEY, REFORM, Town, Vintage

KEY, NAME, TIME = "Gebiet", "Name", "Zeit"
UNASSIGNED = "ohne Zuordnung"
LICENCE = "erfundene Daten, frei verwendbar"
Rows = tuple[list[str], list[str], Cells]  # keys, names, texts by variable


def write_table(raw: Path, table: Table, town: Town, numbers: Numbers, years: tuple[int, ...]) -> None:
    """The raw files of a table for all its years; nothing where it has no year."""
    folder = raw / table.office
    if table.split == "sheet":
        _write_workbook(folder / f"{table.name}.xlsx", table, town, numbers, years)
        return
    for name, chosen in _files(table, years):
        folder.mkdir(parents=True, exist_ok=True)
        lines = [table.headline] if table.headline else []
        lines.append(";".join(_header(table)))
        for year in chosen:
            lines += _lines(table, year, rows_of(table, town, numbers, years, year))
        end = "\r\n" if table.encoding == "cp1252" else "\n"
        (folder / f"{name}.csv").write_bytes((end.join(lines) + end).encode(table.encoding))


def delivered_years(table: Table, years: tuple[int, ...]) -> tuple[int, ...]:
    """The years for which this table exists."""
    return tuple(year for year in years if table.years(year))


def rows_of(table: Table, town: Town, numbers: Numbers, years: tuple[int, ...], year: int) -> Rows:
    """Keys, names and cell texts of one period: the areas of that time, then what else the office delivers."""
    vintage = town.before if year < REFORM else town.today
    place = years.index(year)
    parts = {name: added_up(numbers[name][place], vintage.area) for name in table.columns}
    keys, names = list(vintage.keys), list(vintage.names)
    empty = np.zeros(len(keys), bool)
    empty[vintage.area[town.harbour]] = True
    added = dict(parts)
    if "bezirk" in table.totals:
        added = {name: np.append(added[name], added_up(numbers[name][place], town.bezirk)) for name in added}
        keys += town.bezirk_keys
        names += town.bezirk_names
    if table.unassigned:
        rest = {name: np.floor(part.sum() * table.unassigned) for name, part in parts.items()}
        added = {name: np.append(added[name], rest[name]) for name in added}
        keys.append(UNASSIGNED)
        names.append("")
    if "stadt" in table.totals:
        over = rest if table.unassigned else dict.fromkeys(parts, 0.0)
        added = {name: np.append(added[name], parts[name].sum() + over[name]) for name in added}
        keys.append(CITY_KEY)
        names.append("Musterstadt insgesamt")
    empty = np.append(empty, np.zeros(len(keys) - len(empty), bool))
    cells = {name: _texts(values, table, name) for name, values in added.items()}
    period = Period(year, year == years[-1], keys, len(town.bezirk_keys[0]), empty)
    for mark in table.marks:
        mark(cells, added, period)
    return keys, names, cells


def added_up(values: NDArray[np.float64] | NDArray[np.int64], area: NDArray[np.int64]) -> NDArray[np.float64]:
    """(areas,) the sum of the pieces of every area."""
    return np.asarray(np.bincount(area, values), np.float64)


def write_spec(folder: Path, table: Table, town: Town) -> None:
    """The delivery spec of a table."""
    path = f"{table.office}/{table.name}" + (".xlsx" if table.split == "sheet" else "_*.csv")
    width, bezirk = len(town.today.keys[0]), len(town.bezirk_keys[0])
    lines = [
        f"title = {_text(table.title)}",
        f"loader = {_text(table.loader)}",
        f"file = {_text(path)}",
        f"symbols = {_text(table.symbols)}",
        *([f"remarks = {_text(list(table.remarks))}"] if table.remarks else []),
        "",
        "[source]",
        f"producer = {_text(table.producer)}",
        f"system = {_text(table.system)}",
        f"licence = {_text(LICENCE)}",
        "",
        "[read]",
        *_layout(table),
        "",
        "[area]",
        f"column = {_text(KEY)}",
        *_levels(table, width, bezirk),
        *_totals(table),
        "",
        "[period]",
        *_period(table),
        "",
        *_expected(table),
        *_values(table),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{table.name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _layout(table: Table) -> Iterator[str]:
    if table.split == "sheet":
        yield 'sheet = ["????-??"]'
        return
    yield f"encoding = {_text('utf-8' if table.encoding.startswith('utf-8') else table.encoding)}"
    yield 'delimiter = ";"'
    yield 'decimal = ","'
    if table.thousands:
        yield 'thousands = "."'
    if table.headline:
        yield "skip_rows = 1"


def _levels(table: Table, width: int, bezirk: int) -> Iterator[str]:
    if "bezirk" not in table.totals:
        yield 'level = "stadtteil"'
        yield f"pattern = '^\\d{{{width}}}$'"
        return
    yield "levels = ["
    yield f"    {{ pattern = '^\\d{{{width}}}$', level = \"stadtteil\" }},"
    yield f"    {{ pattern = '^\\d{{{bezirk}}}$', level = \"bezirk\" }},"
    yield "]"


def _totals(table: Table) -> Iterator[str]:
    if "stadt" in table.totals:
        yield f"total = [{_text(CITY_KEY)}]"
        yield 'total_level = "stadt"'
        yield f"total_key = {_text(CITY_KEY)}"
    if table.unassigned:
        yield f"unassigned = [{_text(UNASSIGNED)}]"
        yield 'unassigned_level = "stadt"'
        yield f"unassigned_key = {_text(CITY_KEY)}"


def _period(table: Table) -> Iterator[str]:
    if table.split == "year":
        yield f"file = '{table.name}_(?P<year>\\d{{4}})'"
    elif table.split == "sheet":
        yield "sheet = '(?P<year>\\d{4}-\\d{2})'"
    else:
        yield f"column = {_text(TIME)}"
    yield f"kind = {_text(table.kind)}"
    if table.kind in ("date", "kita_year"):
        yield f"day = {_text(table.day)}"


def _expected(table: Table) -> Iterator[str]:
    if table.due:
        yield "[expected]"
        yield f"every = {_text('school_year' if table.kind == 'school_year' else 'year')}"
        yield f"due = {_text(table.due)}"
        yield f"contact = {_text(f'{table.office}@musterstadt.example')}"
        yield ""


def _values(table: Table) -> Iterator[str]:
    if table.loader == "csv_long":
        yield "[category]"
        yield 'column = "Merkmal"'
        yield 'value = "Zahl"'
        yield "[category.variables]"
    else:
        yield "[values]"
    for variable, header in table.columns.items():
        yield f"{_text(header)} = {_text(variable)}"
    yield ""
    yield "[ignore]"
    yield f'{_text(NAME)} = "Die Namen der Gebiete stehen bei den Grenzen."'


def _files(table: Table, years: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """(file stem, years in it), by the way the office cuts its files."""
    there = delivered_years(table, years)
    if table.split == "year":
        yield from ((f"{table.name}_{year}", (year,)) for year in there)
        return
    for chosen in (tuple(y for y in there if y < REFORM), tuple(y for y in there if y >= REFORM)):
        if chosen:
            yield f"{table.name}_{chosen[0]}-{chosen[-1]}", chosen


def _header(table: Table) -> list[str]:
    if table.loader == "csv_long":
        return [KEY, NAME, TIME, "Merkmal", "Zahl"]
    return [KEY, NAME, *([] if table.split == "year" else [TIME]), *table.columns.values()]


def _lines(table: Table, year: int, rows: Rows) -> Iterable[str]:
    keys, names, cells = rows
    time = table.written(year)
    if table.loader == "csv_long":
        return (
            f"{key};{name};{time};{header};{text}"
            for variable, header in table.columns.items()
            for key, name, text in zip(keys, names, cells[variable], strict=True)
        )
    columns = [keys, names, *([] if table.split == "year" else [[time] * len(keys)]), *cells.values()]
    return map(";".join, zip(*columns, strict=True))


def _texts(values: NDArray[np.float64], table: Table, name: str) -> list[str]:
    """German numbers; exactly nothing in the sign of the office."""
    decimals = table.decimals.get(name, 0)
    if decimals:
        texts = [f"{value:.{decimals}f}".replace(".", ",") for value in values.tolist()]
    elif table.thousands:
        texts = [f"{value:,}".replace(",", ".") for value in np.rint(values).astype(np.int64).tolist()]
    else:
        texts = list(map(str, np.rint(values).astype(np.int64).tolist()))
    if table.zero != "0" or decimals:
        for place in np.flatnonzero(values == 0).tolist():
            texts[place] = table.zero
    return texts


def _write_workbook(path: Path, table: Table, town: Town, numbers: Numbers, years: tuple[int, ...]) -> None:
    """One sheet a school year, numbers as numbers; the same bytes every time."""
    import xlsxwriter

    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties({"author": "Musterstadt", "created": dt.datetime(2026, 1, 1)})
        for year in delivered_years(table, years):
            keys, names, cells = rows_of(table, town, numbers, years, year)
            sheet = book.add_worksheet(table.written(year).replace("/", "-"))
            sheet.write_row(0, 0, [KEY, NAME, *table.columns.values()])
            for row, (key, name, *texts) in enumerate(zip(keys, names, *cells.values(), strict=True), start=1):
                sheet.write_string(row, 0, key)
                sheet.write_string(row, 1, name)
                for column, text in enumerate(texts, start=2):
                    sheet.write_number(row, column, int(text))


def _text(value: str | list[str]) -> str:
    """A TOML string or list of strings."""
    return json.dumps(value, ensure_ascii=False)


def area_columns(town: Town, vintage: Vintage) -> list[dict[str, str]]:
    """The attributes of the Stadtteil outlines of a vintage."""
    first = {int(area): piece for piece, area in reversed(list(enumerate(vintage.area)))}
    return [
        {
            "stadtteil": key,
            "name": name,
            "bezirk": town.bezirk_keys[town.bezirk[first[place]]],
            "sozialraum": town.sozialraum_keys[town.sozialraum[first[place]]],
        }
        for place, (key, name) in enumerate(zip(vintage.keys, vintage.names, strict=True))
    ]
