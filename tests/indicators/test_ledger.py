"""Entries of a ledger: whole, in order, none lost when many write at once, and none half written."""

import os
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from indicators import ledger


def _write(path: Path, writer: int) -> None:
    for number in range(20):
        ledger.append(path, "# head\n", "said", {"who": f"{writer}", "what": f"{number}"})


def test_several_processes_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "said.toml"
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        list(pool.map(_write, [path] * 3, range(3)))
    written = path.read_text("utf-8")
    assert written.count("# head") == 1
    said = tomllib.loads(written)["said"]
    for writer in range(3):
        assert [s["what"] for s in said if s["who"] == str(writer)] == [str(n) for n in range(20)]
    assert [p.name for p in tmp_path.iterdir()] == ["said.toml"]


def test_what_stood_there_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "said.toml"
    path.write_bytes(b"# by hand\r\n[[said]]\r\nwho = 'A'\r\n")
    path.chmod(0o640)
    ledger.append(path, "# head\n", "said", {"who": "B", "when": "2026-01-31"}, days=("when",))
    assert path.read_bytes() == b"# by hand\r\n[[said]]\r\nwho = 'A'\r\n\n[[said]]\nwho = \"B\"\nwhen = 2026-01-31\n"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_writer_that_died_locks_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / ".said.toml.lock"
    lock.touch()
    monkeypatch.setattr(ledger, "PATIENCE", 0.05)
    with pytest.raises(TimeoutError, match="jemand anderes schreibt gerade"):
        ledger.append(tmp_path / "said.toml", "", "said", {"who": "A"})
    assert not (tmp_path / "said.toml").exists()
    long_ago = time.time() - ledger.DEAD - 1
    os.utime(lock, (long_ago, long_ago))
    ledger.append(tmp_path / "said.toml", "", "said", {"who": "A"})
    assert tomllib.loads((tmp_path / "said.toml").read_text("utf-8")) == {"said": [{"who": "A"}]}


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        ledger.append(tmp_path / "fehlt" / "said.toml", "", "said", {"who": "A"})
