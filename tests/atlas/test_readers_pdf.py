"""A profile on paper says to the attacker what the same profile in Excel says, in print; anything else is not read."""

import io
import shutil
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.__main__ import main
from atlas.city import City
from atlas.exports import pdf, xlsx
from atlas.exports._typst import compile_typst
from atlas.publishing.artefacts import Artefact, Read, read_artefacts
from atlas.publishing.attacker import attack_files
from atlas.publishing.description import described, frame_of
from atlas.publishing.unpacked import unpacked
from atlas.view import Profile, look_profile
from indicators.disclosure.said import Said
from indicators.model import Indicator
from tests.atlas.exports.reading import characters
from tests.towns import PUBLISHED, SECRET

Place = tuple[str, str, str, str]


def profile(city: City, level: str, *keys: str, year: int | None = 2022) -> Profile:
    return look_profile(city, level, keys, year, PUBLISHED)


def read(public: City, body: bytes, name: str = "profil.pdf", **about: str) -> Read:
    return read_artefacts([Artefact(name, body, about)], frame_of(described(public)))


def where(one: Said) -> Place:
    return one.indicator, one.level, one.area, one.period


def parts(said: tuple[Said, ...], part: str) -> dict[Place, tuple[float, float]]:
    return {where(one): one.span for one in said if one.part == part}


def as_printed(value: float, indicator: Indicator) -> tuple[float, float]:
    """What the print of a value can stand for: half a unit of the last digit to both sides."""
    step = Decimal(1).scaleb(-indicator.decimals)
    number = Decimal(repr(value)).quantize(step, ROUND_HALF_UP)
    return float(number - step / 2), float(number + step / 2)


@pytest.mark.parametrize("whose", ["six", "six_public"])
@pytest.mark.parametrize("level", ["stadt", "bezirk", "sozialraum", "stadtteil"])
def test_paper_and_workbook_say_the_same(
    whose: str, level: str, six_public: City, request: pytest.FixtureRequest
) -> None:
    city: City = request.getfixturevalue(whose)
    for key in city.tree.keys[level]:
        content = profile(city, level, key)
        on_paper = read(six_public, pdf.write(content))
        book = read(six_public, xlsx.write(content), "profil.xlsx")
        assert (on_paper.faults, book.faults) == ((), ())
        rows = {where(one) for one in book.said if one.period[:4] == "2022"}
        there = {where(one) for one in on_paper.said}  # of another year paper has only the ends of lines
        assert rows <= there | set(parts(book.said, "denominator"))
        assert set(parts(on_paper.said, "secret")) & rows == set(parts(book.said, "secret")) & rows
        counts = {part: parts(book.said, part) for part in ("numerator", "denominator")}
        for part, found in counts.items():
            for place, span in parts(on_paper.said, part).items():
                assert place not in found or found[place] == span
        both = {p for p in counts["numerator"] if p[1:3] == (level, key) and p[3][:4] == "2022"}
        assert both <= set(parts(on_paper.said, "numerator"))
        values = {(where(one), one.span) for one in on_paper.said if one.part == "value"}
        for place, (low, high) in parts(book.said, "value").items():
            indicator = city.catalogue.indicators[place[0]]
            if indicator.denominator and place in there:
                least, most = as_printed((low + high) / 2, indicator)
                assert any(p == place and span == pytest.approx((least, most)) for p, span in values), place


