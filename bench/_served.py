"""A served town or a naive map in a process of its own, and what its worker costs."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench._towns import ROOT, settings


@dataclass(frozen=True)
class Served:
    """A server that answers."""

    origin: str
    pid: int

    def get(self, address: str) -> bytes:
        """The body of an answer as it travels to a browser of today."""
        request = urllib.request.Request(self.origin + address, headers={"Accept-Encoding": "br, gzip"})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.read()

    def memory(self) -> float:
        """PSS in MB of the worker: the largest of the server's child processes, else the server itself."""
        kin = [self.pid, *_children(self.pid)]
        return max(_pss(pid) for pid in kin) / 1024


@contextlib.contextmanager
def town(folder: Path) -> Iterator[Served]:
    """`atlas serve` over a loaded town, one worker."""
    port = _free_port()
    command = [sys.executable, "-m", "atlas", "serve", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with _running(command, port) as served:
        yield served


@contextlib.contextmanager
def naive(outlines: Path) -> Iterator[Served]:
    """The naive map over the same outlines."""
    port = _free_port()
    with _running([sys.executable, "-m", "bench._naive", str(outlines), str(port)], port) as served:
        yield served


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[Served]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env=settings(), **quiet)
    served = Served(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait(served, process)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(served: Served, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            served.get("/")
        except urllib.error.HTTPError as answer:
            sys.exit(f"{answer.url} answers {answer.code}")
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"no server on {served.origin} (exit code {process.poll()})")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _children(pid: int) -> list[int]:
    found = [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in _words(task / "children")]
    return found + [grandchild for child in found for grandchild in _children(child)]


def _words(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
