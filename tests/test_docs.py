"""The docs name everything that has a name, and nothing that is gone; the reference is read as tables."""

import argparse
import re

import pytest

from atlas.__main__ import parser
from indicators.plugins import discover
from tests.checkout import ROOT, files

REFERENCE = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

FAMILIES = {
    "Pages": "atlas.pages",
    "Charts": "atlas.charts",
    "Exports": "atlas.exports",
    "Report chapters": "atlas.reports.chapters",
    "Report formats": "atlas.reports.formats",
    "Loaders": "indicators.loaders",
    "Methods": "indicators.methods",
    "Checks": "indicators.checks",
    "Boundary formats": "geo.boundaries",
    "Readers": "atlas.publishing.readers",
}


def rows(heading: str) -> dict[str, str]:
    """The table below a heading of the reference: what stands first in backticks -> the whole row."""
    section = re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", REFERENCE, re.MULTILINE | re.DOTALL)
    assert section, f"docs/reference.md has no heading „{heading}“"
    return {row[1]: row[0] for row in re.finditer(r"^\| `([^`]+)` \|.*$", section[1], re.MULTILINE)}


def commands() -> dict[str, argparse.ArgumentParser]:
    # argparse has no public way to its own subcommands
    found = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices)


@pytest.mark.parametrize("heading", FAMILIES)
def test_every_member_of_a_family_has_its_line(heading: str) -> None:
    assert sorted(rows(heading)) == sorted(discover(FAMILIES[heading]))


def test_every_command_and_option_has_its_line() -> None:
    options = {
        name: sorted(
            action.option_strings[-1] for action in command._actions if action.option_strings and action.dest != "help"
        )
        for name, command in commands().items()
    }
    listed = {name: sorted(re.findall(r"`(--[a-z-]+)`", row)) for name, row in rows("Commands").items()}
    assert listed == options
    assert [name for name in options if f"| `atlas {name} " not in README] == []


def test_every_setting_has_its_line() -> None:
    used = {
        name
        for file in files("*.py", "Makefile", ".ci/run")
        for name in re.findall(r"\bATLAS_[A-Z][A-Z_]*\b", file.read_text(encoding="utf-8"))
    }
    assert sorted(rows("Settings")) == sorted(used)
    assert [name for name in sorted(used) if f"| `{name}` |" not in README] == []


def test_every_link_of_the_docs_leads_somewhere() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert lost == []
