"""Tasks on an expression in LaTeX, recognised by their words and solved by SymPy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators import (
    arithmetic_tasks,
    base_tasks,
    equation_tasks,
    figures,
    inequality_tasks,
    integer_sets,
    matrix_tasks,
    number_tasks,
    plane_tasks,
    quadratic_tasks,
    sequence_tasks,
    statements,
)
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MATH = r"(?:\$+|\\\[)(?P<{}>[^$]+?)(?:\$+|\\\])"
FEW_TRIES = 120
END = r"(?:[.?]|$|[,.]? +(?:Give|Express|Write|Your|Simplify|Rationalize|over|for|in|as|where|without|if)\b)"


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolicTask:
    """`pattern` names the groups whose coefficients may change; `solve` computes the answer from their texts.

    `again` computes it in a second way, exactly or in floating point. `draw` draws the groups where their numbers
    depend on each other. `tries` draws in a row may fail before the task is given up.
    """

    name: str
    pattern: re.Pattern[str]
    solve: Callable[[dict[str, str]], Any]
    again: Callable[[dict[str, str]], Any] | None = None
    draw: Callable[[dict[str, str], Random], dict[str, str]] | None = None
    tries: int = 400


def _sympy() -> Any:
    import sympy

    return sympy


def _exact(value: Any) -> Any:
    """The value in lowest terms. Raises Refused if it is not one finite number."""
    sympy = _sympy()
    found = sympy.radsimp(sympy.nsimplify(sympy.simplify(value)))
    if not found.is_finite or not found.is_number:
        raise Refused("no one finite value", f"{value} has no one finite value")
    return found


def evaluate(parts: dict[str, str]) -> Any:
    return _exact(parse(parts["e"]))


def integral(parts: dict[str, str]) -> Any:
    sympy = _sympy()
    body, variable = parse(parts["e"]), sympy.Symbol(parts["v"], real=True)
    low, high = parse(parts["a"]), parse(parts["b"])
    if not body.is_polynomial(variable):
        raise Refused("an integrand that is no polynomial")
    return _exact(sympy.integrate(sympy.expand(body), (variable, low, high)))


def at_a_point(parts: dict[str, str]) -> Any:
    return _exact(parse(put(parts["e"], parts["v"], parts["a"])))


def put(body: str, variable: str, value: str) -> str:
    """The body with a value for a letter, in brackets, so that the parser bounds its powers."""
    return re.sub(rf"(?<![a-zA-Z\\]){variable}(?![a-zA-Z])", lambda _: f"({value})", body)


def derivative_at(parts: dict[str, str]) -> Any:
    sympy = _sympy()
    variable = sympy.Symbol(parts["v"], real=True)
    return _exact(sympy.diff(parse(parts["e"]), variable).subs(variable, parse(parts["a"])))


def derivative(parts: dict[str, str]) -> Any:
    sympy = _sympy()
    found = parse(parts["e"])
    (variable,) = _variables(found)
    return sympy.expand(sympy.diff(found, variable))


def expand(parts: dict[str, str]) -> Any:
    found = parse(parts["e"])
    _variables(found)
    return _sympy().expand(found)


def limit(parts: dict[str, str]) -> Any:
    sympy = _sympy()
    place = parts["a"].strip()
    target = sympy.oo if place == "\\infty" else parse(place)
    return _exact(sympy.limit(parse(parts["e"]), sympy.Symbol(parts["v"], real=True), target))


def remainder(parts: dict[str, str]) -> Any:
    sympy = _sympy()
    top, bottom = parse(parts["e"]), parse(parts["d"])
    (variable,) = _variables(bottom)
    if not (top.is_polynomial(variable) and bottom.is_polynomial(variable)):
        raise Refused("no polynomials")
    return sympy.expand(sympy.rem(top, bottom, variable))


def roots(parts: dict[str, str]) -> Any:
    """All real solutions as a set; it is complete, because both sides are polynomials."""
    sympy = _sympy()
    left, _, right = parts["e"].partition("=")
    found = sympy.together(parse(left) - parse(right))
    (variable,) = _variables(found)
    top, bottom = sympy.fraction(found)
    if not top.is_polynomial(variable) or bottom.has(variable):
        raise Refused("an equation that is no polynomial")
    every = sympy.roots(sympy.Poly(top, variable))
    if sum(every.values()) != sympy.degree(top, variable):
        raise Refused("an equation whose roots have no closed form")
    return sympy.FiniteSet(*(root for root in every if root.is_real))


def _variables(found: Any) -> list[Any]:
    free = sorted(found.free_symbols, key=str)
    if len(free) != 1:
        raise Refused("not one variable", f"{found} has not one variable but {len(free)}")
    return free


def _task(name: str, pattern: str, solve: Callable[[dict[str, str]], Any]) -> SymbolicTask:
    return SymbolicTask(name=name, pattern=re.compile(pattern), solve=solve)


ASK = (
    r"^(?:Compute|Evaluate|Simplify|Calculate|Find|What is|Determine|Write|Express|Rationalize the denominator(?: of)?|"
    r"Simplify and (?:write|express)[a-z ]*)"
    r"(?: the (?:exact )?(?:numerical )?value of| the product| the sum| the(?: following)? expression| the following)?"
    r"(?: the expression| the following expression)?[:.]?\s*"
)
LIMIT = r"\$+(?:\\displaystyle\s*)?\\lim_\{(?P<v>[a-z]) ?\\to ?(?P<a>[^{}]+)\} ?(?P<e>[^$]+?)\$+"
INTEGRAL = r"\$+(?:\\displaystyle\s*)?\\int_\{?(?P<a>-?\w+)\}?\^\{?(?P<b>-?\w+)\}? ?(?P<e>[^$]+?)\s*(?:\\,)?\s*d(?P<v>[a-z])\$+"
FUNCTION = (
    r"[Ll]et \$(?P<n>[a-z])\((?P<v>[a-z])\) = (?P<e>[^$=]+)\$\. (?:What is|Find|Compute|Evaluate) \$(?P=n)"
)
TASKS = (
    _task("limit", rf"{ASK}{LIMIT}", limit),
    _task("integral", rf"{ASK}{INTEGRAL}", integral),
    _task("value", rf"{ASK}{MATH.format('e')} (?:when|if|for|at) \$(?P<v>[a-z]) = (?P<a>[^$]+)\$", at_a_point),
    _task("value of a function", rf"^{FUNCTION}\((?P<a>-?[\d.]+)\)\$", at_a_point),
    _task("value of a derivative", rf"^{FUNCTION}'\((?P<a>-?[\d.]+)\)\$", derivative_at),
    _task("derivative", rf"derivative of {MATH.format('e')}{END}", derivative),
    _task("expansion", rf"^Expand {MATH.format('e')}{END}", expand),
    _task("remainder", rf"remainder when {MATH.format('e')} is divided by {MATH.format('d')}{END}", remainder),
    _task("solutions", rf"^(?:Solve|Find|What)\b[^$]*(?:equation|solve|Solve|solutions?|roots?)[^$]*{MATH.format('e')}", roots),
    _task("expression", rf"{ASK}{MATH.format('e')}{END}", evaluate),
    *(
        SymbolicTask(name=name, pattern=pattern, solve=solve)
        for name, pattern, solve in (*number_tasks.COMPILED, *equation_tasks.COMPILED)
    ),
    *(
        SymbolicTask(name=name, pattern=pattern, solve=solve, again=again, draw=sequence_tasks.DRAWS.get(name), tries=FEW_TRIES)
        for tasks in (
            arithmetic_tasks, base_tasks, plane_tasks, quadratic_tasks, sequence_tasks, inequality_tasks, integer_sets,
            figures, matrix_tasks, statements,
        )
        for name, pattern, solve, again in tasks.TASKS
    ),
)  # fmt: skip
