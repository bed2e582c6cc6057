"""Areas by value as native bar charts: printed values, the subject's bar darker, the town's value as a line."""

from typing import Final

from atlas.charts._frame import Box
from atlas.charts._svg import fit, width_of
from atlas.charts.ranking import BAR, CHOSEN, listed
from atlas.numbers import text
from atlas.reports.document import Picture
from atlas.reports.formats._pptx.chart import (
    Value,
    chart,
    label,
    labels,
    layout,
    name_of,
    number_format,
    numbers,
    texts,
    value_axis,
    words,
)
from atlas.reports.formats._pptx.shapes import NOTHING, Canvas, stroke
from atlas.reports.formats._pptx.text import body, paragraph, run, solid
from atlas.view import Cell, View

MOST: Final = 20  # bars beneath each other
BESIDE: Final = 2  # columns on a slide
LEFT_OUT: Final = "…"
Bars = list[Cell | None]


def columns_of(view: View, beside: int = BESIDE) -> list[list[Bars]]:
    """Slides of columns of bars, all about as long; at least one column."""
    bars = listed(view)
    count = max(-(-len(bars) // MOST), 1)
    size = max(-(-len(bars) // count), 1)
    columns = [bars[n : n + size] for n in range(0, len(bars), size)] or [[]]
    return [columns[n : n + beside] for n in range(0, len(columns), beside)]


def draw(canvas: Canvas, picture: Picture, columns: list[Bars], box: Box, day_made: str) -> None:
    """These columns of bars, all on one scale."""
    view = picture.view
    if not any(columns):
        said = "Für diese Auswahl liegt kein Wert vor."
        canvas.add(canvas.shape("Hinweis", box, body(paragraph(run(said, 14)))))
        return
    wide = (box.width - 24 * (len(columns) - 1)) / len(columns)
    longest = max(len(one) for one in columns)
    for place, bars in enumerate(columns):
        step = min(box.height - 18, 34.0 * longest) / longest
        inside = Box(box.x + place * (wide + 24), box.y, wide, 18 + step * len(bars))
        part = f" ({place + 1} von {len(columns)})" if len(columns) > 1 else ""
        name = f"Diagramm: {picture.label or picture.caption}{part}"
        _column(canvas, view, bars, inside, name, picture.alt if not place else f"Fortsetzung: {_ends(bars)}", day_made)


def _ends(bars: Bars) -> str:
    cells = [cell for cell in bars if cell is not None]
    return f"{cells[0].name} ({cells[0].full}) bis {cells[-1].name} ({cells[-1].full})." if cells else ""


def _column(canvas: Canvas, view: View, bars: Bars, box: Box, name: str, alt: str, day_made: str) -> None:
    size = 11.5 if len(bars) <= 16 else 10.5
    known = [cell.value for cell in view.cells if cell.value is not None]
    low, high = min(*known, 0.0), max(*known, 0.0)
    high = high if high > low else low + 1.0
    names = min(max(width_of(cell.name if cell else LEFT_OUT, size) for cell in bars) + 12, 0.42 * box.width)
    printed = max(width_of(cell.text, size, bold=True) for cell in bars if cell) + 10 if any(bars) else 30.0
    inner = Box(names, 18, box.width - names - printed, box.height - 18)
    if low < 0:  # values are printed at the left of bars, too, where they must not stand on names
        low -= (high - low) * printed / max(inner.width - printed, printed)
    at = layout(inner.x / box.width, inner.y / box.height, inner.width / box.width, inner.height / box.height)
    axes = _named(size) + value_axis(low, high, 0.0, view.indicator.decimals, False, "between", "t")
    said = [fit(cell.name, size, names - 10) if cell else LEFT_OUT for cell in bars]
    plot = f"<c:plotArea>{at}{_bars(view, bars, said, size)}{axes}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
    drawn: list[list[Value]] = [["Gebiet", view.indicator.short]]
    drawn += [[name_at, cell.value if cell else None] for name_at, cell in zip(said, bars, strict=True)]
    if view.city.value is not None and view.indicator.denominator:
        x = box.x + inner.x + inner.width * (view.city.value - low) / (high - low)
        line = [(x, box.y + 15), (x, box.y + box.height)]
        canvas.add(canvas.outline("Wert der Stadt", [line], NOTHING, stroke("tx1", 1.5), closed=False, decorative=True))
        town = f"{view.city.name} {view.city.full}"
        half = width_of(town, size, bold=True) / 2 + 4
        middle = min(max(x, box.x + half), box.x + box.width - half)
        place = Box(middle - half, box.y - 1, 2 * half, 16)
        text_of = body(paragraph(run(town, size, bold=True), align="ctr"), wraps=False)
        canvas.add(canvas.shape("Wert der Stadt", place, text_of))
    chart(canvas, box, name, alt, plot, {"Diagramm": drawn, "Werte": _all(view)}, day_made)


def _bars(view: View, bars: Bars, names: list[str], size: float) -> str:
    chosen = {cell.key for cell in view.chosen}
    points, printed = [], []
    form = number_format(view.indicator.decimals)
    for n, cell in enumerate(bars):
        if cell is None:
            continue
        own = cell.key in chosen
        if own:
            look = f"<c:spPr>{solid(CHOSEN)}</c:spPr>"
            points.append(f'<c:dPt><c:idx val="{n}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/>{look}</c:dPt>')
        said = "" if cell.text == text(cell.value or 0.0, view.indicator.decimals) else cell.text
        printed.append(label(n, form, "outEnd", said, size, own))
    head = f'<c:idx val="0"/><c:order val="0"/>{name_of(1, view.indicator.short)}<c:spPr>{solid(BAR)}</c:spPr>'
    values = numbers("val", 1, [cell.value if cell else None for cell in bars], form)
    along = words(names)
    inside = f'<c:invertIfNegative val="0"/>{"".join(points)}{labels(printed)}{along}{values}'
    ends = '<c:gapWidth val="30"/><c:axId val="1"/><c:axId val="2"/>'
    start = '<c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
    return f"<c:barChart>{start}<c:ser>{head}{inside}</c:ser>{ends}</c:barChart>"


def _named(size: float) -> str:
    """The axis of names, the first at the top."""
    head = '<c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
    look = '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
    look += f'<c:tickLblPos val="low"/><c:spPr>{stroke("#75858E", 0.75)}</c:spPr>{texts(size)}'
    ends = '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
    ends += '<c:lblOffset val="60"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/>'
    return f"<c:catAx>{head}{look}{ends}</c:catAx>"


def _all(view: View) -> list[list[Value]]:
    """Every area with its print, also those between the ends and those without a value."""
    rows: list[list[Value]] = [[view.level.name, "Schlüssel", "Wert", "Druck", "Anzahl"]]
    rows += [[cell.name, cell.key, cell.value, cell.full, cell.counts] for cell in view.cells]
    return [*rows, [], [view.title], [view.source], [view.stamp.line], [view.stamp.notice]]
