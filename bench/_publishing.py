"""One publication in a process of its own, to the attacked public edition, and what it took."""

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench._towns import ROOT, settings

IN_ITS_PROCESS = "import sys; from bench._publishing import say; say(sys.argv[1:])"


@dataclass(frozen=True)
class Published:
    """What a publication took, and what it hides: values of indicators, as they stand on the screen."""

    wall: float  # seconds
    user: float  # seconds of the processor
    attack: float  # of them for writing aside and attacking what was written
    memory: float  # MB at most
    cells: int
    numbers: int  # values
    primary: int
    secondary: int
    rounds: int
    simplest: int = -1  # what the yardstick hides beside the primary ones; -1: not asked


def publish_alone(town: Path, years: Sequence[int] = (), yardstick: bool = False) -> Published:
    """Publish every indicator of a loaded town that has counts, in a fresh process."""
    words = [str(town), "yes" if yardstick else "", *map(str, years)]
    command = [sys.executable, "-c", IN_ITS_PROCESS, *words]
    done = subprocess.run(command, cwd=ROOT, env=settings(), capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"The publication of {town.name} ended with {done.returncode}:\n{done.stderr[-3000:]}")
    return Published(**json.loads(done.stdout))


def say(words: list[str]) -> None:
    """What `publish_alone` reads."""
    town, yardstick, *years = words
    sys.stdout.write(json.dumps(asdict(_published(Path(town), tuple(map(int, years)), bool(yardstick)))))


def _published(town: Path, years: tuple[int, ...], yardstick: bool) -> Published:
    from atlas.city import open_city
    from atlas.publishing.account import account
    from atlas.publishing.choice import choose
    from atlas.publishing.release import prepare, release
    from bench._simple import simplest

    city = open_city(town)
    every = [i.id for i in city.indicators() if city.methods[i.method].ADDS_UP]
    with tempfile.TemporaryDirectory() as place:
        recipe = Path(place) / "recipe"  # releases are noted there, so that each run is a first one
        shutil.copytree(town, recipe, ignore=shutil.ignore_patterns("*.sqlite*", "raw", "freigaben*"))
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
        prepared = prepare(recipe, city, choose(city, every, years=years))
        half = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        release(recipe, city, prepared, str(Path(place) / "offen.sqlite"), "Bench")
        wall, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    decision = prepared.decision
    more = -1
    if yardstick:
        plain = replace(decision, hidden=simplest(decision, city.catalogue, city.top))
        more = sum(line.secondary for line in account(plain, tuple(info.id for info in city.levels)))
    return Published(
        wall,
        used.ru_utime - before,
        used.ru_utime - half,
        used.ru_maxrss / 1024,
        len(decision.hidden),
        *(sum(getattr(line, name) for line in prepared.lines) for name in ("numbers", "primary", "secondary")),
        decision.rounds,
        more,
    )
