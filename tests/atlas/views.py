"""Small Views, Profiles, Tables and outlines made by hand for the tests of charts and exports."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from atlas.city import Vintage
from atlas.levels import LevelInfo
from atlas.numbers import SIGNS, signed, text
from atlas.selection import Selection
from atlas.view import (
    Cell,
    Legend,
    LegendClass,
    LegendStatus,
    Profile,
    ProfileRow,
    Series,
    Stamp,
    Table,
    View,
)
from atlas.view.outlines import read_outlines
from atlas.view.paper import PaperMap
from indicators.model import Indicator, Period, Rules, Source, Status

STAMP = Stamp(
    "Sechsfeld", "Sozialatlas Sechsfeld", 7, "23.11.2026", "Intern – nicht zur Veröffentlichung", "Erfundene Stadt."
)
LEVEL = LevelInfo("stadtteil", "Stadtteil", "Stadtteile", True)
NAMES = ("Alt & Neu", "Berg <am> Tor", "Chaussee", "Dorf", "Eichwald", "Furt")

SHARE = Indicator(
    id="ant_u18",
    title="Anteil der unter 18-Jährigen",
    short="Unter 18-Jährige",
    theme="dem",
    tier="core",
    life_phase="alle",
    definition="Einwohnerinnen und Einwohner unter 18 Jahren an allen.",
    method="share",
    numerator="bev_u18",
    denominator="bev_insg",
    factor=100.0,
    unit="%",
    decimals=1,
    direction="neutral",
    statement="Von 100 Menschen sind {value} unter 18 Jahre alt.",
    per="je 100 Einwohnerinnen und Einwohner",
    relevance="Zeigt, wo Kinder leben.",
    reading="Ein hoher Wert heißt: viele Kinder.",
    caveats=("Nur Hauptwohnung.",),
    source=Source("Einwohnermelderegister", "dl-de/by-2-0", "", "Melderegister"),
    population="Hauptwohnung",
    principle="residence",
    periodicity="jährlich",
    rules=Rules(min_numerator=3, source="Mindestfallzahl 3"),
)
COUNT = replace(
    SHARE,
    id="bev_insg",
    title="Einwohnerinnen und Einwohner",
    short="Einwohner",
    method="count",
    numerator="bev_insg",
    denominator="",
    factor=1.0,
    unit="Personen",
    decimals=0,
    statement="Hier leben {value} Menschen.",
    per="",
)


PAPER = PaperMap(
    width=30.0,
    height=20.0,
    metres_a_unit=100.0,
    paths={f"{i + 1:02d}": f"M{10 * (i % 3)} {10 * (i // 3)}l10 0 0 10 -10 0z" for i in range(6)},
    labels={f"{i + 1:02d}": (10 * (i % 3) + 5.0, 10 * (i // 3) + 5.0, 5.0) for i in range(6)},
    borders={"stadt": "M0 0l30 0 0 20 -30 0z", "bezirk": "M10 0l0 20"},
)  # three squares above three squares, keys 01 to 06


OUTLINES = read_outlines(
    json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {"k": f"{i + 1:02d}"},
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [
                            [
                                [8 + 0.1 * (i % 3 + x), 50 + 0.1 * (i // 3 + y)]
                                for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
                            ]
                        ],
                    },
                }
                for i in range(6)
            ],
        }
    ).encode()
)  # the same squares, a tenth of a degree wide


def year(number: int) -> Period:
    day = dt.date(number, 12, 31)
    return Period(day, day, "date")


Counts = tuple[float, float] | float | Status  # x of n, a count, or a reason for having no number


def cell(
    place: int, counts: Counts, indicator: Indicator = SHARE, name: str = "", key: str = "", flags: int = 0
) -> Cell:
    """x of n as a percentage (or per factor) with limits one unit away; a plain number is a count."""
    name, key = name or NAMES[place % 6], key or f"{place + 1:02d}"
    if isinstance(counts, Status):
        sign = SIGNS[counts]
        return Cell(key, name, None, None, None, None, None, counts, flags, sign.sign, sign.word, "", place)
    x, n = counts if isinstance(counts, tuple) else (counts, None)
    value = x if n is None else indicator.factor * x / n
    printed, full = text(value, indicator.decimals), text(value, indicator.decimals, indicator.unit)
    said = f"{text(x, 0)} von {text(n, 0)}" if n is not None else text(x, 0)
    status = Status.zero if x == 0 else Status.ok
    limits = (max(value - 1, 0), value + 1) if n is not None else (None, None)
    return Cell(
        key, name, x, n, value, *limits, status, flags, printed, full, said if indicator.denominator else "", place
    )


def series(counts: Sequence[Counts], name: str, role: str, first: int = 2020, broken: tuple[int, ...] = ()) -> Series:
    """One line from the year `first` on, broken before the years named."""
    periods = tuple(year(first + i) for i in range(len(counts)))
    cells = tuple(cell(0, c, SHARE, name, name) for c in counts)
    return Series(name, name, role, periods, cells, tuple(p for p in periods if p.year in broken))


def view(
    counts: Sequence[Counts] = ((12, 100), (33, 150), (7, 140), Status.secret, (0, 80), Status.missing),
    indicator: Indicator = SHARE,
    bins: tuple[float, ...] = (8.0, 15.0, 22.0),
    chosen: tuple[int, ...] = (0, 1),
    lines: tuple[Series, ...] | None = None,
    intervals: bool = False,
    kind: str = "fill",
    names: Sequence[str] = (),
    city: Counts = (120, 900),
) -> View:
    """A View of 31.12.2024; classes are (low, high] of `bins`."""
    names = names or [NAMES[i % 6] if i < 6 else f"Gebiet {i + 1}" for i in range(len(counts))]
    cells = tuple(cell(i, c, indicator, names[i]) for i, c in enumerate(counts))
    known = np.array([c.value for c in cells if c.value is not None])
    classes = np.array([-1 if c.value is None else int(np.searchsorted(bins, c.value)) for c in cells], np.int8)
    lows = (float(known.min()) if len(known) else 0.0, *bins[:-1])[: len(bins)]
    entries = tuple(
        LegendClass(
            low,
            high,
            f"{text(low, indicator.decimals)} bis {text(high, indicator.decimals)}",
            int((classes == i).sum()),
            i,
        )
        for i, (low, high) in enumerate(zip(lows, bins, strict=True))
    )
    statuses = tuple(
        LegendStatus(s, SIGNS[s].sign, SIGNS[s].word, n)
        for s in Status
        if (n := sum(c.status == s for c in cells)) and s not in (Status.ok, Status.zero)
    )
    if lines is None:
        lines = (
            series([(11, 100), (12, 100), (13, 100)], "Sechsfeld", "city"),
            series([(11, 100), (12, 100), (12, 100)], "Alt & Neu", "area"),
        )
    return View(
        selection=Selection(
            indicator.id, LEVEL.id, "2024-12-31", tuple(cells[i].key for i in chosen), intervals=intervals
        ),
        stamp=STAMP,
        indicator=indicator,
        level=LEVEL,
        period=year(2024),
        periods=(year(2023), year(2024)),
        vintage=Vintage(LEVEL.id, 0, dt.date(2000, 1, 1), dt.date(2030, 1, 1), (8, 50, 9, 51)),
        title=f"{indicator.title} in Sechsfeld nach Stadtteilen, 31.12.2024",
        subtitle=", ".join(p for p in (indicator.unit, indicator.per) if p),
        source="Quelle: Einwohnermelderegister (dl-de/by-2-0)",
        cells=cells,
        parents={"Stadtbezirk": tuple("West" if i % 2 else "Ost" for i in range(len(cells)))},
        city=cell(0, city, indicator, "Sechsfeld", "0"),
        quartiles=tuple(float(q) for q in np.quantile(known, (0.25, 0.5, 0.75))) if len(known) else None,  # type: ignore[arg-type]  # three
        legend=Legend(
            kind,
            "quantiles",
            "Quantile",
            entries,
            statuses,
            bins,
            float(known.min()) if len(known) else float("nan"),
            f"gemeinsame Klassen; {len(cells)} Gebiete",
        ),
        classes=classes,
        labels=(),
        chosen=tuple(cells[i] for i in chosen),
        group=None,
        series=lines,
        reading="Alt & Neu, 31.12.2024: Von 100 Menschen sind 12,0 unter 18 Jahre alt.",
    )


def profile(
    name: str = "Alt & Neu", rows: int = 3, themes: tuple[str, ...] = ("Demografie", "Soziale Lage")
) -> Profile:
    """A Profile with `rows` indicators a theme; the last of each theme is secret."""
    sections = []
    for theme in themes:
        found = []
        for i in range(rows):
            indicator = replace(
                SHARE, id=f"i{i}", short=f"Anteil {i} ({theme})", title=f"Anteil der Gruppe {i} an allen ({theme})"
            )
            own = cell(0, Status.secret if i == rows - 1 else (12 + i, 100), indicator, name)
            whole = cell(0, (120, 1000), indicator, "Sechsfeld", "0")
            gap = "" if own.value is None else f"{signed(own.value - 12.0, 1)} Pp."
            trend = series([(9 + i, 100), (10 + i, 100), Status.missing, (12 + i, 100)], name, "area", 2021)
            around = series([(11, 100), (12, 100), (12, 100), (12, 100)], "Sechsfeld", "city", 2021)
            band = "" if own.value is None else "im oberen Mittelfeld von 32 Stadtteilen"
            found.append(ProfileRow(indicator, year(2024), own, whole, None, gap, band, trend, around))
        sections.append((theme, tuple(found)))
    return Profile(
        stamp=STAMP,
        level=LEVEL,
        keys=("01",),
        name=name,
        kind="Stadtteil, Stadtbezirk West",
        residents="1.234 Einwohnerinnen und Einwohner am 31.12.2024",
        vintage=None,
        sections=tuple(sections),
        sources=("Quelle: Einwohnermelderegister (dl-de/by-2-0)",),
        reading_notes=("Unter 18-Jährige: Ein hoher Wert heißt: viele Kinder.",),
        period_note="jeweils letzter vorliegender Zeitpunkt",
    )


def table() -> Table:
    """Six areas x two indicators."""
    one = view()
    two = view([float(n) for n in (100, 150, 140, 90, 80)] + [Status.later], COUNT)
    rows = tuple((a.key, a.name, (a, b)) for a, b in zip(one.cells, two.cells, strict=True))
    columns = ((SHARE, year(2024)), (COUNT, year(2024)))
    return Table(STAMP, LEVEL, columns, rows, (one.city, cell(0, 560.0, COUNT, "Sechsfeld", "0")), (one.source,))
