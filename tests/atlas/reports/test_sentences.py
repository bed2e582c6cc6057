"""Sentences on one area beside its city: each row shows its arithmetic beside the whole sentence."""

import pytest

from indicators.model import Status
from tests.atlas.reports.rows import (
    BALANCE,
    CARED,
    CHANGE,
    DENSITY,
    GIVEN,
    HOMES,
    MEAN,
    ODD,
    OPENING,
    PLACES,
    RATE,
    RATIO,
    WHOLE,
    said,
)
from tests.atlas.views import COUNT

SHARES = [
    # 12 % beside 8 %: 4 more
    (
        {"now": (12, 100), "city": (80, 1000)},
        f"{OPENING}; stadtweit sind es 8,0. Der Anteil liegt 4,0 Prozentpunkte über dem stadtweiten Wert.",
    ),
    # 12 % beside 250/2000 = 12,5 %: 0,5 less
    (
        {"now": (12, 100), "city": (250, 2000), "band": "im obersten Viertel von 32 Stadtteilen"},
        (
            f"{OPENING}; stadtweit sind es 12,5. Der Anteil liegt 0,5 Prozentpunkte unter dem stadtweiten Wert und im "
            "obersten Viertel von 32 Stadtteilen."
        ),
    ),
    # 12 % beside 120/1000 = 12 %
    (
        {"now": (12, 100), "city": (120, 1000), "band": "im oberen Mittelfeld von 32 Stadtteilen"},
        (
            f"{OPENING}; stadtweit sind es 12,0. Der Anteil ist ebenso hoch wie stadtweit und liegt im oberen "
            "Mittelfeld von 32 Stadtteilen."
        ),
    ),
    # 12 % beside 2391/20000 = 11,955 %: printed 12,0, and the difference 0,045 prints 0,0
    (
        {"now": (12, 100), "city": (2391, 20000)},
        f"{OPENING}; stadtweit sind es 12,0. Der Anteil ist ebenso hoch wie stadtweit.",
    ),
    # 12 % beside 2388/20000 = 11,94 %: printed 11,9, and the difference 0,06 prints 0,1
    (
        {"now": (12, 100), "city": (2388, 20000)},
        f"{OPENING}; stadtweit sind es 11,9. Der Anteil liegt 0,1 Prozentpunkte über dem stadtweiten Wert.",
    ),
    # 1204/10000 = 12,04 % prints 12,0; 12,06 % prints 12,1; the difference 0,02 prints 0,0
    (
        {"now": (1204, 10000), "city": (1206, 10000)},
        (
            "Von 100 Menschen sind im Stadtteil Nord 12,0 unter 18 Jahre alt (31.12.2024; n = 1.204 von 10.000); "
            "stadtweit sind es 12,1. Der Anteil ist nahezu ebenso hoch wie stadtweit."
        ),
    ),
    # 12,04 % and 11,96 % both print 12,0; the difference 0,08 prints 0,1
    (
        {"now": (1204, 10000), "city": (1196, 10000)},
        (
            "Von 100 Menschen sind im Stadtteil Nord 12,0 unter 18 Jahre alt (31.12.2024; n = 1.204 von 10.000); "
            "stadtweit sind es 12,0. Der Anteil ist nahezu ebenso hoch wie stadtweit."
        ),
    ),
    # nothing known of the city, a quarter known
    (
        {"now": (12, 100), "band": "im unteren Mittelfeld von 9 Stadtteilen"},
        f"{OPENING}; stadtweit liegt keine Angabe vor. Der Anteil liegt im unteren Mittelfeld von 9 Stadtteilen.",
    ),
    ({"now": (12, 100), "city": Status.secret}, f"{OPENING}; der stadtweite Wert ist geheim."),
    ({"now": (12, 100), "city": Status.later}, f"{OPENING}; der stadtweite Wert folgt später."),
    ({"now": (12, 100), "city": Status.not_applicable}, f"{OPENING}; stadtweit gibt es keinen Wert."),
    (
        {"now": (12, 100), "city": Status.uncertain},
        f"{OPENING}; der stadtweite Wert ist nicht sicher genug für einen Vergleich.",
    ),
    ({"now": (12, 100), "city": Status.rounded_zero}, f"{OPENING}; stadtweit ist der Wert gerundet null."),
    (
        {"now": (12, 100), "city": (0, 1000)},
        f"{OPENING}; stadtweit ist der Wert null. Der Anteil liegt 12,0 Prozentpunkte über dem stadtweiten Wert.",
    ),
    ({"now": (12, 100), "city": (2, 1000)}, f"{OPENING}; die stadtweite Zahl ist für eine Aussage in Worten zu klein."),
    # without decimals: 21/100 beside 20/100 is one point, 22/100 are two
    (
        {"now": (21, 100), "city": (20, 100), "indicator": WHOLE},
        (
            "Von 100 Menschen sind im Stadtteil Nord 21 unter 18 Jahre alt (31.12.2024; n = 21 von 100); stadtweit "
            "sind es 20. Der Anteil liegt 1 Prozentpunkt über dem stadtweiten Wert."
        ),
    ),
    # 10/1.000 = 1 %: "sind es 1" would be wrong; the difference of 11 points is exact
    (
        {"now": (12, 100), "city": (10, 1000), "indicator": WHOLE},
        (
            "Von 100 Menschen sind im Stadtteil Nord 12 unter 18 Jahre alt (31.12.2024; n = 12 von 100); stadtweit "
            "liegt der Wert bei 1 %. Der Anteil liegt 11 Prozentpunkte über dem stadtweiten Wert."
        ),
    ),
    # 4/400 = 1 %: "sind 1" would be wrong
    (
        {"now": (4, 400), "city": (30, 1000), "indicator": WHOLE},
        (
            "Anteil der unter 18-Jährigen im Stadtteil Nord (31.12.2024; n = 4 von 400): 1 %; stadtweit sind es 3 %. "
            "Der Anteil liegt 2 Prozentpunkte unter dem stadtweiten Wert."
        ),
    ),
    # statements that begin with the value, that end with a bracket, that have no verb
    (
        {"now": (12, 100), "city": (80, 1000), "indicator": HOMES},
        (
            "Im Stadtteil Nord lebt in 12,0 von 100 Haushalten ein Kind (31.12.2024; n = 12 von 100); stadtweit sind "
            "es 8,0. Der Anteil liegt 4,0 Prozentpunkte über dem stadtweiten Wert."
        ),
    ),
    (
        {"now": (12, 100), "city": Status.secret, "indicator": CARED},
        (
            "Von 100 Kindern, die im Stadtteil Nord leben, werden 12,0 betreut (in einer Kita; 31.12.2024; n = "
            "12 von 100); der stadtweite Wert ist geheim."
        ),
    ),
    (
        {"now": (12, 100), "city": (80, 1000), "indicator": ODD},
        (
            "Anteil der unter 18-Jährigen im Stadtteil Nord (31.12.2024; n = 12 von 100): 12,0 %; stadtweit sind es "
            "8,0 %. Der Anteil liegt 4,0 Prozentpunkte über dem stadtweiten Wert."
        ),
    ),
]


