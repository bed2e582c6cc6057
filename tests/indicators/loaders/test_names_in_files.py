"""Files that only have names: the exact one is taken, any other is a fault that proposes and never guesses."""

from pathlib import Path

import pytest

from tests.indicators.loaders.specs import WIDE, cells, faults, load

NAMES = 'names = { "Moorburg" = "712", "Altenwerder" = "713", "Sankt Georg" = "103", "Groß Borstel" = "406" }'
SPEC = WIDE.replace('level = "stadtteil"', f'level = "stadtteil", {NAMES}')
HEAD = "gebiet;jahr;ew\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "St. Georg",
            (
                "„St. Georg“ steht nicht in area.names; meinten Sie „Sankt Georg“ (stadtteil 103)? "
                "Unterschied: St. und Sankt; nehmen Sie die Schreibweise in area.names auf."
            ),
        ),
        (
            "Moorburg und Altenwerder",
            (
                "meinten Sie „Moorburg“ (stadtteil 712) und „Altenwerder“ (stadtteil 713)? "
                "2 Gebiete sind als eines gemeldet;"
            ),
        ),
        ("Gross Borstl", "meinten Sie „Groß Borstel“ (stadtteil 406)? Der Name ist ähnlich geschrieben;"),
        ("Timbuktu", "„Timbuktu“ steht nicht in area.names; nehmen Sie ihn dort oder in area.drop auf."),
        ("", "nennt kein Gebiet"),
    ],
)
def test_a_name_that_is_not_there_is_a_fault(tmp_path: Path, name: str, said: str) -> None:
    (fault,) = faults(tmp_path, SPEC, a=f"{HEAD}Moorburg;2021;5\n{name};2021;6\n")
    assert fault.startswith("a.csv, Zeile 3: Der Schlüssel")
    assert said in fault


def test_every_unknown_name_is_named_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, SPEC, a=f"{HEAD}Moorburg1;2021;5\nALTENWERDER;2021;6\nSankt-Georg;2021;7\n")
    assert [fault.split(":")[0] for fault in found] == ["a.csv, Zeile 2", "a.csv, Zeile 3", "a.csv, Zeile 4"]
    assert all("meinten Sie" in fault for fault in found)


def test_exact_names_and_their_keys_are_taken(tmp_path: Path) -> None:
    found = load(tmp_path, SPEC, a=f"{HEAD}Moorburg;2021;5\n103;2021;6\n999;2021;7\n").observations
    assert list(cells(found)) == [f"bev_insg stadtteil {key} 2021-12-31" for key in ("712", "103", "999")]


@pytest.mark.parametrize(
    ("rule", "text", "key"),
    [("extract = '^(\\d+) '", "712 Moorburg", "712"), ("pattern = '^\\w+$'", "Moorborg", "Moorborg")],
)
def test_what_says_how_a_key_looks_decides_before_any_likeness(tmp_path: Path, rule: str, text: str, key: str) -> None:
    spec = SPEC.replace(NAMES, f"{NAMES}, {rule}")
    assert list(cells(load(tmp_path, spec, a=f"{HEAD}{text};2021;5\n").observations)) == [
        f"bev_insg stadtteil {key} 2021-12-31"
    ]


def test_a_key_that_fits_no_pattern_is_proposed_a_name(tmp_path: Path) -> None:
    spec = SPEC.replace(NAMES, f"{NAMES}, pattern = '^\\d{{3}}$'")
    (fault,) = faults(tmp_path, spec, a=f"{HEAD}moorburg;2021;5\n")
    assert "passt nicht auf das Muster ^\\d{3}$; meinten Sie „Moorburg“ (stadtteil 712)?" in fault


def test_rows_that_are_declared_need_no_name(tmp_path: Path) -> None:
    more = 'total = "Stadt", total_level = "stadt", total_key = "0", drop = [{ key = "Summe", reason = "doppelt" }]'
    reading = load(
        tmp_path, SPEC.replace(NAMES, f"{NAMES}, {more}"), a=f"{HEAD}Stadt;2021;9\nSumme;2021;9\nMoorburg;2021;5\n"
    )
    assert list(cells(reading.observations)) == [
        "bev_insg stadt 0 2021-12-31",
        "bev_insg stadtteil 712 2021-12-31",
    ]
    assert [out.reason for out in reading.left_out] == ["doppelt"]
