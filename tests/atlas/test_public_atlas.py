"""The public atlas: no way into the house, sums of published cells only, papers that say what is hidden."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atlas import download
from atlas.city import City
from atlas.components import chrome, explore
from atlas.demo.legal import TEXTS, write_legal
from atlas.publishing.attacker import stored_cubes
from atlas.publishing.choice import choose
from atlas.publishing.public import open_public
from atlas.publishing.release import prepare, release
from atlas.selection import Selection
from atlas.view import look, look_matrix, look_profile
from atlas.view.words import own_mark
from indicators.model import Status
from indicators.plugins import discover
from tests.atlas.exports.reading import remarks, workbook
from tests.atlas.exports.reading import text as pdf_text
from tests.atlas.pages.tree import parts, text
from tests.towns import Town

SECRET = "sgb2_u15_nef"
EVERY = ("ant_u18", "bev_insg", "ant_u3", "anz_u3", SECRET)
AREAS = ["11", "12", "13", "21", "22", "23"]
RULE = "Bundesagentur für Arbeit"


@pytest.fixture(scope="module")
def towns(six: City, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, City]]:
    """Sechsfeld with the texts that a public atlas needs: the house and what it published."""
    with pytest.MonkeyPatch.context() as environment:
        for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
            environment.delenv(name, raising=False)
        folder: Path = tmp_path_factory.mktemp("public")
        town = Town(folder / "sechsfeld", six)
        write_legal(town.folder)
        house = town.open()
        to = str(folder / "offen.sqlite")
        release(town.folder, house, prepare(town.folder, house, choose(house, EVERY)), to, "Ada")
        yield house, open_public(to)


QUERIES: dict[str, list[dict[str, str]]] = {
    "profil": [{}, {"ebene": "stadtteil", "gebiete": "11,12"}],
    "tabelle": [{}, {"ebene": "stadtteil"}],
    "zeitreihe": [{}, {"ebene": "stadtteil", "gebiete": "11"}],
    "katalog": [{}, *({"indikator": name} for name in EVERY)],
}


def leads(tree: Any) -> set[str]:
    """Where the links of a page lead: paths without query and anchor; those of its still parts, too."""
    hrefs = [getattr(part, "href", "") for part in parts(tree) if not isinstance(part, str)]
    for part in parts(tree):
        hrefs += re.findall(r'(?:href|data-ziel|action)="([^"]*)"', getattr(part, "markup", "") or "")
    return {re.split(r"[?#]", href)[0] for href in hrefs if href and not href.startswith(("#", "http", "mailto:"))}


def test_no_page_of_the_public_atlas_leads_into_the_house(towns: tuple[City, City]) -> None:
    _, public = towns
    every = discover("atlas.pages")
    shown = {name: page for name, page in every.items() if not getattr(page, "INTERNAL", False)}
    there = {page.PATH for page in shown.values()} | {f"/export/{kind}" for kind in discover("atlas.exports")}
    there |= {"/bericht"}  # papers of public editions, as pages
    navigation = [(page.TITLE, page.PATH) for page in shown.values()]
    trees = [chrome.header(public, navigation), chrome.footer(public)]
    trees += [page.layout(public, query) for name, page in shown.items() for query in QUERIES.get(name, [{}])]
    found = set().union(*(leads(tree) for tree in trees))
    assert {"/impressum", "/datenschutz", "/barrierefreiheit", "/lizenz", "/geheimhaltung"} <= found
    assert found - there == set()


def test_the_browser_knows_whether_there_is_a_page_for_own_areas(towns: tuple[City, City]) -> None:
    house, public = towns
    assert (explore.knowledge(house)["eigene"], explore.knowledge(public)["eigene"]) == (True, False)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    keys=st.sets(st.sampled_from(["11", "12", "13", "21", "22", "23"]), min_size=1), year=st.sampled_from([2022, 2023])
)
def test_a_free_selection_adds_published_cells_and_is_secret_with_any_of_them(
    towns: tuple[City, City], keys: set[str], year: int
) -> None:
    """The sum over any selection is one of published cells: who knows these learns nothing from it."""
    _, public = towns
    profile = look_profile(public, "stadtteil", tuple(sorted(keys)), year)
    shown = {r.indicator.id: r.cell for _, section in profile.sections for r in section if r.period.year == year}
    for cube in stored_cubes(public):
        if cube.level != "stadtteil" or cube.indicator not in shown:
            continue
        column = [period.year for period in cube.periods].index(year)
        rows = [cube.keys.index(key) for key in sorted(keys)]
        cell, numbers = shown[cube.indicator], cube.numerator[rows, column]
        hidden = cube.status[rows, column] == Status.secret
        if hidden.any():
            assert (cell.value, cell.numerator) == (None, None)
            assert cell.status == Status.secret
        if cell.numerator is not None:
            assert cell.numerator == np.nansum(numbers)


def test_in_the_house_a_secret_says_whose_rule_it_is_and_in_public_none_does(towns: tuple[City, City]) -> None:
    house, public = towns
    for city, reason in ((house, f"{RULE}: Mindestfallzahl 3"), (public, "")):
        selection = Selection(SECRET, "stadtteil", "2022-12-31", areas=("12",))
        view = look(selection, city)
        cell = next(c for c in view.cells if c.key == "12")
        assert (cell.status, cell.text, cell.reason) == (Status.secret, "•", reason)
        assert (RULE in view.reading) is bool(reason)
        assert look_matrix(selection, city).header["secret_by"] == reason
        profile = look_profile(city, "stadtteil", ("12",), 2022)
        rows = [r for _, section in profile.sections for r in section if r.indicator.id == SECRET]
        assert rows[0].cell.reason == reason


@pytest.mark.parametrize("kind", ["csv", "csv_de", "svg", "xlsx", "pdf", "geojson", "gpkg"])
def test_every_paper_says_that_small_numbers_are_secret_and_by_whose_rules(
    towns: tuple[City, City], tmp_path: Path, kind: str
) -> None:
    for city, notice in zip(towns, ("Intern", "Öffentliche Ausgabe"), strict=True):
        content = "profil" if kind == "pdf" else "karte"
        query = {"inhalt": content, "indikator": SECRET, "ebene": "stadtteil", "gebiete": "12"}
        said = words_of(download.make_from_query(city, kind, query).content, kind)
        assert notice in said
        assert "Geheimhaltung: Kleine Zahlen" in said
        assert RULE in said


def words_of(content: bytes, kind: str) -> str:
    """The texts of a file, blanks evened."""
    if kind == "xlsx":
        book = workbook(content)
        return " ".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c)
    if kind == "gpkg":
        return " ".join(said for _, said in remarks(content))
    if kind == "pdf":
        return pdf_text(content).replace("Geheimhaltung :", "Geheimhaltung:")
    return " ".join(re.sub(r"<[^>]*>", " ", content.decode()).split())


def test_texts_and_citation_come_with_the_edition(towns: tuple[City, City]) -> None:
    house, public = towns
    every = discover("atlas.pages")
    for name in TEXTS:
        said = text(every[name].layout(public, {}))
        assert "Dieser Text ist erfunden" in said
        assert said == text(every[name].layout(house, {})) or name == "lizenz"
    cited = text(every["lizenz"].layout(public, {}))
    assert re.search(r"Sechsfeld: Sozialatlas Sechsfeld, Veröffentlichung 1 vom \d\d\.\d\d\.\d{4}", cited)
    assert "Diese Regeln galten" in text(every["geheimhaltung"].layout(public, {}))
    assert RULE in text(every["geheimhaltung"].layout(public, {}))


def test_own_areas_are_a_level_as_any_other_and_nobody_is_named(town: Town, tmp_path: Path) -> None:
    """Brückfeld (2 children, secret) and Dornfeld together: their sum less Dornfeld would be Brückfeld."""
    town.write(
        "eigene/paar.toml",
        'title = "Paar"\nplural = "Paare"\nfrom_level = "stadtteil"\nby = "Kollegin Ada"\non = 2026-11-23\n'
        '[[areas]]\nkey = "p"\nname = "P"\nmembers = ["12", "21"]\n',
    )
    town.load()
    house, to = town.open(), tmp_path / "offen.sqlite"
    release(town.folder, house, prepare(town.folder, house, choose(house, EVERY)), str(to), "Ada")
    public = open_public(str(to))
    cubes = {c.level: c for c in stored_cubes(public) if c.indicator == SECRET}
    column = [period.year for period in cubes["paar"].periods].index(2022)
    pair = cubes["paar"].numerator[0, column]
    dorn = cubes["stadtteil"].numerator[cubes["stadtteil"].keys.index("21"), column]
    assert np.isnan(pair) or np.isnan(dorn)
    assert "eigene Gebiete" in own_mark(public.level("paar"))
    assert b"Kollegin" not in to.read_bytes()
