"""The public atlas in a browser: every byte that it sends is handed to the attacker, who finds nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, Error, Page, Response

from atlas.city import City, open_city
from atlas.publishing.artefacts import Artefact, asked, read_artefacts
from atlas.publishing.attacker import attack_artefacts, attack_files, stored_cubes
from atlas.publishing.choice import choose
from atlas.publishing.description import frame_of
from atlas.publishing.public import open_public
from atlas.publishing.release import prepare, release
from atlas.publishing.visit import artefacts_of, visit
from indicators.model import Status
from indicators.plugins import discover
from tests.browser import ground
from tests.browser.conftest import DESKTOP, PATIENCE_MS, serve

SMALL = ("inobhut", "jgh", "egh_35a")  # fewer than 5 in many Stadtteile
HOUSE = [module.PATH for module in discover("atlas.pages").values() if getattr(module, "INTERNAL", False)]
SHOWN = (
    "/",
    "/katalog",
    "/glossar",
    *(f"/erkunden?indikator={one}&ebene=stadtteil&gebiete=0101,0103" for one in SMALL),
    "/zeitreihe?indikator=inobhut&ebene=sozialraum&gebiete=SR01,SR02&spanne=1",
    "/tabelle?ebene=stadtteil",
    "/profil?ebene=stadtteil&gebiete=0103",
    "/profil?ebene=stadtteil&gebiete=0101,0103,0104,0105",
    "/geheimhaltung",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/lizenz",
)  # every page of the public atlas
PAPERS = ("/bericht/stadtteilprofil-kurz?ebene=stadtteil&gebiete=0103", "/bericht/sozialbericht")  # no page names them
ROUTES = (
    "/praesentation/x",
    "/lieferungen/stand",
    "/lieferungen/auftrag/x",
    "/anmelden",
)  # those of the house that can be asked for
POSTS = (
    *("/eigene/speichern", "/pruefung/antwort/x", "/datenstand/geprueft/x", "/lieferungen/zurueckziehen/1"),
    *("/berichte/text", "/vorlagen/vorschau", "/vorlagen/speichern", "/vorlagen/entfernen"),
    *("/geschichten/merken", "/berichte/erstellen"),
)


@pytest.fixture(scope="module")
def house(musterstadt: Path, tmp_path_factory: pytest.TempPathFactory) -> City:
    """A Musterstadt of our own: releasing writes into its folder."""
    folder = tmp_path_factory.mktemp("house") / "musterstadt"
    shutil.copytree(musterstadt, folder)
    return open_city(folder)


@pytest.fixture(scope="module")
def public(house: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public edition of three indicators with small counts."""
    to = tmp_path_factory.mktemp("public") / "offen.sqlite"
    assert house.folder is not None
    release(house.folder, house, prepare(house.folder, house, choose(house, SMALL)), str(to), "Ada")
    return to


@pytest.fixture(scope="module")
def origin(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(public, tmp_path_factory.mktemp("serve") / "log")


class Ear:
    """Everything that one page of a browser receives."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open: list[Response] = []
        self.artefacts: list[Artefact] = []
        self.links: dict[str, None] = {}
        page.on("response", self._hear)

    def _hear(self, one: Response) -> None:
        self.open.append(one)

    def go(self, path: str) -> None:
        """Open a page, wait until it is quiet, and keep all that came."""
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        files = 'a[href^="/export/"], a[href^="/bericht"]'
        found = self.page.eval_on_selector_all(files, "all => all.map(a => a.getAttribute('href'))")
        self.links |= dict.fromkeys(found)
        while self.open:
            one = self.open.pop(0)
            try:
                body = one.body()
            except Error:  # an answer without a body
                body = b""
            about = asked(self.page.url) | asked(one.url, one.request.post_data)
            self.artefacts.append(Artefact(one.url, body, about))


def test_every_public_page_is_looked_at() -> None:
    public = {m.PATH for name, m in discover("atlas.pages").items() if name != "not_found_404"} - set(HOUSE)
    assert {urlsplit(path).path for path in SHOWN} == public


def test_what_a_browser_receives_gives_nothing_away(browser: Browser, origin: str, public: Path, house: City) -> None:
    context = browser.new_context(viewport=DESKTOP, locale="de-DE", base_url=origin, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    faults = ground.watch(context, origin)
    ear = Ear(context.new_page())
    for path in SHOWN:
        ear.go(path)
    drawn = [link for link in ear.links if not link.startswith(("/export/pdf", "/export/png"))]  # pictures of the same
    for link in (*drawn, *PAPERS):
        answer = context.request.get(link)
        assert answer.ok, link
        ear.artefacts.append(Artefact(link, answer.body(), asked(link)))
    context.close()
    assert faults == [], "a request left the host, or a page broke"

    description, city = visit(origin), open_public(str(public))
    frame, truth = frame_of(description), stored_cubes(house)
    read = read_artefacts(ear.artefacts, frame)
    assert [str(fault) for fault in read.faults] == []
    assert read.kinds.keys() >= {"Antwort einer Seite", "CSV", "Excel", "Matrix der Karte", "Zeichnung oder Seite"}
    assert "Bericht als Seite" in read.kinds
    assert {one.indicator for one in read.said} == set(SMALL)
    # papers draw lines of levels whose bases no page has asked for: what is secret there is known with the matrices
    pages = [one for one in ear.artefacts if "/bericht" not in one.name]
    for received in (pages, [*ear.artefacts, *artefacts_of(origin, description)]):
        found, heard = attack_artefacts(description, received, truth)
        assert (found.findings, found.wrong, found.strange, heard.traces) == ((), (), (), ())
    beside, heard = attack_files(city, ear.artefacts, truth)
    assert (beside.findings, beside.wrong, beside.strange, heard.traces) == ((), (), (), ())
    hidden = sum(int((np.isnan(c.numerator) & (c.status == Status.secret)).sum()) for c in stored_cubes(city))
    assert found.cells == hidden > 500, "of every hidden cell it was said that it is hidden"


@pytest.mark.parametrize("path", HOUSE)
def test_pages_of_the_house_are_not_there(browser: Browser, origin: str, path: str) -> None:
    page = browser.new_page(base_url=origin)
    page.goto(path)
    page.get_by_role("heading", name="Diese Seite gibt es nicht").wait_for()
    page.close()


def test_routes_of_the_house_are_not_there(browser: Browser, origin: str) -> None:
    context = browser.new_context(base_url=origin)
    for path in ROUTES:
        answer = context.request.get(path)
        assert answer.status == 404 or b"_dash-app-content" in answer.body() or "<!DOCTYPE" in answer.text(), path
    for path in POSTS:
        assert context.request.post(path, data={}).status in (404, 405), path
    assert context.request.put("/lieferungen/datei/x.csv", data=b"1").status in (404, 405)
    context.close()
