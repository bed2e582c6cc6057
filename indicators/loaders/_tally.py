"""Everything that is counted while a delivery is read, and what the report says of it without being asked."""

import fnmatch
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from indicators.deliveries.reading import EXAMPLES, LeftOut, ReadFile, Remark, Sign
from indicators.deliveries.rules import Placeholder
from indicators.deliveries.spec import Delivery
from indicators.model import Status
from indicators.wording import STATUS


@dataclass
class Tally:
    """Counts of one delivery, over all its tables."""

    rows: int = 0
    cells: int = 0
    kept: int = 0
    summed: int = 0
    computed: int = 0
    files: list[ReadFile] = field(default_factory=list)
    out: dict[str, tuple[int, int]] = field(default_factory=dict)  # reason -> rows, cells
    examples: dict[str, list[str]] = field(default_factory=dict)
    signs: dict[tuple[str, Status], int] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)  # column -> files
    hollow: list[str] = field(default_factory=list)  # rows of placeholders: "pop.csv, Zeile 7"

    def leave_out(self, reason: str, rows: int, cells: int, examples: Iterable[str] = ()) -> None:
        """Count rows and cells that gave nothing; the first few examples are kept, each once."""
        had_rows, had_cells = self.out.get(reason, (0, 0))
        self.out[reason] = had_rows + rows, had_cells + cells
        shown = self.examples.setdefault(reason, [])
        for example in examples:
            if len(shown) >= EXAMPLES:
                break
            if example not in shown:
                shown.append(example)

    def left_out(self) -> tuple[LeftOut, ...]:
        """Reasons in the order in which they first occurred."""
        return tuple(LeftOut(r, *n, tuple(self.examples[r])) for r, n in self.out.items())

    def met(self) -> tuple[Sign, ...]:
        """Signs by their text."""
        return tuple(Sign(text, status, n) for (text, status), n in sorted(self.signs.items()))

    def whole_files(self) -> tuple[ReadFile, ...]:
        """Every file once: the sheets of a workbook are one file."""
        rows: dict[str, int] = {}
        for file in self.files:
            rows[file.name] = rows.get(file.name, 0) + file.rows
        named = {f.name: f for f in self.files}
        return tuple(ReadFile(f.name, f.sha256, f.size, f.encoding, rows[f.name]) for f in named.values())

    def closing(self, spec: Delivery) -> Iterator[Remark]:
        """What the delivery declares, and which columns nothing speaks of."""
        yield from (Remark(spec.name, text) for text in spec.remarks)
        if spec.placeholder is not None:
            yield Remark(spec.name, self._placeholders(spec.placeholder))
        unread = dict(self.unread)
        for pattern, reason in spec.ignore.items():
            found = [column for column in unread if fnmatch.fnmatchcase(column, pattern)]
            if found:
                yield Remark(spec.name, f"Nicht gelesen: {', '.join(found)} ({reason}).")
            else:
                yield Remark(spec.name, f"[ignore] nennt „{pattern}“; eine solche Spalte gibt es nicht.")
            for column in found:
                del unread[column]
        for column in unread:
            sentence = f"Die Spalte „{column}“ wird nicht gelesen; nennen Sie sie in [values] oder [ignore]."
            yield Remark(spec.name, sentence)

    def _placeholders(self, rule: Placeholder) -> str:
        """How many rows hold nothing but placeholders, and where the first of them stand."""
        if not self.hollow:
            return f"[placeholder] trifft keine Zeile (gesucht: {', '.join(rule.texts)})."
        more = len(self.hollow) - EXAMPLES
        where = "; ".join(self.hollow[:EXAMPLES]) + (f" und {more} weitere" if more > 0 else "")
        meaning = f"{len(self.hollow)} als „{STATUS[Status[rule.status]]}“ gelesen"
        return f"Zeilen voller Platzhalter: {meaning} ({rule.reason}): {where}."
