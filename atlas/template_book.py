"""The workbook of a template: how to fill it in, a sheet to fill for each kind of period, its variables, its signs."""

import datetime as dt
import io
from pathlib import Path
from typing import Any, Final

from atlas.colours import ACCENT, INK, SOFT
from atlas.template import KEY, NAME, SIGNS, TIME, TOP, Sheet, Template, header, spec
from indicators.errors import WrongUse
from indicators.model import Variable
from indicators.written import write_whole

SIGN_SHEET: Final = "Zeichen"
FIRST_SIGN: Final = 3  # row of the first sign, counted from 0
LOCKED: Final = 3  # columns before the first variable
UNITS: Final = {"count": "ganze Zahl ab 0", "sum": "Zahl ab 0", "given": "Zahl"}
HOW: Final = (
    "Füllen Sie die weißen Felder der Blätter aus; Schlüssel, Gebiet und Zeitbezug bleiben, wie sie sind.",
    "Erlaubt sind Zahlen (Komma für Nachkommastellen) und die Zeichen auf dem Blatt „Zeichen“.",
    "Ein leeres Feld heißt: nicht bekannt. Genau nichts ist die Zahl 0.",
    "Was ein Merkmal zählt, steht auf dem Blatt „Merkmale“ und im Kommentar seiner Überschrift.",
    "Fügen Sie keine Spalten, Summen oder Zwischenzeilen ein; was nicht zuzuordnen ist, melden Sie bitte dazu.",
)


def write_template(asked: Template, output: Path) -> list[Path]:
    """The file and the spec of each of its sheets; returns their paths. What is there is never overwritten."""
    if output.suffix != ".xlsx":
        raise WrongUse(f"{output}: Die Vorlage ist eine Excel-Datei; der Name endet auf .xlsx.")
    texts = {output: workbook(asked)}
    for number, sheet in enumerate(asked.sheets):
        stem = output.stem if not number else f"{output.stem}_{sheet.name.lower()}"
        texts[output.with_name(f"{stem}.toml")] = spec(asked, sheet, output.name).encode()
    for path in texts:
        if path.exists():
            raise WrongUse(
                f"{path}: Die Datei gibt es schon; sie wird nicht überschrieben. Wählen Sie einen anderen Namen."
            )
    if not output.parent.is_dir():
        raise WrongUse(f"{output.parent}: Diesen Ordner gibt es nicht; die Vorlage kann nicht geschrieben werden.")
    for path, content in texts.items():
        write_whole(path, content)
    return list(texts)


def workbook(asked: Template) -> bytes:
    """The bytes of the file; the same every time."""
    import xlsxwriter

    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": _title(asked), "created": dt.datetime(2026, 1, 1)})
        styles = _styles(book)
        for sheet in asked.sheets:
            _fill_in(book, styles, asked, sheet)
        _list(
            book,
            styles,
            "Merkmale",
            _title(asked),
            VARIABLES,
            [_about(v, s) for s in asked.sheets for v in s.variables],
        )
        _list(book, styles, SIGN_SHEET, "Erlaubte Zeichen", SIGN_COLUMNS, [(sign, said) for sign, _, said in SIGNS])
        _list(
            book, styles, "Anleitung", "So füllen Sie die Vorlage aus", (("Schritt", 100),), [(line,) for line in HOW]
        )
    return into.getvalue()


VARIABLES: Final = (
    ("Merkmal", 40), ("Einheit", 14), ("Blatt", 12), ("Erlaubt", 16), ("Was gezählt wird", 70), ("Wer zählt", 28),
    ("Woher", 34),
)  # fmt: skip  # a table
SIGN_COLUMNS: Final = (("Zeichen", 12), ("Bedeutung", 60))


def _title(asked: Template) -> str:
    return f"{asked.town}: {asked.theme} – {asked.plural}"


def _about(variable: Variable, sheet: Sheet) -> tuple[str, ...]:
    return (
        header(variable), variable.unit, sheet.name, _allowed(variable), variable.definition, variable.population,
        variable.source.producer,
    )  # fmt: skip  # a row


