"""The shipped template of a committee's paper: what such a paper has, with gaps that people fill in."""

import pytest

from atlas.city import City
from atlas.reports.compose import compose
from atlas.reports.document import Cover, Document, Paragraph, Pictures, Tabular
from atlas.reports.template import read_template
from tests.atlas.reports.formats.hand_made import town


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> City:
    return town(tmp_path_factory.mktemp("towns") / "six")


@pytest.fixture(scope="module")
def paper(six: City) -> Document:
    return compose(read_template("ausschussvorlage", six), six)


def test_it_has_the_parts_of_a_paper_in_their_order(paper: Document) -> None:
    named = [chapter.title for chapter in paper.chapters if chapter.title]
    assert named[:5] == ["Betreff", "Beschlussvorschlag", "Sachverhalt", "Finanzielle Auswirkungen", "Anlagen"]
    assert [name[:9] for name in named[5:]] == ["Anlage 1:", "Anlage 2:", "Anlage 3:"]
    said = next(chapter for chapter in paper.chapters if chapter.id == "anlagen")
    assert [block.text for block in said.blocks if isinstance(block, Paragraph)] == named[5:]


def test_its_head_names_the_town_and_leaves_the_meeting_open(paper: Document) -> None:
    (cover,) = (block for chapter in paper.chapters for block in chapter.blocks if isinstance(block, Cover))
    assert cover.title == "Zur Lage von Kindern und Jugendlichen in Sechsfeld"
    assert dict(cover.lines)["Gremium"] == "Jugendhilfeausschuss"
    assert dict(cover.lines)["Sitzung am"] == "[bitte ausfüllen]"
    assert paper.status == "Entwurf"


def test_what_the_town_has_no_numbers_of_is_said(paper: Document) -> None:
    found = [block for chapter in paper.chapters for block in chapter.blocks]
    gaps = [block.text for block in found if isinstance(block, Paragraph) and block.tone == "gap"]
    assert any("Kinder in Mindestsicherung" in text or "mindestsich_u15" in text for text in gaps)
    assert any(isinstance(block, Tabular) for block in found)


def test_a_series_of_the_town_has_its_line_once(paper: Document) -> None:
    (found,) = (b for c in paper.chapters if c.kind == "series" for b in c.blocks if isinstance(b, Pictures))
    assert [line.name for line in found.items[0].view.series] == ["Sechsfeld"]
