"""What chapters ask with: one edition, one area (or several, or the town), and what earlier chapters have shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from atlas.city import City
from atlas.levels import LevelInfo, finest
from atlas.reports.document import Paragraph, Picture
from atlas.reports.template import default_titles
from atlas.reports.texts import Edited
from atlas.selection import Selection
from atlas.view import Profile, ProfileRow, View, look, look_profile
from atlas.view.paper import look_paper
from indicators.plugins import discover


@dataclass(frozen=True)
class Ask:
    """The subject of a paper."""

    city: City
    level: str
    keys: tuple[str, ...]
    year: int | None  # newest numbers up to it
    status: str
    template: str  # its title
    edited: Mapping[str, Edited] = field(default_factory=dict)  # place -> text that people put there
    address: str = ""
    selection: Selection | None = None  # how a page shows it: classes, period, areas of one vintage
    pictures: tuple[Picture, ...] = ()  # of the chapters before
    indicators: tuple[str, ...] = ()  # that the chapters before have shown, in order
    chapter: str = ""  # id of the one that asks
    sources: tuple[str, ...] = ()  # of the chapters before
    _profiles: dict[tuple[str, ...], Profile] = field(default_factory=dict)  # what was looked at already

    @property
    def town(self) -> bool:
        """Whether the paper is about the whole town."""
        return self.level == self.city.top

    @property
    def known(self) -> frozenset[str]:
        """Indicators that the town has values for."""
        return frozenset(self.city.catalogue.indicators)

    @property
    def city_wide(self) -> tuple[str, ...]:
        """One indicator that every town has, for a profile that is only asked for its words."""
        return ("bev_insg",) if "bev_insg" in self.known else (self.city.indicators()[0].id,)

    def profile(self, indicators: tuple[str, ...] = ()) -> Profile:
        """The profile of the subject with these indicators, or all."""
        if indicators not in self._profiles:
            self._profiles[indicators] = look_profile(
                self.city, self.level, self.keys, self.year, indicators, vintage=self.vintage
            )
        return self._profiles[indicators]

    @property
    def vintage(self) -> str:
        """The areas that numbers stand on: those of the page, else as delivered."""
        return self.selection.vintage if self.selection else ""

    def level_of(self, wanted: str) -> LevelInfo:
        """The level that a map or a table is of: the named one, that of the area, or the finest with a map."""
        return self.city.level(wanted or (finest(self.city.levels) if self.town else self.level))


def chosen_ids(ask: Ask, indicators: tuple[str, ...], themes: tuple[str, ...], tier: str) -> tuple[str, ...]:
    """The indicators that a chapter names: one by one, by theme, by tier; all of the town where it names none."""
    if indicators:
        return indicators
    return tuple(
        one.id
        for one in ask.city.indicators()
        if (not themes or one.theme in themes) and (not tier or one.tier == tier)
    )


def rows_of(ask: Ask, ids: tuple[str, ...]) -> tuple[list[ProfileRow], list[str]]:
    """The rows of the subject in the order asked for, and the titles of those that there is nothing of."""
    there = tuple(one for one in ids if one in ask.city.catalogue.indicators)
    rows = {}
    if there:
        rows = {row.indicator.id: row for _, section in ask.profile(there).sections for row in section}
    lost = [one for one in ids if one not in rows]
    return [rows[one] for one in ids if one in rows], [title_of(ask, one) for one in lost]


def title_of(ask: Ask, indicator: str) -> str:
    """The title of an indicator, also of one that the town has no data for."""
    known = ask.city.catalogue.indicators.get(indicator)
    return known.title if known else default_titles().get(indicator, f"„{indicator}“")


def without(lost: Iterable[str], ask: Ask) -> list[Paragraph]:
    """One sentence on what there is nothing of; none where nothing is lost."""
    named = ", ".join(lost)
    where = ask.profile(ask.city_wide).name
    return [Paragraph(f"Für {where} liegen dazu keine Werte vor: {named}.", "gap")] if named else []


def view_of(
    ask: Ask, indicator: str, level: str = "", year: int = 0, chosen: bool = True, **drawn: object
) -> View | Paragraph:
    """The View of an indicator at a level, with the subject's areas chosen; a gap where there is none."""
    city, info = ask.city, ask.level_of(level)
    if indicator not in city.catalogue.indicators or info.id not in city.levels_of(indicator):
        return Paragraph(f"{title_of(ask, indicator)}: Für {info.plural} liegen keine Werte vor.", "gap")
    own = ask.selection if ask.selection and ask.selection.indicator == indicator and not year else None
    if own and own.level == info.id:
        return look(own, city)
    vintage = ask.vintage if city.standing(indicator, info.id, ask.vintage) else ""
    period = city.newest(indicator, info.id, year or ask.year, vintage)
    if period is None:
        said = f"{title_of(ask, indicator)}: Bis {year or ask.year} liegen für {info.plural} keine Werte vor."
        return Paragraph(said, "gap")
    keys = ask.keys if chosen and info.id == ask.level else ()
    asked = Selection(indicator, info.id, period.iso, areas=keys, vintage=vintage)
    return look(replace(asked, **drawn), city)  # type: ignore[arg-type]  # fields of Selection


def picture(ask: Ask, kind: str, view: View, caption: str = "") -> Picture:
    """A map or chart of a View, with its words."""
    summary: str = discover("atlas.charts")[kind].summary(view)
    return Picture(kind, view, look_paper(ask.city, view.vintage), caption or view.title, summary)
