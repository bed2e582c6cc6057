"""A recognised file and the answers to its questions as a delivery spec, written the way people write them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from indicators.deliveries.answered import NewVariable, kind_of, new_variable, settled, variable_of
from indicators.deliveries.names import Known
from indicators.deliveries.questions import (
    DROP,
    PERIOD,
    SOURCE,
    TITLE,
    TOTAL,
    UNASSIGNED,
    YEAR,
    column_id,
    combination_id,
    sign_id,
    text_id,
)
from indicators.deliveries.recognised import IGNORE, Recognised
from indicators.toml_text import key, one_or_more, table, text

NO_SOURCE: Final = "nicht genannt"


def spec_of(recognised: Recognised, answers: Mapping[str, str], file: str = "") -> str:
    """The delivery spec as TOML. A question without an answer is answered by its proposal.

    `file`: the pattern of the files below the raw folder; without one the series has what was taken in. FaultyInput
    names every question without any answer, and every answer that is none.
    """
    r = recognised
    said = settled(r, answers)
    period, used = _period(r, said), _variables(r, said)
    lines = [
        f"title = {text(said[TITLE])}",
        f"loader = {text(r.loader)}",
        f"file = {text(file)}" if file else "file = []  # nur was über die Annahme kam",
        f"symbols = {text(r.symbols)}",
        *_signs(r, said),
        "",
        "[source]",
        f"producer = {text(said[SOURCE] or NO_SOURCE)}",
        *table("read", dict(_read(r))),
        *table("area", dict(_area(r, said))),
        *table("period", {name: text(value) for name, value in period.items()}),
        *used,
    ]
    unread = _ignored(r, said)
    return "\n".join([*lines, *table("ignore", unread)]) + "\n"


def new_variables(recognised: Recognised, answers: Mapping[str, str]) -> tuple[NewVariable, ...]:
    """The variables that the answers name for the first time, each once."""
    said = settled(recognised, answers)
    found = (new_variable(said[q.id]) for q in recognised.questions if q.variable)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def variables_text(new: tuple[NewVariable, ...], source: str, time: str) -> str:
    """New variables as a file below `catalogue/variables`; `source`: a key of sources.toml, `time`: kind of period."""
    lines = ["[all]", f"source = {text(source)}", f"time = {text(time)}"]
    for one in new:
        lines += ["", f"[{one.id}]", f"title = {text(one.title)}", f"unit = {text(one.unit)}"]
        lines += [f"kind = {text(one.kind)}"] + (["integer = false"] if one.kind != "count" else [])
    return "\n".join(lines) + "\n"


def _signs(r: Recognised, said: Mapping[str, str]) -> list[str]:
    own = dict(r.symbols_own) | {q.id.partition(":")[2]: said[q.id] for q in r.questions if q.id == sign_id(q.id[8:])}
    pairs = ", ".join(f"{key(sign)} = {text(status)}" for sign, status in own.items())
    return [f"symbols_own = {{ {pairs} }}"] if own else []


def _read(r: Recognised) -> Iterator[tuple[str, str]]:
    if r.sheets:
        yield "sheet", one_or_more(r.sheets)
    if r.loader.startswith("csv"):
        yield "delimiter", text(r.delimiter)
    if r.shape.heads > 1:
        yield "header_rows", str(r.shape.heads)
    if r.skip:
        yield "skip_rows", str(r.skip)
    if r.period and r.period.block:
        yield "block", text(r.period.block)
    if r.shape.fill:
        yield "fill_header", "true"
    if r.shape.stop:
        yield "stop", text(r.shape.stop)


def _area(r: Recognised, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    way = r.key.way
    yield "column", text(r.key.header)
    others: dict[str, list[str]] = {}
    for one, level in r.key.levels.items():
        others.setdefault(level, []).append(one)
    said_of = {q.id.partition(":")[2]: said[q.id] for q in r.questions if q.id == text_id(q.id[5:])}
    names = {one: value for one, value in said_of.items() if value not in (TOTAL, UNASSIGNED, DROP)}
    if others:
        rules = [f"{{ pattern = {text(_either(keys))}, level = {text(level)} }}" for level, keys in others.items()]
        rules.append(f'{{ pattern = ".", level = {text(r.key.level)} }}')
        yield "levels", f"[{', '.join(rules)}]"
    else:
        yield "level", text(r.key.level)
    if way.extract:
        yield "extract", text(way.extract)
    if way.pad:
        yield "pad", str(way.pad)
    if way.format:
        yield "format", text(way.format)
    for field, answered in (("total", TOTAL), ("unassigned", UNASSIGNED)):
        if meant := [one for one, value in said_of.items() if value == answered]:
            yield field, one_or_more(meant)
            yield f"{field}_level", text(r.town.level)
            yield f"{field}_key", text(r.town.key)
    if dropped := [one for one, value in said_of.items() if value == DROP]:
        rules = [f"{{ key = {text(one)}, reason = {text('bei der Annahme ausgelassen')} }}" for one in dropped]
        yield "drop", f"[{', '.join(rules)}]"
    if way.named:
        names = _names(r.areas) | {t: k for t, k in r.key.keys.items() if t not in r.key.spelled} | names
    if names:
        yield "names", f"{{ {', '.join(f'{key(one)} = {text(value)}' for one, value in names.items())} }}"


def _names(areas: tuple[Known, ...]) -> dict[str, str]:
    """name -> key of areas whose name no other area has."""
    every = [area.name for area in areas]
    return {area.name: area.key for area in areas if every.count(area.name) == 1}


def _either(keys: list[str]) -> str:
    return f"^(?:{'|'.join(map(re.escape, keys))})$"


def _period(r: Recognised, said: Mapping[str, str]) -> dict[str, str]:
    if r.period is None:
        return {"constant": said[PERIOD], "kind": kind_of(said[PERIOD]) or "date"}
    place = r.period
    named = {"column": place.column, "file": place.file, "sheet": place.sheet}
    found = {name: value for name, value in named.items() if value}
    if not place.bare:
        return found | {"kind": _dated(r, said)}
    kind, _, day = said[YEAR].partition(":")
    return found | {"kind": kind} | ({"day": day} if day else {})


def period_kind(r: Recognised, answers: Mapping[str, str]) -> str:
    """The kind of period that the numbers are delivered for."""
    return _period(r, settled(r, answers))["kind"]


def _dated(r: Recognised, said: Mapping[str, str]) -> str:
    """Dates are those of an election where all variables are."""
    if r.period and r.period.kind != "date":
        return r.period.kind
    times = {r.variables[said[q.id]].time for q in r.questions if q.variable and said[q.id] in r.variables}
    return times.pop() if times in ({"election"}, {"kita_year"}) else "date"


def _variables(r: Recognised, said: Mapping[str, str]) -> list[str]:
    """[values], [category] or [[rows]]."""
    if not r.categories:
        taken = {name: said[column_id(name)] for name in r.values}
        return table("values", {name: text(variable_of(v)) for name, v in taken.items() if v != IGNORE})
    several = len(r.values) > 1
    chosen = [
        (together, value, variable_of(variable))
        for together in r.combinations
        for value in r.values
        if (variable := said[combination_id(together, value if several else "")]) != IGNORE
    ]
    if len(r.categories) == 1 and not several:
        head = table("category", {"column": text(r.categories[0]), "value": text(r.values[0])})
        return [*head, *table("category.variables", {together[0]: text(variable) for together, _, variable in chosen})]
    lines = []
    for together, value, variable in chosen:
        where = ", ".join(f"{key(c)} = {text(t)}" for c, t in zip(r.categories, together, strict=True))
        lines += ["", "[[rows]]", f"where = {{ {where} }}", f"column = {text(value)}", f"variable = {text(variable)}"]
    return lines


def _ignored(r: Recognised, said: Mapping[str, str]) -> dict[str, str]:
    """Columns that nothing reads, and why."""
    unread = {name: text(why) for name, why in r.ignored.items()}
    if not r.categories:
        mine = (name for name in r.values if said[column_id(name)] == IGNORE)
        unread |= {name: text("bei der Annahme nicht eingelesen") for name in mine}
    return unread
