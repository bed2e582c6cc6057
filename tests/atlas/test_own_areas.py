"""Own areas taken in, changed and taken away: file and edition change together, and nothing is lost."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from atlas.__main__ import main
from atlas.application import create_app
from atlas.intake.own_areas import from_file, take_away, take_in
from atlas.intake.own_files import read_files
from atlas.web.own_areas import read_level
from indicators.errors import AtlasError, FaultyInput, WrongUse
from tests.towns import Town

OWN = {"X-Atlas": "1"}
AREAS = [{"name": 'Am „Tor“ "Ost"', "members": ["12", "21"]}, {"name": "Rand", "members": ["11"]}]
TOLD = {"title": "Beratungsgebiet", "plural": "Beratungsgebiete", "by": "Ada", "from_level": "stadtteil"}
FILE = """title = "Beratungsgebiet"
plural = "Beratungsgebiete"
from_level = "stadtteil"
by = "Ada"
on = 2026-11-23

[[areas]]
key = "mitte"
name = "Mitte"
members = ["12", "21"]
"""


def state(town: Town) -> tuple[dict[str, Any], int]:
    """The files of own areas and the edition that counts."""
    return read_files(town.folder)[0], town.open().edition.number


@pytest.fixture
def file(town: Town, tmp_path: Path) -> Path:
    town.load()
    path = tmp_path / "beratung.toml"
    path.write_text(FILE, "utf-8")
    return path


def test_a_file_is_taken_in_changed_and_taken_away(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    there, edition = state(town)
    assert (list(there), edition) == (["beratung"], 2)
    file.write_text(FILE.replace('"12", "21"', '"12"'), "utf-8")
    take_in(town.folder, *from_file(file))
    assert town.open().areas["stadtteil"][3].parents.get("beratung") is None, "21 is out"
    take_away(town.folder, "beratung")
    there, edition = state(town)
    assert (there, edition) == ({}, 4)
    assert "beratung" not in town.open().row
    former = sorted((town.folder / "eigene" / "frueher").iterdir())
    assert ["'12', '21'" in str(from_file(path)[1]) for path in former] == [True, False], "both former files are kept"


def test_what_is_written_is_what_was_read(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    assert (town.folder / "eigene" / "beratung.toml").read_text("utf-8") == FILE


@pytest.mark.parametrize(
    ("old", "new"),
    [('"12", "21"', '"12", "99"'), ("stadtteil", "ortsteil"), ("members", "mitglieder"), ('key = "mitte"', 'key = ""')],
)
def test_a_fault_leaves_file_and_edition_as_they_were(town: Town, file: Path, old: str, new: str) -> None:
    take_in(town.folder, *from_file(file))
    before = state(town)
    file.write_text(FILE.replace(old, new), "utf-8")
    with pytest.raises(FaultyInput):
        take_in(town.folder, *from_file(file))
    assert state(town) == before


def test_whoever_saw_an_older_edition_is_told(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    before = state(town)
    with pytest.raises(AtlasError, match="Inzwischen gilt Stand 2 statt 1"):
        take_away(town.folder, "beratung", on=1)
    assert state(town) == before


def test_a_folder_that_cannot_be_written_changes_nothing(town: Town, file: Path) -> None:
    town.write("eigene", "eine Datei, wo der Ordner sein soll")
    with pytest.raises(WrongUse, match="kann nicht abgelegt werden"):
        take_in(town.folder, *from_file(file))
    assert town.open().edition.number == 1


def test_a_level_that_a_delivery_speaks_of_cannot_be_taken_away(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    town.deliver("beratung", {"n": "geburten"}, "2023;mitte;7", level="beratung")
    before = state(town)
    with pytest.raises(FaultyInput, match="Die Raumebene „beratung“ steht nicht"):
        take_away(town.folder, "beratung")
    assert state(town) == before


def test_the_command_lists_adds_and_removes(town: Town, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["areas", str(town.folder)]) == 0
    assert capsys.readouterr().out == "Es gibt keine eigenen Gebiete.\n"
    assert main(["areas", str(town.folder), "--add", str(file)]) == 0
    assert capsys.readouterr().out.endswith("Eigene Gebiete „beratung“: aufgenommen. Neuer Stand 2.\n")
    assert main(["areas", str(town.folder)]) == 0
    assert capsys.readouterr().out == (
        "beratung: Beratungsgebiete, aus stadtteil, angelegt von Ada am 23.11.2026\n  mitte Mitte: 12, 21\n"
    )
    assert main(["areas", str(town.folder), "--remove", "beratung"]) == 0
    assert "eigene/frueher" in capsys.readouterr().out
    assert main(["areas", str(town.folder), "--remove", "beratung"]) == 2
    assert "vorhanden sind: keine" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, 2, "lässt sich nicht lesen"),
        (b"title = \xff", 1, "nicht in UTF-8"),
        (b"title = ", 1, "kein TOML"),
        (b"", 1, "das Feld „title“ fehlt"),
    ],
)
def test_an_unreadable_file_is_refused(
    town: Town, file: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, code: int, said: str
) -> None:
    file.unlink() if content is None else file.write_bytes(content)
    assert main(["areas", str(town.folder), "--add", str(file)]) == code
    assert said in capsys.readouterr().err
    assert state(town) == ({}, 1)


# --- from the page ---------------------------------------------------------------------------------------------------


def ended(client: FlaskClient, answer: Any) -> dict[str, Any]:
    """The last state of the job that an answer names."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = client.get(f"/lieferungen/auftrag/{answer.json['job']}").json
        if told["state"] != "running":
            return told
        time.sleep(0.1)
    raise AssertionError("the job did not end")