def test_a_hidden_value_put_back_turns_the_attack_red(
    six: City, six_public: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(str(six_public.engine.url.database), tmp_path / "offen.sqlite")
    content, true = profile(six_public, "stadtteil", "11"), profile(six, "stadtteil", "11")
    (tmp_path / "profil.pdf").write_bytes(pdf.write(content))
    assert main(["attack", str(tmp_path)]) == 0
    assert "Gelesen: 1 PDF (Profil); " in capsys.readouterr().out

    def row_of(profile: Profile):
        return next(r for _, section in profile.sections for r in section if r.indicator.id == SECRET)

    shown = row_of(true).cell  # 30 of 160
    for cell in (shown, replace(shown, counts=""), replace(shown, text="geheim", value=None, full="geheim")):
        leaky = replace(content, sections=(("Soziale Lage", (replace(row_of(content), cell=cell),)),))
        (tmp_path / "profil.pdf").write_bytes(pdf.write(leaky))
        assert main(["attack", str(tmp_path)]) == 1
        assert "Stadtteil Altfeld (11), 31.12.2022: lässt sich genau berechnen" in capsys.readouterr().err


def test_the_words_of_a_line_and_the_tiles_are_read(six: City, six_public: City) -> None:
    content = profile(six, "stadtteil", "11", year=2022)
    own = next(r for _, section in content.sections for r in section if r.indicator.id == "ant_u18")
    core = replace(own, indicator=replace(own.indicator, tier="core"))
    data = pdf.page(replace(content, sections=(("Thema", (core,) * 3),)), None)
    assert len(data["tiles"]) == 3
    data["tiles"][0]["value"], data["tiles"][1]["city"] = "12,3\u00a0% p", "Sechsfeld: 45,6\u00a0%"
    data["sections"][0]["rows"][0]["spark"]["alt"] = "Unter 18-Jährige: 7,8 % (31.12.2022), (9,1 %) (31.12.2023)."
    data["residents"] = "4.711 Einwohnerinnen und Einwohner am 31.12.2023"
    found = read(six_public, compile_typst("profile", data, format="pdf", pdf_standards="ua-1"))
    assert found.faults == ()
    told = {(*where(one)[1:], one.part, round(sum(one.span) / 2, 4)) for one in found.said}
    assert ("stadtteil", "11", "2022-12-31", "value", 12.3) in told
    assert ("stadt", "0", "2022-12-31", "value", 45.6) in told
    assert ("stadtteil", "11", "2022-12-31", "value", 7.8) in told
    assert ("stadtteil", "11", "2023-12-31", "value", 9.1) in told
    assert ("stadtteil", "11", "2023-12-31", "numerator", 4711) in told


@pytest.mark.parametrize(
    ("place", "printed", "sentence"),
    [
        ("name", "Zahl der Hunde", "die Zeile „Zahl der Hunde%, 31.12.2022“ gehört nicht zur Ausgabe"),
        ("value", "zwölf", "der Wert „zwölf“ ist keiner"),
        ("counts", "dreißig von 160", "die Anzahl „dreißigvon160“ ist keine"),
        ("city", "viel", "der Wert „viel“ ist keiner"),
        ("difference", "mehr", "der Unterschied „mehr“ ist keiner"),
        ("spark", "Unter 18-Jährige: viel.", "der Verlauf „Unter 18-Jährige: viel.“ ist keiner"),
        ("spark", "Unter 18-Jährige: 1,0 % (1900), 2,0 % (1901).", "den Zeitbezug „1900“ gibt es bei"),
        ("tile", "Zahl der Katzen", "„Zahl der Katzen“ steht in keiner Zeile"),
    ],
)
def test_a_row_that_is_not_understood_is_named(
    six: City, six_public: City, place: str, printed: str, sentence: str
) -> None:
    content = profile(six, "stadtteil", "11")
    own = next(r for _, section in content.sections for r in section if r.indicator.id == "ant_u18")
    core = replace(own, indicator=replace(own.indicator, tier="core"))
    data = pdf.page(replace(content, sections=(("Thema", (core,) * 3),)), None)
    row = data["sections"][0]["rows"][0]
    if place == "tile":
        data["tiles"][0]["name"] = printed
    elif place == "spark":
        row["spark"] = row["spark"] | {"alt": printed}
    else:
        row[place] = printed
    found = read(six_public, compile_typst("profile", data, format="pdf", pdf_standards="ua-1"))
    (fault,) = found.faults
    assert fault.sentence.startswith(f"PDF (Profil), aber nicht lesbar ({sentence}")
    assert found.said == ()


def test_areas_taken_together_are_known_by_their_names_or_by_what_was_asked(six: City, six_public: City) -> None:
    body = pdf.write(profile(six, "stadtteil", "11", "13"))
    assert {one.area for one in read(six_public, body).said if one.level == "stadtteil"} == {"11 + 13"}
    many = pdf.write(profile(six, "stadtteil", "11", "12", "13", "21"))  # its head ends with an ellipsis
    (fault,) = read(six_public, many).faults
    assert "gehört nicht zur Ausgabe, oder mehrere heißen so" in fault.sentence
    said = read(six_public, many, gebiete="11,12,13,21", ebene="stadtteil").said
    assert {one.area for one in said if one.level == "stadtteil"} == {"11 + 12 + 13 + 21"}


def test_areas_together_that_tell_a_hidden_one_are_red(six: City, six_public: City) -> None:
    found, told = attack_files(six_public, [Artefact("p.pdf", pdf.write(profile(six, "stadtteil", "11", "13")))])
    assert told.faults == ()
    assert found.findings, "13 has nobody: the sum is that of 11"


def test_a_profile_without_values_says_nothing(six: City, six_public: City) -> None:
    found = read(six_public, pdf.write(replace(profile(six, "stadtteil", "11"), sections=(), residents="")))
    assert (found.faults, found.said, found.kinds) == ((), (), {"PDF (Profil)": 1})


def untagged() -> bytes:
    into = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(into)
    return into.getvalue()


def changed(body: bytes, key: str) -> bytes:
    """The same file without an entry of its catalogue, or with a structure that leads nowhere."""
    with pikepdf.open(io.BytesIO(body)) as document:
        if key == "/K":
            document.Root.StructTreeRoot.K = document.make_indirect(pikepdf.Array([pikepdf.Dictionary(S=5)]))
        elif key == "loop":
            tree = document.Root.StructTreeRoot
            tree.K[0].K.append(tree.K[0])
        else:
            del document.Root[key]
        into = io.BytesIO()
        document.save(into)
        return into.getvalue()


def drawn_over(body: bytes, words: str) -> bytes:
    """The same page with words on it that no tag names, in a font of the file, or in another one."""
    with pikepdf.open(io.BytesIO(body)) as document:
        page = document.pages[0]
        fonts = {name: {said: code for code, said in characters(f).items()} for name, f in page.Resources.Font.items()}
        name = next((name for name, known in fonts.items() if set(words) <= set(known)), "/Eigene")
        if name in fonts:
            run = "".join(f"{fonts[name][letter]:04x}" for letter in words)
        else:
            plain = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Arial)
            page.Resources.Font[name], run = plain, words.encode("cp1252").hex()
        page.contents_add(f"BT {name} 9 Tf 1 0 0 1 50 50 Tm <{run}> Tj ET".encode())
        into = io.BytesIO()
        document.save(into)
        return into.getvalue()


