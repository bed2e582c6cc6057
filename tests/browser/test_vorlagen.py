"""A planner makes a template out of a shipped one, sees what comes of it, makes the paper and changes a text of it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve
from tests.towns import Town


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sechsfeld on a server of its own."""
    folder = tmp_path_factory.mktemp("templates")
    town = Town(folder / "sechsfeld")
    town.load()
    yield from serve(town.folder, folder / "log")


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """The page Vorlagen; nothing may be wrong on it at the end."""
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    page = context.new_page()
    page.goto("/vorlagen")
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def test_a_template_is_made_seen_and_used_and_a_text_of_its_paper_changed(
    page: Page, axe: Callable[[Page], None]
) -> None:
    page.get_by_role("link", name="Stadtteilprofil (kurz): Als neue Vorlage").click()
    page.get_by_label("Titel der Vorlage").fill("Unser „Profil“")
    sheet, said = page.get_by_role("region", name="Bericht in der Vorschau"), page.locator("[data-vorschau-stand]")
    expect(said).to_have_text("Altfeld – Unser „Profil“")
    page.get_by_label("Bericht über").select_option(label="die ganze Stadt")
    expect(said).to_have_text("Unser „Profil“")
    expect(page.locator("#vorlagen-gebiet")).to_be_disabled()
    page.get_by_label("Bericht über").select_option(label="ein Gebiet")
    page.locator("#vorlagen-gebiet").select_option(label="Brückfeld")
    expect(sheet.get_by_role("heading", name="Brückfeld")).to_be_visible()
    maps = sheet.locator("figure svg[role=img]").count()

    page.get_by_label("Weiteres Kapitel").select_option(label="Karte")
    page.get_by_role("button", name="Hinzufügen", exact=True).press("Enter")
    added = page.locator(".kapitel").nth(6)  # before the sources
    expect(added.get_by_label("Überschrift")).to_be_focused()
    expect(added.locator("[data-feld=indicator] .meldung")).to_have_text("Wählen Sie hier etwas aus.")
    expect(said).to_contain_text("Zu sehen ist der letzte fehlerfreie Stand.")
    page.keyboard.type("Junge Menschen")
    expect(sheet.get_by_role("heading", name="Brückfeld")).to_be_attached()
    added.get_by_label("Indikator", exact=True).fill("Anteil der Minderjährigen")
    expect(sheet.get_by_role("heading", name="Junge Menschen")).to_be_in_viewport()
    assert sheet.locator("figure svg[role=img]").count() > maps
    added.get_by_role("button", name="7. Karte „Junge Menschen“ nach unten").press("Enter")
    expect(page.locator("[data-ansage]")).to_have_text("Karte „Junge Menschen“ ist jetzt Kapitel 8 von 8.")
    expect(page.locator("button[data-kapitel-hoch]").nth(7)).to_be_focused()  # further down there is no way
    page.keyboard.press("Enter")
    expect(page.locator("[data-ansage]")).to_have_text("Karte „Junge Menschen“ ist jetzt Kapitel 7 von 8.")
    page.get_by_role("button", name="8. Quellen und Zeichen entfernen").click()
    page.get_by_role("button", name="Zurückholen").click()
    expect(page.locator(".kapitel")).to_have_count(8)
    expect(said).to_have_text("Brückfeld – Unser „Profil“")
    axe(page)

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("link", name="Alle Vorlagen").click()
    assert asked == ["Die Vorlage ist noch nicht gespeichert. Trotzdem weitergehen?"]
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".getan")).to_have_text("Die Vorlage ist gespeichert.")
    axe(page)

    page.locator("li", has=page.get_by_role("heading", name="Unser „Profil“")).get_by_text("Bericht erstellen").click()
    expect(page.get_by_role("radio", name="Unser „Profil“")).to_be_checked()
    page.get_by_label("Gebiet", exact=True).select_option(label="Brückfeld")
    page.get_by_role("button", name="Texte bearbeiten").click()
    expect(page.locator("[data-texte-stand]")).to_contain_text("alle vom Atlas.")
    page.get_by_role("button", name="Zum ersten Text").click()
    expect(page.get_by_role("button", name="Text ändern").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ihr Text")).to_be_focused()
    page.get_by_label("Ihr Text").fill("In Brückfeld <b>leben</b> viele Kinder.")
    page.get_by_label("Ihr Name").fill("Ada")
    axe(page)
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator("[data-texte-stand]")).to_contain_text("Der Text ist gespeichert.")
    expect(page.get_by_role("button", name="Text ändern: In Brückfeld")).to_be_focused()

    page.goto("/berichte?vorlage=unser-profil&gebiet=stadtteil:12&format=html")
    page.get_by_role("button", name="Erstellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Brückfeld")
    expect(page.get_by_text("In Brückfeld <b>leben</b> viele Kinder.")).to_be_visible()
    expect(page.get_by_role("heading", name="Junge Menschen")).to_be_visible()
