"""Files of stories: what is written is read again, every fault is named, two who write lose nothing."""

import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.stories import files
from atlas.stories.story import MOST_VIEWS, PICTURES, SavedView, Story, written
from indicators.errors import FaultyInput, WrongUse

VIEW = SavedView("Kinder", "/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31", 1, "Ada", "2026-11-23")
STORY = Story("Kinder in Sechsfeld", "Ada", "2026-11-23", (VIEW,), "kinder")
FILE = """title = "Kinder in Sechsfeld"
by = "Ada"
on = 2026-11-23

[[views]]
title = "Kinder"
address = "/erkunden?indikator=ant_u18&ebene=stadtteil&zeit=2023-12-31"
edition = 1
by = "Ada"
on = 2026-11-23
"""
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = WORDS.filter(lambda said: bool(said.strip()))
VIEWS = st.builds(
    SavedView,
    title=NAMES,
    address=st.sampled_from(("/erkunden", "/zeitreihe?indikator=a&gebiete=1,2", "/erkunden?orte=a%22b")),
    edition=st.integers(0, 9),
    by=WORDS,
    on=st.dates().map(str),
    picture=st.sampled_from(("", *PICTURES)),
    caption=WORDS,
    notes=WORDS,
)


def test_a_story_is_a_file_that_people_can_read(tmp_path: Path) -> None:
    files.make(tmp_path, STORY)
    assert (tmp_path / "geschichten" / "kinder.toml").read_text("utf-8") == FILE
    assert [path.name for path in (tmp_path / "geschichten").iterdir()] == ["kinder.toml"], "and nothing is left beside"


@settings(max_examples=50, deadline=None)
@given(NAMES, st.lists(VIEWS, max_size=4))
def test_whatever_is_said_is_read_again(tmp_path_factory: pytest.TempPathFactory, title: str, views: list) -> None:
    folder = tmp_path_factory.mktemp("story")
    said = Story(title, "Ada", "2026-11-23", tuple(views), "eine")
    made = files.make(folder, said)
    assert made == replace(said, state=made.state)
    assert files.read_story(folder, "eine") == made


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('title = "Kinder in Sechsfeld"', "", "Das Feld „title“ fehlt"),
        ('title = "Kinder in Sechsfeld"', "title = ' '", "Der Name fehlt"),
        ('title = "Kinder in Sechsfeld"', f'title = "{"x" * 200}"', "hat 200 Zeichen; erlaubt sind 120"),
        ('title = "Kinder"', "titel = 'a'", "gemeint ist wohl „title“"),
        ("on = 2026-11-23\n\n", 'on = "gestern"\n\n', "„gestern“ ist kein Tag"),
        ("edition = 1", 'edition = "1"', "eine ganze Zahl erwartet"),
        ("edition = 1", "edition = -1", "Einen Stand -1 gibt es nicht"),
        ('"/erkunden?', '"/export/png?', "gehört zu keiner Seite"),
        ('"/erkunden?', '"https://example.org/erkunden?', "gehört zu keiner Seite"),
        ('"/erkunden?', '"//[', "gehört zu keiner Seite"),
        ("edition = 1", 'edition = 1\npicture = "kart"', "gemeint ist wohl „karte“"),
        ("[[views]]", "[views", "kein gültiges TOML: Zeile 5"),
        ("[[views]]\n", "views = 3\n[more]\n", "Hier wird eine Tabelle erwartet"),
    ],
)
def test_a_broken_file_says_where_and_hides_no_other(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    files.make(tmp_path, replace(STORY, name="gut"))
    assert FILE.count(old) >= 1
    (tmp_path / "geschichten" / "kaputt.toml").write_text(FILE.replace(old, new, 1), "utf-8")
    there, faults = files.read_stories(tmp_path)
    assert [story.name for story in there] == ["gut"]
    assert sentence in str(faults[0])
    assert faults[0].place.startswith("geschichten/kaputt.toml")
    with pytest.raises(FaultyInput):
        files.read_story(tmp_path, "kaputt")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "geschichten" / "ordner.toml").mkdir(parents=True)
    assert "lässt sich nicht lesen" in str(files.read_stories(tmp_path)[1][0])


def test_a_file_that_no_address_can_name_is_told(tmp_path: Path) -> None:
    files.make(tmp_path, STORY)
    (tmp_path / "geschichten" / "Meine Geschichte.toml").write_bytes(b"title = \xff")
    _, faults = files.read_stories(tmp_path)
    assert [str(f).partition(": ")[2][:38] for f in faults] == [
        "Die Datei ist nicht in UTF-8 geschrieb",
        "Der Name der Datei darf nur a bis z, 0",
    ]


@pytest.mark.parametrize("name", ["fehlt", "../kinder", "", "Kinder", "a" * 61, "geschichten/kinder"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    files.make(tmp_path, STORY)
    (tmp_path / "kinder.toml").write_text(FILE, "utf-8")
    with pytest.raises(WrongUse, match="gibt es nicht"):
        files.read_story(tmp_path, name)


def test_too_many_views_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=f"hat {MOST_VIEWS + 1} Ansichten"):
        files.make(tmp_path, replace(STORY, views=(VIEW,) * (MOST_VIEWS + 1)))
    assert files.read_stories(tmp_path) == ((), ())


def test_whoever_changes_what_somebody_else_changed_is_told(tmp_path: Path) -> None:
    first = files.make(tmp_path, STORY)
    other = files.change(tmp_path, replace(first, title="Kinder und Jugendliche", by="Berta"))
    for late in (
        lambda: files.change(tmp_path, replace(first, views=())),
        lambda: files.remove(tmp_path, "kinder", first.state),
        lambda: files.make(tmp_path, STORY),
    ):
        with pytest.raises(files.Meanwhile, match="jemand"):
            late()
    assert files.read_story(tmp_path, "kinder") == other
    files.remove(tmp_path, "kinder", other.state)
    assert files.read_stories(tmp_path) == ((), ())
    kept = sorted((tmp_path / "geschichten" / "frueher").iterdir())
    titles = [tomllib.loads(path.read_text("utf-8"))["title"] for path in kept]
    assert titles == ["Kinder in Sechsfeld", "Kinder und Jugendliche"], "what was replaced and removed is kept"


def test_views_that_many_add_at_once_are_all_there(tmp_path: Path) -> None:
    files.make(tmp_path, replace(STORY, views=()))

    def add(number: int) -> None:
        files.add(tmp_path, "kinder", replace(VIEW, title=f"{number}"))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(12)))
    assert sorted(int(v.title) for v in files.read_story(tmp_path, "kinder").views) == list(range(12))


@pytest.mark.parametrize("change", [files.make, files.change])
def test_a_folder_that_takes_no_files_is_said(tmp_path: Path, change: Callable[..., Story]) -> None:
    (tmp_path / "geschichten").write_text("eine Datei, wo der Ordner sein soll", "utf-8")
    with pytest.raises(WrongUse, match="kann nicht abgelegt werden"):
        change(tmp_path, STORY)


def test_addresses_and_words_of_a_file_stay_one_line() -> None:
    said = written(replace(STORY, title='Am "Tor"\n[[views]]', views=()))
    assert said.splitlines()[0] == 'title = "Am \\"Tor\\"\\n[[views]]"'
