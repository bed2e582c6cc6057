"""A progress bar on a terminal, silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Step = Callable[[str, int, int], None]  # what is done now, how many of how many


def silent(_what: str, _done: int, _of: int) -> None:
    """Report to nobody."""


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
