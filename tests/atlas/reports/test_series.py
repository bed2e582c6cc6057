"""Time series of papers: the subject beside the town, and of the town itself one line."""

import dataclasses

from atlas.city import City
from atlas.reports.ask import Ask
from atlas.reports.chapters import series
from atlas.reports.document import Pictures


def lines(six: City, level: str, key: str) -> list[str]:
    ask = Ask(six, level, (key,), None, "intern", "Vorlage")
    (block,) = series.blocks(series.Form(("ant_u18",)), dataclasses.replace(ask, chapter="verlauf"))
    assert isinstance(block, Pictures)
    return [line.name for line in block.items[0].view.series]


def test_an_area_stands_beside_its_town(six: City) -> None:
    key = six.tree.keys["stadtteil"][0]
    found = lines(six, "stadtteil", key)
    assert "Sechsfeld" in found
    assert next(a.name for a in six.areas["stadtteil"] if a.key == key) in found


def test_the_town_is_one_line(six: City) -> None:
    assert lines(six, six.top, six.tree.keys[six.top][0]) == ["Sechsfeld"]