def noted(body: bytes) -> bytes:
    """The same page with a note stuck on it."""
    with pikepdf.open(io.BytesIO(body)) as document:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Contents="30 von 160")
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])
        into = io.BytesIO()
        document.save(into)
        return into.getvalue()


def test_what_somebody_put_on_a_page_is_not_passed_over(six_public: City) -> None:
    body = pdf.write(profile(six_public, "stadtteil", "11"))
    assert read(six_public, body).faults == ()
    assert read(six_public, drawn_over(body, "Seite 3 von 4")).faults == ()
    for wrong, sentence in (
        (drawn_over(body, "120 von 200"), "neben ihren Tabellen steht „120 von 200“"),
        (drawn_over(body, "20,0"), "neben ihren Tabellen steht „20,0“"),
        (drawn_over(body, "30 von 160 §"), "ihre Schrift lässt sich nicht entziffern"),
        (noted(body), "auf ihren Seiten kleben Anmerkungen"),
    ):
        (fault,) = read(six_public, wrong).faults
        assert sentence in fault.sentence


def test_what_is_no_profile_of_ours_is_not_read(six: City, six_public: City) -> None:
    body = pdf.write(profile(six, "stadtteil", "11"))
    picture = {"svg": "<svg xmlns='http://www.w3.org/2000/svg'/>", "width": 9, "height": 9}
    for wrong, sentence in (
        (untagged(), "sie hat keine Struktur"),
        (changed(body, "/StructTreeRoot"), "sie hat keine Struktur"),
        (changed(body, "loop"), "ihre Struktur ist zu tief"),
        (changed(body, "/K"), "sie ist kein Profil dieses Atlas"),
        (compile_typst("picture", picture, format="pdf"), "sie ist kein Profil dieses Atlas"),
        (body[: len(body) // 2], "sie "),
        (b"%PDF-1.7 and nothing else", "sie ist beschädigt"),
    ):
        (fault,) = read(six_public, wrong).faults
        assert sentence in fault.sentence


@pytest.fixture(scope="module")
def papers(six_public: City) -> tuple[bytes, bytes]:
    content = profile(six_public, "stadtteil", "11")
    return pdf.write(content), xlsx.write(content)


WHERE = st.floats(0, 1, exclude_max=True)
DAMAGE = st.tuples(st.lists(st.tuples(WHERE, st.integers(0, 255)), max_size=30), WHERE, st.integers(0, 3000))


@settings(max_examples=25)
@given(DAMAGE)
def test_no_damage_to_a_file_is_a_bug_of_ours(
    six_public: City, papers: tuple[bytes, bytes], damage: tuple[list[tuple[float, int]], float, int]
) -> None:
    """Bytes are changed and a piece is cut out: the file is read, or named; and taken apart as far as it goes."""
    letters, cut, size = damage
    for whole in papers:
        body = bytearray(whole)
        for place, letter in letters:
            body[int(place * len(body))] = letter
        start = int(cut * len(body))
        del body[start : start + size]
        found = read(six_public, bytes(body))
        assert len(found.faults) + sum(found.kinds.values()) == 1
        assert unpacked(bytes(body))
