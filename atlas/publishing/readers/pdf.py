"""The profile as PDF: the rows of its tagged tables, the ends of its lines, the tiles and the residents at its head.

Numbers are read as they are printed. Nothing is guessed from places on the page: what is not in the structure of a
profile of ours is no profile, and a number that is not understood makes the file one that was not read.
"""

import re
from collections.abc import Generator, Iterator
from typing import Final

from atlas.numbers import SIGNS, period_text
from atlas.publishing.artefacts import Artefact
from atlas.publishing.readers._names import (
    COUNTS,
    NUMBER,
    Where,
    german,
    periods_of,
    rounded_span,
    value_said,
)
from atlas.publishing.readers._profile import Sheet, plain, sheet_of
from atlas.publishing.readers._tagged import Element, tagged
from indicators.disclosure.said import Frame, Said
from indicators.model import Indicator, Status

TITLE = "PDF (Profil)"
HEADS: Final = ("Indikator", "Wert", "Anzahl")
VALUE: Final = re.compile(rf"\(?({NUMBER})\)?[prs]*")
COUNTED: Final = re.compile(rf"({NUMBER})(?:von({NUMBER}))?")
APART: Final = re.compile(rf"({NUMBER})(?:Pp\.)?")
LEADING: Final = re.compile(rf"\(?({NUMBER})")
ENDS: Final = re.compile(r"(.+?)\(([^()]+)\),(.+?)\(([^()]+)\)\.")
PARTLY: Final = re.compile(r"\(Wertefür.*\)")  # what is known of a sum that lacks some of its parts
RESIDENTS: Final = re.compile(rf"({NUMBER})EinwohnerinnenundEinwohneram(\S+)")
POPULATION: Final = "bev_insg"  # what the residents at the head are
NOTHING: Final = "Für dieses Gebiet liegen keine Werte vor."
GONE: Final = "gibt es zu diesem Zeitpunkt nicht"


def fits(artefact: Artefact) -> bool:
    """Whether it is a PDF."""
    return artefact.body.startswith(b"%PDF-")


def read(artefact: Artefact, frame: Frame) -> list[Said]:
    """Every row, line and tile. ValueError for what is no profile of this atlas, or says more than was understood."""
    document = tagged(artefact.body)
    root = document.root
    tables = list(root.all("Table"))
    empty = any(part.text == NOTHING for part in root.all("P"))
    if not (tables or empty) or any(tuple(_heads(table)[:3]) != HEADS for table in tables):
        raise ValueError("sie ist kein Profil dieses Atlas")
    if extra := [run for run in document.outside if _number(run)]:
        raise ValueError(f"neben ihren Tabellen steht „{extra[0]}“")
    sheet = sheet_of(root, artefact, frame)
    said: list[Said] = []
    shown: dict[str, str] = {}  # indicator -> the period of its row
    for body in (body for table in tables for body in table.all("TBody")):
        for row in body.all("TR"):
            indicator, period = _of(row, sheet)
            shown[indicator.id] = period
            said += _row(row, indicator, period, sheet)
    said += _residents(root, sheet)
    for figure in root.all("Figure"):
        said += _line(figure, sheet)
    said += _tiles(root, shown, sheet)
    return said


def _number(run: str) -> bool:
    """Whether words beside the tables say a count or a value; the number of a page is none."""
    counts = COUNTS.search(run) and not run.startswith("Seite ")
    return bool(counts or VALUE.fullmatch(plain(run).removesuffix("%")))


WORDS: Final = {plain(said) for sign in SIGNS.values() for said in (sign.sign, sign.word)} | {plain(GONE)}
SECRET: Final = {SIGNS[Status.secret].sign, SIGNS[Status.secret].word}


def _heads(table: Element) -> list[str]:
    return [plain(cell.text) for cell in table.all("TH")]


# --- what it says -------------------------------------------------------------------------------------------------

Printed = Generator[Said, None, str]  # statements, and what was printed; "" for a sign in its place


def _row(row: Element, indicator: Indicator, period: str, sheet: Sheet) -> Iterator[Said]:
    """Value, counts, the town's value and how far it is from that."""
    value, counts, *more = (plain(cell.text) for cell in list(row.all("TD"))[1:])
    where = sheet.at(indicator, period)
    own = yield from _value(value, where, indicator, sheet)
    counted = COUNTED.fullmatch(counts)
    if counted:
        yield Said(*where, "numerator", german(counted[1]))
        yield from [Said(*where, "denominator", german(counted[2]))] if counted[2] else []
    elif counts:
        raise ValueError(f"die Anzahl „{counts}“ ist keine")
    if len(more) < 3:  # the whole town is not held against itself
        return
    town = yield from _value(more[0], (indicator.id, *sheet.town, period), indicator, sheet)
    apart = APART.fullmatch(more[1])
    if apart and own and town:
        (low, high), (least, most) = rounded_span(town), rounded_span(apart[1].removeprefix("+"))
        yield Said(*where, "value", (low + least, high + most))
    elif more[1]:
        raise ValueError(f"der Unterschied „{more[1]}“ ist keiner")


