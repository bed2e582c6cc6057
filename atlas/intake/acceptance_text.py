"""What people read of a file before they accept it, of what was accepted, and of a value's history; German."""

import datetime as dt
from pathlib import Path
from typing import Any

from atlas.city import database_url
from atlas.intake.acceptance import Preview
from atlas.intake.doubts import doubts
from atlas.numbers import SIGNS, text
from indicators import store
from indicators.deliveries.reading import Sign
from indicators.deliveries.revision import Difference
from indicators.errors import WrongUse
from indicators.model import Period
from indicators.store.acceptances import all_acceptances
from indicators.store.history import Known, value_history
from indicators.wording import STATUS, counted

REMARKS = 10  # of a file that are spelled out


def preview_text(seen: Preview) -> str:
    """What a person reads before deciding, in German."""
    parts = preview_parts(seen)
    lines = [
        f"{parts['file']}, gelesen als „{parts['series']}“: {parts['rows']} Zeilen, {parts['values']} Werte",
        "So verstanden:",
        *(f"  {line}" for line in parts["first"]),
        f"Gegen Stand {parts['edition']}: {parts['counted']}",
        *(f"  {cell}: {before} → {after}" for cell, before, after in parts["largest"]),
        *parts["said"],
    ]
    return "\n".join(lines) + "\n"


def preview_parts(seen: Preview) -> dict[str, Any]:
    """The same in parts, JSON-able, for the page."""
    read, taken = seen.reading, seen.taken
    said = [f"Kodierung {file.encoding}" for file in read.files if file.encoding]
    if not (seen.change.new or seen.change.changed or seen.change.removed):
        said.append("Diese Datei ändert keinen Wert: Alles, was sie sagt, gilt schon. Prüfen Sie, ob es die neue ist.")
    if seen.lacking and not taken.replaces:
        n = counted(seen.lacking, "Wert derselben Zeiträume steht", "Werte derselben Zeiträume stehen")
        said.append(f"{n} nicht in dieser Datei; {'er gilt' if seen.lacking == 1 else 'sie gelten'} weiter.")
    said += list(doubts(seen))
    said += [
        f"Ausgelassen: {out.reason} ({counted(out.cells, 'Zelle', 'Zellen')}){_of(out.examples)}"
        for out in read.left_out
    ]
    said += [f"Zeichen: {_sign(sign)}" for sign in read.signs]
    said += _remarks(seen)
    return {
        "file": taken.file,
        "series": taken.series,
        "rows": text(read.rows_read, 0),
        "values": text(len(read.observations), 0),
        "first": list(seen.first),
        "edition": seen.edition,
        "counted": _counted(seen.change),
        "largest": [[one.cell, one.before, one.after] for one in seen.change.largest],
        "said": said,
    }


def _remarks(seen: Preview) -> list[str]:
    """What is new about this file one by one; what was said of an earlier file of its series, too, in one line."""
    said = [f"Hinweis: {remark.place}: {remark.sentence}" for remark in seen.remarks[:REMARKS]]
    if (more := len(seen.remarks) - REMARKS) > 0:
        said.append(f"{counted(more, 'weiterer Hinweis', 'weitere Hinweise')}; nach der Annahme nennt Datenstand alle")
    if again := len(seen.reading.remarks) - len(seen.remarks):
        n = counted(again, "Hinweis", "Hinweise")
        said.append(f"{n} wie zu einer früheren Datei, bis auf Anzahlen darin; Datenstand nennt alle")
    return said


def raw_rows(file: Path, most: int) -> list[list[str]]:
    """The first rows of a file as they stand there; text as lines."""
    with file.open("rb") as opened:
        head = opened.read(65_536)
    if head.startswith(b"PK"):
        import python_calamine as calamine

        sheet = calamine.CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
        return [[str(cell) for cell in row] for row in sheet.to_python(nrows=most)]
    text_of = head.decode("utf-8-sig", "replace")
    if "\ufffd" in text_of[:-4]:
        text_of = head.decode("cp1252", "replace")
    return [[line] for line in text_of.splitlines()[:most]]


def _counted(change: Difference) -> str:
    kinds = (change.new, "neue"), (change.changed, "geänderte"), (change.unchanged, "gleiche")
    said = ", ".join(f"{text(n, 0)} {kind}" for n, kind in kinds)
    return f"{said}, {text(change.removed, 0)} entfallene Werte"


def _cells(n: int) -> str:
    return counted(n, "Zelle", "Zellen")


def _of(examples: tuple[str, ...]) -> str:
    return f", z. B. {examples[0]}" if examples else ""


def _sign(sign: Sign) -> str:
    shown = f"„{sign.text}“" if sign.text else "leere Zelle"
    return f"{shown} = {SIGNS[sign.status].word} ({_cells(sign.cells)})"


def listed(folder: Path) -> str:
    """Every file that was ever taken in, a line each."""
    engine = store.connect(database_url(folder))
    try:
        taken = all_acceptances(engine)
    finally:
        engine.dispose()
    lines = [
        f"{one.id}  {one.file}  als „{one.series}“, {one.by}, {one.at[:10]}, seit Stand {one.edition}"
        + (f"; zurückgezogen: {one.withdrawn}" if one.withdrawn else "")
        for one in taken
    ]
    return "\n".join(lines or ["Neben dem Ordner der Kommune wurde noch keine Datei angenommen."]) + "\n"


def history_text(folder: Path, variable: str, level: str, area: str, period: str) -> str:
    """Every number that a cell ever had; WrongUse for periods and cells that nobody delivered."""
    engine = store.connect(database_url(folder))
    try:
        found = value_history(engine, variable, level, area, _period(period))
    finally:
        engine.dispose()
    if not found:
        raise WrongUse(f"{variable}, {level} {area}, {period}: Dafür wurde nie ein Wert geliefert.")
    lines = []
    for one in found:
        said = STATUS[one.status] if one.number is None else text(one.number, 0 if one.number.is_integer() else 4)
        files = ", ".join(f"{name} ({sha[:12]})" for name, sha in one.files)
        lines.append(f"{said}  {one.delivery}: {files}, {one.taken_at[:10]}, seit Stand {one.since}, {_until(one)}")
    return "\n".join(lines) + "\n"


def _until(one: Known) -> str:
    """Until when a number counted, or why it did not."""
    if one.until == 0:
        return "galt nie (Vorrang einer neueren Datei derselben Lieferung)"
    if one.behind:
        ends = "liegt vor, gilt nicht" if one.until is None else f"bis Stand {one.until}: lag vor, galt nicht"
        return f"{ends} (Vorrang von „{one.behind}“)"
    return "gilt" if one.until is None else f"bis Stand {one.until}"


def _period(said: str) -> Period:
    try:
        return Period(dt.date.fromisoformat(said), dt.date.fromisoformat(said), "date")
    except ValueError:
        pass
    if said.isdigit() and len(said) == 4:
        return Period(dt.date(int(said), 12, 31), dt.date(int(said), 1, 1), "year")
    raise WrongUse(f"„{said}“ ist kein Zeitbezug, den ich kenne; erlaubt sind 2024-12-31 und 2024.")
