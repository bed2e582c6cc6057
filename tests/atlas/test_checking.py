"""Faults put into Sechsfeld one by one: each is found where it was put, and nothing else is."""

import datetime as dt
from pathlib import Path

import pytest

from atlas.demo import write_town
from atlas.intake.checking import answer, check_data
from atlas.intake.ingest import load
from atlas.recipe import read_recipe
from indicators.checks import Finding
from indicators.errors import FaultyInput, WrongUse
from tests.towns import Town

YEARS = range(2016, 2024)
FIRST = {"11": (1000, 200, 30), "12": (500, 60, 10), "13": (0, 0, 0), "21": (2000, 500, 80), "22": (300, 60, 12),
         "23": (400, 80, 14)}  # fmt: skip  # a table: residents, under 18, under 3 in 2016
Place = tuple[str, str, str, str, str]  # rule, subject, level, area, period
Table = dict[tuple[int, str], list[object]]


def residents() -> Table:
    """(year, area) -> residents, under 18, under 3: each a hundredth of 2016 more every year, rounded."""
    return {
        (year, area): [round(n * (1 + 0.01 * (year - 2016))) for n in numbers]
        for year in YEARS
        for area, numbers in FIRST.items()
    }


def write(town: Town, table: Table) -> None:
    rows = [";".join(map(str, (*cell, *numbers))) for cell, numbers in table.items()]
    town.write("raw/einwohner.csv", "\n".join(["jahr;gebiet;insgesamt;unter_18;unter_3", *rows]) + "\n")


def places(town: Town) -> set[Place]:
    return {(f.check, f.subject, f.level, f.area, f.period) for f in check_data(town.folder).findings}


def found(town: Town) -> Finding:
    (one,) = check_data(town.folder).findings
    return one


@pytest.fixture
def calm(town: Town) -> Town:
    """Sechsfeld with eight years and nothing to find."""
    write(town, residents())
    return town


def test_a_town_in_order_has_no_findings(calm: Town) -> None:
    assert places(calm) == set()
    assert "Plausibilität\n  keine Befunde" in calm.load().text


def test_sechsfeld_itself_has_more_children_under_15_than_under_18(town: Town) -> None:
    one = found(town)
    assert (one.severity, one.place, one.numbers) == ("error", "bev_u15, stadtteil 23, 2023-12-31", (58, 39))


def test_a_numerator_above_its_denominator(calm: Town) -> None:
    calm.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;25;18")
    assert places(calm) == {("numerator", "sgb2_u15_nef", "stadtteil", "22", "2023-12-31")}
    assert (found(calm).severity, found(calm).numbers) == ("error", (25, 18))
    with pytest.raises(FaultyInput, match="größer als der Nenner"):
        calm.load()


def test_parts_that_do_not_add(calm: Town) -> None:
    rows = [f"2023;{area};{round(n * 1.07) + (2 if n else 0)};{2 if n else 0}" for area, (_, _, n) in FIRST.items()]
    assert rows[1] == "2023;12;13;2"
    rows[1] = "2023;12;15;2"
    calm.deliver("kinder", {"unter_6": "bev_u6", "von_3_bis_6": "bev_3_u6"}, "\n".join(rows))
    assert places(calm) == {("parts", "kinder_unter_6", "stadtteil", "12", "2023-12-31")}
    assert found(calm).numbers == (11 + 2, 15)
    assert "Abweichung -2" in found(calm).sentence


def test_parts_may_be_apart_by_the_tolerance_and_known_parts_may_not_exceed_the_whole(calm: Town) -> None:
    calm.write(
        "catalogue/checks.toml",
        '[groups.kinder_unter_6]\nwhole = "bev_u6"\nparts = ["bev_u3", "bev_3_u6"]\ntolerance = 2\nseverity = "note"\n',
    )
    calm.deliver("kinder", {"unter_6": "bev_u6", "von_3_bis_6": "bev_3_u6"}, "2023;12;33;20\n2023;21;100;.")
    assert places(calm) == set()
    calm.write("raw/kinder.csv", "jahr;gebiet;unter_6;von_3_bis_6\n2023;12;34;20\n2023;21;80;.\n")
    said = {f.area: f for f in check_data(calm.folder).findings if f.check == "parts"}
    assert {area: f.numbers for area, f in said.items()} == {"12": (31, 34), "21": (86, 80)}
    assert "soweit bekannt, 86" in said["21"].sentence
    assert {f.severity for f in said.values()} == {"note"}


