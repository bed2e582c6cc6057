"""What the page Vorlagen writes: a template becomes TOML and is the same again; every field is asked in German."""

import tomllib
import typing
from dataclasses import MISSING, fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.reports.document import STATUSES
from atlas.reports.fields import SHARED, chapter_fields, head_fields, kinds
from atlas.reports.template import (
    FAMILY,
    SHIPPED,
    ChapterForm,
    Template,
    TemplateChapter,
    TemplateForm,
    check_template,
    read_template,
)
from atlas.reports.template_text import tables, written
from indicators.errors import Fault
from indicators.plugins import discover

MODULES = discover(FAMILY)
KNOWN = ("ant_u18", "bev_insg")  # Sechsfeld has both
TEXTS = st.text(max_size=40) | st.sampled_from(
    ['a\n\nb"', '"""\n', "c:\\d\n", "'''", "\n", 'x\n"', "\ttab\n", "</script>", "\x7f\r\n", "ä{name}\n"]
)
VALUES: dict[str, st.SearchStrategy[Any]] = {  # fields that have bounds or must name something of the town
    "indicator": st.sampled_from(KNOWN),
    "indicators": st.lists(st.sampled_from(KNOWN), min_size=1, max_size=2).map(tuple),
    "spread": st.lists(st.sampled_from(KNOWN), max_size=2).map(tuple),
    "themes": st.just(()),
    "level": st.sampled_from(("", "stadtteil", "bezirk")),
    "classes": st.integers(3, 7),
    "years": st.sampled_from([(), (2022, 2023)]),
    "of": st.sampled_from(("subject", "areas")),
    "subject": st.sampled_from(("area", "town")),
    "status": st.sampled_from(STATUSES),
}
OTHERS = {
    str: TEXTS,
    int: st.integers(-9, 9999),
    bool: st.booleans(),
    tuple[str, ...]: st.lists(TEXTS, max_size=3).map(tuple),
}


def forms(form: type) -> st.SearchStrategy[Any]:
    """Any instance of a form."""
    hints = typing.get_type_hints(form)
    return st.builds(form, **{one.name: VALUES.get(one.name, OTHERS.get(hints[one.name])) for one in fields(form)})


@st.composite
def chapters(draw: st.DrawFn) -> TemplateChapter:
    kind = draw(st.sampled_from(sorted(MODULES)))
    form = draw(forms(MODULES[kind].Form))
    head = replace(draw(forms(ChapterForm)), kind=kind, id="")
    return TemplateChapter(replace(head, title="") if hasattr(form, "title") else head, form)


@settings(max_examples=50, deadline=None)
@given(head=forms(TemplateForm), listed=st.lists(chapters(), min_size=1, max_size=3))
def test_a_template_written_and_read_again_is_the_same(six, head: TemplateForm, listed: list[TemplateChapter]) -> None:
    listed = [replace(one, head=replace(one.head, id=f"k{n}" if n else "")) for n, one in enumerate(listed)]
    template = Template("eigen", head, tuple(listed))
    faults: list[Fault] = []
    again = check_template("eigen", tomllib.loads(written(template)), six, "eigen.toml", faults)
    assert (again, faults) == (template, [])


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.toml")))
def test_a_shipped_template_says_the_same_when_it_is_written_anew(six, name: str) -> None:
    template = read_template(name, six)
    document = tomllib.loads(written(template))
    assert document == tables(template)
    assert check_template(name, document, six, "x", []) == template


def test_long_texts_stand_line_by_line_as_people_write_them(six) -> None:
    said = {"title": "x", "chapters": [{"kind": "text", "text": "Erster Absatz.\n\nZweiter „Absatz“."}]}
    template = check_template("x", said, six, "x", [])
    assert template is not None
    assert 'text = """\nErster Absatz.\n\nZweiter „Absatz“."""\n' in written(template)
    assert "order" not in written(template), "what counts anyway is not written"


@pytest.mark.parametrize("kind", sorted(MODULES))
def test_every_field_of_every_chapter_is_asked_in_german(kind: str) -> None:
    form = MODULES[kind].Form
    asked = {one.name: one for one in chapter_fields(kind)}
    assert set(asked) == {one.name for one in fields(form)} | {"title", "new_page", "notes"}
    for one in fields(form):
        assert asked[one.name].label and asked[one.name].label != one.name
        assert asked[one.name].needed == (one.default is MISSING)
    for name in ("HINTS", "CHOICES", "LIKE", "LABELS"):
        assert set(getattr(MODULES[kind], name, {})) <= set(asked), f"{name} speaks of a field that there is not"
    assert set(getattr(MODULES[kind], "LIKE", {}).values()) <= set(SHARED)
    assert set(kinds()) == set(MODULES)


def test_every_field_of_the_head_is_asked() -> None:
    assert [one.name for one in head_fields()] == [one.name for one in fields(TemplateForm)]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": "text", "spread": ["ant_u188"]}, "gemeint ist wohl „ant_u18“"),
        ({"kind": "title", "title": 3}, "gefunden wurde „3“"),
        ({"kind": "map", "indicator": None}, "ein Text in Anführungszeichen"),
    ],
)
def test_what_a_page_may_send_is_held_against_the_town(six, said: dict[str, Any], sentence: str) -> None:
    faults: list[Fault] = []
    check_template("x", {"title": "x", "chapters": [said]}, six, "x", faults)
    assert [sentence in str(fault) for fault in faults] == [True]


def test_the_title_of_a_title_page_is_its_own(six) -> None:
    said = {"title": "x", "chapters": [{"kind": "title", "title": "Unser {name}"}]}
    template = check_template("x", said, six, "x", [])
    assert template is not None
    assert (template.chapters[0].head.title, template.chapters[0].form.title) == ("", "Unser {name}")


def test_a_status_that_there_is_not_is_named(six) -> None:
    faults: list[Fault] = []
    check_template("x", {"title": "x", "status": "Entwürfe", "chapters": [{"kind": "sources"}]}, six, "x", faults)
    assert [str(fault) for fault in faults] == [
        "x, Feld status: „Entwürfe“ gibt es hier nicht; gemeint ist wohl „Entwurf“."
    ]
