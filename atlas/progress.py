"""A progress bar on a terminal, silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

FINE = 1000  # steps of one part of a task
Step = Callable[[str, int, int], None]  # what is done now, how many of how many


def silent(_what: str, _done: int, _of: int) -> None:
    """Report to nobody."""


def half(step: Step, second: bool = False) -> Step:
    """The same bar for the first or the second half of a task."""

    def moved(what: str, done: int, of: int) -> None:
        step(what, done + of * second, 2 * of)

    return moved


def within(step: Step, what: str, done: int = 0, of: int = 1) -> Callable[[int, int], None]:
    """How much of one part was read, as steps between `done` and `done + 1` of `of`."""

    def watch(read: int, there: int) -> None:
        step(what, FINE * done + FINE * read // max(there, 1), FINE * of)

    return watch


@contextmanager
def progress(title: str) -> Iterator[Step]:
    """A function `step(what, done, of)`; draws on stderr only when that is a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def step(what: str, done: int, of: int) -> None:
            bar.update(task, description=f"{title}: {what}", completed=done, total=of)

        yield step
