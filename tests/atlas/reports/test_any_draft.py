"""Whatever a page sends as a template, sensible or not, becomes a paper or sentences."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from atlas.application import create_app
from atlas.city import City
from atlas.reports.fields import chapter_fields, kinds

WORDS = (
    "ant_u18",
    "bev_insg",
    "stadtteil",
    "bezirk",
    "soz",
    "core",
    "areas",
    "town",
    "{name}",
    "<b>",
    "\ud800",
    "",
    "x",
)
PLAIN = st.sampled_from(WORDS) | st.integers(-3, 2030) | st.just(10**30) | st.booleans() | st.none()
VALUES = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(st.sampled_from(WORDS), PLAIN, max_size=2)
FIELDS = st.sampled_from(sorted({one.name for kind in kinds() for one in chapter_fields(kind)} | {"id", "x"}))
KNOWN = st.sampled_from(("ant_u18", "bev_insg", "kita_3_u6"))  # of the last the town has no values
WAYS: dict[str, st.SearchStrategy[Any]] = {  # what the page sends for a field that is chosen so
    "indicator": KNOWN,
    "indicators": st.lists(KNOWN, min_size=1, max_size=3),
    "themes": st.lists(st.just("soz"), max_size=1),
    "tier": st.sampled_from(("", "core", "overview")),
    "level": st.sampled_from(("", "stadt", "bezirk", "stadtteil")),
    "year": st.sampled_from((1, 2022, 2023, 10**30)),
    "years": st.sampled_from(([], [2022, 2023], [2023, 1], [-1, 10**30])),
    "flag": st.booleans(),
    "number": st.integers(3, 7),
    "choice": st.sampled_from(("subject", "areas")),
    "lines": st.lists(st.sampled_from(("a: b", ": {name}", "x")), max_size=2),
    "line": st.sampled_from(WORDS),
    "text": st.sampled_from(("a\n\n{name}<b>", "\n", "\r", "\ud800", "{kind} {residents}")),
}


@st.composite
def chapters(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(list(kinds())))
    told = {one.name: draw(WAYS[one.way]) for one in chapter_fields(kind) if one.needed or draw(st.booleans())}
    return {"kind": kind} | told


ODD = chapters().flatmap(lambda one: st.dictionaries(FIELDS, VALUES, max_size=2).map(lambda more: one | more))
DRAFTS = (
    st.fixed_dictionaries(
        {"title": st.just("x"), "chapters": st.lists(chapters(), min_size=1, max_size=4)},
        optional={"subject": st.sampled_from(("town", "area")), "status": st.sampled_from(("Entwurf", "öffentlich"))},
    )
    | st.fixed_dictionaries(
        {"title": VALUES, "chapters": st.lists(ODD | VALUES, max_size=2)}, optional={"order": VALUES}
    )
    | VALUES
)


@pytest.fixture(scope="module")
def client(six: City) -> Iterator[FlaskClient]:
    """A visitor on the machine of Sechsfeld."""
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("ATLAS_EDIT_PASSWORD", raising=False)
        yield create_app(six.folder).server.test_client()


@settings(max_examples=40, deadline=None)
@given(draft=DRAFTS, area=st.sampled_from(("", "stadtteil:12", "bezirk:1", "stadtteil:11+12", "x", ":", "stadt:")))
def test_any_draft_becomes_a_paper_or_sentences(client: FlaskClient, draft: Any, area: str) -> None:
    answer = client.post("/vorlagen/vorschau", json={"template": draft, "area": area}, headers={"X-Atlas": "1"})
    assert answer.status_code == 200
    assert "html" in answer.json or answer.json["faults"] or answer.json["sentences"]
