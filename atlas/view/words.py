"""German sentences for views: titles that say what, per what, where, when; readings; sources; rank bands."""

import datetime as dt
from functools import lru_cache
from urllib.parse import quote, urlencode

from atlas.city import City
from atlas.levels import LevelInfo
from atlas.numbers import FLAG_SIGNS, date_text, period_text, signed, text
from atlas.view.legend import is_circle
from atlas.view.model import Cell, Stamp
from indicators.model import Flag, Indicator, Period

NOTICE = "Intern – nicht zur Veröffentlichung"
PUBLIC = "Öffentliche Ausgabe – kleine Zahlen sind geheim"
ROUNDED = "Öffentliche Ausgabe – Zahlen auf {base} gerundet"
INVENTED = "Erfundene Stadt: Alle Namen und Zahlen sind frei erfunden."


def stamp(city: City) -> Stamp:
    """The stamp of an edition."""
    made = dt.datetime.fromisoformat(city.edition.made_at).date()
    invented = INVENTED if city.head.invented else ""
    base = rounding(city)
    notice = (ROUNDED.format(base=base) if base else PUBLIC) if city.public else NOTICE
    return Stamp(
        city.head.name,
        city.head.title,
        city.edition.number,
        date_text(made),
        notice,
        invented,
        secrecy(city),
        city.public,
        city.head.address.rstrip("/"),
    )


def cite(city: City, what: str, asked: str) -> str:
    """Where what a page shows (`karte`, `profil` ...) can be seen again with the numbers of this edition."""
    return f"{city.head.address.rstrip('/')}/bericht?inhalt={what}&{asked}&stand={city.edition.number}"


def asked_for(**parts: str | int | None) -> str:
    """Parts of an address that say something, commas readable."""
    return urlencode([(name, str(said)) for name, said in parts.items() if said], quote_via=quote, safe=",")


def rules_of(city: City) -> tuple[str, ...]:
    """Who set the rules that hide numbers: those that ran for a public edition, or that bind inside the house."""
    release = city.edition.content.get("release")
    if isinstance(release, dict):
        return tuple(release.get("rules", ()))
    return tuple(sorted({i.rules.source for i in city.indicators()} - {""}))


@lru_cache(16)
def secrecy(city: City) -> str:
    """The Geheimhaltungsvermerk: that small numbers are hidden, and who set the rules."""
    names = dict.fromkeys(rule.partition(":")[0].strip() for rule in rules_of(city))
    if not names:
        return ""
    hidden = "Kleine Zahlen und solche, die sie verraten würden," if city.public else "Kleine Zahlen"
    return f"Geheimhaltung: {hidden} sind geheim nach den Regeln von {'; '.join(names)}."


def rounding(city: City) -> int:
    """What the counts of a public edition are rounded to multiples of; 0: they are as they are."""
    release = city.edition.content.get("release")
    return int(release["known"].get("rounding", 0)) if isinstance(release, dict) else 0


def title(indicator: Indicator, level: str, city: City, period: Period) -> str:
    """What, where, when: the headline of a map."""
    where = city.head.name if level == city.top else f"{city.head.name} nach {dative(city.level(level).plural)}"
    return f"{indicator.title} in {where}, {period_text(period)}"


def dative(plural: str) -> str:
    """The dative of a level's plural.

    >>> dative("Stadtteile"), dative("Statistische Bezirke"), dative("Quartiers")
    ('Stadtteilen', 'Statistischen Bezirken', 'Quartiers')
    """
    *adjectives, last = plural.split(" ")
    ended = last if last.endswith(("n", "s")) or last.lower().endswith("stadt") else f"{last}n"
    return " ".join((*(f"{word}n" if word.endswith("e") else word for word in adjectives), ended))


def subtitle(indicator: Indicator, deviation: bool) -> str:
    """Unit and per what."""
    repeated = indicator.per.startswith(indicator.unit) or indicator.unit.startswith("je ")
    said = ", ".join(part for part in ("" if repeated and indicator.per else indicator.unit, indicator.per) if part)
    return f"Abweichung vom Wert der Stadt ({difference_unit(indicator)})" if deviation else said


def difference_unit(indicator: Indicator) -> str:
    """Percentages differ by Prozentpunkte, never by per cent."""
    return "Prozentpunkte" if indicator.unit == "%" else indicator.unit


def difference(indicator: Indicator, cell: Cell, reference: Cell) -> str:
    """Printed difference of two printed values' unrounded numbers; empty where either has none."""
    if cell.value is None or reference.value is None or is_circle(indicator):
        return ""
    said = signed(cell.value - reference.value, indicator.decimals)
    unit = short_unit(indicator)
    return f"{said} {unit}" if unit else said


def short_unit(indicator: Indicator) -> str:
    """What stands behind a difference where there is little room."""
    return "Pp." if indicator.unit == "%" else ""


def source(city: City, indicator: Indicator, level: str) -> str:
    """Who delivered the numbers, with licences; and whose areas they stand on, where people made them."""
    made = own_mark(city.level(level))
    return f"Quelle: {'; '.join(city.sources_of(indicator))}{f'; {made}' if made else ''}"


def own_mark(level: LevelInfo) -> str:
    """Who made the areas of a level (not in public), and that they need not be the town; "" for its own division."""
    if level.own is None:
        return ""
    part = "" if level.own.covers else ", nicht die ganze Stadt"
    made = f", angelegt von {level.own.by} am {date_text(level.own.on)}" if level.own.by else ""
    return f"eigene Gebiete{made}{part}"


def reading(indicator: Indicator, cell: Cell, period: Period, city: Cell | None, decimals: int) -> str:
    """One sentence a councillor can read out: area, time, the Aussage, the counts, the city value."""
    if cell.value is None:
        return f"{cell.name}, {period_text(period)}: {indicator.title} – {cell.why}."
    said = indicator.statement.replace("{value}", text(cell.value, decimals)).rstrip(".")
    said_of = [cell.counts if indicator.denominator else "", *marks(cell)]
    counts = f" ({', '.join(part for part in said_of if part)})" if any(said_of) else ""
    compare = ""
    if city is not None and city.key != cell.key and city.value is not None and indicator.denominator:
        compare = f"; in der ganzen Stadt: {text(city.value, decimals, indicator.unit)}"
    return f"{cell.name}, {period_text(period)}: {said}{counts}{compare}."


def marks(cell: Cell) -> list[str]:
    """What is remarked on a value, in words: vorläufig, berichtigt, geschätzt, gerundet."""
    said = (Flag.provisional, Flag.revised, Flag.estimated, Flag.rounded)
    return [*(FLAG_SIGNS[flag].word for flag in said if cell.flags & flag), *([cell.guessed] if cell.guessed else [])]


def not_together(indicator: Indicator) -> str:
    """Why several areas have no common value."""
    return f"{indicator.short}: ohne Zähler und Nenner geliefert, daher nicht für mehrere Gebiete zusammen berechenbar."


def first_lines(most: int, of: int) -> str:
    """Why a time series does not show all chosen areas."""
    return f"Die Zeitreihe zeigt die ersten {most} der {of} ausgewählten Gebiete."


def band(rank: int, of: int, plural: str) -> str:
    """A quarter, never a place: `im obersten Viertel von 32 Stadtteilen` (by value, not by merit)."""
    quarter = min(int(4 * (rank - 1) / of), 3)
    names = ("im obersten Viertel", "im oberen Mittelfeld", "im unteren Mittelfeld", "im untersten Viertel")
    return f"{names[quarter]} von {of} {dative(plural)}"
