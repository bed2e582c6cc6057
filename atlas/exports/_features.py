"""Rows of a View for geographic software: one area each, and each says all that it needs to stand alone."""

from collections.abc import Iterator

from atlas.exports._notes import METHODS, notes
from atlas.exports.csv import MORE, Value, download
from atlas.view import View
from atlas.view.values import COLUMNS

TEXTS = ("text", "class", "source")  # print with the sign of a status; label of the class; who delivered, with licence
FIELDS = (*COLUMNS, *MORE, *TEXTS)
LAYER = "werte"
THINNED = (
    "Vereinfacht wie auf der Karte des Atlas, mit gemeinsamen Grenzen der Nachbarn; kein Ersatz für amtliche Grenzen."
)


def features(view: View) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Key and fields of every area, numbers as in the CSV; the whole town is no area of the level and is not in it."""
    of = "Abweichung " if view.legend.kind == "diverging" else ""  # classes of differences, not of values
    labels = [f"{of}{entry.label}" for entry in view.legend.classes]
    for cell, place, row in zip(view.cells, view.classes.tolist(), download(view), strict=False):
        label = labels[place] if 0 <= place < len(labels) else None
        yield cell.key, (*row, cell.text, label, view.source)


def remarks(view: View) -> list[tuple[str, str]]:
    """What belongs to the layer as a whole: title and definition, then the notes of every file."""
    indicator = view.indicator
    lines = [("Titel", view.title), ("Einheit", view.subtitle), ("Definition", indicator.definition)]
    lines += [("Rechenweg", METHODS.get(indicator.method, indicator.method))]
    lines += [("So wird gelesen", indicator.reading)] if indicator.reading else []
    lines += [("Zu beachten", caveat) for caveat in indicator.caveats]
    lines += [("Klassen", f"{view.legend.scheme_title}; {view.legend.note}"), *notes(view)]
    return [*lines, ("Umrisse", THINNED)]
