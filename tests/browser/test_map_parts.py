"""The map's own JavaScript in a real browser, part by part: it reads, prints and finds as python does."""

import base64
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from atlas import numbers
from atlas.hatches import styles
from atlas.numbers import SIGNS
from atlas.web.transport import NO_NUMBER, UNCLASSED, pack, unpack
from tests.checkout import ROOT

PARTS = ("matrix", "geometry", "picture")


@pytest.fixture(scope="module")
def parts(browser: Browser) -> Iterator[Page]:
    """An empty page with the parts of the map that draw nothing."""
    context = browser.new_context()
    page = context.new_page()
    for part in PARTS:
        page.add_script_tag(path=ROOT / "atlas" / "assets" / f"map-{part}.js")
    page.add_script_tag(content="const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0)).buffer;")
    yield page
    context.close()


def _matrix() -> bytes:
    """Three periods of four areas: the greatest and least numbers, every kind of class."""
    printed = np.array([[0, 5, -7, 2**31 - 1], [12345, 5, -8, -(2**31)], [1, 6, 0, 3]], np.int32)
    classes = np.array([[0, 1, 2, UNCLASSED], [1, NO_NUMBER, 2, 0], [0, 0, NO_NUMBER, 4]], np.uint8)
    statuses = np.array([[0, 0, 0, 1], [2, 3, 0, 0], [0, 7, 5, 0]], np.uint8)
    header = {"unit": "je 1.000 „Kinder“", "decimals": 1, "periods": [{"iso": iso} for iso in ("2022", "2023", "2024")]}
    return pack(header, printed, classes, statuses, {"base": np.abs(printed // 2)})


def _in_browser(parts: Page, body: bytes) -> dict[str, Any]:
    return parts.evaluate(
        """text => {
            const m = atlas_map.decode(bytes(text)), out = {header: m.header, rows: m.rows, columns: m.columns};
            for (const name of ["printed", "classes", "statuses", "base"]) out[name] = Array.from(m[name] || []);
            return out;
        }""",
        base64.b64encode(body).decode(),
    )


def test_browser_reads_what_python_packed(parts: Page) -> None:
    body = _matrix()
    found, expected = _in_browser(parts, body), unpack(body)
    assert found["header"]["unit"] == "je 1.000 „Kinder“"
    assert (found["rows"], found["columns"]) == (3, 4)
    assert found["printed"] == expected.printed.ravel().tolist()
    assert found["classes"] == expected.classes.ravel().tolist()
    assert found["statuses"] == expected.statuses.ravel().tolist()
    assert found["base"] == expected.extra["base"].ravel().tolist()


@pytest.mark.parametrize("broken", [b"PK\x03\x04 not ours", _matrix()[:-3]])
def test_browser_refuses_what_is_no_whole_matrix(parts: Page, broken: bytes) -> None:
    said = parts.evaluate(
        "text => { try { atlas_map.decode(bytes(text)); return ''; } catch (error) { return error.message; } }",
        base64.b64encode(broken).decode(),
    )
    assert said in ("not a matrix", "matrix is cut off")


@pytest.mark.parametrize("units", [0, 5, -5, 50, 999, 1000, 12345, -123456, 1234567, -(2**31)])
@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_browser_prints_numbers_as_paper_does(parts: Page, units: int, decimals: int) -> None:
    value = numbers.rounded(units, 0).scaleb(-decimals)
    plain, signed = parts.evaluate(
        "([units, decimals]) => [atlas_map.german(units, decimals), atlas_map.german(units, decimals, true)]",
        [units, decimals],
    )
    assert plain == numbers.text(value, decimals)
    assert signed == numbers.signed(value, decimals)


def _square(row: int, key: str, west: float, south: float, size: float, hole: bool = False) -> dict[str, Any]:
    def ring(w: float, s: float, d: float) -> list[list[float]]:
        return [[w, s], [w + d, s], [w + d, s + d], [w, s + d], [w, s]]

    rings = [ring(west, south, size)] + ([ring(west + size / 4, south + size / 4, size / 2)] if hole else [])
    return {"id": row, "properties": {"k": key}, "geometry": {"type": "Polygon", "coordinates": rings}}


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ((9.01, 54.01), "01"),
        ((9.05, 54.05), None),  # in the hole of 01
        ((9.15, 54.05), "03"),
        ((9.25, 54.05), None),  # beside everything
    ],
)
def test_pointer_finds_the_area_and_no_other(parts: Page, place: tuple[float, float], key: str | None) -> None:
    """Rows come from the features' ids: row 1 belongs to another vintage and has no outline here."""
    areas = {"features": [_square(0, "01", 9.0, 54.0, 0.1, hole=True), _square(2, "03", 9.1, 54.0, 0.1)]}
    found = parts.evaluate(
        """([areas, lon, lat]) => {
            const g = atlas_map.geometry(areas), at = g.local(lon, lat), row = g.locate(at[0], at[1]);
            return [g.count, row < 0 ? null : g.keys[row], g.row("02"), g.bounds(2).flat()];
        }""",
        [areas, *place],
    )
    assert found[:3] == [3, key, -1]
    assert found[3] == pytest.approx([9.1, 54.0, 9.2, 54.1], abs=1e-6)


def _tooltip(parts: Page, row: int, period: int, header: dict[str, object] | None = None) -> list[str]:
    named = styles({status: sign.word for status, sign in SIGNS.items()})
    return parts.evaluate(
        """([text, row, props, header]) => {
            const matrix = atlas_map.decode(bytes(text));
            Object.assign(matrix.header, header);
            return atlas_map.picture.says(row, matrix, null, props, "Hafen").map(line => line[1]);
        }""",
        [base64.b64encode(_matrix()).decode(), row, {"period": period, "styles": named}, header or {}],
    )


def test_tooltip_says_name_value_status_and_n(parts: Page) -> None:
    unit = "\u00a0je 1.000 „Kinder“"
    assert _tooltip(parts, 0, 1) == ["Hafen", f"1.234,5{unit}", SIGNS[2].word, "n\u00a0=\u00a06.172"]
    assert _tooltip(parts, 2, 0, {"signed": True})[1] == f"\u22120,7{unit}"
    assert _tooltip(parts, 0, 1, {"signed": True})[1] == f"+1.234,5{unit}"


def test_tooltip_of_a_secret_value_gives_no_number_away(parts: Page) -> None:
    assert _tooltip(parts, 1, 1)[:2] == ["Hafen", SIGNS[3].word]


def test_areas_are_coloured_by_class_else_by_status(parts: Page) -> None:
    named = styles({status: sign.word for status, sign in SIGNS.items()})
    colours = ["#111111", "#222222", "#333333"]
    found = parts.evaluate(
        """([text, props]) => [0, 1].map(period =>
            atlas_map.picture.colours(atlas_map.decode(bytes(text)), Object.assign({period: period}, props)))""",
        [base64.b64encode(_matrix()).decode(), {"styles": named, "colours": colours}],
    )
    assert found[0][:3] == colours
    assert found[1] == ["#222222", named["3"]["ground"], "#333333", "#111111"]
