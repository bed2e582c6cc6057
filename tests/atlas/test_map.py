"""The map component and the routes of its drawing libraries."""

import gzip
import json

import brotli
import pytest
from flask import Flask

from atlas.components.map import LIBRARIES, AtlasMap, addresses, static_routes


@pytest.fixture
def client():
    server = Flask("maps")
    static_routes(server)
    return server.test_client()


def test_component_is_plain_json_for_the_browser():
    made = AtlasMap(id="karte", bounds=[[9.3, 54.7], [9.5, 54.8]], matrix="/m", period=3).to_plotly_json()
    assert (made["namespace"], made["type"]) == ("atlas_map", "AtlasMap")
    props = json.loads(json.dumps(made["props"]))
    assert props["period"] == 3
    assert props["libraries"] == addresses()
    assert "Tabelle" in props["note"]


def test_component_refuses_a_prop_that_it_does_not_know():
    with pytest.raises(TypeError, match="unexpected keyword argument: `matirx`"):
        AtlasMap(id="karte", matirx="/m")


@pytest.mark.parametrize("name", LIBRARIES)
def test_library_comes_out_of_its_wheel_compressed_and_is_kept_for_a_year(client, name):
    plain = client.get(addresses()[name])
    packed = client.get(addresses()[name], headers={"Accept-Encoding": "gzip, br"})
    zipped = client.get(addresses()[name], headers={"Accept-Encoding": "gzip"})
    assert plain.status_code == packed.status_code == 200
    assert packed.headers["Content-Encoding"] == "br"
    assert "immutable" in packed.headers["Cache-Control"]
    assert "max-age=31536000" in packed.headers["Cache-Control"]
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(packed.data) == gzip.decompress(zipped.data) == plain.data
    assert len(packed.data) < len(plain.data) / 3


def test_first_load_of_the_map_stays_small(client):
    sizes = {n: len(client.get(a, headers={"Accept-Encoding": "br"}).data) for n, a in addresses().items()}
    assert sizes["maplibre"] <= 230_000
    assert sizes["leaflet"] + sizes["leaflet_css"] <= 50_000


@pytest.mark.parametrize("path", ["/_map/000000000000/maplibre-gl.js", "/_map/x/secrets.toml"])
def test_another_version_or_file_is_not_there(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text == "Diese Datei gibt es nicht."


def test_addresses_keep_to_the_prefix_of_the_atlas():
    assert all(address.startswith("/atlas/_map/") for address in addresses("/atlas/").values())