def test_a_part_above_its_whole_also_over_a_whole_that_is_not_known(calm: Town) -> None:
    table = residents()
    table[2018, "12"] = [510, 8, 10]  # under 6 and under 15 are not delivered for 2018
    write(calm, table)
    assert ("subset", "bev_u3", "stadtteil", "12", "2018-12-31") in places(calm)
    (one,) = (f for f in check_data(calm.folder).findings if f.check == "subset")
    assert (one.severity, one.numbers) == ("error", (10, 8))
    assert "Minderjährige" in one.sentence


@pytest.mark.parametrize(
    ("delivered", "severity"),
    [(1605, None), (1606, "note"), (1700, "warning"), (1604, "error")],
)
def test_districts_that_do_not_add_to_the_city(calm: Town, delivered: int, severity: str | None) -> None:
    total = round(1000 * 1.07) + round(500 * 1.07)
    assert total == 1605
    calm.deliver("bezirke", {"insgesamt": "bev_insg"}, f"2023;1;{delivered}", level="bezirk")
    findings = check_data(calm.folder).findings
    assert [f.severity for f in findings] == ([severity] if severity else [])
    if severity:
        assert (findings[0].check, findings[0].area, findings[0].numbers) == ("totals", "1", (delivered, total))


def test_a_total_is_compared_with_the_next_finer_level_of_its_period(calm: Town) -> None:
    of_2022, of_2023 = (sum(round(n * (1 + x / 100)) for n, _, _ in FIRST.values()) for x in (6, 7))
    west = round(1000 * 1.07) + round(500 * 1.07)
    bezirke = f"2023;1;{west}\n2023;2;{of_2023 - west + 3}"  # three more in Ost, and in the town that is made of both
    calm.deliver("bezirke", {"insgesamt": "bev_insg"}, bezirke, level="bezirk")
    calm.deliver("stadt", {"insgesamt": "bev_insg"}, f"2022;0;{of_2022 + 2}\n2023;0;{of_2023 + 3}", level="stadt")
    assert places(calm) == {
        ("totals", "bev_insg", "bezirk", "2", "2023-12-31"),
        ("totals", "bev_insg", "stadt", "0", "2022-12-31"),
    }


def test_what_has_no_area_belongs_to_the_total(calm: Town) -> None:
    calm.deliver("stadt", {"nef": "sgb2_nef_u15"}, "2023;0;163", level="stadt")  # 28+6+0+110+5+9 and 5 without area
    assert 28 + 6 + 110 + 5 + 9 + 5 == 163
    assert places(calm) == set()


def test_a_jump_is_marked_once_and_not_on_its_way_back(calm: Town) -> None:
    table = residents()
    table[2020, "21"][0] = 3200  # 2,060 before, 2,100 behind
    write(calm, table)
    assert places(calm) == {("jump", "bev_insg", "stadtteil", "21", "2020-12-31")}
    assert (found(calm).severity, found(calm).numbers) == ("warning", (2060, 3200))


def test_a_shift_that_stays_is_a_jump_where_it_begins(calm: Town) -> None:
    table = residents()
    for year in range(2021, 2024):
        table[year, "11"][0] = 1700
    write(calm, table)
    assert places(calm) == {("jump", "bev_insg", "stadtteil", "11", "2021-12-31")}


def test_small_counts_do_not_jump(calm: Town) -> None:
    table = residents()
    table[2020, "12"][2] = 19  # 10 children before
    write(calm, table)
    assert places(calm) == set()


def test_when_most_areas_jump_it_is_one_finding(calm: Town) -> None:
    table = residents()
    for area in ("11", "12", "21", "22", "23"):
        table[2023, area][0] = 3 * FIRST[area][0]
    write(calm, table)
    assert places(calm) == {("jump", "bev_insg", "stadtteil", "", "2023-12-31")}
    assert found(calm).numbers[1] == 3 * (1000 + 500 + 2000 + 300 + 400)


def test_a_sudden_zero(calm: Town) -> None:
    table = residents()
    table[2020, "21"][2] = 0
    write(calm, table)
    assert places(calm) == {("zero", "bev_u3", "stadtteil", "21", "2020-12-31")}
    assert found(calm).numbers == (round(80 * 1.03), 0)


