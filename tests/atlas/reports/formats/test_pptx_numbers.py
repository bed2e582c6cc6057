"""Every number of a document stands on its slides, read back by python-pptx and openpyxl."""

import datetime as dt
from dataclasses import replace

import pytest

from atlas.charts.map import fills
from atlas.city import City
from atlas.reports.design import Design
from atlas.reports.document import Document, Pictures, Spine, Tabular, Tiles, drawn, printed
from atlas.reports.formats import pptx
from indicators.model import Flag, Status
from tests.atlas.reports.formats import slides
from tests.atlas.reports.formats.papers import composed, document, everything, pictures
from tests.atlas.views import COUNT, NAMES, series, view


@pytest.fixture(scope="module", params=["area", "town"])
def paper(request: pytest.FixtureRequest, six: City) -> Document:
    level, keys = ("stadtteil", ("11",)) if request.param == "area" else ("", ())
    return composed(six, everything(six, 99 if keys else 2), level, keys)


@pytest.fixture(scope="module")
def deck(paper: Document):
    return slides.opened(pptx.write(paper, Design()))


def holds(row: list, value: float | None) -> bool:
    """Whether a row has the number, to the 16 digits of a workbook; or none where there is none."""
    numbers = [cell for cell in row if isinstance(cell, float | int)]
    return not numbers if value is None else any(cell == pytest.approx(value, rel=1e-14) for cell in numbers)


def plain(text: str) -> str:
    return " ".join(text.split(" ")).strip()


def test_every_table_stands_row_by_row(paper: Document, deck) -> None:
    found = slides.tables(deck)
    asked = [b for chapter in paper.chapters for b in chapter.blocks if isinstance(b, Tabular)]
    assert asked
    for table in asked:
        rows = found[f"Tabelle: {table.label}: {table.caption}"]
        assert rows[0] == [column.title for column in table.columns]
        assert rows[1:] == [[plain(entry.text) for entry in row] for row in table.rows]


def test_every_number_in_words_is_read_back(paper: Document, deck) -> None:
    said = [text for slide in deck.slides for text in slides.texts(slide)]
    for entry in printed(paper):
        assert any(plain(entry.text) in text for text in said), entry
    blocks = [b for chapter in paper.chapters for b in chapter.blocks]
    for tiles in (b for b in blocks if isinstance(b, Tiles)):
        for row in tiles.rows:
            tile = next(s for s in slides.every(deck) if s.name == f"Kachel {row.indicator.short}")
            lines = [p.text for p in tile.text_frame.paragraphs]
            assert lines[:2] == [row.indicator.short, row.cell.full]
            town = f"{row.city.name}: {row.city.full}"
            assert (town in lines) == (row.cell.key != row.city.key)
    for spine in (b for b in blocks if isinstance(b, Spine)):
        rows = slides.tables(deck)[f"Einordnung: {spine.label + ': ' if spine.label else ''}{spine.caption}"]
        assert [row[2:4] for row in rows[1:]] == [[one.row.cell.full, one.row.city.full] for one in spine.rows]


def test_every_number_of_a_picture_is_read_back(paper: Document, deck) -> None:
    books = {name.split(" (")[0]: slides.workbook(chart)["Werte"] for name, chart in slides.charts(deck)}
    groups = {s.name: s for s in slides.every(deck) if s.name.startswith("Karte: ")}
    seen = 0
    for picture, entry in drawn(paper):
        seen += 1
        if picture.kind == "map":
            if picture.paper is None:
                continue
            names = [s.name for s in slides.shapes(groups[f"Karte: {picture.label}"].shapes)]
            assert any(n.startswith(f"Gebiet {entry.of.key} ") and n.endswith(f": {entry.text}") for n in names), entry
            continue
        rows = books[f"Diagramm: {picture.label}"]
        assert any(row[1] == entry.of.key and entry.text in row and holds(row, entry.value) for row in rows), entry
    assert seen > 20


