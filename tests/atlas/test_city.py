"""An open town: what it has, what it says of what it has not, and the one door of disclosure."""

import threading

import numpy as np
import pytest

from atlas.city import City, area_tree, database_url
from indicators.errors import WrongUse
from indicators.model import Status


def test_levels_come_from_coarse_to_fine(six: City) -> None:
    assert [level.id for level in six.levels] == ["stadt", "bezirk", "sozialraum", "stadtteil"]
    assert six.top == "stadt"
    assert six.level("sozialraum").plural == "Sozialräume"


def test_what_does_not_exist_is_wrong_use_and_names_what_does(six: City) -> None:
    with pytest.raises(WrongUse, match="vorhanden sind: stadt, bezirk, sozialraum, stadtteil"):
        six.level("quartier")
    for unknown in ("nichts", "ant_65"):
        with pytest.raises(WrongUse, match=f"„{unknown}“ gibt es in Sechsfeld nicht"):
            six.indicator(unknown)


def test_indicators_are_those_with_values_in_the_order_of_themes_and_tiers(six: City) -> None:
    found = six.indicators()
    assert {i.id for i in found} == {"ant_u18", "ant_u3", "anz_u3", "bev_insg", "sgb2_u15_nef"}
    themes = [six.catalogue.themes[i.theme].order for i in found]
    assert themes == sorted(themes)


def test_counts_come_out_of_the_door_only_after_the_rules(six: City) -> None:
    grid = six.grid("sgb2_u15_nef", "stadtteil")
    assert grid is not None
    place = six.row["stadtteil"]["12"], 0
    assert grid.cube.status[place] == Status.secret, "two children are fewer than three"
    assert np.isnan(grid.cube.numerator[place])
    assert np.isnan(grid.value[place])


def test_a_level_without_the_indicator_has_no_grid(six: City) -> None:
    assert six.grid("ant_u18", "quartier") is None
    assert six.periods("ant_u18", "quartier") == ()
    assert six.newest("ant_u18", "quartier") is None


def test_the_newest_period_up_to_a_year(six: City) -> None:
    assert str(six.newest("ant_u18", "stadtteil").iso) == "2023-12-31"  # type: ignore[union-attr]  # it has one
    assert six.newest("ant_u18", "stadtteil", 2022).iso == "2022-12-31"  # type: ignore[union-attr]  # it has one
    assert six.newest("ant_u18", "stadtteil", 2021) is None


def test_sources_are_those_who_delivered(six: City) -> None:
    assert six.sources_of(six.indicator("sgb2_u15_nef")) == (
        "Statistik der Bundesagentur für Arbeit (erfunden) (frei erfunden)",
    )
    assert six.sources_of(six.indicator("ant_u18")) == ("Statistikstelle Sechsfeld (frei erfunden)",)


def test_a_grid_is_read_once_however_many_ask(six: City) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(six.grid("ant_u3", "bezirk"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert six.grid("ant_u3", "bezirk") is six.grid("ant_u3", "bezirk")


def test_the_tree_of_the_edition_is_that_of_the_load(six: City) -> None:
    tree = area_tree(six.levels, six.areas)
    assert tree.keys["stadtteil"] == ("11", "12", "13", "21", "22", "23")
    assert tree.parents["stadtteil", "bezirk"].tolist() == [0, 0, 0, 1, 1, 1]
    assert tree.parents["stadtteil", "sozialraum"].tolist() == [0, 1, 1, 0, 1, 1]
    assert tree.finer("stadt") == ("bezirk", "sozialraum", "stadtteil")


def test_the_database_lies_beside_the_town_unless_the_environment_says_otherwise(tmp_path, monkeypatch) -> None:
    monkeypatch.delenv("ATLAS_DATABASE_URL", raising=False)
    assert database_url(tmp_path / "koeln") == f"sqlite:///{tmp_path / 'koeln' / 'koeln.sqlite'}"
    monkeypatch.setenv("ATLAS_DATABASE_URL", "postgresql+psycopg://x/y")
    assert database_url(tmp_path / "koeln") == "postgresql+psycopg://x/y"
