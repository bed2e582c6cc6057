"""Excel: values with counts and statuses as real numbers, the definitions, and the notes that belong to them."""

import datetime as dt
import io
from collections.abc import Iterable
from typing import Any, Final

from atlas.exports._notes import METHODS, notes
from atlas.exports._rows import Told, told
from atlas.exports._workbook import HEAD, Column, Styles, number, sheet_of, styles_of, title, write_count, write_value
from atlas.numbers import FLAG_SIGNS, SIGNS, period_text
from atlas.view import Profile, Table, View
from atlas.view.paper import PaperMap
from indicators.model import Indicator

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"
TITLE = "Excel"
ACCEPTS = (View, Profile, Table)
MOST_ROWS: Final = 1_000_000


def write(content: View | Profile | Table, paper: PaperMap | None = None) -> bytes:
    """The workbook; `paper` is not used. Texts are never formulas, numbers never texts; the same bytes every time."""
    import xlsxwriter

    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        stamp = content.stamp
        book.set_properties(
            {"title": title(content), "company": stamp.town, "created": _day(stamp.made_on), "comments": stamp.notice}
        )
        styles = styles_of(book)
        if isinstance(content, Table):
            _wide(book, styles, content)
        _long(book, styles, content)
        if isinstance(content, Profile):
            _trends(book, styles, content)
        _definitions(book, styles, content)
        _notes(book, styles, content)
    return into.getvalue()


def _day(made_on: str) -> dt.datetime:
    day, month, year = (int(part) for part in made_on.split("."))
    return dt.datetime(year, month, day, tzinfo=dt.UTC).replace(tzinfo=None)


LONG: Final[tuple[Column, ...]] = (
    ("Schlüssel", 13),
    ("Gebiet", 28),
    ("Raumebene", 14),
    ("Indikator", 34),
    ("Zeitbezug", 16),
    ("Wert", 11),
    ("Einheit", 12),
    ("Zähler", 11),
    ("Nenner", 11),
    ("untere Grenze (95 %)", 12),
    ("obere Grenze (95 %)", 12),
    ("Zeichen", 15),
    ("Vermerk", 18),
)


def _long(book: Any, styles: Styles, content: View | Profile | Table) -> None:
    """One row a value."""
    sheet = sheet_of(book, styles, "Werte", content, LONG)
    row = HEAD
    for one in told(content):
        if row - HEAD >= MOST_ROWS:
            break
        row += 1
        _line(sheet, styles, row, one, content)
    sheet.autofilter(HEAD, 0, max(row, HEAD + 1), len(LONG) - 1)


def _line(sheet: Any, styles: Styles, row: int, one: Told, content: View | Profile | Table) -> None:
    cell, indicator = one.cell, one.indicator
    level = content.level.name if one.row.level == content.level.id else "Gesamtstadt"
    named = (cell.key, cell.name, level, indicator.title, period_text(one.period))
    for place, said in enumerate(named):
        sheet.write_string(row, place, said, styles["text"])
    write_value(sheet, styles, row, 5, cell, indicator)
    sheet.write_string(row, 6, indicator.unit, styles["text"])
    for place, count in ((7, cell.numerator), (8, cell.denominator)):
        write_count(sheet, styles, row, place, count, 0 if count is None or float(count).is_integer() else 1)
    write_count(sheet, styles, row, 9, cell.lower, indicator.decimals)
    write_count(sheet, styles, row, 10, cell.upper, indicator.decimals)
    sheet.write_string(row, 11, SIGNS[cell.status].word, styles["text"])
    flags = [sign.word for flag, sign in FLAG_SIGNS.items() if cell.flags & flag]
    sheet.write_string(row, 12, ", ".join([*flags, *([cell.guessed] if cell.guessed else [])]), styles["text"])