def test_lines_and_bars_draw_the_numbers(paper: Document, deck) -> None:
    pictures = [p for chapter in paper.chapters for b in chapter.blocks if isinstance(b, Pictures) for p in b.items]
    charts = slides.charts(deck)
    for picture in pictures:
        own = [c for n, c in charts if n.split(" (")[0] == f"Diagramm: {picture.label}"]
        if picture.kind == "ranking":
            values = [v for chart in own for v in chart.plots[0].series[0].values]
            assert values == sorted((c.value for c in picture.view.cells if c.value is not None), reverse=True)
        elif picture.kind == "series" and own:
            names = {line.name: line for line in picture.view.series}
            for line in own[0].plots[0].series:
                there = [v for v in line.values if v is not None]
                assert there == [c.value for c in names[line.name].cells if c.value is not None]


def test_areas_have_the_fill_of_their_class_and_lie_in_its_group() -> None:
    shown = view(((12, 100), (33, 150), (7, 140), Status.secret, (0, 80), Status.missing))
    deck = slides.opened(pptx.write(document(pictures("map", shown)), Design()))
    fill = {s.name: slides.fill(s) for s in slides.every(deck) if s.name.startswith("Gebiet ")}
    colours = [one.removeprefix("#") for one in fills(shown)]
    # 12 % and 5 % by hand: 8 < 12 <= 15 is the second class, 22 the third, 5 the first
    assert fill[f"Gebiet 01 {NAMES[0]}: 12,0\u00a0%"] == colours[1]
    assert fill[f"Gebiet 02 {NAMES[1]}: 22,0\u00a0%"] == colours[2]
    assert fill[f"Gebiet 03 {NAMES[2]}: 5,0\u00a0%"] == colours[0]
    assert fill[f"Gebiet 04 {NAMES[3]}: geheim"] == "wdUpDiag"
    assert fill[f"Gebiet 06 {NAMES[5]}: keine Angabe"] == "dotGrid"
    groups = {s.name: [one.name for one in s.shapes] for s in slides.every(deck) if s.name.startswith("Klasse ")}
    label = shown.legend.classes[1].label
    assert groups[f"Klasse {label}"] == [f"Gebiet 01 {NAMES[0]}: 12,0\u00a0%", f"Schlüssel {label}"]
    assert sum(len(names) - 1 for names in groups.values()) == 4  # with a value; 0 % is below 8 %, too


def test_a_gap_stays_a_gap_and_a_break_is_not_joined() -> None:
    area = series([(10, 100), Status.missing, (12, 100), (13, 100), (14, 100)], "Alt & Neu", "area", broken=(2023,))
    town = series([(10, 100), (11, 100), (12, 100), (13, 100), (14, 100)], "Sechsfeld", "city", broken=(2023,))
    deck = slides.opened(pptx.write(document(pictures("series", view(lines=(town, area)))), Design()))
    ((_, chart),) = slides.charts(deck)
    first, second = chart.plots[0].series
    # the day between the last day of 2022 and that of 2023 is empty in both
    assert list(first.values) == [10.0, 11.0, 12.0, None, 13.0, 14.0]
    assert list(second.values) == [10.0, None, 12.0, None, 13.0, 14.0]
    days = [row[0] for row in slides.workbook(chart)["Diagramm"][1:]]
    assert days[0] == dt.datetime(2020, 12, 31) and days[2] < days[3] < days[4]
    assert chart._chartSpace.xpath("string(.//c:dispBlanksAs/@val)") == "gap"
    assert [s.name for s in slides.every(deck)].count("Bruch der Zeitreihe") == 1


def test_a_line_that_alone_is_broken_loses_the_piece_between() -> None:
    area = series([(10, 100), (11, 100), (12, 100)], "Alt & Neu", "area", broken=(2021,))
    town = series([(10, 100), (11, 100), (12, 100)], "Sechsfeld", "city")
    deck = slides.opened(pptx.write(document(pictures("series", view(lines=(town, area)))), Design()))
    ((_, chart),) = slides.charts(deck)
    assert [list(line.values) for line in chart.plots[0].series] == [[10.0, 11.0, 12.0]] * 2
    broken = chart._chartSpace.xpath(".//c:ser[c:tx//c:v='Alt & Neu']/c:dPt[c:spPr/a:ln/a:noFill]/c:idx/@val")
    assert broken == ["1"]  # the piece that leads to 2021


