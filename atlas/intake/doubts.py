"""What a person should ask before a file counts: the implausible, sums that differ, unknown keys; German."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, Final

from atlas.intake.acceptance import Preview
from atlas.numbers import text
from atlas.recipe import needed
from indicators.wording import counted, exact

SHOWN: Final = 5  # cases of one kind that are spelled out
CONCEPT: Final = "concept"  # the rule of indicators whose parts count different residents
SUMS: Final = "totals"  # the rule whose findings `_sums` says with its numbers


def doubts(seen: Preview) -> Iterator[str]:
    """A sentence each, the gravest kind first."""
    yield from _implausible(seen)
    yield from _sums(seen)
    yield from _concepts(seen)
    yield from _areas(seen)


def _concepts(seen: Preview) -> Iterator[str]:
    """Residents that look like those of another concept; indicators of the file that divide by other residents."""
    named = seen.made.content.catalogue.variables
    for one in seen.apart:
        more = one.percent > 0
        said = f"{text(abs(one.percent), 1, '%')} {'über' if more else 'unter'}"
        beside = "den bisherigen" if one.other == one.variable else f"„{named[one.other].title}“"
        since = beside if one.before == one.period else f"{beside} vom {one.before}"
        ask = "Sind Nebenwohnungen mitgezählt" if more else "Sind nur Hauptwohnungen gezählt"
        yield (
            f"Bevölkerungsbegriff: {one.variable}, {one.level}, {one.period}: Die Werte liegen zusammen {said} {since} "
            f"({one.population}), in {one.areas} von {one.of} Gebieten. {ask}? Dann ist es ein anderes Merkmal"
        )
    mine = set(seen.reading.observations.variables)
    for found in seen.made.findings:
        if found.check == CONCEPT:
            indicator = seen.made.content.catalogue.indicators[found.subject]
            if needed(indicator) & mine:
                yield f"Bevölkerungsbegriff: {found.subject}: {found.sentence}"


def _sums(seen: Preview) -> Iterator[str]:
    """Delivered totals beside the sum of their parts: what differs, and what was found alike."""
    plural = {level.id: level.plural for level in seen.made.content.levels}
    differing = [(one, d) for one in seen.totals for d in one["differences"]]
    differing.sort(key=lambda found: -abs(found[1]["beyond"]) / max(abs(found[1]["delivered"]), 1) ** 0.5)
    for one, d in differing[:SHOWN]:
        rest = f", dazu {exact(d['residual'])} nicht zuzuordnen" if d["residual"] else ""
        yield (
            f"Summe: {one['variable']}, {one['level']} {d['key']}, {d['period']}: geliefert sind "
            f"{exact(d['delivered'])}, die {plural[one['parts']]} ergeben zusammen {exact(d['sum'])}{rest}; "
            f"{_apart(d['beyond'])}"
        )
    apart = sum(one["compared"] - one["equal"] for one in seen.totals)
    if apart > SHOWN:
        yield f"Weitere {counted(apart - SHOWN, 'Summe weicht', 'Summen weichen')} in diesen Zeiträumen ab"
    if compared := sum(one["compared"] for one in seen.totals):
        equal = compared - apart
        alike = "alle gleich" if not apart else "keine gleich" if not equal else f"davon {exact(equal)} gleich"
        yield f"Summen: {exact(compared)} mit ihren Teilen verglichen, {alike}"
    if incomplete := sum(one["incomplete"] for one in seen.totals):
        yield f"{counted(incomplete, 'Summe ist', 'Summen sind')} nicht zu prüfen: Teile haben keine Zahl"


def _apart(beyond: Any) -> str:
    if beyond < 0:
        return f"die Teile sind um {exact(-beyond)} größer als das Ganze"
    return f"{exact(beyond)} fehlen in den Teilen"


def _implausible(seen: Preview) -> Iterator[str]:
    """What the plausibility rules find in the periods and areas of this file, the gravest first."""
    o = seen.reading.observations
    periods, mine, areas = {period.iso for period in o.periods}, set(o.variables), {"", *o.areas}
    doubts = (f for f in seen.made.findings if f.severity != "note")
    found = [f for f in doubts if f.period in periods and f.area in areas and f.check != SUMS]
    found.sort(key=lambda f: (f.subject not in mine, f.order))
    for one in found[:SHOWN]:
        yield f"Unplausibel: {one.place}: {one.sentence}"
    if len(found) > SHOWN:
        yield f"Weitere {len(found) - SHOWN} Befunde in diesen Zeiträumen; atlas check CITY --data nennt alle"


def _areas(seen: Preview) -> Iterator[str]:
    """Keys that the town does not know, with the nearest ones; its areas of today that the file leaves out."""
    o = seen.reading.observations
    for code, level in enumerate(o.levels):
        there = {area.key: area for area in seen.made.content.areas.get(level, ())}
        mine = {o.areas[a] for a in set(o.area[o.level == code].tolist())}
        for key in sorted(mine - there.keys())[:SHOWN]:
            near = get_close_matches(key, there, 3, 0.5)
            said = f"; am nächsten: {', '.join(f'{k} {there[k].name}' for k in near)}" if near else ""
            yield f"Schlüssel ohne Gebiet: {level} {key}{said}; seine Werte zählen zu keinem Gebiet"
        if len(mine - there.keys()) > SHOWN:
            yield f"Weitere {len(mine - there.keys()) - SHOWN} Schlüssel der Ebene {level} haben kein Gebiet"
        last = max((end for area in there.values() for _, end in area.windows), default=None)
        today = [area for area in there.values() if any(end == last for _, end in area.windows)]
        if lacking := [area.name for area in today if area.key not in mine]:
            more = " …" if len(lacking) > SHOWN else ""
            named = ", ".join(lacking[:SHOWN]) + more
            yield f"Ohne Wert in dieser Datei: {len(lacking)} Gebiete der Ebene {level} ({named})"
