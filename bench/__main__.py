"""Run the benchmarks that are named, else all: `python -m bench [name ...]`; exit 1: a promise is missed."""

import sys

from indicators.plugins import discover


def main(names: list[str]) -> int:
    """Print each figure as it is there; 2 for a benchmark that does not exist."""
    members = {name: module for name, module in discover("bench").items() if hasattr(module, "rows")}
    unknown = [name for name in names if name not in members]
    if unknown:
        sys.stderr.write(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(members)}.\n")
        return 2
    missed = 0
    for name in names or members:
        sys.stdout.write(f"\n{name}: {members[name].TITLE}\n")
        for row in members[name].rows():
            sys.stdout.write(f"{row}\n")
            sys.stdout.flush()
            missed += not row.kept
    sys.stdout.write(f"\n{missed} promises missed\n" if missed else "\nall promises kept\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
