"""Progress: a bar on a terminal, silence elsewhere."""

import os
import pty
import subprocess
import sys

import pytest

from atlas.progress import progress, silent
from tests.checkout import ROOT

SCRIPT = """
from atlas.progress import progress
with progress("Laden") as step:
    for done in range(4):
        step(f"Lieferung {done}", done, 3)
"""


def test_nothing_is_said_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("Laden") as step:
        assert step is silent
        step("Einwohner", 1, 3)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_gets_a_bar_on_stderr() -> None:
    ours, theirs = pty.openpty()
    try:
        done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs)
        said = os.read(ours, 100_000).decode("utf-8", "replace")
    finally:
        os.close(ours)
        os.close(theirs)
    assert (done.returncode, done.stdout) == (0, b"")
    assert "Laden: Lieferung" in said