def test_a_value_out_of_its_range(calm: Town) -> None:
    calm.write("catalogue/checks.toml", '[ranges.sgb2_u15_nef]\nhigh = 50\nseverity = "note"\n')
    calm.change("raw/sgb2.csv", "2022;12;2;40", "2022;12;30;40")
    assert places(calm) == {("range", "sgb2_u15_nef", "stadtteil", "12", "2022-12-31")}
    assert (found(calm).severity, found(calm).numbers) == ("note", (75,))


@pytest.mark.parametrize(("areas", "alone"), [("11 12 13 21 22", "23"), ("12", "12"), ("11 12 13", "")])
def test_a_series_that_one_area_has_or_lacks(calm: Town, areas: str, alone: str) -> None:
    calm.deliver("auslaender", {"ausl": "bev_ausl"}, "\n".join(f"2023;{area};0" for area in areas.split()))
    assert places(calm) == ({("lonely", "bev_ausl", "stadtteil", alone, "")} if alone else set())


def test_a_period_delivered_twice(calm: Town) -> None:
    table = residents()
    for area in FIRST:
        table[2020, area][0] = table[2019, area][0]
    write(calm, table)
    assert places(calm) == {("copied", "bev_insg", "stadtteil", "", "2020-12-31")}


def test_a_town_keeps_a_rule_quiet_with_its_reason(calm: Town) -> None:
    table = residents()
    table[2020, "21"][2] = 0
    write(calm, table)
    calm.write("catalogue/checks.toml", '[quiet.zero]\nbev_u3 = "der Wickelraum war zu"\n')
    one = found(calm)
    assert (one.severity, one.place) == ("note", "bev_u3")
    assert one.sentence == "1 Befund wird nicht gezeigt; erklärt ist: der Wickelraum war zu."


def test_a_fault_in_the_declarations_is_named_by_check_and_refuses_the_load(calm: Town) -> None:
    calm.write("catalogue/checks.toml", '[part_of]\nbev_u3 = "bev_u66"\n[ranges.ant_u18]\nlow = 5\nhigh = 1\n')
    for read in (read_recipe, load):
        with pytest.raises(FaultyInput) as refused:
            read(calm.folder)
        assert [f.place for f in refused.value.faults] == [
            f"sechsfeld/catalogue/checks.toml, Feld {name}" for name in ("part_of.bev_u3", "ranges.ant_u18")
        ]


# --- answers ---------------------------------------------------------------------------------------------------------


def test_an_answer_is_kept_and_shown_until_the_numbers_change(calm: Town) -> None:
    table = residents()
    table[2020, "21"][0] = 3200
    write(calm, table)
    first = found(calm)
    answer(calm.folder, check_data(calm.folder), first.fingerprint, "stimmt, Sonderunterbringung", "K. Muster")
    today = dt.date.today().isoformat()
    said = f"Antwort von K. Muster ({today}): stimmt, Sonderunterbringung"
    assert said in check_data(calm.folder).text
    loaded = calm.load()
    assert said in loaded.text
    assert loaded.findings == (first,)
    table[2020, "21"][0] = 32000
    write(calm, table)
    assert found(calm).fingerprint != first.fingerprint
    assert "Antwort" not in check_data(calm.folder).text


def test_one_cannot_answer_what_was_not_found(calm: Town) -> None:
    with pytest.raises(WrongUse, match="Einen Befund „0123“ gibt es nicht"):
        answer(calm.folder, check_data(calm.folder), "0123", "ja", "ich")
    assert not (calm.folder / "answers.toml").exists()


def test_a_file_of_answers_with_faults_refuses_the_load(calm: Town) -> None:
    calm.write("answers.toml", '[[answers]]\nfingerprint = "xyz"\nanswer = " "\nwho = "ich"\nwhen = "gestern"\n')
    with pytest.raises(FaultyInput) as refused:
        load(calm.folder)
    assert [f.place for f in refused.value.faults] == [
        f"answers.toml, answers[1], Feld {name}" for name in ("fingerprint", "answer", "when")
    ]
    assert list(calm.folder.glob("*.sqlite")) == []


def test_musterstadt_has_no_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ATLAS_RAW", raising=False)
    write_town(tmp_path / "m", 32, 12, 1)
    checked = check_data(tmp_path / "m")
    assert checked.open_errors == 0
    assert len([f for f in checked.findings if f.severity == "warning"]) < 10
    assert "kompik_kinder" in checked.text, "what is kept quiet is counted"
