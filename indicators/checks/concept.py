"""Population concepts fit: what is divided counts the same residents as what it is divided by."""

from collections.abc import Iterator

from indicators.catalogue.concepts import ALL_HOMES, MAIN, SECOND, concepts_of
from indicators.checks._finding import Finding
from indicators.checks._material import Material

KEY = "concept"
TITLE = "Bevölkerungsbegriffe passen zusammen"


def find(found: Material) -> Iterator[Finding]:
    """A note for an indicator of main residences over all homes, or the other way round.

    Second homes over all homes are a part of their whole.
    """
    for indicator in found.catalogue.indicators.values():
        above = concepts_of(indicator.numerator, found.catalogue) - {SECOND}
        below = concepts_of(indicator.denominator, found.catalogue) - {SECOND}
        if above and below and {MAIN, ALL_HOMES} <= above | below:
            words = " und ".join(sorted(above)), " und ".join(sorted(below))
            said = f"Der Zähler zählt Personen mit {words[0]}, der Nenner Personen mit {words[1]}"
            do = "Nehmen Sie zu beiden denselben Bevölkerungsbegriff, oder erklären Sie es mit [quiet.concept]"
            yield Finding(KEY, "note", indicator.id, "", "", "", f"{said}. {do}.")