def _allowed(variable: Variable) -> str:
    return UNITS["sum"] if variable.kind == "count" and not variable.integer else UNITS[variable.kind]


def _styles(book: Any) -> dict[str, Any]:
    font = {"font_name": "Calibri", "font_size": 11, "font_color": INK}
    head = {"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({**font, "bold": True, "font_size": 15}),
        "line": book.add_format({**font, "font_color": SOFT}),
        "head": book.add_format({**font, **head}),
        "fixed": book.add_format({**font, "bg_color": "#EEF1F4", "num_format": "@"}),
        "open": book.add_format({**font, "locked": False, "align": "right", "border": 1, "border_color": "#C8CED4"}),
        "long": book.add_format({**font, "text_wrap": True, "valign": "top", "num_format": "@"}),
    }


def _fill_in(book: Any, styles: dict[str, Any], asked: Template, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    page.write_string(0, 0, f"{_title(asked)} ({sheet.name})", styles["title"])
    page.write_string(1, 0, HOW[0], styles["line"])
    for column, (name, width) in enumerate(((KEY, 14), (NAME, 30), (TIME, 14))):
        page.write_string(TOP, column, name, styles["head"])
        page.set_column(column, column, width)
    for row, cells in enumerate(sheet.rows, TOP + 1):
        for column, text in enumerate(cells):
            page.write_string(row, column, text, styles["fixed"])
        if sheet.kind == "election":
            page.write_string(row, LOCKED - 1, cells[-1], styles["open"])
    last = TOP + len(sheet.rows)
    for column, variable in enumerate(sheet.variables, LOCKED):
        page.write_string(TOP, column, header(variable), styles["head"])
        page.write_comment(TOP, column, f"{variable.definition or variable.title}\n{variable.population}".strip())
        for row in range(TOP + 1, last + 1):
            page.write_blank(row, column, None, styles["open"])
        if sheet.rows:
            page.data_validation(TOP + 1, column, last, column, _validation(variable, column))
    page.set_column(LOCKED, LOCKED + len(sheet.variables) - 1, 18)
    page.set_row(TOP, 62)
    page.freeze_panes(TOP + 1, LOCKED)
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})


def _validation(variable: Variable, column: int) -> dict[str, Any]:
    """A number as the variable has it, or exactly one of the signs."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    cell = xl_rowcol_to_cell(TOP + 1, column)
    signs = f"{SIGN_SHEET}!$A${FIRST_SIGN + 1}:$A${FIRST_SIGN + len(SIGNS)}"
    allowed = _allowed(variable)
    number = {UNITS["count"]: f"AND({cell}>=0,{cell}=INT({cell}))", UNITS["sum"]: f"{cell}>=0"}.get(allowed, "TRUE")
    said = f"Erlaubt ist eine {allowed} oder ein Zeichen vom Blatt „{SIGN_SHEET}“."
    return {
        "validate": "custom",
        "value": f"=IF(ISNUMBER({cell}),{number},SUMPRODUCT(--EXACT({cell},{signs}))>0)",
        "ignore_blank": True,
        "error_title": "Das kann nicht gelesen werden",
        "error_message": said,
        "error_type": "stop",
    }


def _list(
    book: Any, styles: dict[str, Any], name: str, title: str, columns: tuple[tuple[str, int], ...], rows: list[Any]
) -> None:
    page = book.add_worksheet(name)
    page.write_string(0, 0, title, styles["title"])
    for column, (head, width) in enumerate(columns):
        page.write_string(FIRST_SIGN - 1, column, head, styles["head"])
        page.set_column(column, column, width)
    for row, cells in enumerate(rows, FIRST_SIGN):
        for column, text in enumerate(cells):
            page.write_string(row, column, text, styles["long"])
    page.freeze_panes(FIRST_SIGN, 0)
    page.protect("", {"format_columns": True, "format_rows": True})
