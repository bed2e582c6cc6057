"""Native charts: the part, its workbook with the numbers behind it, and what all of them look like."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from atlas.charts._frame import Box
from atlas.reports.formats._pptx.shapes import NAMES, Canvas, stroke
from atlas.reports.formats._pptx.text import HAIR, INK, QUIET, plain, solid

C: Final = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
SHEET: Final = "Diagramm"
GRID: Final = f"<c:majorGridlines><c:spPr>{stroke(HAIR, 0.75)}</c:spPr></c:majorGridlines>"
Value = str | float | dt.date | None
Sheet = Sequence[Sequence[Value]]


def chart(
    canvas: Canvas, box: Box, name: str, alt: str, plot: str, sheets: Mapping[str, Sheet], day: str, legend: str = ""
) -> None:
    """Put a native chart on the slide: `plot` is its c:plotArea, `sheets` its workbook, the first the one it draws."""
    from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from pptx.parts.chart import ChartPart

    inside = f'<c:autoTitleDeleted val="1"/>{plot}{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
    looks = f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{texts(11.5)}"
    whole = f'<c:date1904 val="0"/><c:lang val="de-DE"/><c:roundedCorners val="0"/><c:chart>{inside}</c:chart>{looks}'
    slide, package = canvas.slide.part, canvas.slide.part.package
    made = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {C} {NAMES}>{whole}</c:chartSpace>'
    place = package.next_partname(ChartPart.partname_template)
    part = ChartPart.load(place, CONTENT_TYPE.DML_CHART, package, made.encode())
    part.chart_workbook.update_from_xlsx_blob(workbook(sheets, day))
    relation = slide.relate_to(part, RELATIONSHIP_TYPE.CHART)
    canvas.add(canvas.graphic(name, alt, box, "chart", f'<c:chart {C} r:id="{relation}"/>'))


def workbook(sheets: Mapping[str, Sheet], day: str) -> bytes:
    """The numbers of a chart as Excel opens them for editing; texts never are formulas. `day`: 23.11.2026."""
    import xlsxwriter

    into = io.BytesIO()
    plainly = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(into, plainly)
    book.set_properties({"created": made_on(day)})
    dates, heads = book.add_format({"num_format": "dd.mm.yyyy"}), book.add_format({"bold": True})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 20, 16)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(y, x, plain(value), heads if y == 0 else None)
                elif isinstance(value, dt.date):
                    sheet.write_datetime(y, x, value, dates)
                elif value is not None:
                    sheet.write_number(y, x, value)
    book.close()
    return into.getvalue()


def made_on(day: str) -> dt.datetime:
    """The day of an edition as files name when they were made."""
    try:
        return dt.datetime.strptime(day, "%d.%m.%Y")
    except ValueError:
        return dt.datetime(2000, 1, 1)


def texts(size: float, ink: str = INK, bold: bool = False) -> str:
    """How words of a chart look."""
    look = f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{solid(ink)}</a:defRPr>'
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="de-DE"/></a:p></c:txPr>'


def number_format(decimals: int) -> str:
    """Points between thousands, a decimal comma, whatever the language of the computer."""
    return f"[$-407]#,##0{'.' + '0' * decimals if decimals else ''}"


def column(place: int) -> str:
    """A column's letters.

    >>> column(0), column(27)
    ('A', 'AB')
    """
    return (column(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def name_of(place: int, said: str) -> str:
    """The name of a line: where it stands in the workbook, and what it is."""
    cell = f"{SHEET}!${column(place)}$1"
    return f"<c:tx><c:strRef><c:f>{cell}</c:f>{cached([said], 'str')}</c:strRef></c:tx>"


def numbers(tag: str, place: int, values: Sequence[float | None], form: str) -> str:
    """A column of numbers, gaps left out."""
    cells = f"{SHEET}!${column(place)}$2:${column(place)}${len(values) + 1}"
    return f"<c:{tag}><c:numRef><c:f>{cells}</c:f>{cached(values, 'num', form)}</c:numRef></c:{tag}>"


def words(values: Sequence[str]) -> str:
    """The first column as names of places along the axis."""
    cells = f"{SHEET}!$A$2:$A${len(values) + 1}"
    return f"<c:cat><c:strRef><c:f>{cells}</c:f>{cached(values, 'str')}</c:strRef></c:cat>"


def cached(values: Sequence[Any], kind: str, form: str = "") -> str:
    """What is shown before the workbook is opened."""
    from xml.sax.saxutils import escape

    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(plain(one)) if isinstance(one, str) else repr(float(one))}</c:v></c:pt>'
        for n, one in enumerate(values)
        if one is not None
    )
    code = f"<c:formatCode>{escape(form)}</c:formatCode>" if form else ""
    return f'<c:{kind}Cache>{code}<c:ptCount val="{len(values)}"/>{points}</c:{kind}Cache>'


def layout(x: float, y: float, wide: float, high: float) -> str:
    """Where the inner plot lies, as parts of the chart: so that marks above it know their place."""
    modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    at = "".join(f'<c:{k} val="{v:.4f}"/>' for k, v in (("x", x), ("y", y), ("w", wide), ("h", high)))
    return f"<c:layout><c:manualLayout>{modes}{at}</c:manualLayout></c:layout>"


def label(place: int, form: str, at: str, text: str = "", size: float = 11, bold: bool = False) -> str:
    """The value of one point in print, on the slide's ground; `text` where its print is more than a number."""
    ground = solid("bg1")
    shown = "".join(
        f'<c:{what} val="{int(what == "showVal")}"/>'
        for what in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    own = ""
    if text:
        from atlas.reports.formats._pptx.text import run

        own = f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p>{run(text, size, bold)}</a:p></c:rich></c:tx>"
    look = f'<c:numFmt formatCode="{form}" sourceLinked="0"/><c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>'
    return f'<c:dLbl><c:idx val="{place}"/>{own}{look}{texts(size, INK, bold)}<c:dLblPos val="{at}"/>{shown}</c:dLbl>'


def labels(each: Iterable[str]) -> str:
    """The labels of a line: these points and no others."""
    none = "".join(
        f'<c:{what} val="0"/>'
        for what in ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    )
    return f"<c:dLbls>{''.join(each)}{none}</c:dLbls>"


def value_axis(low: float, high: float, step: float, decimals: int, shown: bool, between: str, place: str) -> str:
    """The axis of values; hidden where every bar says its own."""
    scale = f'<c:scaling><c:orientation val="minMax"/><c:max val="{high!r}"/><c:min val="{low!r}"/></c:scaling>'
    look = f'<c:numFmt formatCode="{number_format(decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
    look += f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{stroke("")}</c:spPr>{texts(11, QUIET)}'
    ends = f'<c:crossAx val="1"/><c:crosses val="{"min" if shown else "autoZero"}"/><c:crossBetween val="{between}"/>'
    grid = GRID if shown else ""
    steps = f'<c:majorUnit val="{step!r}"/>' if step > 0 else ""
    head = f'<c:axId val="2"/>{scale}<c:delete val="{int(not shown)}"/><c:axPos val="{place}"/>'
    return f"<c:valAx>{head}{grid}{look}{ends}{steps}</c:valAx>"
