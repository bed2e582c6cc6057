"""Datenstand: what was delivered and what is missing, said without giving a small count away."""

import re

from atlas.city import City
from atlas.components.checks import checks, outlines
from atlas.components.deliveries import deliveries
from atlas.pages import datenstand
from tests.atlas.pages.markup import elements
from tests.atlas.pages.tree import of_kind, text
from tests.towns import Town


def matrix(city: City, **query: str) -> dict[str, list[tuple[str, str]]]:
    """Title of a variable -> (class, text) of each year's cell."""
    found: dict[str, list[tuple[str, str]]] = {}
    row: list[tuple[str, str]] = []
    for element in elements(datenstand.layout(city, query)):
        if element.tag == "th" and element.attributes["scope"] == "row":
            row = found.setdefault(element.text, [])
        elif element.tag == "td" and "class" in element.attributes:
            row.append((element.attributes["class"], element.text))
        elif element.tag == "table":
            row = []
            if element.attributes["class"] != "verfuegbar dicht":
                break
    return found


def test_the_head_counts_what_was_delivered(six: City) -> None:
    said = text(datenstand.layout(six, {}))
    assert "Lieferungen 2 Dateien 2 Merkmale 5" in said
    # six areas, two years, five variables
    assert f"Werte der Gebiete {6 * 2 * 5}" in said


def test_the_level_with_most_deliveries_comes_first(six: City) -> None:
    assert matrix(six) == matrix(six, ebene="stadtteil")
    assert matrix(six) == matrix(six, ebene="quartier")


def test_what_is_delivered_in_part_later_or_secret(six: City) -> None:
    found = matrix(six, ebene="stadtteil")
    title = {key: v.title for key, v in six.catalogue.variables.items()}
    assert found[title["bev_insg"]] == [("alle geliefert", "geliefert"), ("alle geliefert", "geliefert")]
    assert found[title["bev_u18"]] == [("teils geliefert", "5/6"), ("alle geliefert", "geliefert")]
    # bev_u3: secret in one area of 2022; in 2023 blocked in one, where there can be no number
    assert found[title["bev_u3"]] == [("teils geliefert", "5/6"), ("alle geliefert", "geliefert")]


def test_a_sum_is_told_from_a_delivery_and_says_why_it_is_not_there(six: City) -> None:
    found = matrix(six, ebene="stadt")
    title = {key: v.title for key, v in six.catalogue.variables.items()}
    assert found[title["bev_insg"]] == [("alle summe", "berechnet"), ("alle summe", "berechnet")]
    assert found[title["bev_u18"]] == [("keine", "… folgt später"), ("alle summe", "berechnet")]
    assert found[title["bev_u3"]][0] == ("keine", "• geheim")


def test_a_theme_shows_all_variables_that_it_needs(six: City) -> None:
    title = {key: v.title for key, v in six.catalogue.variables.items()}
    assert sorted(matrix(six, thema="soz")) == sorted([title["sgb2_nef_u15"], title["bev_u15"]])
    assert sorted(matrix(six, thema="dem")) == sorted(title[v] for v in ("bev_insg", "bev_u18", "bev_u3"))
    assert matrix(six, thema="gibtsnicht") == matrix(six)


def test_years_without_a_delivery_are_gaps(town: Town) -> None:
    town.deliver("spaet", {"x": "bev_65"}, "2020;11;7")
    town.load()
    found = matrix(town.open(), ebene="stadtteil")
    titles = {v.id: v.title for v in town.open().catalogue.variables.values()}
    assert "bev_65" in titles, "an indicator of the default catalogue needs it"
    nothing = ("ohne", "nicht geliefert")
    assert found[titles["bev_65"]] == [("teils geliefert", "1/6"), nothing, nothing, nothing]
    assert [kind for kind, _ in found[titles["bev_insg"]]] == ["ohne", "ohne", "alle geliefert", "alle geliefert"]


def test_a_delivery_says_who_what_and_how_much(six: City) -> None:
    blocks = {str(getattr(d, "id", "")): text(d) for d in of_kind(deliveries(six), "Details")}
    for delivery in six.report["deliveries"]:  # type: ignore[attr-defined]  # JSON
        block = blocks[f"lieferung-{delivery['name']}"]
        for words in (delivery["title"], delivery["producer"], "frei erfunden", delivery["files"][0]["sha256"][:12]):
            assert words in block
    residents = blocks["lieferung-einwohner"]
    assert "Gelesen 12 Zeilen, 36 Zellen Übernommen 36 Werte" in residents  # two years of six areas, three variables
    assert "„...“ = folgt später (1)" in residents


def test_what_belongs_to_no_area_is_named_and_not_counted(six: City) -> None:
    found = text(checks(six))
    title = six.catalogue.variables["sgb2_nef_u15"].title
    # 4 people in 2022 and 5 in 2023 have no area; how few they are is nobody's business
    assert f"{title}, Sechsfeld (0) 31.12.2022 bis 31.12.2023" in found
    report = six.report["residuals"]  # type: ignore[index]  # JSON
    assert {r["number"] for r in report if r["variable"] == "sgb2_nef_u15"} == {4, 5}
    assert not re.search(r": ?[45]\b", found[found.index("Nicht zuzuordnen") :])


def test_totals_that_differ_are_named_and_not_their_numbers(town: Town) -> None:
    town.deliver("stadt", {"x": "bev_insg"}, "2022;0;4003\n2023;0;4100", level="stadt")
    town.load()
    found = text(checks(town.open()))
    # 2022: 1,000 + 500 + 0 + 2,000 + 100 + 400 = 4,000, delivered are 4,003; 2023: 1,100 + 500 + 2,000 + 110 + 390
    assert "Stadt aus Stadtteil: 1 von 2 gleich Abweichend: Sechsfeld (0), 31.12.2022" in found
    assert "4003" not in found.replace(".", "")


def test_two_deliveries_with_unequal_numbers_keep_them_to_the_report(town: Town) -> None:
    town.deliver("zweite", {"x": "bev_insg"}, "2022;11;1000\n2022;12;501")
    spec = town.folder / "deliveries" / "zweite.toml"
    town.write("deliveries/zweite.toml", "priority = 1\n" + spec.read_text("utf-8"))
    loaded = town.load()
    (remark,) = loaded.report["together"]["remarks"]  # type: ignore[index]  # JSON
    assert "501 statt 500" in remark["sentence"]
    found = text(checks(town.open()))
    title = town.open().catalogue.variables["bev_insg"].title
    assert f"„{title}“ steht auch in „" in found
    assert "1 ungleiche, es gilt „zweite“ (Vorrang)." in found
    assert "501" not in found


def test_checks_that_found_nothing_are_said(six: City) -> None:
    found = text(checks(six))
    assert "Ohne Befund:" in found
    assert "Schlüssel ohne Gebiet" in found[found.index("Ohne Befund:") :]


def test_outlines_say_where_they_come_from(six: City) -> None:
    found = text(outlines(six))
    assert "Stadtteil durchgehend 6 stadtteile.geojson" in found
    assert "aus Stadtteil zusammengesetzt" in found
