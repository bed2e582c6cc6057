"""Children in one Stadtteil, from Start to the PDF for the committee, as planners are taught to show it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from atlas.numbers import text as printed
from tests.atlas.exports.reading import sheet, text
from tests.browser.explorer import Explorer

NAME, KEY = "Wiedehopfhorst", "0302"
ASPECTS = {
    "Demographie": ("Bevölkerung",),
    "wirtschaftliche Situation": ("Soziale Lage",),
    "familiäre Situation": ("Familien und Haushalte",),
    "Umwelt und Wohnen": ("Wohnen und Umwelt",),
    "Gesundheit und Bildung": ("Gesundheit", "Frühe Bildung und Kita", "Schule und Übergänge"),
}
ROWS = """() => [...document.querySelectorAll('.themenblock table.werte tbody tr')].map(row => [
    row.querySelector('th').textContent, row.querySelector('.s-wert').textContent,
    row.querySelector('.s-anzahl').textContent, row.querySelector('.s-wert .teils')?.textContent ?? ''])"""


def test_one_stadtteil_is_shown_from_start_to_pdf(open_page: Callable[..., Page]) -> None:
    page = open_page("/")
    page.locator("#hauptnavigation").get_by_role("link", name="Erkunden").click()
    explorer = Explorer(page)
    explorer.drawn()
    explorer.charts()
    page.mouse.click(*explorer.spot(KEY))
    explorer.expect_asked(gebiete=KEY)
    expect(explorer.said).to_have_text(re.compile(f"^{NAME}, .*unter 18 Jahre alt"))
    page.wait_for_function(
        "name => document.querySelector('#erkunden-reihe .js-plotly-plot').data.some(t => t.name === name)", arg=NAME
    )

    page.locator("#erkunden-ausgabe").get_by_role("link", name="Profil").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.get_by_role("navigation", name="Themen").get_by_role("link", name="Alle Themen").click()
    expect(page).to_have_url(re.compile("thema=alle"))
    page.locator(".themenblock").nth(9).wait_for(timeout=45_000)  # all themes: the longest page there is
    for themes in ASPECTS.values():
        for theme in themes:
            expect(page.get_by_role("heading", level=2, name=theme, exact=True)).to_be_visible()
    on_screen = [[part.replace("\u00a0", " ") for part in row] for row in page.evaluate(ROWS)]
    assert len(on_screen) > 50

    said = text(_download(page, "Als PDF")).replace("\u00a0", " ")
    assert NAME in said
    place = said.index("Indikator Wert Anzahl")  # after it every row in the order of the screen
    for _, _, _, why in on_screen:  # whose rule a secret is stands beside it, on paper once below the table
        assert why in said
    on_screen = [[title, value.removesuffix(why), counts] for title, value, counts, why in on_screen]
    for title, value, counts in on_screen:
        for part in (_without_unit(value), counts):
            found = said.find(part, place)
            assert found >= 0, f"{title}: {part} is on the screen, but not in the PDF after {said[place : place + 60]}"
            place = found

    rows = {row["Indikator"]: row for row in sheet(_download(page, "Als Excel"), "Werte") if row["Schlüssel"] == KEY}
    unequal = [(title, value, rows.get(title)) for title, value, _ in on_screen if not _same(value, rows.get(title))]
    assert unequal == [], "on the screen, but otherwise in the workbook"


def _download(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return Path(waiting.value.path()).read_bytes()


def _without_unit(shown: str) -> str:
    """`24,1 % p` as tables print it, whose unit stands elsewhere: `24,1p`."""
    number = re.match(r"^\(?−?\d[\d.,]*\)?", shown)
    marks = re.search(r" ([prs]+)$", shown)
    return shown if number is None else number[0] + (marks[1] if marks else "")


def _same(shown: str, row: dict[str, Any] | None) -> bool:
    """The printed value is the workbook's, rounded as it is printed; a sign stands for the same word."""
    if row is None:
        return False
    number = re.match(r"^\(?(−?[\d.]+(?:,(\d+))?)", shown)
    if number is None:
        return shown == row["Zeichen"]
    decimals = len(number[2] or "")
    return row["Wert"] is not None and printed(row["Wert"], decimals) == number[1]
