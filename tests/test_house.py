"""The rules of the house that a machine can see: where code lies, its length, what lock and texts name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import geo
import indicators
from tests.checkout import ROOT, files

NO_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "base",
    "core",
    "process",
    "handle",
    "misc",
    "common",
}
LONGEST = 300
LONG_BECAUSE = f"longer than {LONGEST} lines because"  # what a longer file says in its docstring


def lines_like(pattern: str, *patterns: str) -> list[str]:
    """Each line of our text files that the expression finds, with its place."""
    found = []
    for path in files(*patterns):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # a picture
            continue
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
            for number, line in enumerate(text.splitlines(), 1)
            if re.search(pattern, line)
        ]
    return found


def test_the_packages_are_those_of_this_checkout() -> None:
    # "geo" and "indicators" are words that other packages could take
    assert Path(geo.__file__).is_relative_to(ROOT)
    assert Path(indicators.__file__).is_relative_to(ROOT)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_pins_every_package_by_hash_and_names_no_address(lock: str) -> None:
    entries = (ROOT / lock).read_text().replace("\\\n", " ").splitlines()
    assert len(entries) > 30
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", entry), entry
        assert " --hash=sha256:" in entry, entry
        assert "//" not in entry, entry


def test_what_serves_is_locked_the_same_as_what_tests() -> None:
    served = set((ROOT / "requirements.lock").read_text().splitlines())
    tested = set((ROOT / "requirements-dev.lock").read_text().splitlines())
    assert sorted(served - tested) == []


def test_a_file_over_300_lines_says_why() -> None:
    silent = []
    for path in files("*.py"):
        text = path.read_text(encoding="utf-8")
        length = len(text.splitlines())
        if length > LONGEST and LONG_BECAUSE not in " ".join((ast.get_docstring(ast.parse(text)) or "").split()):
            silent.append(f"{path.relative_to(ROOT)}: {length} lines")
    assert silent == [], f"shorten them, or say in the docstring: {LONG_BECAUSE} ..."


def test_no_module_hides_behind_an_empty_name() -> None:
    assert [str(path.relative_to(ROOT)) for path in files("*.py") if path.stem in NO_NAMES] == []


def test_nothing_names_a_place_on_one_machine() -> None:
    assert lines_like(r"(^|[^A-Za-z0-9_.])/(wor[k]|roo[t]|tm[p]|Users|hom[e])/") == []


def test_nothing_names_a_package_registry() -> None:
    assert lines_like(r"files\.pythonh[o]sted|pyp[i]\.o[r]g|registry\.npmj[s]|deb\.debia[n]") == []


def test_serving_loads_neither_geopandas_nor_statsmodels() -> None:
    # families are found by folder scan, which the import contracts cannot see
    script = """
import sys
import atlas.application
from indicators.plugins import discover
for family in ("atlas.pages", "atlas.charts", "atlas.exports", "indicators.methods"):
    discover(family)
heavy = ("geopandas", "pyogrio", "statsmodels")
sys.stdout.write(" ".join(name for name in heavy if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
