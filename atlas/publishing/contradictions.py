"""Numbers of the house that contradict each other: said by name, and nothing of them is published."""

import numpy as np

from atlas.city import City
from atlas.publishing.account import cell_words
from indicators.disclosure.publication import Publication
from indicators.disclosure.sums import Contradiction
from indicators.errors import Fault, FaultyInput
from indicators.wording import figure

NAMED = 8  # parts of one whole that are spelled out


def refuse_contradictions(p: Publication, city: City) -> None:
    """FaultyInput that names every whole that is smaller than its parts, and what to do."""
    if p.contradictions:
        raise FaultyInput((_fault(one, p, city) for one in p.contradictions), "es wurde nichts veröffentlicht")


def _fault(one: Contradiction, p: Publication, city: City) -> Fault:
    parts = list(one.parts)
    quantity, level, _, _ = p.name(one.whole)
    said = []
    for cell in parts[:NAMED]:
        its, finer, row, _ = p.name(cell)
        words = city.areas[finer][row].name if its == quantity else cell_words(cell, p, city).split(", ")[0]
        said.append(f"{words} {figure(p.number[cell])}")
    more = len(parts) - len(said)
    together = figure(float(np.sum(p.number[parts])))
    rest = f" und {more} weitere" if more else ""
    return Fault(
        cell_words(one.whole, p, city),
        f"Gezählt sind {figure(p.number[one.whole])}, die Teile ergeben aber {together} ({', '.join(said)}{rest}); "
        "ein Ganzes ist nie kleiner als seine Teile. Berichtigen Sie die Lieferung, oder lassen Sie den Indikator oder "
        f"die Raumebene {city.level(level).name} weg.",
    )
