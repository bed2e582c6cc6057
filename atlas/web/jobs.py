"""Jobs in processes of their own, each in a folder: begun here, done by `atlas.intake.job`, asked how far they are."""

import contextlib
import json
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from atlas.intake.job import BROKEN, JOB, STATE, say

OLD: Final = 86_400  # seconds after which a job's folder goes
TOKEN: Final = re.compile(r"[0-9a-f]{16}")
ROOT: Final = Path(__file__).parents[2]


class Jobs:
    """The jobs of one town."""

    def __init__(self, folder: Path) -> None:
        self.city = folder
        self.place = folder / "eingang" / "auftraege"
        self.last: dict[Path, subprocess.Popen[bytes]] = {}  # the process that a folder's job runs in

    def new(self) -> Path:
        """A folder for one more job; those of old jobs go, for what was accepted lies elsewhere."""
        for old in self.place.glob("*") if self.place.is_dir() else ():
            if time.time() - old.stat().st_mtime > OLD:
                shutil.rmtree(old, ignore_errors=True)
        place = self.place / secrets.token_hex(8)
        place.mkdir(parents=True)
        return place

    def start(self, place: Path, job: dict[str, Any]) -> dict[str, str]:
        """Begin the job in its folder; what the page asks for it by."""
        (place / JOB).write_text(json.dumps({"city": str(self.city), **job}, ensure_ascii=False), "utf-8")
        say(place, {"state": "running", "step": "", "done": 0, "of": 0})
        with (place / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "atlas.intake.job", str(place)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.last[place] = process
        threading.Thread(target=self._await, args=(process, place), daemon=True).start()
        return {"job": place.name}

    def again(self, token: str, job: dict[str, Any]) -> dict[str, str]:
        """The next job on the file of an earlier one."""
        return self.start(self.place / token, job)

    def read(self, token: str, name: str) -> dict[str, Any] | None:
        """What a job was told (JOB) or says (STATE); None where there is none."""
        try:
            found = json.loads((self.place / token / name).read_text("utf-8")) if TOKEN.fullmatch(token) else None
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _await(self, process: subprocess.Popen[bytes], place: Path) -> None:
        """Leave no process behind that has ended; one that was killed says nothing itself."""
        process.wait()
        if self.last.get(place) is not process:
            return
        with contextlib.suppress(OSError, ValueError):
            if json.loads((place / STATE).read_text("utf-8"))["state"] == "running":
                say(place, {"state": "failed", "sentences": [BROKEN]})
        del self.last[place]
