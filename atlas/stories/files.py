"""The files of stories, `CITY/geschichten/NAME.toml`: read with every fault, changed whole or not at all.

Two who write at the same time lose nothing: adding a view reads the file anew, and whoever changes a story says which
state of it they saw.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from atlas.stories.story import SavedView, Story, faults, written
from indicators.errors import AtlasError, Fault, FaultyInput, WrongUse
from indicators.forms import fill, read_toml
from indicators.ledger import alone
from indicators.written import write_kept, writing

FOLDER: Final = "geschichten"
NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}")


class Meanwhile(AtlasError):
    """Somebody else changed the story since it was read."""


def read_stories(folder: Path) -> tuple[tuple[Story, ...], tuple[Fault, ...]]:
    """The stories by their titles, and what is wrong with the files that are none."""
    found: list[Story] = []
    wrong: list[Fault] = []
    for path in sorted((folder / FOLDER).glob("*.toml")):
        try:
            found.append(_read(path))
        except FaultyInput as error:
            wrong += error.faults
    return tuple(sorted(found, key=lambda story: (story.title.casefold(), story.name))), tuple(wrong)


def read_story(folder: Path, name: str) -> Story:
    """One story. WrongUse where there is none of that name, FaultyInput for a broken file."""
    path = folder / FOLDER / f"{name}.toml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise WrongUse(f"Die Geschichte „{name[:60]}“ gibt es nicht; die Seite Geschichten nennt die vorhandenen.")
    return _read(path)


def _read(path: Path) -> Story:
    place = f"{FOLDER}/{path.name}"
    state = ""
    with contextlib.suppress(OSError):  # read_toml says why
        state = state_of(
            path.read_bytes()
        )  # first: whoever reads while it is replaced is told too much, not too little
    document, wrong = read_toml(path, place)
    story = fill(Story, document, place, wrong) if not wrong else None
    if not NAME.fullmatch(path.stem):
        said = "Der Name der Datei darf nur a bis z, 0 bis 9, _ und - haben und beginnt mit einem Buchstaben"
        wrong.append(Fault(place, f"{said}; benennen Sie sie um."))
    if story is not None:
        wrong += faults(story, place)
    if wrong or story is None:
        raise FaultyInput(wrong)
    return replace(story, name=path.stem, state=state)


def state_of(file: bytes) -> str:
    """What tells one state of a file from another."""
    return hashlib.sha256(file).hexdigest()[:16]


def make(folder: Path, story: Story) -> Story:
    """A new story under its name. FaultyInput for what cannot be in one, Meanwhile where the name is taken."""
    with _alone(folder) as place:
        if (place / f"{story.name}.toml").exists():
            raise Meanwhile(f"Die Geschichte „{story.title}“ hat eben jemand angelegt; laden Sie die Seite neu.")
        return _keep(place, story)


def add(folder: Path, name: str, view: SavedView) -> Story:
    """The story with one more view at its end, whoever changed it meanwhile."""
    with _alone(folder) as place:
        story = read_story(folder, name)
        return _keep(place, replace(story, views=(*story.views, view), by=view.by, on=view.on))


def change(folder: Path, story: Story) -> Story:
    """The story in place of the one whose state it names; Meanwhile where that is no longer the one there is."""
    with _alone(folder) as place:
        same(read_story(folder, story.name), story.state)
        return _keep(place, story)


def remove(folder: Path, name: str, state: str) -> Story:
    """Take away the story of that state; its file is kept among former ones."""
    with _alone(folder) as place:
        there = read_story(folder, name)
        same(there, state)
        write_kept(place / f"{name}.toml", None)
        return there


def same(there: Story, state: str) -> None:
    """Meanwhile, where the story is no longer in that state."""
    if there.state != state:
        raise Meanwhile(
            f"„{there.title}“ hat inzwischen jemand geändert (zuletzt {there.by}); es wurde nichts gespeichert. Öffnen "
            "Sie die Geschichte in einem neuen Fenster, vergleichen Sie, und laden Sie dann diese Seite neu."
        )


def _keep(place: Path, story: Story) -> Story:
    if wrong := list(faults(story, story.title[:60] or "Geschichte")):
        raise FaultyInput(wrong)
    said = written(story)
    write_kept(place / f"{story.name}.toml", said)
    return replace(story, state=state_of(said.encode()))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[Path]:
    """The folder of stories, for one who writes at a time."""
    place = folder / FOLDER
    with writing(place):
        place.mkdir(parents=True, exist_ok=True)
        with alone(place / ".lock"):
            yield place
