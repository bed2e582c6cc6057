"""Where a table says which period its numbers are of: a column, a line above, the sheet's or the file's name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from indicators.deliveries.names import normalise
from indicators.deliveries.periods import read_period
from indicators.deliveries.table_shape import is_year

HEADS: Final = re.compile(
    r"jahr|year|datum|date|stichtag|stand|zeit|zeitbezug|berichtsjahr|zeitraum|refdate|schuljahr|kitajahr|monat|time|"
    r"zeitpunkt|bezugsjahr|erhebungsjahr|wahltag"
)
_DATE: Final = r"\d\d?\.\d\d?\.(?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
_IN_LINE: Final = (re.compile(rf"(?<!\d)(?:{_DATE})(?!\d)"), re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]|/)"))
_NAMED: Final = (  # in names of files and sheets, with the groups that the spec will look for
    (re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])[-_.]?(?P<day>[0-3]\d)(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)(?P<day>[0-3]\d)[-_.](?P<month>0[1-9]|1[0-2])[-_.](?P<year>(?:19|20)\d\d)(?!\d)"), "dmy"),
    (re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_](?P<month>0[1-9]|1[0-2])(?!\d)"), "ym"),
    (re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)"), "y"),
)


@dataclass(frozen=True)
class PeriodPlace:
    """A place that names the period."""

    reason: str  # German
    bare: bool  # years without a day
    kind: str = "date"
    at: int = -1  # a column
    column: str = ""
    block: str = ""  # pattern of a line above, whose group is the column
    file: str = ""
    sheet: str = ""
    day: str = ""  # "12-31", where a line above says so
    example: str = ""
    texts: frozenset[str] = field(default=frozenset(), repr=False)


def period_columns(rows: Sequence[Sequence[str]], header: Sequence[str], key: int) -> list[PeriodPlace]:
    """Columns that name periods, the likeliest first."""
    found = []
    for at, name in enumerate(header):
        texts = {row[at] for row in rows} - {""}
        if at == key or not texts or not name:
            continue
        words = (name, *re.split(r"[ /_(]", name))
        head = any(HEADS.fullmatch(normalise(word)) for word in words)
        for kind in ("date", "school_year", "pooled"):
            readable = [t for t in texts if read_period(t, kind, "12-31")]
            if len(readable) < 0.95 * len(texts):
                continue
            bare = kind == "date" and all(map(is_year, texts))
            dated = (
                not bare
                and kind == "date"
                and all(re.search(r"\D", t.removesuffix(".0")) or len(t) == 8 for t in texts)
            )
            if not head and not (bare and len(texts) * 3 <= len(rows)) and not dated and kind == "date":
                continue
            said = f"Spalte {at + 1} „{name}“ enthält {'Jahre' if bare else 'Zeitangaben'}, etwa „{min(texts)}“"
            found.append(
                (not head, at, PeriodPlace(said, bare, kind, at, name, example=max(texts), texts=frozenset(texts)))
            )
            break
    return [place for _, _, place in sorted(found, key=lambda f: f[:2])]


def period_in_lines(above: Sequence[str], every: Sequence[str]) -> PeriodPlace | None:
    """A date or year in exactly one line above the header; `every`: the first texts of all rows of the sheet."""
    for shape in _IN_LINE:
        found = [(line, match) for line in above for match in shape.finditer(line)]
        if len(found) != 1:
            continue
        line, match = found[0]
        lead = next((text for text in every if match[0] in text and line.startswith(text)), "")
        bare = is_year(match[0])
        if not lead:
            continue
        before = re.sub(r"(?:\\? )+", r"\\s+", re.escape(lead[: lead.index(match[0])]))
        stamp = r"(?P<stand>\d{4})" if bare else r"(?P<stand>[\d.-]+)"
        block = f"^{before}{stamp}" + (r"(?!\d)" if bare else "")
        if sum(bool(re.search(block, text)) for text in every) == 1:
            return PeriodPlace(f"Über der Tabelle steht „{lead}“", bare, column="stand", block=block, example=match[0])
    return None


def period_in_name(name: str, what: str) -> PeriodPlace | None:
    """A date or year in the name of the file (`what` "file") or the sheet ("sheet")."""
    for shape, parts in _NAMED:
        found = list(shape.finditer(name))
        if len(found) != 1:
            continue
        match = found[0]
        groups = match.groupdict()
        text = "-".join(groups[part] for part in ("year", "month", "day") if part in groups)
        if read_period(text, "date", "12-31") is None:
            continue
        said = f"{'Der Dateiname' if what == 'file' else 'Der Name des Blatts'} „{name}“ enthält „{match[0]}“"
        bare, pattern = parts == "y", shape.pattern
        return PeriodPlace(
            said, bare, file=pattern if what == "file" else "", sheet=pattern if what == "sheet" else "", example=text
        )
    return None
