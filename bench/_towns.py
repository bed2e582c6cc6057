"""The towns that are measured: Musterstadt with 600 and with 11,000 areas, and Berlin; each made and loaded once.

They lie in `ATLAS_BENCH_CACHE`, else in a temporary folder of this run. In the cache a town is made anew when the code
that wrote or loaded it has changed.
"""

import functools
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
YEARS = 12
# At 11,000 areas only some deliveries are loaded: the whole catalogue would take minutes and measure nothing else.
MANY = 5_000
KEPT = ("einwohner", "soziales", "arbeitsmarkt")
RESIDENTS = 2024  # Berlin's year
SHARE = 'method = "share"'
WRITERS = ("atlas/demo",)
LOADERS = ("atlas/intake/ingest.py", "atlas/intake/places.py", "atlas/recipe.py", "geo", "indicators", "data/catalogue")


@functools.cache
def musterstadt(areas: int) -> Path:
    """A folder with a loaded Musterstadt of so many areas and twelve years."""
    written = folder() / f"{areas}-{YEARS}-{_digest(WRITERS)}"
    if not written.exists():
        _atlas("demo", str(_fresh(written)), "--areas", str(areas), "--years", str(YEARS))
        for spec in sorted((_fresh_name(written) / "deliveries").glob("*.toml")):
            if areas > MANY and spec.stem not in KEPT:
                spec.unlink()
        _fresh_name(written).rename(written)
    return _loaded(written, {})


@functools.cache
def berlin() -> Path | None:
    """The recipe of Berlin, loaded; None where the raw files of real towns are absent."""
    shared = Path(os.environ.get("ATLAS_SHARED") or ROOT.parent / "shared")
    raw = shared / "cities" / "berlin"
    if not raw.is_dir():
        return None
    recipe = folder() / f"berlin-{_digest(('data/berlin',))}"
    if not recipe.exists():
        shutil.copytree(ROOT / "data" / "berlin", _fresh(recipe), ignore=shutil.ignore_patterns("*.sqlite*"))
        _fresh_name(recipe).rename(recipe)
    return _loaded(recipe, {"ATLAS_RAW": str(raw.resolve())})


@functools.cache
def berlin_residents(minimum: int) -> Path | None:
    """Berlin with its residents of one year by age and origin and nothing else, and this minimum count for every share.

    No Planungsraum has 1 or 2 of any group, so that a minimum of 3 would hide nothing.
    """
    shared = Path(os.environ.get("ATLAS_SHARED") or ROOT.parent / "shared")
    raw = shared / "cities" / "berlin"
    if not raw.is_dir():
        return None
    recipe = folder() / f"berlin-residents-{minimum}-{_digest(('data', 'bench/_towns.py'))}"
    if not recipe.exists():
        made = _fresh(recipe)
        shutil.copytree(ROOT / "data" / "berlin", made, ignore=shutil.ignore_patterns("*.sqlite*"))
        for spec in (made / "deliveries").glob("*.toml"):
            if not spec.stem.startswith("bevoelkerung_"):
                spec.unlink()
                continue
            text = spec.read_text("utf-8")
            spec.write_text(text.replace("pop/pop-*-", f"pop/pop-{RESIDENTS}-"), "utf-8")
        ours = made / "catalogue" / "indicators"
        for source in sorted((ROOT / "data" / "catalogue" / "indicators").glob("*.toml")):
            text = source.read_text("utf-8")
            if SHARE in text and 'numerator = "bev_' in text and not (ours / source.name).exists():
                (ours / source.name).write_text(text, "utf-8")
        for file in ours.glob("*.toml"):
            text = file.read_text("utf-8")
            if SHARE in text and "[rules]" not in text:
                rules = f"min_numerator = {minimum}\nmin_complement = {minimum}\nzero_is_safe = false\n"
                file.write_text(f'{text}\n[rules]\n{rules}source = "Statistikstelle"\n', "utf-8")
        made.rename(recipe)
    return _loaded(recipe, {"ATLAS_RAW": str(raw.resolve())})


@functools.cache
def folder() -> Path:
    """Where towns are kept: `ATLAS_BENCH_CACHE`, else a folder that goes with this process."""
    named = os.environ.get("ATLAS_BENCH_CACHE")
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        return Path(named)
    return Path(_temporary().name)


@functools.cache
def _temporary() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="atlas-bench-")


def _loaded(town: Path, more: dict[str, str]) -> Path:
    """The town with a database that this code has written."""
    known, code = town / "loaded-by.txt", _digest(LOADERS)
    if not known.exists() or known.read_text() != code:
        for old in town.glob("*.sqlite*"):
            old.unlink()
        _atlas("load", str(town), **more)
        known.write_text(code)
    return town


def _fresh(place: Path) -> Path:
    """A folder beside `place` that is empty; it takes the name when it is whole."""
    shutil.rmtree(_fresh_name(place), ignore_errors=True)
    return _fresh_name(place)


def _fresh_name(place: Path) -> Path:
    return place.with_name(f".{place.name}")


def _atlas(*arguments: str, **more: str) -> None:
    command = [sys.executable, "-m", "atlas", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=settings(**more), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"atlas {arguments[0]} ended with {done.returncode}:\n{done.stderr}")


def settings(**more: str) -> dict[str, str]:
    """The environment without a setting that would lead elsewhere, and with `more`."""
    elsewhere = ("ATLAS_CITY", "ATLAS_DATABASE_URL", "ATLAS_RAW")
    return {k: v for k, v in os.environ.items() if k not in elsewhere} | more


def _digest(places: Iterable[str]) -> str:
    found = hashlib.sha256()
    for place in places:
        at = ROOT / place
        for file in sorted(at.rglob("*")) if at.is_dir() else [at]:
            if file.suffix in (".py", ".toml"):
                found.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return found.hexdigest()[:12]