@pytest.mark.parametrize(("words", "sentence"), SHARES, ids=[sentence[-45:] for _, sentence in SHARES])
def test_a_share_beside_the_city(words, sentence):
    assert said(**words) == sentence


METHODS = [
    # 24/800 = 30 of 1.000 beside 400/16.000 = 25: 5 more
    (
        RATE,
        (24, 800),
        (400, 16000),
        (
            "Auf 1.000 junge Menschen kommen im Stadtteil Nord 30,0 Hilfen (31.12.2024; n = 24 auf 800); stadtweit "
            "sind es 25,0. Der Wert liegt um 5,0 über dem stadtweiten Wert."
        ),
    ),
    # 60/50 = 120 of 100: more places than children
    (
        PLACES,
        (60, 50),
        (500, 1000),
        (
            "Auf 100 Kinder kommen 120,0 Plätze im Stadtteil Nord (31.12.2024; n = 60 auf 50); stadtweit sind es 50,0. "
            "Der Wert liegt 70,0 Prozentpunkte über dem stadtweiten Wert."
        ),
    ),
    # 300/1200 = 25 of 100 beside 600/2000 = 30
    (
        RATIO,
        (300, 1200),
        (600, 2000),
        (
            "Auf 100 kommen im Stadtteil Nord 25,0 Alte (31.12.2024; n = 300 auf 1.200); stadtweit sind es 30,0. "
            "Der Wert liegt um 5,0 unter dem stadtweiten Wert."
        ),
    ),
    # 43.000/1.000 = 43 m² beside 90.000/2.000 = 45 m²
    (
        MEAN,
        (43000, 1000),
        (90000, 2000),
        (
            "Auf jede Person kommen im Stadtteil Nord im Durchschnitt 43,0 m² Wohnfläche (31.12.2024; Bezugsgröße "
            "1.000); stadtweit sind es 45,0 m². Der Wert liegt 2,0 m² unter dem stadtweiten Wert."
        ),
    ),
    # 1.200/48 = 25 a hectare beside 5.000/500 = 10; on 2 hectares it is not about two persons
    (
        DENSITY,
        (50, 2),
        (5000, 500),
        (
            "Auf einem Hektar leben im Stadtteil Nord 25,0 Menschen (31.12.2024; Bezugsgröße 2); stadtweit sind es "
            "10,0. Der Wert liegt um 15,0 über dem stadtweiten Wert."
        ),
    ),
    # (950 - 1.000)/1.000 = -5 % beside 100/10.000 = 1 %: 6 points
    (
        CHANGE,
        (-50, 1000),
        (100, 10000),
        (
            "Gegenüber dem Stand vor 5 Jahren hat sich im Stadtteil Nord die Zahl der Menschen um 5,0 % verringert "
            "(31.12.2024; Bezugsgröße 1.000); stadtweit beträgt die Veränderung 1,0 %. Der Wert liegt 6,0 "
            "Prozentpunkte unter dem stadtweiten Wert."
        ),
    ),
    (
        CHANGE,
        (50, 1000),
        Status.missing,
        (
            "Gegenüber dem Stand vor 5 Jahren hat sich im Stadtteil Nord die Zahl der Menschen um 5,0 % erhöht "
            "(31.12.2024; Bezugsgröße 1.000); stadtweit liegt keine Angabe vor."
        ),
    ),
    # 3/10.000 = 0,03 % prints 0,0: neither up nor down
    (
        CHANGE,
        (3, 10000),
        Status.missing,
        (
            "Gegenüber dem Stand vor 5 Jahren hat sich im Stadtteil Nord die Zahl der Menschen um 0,0 % verändert "
            "(31.12.2024; Bezugsgröße 10.000); stadtweit liegt keine Angabe vor."
        ),
    ),
    # 12 came, 15 left: -3 of 60 children are -5
    (
        BALANCE,
        (-3, 60),
        (10, 1000),
        (
            "Je 100 Kinder beträgt im Stadtteil Nord der Saldo im Jahr −5,0 (31.12.2024; Saldo −3 auf 60); stadtweit "
            "sind es 1,0. Der Wert liegt um 6,0 unter dem stadtweiten Wert."
        ),
    ),
    (
        COUNT,
        1234.0,
        56789.0,
        "Im Stadtteil Nord leben 1.234 Menschen (31.12.2024); stadtweit sind es 56.789.",
    ),
    # a given value has no counts
    (
        GIVEN,
        9.5,
        9.0,
        (
            "Die Miete beträgt im Stadtteil Nord 9,5 € (31.12.2024); stadtweit sind es 9,0 €. Der Wert liegt 0,5 € "
            "über dem stadtweiten Wert."
        ),
    ),
]


@pytest.mark.parametrize(("indicator", "now", "city", "sentence"), METHODS, ids=[m[0].title for m in METHODS])
def test_every_method_has_its_words(indicator, now, city, sentence):
    assert said(now, city, indicator=indicator) == sentence
