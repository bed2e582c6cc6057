"""A file from an office: given in, looked at, accepted, seen on the map, taken back; bad ones change nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.towns import Town

HEAD = "jahr;gebiet;insgesamt;unter_18;unter_3\n"
MAP = "/erkunden?indikator=ant_u18&ebene=stadtteil"


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sechsfeld on a server of its own; each test leaves the values that it found."""
    place = tmp_path_factory.mktemp("lieferungen")
    town = Town(place / "sechsfeld")
    town.load()
    server = serve(town.folder, place / "log")
    yield next(server)
    server.close()


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """The page Lieferungen; nothing may be wrong on it at the end."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    page = context.new_page()
    page.goto("/lieferungen")
    yield page
    context.close()
    assert not ground.lasting(faults), "\n".join(faults)


def give_in(page: Page, text: str, name: str = "einwohner_2024.csv") -> None:
    page.get_by_label("Datei hierher ziehen").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    )
    page.get_by_label("Ihr Name").fill("Ada")
    page.get_by_role("button", name="Vorschau").click()


def share(page: Page, area: str) -> str:
    """What the map says of an area."""
    page.goto(MAP + "&zeit=2023-12-31")
    page.locator(".atlas-map-live").wait_for(state="attached")
    label = page.locator(".atlas-map-labels span", has_text=area)
    return label.locator("b").inner_text().replace("\u00a0", " ")


def test_a_file_is_seen_accepted_shown_and_taken_back(
    page: Page, axe: Callable[[Page], None], screenshot: Callable[..., Path]
) -> None:
    assert share(page, "Altfeld") == "18,0 %"
    page.goto("/lieferungen")
    give_in(page, HEAD + "2023;11;1100;209;33\n2023;12;500;60;10\n")
    result = page.locator("#aufgabe-ergebnis")
    expect(result).to_contain_text("0 neue, 1 geänderte, 5 gleiche", timeout=PATIENCE_MS)
    expect(result.get_by_role("row", name="Altfeld (11), 31.12.2023")).to_contain_text("198")
    expect(result.locator("pre")).to_contain_text("2023;11;1100;209;33")
    axe(page)
    page.set_viewport_size({"width": 1366, "height": 1540})  # all of it, with the buttons behind it
    screenshot(page, "lieferungen-vorschau")
    page.set_viewport_size(DESKTOP)
    page.get_by_role("button", name="Annehmen").click()
    expect(page.locator(".erledigt")).to_contain_text("einwohner_2024.csv ist angenommen", timeout=3 * PATIENCE_MS)
    axe(page)
    assert share(page, "Altfeld") == "19,0 %"
    page.goto("/lieferungen")
    page.get_by_role("button", name="einwohner_2024.csv zurückziehen").click()
    page.get_by_label("Grund").fill("falsches Jahr")
    page.locator("#angenommene").get_by_role("button", name="Zurückziehen").click()
    expect(page.locator("#angenommene")).to_contain_text("zurückgezogen: falsches Jahr (Ada", timeout=3 * PATIENCE_MS)
    assert share(page, "Altfeld") == "18,0 %"


def test_a_bad_file_is_refused_in_words(page: Page) -> None:
    give_in(page, HEAD + "2023;11;viele;1;1\n")
    result = page.locator("#aufgabe-ergebnis")
    expect(result).to_contain_text("Das geht so nicht", timeout=PATIENCE_MS)
    expect(result).to_contain_text("viele")
    expect(result.get_by_role("button", name="Annehmen")).to_have_count(0)


UNKNOWN = "Stand 31.12.2023\nStadtteil;Hunde;Kinder unter 3 Jahren\nAltfeld;12;33\nBrück-Feld;5;10\nCarlsfeld;0;0\n"
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, { type: "text/csv" }));
    const form = document.querySelector("form[data-aufgabe]");
    for (const kind of ["dragover", "drop"])
        form.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_dropped_file_of_unknown_shape_is_asked_about_once(page: Page, axe: Callable[[Page], None]) -> None:
    page.get_by_label("Ihr Name").fill("Ada")
    page.evaluate(DROP, ["hunde.csv", UNKNOWN])
    result = page.locator("#aufgabe-ergebnis")
    expect(result.get_by_role("heading", name="Was der Atlas erkannt hat: hunde.csv")).to_be_focused(
        timeout=PATIENCE_MS
    )
    expect(result).to_contain_text("Spalte 1 „Stadtteil“ enthält Namen der Ebene Stadtteil: 3 von 6 Gebieten")
    expect(result.get_by_role("region", name="So versteht es der Atlas")).to_contain_text("12 Brückfeld")
    column = page.get_by_label("Welches Merkmal ist die Spalte „Hunde“?")
    column.focus()
    column.select_option(label="neues Merkmal …")
    page.get_by_role("textbox", name="Titel").fill("Gemeldete Hunde")
    expect(page.get_by_label("ist dieses Gebiet gemeint?")).to_have_value("12")
    page.get_by_label("Wer hat die Zahlen erhoben").fill("Steueramt")
    page.get_by_label("Name, unter dem der Atlas").fill("einwohner")
    axe(page)
    questions = page.locator("form.dateifragen")
    questions.get_by_role("button", name="Vorschau").click()
    expect(questions).to_contain_text("gibt es schon", timeout=PATIENCE_MS)
    page.get_by_label("Name, unter dem der Atlas").fill("hunde")
    questions.get_by_role("button", name="Vorschau").click()
    expect(result).to_contain_text("3 neue, 0 geänderte, 3 gleiche", timeout=PATIENCE_MS)
    page.get_by_role("button", name="Annehmen").click()
    expect(page.locator("#angenommene")).to_contain_text("hunde.csv", timeout=3 * PATIENCE_MS)
    give_in(page, UNKNOWN.replace("2023", "2024"), "hunde_neu.csv")
    expect(result).to_contain_text("Gelesen als „Stand 31.12.2023“", timeout=PATIENCE_MS)
    expect(result).to_contain_text("6 neue, 0 geänderte")


def test_an_answer_to_a_finding_is_kept(page: Page, axe: Callable[[Page], None]) -> None:
    page.goto("/pruefung")
    finding = page.locator(".befund", has_text="„Kinder unter 15 Jahren“: 58, aber „Minderjährige“: 39")
    finding.get_by_text("Antworten", exact=True).click()
    expect(finding.get_by_label("Antwort", exact=True)).to_be_focused()
    finding.get_by_label("Antwort", exact=True).fill("Heim gezählt")
    finding.get_by_label("Ihr Name").fill("Ada")
    axe(page)
    finding.get_by_role("button", name="Antwort speichern").click()
    expect(finding.locator(".antwort")).to_contain_text("Heim gezählt")
    page.reload()
    expect(finding.locator(".antwort")).to_contain_text("Ada")
    expect(finding.locator(".antwort")).to_contain_text("Heim gezählt")
    expect(page.get_by_text("beantwortet: 1.")).to_be_visible()
