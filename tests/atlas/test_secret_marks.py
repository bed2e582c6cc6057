"""A secret number leaves no mark: not a dot, not a bar, not the end of an axis, not a bound of a class, not a byte."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plotly.utils import PlotlyJSONEncoder

from atlas import download
from atlas.charts import map as areas_map
from atlas.charts import ranking, series, strip
from atlas.city import City
from atlas.publishing.choice import choose, chosen_cubes
from atlas.publishing.public import AUDIENCE, Release, public_content, public_files, write_public
from atlas.selection import Selection
from atlas.view import look, look_profile
from atlas.view.look import look_matrix
from indicators import store
from indicators.disclosure.publication import Known
from indicators.model import Rules, Status
from tests.atlas import views
from tests.atlas.views import COUNT, PAPER, view

SHOWN_OR_SECRET = st.one_of(st.just(Status.secret), st.integers(1, 99))
CELLS = st.lists(SHOWN_OR_SECRET, min_size=6, max_size=6)


def shares(cells: list[Status | int]) -> list[Status | tuple[float, float]]:
    return [one if isinstance(one, Status) else (float(one), 100.0) for one in cells]


# --- marks --------------------------------------------------------------------------------------------------------


@given(CELLS)
def test_a_bar_for_every_shown_value(cells: list[Status | int]) -> None:
    drawn = ranking.svg(view(shares(cells)))
    known = [one for one in cells if not isinstance(one, Status)]
    assert len(re.findall(rf'<rect [^>]*fill="({ranking.BAR}|{ranking.CHOSEN})"', drawn)) == len(known)


@given(CELLS)
def test_a_dot_for_every_shown_value(cells: list[Status | int]) -> None:
    drawn = strip.svg(view(shares(cells), chosen=()))
    known = [one for one in cells if not isinstance(one, Status)]
    assert len(re.findall(r"M[\d.]+,[\d.]+h0", drawn)) == 2 * len(known), "its outline and its colour"


@given(CELLS)
def test_a_point_for_every_shown_value(cells: list[Status | int]) -> None:
    known = [one for one in cells if not isinstance(one, Status)]
    line = views.series(shares(cells), "Alt & Neu", "area")
    drawn = series.svg(view(lines=(line,), chosen=(0,)))
    paths = re.findall(r'<path d="([^"]*)"[^>]*stroke-linejoin="round"', drawn)
    assert sum(path.count(",") for path in paths) == len(known)


@given(CELLS)
def test_a_hatch_for_every_secret_and_a_circle_for_every_count(cells: list[Status | int]) -> None:
    secret = sum(isinstance(one, Status) for one in cells)
    drawn = areas_map.svg(view(shares(cells)), PAPER)
    hatched = re.findall(r'<path d="[^"]*" fill="url\(#muster-secret\)">', drawn)
    assert len(hatched) == secret
    counts = [one if isinstance(one, Status) else float(one) for one in cells]
    circles = areas_map.svg(view(counts, COUNT, bins=(), kind="circle"), PAPER).partition('<g fill="')[2]
    assert circles.partition("</g>")[0].count("<circle") == 6 - secret


# --- bytes --------------------------------------------------------------------------------------------------------

RATIO, HEADS = "ant_u18", "anz_u3"
MINIMUM = Rules(min_numerator=3, source="Mindestfallzahl 3")


def edition(house: City, folder: Path, small: list[tuple[int, int]]) -> City:
    """Ten Stadtteile of 2023 in an edition of their own, some with 1 or 2 under 18 (place, number), which is secret."""
    choice = choose(house, (RATIO, HEADS))
    cubes = []
    for cube in chosen_cubes(house, choice):
        number = cube.numerator.copy()
        for place, one in small if cube.level == "stadtteil" else []:
            number[place, -1] = one if number[place, -1] > 0 else number[place, -1]
        cubes.append(replace(cube, numerator=number))
    content = public_content(house, choice)
    ruled = {key: replace(one, rules=MINIMUM) for key, one in content.catalogue.indicators.items()}
    content = replace(content, catalogue=replace(content.catalogue, indicators=ruled))
    path = folder / "ausgabe.sqlite"
    path.unlink(missing_ok=True)
    engine = store.connect(f"sqlite:///{path}")
    release = Release(1, "2026-01-01T00:00:00", "2026-01-01", ("Mindestfallzahl 3",), Known())
    write_public(engine, content, release, cubes, public_files(house, choice))
    (found,) = store.all_editions(engine, AUDIENCE)
    return City(engine, found)


def everything(city: City, keys: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """All that is drawn of the ten, by name."""
    for indicator in (RATIO, HEADS):
        period = city.periods(indicator, "stadtteil")[-1].iso
        for deviation in (False, True):
            chosen = Selection(indicator, "stadtteil", period, keys[:2], intervals=True, deviation=deviation)
            seen = look(chosen, city)
            for word in download.CHARTS:
                yield f"{indicator} {word}", download.write(city, "svg", seen, word).content
            for chart in (ranking, series, strip):
                yield f"{indicator} figure", json.dumps(chart.figure(seen), cls=PlotlyJSONEncoder).encode()
            found = look_matrix(chosen, city)
            yield f"{indicator} matrix", repr(found.header).encode() + found.printed.tobytes() + found.classes.tobytes()
            for kind in ("csv", "xlsx"):
                yield f"{indicator} {kind}", download.write(city, kind, seen).content
    for key in (keys[0], "13"):
        yield f"profile {key}", download.write(city, "pdf", look_profile(city, "stadtteil", (key,))).content


PLACES = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 2)), min_size=1, max_size=4, unique_by=lambda p: p[0])


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES)
def test_another_secret_number_changes_nothing_that_is_drawn(
    ten: City, tmp_path: Path, small: list[tuple[int, int]]
) -> None:
    other = [(place, 3 - number) for place, number in small]
    keys = tuple(ten.tree.keys["stadtteil"][place] for place, _ in small)
    drawn = []
    for numbers in (small, other):
        city = edition(ten, tmp_path, numbers)
        grid = city.grid(RATIO, "stadtteil")
        assert grid is not None
        assert all(np.isnan(grid.value[place, -1]) for place, _ in numbers)
        drawn.append(list(everything(city, keys)))
        city.engine.dispose()
    for (name, one), (_, again) in zip(*drawn, strict=True):
        assert one == again, name


def test_a_number_that_is_shown_changes_what_is_drawn(ten: City, tmp_path: Path) -> None:
    """The test above would see a mark: 30 and 31 are no secrets."""
    drawn = []
    for number in (30, 31):
        city = edition(ten, tmp_path, [(0, number)])
        drawn.append(list(everything(city, ("11", "12"))))
        city.engine.dispose()
    changed = {name for (name, one), (_, again) in zip(*drawn, strict=True) if one != again}
    kinds = (*download.CHARTS, "figure", "matrix", "csv", "xlsx")
    assert changed >= {"profile 11", *(f"{RATIO} {kind}" for kind in kinds), *(f"{HEADS} {kind}" for kind in kinds)}
