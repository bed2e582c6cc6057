"""What a visitor asked for, and its address: a Selection equals the query of a URL.

Unknown or outdated parts of an address never break a page: they fall back to the nearest thing that exists,
with a sentence that says so.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from atlas.city import City
from atlas.comparison import TODAY
from atlas.numbers import date_text
from indicators.model import Period

SCHEMES = {
    "quantile": "quantiles",
    "gleich": "equal",
    "natuerlich": "jenks",
    "streuung": "stdmean",
    "rund": "pretty",
    "eigene": "own",
}  # word in the address -> scheme of indicators.classes
SCHEME_TITLES = {
    "quantiles": "Gleich viele Gebiete je Klasse (Quantile)",
    "equal": "Gleiche Klassenbreite",
    "jenks": "Natürliche Grenzen (Fisher-Jenks)",
    "stdmean": "Mittelwert und Standardabweichung",
    "pretty": "Runde Grenzen",
    "own": "Eigene Grenzen",
}
AS_DELIVERED = "wie_geliefert"  # every number on the areas of its time
MOST_AREAS = 10  # lines in one time series
MOST_SELECTED = 500  # areas that an address names
MOST_BREAKS = 12  # own classes


@dataclass(frozen=True)
class Selection:
    """One question: which indicator, where, when, drawn how."""

    indicator: str
    level: str
    period: str  # Period.iso
    areas: tuple[str, ...] = ()  # chosen keys of the level
    scheme: str = "quantiles"
    classes: int = 5
    breaks: tuple[float, ...] = ()  # upper bounds of own classes
    common: bool = True  # classes over all years, so that colours compare between years
    deviation: bool = False  # difference from the city value instead of the value
    intervals: bool = False
    indicators: tuple[str, ...] = ()  # columns of the table; sections of a profile
    theme: str = ""
    facilities: tuple[str, ...] = ()  # types of facilities on the map
    vintage: str = ""  # as delivered, or the word of a Comparison: on whose areas numbers stand

    def query(self) -> str:
        """The address's query; parts that equal the default are left out, order is fixed."""
        words = {scheme: word for word, scheme in SCHEMES.items()}
        parts = [("indikator", self.indicator), ("ebene", self.level), ("zeit", self.period)]
        parts += [("gebiete", ",".join(self.areas))] if self.areas else []
        parts += [("klassen", words[self.scheme])] if self.scheme != "quantiles" else []
        parts += [("anzahl", str(self.classes))] if self.classes != 5 else []
        parts += [("grenzen", ",".join(_written(b) for b in self.breaks))] if self.breaks else []
        parts += [("bezug", "jahr")] if not self.common else []
        parts += [("abweichung", "1")] if self.deviation else []
        parts += [("spanne", "1")] if self.intervals else []
        parts += [("orte", ",".join(self.facilities))] if self.facilities else []
        parts += [("indikatoren", ",".join(self.indicators))] if self.indicators else []
        parts += [("thema", self.theme)] if self.theme else []
        parts += [("gebietsstand", self.vintage)] if self.vintage else []
        return urlencode(parts, quote_via=quote, safe=",")


def read_query(query: Mapping[str, str], city: City) -> tuple[Selection, tuple[str, ...]]:
    """The selection of an address and the sentences that say what was not understood or does not exist."""
    notices: list[str] = []
    indicator = _indicator(query, city, notices)
    level = _level(query, city, indicator, notices)
    vintage = _vintage(query.get("gebietsstand", ""), city, level, notices)
    newest = city.newest(indicator, level, vintage=vintage)
    period = _period(query, city.periods(indicator, level, vintage), newest.iso if newest else "", notices)
    keys = [k for k in query.get("gebiete", "").split(",") if k]
    areas = tuple(dict.fromkeys(k for k in keys if k in city.row.get(level, {})))
    lost = [k for k in keys if k not in areas]
    if lost:
        notices.append(f"Diese Gebiete gibt es auf der Ebene {city.level(level).name} nicht: {', '.join(lost[:5])}.")
    together = query.get("zusammen") == "1"
    if len(areas) > MOST_SELECTED and not together:
        notices.append(f"Ausgewählt sind die ersten {MOST_SELECTED} von {len(areas)} Gebieten.")
        areas = areas[:MOST_SELECTED]
    scheme = _scheme(query.get("klassen", "") or "quantile", notices)
    said = len(notices)
    breaks = _numbers(query.get("grenzen", ""), notices)
    if scheme == "own" and not breaks:
        scheme = "quantiles"
        if len(notices) == said:
            notices.append("Eigene Klassen brauchen Grenzen, zum Beispiel 5,10,12.5; gezeigt werden Quantile.")
    chosen = tuple(i for i in query.get("indikatoren", "").split(",") if i and city.levels_of(i))
    theme = query.get("thema", "")
    return (
        Selection(
            indicator,
            level,
            period,
            areas,
            scheme,
            _between(query.get("anzahl", "5"), 3, 7),
            breaks,
            query.get("bezug") != "jahr",
            query.get("abweichung") == "1",
            query.get("spanne") == "1",
            chosen,
            theme if theme in city.catalogue.themes else "",
            _facilities(query.get("orte", ""), city, notices),
            vintage,
        ),
        tuple(notices),
    )


