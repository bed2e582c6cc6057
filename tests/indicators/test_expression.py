"""Expressions of the catalogue: what they flatten to, and the sentence that a wrong one gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.expression import SyntaxFault, Term, parse


def test_one_variable_is_one_term():
    assert parse("bev_insg").terms == (Term(1, "bev_insg", 0),)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("bev_u3 + bev_3_u6", "+bev_u3 +bev_3_u6"),
        ("zuzug - fortzug", "+zuzug -fortzug"),
        ("a - (b + c)", "+a -b -c"),
        ("a - (b - (c - d))", "+a -b +c -d"),
        ("-(a - b) + c", "-a +b +c"),
        ("(((a)))", "+a"),
        ("a - -b", "+a +b"),
        ("  a\n  + b ", "+a +b"),
        ("lagen + lag_b", "+lagen +lag_b"),
    ],
)
def test_signs_are_multiplied_through_parentheses(text, written):
    assert " ".join(f"{term.sign:+d}{term.variable}".replace("1", "", 1) for term in parse(text).terms) == written


def test_the_change_over_five_years():
    expression = parse("bev_insg - lag(bev_insg, 5)")
    assert expression.terms == (Term(1, "bev_insg", 0), Term(-1, "bev_insg", 5))
    assert expression.variables == {"bev_insg"}
    assert expression.lags == {0, 5}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "ist leer"),
        ("   ", "ist leer"),
        ("a +", "fehlt am Ende etwas"),
        ("a b", "„b“"),
        ("(a + b", "fehlt am Ende etwas"),
        ("a + b)", "„)“"),
        ("a * b", "„*“"),
        ("a / b", "„/“"),
        ("2", "„2“"),
        ("a + 2", "„2“"),
        ("2a", "„2a“"),
        ("Bev", "„Bev“"),
        ("bevölkerung", "„bevölkerung“"),
        ("a.b", "„.b“"),
        ("a, b", "„,“"),
        ("()", "„)“"),
        ("__import__('os')", "„__import__"),
        ("sum(a)", "„(“"),
        ("lag", "„lag“"),
        ("lag(a)", "lag(merkmal, jahre)"),
        ("lag(a, b)", "lag(merkmal, jahre)"),
        ("lag(a + b, 5)", "lag(merkmal, jahre)"),
        ("lag(lag, 5)", "lag(merkmal, jahre)"),
        ("lag(a, 5", "lag(merkmal, jahre)"),
        ("lag(a, -5)", "lag(merkmal, jahre)"),
        ("lag(a, 0)", "um 0 Jahre"),
        ("lag(a, 100)", "um 100 Jahre"),
        ("a + b + a", "a zweimal"),
        ("a + lag(a, 2) - lag(a, 2)", "lag(a, 2) zweimal"),
        ("a\x00", "\x00"),
    ],
)
def test_a_wrong_expression_gets_one_sentence_that_shows_it(text, said):
    with pytest.raises(SyntaxFault) as fault:
        parse(text)
    sentence = str(fault.value)
    assert said in sentence
    assert "\n" not in sentence
    assert "rlaubt" in sentence  # what is allowed
    assert " ".join(text.split()) in sentence


@given(st.text(alphabet="ab_9 +-(),lag", max_size=40) | st.text(max_size=40))
def test_any_text_is_an_expression_or_a_sentence(text):
    try:
        assert parse(text).terms
    except SyntaxFault as fault:
        assert str(fault)


def test_very_deep_and_very_long_texts_neither_hang_nor_overflow():
    assert parse("(" * 5000 + "a" + ")" * 5000).terms == (Term(1, "a", 0),)
    assert parse("-" * 5001 + "a").terms == (Term(-1, "a", 0),)


@st.composite
def nested(draw, depth=4):
    """Text of an expression over distinct variables, with the value python gives it when each is a number."""
    names = iter([f"v{i}" for i in range(200)])

    def part(level):
        if level == 0 or draw(st.booleans()):
            return next(names)
        sign = draw(st.sampled_from(["+", "-"]))
        text = f"{part(level - 1)} {sign} {part(level - 1)}"
        return f"({text})" if draw(st.booleans()) else text

    return part(depth)


@given(nested(), st.randoms())
def test_flattened_terms_have_the_value_of_the_expression(text, random):
    expression = parse(text)
    numbers = {name: random.randint(-1000, 1000) for name in expression.variables}
    flattened = sum(term.sign * numbers[term.variable] for term in expression.terms)
    assert flattened == eval(text, {"__builtins__": {}}, numbers)
