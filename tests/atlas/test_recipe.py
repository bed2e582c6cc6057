"""A city's recipe: every fault of every file is named at once, with file and field, in a German sentence."""

from pathlib import Path

import pytest

from atlas.recipe import check, computable, needed, read_recipe
from indicators.errors import Fault, FaultyInput, WrongUse
from tests.towns import Town


def faults(town: Town) -> dict[str, str]:
    """place -> sentence."""
    with pytest.raises(FaultyInput) as caught:
        read_recipe(town.folder)
    for fault in caught.value.faults:
        assert isinstance(fault, Fault)
        assert fault.sentence.endswith("."), fault
        assert "\n" not in fault.sentence
    return {fault.place: fault.sentence for fault in caught.value.faults}


def test_a_faultless_town_says_what_it_can_compute(town: Town) -> None:
    assert check(town.folder) == ["Sechsfeld: 2 Lieferungen, 5 Merkmale, 6 von 87 Indikatoren berechenbar."]


def test_the_head_is_read(town: Town) -> None:
    head = read_recipe(town.folder).head
    assert (head.key, head.name, head.title, head.invented) == ("sechsfeld", "Sechsfeld", "Sozialatlas Sechsfeld", True)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("invented = true", 'invented = "ja"', "city.toml, Feld invented"),
        ('name = "Sechsfeld"\ntitle', "name = 6\ntitle", "city.toml, Feld name"),
        ('title = "Sozialatlas Sechsfeld"\n', "", "city.toml"),
        ('title = "Sozialatlas Sechsfeld"', 'title = " "', "city.toml, Feld title"),
        ("invented = true", "invnted = true", "city.toml, Feld invnted"),
        ("invented = true", 'background = "http://karte"', "city.toml, Feld background"),
        ("invented = true", "catalogue = 5", "city.toml, Feld catalogue.indicators"),
    ],
)
def test_what_is_wrong_in_the_head_is_a_fault_with_its_field(town: Town, old: str, new: str, place: str) -> None:
    town.change("city.toml", old, new)
    assert list(faults(town)) == [place]


def test_a_misspelt_field_names_the_one_that_was_meant(town: Town) -> None:
    town.change("city.toml", "invented = true", "invnted = true")
    assert "gemeint ist wohl „invented“" in faults(town)["city.toml, Feld invnted"]


@pytest.mark.parametrize("text", ["key = ", "key = 'a\nname = 'b'", "[[levels]\n", "a = 1\na = 2\n"])
def test_broken_toml_is_one_fault_with_its_line(town: Town, text: str) -> None:
    town.write("city.toml", text)
    found = faults(town)
    assert list(found) == ["city.toml"]
    assert "Zeile" in found["city.toml"] or "am Ende der Datei" in found["city.toml"]


def test_text_in_another_encoding_is_said_so(town: Town) -> None:
    (town.folder / "city.toml").write_bytes("name = 'Südstadt'".encode("cp1252"))
    assert "UTF-8" in faults(town)["city.toml"]


def test_no_folder_and_no_city_in_it_are_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="Diesen Ordner gibt es nicht"):
        read_recipe(tmp_path / "nowhere")
    with pytest.raises(WrongUse, match=r"keine city\.toml"):
        read_recipe(tmp_path)


def test_a_town_without_deliveries_says_so(town: Town) -> None:
    for path in (town.folder / "deliveries").iterdir():
        path.unlink()
    assert list(faults(town)) == ["deliveries"]


def test_unknown_variables_and_levels_are_named_with_what_was_meant(town: Town) -> None:
    town.change("deliveries/einwohner.toml", '"bev_insg"', '"bev_isng"')
    town.change("deliveries/einwohner.toml", 'level = "stadtteil"', 'level = "stadteil"')
    found = faults(town)
    assert "gemeint ist wohl „bev_insg“" in found["deliveries/einwohner.toml"]
    assert "gemeint ist wohl „stadtteil“" in found["deliveries/einwohner.toml, Feld area"]


