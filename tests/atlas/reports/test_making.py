"""Papers as files: one, or those of a level; what fails costs the others nothing, two runs give the same bytes."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from atlas.__main__ import main
from atlas.publishing.choice import choose
from atlas.publishing.release import prepare, release
from atlas.publishing.review import TARGET
from atlas.reports.making import FAILED, Cancelled, Wanted, make, make_all, read_area
from atlas.reports.texts import Edited, keep_text
from indicators.errors import AtlasError, WrongUse
from tests.towns import Town

SHORT = 'title = "Kurz"\n[[chapters]]\nkind = "title"\n'
SHORT += '[[chapters]]\nkind = "glance"\nindicators = ["ant_u18", "bev_insg"]\n'
ALL = Wanted("kurz", "stadtteil")


@pytest.fixture
def loaded(town: Town) -> Town:
    town.write("berichte/kurz.toml", SHORT)
    town.write("berichte/stadt.toml", SHORT.replace('"Kurz"', '"Stadt"\nsubject = "town"'))
    town.load()
    return town


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def test_a_batch_has_a_paper_of_every_area_and_the_same_bytes_twice(loaded: Town) -> None:
    steps: list[tuple[str, int, int]] = []
    one = make_all(loaded.open(), ALL, "html", lambda *step: steps.append(step))
    other = make_all(loaded.open(), ALL, "html")
    assert one.download.content == other.download.content
    assert (one.made, one.failed) == (6, ())
    assert [(done, of) for _, done, of in steps] == [(n, 6) for n in range(6)]
    files = members(one.download.content)
    assert len(files) == 6
    assert any("18,0" in file.decode() for file in files.values())  # 198 of 1,100
    assert one.download.name == "Sechsfeld-Kurz-Stadtteile-Stand1.zip"


def test_areas_of_the_same_name_have_papers_of_their_own(loaded: Town) -> None:
    outlines = loaded.folder / "raw" / "stadtteile.geojson"
    outlines.write_text(outlines.read_text("utf-8").replace('"Chaussee"', '"Altfeld"'), "utf-8")
    loaded.change("raw/einwohner.csv", "2023;11;1100;198;33", "2023;11;1100;198;34")
    loaded.load()
    made = make_all(loaded.open(), ALL, "html")
    assert len(members(made.download.content)) == made.made == 6


def test_one_that_fails_is_named_and_costs_the_others_nothing(loaded: Town) -> None:
    loaded.write("berichte/texte.toml", "")
    city = loaded.open()
    failing = loaded.folder / "berichte" / "texte.toml"
    seen = []

    def step(name: str, done: int, of: int) -> None:  # while the third is made, the file of texts cannot be read
        failing.write_text("[[text" if done == 2 else "", "utf-8")
        seen.append(name)

    made = make_all(city, ALL, "html", step)
    assert (made.made, [one.name for one in made.failed]) == (5, [seen[2]])
    assert "berichte/texte.toml" in made.failed[0].sentence
    files = members(made.download.content)
    assert len(files) == 6 and seen[2] in files[FAILED].decode("utf-8-sig")


def test_a_batch_can_be_cancelled_between_two_papers(loaded: Town) -> None:
    done: list[str] = []
    with pytest.raises(Cancelled, match="nichts gespeichert"):
        make_all(loaded.open(), ALL, "html", lambda name, *_: done.append(name), lambda: len(done) == 2)
    assert len(done) == 2


@pytest.mark.parametrize(
    ("wanted", "kind", "said"),
    [
        (Wanted("kurtz"), "html", "gemeint ist wohl „kurz“"),
        (Wanted("kurz"), "odt", "vorhanden sind: "),
        (Wanted("kurz", "stadtteil", ("99",)), "html", "99"),
        (Wanted("kurz", status="öffentlich"), "html", "öffentlichen Ausgabe"),
    ],
)
def test_what_there_is_not_is_refused_before_work(loaded: Town, wanted: Wanted, kind: str, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        make(loaded.open(), wanted, kind)


def test_a_template_of_the_town_is_no_batch_and_a_broken_design_none_at_all(loaded: Town) -> None:
    with pytest.raises(WrongUse, match="für die ganze Stadt"):
        make_all(loaded.open(), Wanted("stadt", "stadtteil"), "html")
    with pytest.raises(WrongUse, match="Raumebene „viertel“"):
        make_all(loaded.open(), Wanted("kurz", "viertel"), "html")
    told = (loaded.folder / "city.toml").read_text("utf-8")
    loaded.write("city.toml", f'{told}\n[design]\nlogo = "fehlt.svg"\n')
    with pytest.raises(AtlasError, match=r"fehlt\.svg gibt es nicht"):
        make(loaded.open(), Wanted("kurz"), "html")


def test_areas_are_read_by_key_level_and_several_together(six) -> None:
    assert read_area(six, "11") == ("stadtteil", ("11",))
    assert read_area(six, "stadtteil:11+12") == ("stadtteil", ("11", "12"))
    for wrong in ("stadtteil:11+99", "viertel:11", "stadtteil:", "N+11"):
        with pytest.raises(WrongUse):
            read_area(six, wrong)


def test_the_command_line(loaded: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(loaded.folder)
    assert main(["report", "list", folder]) == 0
    assert "kurz: Kurz." in capsys.readouterr().out
    assert main(["report", "kurz", folder, "--area", "11", "--format", "html", "-o", str(tmp_path / "a.html")]) == 0
    assert "18,0" in (tmp_path / "a.html").read_text("utf-8")
    assert main(["report", "kurz", folder, "--level", "stadtteil", "--format", "html", "-o", str(tmp_path)]) == 0
    assert (tmp_path / "Sechsfeld-Kurz-Stadtteile-Stand1.zip").exists()
    assert main(["report", "kurz", folder, "--area", "77", "--format", "html"]) == 2
    assert main(["report", "kurz", folder, "--format", "odt"]) == 2
    loaded.write("berichte/falsch.toml", 'title = "x"\n')
    assert main(["report", "falsch", folder]) == 1
    assert "Die Vorlage hat kein Kapitel" in capsys.readouterr().err


def test_a_public_paper_shows_the_newest_release_in_the_design_of_the_town(loaded: Town) -> None:
    loaded.write(
        "berichte/geheim.toml", SHORT.replace('"ant_u18", "bev_insg"', '"sgb2_u15_nef"').replace("Kurz", "Geheim")
    )
    city = loaded.open()
    wanted = Wanted("geheim", "stadtteil", ("11",), 2022)
    shown = make(city, wanted, "html").content.decode()
    assert "18,8" in shown  # 30 of 160, which the house may see
    prepared = prepare(loaded.folder, city, choose(city, ("sgb2_u15_nef", "bev_insg")))
    release(loaded.folder, city, prepared, str(loaded.folder / TARGET), "Ada")
    told = (loaded.folder / "city.toml").read_text("utf-8")
    loaded.write("city.toml", f'{told}\n[design]\nfooter = "Jugendamt"\n')
    public = make(city, replace(wanted, status="öffentlich"), "html").content.decode()
    assert "18,8" not in public and "geheim" in public  # hidden, for it would give 12 away
    assert "Öffentlich" in public and "Jugendamt" in public and "Intern" not in public
    both = make_all(city, Wanted("geheim", "stadtteil", (), 2022, "öffentlich"), "html")
    assert both.made == 6
    with pytest.raises(WrongUse, match="Raumebene"):
        make_all(city, Wanted("geheim", "viertel", (), None, "öffentlich"), "html")


def test_texts_of_the_house_are_in_no_public_paper(loaded: Town) -> None:
    loaded.write("berichte/worte.toml", 'title = "W"\n[[chapters]]\nkind = "text"\nid = "w"\ntext = "Plan"\n')
    city = loaded.open()
    keep_text(loaded.folder, Edited("worte", "stadt:0", "w-1", "Intern sind es 30.", "Plan", "1", "Ada", ""))
    release(
        loaded.folder,
        city,
        prepare(loaded.folder, city, choose(city, ("bev_insg",))),
        str(loaded.folder / TARGET),
        "Ada",
    )
    assert "Intern sind es 30." in make(city, Wanted("worte"), "html").content.decode()
    public = make(city, Wanted("worte", status="öffentlich"), "html").content.decode()
    assert "Intern sind es 30." not in public and "Plan" in public
