"""Templates as tables and as TOML that people read: only what differs from what counts anyway, every text exactly."""

from dataclasses import MISSING, fields
from typing import Any, Final

from atlas.reports.template import Template, TemplateChapter
from indicators.toml_text import text, texts

_HEAD: Final = ("kind", "title", "id")  # of a chapter, before what belongs to its kind
_MARK: Final = '"""'


def tables(template: Template) -> dict[str, Any]:
    """What `check_template` reads: the fields of the head, and the chapters as a list."""
    return {**_said(template.head), "chapters": [_chapter(one) for one in template.chapters]}


def written(template: Template) -> str:
    """The file of a template; read again it gives the same template."""
    document = tables(template)
    chapters = document.pop("chapters")
    lines = [f"{name} = {_value(value)}" for name, value in document.items()]
    for chapter in chapters:
        lines += ["", "[[chapters]]", *(f"{name} = {_value(value)}" for name, value in chapter.items())]
    return "\n".join(lines) + "\n"


def _chapter(one: TemplateChapter) -> dict[str, Any]:
    head, form = _said(one.head), _said(one.form)
    first: dict[str, Any] = {name: head.pop(name) for name in _HEAD if name in head}
    return {**first, **form, **head}


def _said(form: Any) -> dict[str, Any]:
    """The fields of a form that are not as they would be without a word."""
    found: dict[str, Any] = {}
    for one in fields(form):
        value = getattr(form, one.name)
        if one.default is MISSING or value != one.default:
            found[one.name] = list(value) if isinstance(value, tuple) else value
    return found


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        several = all(isinstance(one, str) for one in value)
        return texts(value) if several else f"[{', '.join(map(_value, value))}]"
    return _long(value) if "\n" in value else text(value)


def _long(said: str) -> str:
    """A text of several lines, line by line where it has no sign that TOML would take for its own."""
    plain = all(line.isprintable() for line in said.split("\n"))
    if plain and "\\" not in said and _MARK not in said and not said.endswith('"'):
        return f"{_MARK}\n{said}{_MARK}"
    return text(said)
