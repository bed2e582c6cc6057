"""Small maps that say where: the town with its areas as ways in, and one place within its town."""

import functools
from html import escape

from atlas.city import AreaInfo, City, Vintage
from atlas.components.drawing import Drawing
from atlas.components.parts import address
from atlas.view.paper import PaperMap, read_paper

MOST_SHAPES = 150  # more areas are too small to be pointed at


@functools.lru_cache(32)
def current(city: City, level: str) -> tuple[AreaInfo, ...]:
    """The areas that the level has today: those of its newest outlines, or of the last validity there is."""
    areas = city.areas[level]
    last = max((end for area in areas for _, end in area.windows), default=None)
    return tuple(area for area in areas if any(end == last for _, end in area.windows))


def way_in(city: City) -> str:
    """The level whose areas the town's map offers: Stadtteile, else the finest one that can still be pointed at."""
    levels = [info.id for info in city.levels[1:] if not info.own]
    fit = [level for level in levels if 1 < len(current(city, level)) <= MOST_SHAPES and drawn_today(city, level)]
    return "stadtteil" if "stadtteil" in fit else (fit or [city.top])[-1]


def drawn_today(city: City, level: str) -> bool:
    """Whether the outlines of a level are those of its areas today; some towns publish new keys before outlines."""
    vintage = newest(city, level)
    return vintage is not None and all(
        vintage.last >= end for area in current(city, level) for _, end in area.windows[-1:]
    )


def newest(city: City, level: str) -> Vintage | None:
    """The outlines of a level that are valid last."""
    return max((v for v in city.vintages if v.level == level), key=lambda v: v.last, default=None)


@functools.lru_cache(16)
def paper_of(city: City, level: str, number: int) -> PaperMap | None:
    """The drawing of an edition's outlines."""
    file = city.file(f"paper/{level}/{number}")
    return read_paper(file) if file else None


def town_map(city: City):
    """The whole town; every area leads to its profile by pointer (the page has the same links as text)."""
    level = way_in(city)
    vintage = newest(city, level)
    paper = paper_of(city, level, vintage.number) if vintage else None
    if paper is None:
        return None
    names = {area.key: area.name for area in current(city, level)}
    shapes = "".join(
        f'<path d="{path}" data-ziel="{escape(address("/profil", ebene=level, gebiete=key))}">'
        f"<title>{escape(names[key])}</title></path>"
        for key, path in paper.paths.items()
        if key in names
    )
    lines = "".join(
        f'<path class="{"rand" if name == city.top or name == "stadt" else "grenze"}" d="{path}"/>'
        for name, path in reversed(paper.borders.items())
    )
    said = f"Karte von {city.head.name}: {len(names)} {city.level(level).plural}"
    return Drawing(
        className="stadtkarte",
        markup=f'<svg viewBox="0 0 {paper.width:g} {paper.height:g}" role="img" aria-label="{escape(said)}" '
        f'lang="de"><g class="gebiete">{shapes}</g><g class="linien">{lines}</g></svg>',
    )


def place_map(city: City, level: str, keys: tuple[str, ...], vintage: Vintage | None):
    """Where the areas lie in the town: its outline and borders, the areas filled; None for levels without outlines."""
    paper = paper_of(city, level, vintage.number) if vintage else None
    if paper is None:
        return None
    chosen = "".join(f'<path class="gewaehlt" d="{paper.paths[k]}"/>' for k in keys if k in paper.paths)
    few = len(paper.paths) <= MOST_SHAPES
    around = "".join(f'<path class="andere" d="{p}"/>' for k, p in paper.paths.items() if k not in keys) if few else ""
    lines = "".join(
        f'<path class="{"rand" if name == "stadt" else "grenze"}" d="{path}"/>'
        for name, path in reversed(paper.borders.items())
        if few or name == "stadt" or len(path) < 60_000
    )
    names = ", ".join(a.name for a in city.areas[level] if a.key in keys[:3])
    return Drawing(
        className="lagekarte",
        markup=f'<svg viewBox="0 0 {paper.width:g} {paper.height:g}" role="img" '
        f'aria-label="{escape(f"Lage in {city.head.name}: {names}")}" lang="de">'
        f"{around}{chosen}<g class='linien'>{lines}</g></svg>",
    )
