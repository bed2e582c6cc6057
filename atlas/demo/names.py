"""Invented German names for areas and facilities; any resemblance to a real place is an accident of the language."""

import numpy as np
from scipy.optimize import linear_sum_assignment

from atlas.demo.chance import stream

# fmt: off
_FIRST = (
    "Quitten", "Schlehen", "Zeisig", "Dohlen", "Kranich", "Holunder", "Wacholder", "Mispel", "Igel", "Marder",
    "Lavendel", "Distel", "Kiebitz", "Reiher", "Ginster", "Hasel", "Molken", "Ammer", "Bachstelzen", "Brombeer",
    "Eichelhäher", "Federgras", "Fuchs", "Girlitz", "Hagebutten", "Hirse", "Kornraden", "Libellen", "Mohn",
    "Rotkehl", "Sanddorn", "Schilf", "Schwalben", "Silberdistel", "Stieglitz", "Trollblumen", "Uhu",
    "Weidenröschen", "Wiedehopf", "Zaunkönig",
)
_SECOND = (
    "wehr", "sang", "rode", "felde", "brügge", "kamp", "siek", "hude", "warte", "loh", "mark", "grund", "bruch",
    "wiek", "horst", "leite", "anger", "tal",
)
# fmt: on
_BEFORE = ("", "Ober-", "Nieder-", "Alt-", "Neu-", "Groß ", "Klein ")
_AFTER = ("", "-Nord", "-Süd", "-Ost", "-West", "-Mitte", "-Dorf", "-Hang", "-Aue")


def area_names(count: int, seed: int) -> list[str]:
    """`count` different names (of 45,360 with prefixes and suffixes), the plain ones first."""
    chance = stream(seed, "names")
    order = chance.permutation(len(_FIRST) * len(_SECOND))
    plain = [_FIRST[n // len(_SECOND)] + _SECOND[n % len(_SECOND)] for n in order.tolist()]
    start = [_FIRST[n // len(_SECOND)] for n in order.tolist()]
    again = [start[:n].count(word) for n, word in enumerate(start)]
    plain = [
        plain[n] for n in sorted(range(len(plain)), key=lambda n: (again[n], n))
    ]  # every first word once, then twice
    named = (
        before + (name.lower() if before.endswith("-") else name) + after
        for after in _AFTER
        for before in _BEFORE
        for name in plain
    )
    return [name for name, _ in zip(named, range(count), strict=False)]


def district_names(angles: list[float], largest: list[str]) -> list[str]:
    """A name for every Bezirk: the first is "Mitte", up to eight others go by compass point, more by an area of theirs.

    `angles` (radians, east = 0, counter-clockwise) of the middles of the Bezirke seen from the market.
    """
    if len(angles) > 9:
        return ["Mitte", *largest[1:]]
    points = ("Ost", "Nordost", "Nord", "Nordwest", "West", "Südwest", "Süd", "Südost")
    turn = np.array(angles[1:])[:, None] - np.arange(8) * np.pi / 4
    _, chosen = linear_sum_assignment(1 - np.cos(turn))  # every point once, as near to the truth as that allows
    return ["Mitte", *(points[n] for n in chosen)]


def sozialraum_name(members: list[str]) -> str:
    """The name of a Sozialraum after its first two areas."""
    return " / ".join(members[:2])


# fmt: off
_KITAS = (
    "Kastanienweg", "Lindenhof", "Sonnenhügel", "Am Mühlbach", "Regenbogen", "Wirbelwind", "Löwenzahn",
    "Pusteblume", "Apfelbaum", "Sternschnuppe", "Schatzkiste", "Zaubergarten", "Kleine Füchse", "Spatzennest",
    "Igelbau", "Seepferdchen", "Purzelbaum", "Farbenfroh", "Arche", "Grashüpfer", "Marienkäfer", "Bärenhöhle",
    "Traumland", "Entdecker", "Windrad", "Kleeblatt", "Ameisenhaufen", "Wolkenschaf", "Murmeltier", "Hopsala",
    "Tausendfüßler", "Sandburg", "Baumhaus", "Brückenstraße",
)
_PRIMARY = (
    "am Kastanienweg", "am Sonnenhügel", "am Wasserturm", "an der Muster", "am Rosengarten", "am Feldrain",
    "an den Linden", "am Bahndamm", "am Mühlbach", "am Schlehenweg", "an der Furt", "am Steinbruch",
    "am Ginsterberg", "an der Wollspinnerei", "am Obstgarten", "am Deich", "am Hafentor", "am Weiher",
    "am Ziegelhof", "an der Schanze",
)
_SECONDARY = (
    "Gymnasium Wasserturm", "Gesamtschule Nordring", "Realschule am Deich", "Gymnasium Musteraue",
    "Gesamtschule Südring", "Sekundarschule Mühlbach", "Gymnasium Lindenhof", "Gesamtschule Obstgarten",
    "Realschule Feldrain", "Gymnasium Sonnenhügel", "Gesamtschule Hafentor", "Sekundarschule Ziegelhof",
)
_CLUBS = (
    "Halle 7", "Treffpunkt", "Die Brücke", "Freiraum", "Kulturfabrik", "Gleis 3", "Dachboden", "Oase",
    "Stellwerk", "Spinnerei", "Lichthof",
)
_ADVICE = (
    "Familienkompass", "Erziehungsberatung", "Frühe Hilfen", "Lebenswelten", "Anlaufstelle", "Anker",
    "Rückenwind", "Wegweiser", "Lotsenhaus", "Brückenschlag", "Ausblick",
)
_GREENS = (
    "Am Wäldchen", "Flussufer", "Drachenwiese", "Kletterberg", "Rosengarten", "Seilgarten", "Am Deich",
    "Piratenschiff", "Mühlenteich", "Weidentunnel", "Wasserturm", "Kastanienplatz", "Lindenplatz", "Südwiese",
    "Rollbahn", "Steinbruch", "Hügelland", "Sandkuhle", "Bachlauf", "Ziegelhof", "Obstwiese", "Schanze",
    "Windmühle", "Schäferwiese", "Alter Bahnhof", "Muschelbucht", "Dohlennest", "Kranichwiese",
)
# fmt: on
FACILITY_NAMES = {  # start of the key -> names, in an order that mixes kinds
    "KT": tuple(f"Kita {name}" for name in _KITAS),
    "GS": tuple(f"Grundschule {name}" for name in _PRIMARY),
    "WS": _SECONDARY,
    "JZ": tuple(f"Jugendzentrum {name}" for name in _CLUBS),
    "BS": tuple(f"Beratungsstelle {name}" for name in _ADVICE),
    "SP": tuple(f"Spielplatz {name}" for name in _GREENS),
}
