"""Downloads: from a question (command line or address) to the bytes of one file, in any format of the family."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from atlas.city import City
from atlas.comparison import Comparison
from atlas.levels import finest
from atlas.numbers import period_text
from atlas.selection import Selection, read_query
from atlas.view import Profile, Table, View, lines_as_table, look, look_profile, look_table
from atlas.view.outlines import Outlines, look_outlines
from atlas.view.paper import PaperMap, look_paper
from atlas.view.values import fits
from atlas.view.vintage import no_crosswalk, refusals
from indicators.errors import WrongUse
from indicators.plugins import discover

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True)
class Download:
    """One file."""

    name: str
    mime: str
    content: bytes

    @property
    def quoted(self) -> str:
        """The name as an HTTP header takes it."""
        return quote(self.name)


Content = View | Profile | Table


PICTURES = ("svg", "png")
CHARTS = {
    "karte": "map",
    "streifen": "strip",
    "reihe": "series",
    "rangfolge": "ranking",
}  # word in the address -> chart


def write(city: City, kind: str, content: Content, chart: str = "karte") -> Download:
    """Write a View, Profile or Table in one format; `chart` says which picture of a View svg and png draw.

    WrongUse for formats and charts that do not exist, for formats that do not take the content, and for those of
    geographic software where the level has no outlines.
    """
    formats = discover("atlas.exports")
    if kind not in formats:
        raise WrongUse(f"Das Format „{kind}“ gibt es nicht; vorhanden sind: {', '.join(formats)}.")
    module = formats[kind]
    if not isinstance(content, module.ACCEPTS):
        said = {View: "eine Karte", Profile: "ein Profil", Table: "eine Tabelle"}[type(content)]
        raise WrongUse(f"Das Format „{kind}“ nimmt {said} nicht auf; wählen Sie ein anderes Format.")
    name = _name(content)
    if isinstance(content, View) and getattr(module, "OUTLINES", False):
        return Download(f"{name}{module.SUFFIX}", module.MIME, module.write(content, _outlines(city, kind, content)))
    paper = _paper(city, content)
    if kind not in PICTURES:
        return Download(f"{name}{module.SUFFIX}", module.MIME, module.write(content, paper))
    if chart not in CHARTS:
        raise WrongUse(f"Das Bild „{chart}“ gibt es nicht; vorhanden sind: {', '.join(CHARTS)}.")
    suffix = "" if chart == "karte" else f"-{chart}"
    return Download(f"{name}{suffix}{module.SUFFIX}", module.MIME, module.write(content, paper, CHARTS[chart]))


def _paper(city: City, content: Content) -> PaperMap | None:
    return None if isinstance(content, Table) else look_paper(city, content.vintage)


def _outlines(city: City, kind: str, view: View) -> Outlines:
    found = look_outlines(city, view.vintage)
    if found is None:
        mapped = ", ".join(info.plural for info in city.levels if info.has_map) or "keine"
        raise WrongUse(
            f"Für {view.level.plural} liegen für {period_text(view.period)} keine Umrisse vor, daher gibt es "
            f"keine Datei „{kind}“; wählen Sie eine Raumebene mit Umrissen ({mapped}) oder das Format xlsx oder csv."
        )
    return found


def _name(content: Content) -> str:
    """A file name that every system takes."""
    if isinstance(content, View):
        said = f"{content.indicator.id} {content.level.id} {content.period.iso}"
    elif isinstance(content, Profile):
        said = f"Profil {content.name}"
    else:
        said = f"Tabelle {content.level.plural}"
    plain = f"{content.stamp.town} {said}".translate(UMLAUTS)
    return f"{re.sub('[^A-Za-z0-9.-]+', '-', plain).strip('-.')[:80]}-Stand{content.stamp.edition}"


# --- by address ---------------------------------------------------------------------------------------------------


def make_from_query(city: City, kind: str, query: Mapping[str, str]) -> Download:
    """A download by its page's address; `inhalt` is karte, zeitreihe, profil or tabelle, `bild` one of CHARTS."""
    what = query.get("inhalt", "karte")
    if what == "profil":
        selection, _ = read_query(query, city)
        level = query.get("ebene") or selection.level
        keys = tuple(k for k in query.get("gebiete", "").split(",") if k)
        if not keys:
            level, keys = city.top, city.tree.keys[city.top][:1]
        content: Content = look_profile(
            city, level, keys, _asked_year(query), selection.indicators, selection.theme, selection.vintage
        )
    elif what == "tabelle":
        selection, _ = read_query(query, city)
        level = query.get("ebene") or selection.level
        chosen = selection.indicators or _all(city, level, selection.theme)
        content = look_table(city, level, chosen, _asked_year(query), selection.vintage)
    elif what == "zeitreihe":
        view = look(read_query(query, city)[0], city)
        content = view if kind in PICTURES else lines_as_table(view)
    else:
        content = look(read_query(query, city)[0], city)
    return write(city, kind, content, query.get("bild", "karte"))


def _asked_year(query: Mapping[str, str]) -> int | None:
    year = query.get("jahr", "")
    return int(year) if re.fullmatch("[0-9]{4}", year) else None


