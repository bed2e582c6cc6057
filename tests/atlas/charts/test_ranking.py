"""Ordered bars: by value, printed as the cells print, both ends where there are very many."""

from atlas.charts import ranking
from indicators.model import Status
from tests.atlas.views import view


def test_bars_stand_by_value_and_carry_the_printed_values() -> None:
    bars = ranking.figure(view())["data"][0]
    assert bars["ids"] == ["02", "01", "03", "05"]  # 22, 12, 5, 0
    assert bars["text"] == ["22,0", "12,0", "5,0", "0,0"]
    assert bars["y"] == [3, 2, 1, 0]  # the highest on top


def test_equal_values_stand_by_key() -> None:
    assert [c.key for c in ranking.ordered(view([(5, 100), (5, 100), (9, 100)], chosen=()))] == ["03", "01", "02"]


def test_areas_without_a_value_have_no_bar() -> None:
    assert len(ranking.ordered(view([(5, 100), Status.secret], chosen=()))) == 1


def test_very_many_areas_show_both_ends_and_the_chosen() -> None:
    counts = [(i, 1000) for i in range(300)]
    figure = ranking.figure(view(counts, bins=(50.0,), chosen=(150,)))
    bars = figure["data"][0]
    assert len(bars["ids"]) == 12 + 1 + 12
    assert bars["ids"][0] == "300"
    assert bars["ids"][12] == "151"
    assert bars["ids"][-1] == "01"
    assert figure["layout"]["yaxis"]["ticktext"].count("…") == 2


def test_the_sentence_is_an_order_not_a_judgement() -> None:
    said = ranking.summary(view()).replace("\u00a0", " ")
    assert said == (
        "4 Stadtteile nach Wert: am höchsten Berg <am> Tor (22,0 %), Alt & Neu (12,0 %), Chaussee (5,0 %); "
        "am niedrigsten Eichwald (0,0 %), Chaussee (5,0 %), Alt & Neu (12,0 %)."
    )
