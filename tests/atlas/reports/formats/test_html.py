"""A paper as HTML: every number of the document, for all who read and however they read; texts are never markup."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from atlas.city import City
from atlas.reports.design import Design
from atlas.reports.document import Cover, Document, Paragraph, Pictures, drawn, printed
from atlas.reports.formats import html
from indicators.model import Status
from tests.atlas.reports.formats.by_hand import EVIL, all_blocks, document, drawing, evil, of_six, one_block
from tests.atlas.views import PAPER, view

LOGO = Design(logo=b'<svg xmlns="http://www.w3.org/2000/svg"/>', logo_kind="svg", logo_alt="Wappen", footer="Stadt")
VOID = ("img", "meta", "br")


class Reader(HTMLParser):
    """Elements in order with their attributes and texts, as a browser nests them."""

    def __init__(self, file: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self._open: list[int] = []
        self.feed(file)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))
        if tag not in VOID:
            self._open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        opened = self.elements[self._open.pop()][0]
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        for place in self._open:
            self.elements[place][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(said) for name, _, said in self.elements if name == tag]

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes, _ in self.elements if name == tag]


def read(made: Document, design: Design | None = None) -> Reader:
    return Reader(html.write(made, design or Design()).decode())


@pytest.mark.parametrize("level", ["stadtteil", "bezirk"])
def test_every_number_of_a_paper_stands_in_it(six: City, level: str) -> None:
    for key in six.tree.keys[level]:
        made = of_six(six, level, key)
        page = read(made)
        cells = Counter([*page.texts("td"), *page.texts("span"), *page.texts("b")])
        wanted = Counter(entry.text for entry in printed(made))
        wanted += Counter(entry.text for _, entry in drawn(made))
        assert len(wanted) > 20
        lost = {text: n for text, n in wanted.items() if cells[text] < n}
        assert not lost


def test_the_numbers_of_a_picture_stand_in_a_table_of_its_own_in_their_row() -> None:
    shown = view()
    page = read(one_block(Pictures((drawing("map", shown),))))
    assert page.texts("summary") == ["Zahlen zu Abbildung 1"]
    named = page.texts("th")[3:]  # after the heads
    values = page.texts("td")
    assert named == [cell.name for cell in shown.cells]
    assert values[::2] == [cell.full for cell in shown.cells]
    assert values[1::2] == [cell.counts for cell in shown.cells]


def test_every_text_is_there_in_order() -> None:
    said = "".join(read(document(), LOGO).texts("body"))
    place = 0
    for chapter in all_blocks():
        place = said.index(chapter.title, place)
        for block in chapter.blocks:
            for text in [block.text] if isinstance(block, Paragraph) else []:
                place = said.index(text, place)
    for part in ("Intern – nicht zur Veröffentlichung", "Stand 7 vom 23.11.2026", "/bericht/papier?ebene", "Erfundene"):
        assert part in said


def test_it_is_german_titled_and_has_one_highest_heading() -> None:
    page = read(document(), LOGO)
    assert page.all("html") == [{"lang": "de"}]
    assert page.texts("title")[0] == "Alt & Neu – Papier (Sozialatlas Sechsfeld)"
    assert page.texts("h1") == ["Alt & Neu"]
    assert page.texts("h2") == [chapter.title for chapter in all_blocks() if chapter.title]
    assert page.all("main") == [{"id": "inhalt"}]
    assert {"href": "#inhalt", "class": "sprung"} in page.all("a")
    assert page.all("img")[0]["alt"] == "Wappen"


def test_a_paper_without_a_cover_has_its_title_as_heading() -> None:
    assert read(one_block(Paragraph("Text."))).texts("h1") == ["Alt & Neu – Papier"]


def test_all_links_lead_somewhere() -> None:
    page = read(document())
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [(one["href"] or "")[1:] for one in page.all("a")]
    assert len(targets) > 5
    assert set(targets) <= set(ids)


def test_pictures_have_words_and_patterns_of_their_own() -> None:
    made = document()
    page = read(made)
    pictures = page.all("svg")
    assert all(one["role"] == "img" and one["aria-label"] for one in pictures)
    assert {picture.alt for picture, _ in drawn(made)} <= {one["aria-label"] for one in pictures}
    file = html.write(made, Design()).decode()
    used = set(re.findall(r"url\(#([^)]+)\)", file))
    assert used
    assert used <= set(re.findall(r'id="([^"]+)"', file))


def test_tables_have_captions_and_scopes() -> None:
    page = read(document())
    assert len(page.texts("caption")) == len(page.all("table"))
    assert all(said.strip() for said in page.texts("caption"))
    assert all(one["scope"] in ("col", "row") for one in page.all("th"))


def test_nothing_runs_and_nothing_is_fetched() -> None:
    logo = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    file = html.write(evil(), Design(logo=logo, logo_kind="svg", logo_alt=EVIL, footer=EVIL)).decode()
    page = Reader(file)
    names = {name for name, _, _ in page.elements}
    assert not names & {"script", "link", "iframe", "object", "embed", "base", "form"}
    assert not [a for _, attributes, _ in page.elements for a in attributes if a.startswith("on")]
    assert re.findall(r'(?:src|href)="(?!data:image/svg|#)', file) == []
    assert "Content-Security-Policy" in file
    assert "default-src 'none'" in file
    assert "\x07" not in file


def test_evil_texts_are_texts() -> None:
    said = EVIL.replace("\x07", "\ufffd")
    page = read(evil())
    assert page.texts("h1") == [said]
    assert said in page.texts("p")  # above the highest heading a title is no heading
    assert page.texts("dd") == [said]
    assert page.texts("li")[0] == f"{said}: {said}"
    assert any(one.get("data-place") == said for one in page.all("p"))
    assert page.texts("figcaption") == [f"{said}: {said}"] * 3


def test_a_type_named_like_a_style_does_no_harm() -> None:
    style = read(document(), Design(font="x'}</style><b>")).texts("style")[0]
    assert "'xstyleb'" in style


def test_every_printed_page_says_its_status_and_the_style_cannot_be_left() -> None:
    made = document()
    rules = read(made).texts("style")[0]
    assert 'content:"Intern – nicht zur Veröffentlichung · Erfundene Stadt. · Sozialatlas Sechsfeld' in rules
    assert 'counter(page) " von " counter(pages)' in rules
    stamp = replace(made.stamp, notice='</style><b>"}')
    rules = read(replace(made, stamp=stamp)).texts("style")[0]
    assert rules.count("{") == rules.count("}")
    assert "<" not in rules


def test_every_tone_can_be_told_apart_and_keeps_its_place() -> None:
    page = read(document())
    found = {one.get("data-place"): one.get("class") for one in page.all("p") if "data-place" in one}
    assert len(found) == 5
    assert len(set(found.values())) == 5
    assert "Die Zahlen hinter diesem Text haben sich geändert" in "".join(page.texts("strong"))


def test_a_part_of_a_page_stands_below_its_heading_and_brings_its_style() -> None:
    part = Reader(html.body(document(), Design()))
    assert not part.texts("h1")
    assert part.texts("h2") == ["Alt & Neu"]
    assert part.texts("h3") == [chapter.title for chapter in all_blocks() if chapter.title]
    assert not part.all("main")
    rules = part.texts("style")[0]
    outside = [
        rule for rule in re.findall(r"^([^@{}\n]+)\{", rules, re.M) if "papier" not in rule and "sprung" not in rule
    ]
    assert outside == []


def test_a_dark_accent_is_only_used_where_it_can_be_read() -> None:
    style = read(document(), Design(accent="#101010")).texts("style")[0]
    assert "--p-own-ink:#101010" in style
    assert "--p-own-ink:#7CC4EA" in style  # by night
    assert "--p-own-ink:#17242B" in read(document(), Design(accent="#FFEE00")).texts("style")[0]


def test_a_paper_of_nothing_but_gaps() -> None:
    shown = view([Status.secret] * 6, bins=(), chosen=(), lines=())
    blocks = Pictures((drawing("map", replace(shown, city=shown.cells[0])),))
    page = read(one_block(blocks))
    assert page.texts("td")[::2] == ["geheim"] * 6
    assert read(document(())).texts("h1") == ["Alt & Neu – Papier"]
    assert "Grenzen vor" in "".join(read(one_block(Pictures((replace(drawing("map"), paper=None),)))).texts("text"))


def test_a_cover_without_a_map_and_a_name_of_200_letters() -> None:
    page = read(one_block(Cover("x" * 200, "y", (), (), None)))
    assert page.texts("h1") == ["x" * 200]
    assert not page.all("svg")
    assert len(read(one_block(Cover("Alt", "", (), ("01",), PAPER))).all("svg")) == 1


def test_the_same_document_gives_the_same_bytes_and_nothing_is_refused() -> None:
    assert html.write(document(), LOGO) == html.write(document(), LOGO)
    assert html.check(LOGO) == []


def test_six_hundred_areas() -> None:
    counts = [(n % 90, 100) for n in range(600)]
    page = read(one_block(Pictures((drawing("ranking", view(counts)),))))
    assert len(page.texts("td")) == 1200
