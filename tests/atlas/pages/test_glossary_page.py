"""Glossar: every sign, method and scheme is explained, and every entry can be linked to."""

from collections import Counter

from atlas.city import City
from atlas.glossary import GROUPS, SHORT_FORMS
from atlas.numbers import FLAG_SIGNS, SIGNS
from atlas.pages import glossar
from atlas.selection import SCHEME_TITLES
from indicators.model import Status
from tests.atlas.pages.markup import elements, still_text
from tests.atlas.pages.tree import links, parts


def test_every_sign_is_explained_with_its_pattern(six: City) -> None:
    tree = glossar.layout(six, {})
    shown = still_text(tree)
    patterns = {e.attributes["id"] for e in elements(tree, "pattern")}
    for status, sign in SIGNS.items():
        if status != Status.ok:
            assert f"{sign.sign} {sign.word} {sign.explanation}" in shown
            assert f"glossar-{status.name}" in patterns
    assert [s.sign for s in FLAG_SIGNS.values() if f"{s.sign} ({s.word}) {s.explanation}" not in shown] == []


def test_every_method_scheme_level_and_short_form_is_explained(six: City) -> None:
    shown = still_text(glossar.layout(six, {}))
    expected = [f"{m.TITLE} {m.EXPLANATION}" for m in six.methods.values()]
    expected += list(SCHEME_TITLES.values())
    expected += [f"{short} {long}" for short, long in SHORT_FORMS]
    expected += ["Stadtteil 6 Stadtteile, mit Umrissen; fügt sich zu: Stadt, Stadtbezirk, Sozialraum."]
    assert [words for words in expected if words not in shown] == []


def test_every_entry_has_an_anchor_of_its_own(six: City) -> None:
    tree = glossar.layout(six, {})
    named = Counter(i for p in parts(tree) if (i := getattr(p, "id", "")))
    named.update(e.attributes["id"] for e in elements(tree) if "id" in e.attributes)
    assert [name for name, n in named.items() if n > 1] == []
    assert "begriff-gebietsstand" in named
    assert "begriff-eingliederungshilfe-35a" in named
    for said, href in links(tree).items():
        assert href.removeprefix("#") in named, said


def test_terms_stand_in_the_order_of_the_alphabet() -> None:
    fold = str.maketrans("äöüÄÖÜ", "aouAOU")
    for title, _, terms in GROUPS:
        names = [term.title.translate(fold).casefold() for term in terms]
        assert names == sorted(names), title


def test_no_term_is_explained_twice() -> None:
    named = Counter(term.title for _, _, terms in GROUPS for term in terms)
    assert [name for name, n in named.items() if n > 1] == []
