"""What must hold for the minimum counts that a catalogue declares; reads no file and hides nothing."""

from collections.abc import Iterator, Mapping

from indicators.forms import nearest
from indicators.methods import Method
from indicators.model import Rules

Said = Iterator[tuple[str, str]]  # (field, German sentence)
COUNTS = ("min_numerator", "min_complement", "min_denominator", "min_contributors", "min_residents")
PERCENT = {"dominance_k": "den größten Anteil", "p_percent": "den Abstand"}
LARGEST = 2  # contributions that are known one by one


def rule_faults(rules: Rules, method: Method | None, divided: bool, counted: Mapping[str, bool | None]) -> Said:
    """All that does not hold for the rules of one indicator; `method` is None where that is unknown.

    `divided`: it has a denominator. `counted`: variable -> whether it is a delivered count; None: faulty itself.
    """
    for name in COUNTS:
        if getattr(rules, name) < 0:
            found = getattr(rules, name)
            yield f"rules.{name}", f"{found} ist keine Mindestzahl; erlaubt sind 0 (keine Regel) und mehr."
    if method is not None and not method.SUBSET:
        if rules.min_complement > 0:
            yield "rules.min_complement", f"Eine Gegengruppe gibt es nur bei Anteilen, nicht bei „{method.TITLE}“."
        if not rules.full_is_safe:
            yield "rules.full_is_safe", f"Eine ganze Gruppe gibt es nur bei Anteilen, nicht bei „{method.TITLE}“."
    if rules.min_denominator > 0 and not divided:
        yield "rules.min_denominator", "Ohne Nenner gibt es keine Mindestzahl des Nenners."
    yield from _behind("contributors", "der Einrichtungen", "die beteiligten Einrichtungen", rules, counted, True)
    yield from _behind("residents", "der Einwohner", "die Einwohner des Gebiets", rules, counted, False)
    yield from _dominance(rules, counted)
    if rules.structural_zero:
        yield from _variable("structural_zero", rules.structural_zero, counted, False)
    if hides(rules) and not rules.source:
        yield "rules.source", "Es fehlt, wer diese Regel vorgibt; der Geheimhaltungsvermerk nennt ihn."


def hides(rules: Rules) -> bool:
    """Whether there is a rule at all."""
    return (
        any(getattr(rules, name) > 0 for name in COUNTS)
        or rules.dominance_n > 0
        or rules.p_percent > 0
        or not (rules.zero_is_safe and rules.full_is_safe)
    )


def _behind(
    name: str, whose: str, whom: str, rules: Rules, counted: Mapping[str, bool | None], delivered: bool
) -> Said:
    """The variable behind a minimum; without it the rule would hide nothing, or everything."""
    variable, least = getattr(rules, name), getattr(rules, f"min_{name}")
    if not variable:
        if least > 0:
            yield f"rules.{name}", f"Es fehlt das Merkmal, das {whom} zählt."
        return
    if least <= 0:
        yield f"rules.min_{name}", f"Zu „{name}“ gehört die Mindestzahl {whose}; ergänzen Sie sie."
    yield from _variable(name, variable, counted, delivered)


def _dominance(rules: Rules, counted: Mapping[str, bool | None]) -> Said:
    if rules.dominance_n not in (0, *range(1, LARGEST + 1)):
        found = rules.dominance_n
        yield (
            "rules.dominance_n",
            f"{found} größte Beiträge kennt der Atlas nicht; erlaubt sind 1 und 2, 0: keine Regel.",
        )
    for name, what in PERCENT.items():
        if not 0 <= getattr(rules, name) <= 100:
            yield f"rules.{name}", f"{getattr(rules, name)} ist kein Prozentwert für {what}; erlaubt sind 1 bis 100."
    if (rules.dominance_n > 0) != (rules.dominance_k > 0):
        missing = "dominance_k" if rules.dominance_n > 0 else "dominance_n"
        yield f"rules.{missing}", "Eine Dominanzregel nennt dominance_n (1 oder 2) und dominance_k (Prozent) zusammen."
    wanted = LARGEST if rules.p_percent > 0 else min(max(rules.dominance_n, 0), LARGEST)
    if wanted and len(rules.largest) < wanted:
        said = "größten Beitrag" if wanted == 1 else "größten und dem zweitgrößten Beitrag"
        yield "rules.largest", f"Es fehlen die Merkmale mit dem {said} je Gebiet."
    elif len(rules.largest) > LARGEST:
        yield "rules.largest", "Genannt werden höchstens zwei Merkmale: der größte und der zweitgrößte Beitrag."
    elif rules.largest and not wanted:
        yield "rules.largest", "Dazu gehört eine Regel: dominance_n und dominance_k, oder p_percent."
    for variable in rules.largest:
        if variable not in counted:
            yield "rules.largest", f"Das Merkmal „{variable}“ gibt es nicht; {nearest(variable, counted)}."


def _variable(name: str, variable: str, counted: Mapping[str, bool | None], delivered: bool) -> Said:
    """`delivered`: it is never added up; so it must be a delivered count, not a derived one."""
    if variable not in counted:
        yield f"rules.{name}", f"Das Merkmal „{variable}“ gibt es nicht; {nearest(variable, counted)}."
    elif delivered and counted[variable] is False:
        yield f"rules.{name}", f"„{variable}“ muss ein gezähltes, geliefertes Merkmal sein."
