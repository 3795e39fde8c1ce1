"""Tasks on points, lines and parabolas with given coordinates: distances, midpoints, slopes, vertices, areas."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

POINT = r"\$?(?:[A-Z] ?= ?)?\((?P<{0}>-?[\d.]+), ?(?P<{1}>-?[\d.]+)\)[.,?]?\$?"
ONE, OTHER, THIRD = POINT.format("a", "b"), POINT.format("c", "d"), POINT.format("e", "f")
ORIGIN = r"(?:the origin|\$\(0, ?0\)\$)"
ASK = r"(?:What is|Find|Compute|Determine|Calculate)"
END = r"[.?]?\s*(?:(?:Express|Give|Write|Enter) [^\d]*)?$"
NAMES = r"(?:the )?(?:points? )?"
PARABOLA = r"\$(?:y|f\([a-z]\)) ?= ?(?P<e>[^$=]+?)[.?]?\$"


def _points(parts: Parts) -> list[tuple[Any, Any]]:
    return [
        (parse(parts[x]), parse(parts[y])) for x, y in (("a", "b"), ("c", "d"), ("e", "f")) if parts.get(x)
    ]


def _exact_points(parts: Parts) -> list[tuple[Fraction, Fraction]]:
    pairs = (("a", "b"), ("c", "d"), ("e", "f"))
    return [(Fraction(parts[x]), Fraction(parts[y])) for x, y in pairs if parts.get(x)]


def distance(parts: Parts) -> Any:
    import sympy

    points = [sympy.Point(*each) for each in _points(parts)]
    return (points[1] if len(points) > 1 else sympy.Point(0, 0)).distance(points[0])


def distance_again(parts: Parts) -> Any:
    (a, b), (c, d) = (*_exact_points(parts), (Fraction(0), Fraction(0)))[:2]
    return float((a - c) ** 2 + (b - d) ** 2) ** 0.5


def midpoint(parts: Parts) -> Any:
    import sympy

    one, other = (sympy.Point(*each) for each in _points(parts))
    return sympy.Tuple(*one.midpoint(other))


def midpoint_again(parts: Parts) -> Any:
    (a, b), (c, d) = _exact_points(parts)
    return ((a + c) / 2, (b + d) / 2)


def midpoint_sum(parts: Parts) -> Any:
    x, y = midpoint(parts)
    return x + y


def midpoint_sum_again(parts: Parts) -> Any:
    return sum(midpoint_again(parts))


def slope(parts: Parts) -> Any:
    import sympy

    one, other = (sympy.Point(*each) for each in _points(parts))
    found = sympy.Line(one, other).slope
    if not found.is_finite:
        raise Refused("a line without a slope")
    return found


def slope_again(parts: Parts) -> Any:
    (a, b), (c, d) = _exact_points(parts)
    return (d - b) / (c - a)


def area(parts: Parts) -> Any:
    import sympy

    found = sympy.Triangle(*(sympy.Point(*each) for each in _points(parts)))
    if not isinstance(found, sympy.Triangle):
        raise Refused("no triangle")
    return abs(found.area)


def area_again(parts: Parts) -> Any:
    (a, b), (c, d), (e, f) = _exact_points(parts)
    return abs((c - a) * (f - b) - (e - a) * (d - b)) / 2


def _quadratic(text: str) -> tuple[Any, list[Any]]:
    import sympy

    body = parse(text)
    (variable,) = body.free_symbols
    poly = sympy.Poly(body, variable)
    if poly.degree() != 2 or not all(each.is_rational for each in poly.all_coeffs()):
        raise Refused("no quadratic")
    return variable, poly.all_coeffs()


def vertex(parts: Parts) -> Any:
    import sympy

    variable, _ = _quadratic(parts["e"])
    body = parse(parts["e"])
    (place,) = sympy.solve(sympy.diff(body, variable), variable)
    return sympy.Tuple(place, sympy.expand(body.subs(variable, place)))


def vertex_again(parts: Parts) -> Any:
    _, (a, b, c) = _quadratic(parts["e"])
    return (-b / (2 * a), c - b**2 / (4 * a))


def extreme(parts: Parts) -> Any:
    _, (a, _, _) = _quadratic(parts["e"])
    if (a > 0) != (parts["n"] in {"minimum", "least", "smallest"}):
        raise Refused("no such extreme")
    return vertex(parts)[1]


def extreme_again(parts: Parts) -> Any:
    return vertex_again(parts)[1]


def _line(text: str) -> tuple[Any, Any, Any]:
    """a, b and c of a x + b y = c."""
    import sympy

    left, _, right = text.partition("=")
    x, y = sympy.symbols("x y", real=True)
    poly = sympy.Poly(parse(left) - parse(right), x, y)
    if poly.total_degree() != 1:
        raise Refused("no line")
    return poly.coeff_monomial(x), poly.coeff_monomial(y), -poly.coeff_monomial(1)


def of_a_line(parts: Parts) -> Any:
    """The slope or an intercept, as the name in `n` says."""
    import sympy

    a, b, c = _line(parts["e"])
    if parts["n"] == "slope":
        return sympy.Rational(-a, b)
    return sympy.Rational(c, a if parts["n"].startswith("$x$") or parts["n"].startswith("x") else b)


def of_a_line_again(parts: Parts) -> Any:
    """The same from two values of the difference of both sides."""
    import sympy

    left, _, right = parts["e"].partition("=")
    x, y = sympy.symbols("x y", real=True)
    body = parse(left) - parse(right)
    at = {place: body.subs({x: place[0], y: place[1]}) for place in ((0, 0), (1, 0), (0, 1))}
    a, b, c = at[1, 0] - at[0, 0], at[0, 1] - at[0, 0], -at[0, 0]
    if parts["n"] == "slope":
        return -a / b
    return c / (a if "x" in parts["n"] else b)


def circle_radius(parts: Parts) -> Any:
    """The radius of a circle with an equation in x and y, by completing both squares."""
    import sympy

    x, y, poly = _circle(parts["e"])
    a = poly.coeff_monomial(x**2)
    p, q, c = (poly.coeff_monomial(each) / a for each in (x, y, 1))
    return sympy.sqrt(p**2 / 4 + q**2 / 4 - c)


def circle_radius_again(parts: Parts) -> Any:
    """Half the height of the circle, from the discriminant in y over its centre."""
    import sympy

    x, y, poly = _circle(parts["e"])
    (middle,) = sympy.solve(sympy.diff(poly.as_expr(), x), x)
    low, high = sympy.solve(poly.as_expr().subs(x, middle), y)
    return abs(float(high - low)) / 2


def _circle(text: str) -> tuple[Any, Any, Any]:
    import sympy

    left, _, right = text.partition("=")
    x, y = sympy.symbols("x y", real=True)
    poly = sympy.Poly(parse(left) - parse(right), x, y)
    square, other = poly.coeff_monomial(x**2), poly.coeff_monomial(y**2)
    if poly.total_degree() != 2 or square != other or square == 0 or poly.coeff_monomial(x * y):
        raise Refused("no circle")
    return x, y, poly


def circle_area(parts: Parts) -> Any:
    import sympy

    return sympy.pi * circle_radius(parts) ** 2


def circle_area_again(parts: Parts) -> Any:
    return 3.141592653589793 * circle_radius_again(parts) ** 2


EQUATION = r"\$+(?P<e>[^$=<>]+=[^$=<>]+?)[.,?]?\$+"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("distance", rf"^{ASK} the (?:shortest )?distance(?:, in units,)? between {NAMES}{ONE} and {NAMES}{OTHER}{END}", distance, distance_again),
    ("distance", rf"^{ASK} the (?:number of units in the )?distance from {ORIGIN} to {NAMES}{ONE}(?: in a coordinate system)?{END}", distance, distance_again),
    ("distance", rf"^{ASK} the distance between {ORIGIN} and {NAMES}{ONE}{END}", distance, distance_again),
    ("distance", rf"^{ASK} the length of (?:the )?(?:line )?segment (?:whose endpoints are|with endpoints|connecting|joining) (?:at )?{NAMES}{ONE} and {NAMES}{OTHER}{END}", distance, distance_again),
    ("distance", rf"^How (?:many units )?long is (?:a|the) (?:line )?segment (?:whose endpoints are|with endpoints|connecting|joining) (?:at )?{NAMES}{ONE} and {NAMES}{OTHER}{END}", distance, distance_again),
    ("midpoint", rf"^{ASK} the (?:coordinates of the )?midpoint of (?:the )?(?:line )?segment (?:whose endpoints are|with endpoints|connecting|joining) (?:at )?{NAMES}{ONE} and {NAMES}{OTHER}{END}", midpoint, midpoint_again),
    ("sum of a midpoint", rf"^{ASK} the sum of the coordinates of the midpoint of (?:the )?(?:line )?segment (?:whose endpoints are|with endpoints|connecting|joining) (?:at )?{NAMES}{ONE} and {NAMES}{OTHER}{END}", midpoint_sum, midpoint_sum_again),
    ("slope", rf"^{ASK} the slope of (?:a|the) line (?:passing through|containing|that passes through|through|that contains|joining|connecting) {NAMES}{ONE} and {NAMES}{OTHER}{END}", slope, slope_again),
    ("area of a triangle", rf"^{ASK} the (?:number of square units in the )?area(?:, in square units,)? of (?:a|the) triangle (?:with|whose) vertices (?:are )?(?:at )?{NAMES}{ONE}, (?:and )?{OTHER},? and {THIRD}{END}", area, area_again),
    ("vertex", rf"^{ASK} the (?:coordinates of the )?vertex of the (?:parabola|graph of)(?: (?:the equation|with equation|whose equation is))? ?{PARABOLA}{END}", vertex, vertex_again),
    ("extreme", rf"^{ASK} the (?P<n>minimum|maximum|least|greatest|smallest|largest)(?: possible)? value of(?: the (?:expression|function|quadratic))? \$(?:(?:y|f\([a-z]\)) ?= ?)?(?P<e>[^$=]+?)[.?]?\$(?:,? (?:for|over|if|where)[^\d]*)?{END}", extreme, extreme_again),
    ("line", rf"^{ASK} the (?P<n>slope|\$?[xy]\$?-intercept) of the line (?:whose equation is |with equation |given by (?:the equation )?)?{EQUATION}{END}", of_a_line, of_a_line_again),
    ("radius of a circle", rf"^{ASK} the radius of the circle (?:with equation |whose equation is |given by (?:the equation )?)?{EQUATION}{END}", circle_radius, circle_radius_again),
    ("area of a circle", rf"^{ASK} the area of the (?:circle|region) (?:with equation |whose equation is |defined by (?:the equation )?|enclosed by (?:the (?:circle|graph of) (?:with equation |whose equation is )?)?)?{EQUATION}{END}", circle_area, circle_area_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
