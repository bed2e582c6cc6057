"""Word on the town's own document: its styles and headers stay, its text goes; what cannot be used is refused."""

import io
import zipfile

import docx as python_docx
import pytest

from atlas.reports.design import Design
from atlas.reports.formats import docx
from tests.atlas.reports.formats.hand_made import blocks, chapters, document
from tests.atlas.reports.formats.reading_word import W, lines, opened, said, texts
from tests.atlas.views import STAMP

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108020000007b40e8dd0000000f49444154789c63606060f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


def master(*styles: str, first: bool = False, template: bool = False, page: bool = False) -> bytes:
    """A town's document: text and a picture in it, a header of its own, the styles that are named."""
    made = python_docx.Document()
    for name in ("Heading 1", "Caption", "Title"):
        if name not in styles:
            one = made.styles[name].element
            one.getparent().remove(one)
    made.add_paragraph("Geheimer alter Text")
    made.add_picture(io.BytesIO(PNG))
    made.sections[0].header.paragraphs[0].text = "Stadt Sechsfeld"
    made.sections[0].different_first_page_header_footer = first
    if page:
        made.sections[0].footer.paragraphs[0]._p.append(
            made.element.body.makeelement(f"{W}fldSimple", {f"{W}instr": "PAGE"})
        )
    made.core_properties.author = "Frau Muster"
    into = io.BytesIO()
    made.save(into)
    if not template:
        return into.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(into) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))
    return changed.getvalue()


@pytest.mark.parametrize("template", [False, True], ids=["docx", "dotx"])
def test_a_document_of_the_town_gives_styles_and_headers_and_loses_its_text(template: bool) -> None:
    design = Design(docx=master("Heading 1", "Caption", template=template, first=True))
    assert docx.check(design) == []
    file = docx.write(document(*chapters(blocks())), design)
    read = opened(file)
    assert all("Geheimer" not in text for _, text in lines(file))
    assert texts(file, "Heading 1") == [f"Kapitel {n}" for n in range(1, 14)]
    assert texts(file, "Title") == ["Alt & Neu"]  # added: the town's document has none
    section = read.sections[0]
    assert said(section.header._element).startswith("Stadt SechsfeldAlt & Neu – Profil")
    for place in (section.header, section.first_page_header):
        assert STAMP.notice in said(place._element)
    for place in (section.footer, section.first_page_footer):
        assert STAMP.line in said(place._element)
    assert read.core_properties.author == STAMP.title
    parts = zipfile.ZipFile(io.BytesIO(file))
    assert PNG not in [parts.read(name) for name in parts.namelist()]
    assert b"Frau Muster" not in b"".join(parts.read(name) for name in parts.namelist())


def test_styles_are_found_by_name_whatever_their_ids_are_called_in_german() -> None:
    changed = io.BytesIO()
    german = {b'"Heading1"': b'"berschrift1"', b'"Caption"': b'"Beschriftung"', b'"Normal"': b'"Standard"'}
    with zipfile.ZipFile(io.BytesIO(master("Heading 1", "Caption"))) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for ours, theirs in german.items():
                part = part.replace(b"w:styleId=" + ours, b"w:styleId=" + theirs)
                part = part.replace(b"w:basedOn w:val=" + ours, b"w:basedOn w:val=" + theirs)
            new.writestr(name, part)
    design = Design(docx=changed.getvalue())
    assert docx.check(design) == []
    file = docx.write(document(*chapters(blocks())), design)
    assert len(texts(file, "Heading 1")) == 13
    styles = {one.name: one for one in opened(file).styles}
    assert styles["Heading 1"].style_id == "berschrift1"
    assert styles["Atlas Zelle"].base_style.style_id == "Standard"


def test_a_footer_that_counts_pages_is_not_given_a_second_number() -> None:
    design = Design(docx=master("Heading 1", "Caption", page=True))
    footer = opened(docx.write(document(), design)).sections[0].footer._element
    assert [one.get(f"{W}instr") for one in footer.iter(f"{W}fldSimple")] == ["PAGE"]


def test_missing_styles_are_named_in_one_sentence() -> None:
    (fault,) = docx.check(Design(docx=master()))
    assert fault.place == "city.toml, [design], Feld docx"
    assert "„Überschrift 1 (Heading 1)“ und „Beschriftung (Caption)“" in fault.sentence


@pytest.mark.parametrize("file", [b"kein Word", b"PK\x03\x04"], ids=["text", "cut off"])
def test_what_is_no_document_is_refused(file: bytes) -> None:
    (fault,) = docx.check(Design(docx=file))
    assert "lässt sich nicht als Word-Dokument lesen" in fault.sentence


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10" fill="#0E5E8A"/></svg>'


@pytest.mark.parametrize(("kind", "logo"), [("png", PNG), ("svg", SVG)])
def test_the_logo_stands_above_with_its_words(kind: str, logo: bytes) -> None:
    design = Design(logo=logo, logo_kind=kind, logo_alt="Wappen von Sechsfeld", accent="#AA5500")
    assert docx.check(design) == []
    header = opened(docx.write(document(), design)).sections[0].header._element
    assert [one.get("descr") for one in header.iter() if one.tag.endswith("}docPr")] == ["Wappen von Sechsfeld"]


@pytest.mark.parametrize(
    ("kind", "logo"), [("png", b"\x89PNG kaputt"), ("svg", b"<svg"), ("svg", b"<svg viewBox=''/>")]
)
def test_a_broken_logo_is_refused(kind: str, logo: bytes) -> None:
    (fault,) = docx.check(Design(logo=logo, logo_kind=kind, logo_alt="Wappen"))
    assert fault.place.endswith("Feld logo")
