"""A town adds to the default catalogue, overrides and chooses; what it does wrong is named, all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from indicators.catalogue import read_catalogue
from indicators.errors import FaultyInput
from tests.checkout import ROOT

DEFAULT = ROOT / "data" / "catalogue"
FILE = "musterstadt/catalogue/indicators/ferien.toml"
OWN = """
title = "Anteil der Kinder im Ferienprogramm"
short = "Ferienprogramm"
theme = "tei"
tier = "overview"
life_phase = "grundschule"
method = "share"
numerator = "ferien_u10"
denominator = "bev_6_u10"
factor = 100
unit = "%"
decimals = 1
direction = "better"
per = "je 100 Kinder von 6 bis unter 10 Jahren"
statement = "Von 100 Kindern nehmen {value} am Ferienprogramm teil."
definition = "Kinder im Ferienprogramm in Prozent der gleichaltrigen Kinder."
sources = ["ferien", "melderegister"]
population = "Hauptwohnung"
periodicity = "jährlich"
"""
VARIABLE = '[ferien_u10]\ntitle = "Kinder im Ferienprogramm"\nunit = "Kinder"\nsource = "ferien"\n'
SECOND = '[zwei]\ntitle = "Zweites"\nunit = "Kinder"\nsource = "ferien"\n'
SOURCE = '[ferien]\nproducer = "Jugendring"\nlicence = "CC BY 4.0"\n'
SOUND = {"indicators/ferien.toml": OWN, "variables/ferien.toml": VARIABLE, "sources.toml": SOURCE}
Town = Callable[[dict[str, str]], Path]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """town({name: text}): the catalogue folder of a town that holds these files."""

    def write(files: dict[str, str]) -> Path:
        folder = tmp_path / "musterstadt" / "catalogue"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return folder

    return write


def faults(folder: Path, chosen: list[str] | None = None) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        read_catalogue([DEFAULT, folder], chosen)
    return [str(fault) for fault in caught.value.faults]


def only_fault(folder: Path) -> str:
    found = faults(folder)
    assert len(found) == 1, "\n".join(found)
    return found[0]


def test_a_town_adds_an_indicator_with_its_own_variable_and_source(town: Town) -> None:
    beside = {".DS_Store": "", "LIESMICH.md": "", "indicators/~ferien.bak": ""}  # no faults
    found = read_catalogue([DEFAULT, town(SOUND | beside)])
    own = found.indicators["ferien"]
    assert own.source.producer == "Jugendring; Kommunale Statistikstelle"
    assert own.source.licence == "CC BY 4.0"
    assert own.file == FILE
    assert len(found.indicators) == 87 + 1


def test_a_towns_source_changes_every_indicator_of_that_source(town: Town) -> None:
    text = '[melderegister]\nproducer = "Stadt Musterstadt"\nlicence = "CC0"\n'
    found = read_catalogue([DEFAULT, town({"sources.toml": text})])
    for source in (found.indicators["ant_u18"].source, found.variables["bev_u18"].source):
        assert (source.producer, source.licence) == ("Stadt Musterstadt", "CC0")


def test_a_towns_file_replaces_the_whole_definition(town: Town) -> None:
    text = (DEFAULT / "indicators" / "ant_65.toml").read_text("utf-8").replace('"core"', '"supplementary"')
    found = read_catalogue([DEFAULT, town({"indicators/ant_65.toml": text})])
    assert found.indicators["ant_65"].tier == "supplementary"
    assert found.indicators["ant_65"].file == "musterstadt/catalogue/indicators/ant_65.toml"


def test_a_town_derives_a_variable_from_delivered_ones(town: Town) -> None:
    parts = "bev_u3 + bev_3_u6 + bev_6_u10 + bev_10_u14 + bev_14_u18"
    text = f'[bev_u18]\ntitle = "U18"\nunit = "Personen"\nsource = "melderegister"\nexpression = "{parts}"\n'
    found = read_catalogue([DEFAULT, town({"variables/alter.toml": text})])
    assert found.variables["bev_u18"].expression == parts
    assert found.variables["bev_u6"].expression == ""


def test_a_town_switches_an_indicator_off_and_nothing_points_to_it(town: Town) -> None:
    found = read_catalogue([DEFAULT, town({"indicators/jgh.toml": "active = false\n"})])
    assert "jgh" not in found.indicators
    assert not [i.id for i in found.indicators.values() if "jgh" in i.related]


def test_a_town_chooses(town: Town) -> None:
    found = read_catalogue([DEFAULT, town(SOUND)], ["ferien", "ant_u18"])
    assert list(found.indicators) == ["ferien", "ant_u18"]
    assert found.indicators["ant_u18"].related == ()


def test_a_town_without_a_catalogue_has_the_default(tmp_path: Path) -> None:
    assert read_catalogue([DEFAULT, tmp_path / "catalogue"]) == read_catalogue([DEFAULT])


def test_a_town_shows_a_rate_that_was_delivered_without_counts(town: Town) -> None:
    lines = [line for line in OWN.splitlines() if not line.startswith(("denominator", "factor"))]
    alone = "\n".join(lines).replace('"share"', '"given"')
    rate = {"variables/ferien.toml": VARIABLE + 'kind = "given"\n', "indicators/ferien.toml": alone}
    assert read_catalogue([DEFAULT, town(SOUND | rate)]).indicators["ferien"].method == "given"
    fault = only_fault(town(SOUND | {"indicators/ferien.toml": alone}))
    assert "zeigt genau ein Merkmal vom Typ „given“; gefunden wurde „ferien_u10“" in fault


def test_a_file_with_a_byte_order_mark_is_read(town: Town) -> None:
    folder = town(SOUND | {"indicators/ferien.toml": "\ufeff" + OWN})
    assert "ferien" in read_catalogue([DEFAULT, folder]).indicators


def test_faults_in_one_catalogue_are_all_named_at_once(town: Town) -> None:
    found = faults(
        town(
            SOUND
            | {
                "indicators/a.toml": OWN.replace('"share"', '"shares"'),  # unknown method
                "indicators/b.toml": OWN.replace("ferien_u10", "ferien_10"),  # missing variable
                "indicators/c.toml": OWN.replace("ferien_u10", "d"),  # circle
                "indicators/d.toml": OWN.replace("ferien_u10", "c"),
                "variables/zwei.toml": VARIABLE,  # doubled key
                "indicators/e.toml": OWN.replace("numerator", "nummerator"),  # typo in a field's name
            }
        )
    )
    at = "musterstadt/catalogue"
    circle = "Diese Indikatoren erklären sich im Kreis:"
    expected = [
        f"{at}/variables/zwei.toml, [ferien_u10]: Dieses Merkmal steht schon in {at}/variables/ferien.toml",
        f"{at}/indicators/e.toml, Feld nummerator: Dieses Feld gibt es nicht; gemeint ist wohl „numerator“",
        f"{at}/indicators/a.toml, Feld method: „shares“ gibt es hier nicht; gemeint ist wohl „share“",
        f"{at}/indicators/b.toml, Feld numerator: Das Merkmal „ferien_10“ gibt es nicht; gemeint ist wohl „fer",
        f"{at}/indicators/c.toml, Feld numerator: {circle} c → d → c; erlaubt sind nur Merkmale",
        f"{at}/indicators/d.toml, Feld numerator: {circle} d → c → d; erlaubt sind nur Merkmale",
    ]
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"tei"', '"teil"', "theme: „teil“ gibt es hier nicht; gemeint ist wohl „tei“."),
        ('"overview"', '"overveiw"', "tier: „overveiw“ gibt es hier nicht; gemeint ist wohl „overview“."),
        ('"better"', '"gut"', "direction: „gut“ gibt es hier nicht; erlaubt: better, neutral, worse."),
        ('"grundschule"', '"hort"', "life_phase: „hort“ gibt es hier nicht"),
        ("= 1\n", "= 5\n", "decimals: 5 Nachkommastellen gibt es nicht; erlaubt sind 0 bis 4."),
        ("= 1\n", '= "1"\n', "decimals: Hier wird eine ganze Zahl erwartet, gefunden wurde „1“."),
        ("{value}", "viele", "statement: In der Aussage fehlt {value}"),
        ("am Ferien", "in {area} am Ferien", "statement: Der Platzhalter {area} ist nicht vorgesehen"),
        ("{value}", "{value", "statement: Die geschweiften Klammern gehen nicht auf"),
        ('denominator = "bev_6_u10"\n', "", "denominator: Der Rechenweg „share“ braucht einen Nenner"),
        ('"share"', '"count"', "denominator: Der Rechenweg „count“ hat keinen Nenner"),
        ('"ferien_u10"', '"ferien_u10 * 2"', "numerator: Im Ausdruck „ferien_u10 * 2“"),
        ('"ferien_u10"', '"ferien"', "numerator: Der Indikator „ferien“ bezieht sich auf sich selbst"),
        ('"ferien_u10"', '"ant_u18"', "numerator: „ant_u18“ ist ein Indikator; gerechnet wird nur mit Merk"),
        ("factor = 100", "factor = 1000", "factor: Zur Einheit % gehört der Faktor 100, gefunden wurde 1000."),
        ("factor = 100", "factor = 7", "factor: Der Faktor 7 ist nicht vorgesehen; erlaubt sind 1, 100, 1000"),
        ('"Ferienprogramm"', f'"{"x" * 33}"', "short: Der Kurztitel hat 33 Zeichen; erlaubt sind höchstens 32."),
        ('"Ferienprogramm"', '" "', "short: Das Feld ist leer; tragen Sie einen Text ein."),
        ('"ferien", ', '"feiren", ', "sources: „feiren“ gibt es hier nicht; gemeint ist wohl „ferien“."),
        ("= 1\n", '= 1\nrelated = ["ant_u82"]\n', "related: Den Indikator „ant_u82“ gibt es nicht"),
        ("= 1\n", '= 1\nrelated = ["ferien"]\n', "related: Der Indikator verweist auf sich selbst"),
        ("= 1\n", "= 1\nversion = 0\n", "version: Die Fassung 0 gibt es nicht"),
        ("= 1\n", '= 1\nprinciple = "ort"\n', "principle: „ort“ gibt es hier nicht"),
        ("= 1\n", '= 1\ndenominator_date = "juni"\n', "denominator_date: „juni“ gibt es hier nicht"),
        ("= 1\n", "= 1\nrules = {min_numerator = 3}\n", "rules.source: Es fehlt, wer diese Regel vorgibt"),
        ("= 1\n", "= 1\nrules = {min_numerator = -3}\n", "rules.min_numerator: -3 ist keine Mindestzahl"),
        ("= 1\n", "= 1\nrules = {min_nummer = 3}\n", "rules, Feld min_nummer: Dieses Feld gibt es nicht"),
        ("= 1\n", "= 1\nactive = true\n", "active: „active = false“ steht allein in der Datei"),
    ],
)
def test_a_faulty_field_of_an_indicator_is_one_sentence(town: Town, old: str, new: str, fault: str) -> None:
    assert old in OWN
    found = only_fault(town(SOUND | {"indicators/ferien.toml": OWN.replace(old, new, 1)}))
    assert found.startswith(f"{FILE}, Feld {fault}"), found


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("= 1\n", " 1\n", "Das ist kein gültiges TOML: Zeile 12: nach dem Feldnamen fehlt das Gleichheitszeichen."),
        ("= 1\n", "= 1\ndecimals = 2\n", "Das ist kein gültiges TOML: Zeile 13: dieser Name steht weiter oben"),
        ("decimals = 1\n", "", "Das Feld „decimals“ fehlt; ergänzen Sie es."),
    ],
)
def test_a_faulty_file_of_an_indicator_is_one_sentence(town: Town, old: str, new: str, fault: str) -> None:
    found = only_fault(town(SOUND | {"indicators/ferien.toml": OWN.replace(old, new, 1)}))
    assert found.startswith(f"{FILE}: {fault}"), found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (VARIABLE + 'kind = "anzahl"', "[ferien_u10], Feld kind: „anzahl“ gibt es hier nicht"),
        (VARIABLE + 'time = "jahr"', "[ferien_u10], Feld time: „jahr“ gibt es hier nicht"),
        (VARIABLE + "integer = 1", "[ferien_u10], Feld integer: Hier wird true oder false erwartet"),
        (VARIABLE.replace("source", "sorce"), "[ferien_u10], Feld sorce: Dieses Feld gibt es nicht; gemeint ist"),
        (VARIABLE.replace('"ferien"', '"feiren"'), "[ferien_u10], Feld source: „feiren“ gibt es hier nicht"),
        (VARIABLE + 'expression = "lag(bev_u3, 1)"', "[ferien_u10], Feld expression: Ein abgeleitetes Merkmal"),
        (VARIABLE + 'expression = "bev_u33"', "[ferien_u10], Feld expression: Das Merkmal „bev_u33“ gibt es nicht"),
        (VARIABLE + 'expression = "ant_u18"', "[ferien_u10], Feld expression: „ant_u18“ ist ein Indikator"),
        (VARIABLE + 'expression = "bev_u3 +"', "[ferien_u10], Feld expression: Im Ausdruck „bev_u3 +“ fehlt"),
        (VARIABLE + f'expression = "zwei"\n{SECOND}kind = "given"', "[ferien_u10], Feld expression: „zwei“ ist eine"),
        (VARIABLE + SECOND.replace("zwei", "Zwei-2"), "[Zwei-2]: „Zwei-2“ ist kein zulässiger Schlüssel"),
        ('ferien_u10 = "x"', "[ferien_u10]: Hier wird eine Tabelle erwartet, gefunden wurde „x“."),
        ('all = "x"\n' + VARIABLE, "Feld all: Hier wird eine Tabelle [all] erwartet"),
        (VARIABLE + "unit 3", "Das ist kein gültiges TOML: Zeile 5"),
    ],
)
def test_a_faulty_variable_is_one_sentence(town: Town, text: str, fault: str) -> None:
    found = only_fault(town(SOUND | {"variables/ferien.toml": text}))
    place = "musterstadt/catalogue/variables/ferien.toml"
    assert found.startswith((f"{place}, {fault}", f"{place}: {fault}")), found


@pytest.mark.parametrize(
    ("shared", "fault"),
    [
        ('source = "feiren"', "source: „feiren“ gibt es hier nicht; gemeint ist wohl „ferien“."),
        ('sorce = "ferien"', "sorce: Dieses Feld gibt es nicht; gemeint ist wohl „source“."),
        ("source = 3", "source: Hier wird ein Text in Anführungszeichen erwartet, gefunden wurde „3“."),
    ],
)
def test_what_a_file_says_wrongly_for_all_its_variables_is_one_fault(town: Town, shared: str, fault: str) -> None:
    own = (VARIABLE + SECOND).replace('source = "ferien"\n', "")
    found = only_fault(town(SOUND | {"variables/ferien.toml": f"[all]\n{shared}\n{own}"}))
    assert found == f"musterstadt/catalogue/variables/ferien.toml, [all], Feld {fault}"


def test_a_rate_without_counts_is_not_divided(town: Town) -> None:
    found = only_fault(town(SOUND | {"variables/ferien.toml": VARIABLE + 'kind = "given"'}))
    assert found.startswith(f"{FILE}, Feld numerator: „ferien_u10“ ist eine Quote ohne Zahlen")


@pytest.mark.parametrize(
    ("first", "second", "circle"),
    [
        ("ferien_u10", "bev_u3", "ferien_u10 → ferien_u10"),
        ("zwei + bev_u3", "bev_u6 - ferien_u10", "ferien_u10 → zwei → ferien_u10"),
    ],
)
def test_variables_that_derive_each_other_are_one_circle(town: Town, first: str, second: str, circle: str) -> None:
    text = f'{VARIABLE}expression = "{first}"\n{SECOND}expression = "{second}"\n'
    found = only_fault(town(SOUND | {"variables/ferien.toml": text}))
    assert f"Feld expression: Diese Merkmale erklären sich im Kreis: {circle};" in found


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("indikatoren/x.toml", OWN, "indikatoren: Das gehört nicht in einen Katalog; gemeint ist wohl „indicators“."),
        ("indicators/x.tml", OWN, "indicators/x.tml: Hier liegen nur Dateien mit der Endung „.toml“."),
        ("indicators/Ferien-2.toml", OWN, "indicators/Ferien-2.toml: „Ferien-2“ ist kein zulässiger Schlüssel"),
        ("indicators/jhg.toml", "active = false", "indicators/jhg.toml: Abgeschaltet wird ein Indikator, den es nicht"),
        ("themes.toml", "[themes.x]\ntitle = 3\norder = 11", "themes.toml, Feld themes.x, Feld title: Hier wird ein"),
        ("sources.toml", SOURCE + 'lizenz = "CC0"', "sources.toml, [ferien], Feld lizenz: Dieses Feld gibt es nicht"),
        ("sources.toml", "[ferien", "sources.toml: Das ist kein gültiges TOML: "),
    ],
)
def test_a_file_out_of_place_is_named(town: Town, name: str, text: str, fault: str) -> None:
    found = faults(town(SOUND | {name: text}))
    assert found[0].startswith(f"musterstadt/catalogue/{fault}"), found[0]


def test_a_file_in_another_encoding_is_named(town: Town) -> None:
    folder = town(SOUND)
    (folder / "indicators" / "ferien.toml").write_bytes(OWN.encode("cp1252"))
    assert only_fault(folder).startswith(f"{FILE}: Die Datei ist nicht in UTF-8 geschrieben")


def test_a_choice_that_is_not_there_is_named(town: Town) -> None:
    folder = town({"indicators/jgh.toml": "active = false\n"})
    assert [line.partition(";")[0] for line in faults(folder, ["ant_u81", "jgh", "ant_u18"])] == [
        "city.toml, Feld catalogue.indicators: Der Indikator „ant_u81“ kommt im Katalog nicht vor",
        "city.toml, Feld catalogue.indicators: Der Indikator „jgh“ ist abgeschaltet",
    ]


def test_a_missing_default_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="Den Ordner des Katalogs gibt es nicht"):
        read_catalogue([tmp_path / "catalogue"])
