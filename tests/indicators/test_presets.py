"""Presets of rules: the default catalogue asks for what it asked for; an indicator sharpens, a town replaces."""

from dataclasses import replace

import pytest

from indicators.catalogue import read_catalogue
from indicators.catalogue.secrecy import PresetForm, RulesForm, preset_faults, resolved
from indicators.methods import family
from indicators.model import Rules
from tests.indicators.test_catalogue_of_a_town import DEFAULT, OWN, SOUND, Town, faults, only_fault, town

__all__ = ["town"]

# what the files of the indicators said themselves, before there were presets
SAID = [
    (
        Rules(min_numerator=3, source="Statistisches Landesamt: Mindestfallzahl 3"),
        "abi_quote ohne_hsa",
    ),
    (
        Rules(min_numerator=3, source="Bundesagentur für Arbeit: Mindestfallzahl 3"),
        (
            "al_anteil al_jugend al_langzeit bg_alleinerz mindestsich_u15 sgb2_15_u25 sgb2_quote sgb2_u15_nef "
            "sgb2_u18 svb_quote"
        ),
    ),
    (
        Rules(),
        (
            "altenquotient ant_3_u6 ant_65 ant_u18 ant_u21 ant_u3 anz_10_u14 anz_14_u18 anz_18_u21 anz_21_u27 "
            "anz_3_u6 anz_6_u10 anz_u3 auslaenderanteil bev_entw_5j bev_insg ew_dichte geburtenziffer "
            "gruen_erreich jugendquotient kita_versorg_u3 migra_insg migra_u18 oja_m2 spielfl wahlbet "
            "wander_saldo_u6 wander_vol wohndauer5 wohnfl_ew"
        ),
    ),
    (
        Rules(min_numerator=3, source="Jobcenter und Sozialamt: Mindestfallzahl 3"),
        "but_quote",
    ),
    (
        Rules(min_numerator=5, source="Jugendamt: Mindestfallzahl 5"),
        "egh_35a gef_8a hze_1000_u21 hze_amb hze_stat inobhut jgh",
    ),
    (
        Rules(min_numerator=3, source="Jugendamt: Mindestfallzahl 3"),
        "fruehe_hilfen kita_3_u6 kita_nichtdt kita_u3",
    ),
    (
        Rules(min_numerator=3, source="Sozialamt: Mindestfallzahl 3"),
        "grusi_65",
    ),
    (
        Rules(min_numerator=3, source="Kommunale Statistikstelle: Mindestfallzahl 3"),
        "hh_1p hh_3kinder hh_alleinerz hh_kinder kinder_alleinerz",
    ),
    (
        Rules(min_denominator=10, source="Kinder- und Jugendbefragung: mindestens 10 gültige Antworten"),
        "kinderbefr_wohl",
    ),
    (
        Rules(
            min_numerator=5,
            min_denominator=10,
            source="Gesundheitsamt: Mindestfallzahl 5, mindestens 10 untersuchte Kinder",
        ),
        "kita_jahre seu_deutsch seu_motor seu_sprache seu_uebergew seu_visuo",
    ),
    (
        Rules(
            min_denominator=8,
            min_contributors=2,
            contributors="kompik_kitas",
            source="KOMPIK: mindestens 4 Kinder je Kita und 2 Kitas je Gebiet",
        ),
        (
            "kompik_emotion kompik_gestalten kompik_gesund kompik_mathe kompik_motiv kompik_motorik kompik_musik "
            "kompik_natur kompik_sozial kompik_sprache kompik_wohl"
        ),
    ),
    (
        Rules(min_numerator=3, source="Schulamt: Mindestfallzahl 3"),
        "ogs_quote ueberg_gym ueberg_hs zurueckst",
    ),
    (
        Rules(
            min_numerator=5,
            min_complement=5,
            min_denominator=10,
            source="Gesundheitsamt: Mindestfallzahl 5 (auch für die Gegengruppe), mindestens 10 untersuchte Kinder",
        ),
        "seu_impf seu_u8u9 zahn_karies",
    ),
    (
        Rules(min_numerator=3, source="Stadt- oder Kreissportbund: Mindestfallzahl 3"),
        "sportverein_u18",
    ),
    (
        Rules(min_numerator=3, source="Wohngeldstelle: Mindestfallzahl 3"),
        "wohngeld_kiz",
    ),
]