def _indicator(query: Mapping[str, str], city: City, notices: list[str]) -> str:
    wanted = query.get("indikator", "")
    if wanted in city.catalogue.indicators and city.levels_of(wanted):
        return wanted
    mapped = {info.id for info in city.levels if info.has_map}
    ratios = [i for i in city.indicators() if city.method(i).NEEDS_DENOMINATOR and mapped & set(city.levels_of(i.id))]
    first = next((i for i in ratios if i.id == "ant_u18"), (ratios or city.indicators())[0])
    if wanted:
        notices.append(f"Den Indikator „{wanted}“ gibt es hier nicht; gezeigt wird: {first.title}.")
    return first.id


def _level(query: Mapping[str, str], city: City, indicator: str, notices: list[str]) -> str:
    there = city.levels_of(indicator)
    wanted = query.get("ebene", "")
    if wanted in there:
        return wanted
    mapped = [info.id for info in city.levels if info.id in there and info.has_map and info.id != city.top]
    best = "stadtteil" if "stadtteil" in mapped else (mapped or list(there))[-1]
    if wanted:
        known = {info.id: info.name for info in city.levels}
        said = known.get(wanted, wanted)
        notices.append(f"Auf der Ebene „{said}“ liegt dieser Indikator nicht vor; gezeigt wird: {known[best]}.")
    return best


def _scheme(word: str, notices: list[str]) -> str:
    if word not in SCHEMES:
        notices.append(f"Die Klassenbildung „{word}“ gibt es nicht; gezeigt werden Quantile.")
    return SCHEMES.get(word, "quantiles")


def _period(query: Mapping[str, str], periods: tuple[Period, ...], newest: str, notices: list[str]) -> str:
    wanted = query.get("zeit", "")
    for period in periods:
        if wanted == period.iso:
            return wanted
    same_year = [p for p in periods if wanted[:4] == str(p.year)]
    best = same_year[-1].iso if same_year else newest
    if wanted and not same_year:
        notices.append(f"Für „{wanted}“ liegen keine Werte vor; gezeigt wird {best}.")
    return best


def _facilities(text: str, city: City, notices: list[str]) -> tuple[str, ...]:
    """The types that the address names, in alphabetical order; `alle` are all. A type may have commas in its name."""
    known = tuple(sorted({f["type"] for f in city.facilities}))
    if text == "alle":
        return known
    wanted = tuple(kind for kind in known if f",{kind}," in f",{text},")
    named = {part for kind in wanted for part in kind.split(",")}
    lost = [part for part in text.split(",") if part and part not in named]
    if lost:
        notices.append(f"Diese Arten von Einrichtungen gibt es hier nicht: {', '.join(lost[:5])}.")
    return wanted


def read_vintage(query: Mapping[str, str], city: City, level: str) -> tuple[str, tuple[str, ...]]:
    """Of an address only whose areas it names, and what is to be said of that."""
    notices: list[str] = []
    return _vintage(query.get("gebietsstand", ""), city, level, notices), tuple(notices)


def _vintage(word: str, city: City, level: str, notices: list[str]) -> str:
    """Whose areas the address names: the newest, or those that were valid until a day."""
    known = list(dict.fromkeys((TODAY, *(c.word for c in city.comparisons))))
    if word in ("", AS_DELIVERED, *known):
        return "" if word == AS_DELIVERED else word
    allowed = ", ".join((AS_DELIVERED, *known))
    said = f"Den Gebietsstand „{word}“ gibt es nicht; erlaubt sind {allowed}. Gezeigt wird, wie geliefert."
    for day in sorted({day for c in city.comparisons if c.level == level for day in c.one_way}):
        if word == (day - dt.timedelta(days=1)).isoformat():
            said = (
                f"Auf den Gebietsstand vor dem {date_text(day)} lässt sich nicht umrechnen: Der Umsteigeschlüssel "
                "nennt nur Anteile der alten Gebiete. Gezeigt wird, wie geliefert."
            )
    notices.append(said)
    return ""


def _between(text: str, least: int, most: int) -> int:
    return min(max(int(text), least), most) if text.isascii() and text.isdecimal() else 5


def _numbers(text: str, notices: list[str]) -> tuple[float, ...]:
    try:
        found = sorted({float(part) for part in text.split(",") if part})
    except ValueError:
        notices.append(f"Die Klassengrenzen „{text}“ sind keine Zahlen; erlaubt sind Zahlen wie 5,10,12.5.")
        return ()
    return tuple(n for n in found if abs(n) < float("inf"))[:MOST_BREAKS]


def _written(number: float) -> str:
    """A number as an address has it; reading it gives the same number."""
    return repr(number).removesuffix(".0")