def test_an_estimate_is_a_hollow_point() -> None:
    line = series([(10, 100), (11, 100), (12, 100)], "Alt & Neu", "area")
    guessed = replace(line.cells[1], flags=int(Flag.estimated))
    line = replace(line, cells=(line.cells[0], guessed, line.cells[2]))
    deck = slides.opened(pptx.write(document(pictures("series", view(lines=(line,)))), Design()))
    ((_, chart),) = slides.charts(deck)
    hollow = chart._chartSpace.xpath(".//c:dPt[c:marker/c:spPr/a:solidFill/a:srgbClr/@val='FFFFFF']/c:idx/@val")
    assert hollow == ["1"]
    assert any("hohle Punkte: geschätzt" in text for text in slides.texts(deck.slides[1]))


def test_negative_values_are_printed_beside_their_bars() -> None:
    shown = view([-29.0, -1.0, 2.0, 30.0, 0.0, -5.0], COUNT, (30.0,))
    deck = slides.opened(pptx.write(document(pictures("ranking", shown)), Design()))
    ((_, chart),) = slides.charts(deck)
    assert list(chart.plots[0].series[0].values) == [30.0, 2.0, 0.0, -1.0, -5.0, -29.0]
    assert chart.value_axis.minimum_scale < -29.0 and chart.value_axis.maximum_scale == 30.0


def test_limits_are_error_bars_of_the_area() -> None:
    shown = view(intervals=True)  # limits lie one unit away, see views.cell
    deck = slides.opened(pptx.write(document(pictures("series", shown)), Design()))
    ((_, chart),) = slides.charts(deck)
    for side in ("plus", "minus"):
        bars = chart._chartSpace.xpath(f".//c:ser[c:tx//c:v='Alt & Neu']/c:errBars/c:{side}//c:v/text()")
        assert [float(one) for one in bars] == [pytest.approx(1.0)] * 3


def test_circles_have_areas_like_their_counts() -> None:
    shown = view([400.0, 100.0, 0.0, Status.secret, 25.0, 900.0], COUNT, (900.0,), kind="circle")
    deck = slides.opened(pptx.write(document(pictures("map", shown)), Design()))
    wide = {s.name.split()[1]: s.width for s in slides.every(deck) if s.name.startswith("Kreis ")}
    assert sorted(wide) == ["01", "02", "03", "05", "06"]
    for key, count in (("01", 400), ("02", 100), ("05", 25)):
        assert (wide[key] / wide["06"]) ** 2 == pytest.approx(count / 900, rel=0.01)


def test_beyond_sixty_areas_a_ranking_has_both_ends_and_the_chosen() -> None:
    shown = view([(float(n), 1000) for n in range(1, 101)], chosen=(49,))
    deck = slides.opened(pptx.write(document(pictures("ranking", shown)), Design()))
    names, values = [], []
    for _, chart in slides.charts(deck):
        names += list(chart.plots[0].categories)
        values += list(chart.plots[0].series[0].values)
    ends = [n / 10 for n in range(100, 88, -1)], [n / 10 for n in range(12, 0, -1)]
    assert values == [*ends[0], None, 5.0, None, *ends[1]]
    assert names.count("…") == 2
    rows = slides.workbook(slides.charts(deck)[0][1])["Werte"][1:101]
    assert [row[2] for row in rows] == [n / 10 for n in range(1, 101)]
    dark = [c._chartSpace.xpath(".//c:dPt/c:idx/@val") for _, c in slides.charts(deck)]
    assert [len(one) for one in dark] == [1, 0] or [len(one) for one in dark] == [0, 1]