def test_every_indicator_asks_for_what_its_file_said_before() -> None:
    found = read_catalogue([DEFAULT]).indicators
    expected = {key: rules for rules, keys in SAID for key in keys.split()}
    assert len(expected) == 87
    assert {key: replace(i.rules, preset="", reference="", sensitive=False) for key, i in found.items()} == expected


def with_rules(rules: str) -> dict[str, str]:
    return SOUND | {"indicators/ferien.toml": OWN + "[rules]\n" + rules}


def rules_of(folder, key: str = "ferien") -> Rules:
    return read_catalogue([DEFAULT, folder]).indicators[key].rules


def test_an_indicator_follows_a_preset_and_its_own_producer_is_named(town: Town) -> None:
    found = rules_of(town(with_rules('preset = "own"')))
    assert (found.min_numerator, found.source) == (3, "Jugendring: Mindestfallzahl 3")


def test_an_indicator_sharpens_a_preset(town: Town) -> None:
    found = rules_of(town(with_rules('preset = "own"\nmin_numerator = 4\nmin_complement = 3\nzero_is_safe = false')))
    assert (found.min_numerator, found.min_complement, found.zero_is_safe) == (4, 3, False)


def test_a_town_replaces_a_preset_and_every_indicator_follows(town: Town) -> None:
    text = '[ba]\ntitle = "BA in Musterstadt"\nsource = "Vertrag mit der BA: Mindestfallzahl 10"\nmin_numerator = 10\n'
    found = read_catalogue([DEFAULT, town({"secrecy.toml": text})]).indicators
    followers = [i.rules for i in found.values() if i.rules.preset == "ba"]
    assert len(followers) == 10
    assert {(r.min_numerator, r.source) for r in followers} == {(10, "Vertrag mit der BA: Mindestfallzahl 10")}


def test_a_preset_holds_as_far_as_it_fits_the_method() -> None:
    presets = {"p": PresetForm("P", "s", min_numerator=3, min_complement=3, min_denominator=9, full_is_safe=False)}
    form, methods = RulesForm(preset="p"), family()
    share = Rules(min_numerator=3, min_complement=3, min_denominator=9, full_is_safe=False, preset="p", source="s")
    assert resolved(form, presets, methods["share"]) == share
    assert resolved(form, presets, methods["rate"]) == replace(share, min_complement=0, full_is_safe=True)
    assert resolved(form, presets, methods["count"], False) == Rules(min_numerator=3, preset="p", source="s")


def test_sensitive_data_raise_what_is_lower_and_nothing_else() -> None:
    sensitive, methods = RulesForm(min_numerator=3, sensitive=True, source="s"), family()
    raised = resolved(sensitive, {}, methods["share"])
    assert (raised.min_numerator, raised.min_complement, raised.sensitive) == (5, 5, True)
    assert resolved(sensitive, {}, methods["rate"]).min_complement == 0
    assert resolved(replace(sensitive, min_numerator=10), {}, methods["rate"]).min_numerator == 10


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (
            'preset = "zoll"',
            "preset: Eine Regel für „zoll“ ist nicht bekannt; bekannt sind: „ba“, „ba_koeln“, „hamburg“",
        ),
        ('preset = "ba"\nmin_numerator = 2', "min_numerator: 2 lockert die Regel „ba“, die 3 verlangt"),
        ('preset = "hze"\nsensitive = false', "sensitive: false lockert die Regel „hze“, die true verlangt"),
        ("sensitive = true", "source: Es fehlt, wer diese Regel vorgibt"),
        ('min_residents = -1\nsource = "s"', "min_residents: -1 ist keine Mindestzahl"),
        ('min_residents = 100\nsource = "s"', "residents: Es fehlt das Merkmal, das die Einwohner des Gebiets zählt."),
        ('residents = "bev_insg"\nsource = "s"', "min_residents: Zu „residents“ gehört die Mindestzahl der Einwohner"),
        ('preset = "hamburg"\nresidents = "bev"', "residents: Das Merkmal „bev“ gibt es nicht"),
        ('structural_zero = "schulen"', "structural_zero: Das Merkmal „schulen“ gibt es nicht"),
        (
            'dominance_n = 2\ndominance_k = 101\nlargest = ["bev_u3", "bev_u6"]\nsource = "s"',
            "dominance_k: 101 ist kein Prozentwert für den größten Anteil; erlaubt sind 1 bis 100.",
        ),
        (
            'dominance_n = 3\ndominance_k = 75\nlargest = ["bev_u3", "bev_u6"]\nsource = "s"',
            "dominance_n: 3 größte Beiträge kennt der Atlas nicht; erlaubt sind 1 und 2",
        ),
        (
            'dominance_n = 1\nlargest = "bev_u3"\nsource = "s"',
            "dominance_k: Eine Dominanzregel nennt dominance_n (1 oder 2) und dominance_k (Prozent) zusammen.",
        ),
        (
            'p_percent = 101\nlargest = ["bev_u3", "bev_u6"]\nsource = "s"',
            "p_percent: 101 ist kein Prozentwert für den Abstand",
        ),
        (
            'p_percent = 10\nlargest = "bev_u3"\nsource = "s"',
            "largest: Es fehlen die Merkmale mit dem größten und dem zweitgrößten Beitrag je Gebiet.",
        ),
        (
            'dominance_n = 1\ndominance_k = 75\nlargest = ["bev_u3", "bev_u6", "bev_u15"]\nsource = "s"',
            "largest: Genannt werden höchstens zwei Merkmale",
        ),
        ('largest = "bev_u3"', "largest: Dazu gehört eine Regel"),
        (
            'dominance_n = 1\ndominance_k = 75\nlargest = "groesster"\nsource = "s"',
            "largest: Das Merkmal „groesster“ gibt es nicht",
        ),
        ('full_is_safe = "nein"', "full_is_safe: Hier wird true oder false erwartet, gefunden wurde „nein“."),
    ],
)
def test_a_rule_that_cannot_hold_is_one_sentence(town: Town, rules: str, fault: str) -> None:
    found = only_fault(town(with_rules(rules)))
    field = "rules, Feld " if "Hier wird" in fault else "rules."
    assert f", Feld {field}{fault}" in found


