"""What all sheets of a workbook share: type, number formats, a head with source and Stand, cells."""

from collections.abc import Sequence
from typing import Any, Final

from atlas.colours import ACCENT, INK, NOTICE, SOFT
from atlas.view import Cell, Profile, Table, View
from indicators.model import Indicator, Status

HEAD: Final = 5  # row of the header, counted from 0
Column = tuple[str, int]  # header and width in letters
Styles = dict[str, Any]


def title(content: View | Profile | Table) -> str:
    """What the workbook is about."""
    if isinstance(content, View):
        return content.title
    if isinstance(content, Profile):
        return f"{content.name} – {content.kind}"
    return f"{content.stamp.town}: {content.level.plural} im Vergleich"


def styles_of(book: Any) -> Styles:
    """The formats of a workbook by name; number formats are made when first used."""
    font = {"font_name": "Calibri", "font_size": 11, "font_color": INK}
    wrap = {"text_wrap": True, "valign": "top"}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter"}
    return {
        "book": book,
        "made": {},
        "font": font,
        "title": book.add_format({**font, "bold": True, "font_size": 15}),
        "line": book.add_format({**font, "font_color": SOFT}),
        "notice": book.add_format({**font, "font_color": NOTICE, "bold": True}),
        "head": book.add_format({**font, **head}),
        "text": book.add_format(font),
        "long": book.add_format({**font, **wrap}),
        "bold": book.add_format({**font, "bold": True, **wrap}),
        "sign": book.add_format({**font, "font_color": SOFT, "align": "right"}),
        "city": book.add_format({**font, "bold": True}),
    }


def number(styles: Styles, decimals: int, uncertain: bool = False) -> Any:
    """The number format that shows what the screen prints; Excel rounds half up, too."""
    key = decimals, uncertain
    if key not in styles["made"]:
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        pattern = f'"("{pattern}")"' if uncertain else pattern
        styles["made"][key] = styles["book"].add_format({**styles["font"], "num_format": pattern})
    return styles["made"][key]


def sheet_of(book: Any, styles: Styles, name: str, content: View | Profile | Table, columns: Sequence[Column]) -> Any:
    """A sheet with title, source and Stand above a frozen header."""
    sheet = book.add_worksheet(name)
    stamp = content.stamp
    warning = " · ".join(part for part in (stamp.notice, stamp.invented) if part)
    lines = [(title(content), "title"), (_subtitle(content), "line"), (_source(content), "line")]
    lines += [(f"{stamp.title} · {stamp.line}", "line"), (warning, "line" if stamp.public else "notice")]
    for row, (said, style) in enumerate(lines):
        sheet.write_string(row, 0, said, styles[style])
    for place, (head, width) in enumerate(columns):
        sheet.write_string(HEAD, place, head, styles["head"])
        sheet.set_column(place, place, width)
    sheet.set_row(HEAD, 32)
    sheet.freeze_panes(HEAD + 1, min(2, len(columns)))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.set_footer(f"&L{_plain(stamp.title)} · {_plain(stamp.line)}&C{_plain(stamp.notice)}&RSeite &P von &N")
    return sheet


def _plain(text: str) -> str:
    return text.replace("&", "&&")


def _subtitle(content: View | Profile | Table) -> str:
    if isinstance(content, View):
        return content.subtitle
    return content.residents if isinstance(content, Profile) else f"{len(content.rows)} {content.level.plural}"


def _source(content: View | Profile | Table) -> str:
    return content.source if isinstance(content, View) else " · ".join(content.sources)


def write_value(sheet: Any, styles: Styles, row: int, column: int, cell: Cell, indicator: Indicator) -> None:
    """The number as a number; a cell without one holds its sign as text."""
    if cell.value is None:
        sheet.write_string(row, column, cell.text, styles["sign"])
    else:
        style = number(styles, indicator.decimals, cell.status == Status.uncertain)
        sheet.write_number(row, column, cell.value, style)


def write_count(sheet: Any, styles: Styles, row: int, column: int, value: float | None, decimals: int) -> None:
    """A number beside the value; blank where there is none, for the status says why."""
    if value is None:
        sheet.write_blank(row, column, None, styles["text"])
    else:
        sheet.write_number(row, column, value, number(styles, decimals))
