"""What a recognised file does not say of itself, as questions with proposals; German."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from indicators.deliveries.first_rows import Sight
from indicators.deliveries.key_column import KeyColumn, role
from indicators.deliveries.likeness import RATE, likely
from indicators.deliveries.names import CLOSE, propose
from indicators.deliveries.recognised import IGNORE, Knows, Option, Question, Recognised
from indicators.deliveries.table_shape import shape_of

GIVEN_SHEET: Final = "blatt"
GIVEN_AREA: Final = "gebiet"
TITLE: Final = "titel"
SOURCE: Final = "quelle"
PERIOD: Final = "zeitbezug"
YEAR: Final = "jahr"
TOTAL, UNASSIGNED, DROP = "=gesamt", "=ohne", "=auslassen"  # answers that are no keys
MOST_TEXTS: Final = 40  # texts of a key column that are asked for one by one
SIGNS: Final = {  # what a sign probably means
    ".": "secret",
    "•": "secret",
    "·": "secret",
    "*": "secret",
    "-": "zero",
    "–": "zero",
    "—": "zero",
    "x": "not_applicable",
    "X": "not_applicable",
    "...": "later",
    "…": "later",
    "/": "uncertain",
}
STATUSES: Final = (
    Option("missing", "fehlt (unbekannt)"),
    Option("secret", "geheim"),
    Option("zero", "genau null"),
    Option("rounded_zero", "mehr als nichts, gerundet null"),
    Option("not_applicable", "nicht sinnvoll"),
    Option("later", "folgt später"),
    Option("uncertain", "zu unsicher"),
)
YEARS: Final = (
    Option("date:12-31", "Stichtag 31.12. des Jahres"),
    Option("year", "das ganze Jahr"),
    Option("date:03-31", "Stichtag 31.3."),
    Option("date:06-30", "Stichtag 30.6."),
    Option("date:03-01", "Stichtag 1.3."),
    Option("kita_year", "Kitajahr (1. März)"),
)


def column_id(name: str) -> str:
    """The question which variable a value column is."""
    return f"spalte:{name}"


def combination_id(texts: Sequence[str], value: str = "") -> str:
    """The question which variable a category's texts, in one of several value columns, are."""
    return f"merkmal:{' / '.join(texts)}" + (f" / {value}" if value else "")


def text_id(text: str) -> str:
    """The question which area a text of the key column means."""
    return f"name:{text}"


def sign_id(text: str) -> str:
    """The question what a sign means."""
    return f"zeichen:{text}"


def questions_of(
    r: Recognised, knows: Knows, signs: Mapping[str, int], rivals: Sequence[KeyColumn], sight: Sight
) -> tuple[Question, ...]:
    """All questions, the surest with their answer proposed; those of the form first."""
    asked: list[Question] = []
    others = [sheet.name for sheet in sight.sheets if shape_of(sheet, False) is not None] if r.sheet else []
    if len(others) > 1:
        options = tuple(Option(name, name) for name in others)
        asked.append(Question(GIVEN_SHEET, "Auf welchem Blatt steht die Tabelle?", options, r.sheet, sure=True))
    if rivals:
        options = tuple(Option(c.header, f"{c.header} ({c.hits} von {c.of} Gebieten)") for c in (r.key, *rivals))
        text = "Mehrere Spalten nennen Gebiete derselben Ebene; für welche gelten die Zahlen?"
        asked.append(Question(GIVEN_AREA, text, options, r.key.header))
    variables = list(_variables(r))
    asked += variables
    asked += _period(r, [question.proposal for question in variables])
    asked += _texts(r, knows)
    for sign, cells in sorted(signs.items(), key=lambda item: -item[1]):
        text = f"Was bedeutet „{sign}“ in {cells} {'Zelle' if cells == 1 else 'Zellen'}?"
        asked.append(Question(sign_id(sign), text, STATUSES, SIGNS.get(sign, "missing")))
    title = r.shape.above[0] if r.shape.above else PurePath(r.file).stem.replace("_", " ")
    asked.append(Question(TITLE, "Wie heißt die Lieferung?", proposal=title[:120], sure=True))
    note = next((n for n in r.shape.notes if n.lower().startswith("quelle")), "")
    source = note.partition(":")[2].strip() or note
    asked.append(
        Question(SOURCE, "Wer hat die Zahlen erhoben (Amt oder Register)?", proposal=source, sure=bool(source))
    )
    return tuple({question.id: question for question in asked}.values())