def test_a_page_saves_and_removes(town: Town) -> None:
    town.load()
    client = create_app(town.folder).server.test_client()

    told = ended(client, client.post("/eigene/speichern", json={**TOLD, "areas": AREAS}, headers=OWN))
    assert told == {"state": "done", "kind": "own", "edition": 2, "level": "beratungsgebiet"}
    areas = town.open().areas["beratungsgebiet"]
    assert [(a.key, a.name) for a in areas] == [("am_tor_ost", 'Am „Tor“ "Ost"'), ("rand", "Rand")]
    late = ended(client, client.post("/eigene/entfernen/beratungsgebiet", headers=OWN))
    assert "Inzwischen gilt Stand 2 statt 1" in late["sentences"][0], "this server still shows edition 1"
    assert client.post("/eigene/speichern", json={**TOLD, "areas": AREAS}).status_code == 403, "another page"
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post("/eigene/speichern", json=TOLD, headers=OWN, environ_base=far).status_code == 403
    for odd in ({"title": "x"}, [], {**TOLD, "areas": [{"name": "a"}]}, {**TOLD, "areas": "x"}):
        assert client.post("/eigene/speichern", json=odd, headers=OWN).status_code == 400


def test_a_level_keeps_its_file_under_any_name(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    city = town.open()
    areas = [{"key": "mitte", "name": "Mitte", "members": ["13", "13"]}]
    level = read_level({**TOLD, "level": "beratung", "title": "Sprengel", "areas": areas}, city)
    assert level is not None
    assert (level.id, level.title) == ("beratung", "Sprengel")
    assert (level.areas[0].key, level.areas[0].members) == ("mitte", ("13",))
    for said, name in (({}, "beratungsgebiet"), ({"level": "stadtteil", "title": "Stadtteil"}, "stadtteil_2")):
        new = read_level({**TOLD, **said, "areas": []}, city)
        assert new is not None
        assert new.id == name, "a new one, whose name is held against the others when it is taken in"


def test_what_someone_else_changed_meanwhile_is_not_overwritten(town: Town, file: Path) -> None:
    take_in(town.folder, *from_file(file))
    client = create_app(town.folder).server.test_client()
    said = {**TOLD, "level": "beratung", "areas": AREAS}
    seen = [{"key": "mitte", "name": "Mitte", "members": ["12"]}]
    refused = client.post("/eigene/speichern", json={**said, "seen": seen}, headers=OWN)
    assert refused.status_code == 409
    assert "hat inzwischen jemand geändert" in refused.json["sentences"][0]
    seen[0]["members"].append("21")
    told = ended(client, client.post("/eigene/speichern", json={**said, "seen": seen}, headers=OWN))
    assert (told["state"], told["level"]) == ("done", "beratung")


def test_a_process_that_dies_while_it_saves_leaves_the_old_or_the_new(town: Town, file: Path) -> None:
    """Killed between file and edition: the next load makes both one again."""
    script = (
        "import os, sys; from pathlib import Path; import atlas.intake.own_areas as o; put = o.put\n"
        "def dying(*a): put(*a); os._exit(9)\n"
        "o.put = dying; o.take_in(Path(sys.argv[1]), *o.from_file(Path(sys.argv[2])))"
    )
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ATLAS_")}
    done = subprocess.run([sys.executable, "-c", script, str(town.folder), str(file)], env=clean)
    assert done.returncode == 9
    assert state(town)[1] == 1, "the edition did not count yet"
    town.load()
    assert town.open().edition.number == 2
    assert "beratung" in town.open().row
    json.dumps(town.open().report)