@pytest.mark.parametrize(
    ("preset", "fault"),
    [
        ('title = "A"', "[amt]: Das Feld „source“ fehlt"),
        ('title = "A"\nsource = "s"\nmin_numerator = -3', "[amt], Feld min_numerator: -3 ist keine Mindestzahl"),
        ('title = "A"\nsource = "{amt}: 3"', "[amt], Feld source: In geschweiften Klammern steht nur {producer}"),
        ('title = "A"\nsource = "{producer: 3"', "[amt], Feld source: In geschweiften Klammern steht nur {producer}"),
        ('title = " "\nsource = "s"', "[amt], Feld title: Das Feld ist leer"),
        ('title = "A"\nsource = "s"\nmin_nummer = 3', "[amt], Feld min_nummer: Dieses Feld gibt es nicht; gemeint ist"),
        ('title = "A"\nsource = "s"\nmin_residents = 9', "[amt], Feld residents: Es fehlt das Merkmal"),
        ("title = ", "secrecy.toml: Das ist kein gültiges TOML: Zeile 2"),
    ],
)
def test_a_preset_with_a_fault_is_one_sentence_however_many_follow_it(town: Town, preset: str, fault: str) -> None:
    text = f"[amt]\n{preset}\n"
    folder = town(with_rules('preset = "amt"') | {"secrecy.toml": text})
    assert fault in only_fault(folder)


def test_a_key_that_cannot_be_one_is_a_fault(town: Town) -> None:
    text = '[Amt]\ntitle = "A"\nsource = "s"\n'
    assert [f for f in faults(town({"secrecy.toml": text})) if "„Amt“ ist kein zulässiger Schlüssel" in f]


def test_every_preset_names_its_source_and_where_it_is_said() -> None:
    import tomllib

    told = tomllib.loads((DEFAULT / "secrecy.toml").read_text("utf-8"))
    assert {"ba", "ba_koeln", "koeln", "hamburg", "hamburg_index", "kompik", "school_entry", "hze", "own"} == set(told)
    assert all(preset["reference"] for preset in told.values())
    numbers = {key: (p.get("min_numerator", 0), p.get("min_residents", 0)) for key, p in told.items()}
    assert (numbers["ba"], numbers["ba_koeln"], numbers["koeln"]) == ((3, 0), (10, 0), (5, 0))
    assert (numbers["hamburg"], numbers["hamburg_index"]) == ((10, 100), (0, 300))
    assert list(preset_faults(PresetForm("A", "s", dominance_n=2, dominance_k=75), {})) == []