def _variables(r: Recognised) -> list[Question]:
    """A question a value column, or one a category's text."""
    if not r.categories:
        return [_variable(r, column_id(name), f"Welches Merkmal ist die Spalte „{name}“?", name) for name in r.values]
    found = []
    for texts in r.combinations:
        shown = " / ".join(text or "(leer)" for text in texts)
        for value in r.values:
            several = len(r.values) > 1
            what = f"Welches Merkmal ist „{shown}“" + (f" in der Spalte „{value}“?" if several else "?")
            name = combination_id(texts, value if several else "")
            found.append(_variable(r, name, what, shown if not several else f"{shown} {value}"))
    return found


def _variable(r: Recognised, name: str, text: str, meant: str) -> Question:
    found = likely(meant, r.variables)
    options = [Option(key, f"{r.variables[key].title} ({key})") for key in found.best]
    options.append(Option(IGNORE, "nicht einlesen"))
    rate = not found.sure and RATE.search(meant)
    proposal = found.sure or (IGNORE if rate else "")
    return Question(name, text, tuple(options), proposal, bool(found.sure), variable=True)


def _period(r: Recognised, variables: Sequence[str]) -> list[Question]:
    if r.period is None:
        return [Question(PERIOD, "Für welchen Zeitbezug gelten die Zahlen? (31.12.2024, 2024, 2023/24)")]
    if not r.period.bare:
        return []
    times = Counter(r.variables[name].time for name in variables if name in r.variables)
    usual = times.most_common(1)[0][0] if times else "date"
    meant = {"year": "year", "kita_year": "kita_year"}.get(usual, "date:12-31")
    options: tuple[Option, ...] = YEARS
    if r.period.day:
        meant = f"date:{r.period.day}"
        if meant not in {option.value for option in options}:
            options = (Option(meant, f"Stichtag {r.period.day[3:]}.{r.period.day[:2]}."), *options)
    shown = r.period.example.removesuffix(".0")
    return [Question(YEAR, f"Wofür steht das Jahr {shown}?", options, meant, sure=bool(r.period.day))]


def _texts(r: Recognised, knows: Knows) -> list[Question]:
    """Texts of the key column that meet no area, and names that are spelled otherwise."""
    areas = [Option(area.key, f"{area.name} ({area.key})") for area in r.areas]
    whole = f"{knows.name} insgesamt"
    rest = (
        Option(TOTAL, f"Summe: {whole}"),
        Option(UNASSIGNED, "keinem Gebiet zuzuordnen"),
        Option(DROP, "Zeile auslassen"),
    )
    found = []
    for text, area in r.key.spelled.items():
        what = f"„{text}“ ist anders geschrieben als „{area.name}“; ist dieses Gebiet gemeint?"
        options = (Option(area.key, f"{area.name} ({area.key})"), *rest, *(o for o in areas if o.value != area.key))
        found.append(Question(text_id(text), what, options, area.key))
    for text in r.key.open[:MOST_TEXTS]:
        meant = role(text, r.town, knows.name)
        near = [a for p in propose([text], r.areas, r.key.level) for a in p.areas] if CLOSE and not meant else []
        proposal = {"total": TOTAL, "unassigned": UNASSIGNED}.get(meant, near[0].key if len(near) == 1 else "")
        keys = {a.key for a in near}
        options = (*(o for o in areas if o.value in keys), *rest, *(o for o in areas if o.value not in keys))
        shown = f"„{text}“" if text else "Ein leeres Feld"
        what = f"{shown} ist kein Gebiet der Ebene {knows.levels.get(r.key.level, r.key.level)}; was ist gemeint?"
        found.append(Question(text_id(text), what, options, proposal, sure=bool(meant)))
    return found
