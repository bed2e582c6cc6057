"""Names and values out of the HTML that mapping programs write into a description: tables, lists, lines."""

from html.parser import HTMLParser

BREAKS = frozenset({"br", "p", "div", "li", "ul", "ol", "dl", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})


def pairs(description: str) -> dict[str, str]:
    """Rows of two cells, and lines like "name: value"; what stands first wins.

    >>> pairs("<table><tr><td>NR</td><td>03</td></tr><tr><td>Name</td><td>Alt&amp;stadt</td></tr></table>")
    {'NR': '03', 'Name': 'Alt&stadt'}
    >>> pairs("<ul><li><b>NR</b>: 03</li><li>Name: Nord</li></ul>Stand 2020")
    {'NR': '03', 'Name': 'Nord'}
    """
    reader = _Reader()
    reader.feed(description)
    reader.close()
    reader.end_row()
    return reader.found


class _Reader(HTMLParser):
    """Open tables lie on a stack, each with its open row or none, since a row may hold a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}
        self.rows: list[list[str] | None] = [None]
        self.line = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        row = self.rows[-1]
        if tag == "table":
            self.end_line()
            self.rows.append(None)
        elif tag == "tr":
            self.end_row()
            self.rows[-1] = []
        elif tag in ("td", "th") and row is not None:
            row.append("")
        elif tag in BREAKS:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in ("tr", "table"):
            self.end_row()
        if tag == "table" and len(self.rows) > 1:
            self.rows.pop()
        elif tag in BREAKS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        row = self.rows[-1]
        if row:
            row[-1] += data
        else:
            self.line += data

    def end_row(self) -> None:
        """What is open in the innermost table ends here; HTML need not close its rows."""
        self.end_line()
        row, self.rows[-1] = self.rows[-1], None
        if row is not None and len(row) == 2:
            self._keep(*row)

    def end_line(self) -> None:
        name, colon, value = self.line.partition(":")
        if colon:
            self._keep(name, value)
        self.line = ""

    def _keep(self, name: str, value: str) -> None:
        title = " ".join(name.split()).removesuffix(":").strip()
        if title:
            self.found.setdefault(title, " ".join(value.split()))