def _all(city: City, level: str, theme: str = "") -> tuple[str, ...]:
    return tuple(i.id for i in city.indicators() if level in city.levels_of(i.id) and theme in ("", i.theme))


# --- by command line ----------------------------------------------------------------------------------------------


def export(
    city: City,
    kind: str,
    output: Path,
    area: str = "",
    level: str = "",
    indicators: tuple[str, ...] = (),
    period: str = "",
    vintage: str = "",
) -> list[Path]:
    """Write files for the command line; returns their paths.

    pdf: the profile of `area`; with `level` one PDF for every area of it into the folder `output`; else the whole city.
    xlsx, csv: the profile of `area`, else a table of `level`. svg, png, geojson, gpkg: the map of one indicator.
    All stand on the areas of `vintage`, where one is named.
    """
    for indicator in indicators:
        city.indicator(indicator)
    if level:
        city.level(level)
    files = list(_contents(city, kind, area, level, indicators, period, vintage))
    made = [write(city, kind, content) for content in files]
    if len(made) == 1 and not output.is_dir():
        return [_save(output, made[0])]
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(f"{output}: Der Ordner kann nicht angelegt werden ({error.strerror}).") from None
    return [_save(output / one.name, one) for one in made]


def _save(path: Path, made: Download) -> Path:
    try:
        path.write_bytes(made.content)
    except OSError as error:
        raise WrongUse(f"{path}: Die Datei kann nicht geschrieben werden ({error.strerror}).") from None
    return path


def _contents(
    city: City, kind: str, area: str, level: str, indicators: tuple[str, ...], period: str, vintage: str
) -> Iterator[Content]:
    module = discover("atlas.exports").get(kind)
    if module is not None and set(module.ACCEPTS) == {View}:
        yield look(_map(city, area, level, indicators, period, vintage), city)
        return
    year = _year(city, indicators, period)
    if kind == "pdf" and level:
        compared = _compared(city, level, vintage)
        day = compared.last if compared else dt.date(year, 12, 31) if year else dt.date.max
        for one in city.areas[level]:
            if any(first <= day <= last for first, last in one.windows):
                yield look_profile(city, level, (one.key,), year, indicators, vintage=vintage)
    elif kind == "pdf" or area:
        found, key = place(city, area) if area else (city.top, city.tree.keys[city.top][0])
        _compared(city, found, vintage)
        yield look_profile(city, found, (key,), year, indicators, vintage=vintage)
    else:
        found = level or finest(city.levels)
        _compared(city, found, vintage)
        yield look_table(city, found, indicators or _all(city, found), year, vintage)


def _compared(city: City, level: str, vintage: str) -> Comparison | None:
    """What is said of the level on the areas of `vintage`; WrongUse where it is not there on them."""
    if missing := no_crosswalk(city, city.level(level), vintage):
        raise WrongUse(missing.partition(";")[0] + "; lassen Sie --vintage weg.")
    return city.comparison(level, vintage) if vintage else None


def _map(city: City, area: str, level: str, indicators: tuple[str, ...], period: str, vintage: str) -> Selection:
    found, key = place(city, area) if area else (level, "")
    query = {"indikator": indicators[0] if indicators else "", "ebene": found, "gebiete": key, "gebietsstand": vintage}
    selection, notices = read_query({k: v for k, v in query.items() if v}, city)
    indicator, info = city.indicator(selection.indicator), city.level(selection.level)
    notices = (*notices, *refusals(city, selection, indicator, info))
    if notices:
        raise WrongUse(" ".join(notices))
    if period:
        there = city.periods(selection.indicator, selection.level, selection.vintage)
        matching = [p for p in there if fits(p, period)]
        if not matching:
            known = ", ".join(p.iso for p in there)
            raise WrongUse(f"Für den Zeitbezug „{period}“ liegen keine Werte vor; vorhanden: {known}.")
        selection = replace(selection, period=matching[-1].iso)
    return selection


def place(city: City, area: str) -> tuple[str, str]:
    """Level and key of `KEY` or `LEVEL:KEY`; WrongUse when there is none, or one on several levels."""
    level, _, key = area.rpartition(":")
    if level:
        city.level(level)
    found = [lv for lv in city.row if key in city.row[lv] and level in ("", lv)]
    if not found:
        raise WrongUse(f"Das Gebiet „{area}“ gibt es in {city.head.name} nicht; „atlas values“ nennt die Schlüssel.")
    if len(found) > 1:
        ways = " oder ".join(f"{lv}:{key}" for lv in found)
        raise WrongUse(f"Das Gebiet „{key}“ gibt es auf mehreren Ebenen; schreiben Sie {ways}.")
    return found[0], key


def _year(city: City, indicators: tuple[str, ...], period: str) -> int | None:
    if not period:
        return None
    asked = indicators or tuple(i.id for i in city.indicators())
    known = {p for indicator in asked for level in city.levels_of(indicator) for p in city.periods(indicator, level)}
    for found in sorted(known):
        if fits(found, period):
            return found.year
    years = ", ".join(str(year) for year in sorted({p.year for p in known}))
    raise WrongUse(f"Für den Zeitbezug „{period}“ liegen keine Werte vor; vorhanden sind Werte aus {years}.")
