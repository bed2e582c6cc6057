"""What the browser knows of a town on Erkunden: the state that is the address, and what there is to choose from."""

from collections import Counter
from urllib.parse import parse_qsl

from atlas.city import City
from atlas.components.choosers import folded, vintage_options
from atlas.components.stage import facility_looks, map_styles
from atlas.numbers import period_text
from atlas.selection import AS_DELIVERED, MOST_AREAS, MOST_BREAKS, MOST_SELECTED, SCHEMES, Selection, read_query


def state_of(selection: Selection) -> dict[str, object]:
    """A selection as the browser keeps it; assets/erkunden.js writes it back into the address."""
    words = {scheme: word for word, scheme in SCHEMES.items()}
    said = dict(parse_qsl(selection.query()))
    return {
        "indikator": selection.indicator,
        "ebene": selection.level,
        "zeit": selection.period,
        "gebiete": list(selection.areas),
        "klassen": words[selection.scheme],
        "anzahl": selection.classes,
        "grenzen": said.get("grenzen", ""),
        "bezug": "alle" if selection.common else "jahr",
        "abweichung": selection.deviation,
        "spanne": selection.intervals,
        "orte": list(selection.facilities),
        "gebietsstand": selection.vintage,
    }


def selection_of(city: City, state: dict[str, object]) -> tuple[Selection, tuple[str, ...]]:
    """The selection of a browser's state, and the notices of reading it as an address."""
    query = {k: str(v) for k, v in state.items() if isinstance(v, str | int) and not isinstance(v, bool)}
    for name in ("gebiete", "orte"):
        members = state.get(name)
        query[name] = ",".join(str(one) for one in members) if isinstance(members, list) else ""
    query |= {k: "1" for k in ("abweichung", "spanne") if state.get(k)}
    return read_query(query, city)


def knowledge(city: City) -> dict[str, object]:
    """Which levels and periods an indicator has (periods as places in one list), the areas, outlines, signs, limits."""
    moved = {
        (indicator, comparison): city.periods(indicator, comparison.level, comparison.word)
        for comparison in city.comparisons
        for indicator in city.catalogue.indicators
        if city.standing(indicator, comparison.level, comparison.word)
    }
    periods = sorted({p for found in (*city.index.values(), *moved.values()) for p in found})
    place = {p: i for i, p in enumerate(periods)}
    levels: dict[str, dict[str, list[int]]] = {}
    for info in city.levels:
        for indicator in city.catalogue.indicators:
            if (indicator, info.id) in city.index:
                found = [place[p] for p in city.index[indicator, info.id]]
                levels.setdefault(indicator, {})[info.id] = found
    for (indicator, comparison), there in moved.items():
        levels[indicator][comparison.stored] = [place[p] for p in there]
    return {
        "edition": city.edition.number,
        "perioden": [[p.iso, period_text(p), p.end.isoformat()] for p in periods],
        "ohne_n": [i.id for i in city.indicators() if not i.denominator],
        "ebenen": [
            {"label": info.label, "value": info.id, "mehrere": info.plural, "karte": info.has_map}
            for info in city.levels
        ],
        "vorhanden": levels,
        "gebiete": {info.id: area_names(city, info.id) for info in city.levels},
        "staende": [
            {"ebene": v.level, "nummer": v.number, "von": v.first.isoformat(), "bis": v.last.isoformat()}
            | {"grenzen": [[v.bounds[0], v.bounds[1]], [v.bounds[2], v.bounds[3]]]}
            for v in city.vintages
        ],
        "vergleiche": {
            c.stored: drawn.number for c in city.comparisons if (drawn := city.vintage(c.level, c.last)) is not None
        },
        "gebietsstaende": {
            info.id: [{"label": said, "value": word} for word, said in options]
            for info in city.levels
            if (options := vintage_options(city, info.id))
        },
        "eigene": not city.public,  # a public atlas leads to no page of the house
        "wie_geliefert": AS_DELIVERED,
        "zeichen": map_styles(),
        "orte": facility_looks(city),
        "titel": city.head.title,
        "anfang": state_of(read_query({}, city)[0]),
        "grenzwerte": {"gebiete": MOST_SELECTED, "linien": MOST_AREAS, "klassen": MOST_BREAKS},
    }


def area_names(city: City, level: str) -> list[list[str]]:
    """[key, name] of every area of a level in the order of its keys; names that several have get their key."""
    areas = city.areas[level]
    often = Counter(area.name for area in areas)
    return [[a.key, a.name if often[a.name] == 1 else f"{a.name} ({a.key})"] for a in areas]


def indicator_entries(city: City) -> list[dict[str, str]]:
    """One entry an indicator: title, a note on theme, years and levels, and what the search looks through."""
    entries = []
    for indicator in city.indicators():
        levels = city.levels_of(indicator.id)
        years = sorted({p.year for lv in levels for p in city.periods(indicator.id, lv)})
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        names = ", ".join(city.level(lv).name for lv in levels)
        theme = city.catalogue.themes[indicator.theme].title
        words = f"{indicator.title} {indicator.short} {theme} {indicator.id} {indicator.age}"
        entries.append(
            {
                "value": indicator.id,
                "label": indicator.title,
                "note": f"{theme} · {span} · {names}",
                "search": folded(words),
                "theme": indicator.theme,
                "tier": indicator.tier,
            }
        )
    return entries
