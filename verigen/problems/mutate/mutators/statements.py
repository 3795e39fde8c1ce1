"""Reads a question that is formulas joined by words without content: "If $2x + y = 7$ and $x - y = 2$, what is $xy$?".

Formulas are equations, definitions of functions, conditions on one letter, and at the end the expression that is asked
for. Every word between them must be one of a short list that says nothing about the numbers, or one of the few that
restrict the solutions. The value is found by reducing the expression modulo the equations where that leaves a number,
else from all solutions, which must agree. It is computed a second time from the solutions in floating point.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Parts = dict[str, str]

FORMULA = re.compile(
    r"\$+((?:[^$\\]|\\.)+?)\$+|\\\[(.+?)\\\]|\\begin\{align\*?\}(.+?)\\end\{align\*?\}", re.DOTALL
)
NEUTRAL = frozenset(
    "a all also an and answer answers are as at be below both by calculate can common complex compute "
    "constant constants could decimal define defined determine does each enter equal equals equation "
    "equations evaluate exact express expressed expression find following for form fraction function "
    "functions given graphs has have hold holds if improper in integer integers intersect intersection is "
    "it its let line lines lowest make makes mixed must non-zero nonzero now number number's numbers "
    "numerical of on one only other point polynomial polynomials possible rational real reduced result "
    "root roots satisfied satisfies satisfy satisfying simple simplest simplified simplify simultaneous "
    "so solution solutions solve such suppose system term terms that the their them then there this to "
    "true two unique value values variable variables we what when where which whole with write written "
    "your".split()
)
RESTRICTING = frozenset(
    ("positive", "negative", "sum", "product", "largest", "smallest", "greatest", "least")
)
TAIL = re.compile(r"(?<=[.?$\]])\s*(?:Express|Give|Write|Enter|Simplify) (?:your|the|all)[^$\d]*$")
FUNCTION = re.compile(r"([a-z])\(([a-z])\)")
SYMBOLS = re.compile(r"\(?[a-zA-Z](?:, ?[a-zA-Z])*,?\)?|[a-z]\([a-z]\)")
CONDITION = re.compile(r"([a-zA-Z]) ?(>|<|\\ge(?:q)?|\\le(?:q)?|\\neq|\\not=|\\ne) ?0")
MOST_DEGREE, MOST_LETTERS = 6, 4
MOST_SOLUTIONS = 12  # of a system, by Bezout: SymPy solves larger ones in minutes
NEAR = 1e-8
SCAN = 300


@dataclass(slots=True, kw_only=True)
class FormulaStatement:
    """`signs` are +1 or -1 for letters that are positive or negative; `restricted` the words that restrict."""

    equations: list[Any] = field(default_factory=list)
    functions: dict[str, tuple[str, str]] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)
    restricted: set[str] = field(default_factory=set)
    wanted: str = ""
    whole: bool = False


def read(text: str) -> FormulaStatement:
    """Raises Refused for a word or formula that is not understood."""
    text = TAIL.sub("", text)
    found = FormulaStatement()
    formulas = list(FORMULA.finditer(text))
    if not formulas or len(formulas) > 9:
        raise Refused("no formulas to read")
    _words(FORMULA.sub(" ", text), found)
    asked = next((at for at, match in enumerate(formulas) if ASKED.search(text[: match.start()])), None)
    if asked is None:
        raise Refused("no question")
    target = _target(formulas, asked)
    for at, match in enumerate(formulas):
        if at != target:
            _take(next(filter(None, match.groups())), found)
    found.wanted = next(filter(None, formulas[target].groups())).strip().rstrip(".,?").strip()
    if SIGN.search(found.wanted):
        raise Refused("no expression is asked for")
    return found


ASKED = re.compile(
    r"(?:[Ww]hat (?:is|are)|[Ff]ind|[Cc]ompute|[Ee]valuate|[Dd]etermine|[Cc]alculate|[Ss]olve for|[Ff]or what|[Ww]hat)[^$\\?.]*$"
)
SIGN = re.compile(r"=|<|>|\\[lg]eq?(?![a-z])|\\neq?(?![a-z])|\\pm")


def _target(formulas: Sequence[re.Match[str]], asked: int) -> int:
    """The formula that is asked for: the first after the asking word that is no relation."""
    for at in range(asked, len(formulas)):
        body = next(filter(None, formulas[at].groups()))
        if not SIGN.search(body):
            return at
    raise Refused("no expression is asked for")


def _words(text: str, found: FormulaStatement) -> None:
    for word in re.findall(r"[^\s,.?:;()]+", text.lower()):
        if word in RESTRICTING:
            found.restricted.add(word)
        elif word not in NEUTRAL:
            raise Refused("a word that is not understood", word)
    found.whole = bool(re.search(r"\b(?:integers?|whole)\b", text))


def _take(body: str, found: FormulaStatement) -> None:
    for piece in re.split(r"\\\\|\\text\{ ?and ?\}|\\qquad|\\quad", body):
        text = piece.replace("&", "").strip().rstrip(".,;").strip()
        if not text:
            continue
        if SYMBOLS.fullmatch(text):
            found.letters |= set(re.findall(r"[a-zA-Z]", text))
        elif sign := CONDITION.fullmatch(text):
            found.signs[sign[1]] = {">": 1, "<": -1}.get(sign[2], 0)
            if sign[2].startswith(("\\g", "\\l")):
                raise Refused("a bound that is not strict")
        elif SIGN.search(text):
            _relation(text, found)
        else:
            raise Refused("a formula that states nothing", text)


def _relation(text: str, found: FormulaStatement) -> None:
    sides = text.split("=")
    if len(sides) < 2 or SIGN.search(text.replace("=", "")):
        raise Refused("a relation that is no equation", text)
    named = FUNCTION.fullmatch(sides[0].strip())
    if named and len(sides) == 2 and named[1] not in found.functions:
        found.functions[named[1]] = (named[2], sides[1])
        return
    for left, right in itertools.pairwise(sides):
        found.equations.append((left, right))


def _applied(text: str, functions: dict[str, tuple[str, str]], depth: int = 0) -> str:
    """The text with calls of known functions replaced by their bodies."""
    match = re.search(r"(?<![a-zA-Z\\])([a-z])\(", text)
    while match and match[1] not in functions:
        match = re.compile(r"(?<![a-zA-Z\\])([a-z])\(").search(text, match.end())
    if match is None:
        return text
    end, level = match.end(), 1
    while end < len(text) and level:
        level += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    if level or depth > 12:
        raise Refused("a function that is not understood")
    variable, body = functions[match[1]]
    inside = text[match.end() : end - 1]
    put = re.sub(rf"(?<![a-zA-Z\\]){variable}(?![a-zA-Z])", lambda _: f"({inside})", body)
    return _applied(f"{text[: match.start()]}({put}){text[end:]}", functions, depth + 1)


def _expression(text: str, found: FormulaStatement) -> Any:
    return parse(_applied(text, found.functions))


def _system(found: FormulaStatement) -> tuple[list[Any], Any]:
    """The equations as numerators that vanish, and the expression that is asked for."""
    import sympy

    equations = []
    for left, right in found.equations:
        top, _ = sympy.fraction(sympy.together(_expression(left, found) - _expression(right, found)))
        equations.append(sympy.expand(top))
    wanted = _expression(found.wanted, found)
    if any(
        not each.is_polynomial() or sympy.Poly(each).total_degree() > MOST_DEGREE
        for each in equations
        if each.free_symbols
    ):
        raise Refused("equations that are no polynomials")
    if wanted.has(sympy.Pow) and any(each.exp.free_symbols for each in wanted.atoms(sympy.Pow)):
        raise Refused("a letter in an exponent")
    if (
        len(equations) > 1
        and math.prod(sympy.Poly(each).total_degree() for each in equations if each.free_symbols)
        > MOST_SOLUTIONS
    ):
        raise Refused("equations of too high a degree")
    letters = set().union(*(each.free_symbols for each in equations), wanted.free_symbols)
    if len(letters) > MOST_LETTERS or any(not each.free_symbols for each in equations):
        raise Refused("too many letters, or an equation without any")
    return equations, wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleEquation:
    """One equation in one letter that is no polynomial, as the `difference` of its sides."""

    letter: Any
    difference: Any
    wanted: Any


def _single(found: FormulaStatement) -> SingleEquation | None:
    """None if there is another number of equations or letters, or if it is a polynomial."""
    import sympy

    if len(found.equations) != 1:
        return None
    left, right = found.equations[0]
    difference, wanted = (
        _expression(left, found) - _expression(right, found),
        _expression(found.wanted, found),
    )
    letters = difference.free_symbols
    if (
        len(letters) != 1
        or not wanted.free_symbols <= letters
        or sympy.fraction(sympy.together(difference))[0].is_polynomial()
    ):
        return None
    if difference.has(sympy.sin, sympy.cos, sympy.tan) or difference.count_ops() > 40:
        raise Refused("an equation with many solutions")
    return SingleEquation(letter=next(iter(letters)), difference=difference, wanted=wanted)


def _exact_roots(single: SingleEquation, found: FormulaStatement) -> list[Any]:
    import sympy

    roots = sympy.solve(single.difference, single.letter)
    real = [
        root
        for root in roots
        if root.is_number
        and root.is_real
        and abs(sympy.N(single.difference.subs(single.letter, root))) < NEAR
    ]
    return _kept(real, single, found)


def _kept(roots: Sequence[Any], single: SingleEquation, found: FormulaStatement) -> list[Any]:
    sign = found.signs.get(str(single.letter), int("positive" in found.restricted))
    kept = [root for root in roots if not sign or (float(root) > 0) == (sign > 0)]
    if not kept:
        raise Refused("no solution")
    return kept


def _scanned_roots(single: SingleEquation, found: FormulaStatement) -> list[float]:
    """The roots where the difference changes its sign between -SCAN and SCAN, by bisection."""
    import sympy

    difference = sympy.lambdify(single.letter, single.difference, "math")
    roots: list[float] = []
    before: tuple[float, float] | None = None
    for step in range(-SCAN * 8 + 1, SCAN * 8, 1):
        at = step / 8 + 1 / 1024
        try:
            here = (at, float(difference(at)))
        except (ValueError, ZeroDivisionError, OverflowError, TypeError):
            before = None
            continue
        if before is not None and before[1] * here[1] < 0:
            roots.append(_bisected(difference, before[0], at))
        before = here
    return _kept([root for root in roots if abs(difference(root)) < 1e-6], single, found)


def _bisected(function: Callable[[float], float], low: float, high: float) -> float:
    rising = function(low) < 0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if (function(middle) < 0) == rising else (low, middle)
    return (low + high) / 2


def value(parts: Parts) -> Any:
    """The one value of the expression, exactly."""
    import sympy

    found = read(parts["t"])
    single = _single(found)
    if single is not None:
        return _picked(
            {_number(single.wanted.subs(single.letter, root)) for root in _exact_roots(single, found)}, found
        )
    equations, wanted = _system(found)
    if not equations:
        return _number(wanted)
    if not wanted.free_symbols:
        raise Refused("an expression that the equations say nothing about")
    plain = not found.restricted and not found.signs
    if plain and wanted.is_polynomial():
        letters = sorted(
            set().union(*(each.free_symbols for each in equations), wanted.free_symbols), key=str
        )
        basis = sympy.groebner(equations, *letters, order="grevlex")
        left = basis.reduce(sympy.expand(wanted))[1]
        if left.is_number and basis.exprs != [1]:
            return _number(left)
    if plain and (left := _eliminated(equations, wanted)) is not None:
        return _number(left)
    values = {_number(wanted.subs(each)) for each in _solutions(equations, found)}
    return _picked(values, found)


def _eliminated(equations: list[Any], wanted: Any) -> Any:
    """The expression where it does not depend on the letters that linear equations leave free; else None."""
    import sympy

    letters = sorted(set().union(*(each.free_symbols for each in equations)), key=str)
    if len(letters) <= len(equations) or any(sympy.Poly(each).total_degree() > 1 for each in equations):
        return None
    solved = sympy.solve(equations, letters, dict=True)
    left = sympy.simplify(wanted.subs(solved[0])) if len(solved) == 1 else wanted
    return left if left.is_number else None


def _solutions(equations: list[Any], found: FormulaStatement) -> list[dict[Any, Any]]:
    import sympy

    letters = sorted(set().union(*(each.free_symbols for each in equations)), key=str)
    if len(letters) > len(equations):
        raise Refused("fewer equations than letters")
    solutions = sympy.solve(equations, letters, dict=True)
    every = "positive" in found.restricted
    kept = []
    for each in solutions:
        if len(each) != len(letters) or any(not root.is_number for root in each.values()):
            raise Refused("solutions that are not numbers")
        if any(not root.is_real for root in each.values()):
            continue
        if found.whole and any(not root.is_integer for root in each.values()):
            continue
        if all(
            (float(root) > 0) == (found.signs.get(str(name), every) > 0)
            for name, root in each.items()
            if every or found.signs.get(str(name))
        ):
            kept.append(each)
    if not kept:
        raise Refused("no solution")
    return kept


def _picked(values: set[Any], found: FormulaStatement) -> Any:
    """The one value that the words ask for of all values."""
    import sympy

    words = found.restricted - {"positive"}
    if "negative" in words:
        values = {each for each in values if each.is_real and each < 0}
        words -= {"negative"}
    if not words and len(values) == 1:
        return next(iter(values))
    makers: dict[str, Callable[..., Any]] = {
        "sum": sympy.Add, "product": sympy.Mul, "largest": sympy.Max, "greatest": sympy.Max, "smallest": sympy.Min, "least": sympy.Min,
    }  # fmt: skip
    if len(words) != 1 or len(values) < 2:
        raise Refused("not one value")
    return _number(makers[words.pop()](*values))


def _number(found: Any) -> Any:
    import sympy

    exact = sympy.radsimp(sympy.simplify(found))
    if not exact.is_number or not exact.is_finite:
        raise Refused("no one finite value", f"{found} has no one finite value")
    return exact


def value_again(parts: Parts) -> Any:
    """The value in floating point: from roots found numerically, or one substitution after the other."""
    import sympy

    found = read(parts["t"])
    single = _single(found)
    if single is not None:
        roots = _scanned_roots(single, found)
        return complex(
            _picked({sympy.Float(single.wanted.subs(single.letter, root), 12) for root in roots}, found)
        )
    equations, wanted = _system(found)
    if not equations:
        return complex(wanted.evalf(30))
    letters = sorted(set().union(*(each.free_symbols for each in equations)), key=str)
    if (
        len(letters) == 1
        and len(equations) == 1
        and not found.restricted
        and not found.signs
        and not found.whole
    ):
        roots = sympy.Poly(equations[0], letters[0]).nroots(n=30, maxsteps=200)
        values = [complex(wanted.subs(letters[0], root)) for root in roots]
        real = [value for value, root in zip(values, roots, strict=True) if abs(sympy.im(root)) < NEAR]
        return _alike(real or values)
    if len(letters) > len(equations):
        return _sampled(equations, wanted, letters)
    return complex(_picked({_number(wanted.subs(each)) for each in _solutions(equations, found)}, found))


def _alike(values: Sequence[complex]) -> complex:
    if any(abs(value - values[0]) > NEAR * max(1.0, abs(values[0])) for value in values):
        raise Refused("not one value")
    return values[0]


def _sampled(equations: list[Any], wanted: Any, letters: list[Any]) -> complex:
    """The value at several solutions, after numbers are put for the letters that are free."""
    import sympy

    spare = len(letters) - len(equations)
    values = []
    for at in range(1, 4):
        put = {
            letter: sympy.Rational(7 * at + index, 3 + index) for index, letter in enumerate(letters[:spare])
        }
        solved = sympy.solve([equation.subs(put) for equation in equations], letters[spare:], dict=True)
        values += [complex(wanted.subs(put).subs(each)) for each in solved]
    if len(values) < 2:
        raise Refused("no solution")
    return _alike(values)


PATTERNS = (("formulas", r"^(?P<t>.*(?:\$|\\\[|\\begin\{align).*)$", value, value_again),)
TASKS = tuple(
    (name, re.compile(pattern, re.DOTALL), solve, again) for name, pattern, solve, again in PATTERNS
)
