"""Tasks on polynomials, recognised by their words: factors, a completed square, discriminants, coefficients, roots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]


def _poly(text: str) -> Any:
    import sympy

    left, _, right = text.partition("=")
    body = sympy.expand(parse(left) - (parse(right) if right else 0))
    if len(body.free_symbols) != 1 or not body.is_polynomial(*body.free_symbols):
        raise Refused("no polynomial in one variable")
    return sympy.Poly(body, *body.free_symbols)


def _quadratic(text: str) -> tuple[Any, Any, Any]:
    poly = _poly(text)
    if poly.degree() != 2 or not all(each.is_rational for each in poly.all_coeffs()):
        raise Refused("no quadratic")
    a, b, c = poly.all_coeffs()
    return a, b, c


def factors(parts: Parts) -> Any:
    """The factors over the whole numbers; a polynomial that has none is refused."""
    import sympy

    body = parse(parts["e"])
    found = sympy.factor(body)
    if not body.free_symbols or not body.is_polynomial(*body.free_symbols) or found == sympy.expand(body):
        raise Refused("a polynomial without factors")
    return found


def factors_again(parts: Parts) -> Any:
    return parse(parts["e"])


def completing(parts: Parts) -> Any:
    """The constant that makes a quadratic the square of a binomial; its own sign in the quadratic is plus."""
    import sympy

    unknown = sympy.Symbol(parts["n"], real=True)
    body = sympy.expand(parse(parts["e"]))
    (variable,) = body.free_symbols - {unknown}
    a, b, c = sympy.Poly(body, variable).all_coeffs()
    found = sympy.solve(b**2 - 4 * a * c, unknown)
    found = [each for each in found if each.is_real and (not parts.get("p") or each > 0)]
    if len(found) != 1:
        raise Refused("not one constant")
    return found[0]


def completing_again(parts: Parts) -> Any:
    """The constant, found to be one if the quadratic then has a double root: a second solver's roots."""
    import sympy

    found = completing(parts)
    body = sympy.expand(parse(parts["e"]).subs(sympy.Symbol(parts["n"], real=True), found))
    (variable,) = body.free_symbols
    if len(sympy.roots(sympy.Poly(body, variable))) != 1:
        raise Refused("no double root")
    return found


def _completed(text: str) -> tuple[Any, Any, Any]:
    """a, h and k of a (x + h)^2 + k."""
    a, b, c = _quadratic(text)
    return a, b / (2 * a), c - b**2 / (4 * a)


def of_completed(parts: Parts) -> Any:
    """The value of an expression of a, b and c where the quadratic is a (x + b)^2 + c."""
    return _of_completed(parts, _completed(parts["e"]))


def of_completed_again(parts: Parts) -> Any:
    """The same from three values of the quadratic."""
    import sympy

    poly = _poly(parts["e"])
    low, middle, high = (poly.eval(at) for at in (-1, 0, 1))
    a, b = (low + high - 2 * middle) / 2, (high - low) / 2
    return _of_completed(parts, (a, b / (2 * a), poly.eval(sympy.Rational(-b, 2 * a))))


def _of_completed(parts: Parts, values: tuple[Any, Any, Any]) -> Any:
    import sympy

    letters = re.findall(r"[a-z]", re.sub(rf"(?<![a-z]){parts['v']}(?![a-z])", "", parts["d"]))
    form = sympy.expand(parse(parts["d"]))
    names = [sympy.Symbol(each, real=True) for each in dict.fromkeys(letters)]
    at = sympy.Symbol(parts["v"], real=True)
    a, h, k = values
    wanted = sympy.Poly(form - sympy.expand(a * (at + h) ** 2 + k), at).all_coeffs()
    found = sympy.solve(wanted, names, dict=True)
    if len(found) != 1 or len(found[0]) != len(names):
        raise Refused("not one such form")
    return sympy.simplify(parse(parts["a"]).subs(found[0]))


def discriminant(parts: Parts) -> Any:
    import sympy

    poly = _poly(parts["e"])
    if poly.degree() != 2:
        raise Refused("no quadratic")
    return sympy.discriminant(poly)


def discriminant_again(parts: Parts) -> Any:
    a, b, c = _quadratic(parts["e"])
    return b**2 - 4 * a * c


def _simple_roots(text: str) -> list[Any]:
    import sympy

    poly = _poly(text)
    every = sympy.roots(poly)
    if sum(every.values()) != poly.degree() or any(
        times > 1 or not root.is_real for root, times in every.items()
    ):
        raise Refused("roots that are not real and simple")
    return list(every)


def of_roots(parts: Parts) -> Any:
    """What the name in `n` says of the roots: their sum, product, difference, sum of squares or of reciprocals."""
    import sympy

    roots = _simple_roots(parts["e"])
    if len(roots) != 2:
        raise Refused("not two roots")
    one, other = roots
    made = {
        "difference": abs(one - other), "squares": one**2 + other**2, "reciprocals": 1 / one + 1 / other,
        "sum": one + other, "product": one * other, "average": (one + other) / 2,
        "larger": max(one, other), "smaller": min(one, other),
    }  # fmt: skip
    return sympy.radsimp(sympy.simplify(made[_kind(parts["n"])]))


def of_roots_again(parts: Parts) -> Any:
    """The same from the coefficients alone."""
    import sympy

    a, b, c = _quadratic(parts["e"])
    total, product, root = -b / a, c / a, sympy.sqrt(b**2 - 4 * a * c)
    made = {
        "difference": root / abs(a), "squares": total**2 - 2 * product, "reciprocals": total / product,
        "sum": total, "product": product, "average": total / 2,
        "larger": (total + root / abs(a)) / 2, "smaller": (total - root / abs(a)) / 2,
    }  # fmt: skip
    return made[_kind(parts["n"])]