def _wide(book: Any, styles: Styles, table: Table) -> None:
    """Areas down, indicators across: the table of the screen."""
    columns = [("Schlüssel", 13), ("Gebiet", 28)]
    columns += [(f"{i.short}\n{i.unit}, {period_text(p)}", 16) for i, p in table.columns]
    sheet = sheet_of(book, styles, "Tabelle", table, columns)
    sheet.set_row(HEAD, 48)
    lines = [(key, name, cells, "text") for key, name, cells in table.rows]
    lines.append(("", table.stamp.town, table.city, "city"))
    for row, (key, name, cells, style) in enumerate(lines, HEAD + 1):
        sheet.write_string(row, 0, key, styles[style])
        sheet.write_string(row, 1, name, styles[style])
        for place, (cell, (indicator, _)) in enumerate(zip(cells, table.columns, strict=True), 2):
            write_value(sheet, styles, row, place, cell, indicator)
    sheet.autofilter(HEAD, 0, HEAD + max(len(table.rows), 1), len(columns) - 1)


def _trends(book: Any, styles: Styles, profile: Profile) -> None:
    """The lines of a profile: every period of every indicator, beside the town."""
    columns = [("Indikator", 34), ("Gebiet", 28), ("Zeitbezug", 16), ("Wert", 11), ("Einheit", 12), ("Zeichen", 15)]
    sheet = sheet_of(book, styles, "Zeitreihen", profile, columns)
    row = HEAD
    for _, section in profile.sections:
        for one in section:
            for line in (one.trend, one.city_trend):
                for period, cell in zip(line.periods, line.cells, strict=True):
                    row += 1
                    for place, said in enumerate((one.indicator.title, line.name, period_text(period))):
                        sheet.write_string(row, place, said, styles["text"])
                    write_value(sheet, styles, row, 3, cell, one.indicator)
                    sheet.write_string(row, 4, one.indicator.unit, styles["text"])
                    sheet.write_string(row, 5, SIGNS[cell.status].word, styles["text"])
    sheet.autofilter(HEAD, 0, max(row, HEAD + 1), len(columns) - 1)


def _definitions(book: Any, styles: Styles, content: View | Profile | Table) -> None:
    columns = [("Schlüssel", 18), ("Indikator", 34), ("Einheit", 14), ("Definition", 50), ("Rechenweg", 12)]
    columns += [("Zähler", 24), ("Nenner", 24), ("Faktor", 9), ("So wird gelesen", 46), ("Zu beachten", 60)]
    columns += [("Quelle", 40), ("Fassung", 9)]
    sheet = sheet_of(book, styles, "Definitionen", content, columns)
    for row, indicator in enumerate(_indicators(content), HEAD + 1):
        source = ", ".join(
            p for p in (indicator.source.producer, indicator.source.system, indicator.source.licence) if p
        )
        texts = {
            0: indicator.id,
            1: indicator.title,
            2: indicator.unit,
            3: indicator.definition,
            4: METHODS.get(indicator.method, indicator.method),
            5: indicator.numerator,
            6: indicator.denominator,
            8: indicator.reading,
            9: "\n".join(indicator.caveats),
            10: source,
        }
        for place, said in texts.items():
            sheet.write_string(row, place, said, styles["bold" if place == 1 else "long"])
        sheet.write_number(row, 7, indicator.factor, number(styles, 0))
        sheet.write_number(row, 11, indicator.version, number(styles, 0))


def _indicators(content: View | Profile | Table) -> Iterable[Indicator]:
    if isinstance(content, View):
        return [content.indicator]
    if isinstance(content, Profile):
        return [row.indicator for _, section in content.sections for row in section]
    return [indicator for indicator, _ in content.columns]


def _notes(book: Any, styles: Styles, content: View | Profile | Table) -> None:
    """Stand, notices, sources and what the signs mean."""
    sheet = book.add_worksheet("Hinweise")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, (head, said) in enumerate(notes(content)):
        sheet.write_string(row, 0, head, styles["bold"])
        sheet.write_string(row, 1, said, styles["long"])