def test_five_faults_in_five_files_are_all_named(town: Town) -> None:
    town.change("city.toml", "invented = true", 'invented = "ja"')
    town.change("deliveries/einwohner.toml", '"bev_insg"', '"bev_isng"')
    town.change("deliveries/sgb2.toml", 'loader = "csv_wide"', 'loader = "csv_wiede"')
    town.write("catalogue/variables/neu.toml", '[neu]\ntitle = "Neu"\nunit = "Personen"\nsource = "nirgends"\n')
    town.write("catalogue/indicators/kaputt.toml", "title = ")
    assert len(faults(town)) >= 5 - 1  # while a delivery cannot be read, no variable of it is looked up
    town.change("deliveries/sgb2.toml", 'loader = "csv_wiede"', 'loader = "csv_wide"')
    found = faults(town)
    assert {place.split(",")[0] for place in found} >= {"city.toml", "sechsfeld/catalogue/variables/neu.toml"}


# --- which indicators a town shows -----------------------------------------------------------------------------------


def choose(town: Town, said: str) -> None:
    text = (town.folder / "city.toml").read_text("utf-8")
    town.write("city.toml", text + f"\n[catalogue]\nindicators = {said}\n")


def test_a_town_may_choose_its_indicators(town: Town) -> None:
    choose(town, '["bev_insg", "ant_u18"]')
    assert sorted(read_recipe(town.folder).catalogue.indicators) == ["ant_u18", "bev_insg"]
    town.load()
    assert sorted(i.id for i in town.open().indicators()) == ["ant_u18", "bev_insg"]


@pytest.mark.parametrize("said", ['"all-computable"', '["all-computable"]'])
def test_or_take_all_that_can_be_computed(town: Town, said: str) -> None:
    choose(town, said)
    town.load()
    chosen = {i.id for i in town.open().indicators()}
    assert chosen == {"bev_insg", "ant_u18", "ant_u3", "anz_u3", "sgb2_u15_nef"}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ('["ant_u_18"]', "gemeint ist wohl „ant_u18“"),
        ('["ant_65"]', "keine Lieferung enthält bev_65"),
        ("[]", "eine Liste von Schlüsseln"),
        ("3", "eine Liste von Schlüsseln"),
        ('"alles"', "eine Liste von Schlüsseln"),
        ("[1]", "eine Liste von Schlüsseln"),
    ],
)
def test_a_choice_that_cannot_be_is_a_fault(town: Town, said: str, sentence: str) -> None:
    choose(town, said)
    assert sentence in faults(town)["city.toml, Feld catalogue.indicators"]


def test_a_misspelt_field_of_the_choice(town: Town) -> None:
    text = (town.folder / "city.toml").read_text("utf-8")
    town.write("city.toml", text + '\n[catalogue]\nindikators = ["ant_u18"]\n')
    assert "gemeint ist wohl „indicators“" in faults(town)["city.toml, Feld catalogue.indikators"]


def test_an_indicator_needs_the_count_of_institutions_that_its_rule_asks_for(town: Town) -> None:
    catalogue = read_recipe(town.folder).catalogue
    kompik = catalogue.indicators["kompik_wohl"]
    assert needed(kompik) == {"kompik_wohl_gw12", "kompik_kinder", "kompik_kitas"}
    counts = {"kompik_wohl_gw12", "kompik_kinder"}
    assert "kompik_wohl" not in computable(catalogue, counts).indicators
    assert "kompik_wohl" in computable(catalogue, counts | {"kompik_kitas"}).indicators


def test_derived_variables_count_as_known(town: Town) -> None:
    town.write(
        "catalogue/variables/summe.toml",
        '[all]\nsource = "melderegister"\nunit = "Personen"\n'
        '[bev_65]\ntitle = "Ab 65"\nexpression = "bev_insg - bev_u65"\n'
        '[bev_u65]\ntitle = "Unter 65"\nexpression = "bev_u18 + bev_u15"\n',
    )
    found = computable(read_recipe(town.folder).catalogue, {"bev_insg", "bev_u18", "bev_u15"}).indicators
    assert "ant_65" in found


def test_a_list_of_facilities_is_checked_before_it_is_read(town: Town) -> None:
    before = (town.folder / "city.toml").read_text("utf-8")
    town.write("city.toml", before + '\n[[facilities]]\nfile = "fehlt.csv"\ndecimal = ";"\nprovder = "Träger"\n')
    assert list(faults(town)) == ["city.toml, facilities[1], Feld provder"]
    town.change("city.toml", 'provder = "Träger"\n', "")
    assert list(faults(town)) == ["city.toml, facilities[1], Feld decimal"]
