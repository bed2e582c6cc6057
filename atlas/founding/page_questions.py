"""The HTML of an office's own file: what was understood of it beside its first rows, and the questions; no script."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from atlas.founding.decisions import slug
from atlas.founding.page_parts import field
from indicators.deliveries.answered import new_variable
from indicators.deliveries.questions import SOURCE
from indicators.deliveries.recognised import IGNORE, NEW, Question, Recognised

KINDS: Final = (("count", "Anzahl"), ("sum", "Summe (m², Stunden)"), ("given", "Anteil ohne Zähler"))
MANY: Final = 40  # variables that are asked for one by one; of more, a person picks those that the town shall have
LONGEST: Final = 40  # characters of the key of a new variable


def questions(recognised: Recognised, answers: Mapping[str, str]) -> str:
    """What goes into the form, each question answered as it was, else as it is proposed."""
    r = recognised
    variables = [q for q in r.questions if not q.sure and q.variable]
    which = [_asked(r, q, answers) for q in variables] if len(variables) <= MANY else _picked(r, variables, answers)
    open_ = [_asked(r, q, answers) for q in r.questions if not q.sure and not q.variable]
    sure = [_asked(r, q, answers) for q in r.questions if q.sure]
    more = f"<details><summary>Schon erkannt ({len(sure)}), bei Bedarf ändern</summary>{''.join(sure)}</details>"
    return (
        f'<input type="hidden" name="fragen" value="1">{_set("Was sind diese Zahlen?", which)}'
        f"{_set('Was die Datei nicht sagt', open_)}{more if sure else ''}"
    )


def understood(recognised: Recognised) -> str:
    """What was recognised and why, and the first rows as they stand there and as they are understood."""
    r = recognised
    said = "".join(f"<div><dt>{escape(p.what)}</dt><dd>{escape(p.reason)}</dd></div>" for p in r.parts)
    raw = _table("So steht es in der Datei", [r.sample.header], r.sample.raw)
    meant = _table("So versteht es der Atlas", [r.sample.header, r.sample.roles], r.sample.understood)
    return (
        '<p class="vorspann">Der Atlas fragt nur, was die Datei nicht von sich aus sagt; das Übrige hat er erkannt.</p>'
        f'<h2>Was der Atlas in {escape(r.file)} erkannt hat</h2><dl class="steckangaben">{said}</dl>'
        f'<div class="nebeneinander">{raw}{meant}</div>'
    )


def given(recognised: Recognised, form: Mapping[str, str]) -> dict[str, str]:
    """What a sent form answers: question -> answer."""
    found = {}
    for question in recognised.questions:
        name = _name(question)
        if name in form:
            value = form[name]
            if question.variable and value == NEW:
                value = _new(recognised, name, form)
            elif question.variable and not value.strip() and "viele" in form:
                value = IGNORE
            found[question.id] = value
    return found


def _new(recognised: Recognised, name: str, form: Mapping[str, str]) -> str:
    """The answer that names a new variable; its key is made of its title."""
    title = " ".join(form.get(f"{name}-titel", "").split())
    unit = form.get(f"{name}-einheit", "").replace(":", " ").strip()
    stem = slug(title, "merkmal").lstrip("0123456789_")[:LONGEST].strip("_") or "merkmal"
    key, number = stem, 1
    while key in recognised.variables or key in ("lag", "all"):
        number += 1
        key = f"{stem}_{number}"
    return NEW + ":".join((key, form.get(f"{name}-art", KINDS[0][0]), unit, title))


def _name(question: Question) -> str:
    """The name of a field: that of the question may hold any sign."""
    return f"frage-{hashlib.sha256(question.id.encode()).hexdigest()[:12]}"


def _picked(r: Recognised, asked: Sequence[Question], answers: Mapping[str, str]) -> list[str]:
    """A line for each of many variables; what stays empty is not read."""
    listed = "".join(f'<option value="{v.id}">{escape(v.title)}</option>' for v in r.variables.values())
    head = (
        f"<p>Die Datei nennt {len(asked)} Merkmale. Tragen Sie bei denen, die in den Atlas sollen, die Kennung aus dem "
        "Katalog ein (die Liste öffnet sich beim Tippen), oder neu:Kennung:count:Einheit:Titel. Was leer bleibt, wird "
        f'nicht eingelesen.</p><input type="hidden" name="viele" value="1"><datalist id="katalog">{listed}</datalist>'
    )
    lines = [head]
    for question in asked:
        said = answers.get(question.id, question.proposal)
        label, value = question.id.partition(":")[2], "" if said == IGNORE else said
        lines.append(f'<div class="frage">{field(_name(question), label, value, attributes="list=katalog")}</div>')
    return lines


def _set(legend: str, boxes: Sequence[str]) -> str:
    return f"<fieldset><legend>{legend}</legend>{''.join(boxes)}</fieldset>" if boxes else ""


def _asked(r: Recognised, question: Question, answers: Mapping[str, str]) -> str:
    name, said = _name(question), answers.get(question.id, question.proposal)
    if question.variable:
        return _variable(r, question, name, said)
    if not question.options:
        needed = "" if question.id == SOURCE else "required"
        return f'<div class="frage">{field(name, question.text, said, attributes=needed)}</div>'
    options = [(option.value, option.label) for option in question.options]
    if said and said not in dict(options):
        options.append((said, said))
    return _choice(name, question.text, ([] if said else [("", "bitte wählen")], ("", options)), said)


def _variable(r: Recognised, question: Question, name: str, said: str) -> str:
    """Which variable: the likeliest first, then all others, or a new one with its words."""
    new = new_variable(said)
    best = [(o.value, o.label) for o in question.options if o.value != IGNORE]
    others = sorted((v for v in r.variables.values() if v.id not in dict(best)), key=lambda v: v.title.casefold())
    rest = [(v.id, f"{v.title} ({v.id})") for v in others]
    kept = said and not new and said not in {key for key, _ in (*best, *rest)} and said != IGNORE
    first = [("", "bitte wählen")] if not said else [(said, said)] if kept else []
    groups = (
        first,
        ("Am ähnlichsten", best),
        ("Anders", [(IGNORE, "nicht einlesen"), (NEW, "neues Merkmal …")]),
        ("Alle Merkmale", rest),
    )
    title, unit = (new.title, new.unit) if new else (question.id.partition(":")[2], "Personen")
    kinds = "".join(
        f'<option value="{kind}"{" selected" if new and new.kind == kind else ""}>{word}</option>'
        for kind, word in KINDS
    )
    fresh = (
        '<fieldset class="neues"><legend>Neues Merkmal</legend><div class="felder">'
        f"{field(f'{name}-titel', 'Titel', title, attributes='maxlength=100')}"
        f'<div class="feld"><label for="{name}-art">Art</label><select id="{name}-art" name="{name}-art">'
        f"{kinds}</select></div>{field(f'{name}-einheit', 'Einheit', unit, attributes='maxlength=40')}"
        "</div></fieldset>"
    )
    return _choice(name, question.text, groups, NEW if new else said, fresh)


def _choice(
    name: str,
    label: str,
    groups: tuple[list[tuple[str, str]], *tuple[tuple[str, list[tuple[str, str]]], ...]],
    chosen: str,
    below: str = "",
) -> str:
    first, *rest = groups
    listed = _options(first, chosen)
    for title, options in rest:
        inner = _options(options, chosen)
        listed += f'<optgroup label="{title}">{inner}</optgroup>' if title and options else inner
    return (
        f'<div class="frage"><div class="feld breit"><label for="{name}">{escape(label)}</label>'
        f'<select id="{name}" name="{name}" required>{listed}</select></div>{below}</div>'
    )


def _options(options: Iterable[tuple[str, str]], chosen: str) -> str:
    return "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(said)}</option>'
        for value, said in options
    )


def _table(caption: str, heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<tr>{''.join(f'<th scope=col>{escape(cell)}</th>' for cell in line)}</tr>" for line in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="rolltafel" role="region" aria-label="{caption}" tabindex="0"><table class="zeilen">'
        f"<caption>{caption}</caption><thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )
