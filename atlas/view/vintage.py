"""A time series on the newest areas: lines of converted counts, with what that means said beside them."""

from dataclasses import replace

from atlas.city import City
from atlas.comparison import Comparison
from atlas.numbers import date_text, period_text
from atlas.selection import MOST_AREAS
from atlas.view.look import look_series
from atlas.view.model import View
from indicators.model import Flag


def on_newest_areas(view: View, city: City) -> View:
    """The view with its lines on the newest areas, if it was asked for that; what cannot be is said.

    City and parents whose own areas never changed keep their lines. The source names reform and basis, so that no
    picture and no file is without them.
    """
    if not view.selection.vintage:
        return view
    comparison = city.comparison(view.level.id)
    if comparison is None:
        said = f"Für {view.level.plural} liegt kein Umsteigeschlüssel vor; gezeigt wird, wie geliefert."
        return replace(view, notices=(*view.notices, said))
    if city.grid(view.indicator.id, view.level.id, today=True) is None:
        return replace(view, notices=(*view.notices, _kept(view, city)))
    rows = [city.row[view.level.id][key] for key in view.selection.areas if key in city.row[view.level.id]]
    lines = look_series(city, view.indicator, view.level.id, rows[:MOST_AREAS], today=True)
    lost = [line.name for line in lines if line.role == "area" and not line.periods]
    gone = f"Auf dem Gebietsstand ab {date_text(comparison.day)} gibt es nicht: {', '.join(lost)}."
    guessed = any(cell.flags & Flag.estimated for line in lines if line.role == "area" for cell in line.cells)
    return replace(
        view,
        series=tuple(line for line in lines if line.periods or line.role != "area"),
        comparison=comparison,
        subtitle=f"{view.subtitle}; hohle Punkte: geschätzt" if guessed else view.subtitle,
        source=f"{view.source}; umgerechnet auf den Gebietsstand ab {date_text(comparison.day)} ({comparison.basis})",
        notices=(*view.notices, *((gone,) if lost else ())),
    )


def _kept(view: View, city: City) -> str:
    """Why an indicator has no values on the newest areas."""
    if not city.method(view.indicator).ADDS_UP:
        why = "wurde ohne Zähler und Nenner geliefert und kann nicht umgerechnet werden"
    else:
        why = "hat aus der Zeit vor der Reform nichts, das umzurechnen wäre"
    return f"{view.indicator.short} {why}; gezeigt wird, wie geliefert."


def comparable(view: View, comparison: Comparison) -> str:
    """What the lines are: whose areas, since when, by which weights, and what is an estimate."""
    areas = [line for line in view.series if line.role == "area" and line.periods]
    first = min((line.periods[0] for line in areas), default=None)
    since = f"Vergleichbar seit {period_text(first)}. " if first else ""
    return (
        f"{since}Werte bis zum Tag vor dem {date_text(comparison.day)} sind auf die heutigen {view.level.plural} "
        f"umgerechnet (Grundlage der Gewichte: {comparison.basis}). Was ganz in ein heutiges Gebiet überging, ist "
        "genau; was aus geteilten Gebieten stammt, ist geschätzt (s, im Bild hohle Punkte)."
    )
