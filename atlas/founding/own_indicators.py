"""An indicator for each variable that only one town has: it shows the number as it was delivered."""

from collections.abc import Iterable
from typing import Final

from indicators.deliveries.answered import NewVariable
from indicators.model import Catalogue
from indicators.toml_text import text, texts

LONGEST: Final = 32  # characters of a short title


def indicator_texts(variables: Iterable[NewVariable], source: str, theme: str, catalogue: Catalogue) -> dict[str, str]:
    """Path below the town's folder -> text; no indicator of the catalogue is overridden."""
    made: dict[str, str] = {}
    for variable in variables:
        name, number = variable.id, 1
        while name in catalogue.indicators:
            number += 1
            name = f"{variable.id}_{number}"
        made[f"catalogue/indicators/{name}.toml"] = _indicator(variable, source, theme)
    return made


def _indicator(variable: NewVariable, source: str, theme: str) -> str:
    given = variable.kind == "given"
    title, short = variable.title, variable.title
    if len(short) > LONGEST:
        short = f"{short[: LONGEST - 2].rstrip()} …"
    plain = title.translate({ord("{"): "(", ord("}"): ")"})
    lines = [
        "# Geschrieben von „atlas new“ und von Hand zu ergänzen (docs/catalogue.md).",
        f"title = {text(title)}",
        f"short = {text(short)}",
        f"theme = {text(theme)}",
        'tier = "overview"',
        'life_phase = "alle"',
        f'method = "{"given" if given else "count"}"',
        f"numerator = {text(variable.id)}",
        f"unit = {text(variable.unit)}",
        f"decimals = {0 if variable.kind == 'count' else 1}",
        'direction = "neutral"',
        f"per = {text(variable.unit)}",
        f"statement = {text(plain + ': {value} ' + _unit(variable.unit) + '.')}",
        f"definition = {text(title + ', wie geliefert.')}",
        f"sources = {texts([source])}",
        'population = "wie geliefert"',
        'periodicity = "wie geliefert"',
    ]
    if given:
        caveat = "Der Wert ist ohne Zähler und Nenner geliefert; er lässt sich nicht über Gebiete zusammenfassen."
        lines.append(f"caveats = {texts([caveat])}")
    return "\n".join(lines) + "\n"


def _unit(unit: str) -> str:
    return unit.translate({ord("{"): "(", ord("}"): ")"})
