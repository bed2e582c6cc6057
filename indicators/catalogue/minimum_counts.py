"""What must hold for the minimum counts that a catalogue declares; reads no file and hides nothing."""

from collections.abc import Iterator, Mapping

from indicators.forms import nearest
from indicators.methods import Method
from indicators.model import Rules

Said = Iterator[tuple[str, str]]  # (field, German sentence)


def rule_faults(rules: Rules, method: Method | None, divided: bool, counted: Mapping[str, bool | None]) -> Said:
    """All that does not hold for the rules of one indicator; `method` is None where that is unknown.

    `divided`: it has a denominator. `counted`: variable -> whether it is a delivered count; None: faulty itself.
    """
    counts = {
        "min_numerator": rules.min_numerator,
        "min_complement": rules.min_complement,
        "min_denominator": rules.min_denominator,
        "min_contributors": rules.min_contributors,
    }
    for name, count in counts.items():
        if count < 0:
            yield f"rules.{name}", f"{count} ist keine Mindestzahl; erlaubt sind 0 (keine Regel) und mehr."
    if rules.min_complement > 0 and method is not None and not method.SUBSET:
        yield "rules.min_complement", f"Eine Gegengruppe gibt es nur bei Anteilen, nicht bei „{method.TITLE}“."
    if rules.min_denominator > 0 and not divided:
        yield "rules.min_denominator", "Ohne Nenner gibt es keine Mindestzahl des Nenners."
    yield from _contributors(rules, counted)
    if (any(count > 0 for count in counts.values()) or not rules.zero_is_safe) and not rules.source:
        yield "rules.source", "Es fehlt, wer diese Regel vorgibt; der Geheimhaltungsvermerk nennt ihn."


def _contributors(rules: Rules, counted: Mapping[str, bool | None]) -> Said:
    """The variable behind min_contributors; without it the rule would hide nothing, or everything."""
    if not rules.contributors:
        if rules.min_contributors > 0:
            yield "rules.contributors", "Es fehlt das Merkmal, das die beteiligten Einrichtungen zählt."
        return
    if rules.min_contributors <= 0:
        yield "rules.min_contributors", "Zu „contributors“ gehört die Mindestzahl der Einrichtungen; ergänzen Sie sie."
    if rules.contributors not in counted:
        nearby = nearest(rules.contributors, counted)
        yield "rules.contributors", f"Das Merkmal „{rules.contributors}“ gibt es nicht; {nearby}."
    elif counted[rules.contributors] is False:
        yield "rules.contributors", f"„{rules.contributors}“ muss ein gezähltes, geliefertes Merkmal sein."
