"""Tables of an HTML paper: those of the document, and the numbers of every picture folded below it."""

from atlas.charts import spine
from atlas.charts._svg import said
from atlas.reports.document import Entry, Picture, Spine, Tabular, mark_of, numbers_of
from atlas.reports.formats._html.tags import classes, listed, tag


def table(block: Tabular) -> str:
    """A table with its caption, heads and source; it scrolls sideways on its own where the screen is narrow."""
    label = f"{block.label}: " if block.label else ""
    return _framed(block, caption(label, block.caption)) + source(block.source)


def caption(label: str, text: str) -> str:
    """The caption of a table: no wider than the paper, however wide the table is."""
    return tag("caption", tag("span", tag("b", said(label)) * bool(label), said(text)))


def _framed(block: Tabular, head: str) -> str:
    heads = (tag("th", said(one.title), scope="col", class_=_right(one.right)) for one in block.columns)
    last = len(block.rows) - 1
    rows = (
        tag("tr", *_cells(block, row), class_="summe" if block.last_is_total and place == last else None)
        for place, row in enumerate(block.rows)
    )
    inside = tag("table", head, tag("thead", tag("tr", *heads)), tag("tbody", *rows))
    return tag("div", inside, class_="breit", role="region", aria_label=block.label or block.caption, tabindex=0)


def _cells(block: Tabular, row: tuple[Entry, ...]) -> list[str]:
    first, *rest = row
    made = [tag("th", said(first.text), scope="row")]
    for entry, column in zip(rest, block.columns[1:], strict=False):
        made.append(
            tag(
                "td",
                said(entry.text),
                class_=classes(_right(column.right) or "", "leise" * entry.soft),
                data_von=mark_of(entry.of),
            )
        )
    return made


def _right(right: bool) -> str | None:
    return "zahl" if right else None


def source(text: str) -> str:
    """The line below a table or picture; nothing where nobody is named."""
    return tag("p", said(text), class_="quelle") if text else ""


def twin(picture: Picture) -> str:
    """All numbers that a picture draws, folded."""
    numbers = numbers_of(picture, full=True)
    about = picture.view.title if picture.kind != "series" else picture.caption
    return folded(f"Zahlen zu {picture.label or picture.caption}", _framed(numbers, caption("", about)))


def spine_twin(block: Spine) -> str:
    """The lines of a spine in words, folded."""
    return folded(f"Zahlen zu {block.label or block.caption}", listed(said(spine.summary(row)) for row in block.rows))


def folded(summary: str, inside: str) -> str:
    """What opens on demand."""
    return tag("details", tag("summary", said(summary)), inside)
