"""Numerators and denominators as the catalogue writes them: sums and differences of variables, now or before.

    bev_u18 + bev_18_u21          zuzuege - fortzuege          bev_insg - lag(bev_insg, 5)

Nothing else is allowed, so that an expression is a list of signed terms and adds up over areas term by term.
"""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_]*|[0-9]+)(?!\w)|[-+(),])")
MOST_YEARS = 99
ALLOWED = "Erlaubt sind Merkmale, +, -, Klammern und lag(merkmal, jahre)."


class SyntaxFault(ValueError):
    """One German sentence: the expression, where it goes wrong, and what is allowed."""


@dataclass(frozen=True)
class Term:
    """One variable of a sum."""

    sign: int  # +1 or -1
    variable: str  # id
    lag: int  # years back; 0: the period itself


@dataclass(frozen=True)
class Expression:
    """A sum of signed terms, in the order written; no variable occurs twice with the same lag."""

    text: str  # as written, blanks evened
    terms: tuple[Term, ...]

    @property
    def variables(self) -> frozenset[str]:
        """Ids of all variables."""
        return frozenset(term.variable for term in self.terms)

    @property
    def lags(self) -> frozenset[int]:
        """Years back that the terms reach, 0 among them where the period itself is used."""
        return frozenset(term.lag for term in self.terms)


def parse(text: str) -> Expression:
    """The expression that `text` writes; SyntaxFault with one German sentence if it writes none.

    >>> [(term.sign, term.variable, term.lag) for term in parse("bev - (zuzug - lag(bev, 5))").terms]
    [(1, 'bev', 0), (-1, 'zuzug', 0), (1, 'bev', 5)]
    """
    text = " ".join(text.split())
    if not text:
        raise SyntaxFault(f"Der Ausdruck ist leer. {ALLOWED}")
    tokens = _tokens(text)
    terms: list[Term] = []
    groups: list[int] = []  # the sign before each open parenthesis, multiplied through
    sign = outer = 1
    place = 0
    while True:
        # an operand: signs and opening parentheses, then a variable or lag(...)
        while tokens[place] in ("+", "-", "("):
            if tokens[place] == "-":
                sign = -sign
            elif tokens[place] == "(":
                groups.append(outer)
                outer, sign = outer * sign, 1
            place += 1
        term, place = _operand(text, tokens, place, outer * sign)
        if any((term.variable, term.lag) == (other.variable, other.lag) for other in terms):
            written = f"lag({term.variable}, {term.lag})" if term.lag else term.variable
            raise SyntaxFault(f"Im Ausdruck „{text}“ kommt {written} zweimal vor. {ALLOWED}")
        terms.append(term)
        while tokens[place] == ")" and groups:
            outer = groups.pop()
            place += 1
        if tokens[place] == "" and not groups:
            return Expression(text, tuple(terms))
        if tokens[place] not in ("+", "-"):
            raise _fault(text, tokens[place])
        sign = 1  # the sign itself is read with the next operand


def _tokens(text: str) -> list[str]:
    """The names, numbers and signs of `text`, with "" for the end."""
    tokens, position = [], 0
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise _fault(text, text[position:].split(maxsplit=1)[0])
        tokens.append(match[0].strip())
        position = match.end()
    return [*tokens, ""]


def _operand(text: str, tokens: list[str], place: int, sign: int) -> tuple[Term, int]:
    """The variable or lag(...) at `place`, and the place after it."""
    name = tokens[place]
    if name == "lag":
        if tokens[place + 1 : place + 2] != ["("]:
            raise _fault(text, name)
        call = tokens[place + 2 : place + 6]  # name , years )
        if len(call) < 4 or not _is_name(call[0]) or call[1] != "," or not call[2].isdigit() or call[3] != ")":
            raise SyntaxFault(
                f"Im Ausdruck „{text}“ ist lag(...) unvollständig; erlaubt ist lag(merkmal, jahre), "
                f"zum Beispiel lag(bev_insg, 5)."
            )
        years = int(call[2])
        if not 1 <= years <= MOST_YEARS:
            raise SyntaxFault(
                f"Im Ausdruck „{text}“ reicht lag um {years} Jahre zurück; erlaubt sind 1 bis {MOST_YEARS}."
            )
        return Term(sign, call[0], years), place + 6
    if not _is_name(name):
        raise _fault(text, name)
    return Term(sign, name, 0), place + 1


def _is_name(token: str) -> bool:
    return token[:1].isalpha() and token != "lag"


def _fault(text: str, found: str) -> SyntaxFault:
    where = f"steht „{found}“ an einer Stelle, an der es nichts bedeutet" if found else "fehlt am Ende etwas"
    return SyntaxFault(f"Im Ausdruck „{text}“ {where}. {ALLOWED}")