def _kind(words: str) -> str:
    names = ("difference", "squares", "reciprocals", "product", "average", "sum")
    if re.search(r"large|great", words):
        return "larger"
    if re.search(r"small|least", words):
        return "smaller"
    return next(name for name in names if name in words)


def coefficient(parts: Parts) -> Any:
    """The coefficient of a power or product in an expansion."""
    import sympy

    body, term = parse(parts["e"]), parse(parts["n"])
    if not term.free_symbols or not body.is_polynomial(*term.free_symbols):
        raise Refused("no polynomial")
    return sympy.Poly(sympy.expand(body), *sorted(body.free_symbols, key=str)).coeff_monomial(term)


def coefficient_again(parts: Parts) -> Any:
    """The same by taking derivatives at zero."""
    import sympy

    found, term = parse(parts["e"]), parse(parts["n"])
    for symbol, power in term.as_powers_dict().items():
        found = sympy.diff(found, symbol, power) / sympy.factorial(power)
    return found.subs(dict.fromkeys(parse(parts["e"]).free_symbols, 0))


def undefined(parts: Parts) -> Any:
    import sympy

    top, bottom = _fraction(parts["e"])
    roots = sympy.roots(sympy.Poly(bottom, *bottom.free_symbols))
    if any(not root.is_real or times > 1 for root, times in roots.items()) or not top.is_polynomial():
        raise Refused("poles that are not real")
    return sum(roots) if parts["n"].startswith("sum") else sympy.FiniteSet(*roots)


def undefined_again(parts: Parts) -> Any:
    import sympy

    _, bottom = _fraction(parts["e"])
    found = sympy.solveset(bottom, *bottom.free_symbols, domain=sympy.S.Reals)
    return sum(found) if parts["n"].startswith("sum") else found


def _fraction(text: str) -> tuple[Any, Any]:
    """The top and bottom of a written fraction, not reduced."""
    match = re.fullmatch(
        r"\s*(?:[a-z](?:\([a-z]\))? ?= ?)?\\[dt]?frac\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}\s*",
        text,
    )
    if match is None:
        raise Refused("no fraction")
    top, bottom = parse(match[1]), parse(match[2])
    if len(bottom.free_symbols) != 1 or not bottom.is_polynomial(*bottom.free_symbols):
        raise Refused("a denominator that is no polynomial")
    return top, bottom


MATH = r"(?:\$+|\\\[)\s*(?P<{}>[^$]+?)[.,?]?\s*(?:\$+|\\\])"
E, D, A = MATH.format("e"), MATH.format("d"), MATH.format("a")
ASK = r"(?:[Ww]hat is|[Ff]ind|[Cc]ompute|[Dd]etermine|[Cc]alculate)(?: the value of)?"
END = r"[.?]?\s*(?:(?:Express|Give|Write|Enter|Your) [^\d]*)?$"
ROOTS = r"(?:solutions?|roots?|zeros)"
OF = r"(?: of| to| for)?(?: the)?(?: quadratic)?(?: equation| polynomial)? ?"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("factors", rf"^(?:Completely factor|Factor)(?: the)?(?: following)?(?: expression| quadratic)?(?: completely)?:? {E}(?: completely)?{END}", factors, factors_again),
    ("square of a binomial", rf"^(?:What|Find the|For what) (?:real )?(?P<p>positive )?(?:constant|value of(?: the constant)?|number) \$(?P<n>[a-z])\$ (?:will make|makes|such that|is) {E} (?:is )?the square of a binomial{END}", completing, completing_again),
    ("square of a binomial", rf"^(?:If|Given that) {E} is (?:equal to )?the square of a binomial, (?:then )?(?:{ASK}|what is) \$(?P<n>[a-z])\${END}", completing, completing_again),
    ("completed square", rf"^(?:The (?:quadratic|expression)|If|When|Given that|Suppose) {E} (?:can be|is) (?:written|expressed|rewritten) (?:in|as)(?: the form)? (?:\$+|\\\[)(?P<d>[^$=]*\((?P<v>[a-z]) ?[-+] ?[a-z]\)\^2[^$=]*?)[.,]?(?:\$+|\\\])(?:,? (?:where|for)[^.\d?]*)?[.,] *(?:[Tt]hen |what is |{ASK} ){A}{END}", of_completed, of_completed_again),
    ("discriminant", rf"^{ASK} the discriminant of {E}{END}", discriminant, discriminant_again),
    ("two roots", rf"^{ASK} (?P<n>the (?:positive )?difference (?:between|of) the|the sum of the squares of the|the sum of the reciprocals of the|the average of (?:all )?(?:the )?|the (?:larger|greater|smaller|largest|smallest|greatest)(?: of the)?) (?:two )?{ROOTS}{OF}{E}{END}", of_roots, of_roots_again),
    ("coefficient", rf"^{ASK} the coefficient of (?:the )?{MATH.format('n')}(?: term)? (?:in|when) (?:the )?(?:expansion of |simplified form of |polynomial )?{E}(?: is expanded)?{END}", coefficient, coefficient_again),
    ("undefined", rf"^(?:What is the|Find the) (?P<n>sum of the (?:two )?values) (?:of \$[a-z]\$ )?(?:which will make|for which|that make) the (?:following )?expression(?: is)? (?:undefined|not defined)[?:.]* *{E}{END}", undefined, undefined_again),
    ("undefined", rf"^For what (?P<n>value|values|real value|real values) of \$[a-z]\$ is (?:the (?:expression|function) )?{E} (?:undefined|not defined){END}", undefined, undefined_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
