"""A profile as PDF: tagged (PDF/UA-1), vector maps and lines, on two to four pages; typst sets it."""

import re
from typing import Any, Final

from atlas.charts import spark
from atlas.charts._svg import width_of, wrap
from atlas.charts.map import location
from atlas.colours import ACCENT, HAIR, INK, NOTICE, SOFT
from atlas.exports._typst import compile_typst
from atlas.numbers import FLAG_SIGNS, SIGNS, period_text
from atlas.view import Profile, ProfileRow
from atlas.view.paper import PaperMap
from indicators.model import Flag, Status

MIME = "application/pdf"
SUFFIX = ".pdf"
TITLE = "PDF (Profil)"
ACCEPTS = (Profile,)
MM: Final = 72 / 25.4  # pt
TILES: Final = 6  # at a glance
LONGEST_HEAD: Final = 13  # letters that fit over a column
MOST_NOTES: Final = 24  # reading notes; beyond that many only those of core indicators
COLOURS: Final = {"ink": INK, "soft": SOFT, "hair": HAIR, "accent": ACCENT, "notice": NOTICE, "wash": "#EDF4F7"}


def write(content: Profile, paper: PaperMap | None = None) -> bytes:
    """The PDF; without `paper` it has no location map. The same profile gives the same bytes."""
    return compile_typst("profile", page(content, paper), format="pdf", pdf_standards="ua-1")


def page(profile: Profile, paper: PaperMap | None = None) -> dict[str, Any]:
    """Everything the template prints, as JSON-able data."""
    stamp = profile.stamp
    rows = [row for _, section in profile.sections for row in section]
    compare = any(row.city.key not in profile.keys for row in rows)  # the whole town is not held against itself
    against = (_short(stamp.town), "Unterschied", "Einordnung")
    return {
        "title": f"{profile.name} – {profile.kind} ({stamp.title})",
        "description": f"Profil mit {len(rows)} Indikatoren, {stamp.line}. {stamp.notice}",
        "town": stamp.town,
        "atlas": stamp.title,
        "stamp": stamp.line,
        "notice": " · ".join(part for part in (stamp.notice, stamp.invented) if part),
        "name": _breakable(profile.name),
        "short_name": profile.name if len(profile.name) <= 60 else f"{profile.name[:59]}…",
        "name_size": 27 if len(profile.name) <= 26 else 19 if len(profile.name) <= 60 else 12,
        "kind": profile.kind,
        "residents": profile.residents,
        "period_note": profile.period_note,
        "location": _location(profile, paper),
        "tiles": [_tile(row, compare) for row in _tiles(rows)],
        "sections": [{"title": title, "rows": [_row(row) for row in section]} for title, section in profile.sections],
        "compare": compare,
        "heads": ["Indikator", "Wert", "Anzahl", *(against if compare else ()), "Verlauf"],
        "notes": _notes(profile, rows, compare),
        "colours": COLOURS | ({"notice": SOFT} if stamp.public else {}),
    }


def _breakable(name: str) -> str:
    """Very long words may be broken anywhere: a zero-width space every 24 letters."""
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", name)


def _location(profile: Profile, paper: PaperMap | None) -> dict[str, str] | None:
    if paper is None or not any(key in paper.paths for key in profile.keys) or set(profile.keys) >= set(paper.paths):
        return None
    where = f"Lageplan: {profile.name} im Stadtgebiet von {profile.stamp.town}"
    return {"svg": location(paper, profile.keys, 320, 236, profile.name), "alt": where}


def _tiles(rows: list[ProfileRow]) -> list[ProfileRow]:
    """Core ratios with a value, the first of every theme before the second of any."""
    core = [
        row for row in rows if row.indicator.tier == "core" and row.indicator.denominator and row.cell.value is not None
    ]
    seen: dict[str, int] = {}
    turns = []
    for row in core:
        turns.append((seen.get(row.indicator.theme, 0), row))
        seen[row.indicator.theme] = seen.get(row.indicator.theme, 0) + 1
    ordered = [row for _, row in sorted(turns, key=lambda turn: turn[0])][:TILES]
    return ordered if len(ordered) >= 3 else []


def _tile(row: ProfileRow, compare: bool) -> dict[str, Any]:
    return {
        "name": row.indicator.short,
        "value": row.cell.full,
        "city": f"{row.city.name}: {row.city.full}" if compare else period_text(row.period),
        "spark": _spark(row, 84, 30),
    }


