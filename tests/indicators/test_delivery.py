"""Delivery specs: what they may say, and one sentence for everything else."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from indicators.deliveries.expected import Expected
from indicators.deliveries.rules import AreaRule, Category, Layout, PeriodRule, Refusal, RowRule
from indicators.deliveries.spec import LOADERS, Delivery, read_deliveries, read_delivery
from indicators.deliveries.symbols import DIALECTS
from indicators.errors import FaultyInput
from indicators.plugins import discover
from tests.checkout import ROOT
from tests.indicators.loaders.specs import WIDE

LONG = WIDE.replace("csv_wide", "csv_long").replace('values = { ew = "bev_insg" }', "")


def said(folder: Path, text: str) -> list[str]:
    path = folder / "probe.toml"
    path.write_text(text, "utf-8")
    return [str(fault) for fault in read_delivery(path)[1]]


def test_a_spec_is_read_with_its_defaults(tmp_path: Path) -> None:
    (tmp_path / "einwohner_2022.toml").write_text(WIDE + "received = 2024-05-02\n")
    (delivery,) = read_deliveries(tmp_path)
    assert (delivery.name, delivery.file, delivery.received) == ("einwohner_2022", ("*.csv",), "2024-05-02")
    assert (delivery.symbols, delivery.read.empty, delivery.priority) == ("plain", "missing", 0)
    assert delivery.variables == ("bev_insg",)


def test_the_loaders_are_those_of_the_family() -> None:
    assert tuple(discover("indicators.loaders")) == LOADERS


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("title", "titel", "Feld titel", "gemeint ist wohl „title“"),
        ("csv_wide", "csv_breit", "Feld loader", "erlaubt: csv_long, csv_wide, "),
        ('file = "*.csv"', 'file = "../*.csv"', "Feld file[1]", "unterhalb des Rohdatenordners"),
        ('file = "*.csv"', 'file = "/etc/passwd"', "Feld file[1]", "unterhalb des Rohdatenordners"),
        ('file = "*.csv"', "file = 7", "Feld file[1]", "ein Text in Anführungszeichen"),
        ("producer", "hersteller", "Feld hersteller", "Dieses Feld gibt es nicht"),
        ('level = "stadtteil"', 'levl = "stadtteil"', "Feld levl", "gemeint ist wohl „level“"),
        (', level = "stadtteil"', "", "Feld area", "entweder level"),
        ('column = "gebiet"', 'constant = { level = "stadt", key = "0" }, column = "gebiet"', "Feld area", "column"),
        ('"stadtteil"', '"stadtteil", total = "000"', "Feld area.total", "gehören zusammen"),
        ('"stadtteil"', '"stadtteil", pattern = "("', "Feld area.pattern", "kein gültiger regulärer Ausdruck"),
        ('"stadtteil"', '"stadtteil", format = "{x}"', "Feld area.format", "kein Format"),
        ('"stadtteil"', '"stadtteil", drop = [{ reason = "so" }]', "Feld area.drop[1]", "entweder key oder pattern"),
        ('column = "jahr"', 'column = "jahr", constant = "2022"', "Feld period", "genau eines"),
        ('column = "jahr"', "file = '\\d{4}'", "Feld period.file", "(?P<year>"),
        ('"12-31"', '"31.12."', "Feld period.day", "12-31"),
        ('day = "12-31"', 'kind = "schuljahr"', "Feld period.kind", "keine Art von Zeitbezug"),
        ("values = {", 'symbols = "din5531"\nvalues = {', "Feld symbols", "gemeint ist wohl „din55301“"),
        ("values = {", 'symbols_own = { "*" = "geheim" }\nvalues = {', "Feld symbols_own.*", "kein Status"),
        ("values = {", 'read = { empty = "leer" }\nvalues = {', "Feld read.empty", "keine Bedeutung"),
        ("values = {", 'read = { decimal = ".", thousands = "." }\nvalues = {', "Feld read.thousands", "verschieden"),
        ("values = {", 'read = { thousands = " " }\nvalues = {', "Feld read.thousands", "Leerzeichen gelten immer"),
        ("values = {", "read = { header_rows = 0 }\nvalues = {", "Feld read", "mindestens eine Kopfzeile"),
        ("values = {", 'read = { start = "a", after = "b" }\nvalues = {', "Feld read.start", "entweder start"),
        ("values = {", 'read = { start = "(" }\nvalues = {', "Feld read.start", "kein gültiger regulärer Ausdruck"),
        ("values = {", 'read = { block = "Stand" }\nvalues = {', "Feld read.block", "benannte Gruppe"),
        ("values = {", 'read = { block_header = "nie" }\nvalues = {', "Feld read.block_header", "each oder once"),
        ("values = {", 'read = { block_header = "once" }\nvalues = {', "Feld read.block_header", "Ohne block"),
        ("values = {", "read = { fill_header = true }\nvalues = {", "Feld read.fill_header", "header_rows"),
        ("values = {", 'read = { path = "a" }\nvalues = {', "Feld read.path", "nur in json_records"),
        (
            "values = {",
            'symbols_own = { "vorl." = "provisional" }\nvalues = {',
            "symbols_own.vorl.",
            "einziger Buchstabe",
        ),
        ("values = {", 'quality = { we = "q" }\nvalues = {', "Feld quality", "keine Wertspalte"),
        ("values = {", 'optional = ["x"]\nvalues = {', "Feld optional", "steht nicht in [values]"),
        ('"bev_insg"', '"Bev"', "Feld values", "kein Name eines Merkmals"),
        ('values = { ew = "bev_insg" }', "", "Feld values", "csv_wide liest"),
        ("csv_wide", "csv_long", "Feld rows", "csv_long liest"),
        ("title = ", "title ", "probe.toml", "TOML"),
    ],
)
def test_a_fault_is_one_sentence_with_its_place(tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    faults = said(tmp_path, WIDE.replace(old, new, 1))
    assert [f for f in faults if place in f and words in f], faults
    assert all(f.startswith("deliveries/probe.toml") and f.endswith(".") for f in faults)


@pytest.mark.parametrize(
    ("loader", "field"),
    [("jsonstat", "skip_rows = 1"), ("json_records", 'sheet = "a"'), ("genesis", "header_rows = 2")],
)
def test_a_format_refuses_what_it_cannot_use(tmp_path: Path, loader: str, field: str) -> None:
    (fault,) = said(tmp_path, WIDE.replace("csv_wide", loader) + f"read = {{ {field} }}\n")
    assert f"Das Format {loader} kennt „{field.split(maxsplit=1)[0]}“ nicht" in fault


def test_a_genesis_file_has_its_own_signs_unless_the_delivery_names_others(tmp_path: Path) -> None:
    for text, symbols in (("", "genesis"), ('symbols = "plain"\n', "plain")):
        (tmp_path / "probe.toml").write_text(WIDE.replace("csv_wide", "genesis") + text)
        delivery, _ = read_delivery(tmp_path / "probe.toml")
        assert delivery is not None
        assert delivery.symbols == symbols


def test_all_faults_of_all_specs_are_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(WIDE.replace("title", "titel").replace('"stadtteil"', "5"))
    (tmp_path / "b.toml").write_text(WIDE.replace("csv_wide", "csv_breit").replace('"12-31"', '"Silvester"'))
    with pytest.raises(FaultyInput) as caught:
        read_deliveries(tmp_path)
    named = [f.place for f in caught.value.faults]
    for place in (
        "a.toml, Feld titel",
        "a.toml, Feld area, Feld level",
        "b.toml, Feld loader",
        "b.toml, Feld period.day",
    ):
        assert f"deliveries/{place}" in named


def test_a_folder_without_deliveries_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="keine Lieferung"):
        read_deliveries(tmp_path)


def test_a_category_is_a_short_way_to_write_rules(tmp_path: Path) -> None:
    category = '[category]\ncolumn = "art"\nvalue = "zahl"\nvariables = { Einwohner = "bev_insg" }\n'
    rules = '[[rows]]\ncolumn = "zahl"\nvariable = "bev_insg"\nwhere = { art = "Einwohner" }\n'
    found = []
    for text in (category, rules):
        (tmp_path / "probe.toml").write_text(LONG + text)
        delivery, faults = read_delivery(tmp_path / "probe.toml")
        assert delivery is not None, faults
        found.append(delivery.rules)
    assert found[0] == found[1]


@pytest.mark.parametrize("form", [Delivery, Layout, AreaRule, PeriodRule, RowRule, Category, Refusal, Expected])
def test_every_field_stands_in_the_docs(form: type) -> None:
    listed = set(re.findall(r"^\| `([a-z_.]+)` \|", (ROOT / "docs" / "deliveries.md").read_text("utf-8"), re.MULTILINE))
    prefix = {RowRule: "rows.", Category: "category."}.get(form, "")
    names = {prefix + f.name for f in fields(form) if f.metadata.get("written", True)}
    assert names - listed == set()


def test_every_dialect_and_loader_stands_in_the_docs() -> None:
    text = (ROOT / "docs" / "deliveries.md").read_text("utf-8")
    assert [key for key in (*DIALECTS, *LOADERS) if f"`{key}`" not in text] == []
