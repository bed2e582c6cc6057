"""The command line as a process: exit codes, one sentence on stderr, no trace; what scripts read from it.

The file is longer than 300 lines because all commands are held to the same promises by the same fixtures.
"""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest

from atlas.__main__ import main
from atlas.view.values import COLUMNS
from tests.checkout import ROOT
from tests.databases import database, postgres  # noqa: F401  # fixtures
from tests.towns import Town

COMMANDS = (
    "demo",
    "new",
    "check",
    "load",
    "import",
    "withdraw",
    "accepted",
    "due",
    "history",
    "areas",
    "serve",
    "values",
    "template",
    "export",
    "report",
    "publish",
    "attack",
)


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def process(*arguments: object, **environment: str) -> Done:
    """The command in a process of its own."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith("ATLAS_")}
    command = [sys.executable, "-m", "atlas", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=clean | environment, timeout=120)
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return Done(done.returncode, out, err)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Done]:
    """The command in this process, which is what `python -m atlas` does, without starting Python each time."""
    for name in ("ATLAS_DATABASE_URL", "ATLAS_RAW"):
        monkeypatch.delenv(name, raising=False)

    def command(*arguments: object, **environment: str) -> Done:
        capfdbinary.readouterr()
        with monkeypatch.context() as changed:
            for name, value in environment.items():
                changed.setenv(name, value)
            code = main([str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode("utf-8"), err.decode("utf-8"))

    return command


def sentence(done: Done, code: int) -> str:
    """The one line on stderr of a command that ended with `code`."""
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture
def loaded(town: Town) -> Town:
    town.load()
    return town


# --- help and wrong use ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_explains_itself(command: str, run: Callable[..., Done]) -> None:
    done = run(*([command] if command else []), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Aufruf: atlas")
    if not command:
        assert all(f"    {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Es fehlt: BEFEHL"),
        (
            ["lade"],
            f"„lade“ gibt es nicht; erlaubt: {', '.join(COMMANDS)}",
        ),
        (["values", "x"], "Es fehlt: --indicator"),
        (["values", "x", "--indicator"], "Hinter --indicator fehlt der Wert"),
        (["values", "x", "--indicator", "i", "--format", "pdf"], "„pdf“ gibt es nicht; erlaubt: csv, csv-de, json"),
        (["demo", "x", "--areas", "viele"], "--areas: „viele“ ist keine ganze Zahl"),
        (["load", "x", "--schnell"], "Das kenne ich nicht: --schnell"),
        (["load", "x", "--rep", "y"], "Das kenne ich nicht: --rep y"),
        (["export", "pdf", "x", "--area", "1", "--level", "2", "-o", "y"], "schließen einander aus"),
    ],
)
def test_wrong_use_is_one_german_sentence_and_exit_code_2(
    arguments: list[str], said: str, run: Callable[..., Done]
) -> None:
    assert said in sentence(run(*arguments), 2)


@pytest.mark.parametrize("command", ["check", "load", "serve", "values", "export", "template"])
def test_a_folder_without_a_city_is_wrong_use(tmp_path: Path, command: str, run: Callable[..., Done]) -> None:
    more = {
        "values": ["--indicator", "x"],
        "export": ["-o", tmp_path / "x"],
        "template": ["--theme", "dem", "-o", tmp_path / "x.xlsx"],
    }.get(command, [])
    first = ["pdf"] if command == "export" else []
    assert "keine city.toml" in sentence(run(command, *first, tmp_path, *more), 2)
    assert "Diesen Ordner gibt es nicht" in sentence(run(command, *first, tmp_path / "nowhere", *more), 2)


# --- check and load --------------------------------------------------------------------------------------------------


def test_check_says_that_all_is_well_and_loads_nothing(town: Town, run: Callable[..., Done]) -> None:
    done = run("check", town.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 Lieferungen, 5 Merkmale, 6 von 87 Indikatoren berechenbar" in done.stdout
    assert list(town.folder.glob("*.sqlite")) == []


def test_check_with_data_says_what_can_hardly_be_true_until_it_is_answered(
    town: Town, run: Callable[..., Done]
) -> None:
    done = run("check", town.folder, "--data")
    assert done.returncode == 1
    assert "1 Fehler ohne Antwort" in done.stderr
    fingerprint, sentence = re.findall(r"\[([0-9a-f]{12})\] bev_u15, stadtteil 23, 2023-12-31: (.+)", done.stdout)[0]
    assert "58, aber „Minderjährige“: 39" in sentence
    wrong = run("check", town.folder, "--answer", "abc", "stimmt")
    assert (wrong.returncode, wrong.stderr[:24]) == (2, "Einen Befund „abc“ gibt ")
    answered = run("check", town.folder, "--answer", fingerprint, "stimmt, so geliefert")
    assert (answered.returncode, answered.stderr) == (0, "")
    assert answered.stdout.endswith(f"Antwort zu {fingerprint} ist gespeichert; Fehler ohne Antwort: 0.\n")
    again = run("check", town.folder, "--data")
    assert (again.returncode, again.stderr) == (0, "")
    assert "Fehler: 1, davon 1 beantwortet" in again.stdout
    assert "stimmt, so geliefert" in again.stdout
    assert list(town.folder.glob("*.sqlite")) == []


def test_check_names_all_five_faults_of_a_catalogue(town: Town, run: Callable[..., Done]) -> None:
    good = (ROOT / "data" / "catalogue" / "indicators" / "ant_u18.toml").read_text("utf-8")
    for name, old, new in (
        ("a", 'method = "share"', 'method = "shares"'),
        ("b", 'numerator = "bev_u18"', 'numerator = "bev_u81"'),
        ("c", "decimals =", "decimls ="),
        ("d", "{value}", "{wert}"),
        ("e", 'numerator = "bev_u18"', 'numerator = "e"'),
    ):
        assert old in good
        town.write(f"catalogue/indicators/{name}.toml", good.replace(old, new))
    done = run("check", town.folder)
    assert (done.returncode, done.stdout) == (1, "")
    for name, word in (("a", "shares"), ("b", "bev_u81"), ("c", "decimls"), ("d", "{value}"), ("e", "sich selbst")):
        lines = [n for n in done.stderr.splitlines() if f"indicators/{name}.toml" in n and word in n]
        assert lines, name
        assert all(", Feld " in line for line in lines)
    assert re.fullmatch(r"\d+ Fehler; es wurde nichts geändert\.", done.stderr.splitlines()[-1])


def test_load_prints_its_report_and_writes_it(town: Town, tmp_path: Path, run: Callable[..., Done]) -> None:
    done = run("load", town.folder, "--report", tmp_path / "bericht.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Neuer Stand 1." in done.stdout
    assert json.loads((tmp_path / "bericht.json").read_text("utf-8"))["deliveries"]
    again = run("load", town.folder)
    assert "Unverändert: es gilt weiter Stand 1." in again.stdout


def test_a_report_that_cannot_be_written_is_one_sentence(town: Town, tmp_path: Path, run: Callable[..., Done]) -> None:
    done = run("load", town.folder, "--report", tmp_path / "nowhere" / "bericht.json")
    assert done.returncode == 2
    assert "kann nicht geschrieben werden" in done.stderr
    assert list(town.folder.glob("*.sqlite")) == [], "said before loading"


def test_faults_of_the_input_end_with_1_and_change_nothing(loaded: Town, run: Callable[..., Done]) -> None:
    loaded.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;fünf;18")
    done = run("load", loaded.folder)
    assert done.returncode == 1
    assert "fünf" in done.stderr
    assert loaded.open().edition.number == 1


def test_broken_toml_is_a_fault(town: Town, run: Callable[..., Done]) -> None:
    town.write("city.toml", "key = ")
    done = run("check", town.folder)
    assert done.returncode == 1
    assert done.stderr.startswith("city.toml: ")


def test_a_database_of_junk_or_none_at_all(town: Town, tmp_path: Path, run: Callable[..., Done]) -> None:
    assert "noch keine Daten geladen" in sentence(run("values", town.folder, "--indicator", "ant_u18"), 1)
    junk = tmp_path / "junk.sqlite"
    junk.write_bytes(b"no database " * 1000)
    for command in (["load", town.folder], ["values", town.folder, "--indicator", "ant_u18"]):
        assert "keine lesbare Datenbank" in sentence(run(*command, ATLAS_DATABASE_URL=f"sqlite:///{junk}"), 1)
    assert junk.read_bytes() == b"no database " * 1000
    for url in ("nonsense", "nodialect://x", "postgresql+psycopg://127.0.0.1:9/x?connect_timeout=2"):
        assert sentence(run("load", town.folder, ATLAS_DATABASE_URL=url), 1).endswith(".")


def test_a_read_only_database_serves_and_refuses_a_load(loaded: Town, run: Callable[..., Done]) -> None:
    url = f"sqlite:///file:{loaded.folder / 'sechsfeld.sqlite'}?mode=ro&uri=true"
    done = run("values", loaded.folder, "--indicator", "bev_insg", "--level", "stadt", ATLAS_DATABASE_URL=url)
    assert (done.returncode, done.stderr) == (0, "")
    loaded.change("raw/sgb2.csv", "2023;22;5;18", "2023;22;6;18")
    assert "ist schreibgeschützt" in sentence(run("load", loaded.folder, ATLAS_DATABASE_URL=url), 1)
    assert loaded.open().edition.number == 1


def test_template_writes_the_file_and_its_specs(loaded: Town, tmp_path: Path, run: Callable[..., Done]) -> None:
    done = run("template", loaded.folder, "--theme", "dem", "--year", 2024, "-o", tmp_path / "v.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(tmp_path / name) for name in ("v.xlsx", "v.toml", "v_jahr.toml")]
    assert "gibt es schon" in sentence(run("template", loaded.folder, "--theme", "dem", "-o", tmp_path / "v.xlsx"), 2)


# --- values ----------------------------------------------------------------------------------------------------------


def values(run: Callable[..., Done], town: Town, *more: str) -> list[dict[str, str]]:
    done = run("values", town.folder, *more)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_values_have_exactly_the_columns_that_scripts_expect(loaded: Town, run: Callable[..., Done]) -> None:
    done = run("values", loaded.folder, "--indicator", "ant_u18", "--level", "bezirk", "--period", "2023")
    lines = done.stdout.splitlines()
    assert lines[0] == "area_key,area_name,level,period,numerator,denominator,value,lower,upper,status"
    assert tuple(lines[0].split(",")) == COLUMNS
    assert lines[1].startswith("1,West,bezirk,2023-12-31,258,1600,16.125,")
    assert len(lines) == 1 + 2


def test_values_are_unrounded_with_limits_at_95_per_cent(loaded: Town, run: Callable[..., Done]) -> None:
    (row,) = values(run, loaded, "--indicator", "ant_u18", "--level", "stadtteil", "--area", "21", "--period", "2023")
    z, x, n = 1.959963984540054, 520, 2000
    root = z * (z * z + 4 * x * (1 - x / n)) ** 0.5
    limits = [100 * (2 * x + z * z + sign * root) / (2 * (n + z * z)) for sign in (-1, 1)]
    assert float(row["value"]) == 100 * 520 / 2000
    assert [float(row["lower"]), float(row["upper"])] == pytest.approx(limits, rel=1e-12)


def test_a_year_takes_all_of_the_year_and_no_period_takes_all(loaded: Town, run: Callable[..., Done]) -> None:
    loaded.deliver("juni", {"n": "bev_insg"}, "2023;11;1050", day="06-30")
    loaded.load()
    asked = ["--indicator", "bev_insg", "--level", "stadtteil", "--area", "11"]
    assert [r["period"] for r in values(run, loaded, *asked, "--period", "2023")] == ["2023-06-30", "2023-12-31"]
    assert [r["period"] for r in values(run, loaded, *asked, "--period", "2023-06-30")] == ["2023-06-30"]
    assert [r["period"] for r in values(run, loaded, *asked)] == ["2022-12-31", "2023-06-30", "2023-12-31"]


def test_json_and_german_csv_say_the_same(loaded: Town, run: Callable[..., Done]) -> None:
    asked = ["--indicator", "ant_u18", "--level", "stadtteil", "--period", "2022"]
    plain = values(run, loaded, *asked)
    rows = json.loads(run("values", loaded.folder, *asked, "--format", "json").stdout)
    assert [list(row) for row in rows] == [list(COLUMNS)] * 6
    assert [row["value"] for row in rows] == [float(r["value"]) if r["value"] else None for r in plain]
    text = run("values", loaded.folder, *asked, "--format", "csv-de").stdout
    assert text.startswith("\ufeffarea_key;area_name;")
    german = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [r["value"].replace(",", ".") for r in german] == [r["value"] for r in plain]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--indicator", "nichts"], "Den Indikator „nichts“ gibt es in Sechsfeld nicht"),
        (["--indicator", "ant_65"], "Den Indikator „ant_65“ gibt es in Sechsfeld nicht"),
        (["--indicator", "ant_u18", "--level", "quartier"], "vorhanden sind: stadt, bezirk, sozialraum, stadtteil"),
        (["--indicator", "ant_u18", "--area", "99"], "Das Gebiet „99“ gibt es nicht"),
        (["--indicator", "ant_u18", "--level", "bezirk", "--area", "11"], "Das Gebiet „11“ gibt es nicht"),
        (["--indicator", "ant_u18", "--period", "1999"], "vorhanden: 2022-12-31, 2023-12-31"),
    ],
)
def test_what_does_not_exist_is_wrong_use(loaded: Town, more: list[str], said: str, run: Callable[..., Done]) -> None:
    assert said in sentence(run("values", loaded.folder, *more), 2)


def test_a_reader_that_has_seen_enough_is_no_fault(loaded: Town, run: Callable[..., Done]) -> None:
    command = f"{sys.executable} -m atlas values {loaded.folder} --indicator ant_u18 | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_database_gives_the_same_values_to_scripts(town: Town, run: Callable[..., Done], database: str) -> None:  # noqa: F811  # the fixture
    asked = ["values", town.folder, "--indicator", "sgb2_u15_nef"]
    town.load()
    expected = run(*asked)
    assert run("load", town.folder, ATLAS_DATABASE_URL=database).returncode == 0
    assert run(*asked, ATLAS_DATABASE_URL=database) == expected
    assert expected.stdout.count("\n") == 1 + 2 * (1 + 2 + 2 + 6)


def test_a_process_ends_with_0_1_or_2(town: Town) -> None:
    town.write("raw/sgb2.csv", "kein Kopf")
    assert process("check", town.folder)[::2] == (0, "")
    broken = process("load", town.folder)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert "sgb2.csv" in broken.stderr
    assert process("values", town.folder).returncode == 2


# --- export, demo, serve ---------------------------------------------------------------------------------------------


def test_an_export_prints_its_path(loaded: Town, tmp_path: Path, run: Callable[..., Done]) -> None:
    done = run("export", "xlsx", loaded.folder, "--area", "stadtteil:11", "-o", tmp_path / "altfeld.xlsx")
    assert (done.returncode, done.stdout.strip()) == (0, str(tmp_path / "altfeld.xlsx"))
    assert (tmp_path / "altfeld.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["doc"], "Das Format „doc“ gibt es nicht"),
        (["pdf", "--area", "99"], "Das Gebiet „99“ gibt es"),
        (["svg", "--indicator", "nichts"], "Den Indikator „nichts“ gibt es"),
    ],
)
def test_an_export_of_nothing_is_wrong_use(
    loaded: Town, tmp_path: Path, more: list[str], said: str, run: Callable[..., Done]
) -> None:
    assert said in sentence(run("export", more[0], loaded.folder, *more[1:], "-o", tmp_path / "x"), 2)


@pytest.mark.parametrize("more", [["--areas", "3"], ["--areas", "12001"], ["--years", "0"]])
def test_a_town_that_cannot_be_invented_is_wrong_use(tmp_path: Path, more: list[str], run: Callable[..., Done]) -> None:
    assert sentence(run("demo", tmp_path / "stadt", *more), 2).endswith(".")
    assert not (tmp_path / "stadt").exists()


@pytest.mark.parametrize(
    ("more", "said"), [(["--port", "0"], "erlaubt sind 1 bis"), (["--workers", "0"], "1 oder mehr")]
)
def test_serving_on_what_cannot_be_is_wrong_use(
    loaded: Town, more: list[str], said: str, run: Callable[..., Done]
) -> None:
    assert said in sentence(run("serve", loaded.folder, *more), 2)


def test_serving_on_a_port_that_is_taken_is_one_sentence(loaded: Town, run: Callable[..., Done]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "ist nicht frei" in sentence(run("serve", loaded.folder, "--port", taken.getsockname()[1]), 1)


def test_a_town_is_served_until_it_is_stopped(loaded: Town) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "atlas", "serve", str(loaded.folder), "--port", str(port)]
    served = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        text = ""
        for _ in range(200):
            try:
                with urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    text = answer.read().decode()
                break
            except OSError:
                time.sleep(0.1)
        assert "Sozialatlas Sechsfeld" in text
    finally:
        served.send_signal(signal.SIGINT)
        out, err = served.communicate(timeout=30)
    assert out.startswith(f"Sozialatlas Sechsfeld: http://127.0.0.1:{port}")
    assert "Traceback" not in err