def _of(row: Element, sheet: Sheet) -> tuple[Indicator, str]:
    """The indicator and the period of a row."""
    name = next((cell.text for cell in row.all("TD", "TH")), "")
    found = sheet.rows.get(plain(name), [])
    if len(found) != 1:
        raise ValueError(f"die Zeile „{name}“ {'heißt wie eine andere' if found else 'gehört nicht zur Ausgabe'}")
    return found[0]


def _value(text: str, where: Where, indicator: Indicator, sheet: Sheet) -> Printed:
    """A printed number, or a sign or word in its place."""
    found = VALUE.fullmatch(text)
    if found:
        yield value_said(where, found[1], indicator, sheet.frame)
        return found[1]
    if text in SECRET:
        yield Said(*where, "secret")
    elif PARTLY.sub("", text) not in WORDS:
        raise ValueError(f"der Wert „{text}“ ist keiner")
    return ""


def _full(text: str, where: Where, indicator: Indicator, sheet: Sheet) -> Iterator[Said]:
    """A printed number with its unit and marks, or a word in its place."""
    found = LEADING.match(text)
    if found:
        rest = text[found.end() :].removeprefix(plain(indicator.unit)).removeprefix(")")
        if rest.strip("prs"):
            raise ValueError(f"der Wert „{text}“ ist keiner")
        yield value_said(where, found[1], indicator, sheet.frame)
    else:
        yield from _value(text, where, indicator, sheet)


def _line(figure: Element, sheet: Sheet) -> Iterator[Said]:
    """The first and the last value of a line, as the words that stand for its picture say them."""
    named = [i for i in sheet.frame.catalogue.indicators.values() if figure.alt.startswith(f"{i.short}: ")]
    if not named:  # the location
        return
    indicator = max(named, key=lambda i: len(i.short))
    said = plain(figure.alt.removeprefix(f"{indicator.short}: "))
    ends = ENDS.fullmatch(said)
    if ends is None:
        raise ValueError(f"der Verlauf „{figure.alt}“ ist keiner")
    periods = {plain(period_text(p)): p.iso for p in periods_of(sheet.frame, indicator.id)}
    for value, when in (ends.group(1, 2), ends.group(3, 4)):
        if when not in periods:
            raise ValueError(f"den Zeitbezug „{when}“ gibt es bei „{indicator.short}“ nicht")
        yield from _full(value, sheet.at(indicator, periods[when]), indicator, sheet)


def _tiles(root: Element, shown: dict[str, str], sheet: Sheet) -> Iterator[Said]:
    """The values at a glance: of the periods that their rows have."""
    short = {plain(i.short): i for key, i in sheet.frame.catalogue.indicators.items() if key in shown}
    level, key = sheet.town
    town = next((plain(name) for name, one in sheet.frame.places.get(level, {}).items() if one == key), "")
    for tile in root.all("Div"):
        if [kid.kind for kid in tile.kids[:2]] != ["P", "Span"]:
            continue
        indicator = short.get(plain(tile.kids[0].text))
        if indicator is None:
            raise ValueError(f"„{tile.kids[0].text}“ steht in keiner Zeile")
        period = shown[indicator.id]
        written = next(plain(period_text(p)) for p in periods_of(sheet.frame, indicator.id) if p.iso == period)
        value, compared, other = plain(tile.kids[1].text).partition(f"{town}:")
        own = value if compared else value.removesuffix(written)
        yield from _full(own, sheet.at(indicator, period), indicator, sheet)
        if compared:
            yield from _full(other, (indicator.id, *sheet.town, period), indicator, sheet)


def _residents(root: Element, sheet: Sheet) -> Iterator[Said]:
    """How many people live there, as the head says."""
    indicator = sheet.frame.catalogue.indicators.get(POPULATION)
    for part in root.all("P"):
        found = RESIDENTS.match(plain(part.words[0] if part.words else ""))
        if found and indicator:
            periods = {plain(period_text(p)): p.iso for p in periods_of(sheet.frame, indicator.id)}
            if found[2] in periods:
                yield value_said(sheet.at(indicator, periods[found[2]]), found[1], indicator, sheet.frame)
