"""Tasks on equations and functions, recognised by their words: a value that follows, sums of roots, f(g(2))."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

EQUATION = r"\$+(?P<e>[^$=<>]+=[^$=<>]+?)[.,]?\$+"
VALUE = r"\$(?P<a>[^$=]+?)[.?]?\$"
ASK = r"(?:[Ww]hat is|[Ff]ind|[Cc]ompute|[Cc]alculate|[Dd]etermine|[Ee]valuate|[Ss]olve for)(?: the (?:exact )?value of)?"
GIVEN = r"(?:If|Given(?: that)?|Suppose(?: that)?|Let|When)"
END = r"[.?]?(?: (?:Express|Give|Write)[^$\d]*)?$"
KNOWN = (
    r"(?:of )?\$(?P<n>[a-z])\$ (?:(?:is|makes) the (?:following )?equation(?: true)?|if|such that|when|that satisf(?:y|ies)(?: the)?"
    r"(?: equation)?|in (?:the (?:following )?)?(?:equation)?|satisfies(?: the equation)?|so that)[^$]*"
)


def _root(equation: str) -> tuple[Any, Any]:
    """The variable of an equation of one variable, and its one real solution."""
    (variable,), every = _roots(equation)
    real = [root for root in every if root.is_real]
    if len(real) != 1 or sum(every.values()) != 1:
        raise Refused("not one solution")
    return variable, real[0]


def _roots(equation: str) -> tuple[list[Any], dict[Any, int]]:
    """The variable and all roots with their multiplicity."""
    import sympy

    left, _, right = equation.partition("=")
    found = sympy.together(parse(left) - parse(right))
    variables = sorted(found.free_symbols, key=str)
    top, bottom = sympy.fraction(found)
    if len(variables) != 1 or bottom.free_symbols or not top.is_polynomial(variables[0]):
        raise Refused("not a polynomial equation in one variable")
    every = sympy.roots(sympy.Poly(top, variables[0]))
    if not every or sum(every.values()) != sympy.degree(top, variables[0]):
        raise Refused("an equation whose roots have no closed form")
    return variables, every


def _number(value: Any) -> Any:
    import sympy

    found = sympy.radsimp(sympy.simplify(value))
    if not found.is_number or not found.is_finite:
        raise Refused("no one finite value", f"{value} has no one finite value")
    return found


def follows(parts: Parts) -> Any:
    """The value of an expression once the equation is solved."""
    variable, root = _root(parts["e"])
    return _number(parse(parts["a"]).subs(variable, root))


def solution(parts: Parts) -> Any:
    import sympy

    variable, root = _root(parts["e"])
    if str(variable) != parts["n"]:
        raise Refused("another variable")
    return sympy.FiniteSet(root)


def combined(parts: Parts) -> Any:
    """The sum or product of the roots: real ones, none of them double, so that nobody counts otherwise."""
    import sympy

    _, every = _roots(parts["e"])
    if len(every) < 2 or any(times > 1 or not root.is_real for root, times in every.items()):
        raise Refused("roots that are not real and simple")
    join = sympy.Add if parts["n"] == "sum" else sympy.Mul
    return _number(join(*every))


def substituted(parts: Parts) -> Any:
    """The value of an expression of two variables."""
    import sympy

    known = {
        sympy.Symbol(parts[name], real=True): parse(parts[value]) for name, value in (("n", "a"), ("v", "b"))
    }
    return _number(parse(parts["e"]).subs(known))


def composed(parts: Parts) -> Any:
    """The value of f(g(2)) or f(f(2))."""
    import sympy

    functions = {parts["n"]: (parts["v"], parts["e"])}
    if parts.get("d"):
        functions[parts["n2"]] = (parts["v2"], parts["d"])
    value = parse(parts["a"])
    for name in reversed(parts["v3"].split("(")):
        variable, body = functions[name]
        value = parse(body).subs(sympy.Symbol(variable, real=True), value)
    return _number(value)


def simplified(parts: Parts) -> Any:
    """The expanded form of a polynomial in any variables."""
    import sympy

    found = sympy.expand(parse(parts["e"]))
    if not found.free_symbols or not found.is_polynomial(*found.free_symbols):
        raise Refused("no polynomial")
    return found


ONE_FUNCTION = r"\$(?P<n>[a-z])\((?P<v>[a-z])\) ?= ?(?P<e>[^$=]+?)[.,]?\$"
OTHER_FUNCTION = r"\$(?P<n2>[a-z])\((?P<v2>[a-z])\) ?= ?(?P<d>[^$=]+?)[.,]?\$"
NESTED = r"\$(?P<v3>[a-z](?:\([a-z])*)\((?P<a>-?\d+)\)+[.?]?\$"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any]], ...] = (
    ("value that follows", rf"^{GIVEN} {EQUATION},? (?:then )?{ASK} {VALUE}{END}", follows),
    ("solution", rf"^(?:For )?(?:[Ww]hat|[Ff]ind|[Dd]etermine|[Ss]olve for|[Cc]ompute)[^$]*{KNOWN}{EQUATION}{END}", solution),
    ("solution", rf"^Solve for \$(?P<n>[a-z])\$: *{EQUATION}{END}", solution),
    ("roots combined", rf"^{ASK} the (?P<n>sum|product) of (?:all |the )*(?:real )?(?:solutions|roots)(?: of| to)?(?: the)?(?: equation)? {EQUATION}{END}", combined),
    ("two values", rf"^{ASK} \$(?P<e>[^$=]+)\$,? (?:when|if|for|given that|where) \$(?P<n>[a-z]) ?= ?(?P<a>-?[\d./]+)\$ and \$(?P<v>[a-z]) ?= ?(?P<b>-?[\d./]+)\$ *{END}", substituted),
    ("two values", rf"^{GIVEN} \$(?P<n>[a-z]) ?= ?(?P<a>-?[\d./]+)\$ and \$(?P<v>[a-z]) ?= ?(?P<b>-?[\d./]+),?\$,? (?:then )?{ASK} \$(?P<e>[^$=]+?)[.?]?\${END}", substituted),
    ("function", rf"^{GIVEN} (?:the function )?{ONE_FUNCTION}[.,]? (?:[Tt]hen )?{ASK} {NESTED}{END}", composed),
    ("two functions", rf"^{GIVEN} {ONE_FUNCTION} and (?:let )?{OTHER_FUNCTION}[.,]? (?:[Tt]hen )?{ASK} {NESTED}{END}", composed),
    ("simplification", rf"^Simplify(?: the)?(?: following)?(?: expression)?:? \$+(?P<e>[^$=]+?)[.]?\$+{END}", simplified),
)  # fmt: skip
COMPILED = tuple((name, re.compile(pattern), solve) for name, pattern, solve in PATTERNS)
