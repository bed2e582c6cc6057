"""Papers of Musterstadt: pages as templates promise, and HTML that all can read, light and dark, wide and narrow."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, Page

from atlas.city import City, open_city
from atlas.reports import making
from atlas.reports.compose import compose
from atlas.reports.design import Design
from atlas.reports.document import Document
from atlas.reports.formats import html, pdf
from atlas.reports.template import read_template
from tests.browser import ground
from tests.checkout import ROOT


@pytest.fixture(scope="module")
def city(musterstadt: Path) -> City:
    return open_city(musterstadt)


def paper(city: City, template: str, key: str) -> Document:
    return compose(read_template(template, city), city, "stadtteil", (key,))


def keys(city: City) -> tuple[str, ...]:
    return tuple(city.tree.keys["stadtteil"])


def pages(file: bytes) -> int:
    with pikepdf.open(io.BytesIO(file)) as made:
        return len(made.pages)


def test_a_short_profile_has_two_pages_and_400_kilobytes_in_many_areas(city: City) -> None:
    files = [pdf.write(paper(city, "stadtteilprofil-kurz", key), Design()) for key in keys(city)[::4]]
    assert len(files) > 6  # bench/papers.py asks all of them
    assert {pages(file) for file in files} == {2}
    assert max(map(len, files)) < 400_000


def test_a_long_profile_has_six_pages(city: City) -> None:
    files = [pdf.write(paper(city, "stadtteilprofil-lang", key), Design()) for key in keys(city)[3::16]]
    assert [pages(file) for file in files] == [6] * len(files)


SEEN = (("ausschussvorlage", "docx", 2), ("themenanalyse", "pptx", 6), ("stadtteilprofil-kurz", "pdf", 2))


@pytest.mark.parametrize(("template", "kind", "many"), SEEN)
def test_papers_look_as_the_docs_show_them(
    city: City, request: pytest.FixtureRequest, tmp_path: Path, template: str, kind: str, many: int
) -> None:
    """Opened by LibreOffice, seen through poppler; with --golden the first pages are kept for the docs."""
    about = ("stadtteil", (keys(city)[3],)) if kind == "pdf" else ("", ())
    path = tmp_path / f"papier.{kind}"
    path.write_bytes(making.format_of(kind).write(compose(read_template(template, city), city, *about), Design()))
    if kind != "pdf":
        office = ["soffice", f"-env:UserInstallation=file://{tmp_path / 'office'}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*office, "--outdir", tmp_path, path], check=True, capture_output=True, timeout=120)
    drawn = ["pdftoppm", "-r", "60", "-l", str(many), "-png", tmp_path / "papier.pdf", tmp_path / "seite"]
    subprocess.run(drawn, check=True, capture_output=True, timeout=60)
    found = sorted(tmp_path.glob("seite-*.png"))
    assert len(found) == many
    assert all(path.stat().st_size > 5_000 for path in found), "a page is nearly empty"
    if request.config.getoption("--golden"):
        for number, page in enumerate(found, 1):
            shutil.copy(page, ROOT / "docs" / "screenshots" / f"bericht-{kind}-{number}.png")


def test_a_paper_as_a_file_can_be_read_by_all(
    city: City, browser: Browser, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    path = tmp_path / "papier.html"
    path.write_bytes(html.write(paper(city, "stadtteilprofil-kurz", keys(city)[3]), Design()))
    context = browser.new_context(viewport={"width": 1366, "height": 800}, offline=True)
    faults = ground.watch(context, path.as_uri().removesuffix("/papier.html"))
    page = context.new_page()
    page.goto(path.as_uri())
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for scheme, width in (("light", 1366), ("dark", 360)):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 800})
        axe(page)
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{needed} px wide content on {width} px"
        shown = page.evaluate(
            "[...document.querySelectorAll('figure .bild svg')].filter(e => e.getBoundingClientRect().width).length"
        )
        assert shown == page.locator("figure").count()  # each picture once, wide or slim
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhalt"
    context.close()
    assert faults == []
