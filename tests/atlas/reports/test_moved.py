"""An earlier edition is shown as it was, with what has changed since; next year's paper says what moved."""

import pytest

from atlas.reports.document import Tabular
from atlas.reports.earlier import edition_of
from atlas.reports.making import Wanted, paper
from atlas.reports.moved import moved, since_then, what_moved
from atlas.reports.record import Made, all_made, keep_made
from indicators.errors import AtlasError, WrongUse
from tests.towns import Town

TEMPLATE = 'title = "T"\n[[chapters]]\nkind = "table"\nindicators = ["ant_u18", "bev_insg", "anz_u3"]\n'
WANTED = Wanted("t", "stadtteil", ("11",))


def two_editions(town: Town, old: str, new: str):
    """Papers of the area 11 of both, and today's town."""
    town.write("berichte/t.toml", TEMPLATE)
    town.load()
    town.change("raw/einwohner.csv", old, new)
    town.load()
    city = town.open()
    assert city.edition.number == 2
    return paper(edition_of(city, 1), WANTED), paper(city, WANTED), city


def lines(chapter) -> list[list[str]]:
    return [
        [entry.text.replace("\u00a0", " ") for entry in row]
        for b in chapter.blocks
        if isinstance(b, Tabular)
        for row in b.rows
    ]


def test_a_revised_number_is_named_with_both_values(town: Town) -> None:
    then, now, city = two_editions(town, "2023;11;1100;198;33", "2023;11;1100;220;33")
    chapter = since_then(then, now, city)
    assert "so wie er damals war. Heute gilt Stand 2" in chapter.blocks[0].text
    # the area: 198/1100 = 18,0 and 220/1100 = 20,0; the table names the town's value too: 839/4100 and 861/4100
    assert lines(chapter) == [
        ["Unter 18-Jährige, Altfeld", "18,0 (31.12.2023)", "20,0 (31.12.2023)"],
        ["Unter 18-Jährige, Sechsfeld", "20,5 (31.12.2023)", "21,0 (31.12.2023)"],
    ]
    assert all(move.revised for move in moved(then, now))


def test_a_new_year_moves_what_it_brings(town: Town) -> None:
    then, now, city = two_editions(town, "2023;23;390;39;x", "2023;23;390;39;x\n2024;11;1200;240;36")
    found = {
        (m.then.of.indicator, m.then.text, m.now.text) for m in moved(then, now) if m.now and m.then.of.key == "11"
    }
    assert ("bev_insg", "1.100", "1.200") in found
    assert not any(move.revised for move in moved(then, now))
    assert "alle durch neuere Zeitbezüge" in what_moved(then, now, city).blocks[0].text


def test_nothing_moved_and_the_newest_are_said(town: Town) -> None:
    then, now, city = two_editions(town, "2022;21;2000;500;80", "2022;21;2000;510;80")
    assert "nichts geändert" in since_then(then, now, city).blocks[0].text
    assert "Das ist der neueste." in since_then(now, now, city).blocks[0].text


def test_what_is_not_in_the_paper_any_more_is_said(town: Town) -> None:
    town.write("berichte/t.toml", TEMPLATE)
    town.load()
    city = town.open()
    then = paper(city, WANTED)
    town.write("berichte/t.toml", TEMPLATE.replace('"bev_insg", ', ""))
    now = paper(city, WANTED)
    gone = [move for move in moved(then, now) if move.now is None]
    assert {move.then.of.indicator for move in gone} == {"bev_insg"}


def test_an_edition_that_there_is_not_is_refused_in_a_sentence(six) -> None:
    with pytest.raises(WrongUse, match="Den Stand 99 gibt es nicht"):
        edition_of(six, 99)
    assert edition_of(six, six.edition.number) is six


def test_what_was_made_is_remembered_the_newest_first(town: Town) -> None:
    one = Made("t", "stadtteil:11", "pdf", "", "", "1", "Ada")
    keep_made(town.folder, one)
    keep_made(town.folder, Made("t", "stadtteil", "pdf", "", "", "1", "Ada"))
    keep_made(town.folder, Made("t", "stadtteil:11", "pdf", "", "", "2", "Bo"))
    found = all_made(town.folder)
    assert [(m.area, m.edition, m.whole_level) for m in found] == [
        ("stadtteil:11", "2", False),
        ("stadtteil", "1", True),
    ]
    assert (found[0].level, found[0].keys, one.when) == ("stadtteil", ("11",), "")
    town.write("berichte/erstellt.toml", '[[made]]\ntemplat = "t"\n')
    with pytest.raises(AtlasError, match="gemeint ist wohl „template“"):
        all_made(town.folder)
