"""What the sentence of a drawing says, the one that is read out in its place: values at the names of areas."""

import re
from collections.abc import Iterator

from atlas.numbers import period_text
from atlas.publishing.readers._names import NUMBER, periods_of, value_said
from indicators.disclosure.said import Frame, Said
from indicators.model import Indicator

LINES = " im Zeitverlauf. "
Places = dict[str, tuple[str, str]]  # name -> level and key


def spoken(sentence: str, indicator: Indicator, period: str, places: Places, frame: Frame) -> Iterator[Said]:
    """The ends of lines, or the values that a sentence names; `period` ISO, of a sentence about one."""
    top = frame.tree.levels[0]
    town = {name: (top, key) for name, key in frame.places.get(top, {}).items()}
    number = rf"\(?({NUMBER})(?:\xa0{re.escape(indicator.unit)})?\)?(?: [prs]+)?"
    if LINES in sentence:
        yield from _lines(sentence.partition(LINES)[2], indicator, number, places, town, frame)
        return
    of_areas = ((rf"Wert {number} \(({_any(places)})\)", 2, 1), (rf"({_any(places)}) \({number}\)", 1, 2))
    for pattern, name, value in of_areas:
        for found in re.finditer(pattern, sentence):
            yield value_said((indicator.id, *places[found[name]], period), found[value], indicator, frame)
    for found in re.finditer(rf"; ({_any(town)}): {number}", sentence):
        yield value_said((indicator.id, *town[found[1]], period), found[2], indicator, frame)


def _any(places: Places) -> str:
    return "|".join(re.escape(name) for name in sorted(places, key=len, reverse=True)) or "(?!)"


def _lines(told: str, indicator: Indicator, number: str, places: Places, town: Places, frame: Frame) -> Iterator[Said]:
    """`Altfeld: 18,8 % (31.12.2022), zuletzt 17,7 % (31.12.2023)`; a line that nobody can tell is not passed over."""
    periods = {period_text(p): p.iso for p in periods_of(frame, indicator.id)}
    end = rf"{number} \(({'|'.join(map(re.escape, periods))})\)"
    found = list(re.finditer(rf"(?:^|; )({_any(town | places)}): (?:kein Wert|{end}(?:, zuletzt {end})?)", told))
    drawn = [one[1] for one in found]
    if len(set(drawn)) < len(drawn) or told.count(": ") > len(drawn):
        raise ValueError("ihre Linien gehören nicht alle zur Ausgabe, oder Gebiete heißen gleich")
    for place, one in enumerate(found):
        known = town if place == 0 and one[1] in town else places  # the town is the first line
        if one[1] not in known:
            raise ValueError(f"„{one[1]}“ heißen Gebiete auf mehreren Raumebenen")
        for value, day in (one.group(2, 3), one.group(4, 5)):
            if value:
                yield value_said((indicator.id, *known[one[1]], periods[day]), value, indicator, frame)
