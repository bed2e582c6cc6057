"""The page Tabelle: columns as chosen, rows as the table has them, addresses that say it all."""

from atlas.city import City
from atlas.pages import tabelle
from tests.atlas.pages.tree import links, of_kind, text


def grid(six: City, **query: str):
    (found,) = of_kind(tabelle.layout(six, query), "AgGrid")
    return found


def test_rows_carry_numbers_to_sort_by_and_the_print_to_read(six: City) -> None:
    shown = grid(six, ebene="stadtteil", indikatoren="ant_u18,ant_u3", jahr="2023")
    row = next(r for r in shown.rowData if r["schluessel"] == "22")
    assert (row["gebiet"], row["w0"], row["d0"]) == ("Eichfeld", 100 * 22 / 110, "20,0")
    carlsfeld = next(r for r in shown.rowData if r["schluessel"] == "13")
    assert (carlsfeld["w0"], carlsfeld["d0"]) == (None, "nicht sinnvoll"), "nobody lives there"


def test_the_city_stays_in_view(six: City) -> None:
    (city,) = grid(six, ebene="stadtteil", indikatoren="bev_insg", jahr="2023").dashGridOptions["pinnedBottomRowData"]
    assert city["w0"] == 1100 + 500 + 0 + 2000 + 110 + 390


def test_a_box_adds_or_takes_one_column(six: City) -> None:
    tree = tabelle.layout(six, {"ebene": "stadtteil", "indikatoren": "ant_u18"})
    boxes = {text(a): a for a in of_kind(tree, "A") if getattr(a, "role", "") == "checkbox"}
    on, off = boxes["Anteil der Minderjährigen"], boxes["Bevölkerung (Hauptwohnung)"]
    assert (getattr(on, "aria-checked"), getattr(off, "aria-checked")) == ("true", "false")
    assert on.href == "/tabelle?ebene=stadtteil"
    assert off.href == "/tabelle?ebene=stadtteil&indikatoren=ant_u18,bev_insg"


def test_without_a_choice_the_core_of_every_theme_comes_first(six: City) -> None:
    titles = [c["headerName"] for c in grid(six, ebene="stadtteil").columnDefs]
    themes = [six.indicator(i).theme for i in ("ant_u18", "sgb2_u15_nef")]
    assert themes == ["dem", "soz"]
    assert titles[1].startswith(six.indicator("ant_u18").short)
    assert titles[2].startswith(six.indicator("sgb2_u15_nef").short)


def test_a_year_without_values_is_said(six: City) -> None:
    said = text(tabelle.layout(six, {"ebene": "stadtteil", "indikatoren": "ant_u18", "jahr": "1999"}))
    assert "Für diese Auswahl liegen keine Werte vor" in said


def test_downloads_ask_for_what_is_shown(six: City) -> None:
    found = links(tabelle.layout(six, {"ebene": "bezirk", "indikatoren": "ant_u18,ant_u3", "jahr": "2022"}))
    assert found["Als Excel"] == "/export/xlsx?inhalt=tabelle&ebene=bezirk&indikatoren=ant_u18,ant_u3&jahr=2022"
