"""Founds the town, lets its people live, and writes every file of its folder below a given place."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from atlas.demo.facilities import Facilities, build_facilities, count_at_facilities
from atlas.demo.files import area_columns, delivered_years, write_spec, write_table
from atlas.demo.growing_up import (
    count_care,
    count_examined,
    count_heard,
    count_helped,
    count_observed,
    count_pupils,
)
from atlas.demo.homes import (
    Numbers,
    count_benefits,
    count_households,
    count_members,
    count_residents,
    count_voters,
    measure_places,
)
from atlas.demo.legal import write_legal
from atlas.demo.outlines import polygon, rings, smooth_corners, to_degrees, write_outlines
from atlas.demo.people import People, settle
from atlas.demo.tables import TABLES
from atlas.demo.town import CITY_KEY, REFORM, Town, found_town
from atlas.demo.traits import Traits, draw_traits

Progress = Callable[[str, int, int], None]
_BASIS = f"Einwohner am 31.12.{REFORM - 1}"


def write_files(folder: Path, areas: int, years: tuple[int, ...], seed: int, progress: Progress | None) -> None:
    """All files of the town below `folder`: city.toml, deliveries, raw files, outlines, facilities, crosswalk."""
    say = progress or (lambda what, done, of: None)
    of = len(TABLES) + 4
    say("Gelände", 0, of)
    town = found_town(areas, seed)
    say("Menschen", 1, of)
    traits = draw_traits(town, (years[0] - 1, *years), seed)
    people = settle(traits, seed)
    facilities = build_facilities(town, traits, people, seed)
    numbers = all_numbers(town, traits, people, facilities, seed)
    raw = folder / "raw"
    say("Grenzen", 2, of)
    _write_boundaries(raw / "boundaries", town)
    for done, table in enumerate(TABLES, start=3):
        say(table.title, done, of)
        if delivered_years(table, years):
            write_table(raw, table, town, numbers, years)
            write_spec(folder / "deliveries", table, town)
    _write_facilities(raw / "facilities.csv", facilities)
    _write_crosswalk(raw / f"reform_{REFORM}.csv", town, people, years)
    write_legal(folder)
    (folder / "city.toml").write_text(_city_toml(town), encoding="utf-8", newline="\n")
    say("fertig", of, of)


def all_numbers(town: Town, traits: Traits, people: People, facilities: tuple[Facilities, ...], seed: int) -> Numbers:
    """Every variable of the default catalogue: arrays (years, pieces)."""
    numbers = count_residents(traits, people, seed)
    numbers |= count_households(traits, people, seed)
    numbers |= count_benefits(traits, people, numbers, seed)
    numbers |= measure_places(town, traits, people, seed)
    numbers |= count_voters(traits, people, numbers, seed)
    numbers |= count_members(traits, people, seed)
    numbers |= count_care(traits, people, seed)
    numbers |= count_observed(traits, numbers, seed)
    numbers |= count_pupils(traits, people, seed)
    numbers |= count_examined(traits, people, numbers, seed)
    numbers |= count_helped(traits, people, people.births[1:], seed)
    numbers |= count_heard(traits, people, seed)
    return numbers | count_at_facilities(town, traits, facilities, seed)


def _write_boundaries(folder: Path, town: Town) -> None:
    """Outlines of every level, all cut from the same corners; Stadtteile once until 2019 and once from 2020."""
    corners = smooth_corners(town.ground, town.piece)

    def write(name: str, area: np.ndarray, columns: list[dict[str, str]]) -> None:
        label = np.where(town.piece >= 0, area[np.maximum(town.piece, 0)], -1)
        shapes = rings(town.ground, label)
        write_outlines(folder / name, ((columns[n], polygon(corners, shapes[n])) for n in range(len(columns))))

    write("stadtteile_bis_2019.geojson", town.before.area, area_columns(town, town.before))
    write("stadtteile_ab_2020.geojson", town.today.area, area_columns(town, town.today))
    for name, keys, names, area in (
        ("bezirk", town.bezirk_keys, town.bezirk_names, town.bezirk),
        ("sozialraum", town.sozialraum_keys, town.sozialraum_names, town.sozialraum),
        ("stadt", (CITY_KEY,), ("Musterstadt",), np.zeros_like(town.bezirk)),
    ):
        write(f"{name}.geojson", area, [{name: k, "name": n} for k, n in zip(keys, names, strict=True)])


def _write_facilities(path: Path, facilities: tuple[Facilities, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(("key", "name", "type", "provider", "places", "age_from", "age_to", "lon", "lat"))
        for group in facilities:
            kind, digits = group.kind, max(3, len(str(len(group.name))))
            for number, (lon, lat) in enumerate(to_degrees(group.point).tolist()):
                places = group.places[number] if kind.places[1] else ""
                writer.writerow(
                    (
                        f"{kind.key}{number + 1:0{digits}d}",
                        group.name[number],
                        kind.type,
                        group.provider[number],
                        places,
                        *kind.age,
                        f"{lon:.6f}",
                        f"{lat:.6f}",
                    )
                )


def _write_crosswalk(path: Path, town: Town, people: People, years: tuple[int, ...]) -> None:
    """Old key to new key with the share of residents on the last day of the old areas."""
    there = (years[0] - 1, *years)
    residents = people.aged()[there.index(min(max(REFORM - 1, there[0]), there[-1]))]
    total = np.bincount(town.before.area, residents)
    rows = {}
    for piece, (old, new) in enumerate(zip(town.before.area.tolist(), town.today.area.tolist(), strict=True)):
        divided = np.count_nonzero(town.before.area == old) > 1
        weight = residents[piece] / max(total[old], 1) if divided else 1.0
        rows[town.before.keys[old], town.today.keys[new]] = f"{weight:.6f}".replace(".", ",")
    lines = ["alt;neu;gewicht;grundlage"]
    lines += [f"{old};{new};{weight};{_BASIS}" for (old, new), weight in sorted(rows.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _city_toml(town: Town) -> str:
    """Head, levels, boundaries, facilities and crosswalk of the town."""
    levels = (
        ("stadt", "Stadt", "Städte", ""),
        ("bezirk", "Stadtbezirk", "Stadtbezirke", "stadt"),
        ("sozialraum", "Sozialraum", "Sozialräume", "stadt"),
        ("stadtteil", "Stadtteil", "Stadtteile", "bezirk"),
    )
    lines = [
        "# Musterstadt does not exist: every name and number is invented by `atlas demo`.",
        'key = "musterstadt"',
        'name = "Musterstadt"',
        'title = "Sozialraumatlas Musterstadt"',
        "invented = true",
        f'area_key = "{CITY_KEY}"',
        'area_name = "Musterstadt"',
    ]
    for order, (level, name, plural, inside) in enumerate(levels, start=1):
        lines += [
            "",
            "[[levels]]",
            f'id = "{level}"',
            f'name = "{name}"',
            f'plural = "{plural}"',
            f"order = {order}",
        ]
        lines += [f'nested_in = "{inside}"'] if inside else []
    city = f'stadt = {{ area = "{CITY_KEY}" }}'
    for level, file, validity in (
        ("stadt", "stadt", ""),
        ("bezirk", "bezirk", ""),
        ("sozialraum", "sozialraum", ""),
        ("stadtteil", f"stadtteile_bis_{REFORM - 1}", f"valid_to = {REFORM - 1}-12-31"),
        ("stadtteil", f"stadtteile_ab_{REFORM}", f"valid_from = {REFORM}-01-01"),
    ):
        lines += [
            "",
            "[[boundaries]]",
            f'level = "{level}"',
            f'file = "boundaries/{file}.geojson"',
            'format = "geojson"',
        ]
        lines += [f'key = "{level}"', 'name = "name"', *([validity] if validity else [])]
        if level != "stadt":
            lines += ["[boundaries.parents]", city]
        if level == "stadtteil":
            lines += ['bezirk = { column = "bezirk" }', 'sozialraum = { column = "sozialraum" }']
    lines += [
        "",
        "[[crosswalks]]",
        'level = "stadtteil"',
        f'file = "reform_{REFORM}.csv"',
        f"date = {REFORM}-01-01",
        'old = "alt"',
        'new = "neu"',
        'weight = "gewicht"',
        f'basis = "{_BASIS}"',
        'variable = "bev_insg"',  # the way back, by the residents of the old areas
        "",
        "[facilities]",
        'file = "facilities.csv"',
    ]
    return "\n".join(lines) + "\n"