def _row(row: ProfileRow) -> dict[str, Any]:
    known = row.cell.value is not None
    value = row.cell.text if known else row.cell.full
    about = f"{row.indicator.unit}, {period_text(row.period)}"
    return {
        "name": _breakable(row.indicator.short),
        "about": about,
        "known": known,
        "value": value,
        "counts": row.cell.counts,
        "city": row.city.text,
        "difference": row.difference,
        "band": row.band.replace(" von ", "\nvon ", 1).split("\n"),  # two lines, the same words
        "spark": _spark(row, 80, 20),
        "fits": _fits(row, about, value),
    }


def _fits(row: ProfileRow, about: str, value: str) -> bool:
    """Whether name and unit need one line each and no other cell more than two: then no height is measured."""
    one = ((row.indicator.short, 8.4, 46), (about, 7.0, 46))
    two = ((value, 8.6, 15.5), (row.cell.counts, 7.6, 21.5), (row.city.text, 8.4, 15.5), (row.difference, 8.4, 15.5))
    return all(width_of(said, size) <= mm * MM for said, size, mm in one) and all(
        len(wrap(said, size, mm * MM)) <= 2 for said, size, mm in two
    )


def _spark(row: ProfileRow, width: float, height: float) -> dict[str, str] | None:
    if sum(cell.value is not None for cell in row.trend.cells) < 2:
        return None
    return {"svg": spark.svg(row, width, height), "alt": spark.summary(row)}


def _short(town: str) -> str:
    return town if len(town) <= LONGEST_HEAD else "Stadt"


# --- notes --------------------------------------------------------------------------------------------------------

Item = dict[str, str]  # head (bold) and tail


def _notes(profile: Profile, rows: list[ProfileRow], compare: bool) -> list[dict[str, Any]]:
    """Remarks, reading notes, signs and sources, each in columns of about the same length."""
    groups = {
        "Hinweise": [{"head": "", "tail": notice} for notice in profile.notices] + _secrecy(profile),
        "So wird gelesen": [_parted(note) for note in _reading(profile, rows)],
        "Zeichen": _signs(rows, compare),
        "Quellen": [{"head": "", "tail": source.removeprefix("Quelle: ")} for source in profile.sources]
        + ([_parted(f"Dieselben Zahlen: {profile.address}")] if profile.address else []),
    }
    return [{"title": title, "columns": _columns(items)} for title, items in groups.items() if items]


def _secrecy(profile: Profile) -> list[Item]:
    return [_parted(profile.stamp.secrecy)] if profile.stamp.secrecy else []


def _columns(items: list[Item]) -> list[list[Item]]:
    """One column for few items, else two; the first holds half of the letters."""
    if len(items) < 4:
        return [items]
    letters = [len(item["head"]) + len(item["tail"]) + 30 for item in items]
    first = next(n for n in range(1, len(items)) if 2 * sum(letters[:n]) >= sum(letters) or n == len(items) - 1)
    return [items[:first], items[first:]]


def _reading(profile: Profile, rows: list[ProfileRow]) -> list[str]:
    """The reading notes; of very many only those of core indicators."""
    if len(profile.reading_notes) <= MOST_NOTES:
        return list(profile.reading_notes)
    core = {row.indicator.short for row in rows if row.indicator.tier == "core"}
    kept = [note for note in profile.reading_notes if note.partition(": ")[0] in core]
    return [*kept, "Alle weiteren Lesehinweise und Definitionen: im Katalog des Atlas."]


def _signs(rows: list[ProfileRow], compare: bool) -> list[Item]:
    """What the signs mean: every reason for having no value, the marks that occur, and how the table is read."""
    found = [
        {"head": sign.word, "tail": f" ({sign.sign}): {sign.explanation}"}
        for status, sign in SIGNS.items()
        if status not in (Status.ok, Status.zero)
    ]
    found += [
        {"head": SIGNS[Status.secret].word, "tail": f" hier: {reason}"}
        for reason in sorted({row.cell.reason for row in rows if row.cell.reason})
    ]
    flags = 0
    for row in rows:
        flags |= row.cell.flags | row.city.flags
    found += [
        {"head": sign.sign, "tail": f": {sign.explanation}"}
        for flag, sign in FLAG_SIGNS.items()
        if flags & flag and flag not in (Flag.break_before, Flag.rounded)
    ]
    if not compare:
        return found
    return [
        *found,
        {"head": "Unterschied", "tail": ": zum Wert der ganzen Stadt; Pp. sind Prozentpunkte"},
        {"head": "Einordnung", "tail": ": Viertel nach der Höhe des Werts, ohne Wertung"},
        {"head": "Verlauf", "tail": ": blau das Gebiet, grau die ganze Stadt; Lücken sind fehlende Werte"},
    ]


def _parted(note: str) -> Item:
    head, colon, tail = note.partition(": ")
    return {"head": head, "tail": colon + tail} if colon else {"head": "", "tail": note}
