"""Reads questions about one figure, known by a measure or two: the area of a circle with circumference 10, and the like.

A figure is a set of equations between its measures. The given measures are solved for the figure's own sizes, and the
one asked for is computed from these. The second way inserts the result: with it, the equations must give the measures
that the question states.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Parts = dict[str, str]
    Measures = Callable[..., Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredFigure:
    """`sizes` determine the figure; `measures` computes all its measures from them."""

    pattern: str
    sizes: int
    measures: Measures


def _pi() -> Any:
    import sympy

    return sympy.pi


def _root(value: Any) -> Any:
    import sympy

    return sympy.sqrt(value)


def _circle(r: Any) -> Mapping[str, Any]:
    return {"radius": r, "diameter": 2 * r, "circumference": 2 * _pi() * r, "area": _pi() * r**2}


def _square(s: Any) -> Mapping[str, Any]:
    return {"side": s, "perimeter": 4 * s, "area": s**2, "diagonal": s * _root(2)}


def _rectangle(a: Any, b: Any) -> Mapping[str, Any]:
    return {
        "length": a,
        "width": b,
        "perimeter": 2 * a + 2 * b,
        "area": a * b,
        "diagonal": _root(a**2 + b**2),
    }


def _rhombus(a: Any, b: Any) -> Mapping[str, Any]:
    side = _root(a**2 + b**2) / 2
    return {"diagonals": (a, b), "side": side, "perimeter": 4 * side, "area": a * b / 2}


def _right(a: Any, b: Any) -> Mapping[str, Any]:
    return {
        "legs": (a, b),
        "hypotenuse": _root(a**2 + b**2),
        "area": a * b / 2,
        "perimeter": a + b + _root(a**2 + b**2),
    }


def _equilateral(s: Any) -> Mapping[str, Any]:
    return {"side": s, "perimeter": 3 * s, "area": s**2 * _root(3) / 4, "height": s * _root(3) / 2}


def _hexagon(s: Any) -> Mapping[str, Any]:
    return {"side": s, "perimeter": 6 * s, "area": s**2 * 3 * _root(3) / 2}


def _triangle(a: Any, b: Any) -> Mapping[str, Any]:
    return {"base": a, "height": b, "area": a * b / 2}


def _cube(s: Any) -> Mapping[str, Any]:
    return {"edge": s, "side": s, "volume": s**3, "surface area": 6 * s**2, "space diagonal": s * _root(3)}


def _sphere(r: Any) -> Mapping[str, Any]:
    return {"radius": r, "diameter": 2 * r, "volume": 4 * _pi() * r**3 / 3, "surface area": 4 * _pi() * r**2}


def _cylinder(r: Any, h: Any) -> Mapping[str, Any]:
    return {
        "radius": r,
        "diameter": 2 * r,
        "height": h,
        "volume": _pi() * r**2 * h,
        "surface area": 2 * _pi() * r * (r + h),
    }


def _cone(r: Any, h: Any) -> Mapping[str, Any]:
    return {"radius": r, "diameter": 2 * r, "height": h, "volume": _pi() * r**2 * h / 3}


def _polygon(n: Any) -> Mapping[str, Any]:
    inner = 180 - 360 / n
    return {
        "sides": n, "interior angle": inner, "exterior angle": 360 / n, "diagonals": n * (n - 3) / 2,
        "sum of interior angles": 180 * (n - 2),
    }  # fmt: skip


FIGURES = (
    MeasuredFigure(pattern=r"equilateral triangle", sizes=1, measures=_equilateral),
    MeasuredFigure(pattern=r"right triangle", sizes=2, measures=_right),
    MeasuredFigure(pattern=r"triangle", sizes=2, measures=_triangle),
    MeasuredFigure(pattern=r"regular hexagon", sizes=1, measures=_hexagon),
    MeasuredFigure(pattern=r"(?:regular |convex )?polygon", sizes=1, measures=_polygon),
    MeasuredFigure(pattern=r"rectang(?:le|ular \w+)", sizes=2, measures=_rectangle),
    MeasuredFigure(pattern=r"rhombus", sizes=2, measures=_rhombus),
    MeasuredFigure(
        pattern=r"square(?! (?:inch|feet|foot|cm|unit|meter|centimeter|yard|mile))", sizes=1, measures=_square
    ),
    MeasuredFigure(pattern=r"circle", sizes=1, measures=_circle),
    MeasuredFigure(pattern=r"(?:right (?:circular )?)?cylinder", sizes=2, measures=_cylinder),
    MeasuredFigure(pattern=r"(?:right (?:circular )?)?cone", sizes=2, measures=_cone),
    MeasuredFigure(pattern=r"sphere", sizes=1, measures=_sphere),
    MeasuredFigure(pattern=r"cube", sizes=1, measures=_cube),
)
MEASURES: tuple[tuple[str, str], ...] = (
    ("surface area", r"(?:total )?surface area"),
    ("space diagonal", r"space diagonals?"),
    ("sum of interior angles", r"sum of (?:the )?(?:measures of )?(?:the )?interior angles"),
    ("interior angle", r"(?:each |an |its )?interior angles?"),
    ("exterior angle", r"(?:each |an |its )?exterior angles?"),
    ("circumference", r"circumference"),
    ("hypotenuse", r"hypotenuse"),
    ("perimeter", r"perimeter"),
    ("diameter", r"diameter"),
    ("diagonals", r"diagonals"),
    ("diagonal", r"diagonal"),
    ("radius", r"radius"),
    ("volume", r"volume"),
    ("height", r"(?:height|altitude)"),
    ("length", r"length"),
    ("width", r"width"),
    ("legs", r"legs"),
    ("base", r"base"),
    ("edge", r"edge(?: length)?s?"),
    ("sides", r"sides"),
    ("side", r"(?:side(?: length)?)"),
    ("area", r"area"),
)
UNIT = r"(?:square |cubic )?(?:units?|inch(?:es)?|feet|foot|cm|centimeters?|meters?|m|miles?|yards?|degrees?|in\.?|ft\.?|mm|km)"
NUMBER = r"\$?(?:\\(?:sqrt|[dt]?frac)[^$ ]*|\d+(?:\.\d+)?(?:\\pi|\\sqrt\{\d+\}|\^\\circ)?)\$?"
EMPTY = re.compile(
    rf"(?:of lengths?|lengths? of (?=(?:the |an? |each |its )*(?:side|diagonal|edge|hypotenuse|legs|altitude|radius|diameter|base))|the|of|a|an|its|is|are|with|has|have|whose|what|find|compute|if|in|each|how|many|long|number|that|which|and|lengths?|"
    rf"measures?|measuring|then|terms|given|determine|does|exactly|equal|to|does|by|does|it|respectively|{UNIT})(?![a-zA-Z])|[\s,.?]+",
    re.IGNORECASE,
)
END = re.compile(r"\s*(?:Express|Give|Write|Enter) [^\d]*$")


def read(parts: Parts) -> tuple[MeasuredFigure, dict[str, Any], str]:
    """The figure, what is given of it, and what is asked. Raises Refused if a word is not known."""
    text = parts["t"]
    found = [
        each for each in FIGURES if re.search(rf"(?<![a-z]){each.pattern}(?![a-z])", text, re.IGNORECASE)
    ]
    if not found:
        raise Refused("no known figure")
    figure = found[0]
    told = re.sub(rf"(?<![a-z]){figure.pattern}(?![a-z])", " ", END.sub("", text), flags=re.IGNORECASE)
    return _given(figure, told)


def _given(figure: MeasuredFigure, text: str) -> tuple[MeasuredFigure, dict[str, Any], str]:
    given: dict[str, Any] = {}
    names: list[str] = []
    values: list[Any] = []
    pairs: list[tuple[str, list[Any]]] = []
    at = 0
    while at < len(text):
        if (empty := EMPTY.match(text, at)) and empty[0].startswith(("of length", "length")):
            at = empty.end()
        elif word := next(
            (
                (n, m)
                for n, p in MEASURES
                if (m := re.compile(rf"{p}(?![a-z])", re.IGNORECASE).match(text, at))
            ),
            None,
        ):
            pairs.append((word[0], []))
            names.append(word[0])
            at = word[1].end()
        elif number := re.compile(NUMBER).match(text, at):
            value = parse(re.sub(r"\^\\circ", "", number[0].strip("$")))
            values.append(value)
            (pairs[-1][1] if pairs else values).append(value)
            at = number.end()
        elif empty := EMPTY.match(text, at):
            at = empty.end()
        else:
            raise Refused("a word about the figure that is not known", text[at : at + 40])
    wanted = [name for name, held in pairs if not held]
    for name, held in pairs:
        if held:
            given[name] = tuple(held) if len(held) > 1 else held[0]
    if len(wanted) != 1 or len({*names}) != len(names) or len(values) != sum(len(held) for _, held in pairs):
        raise Refused("a figure whose measures are not clear")
    return figure, given, wanted[0]


def _sizes(figure: MeasuredFigure, given: Mapping[str, Any]) -> list[Any]:
    import sympy

    names = sympy.symbols(f"p:{figure.sizes}", positive=True)
    measures = figure.measures(*names)
    equations = []
    for name, value in given.items():
        if name not in measures:
            raise Refused("a measure that the figure has not")
        both = (
            zip(measures[name], value, strict=True) if isinstance(value, tuple) else [(measures[name], value)]
        )
        equations += [left - right for left, right in both]
    if len(equations) != figure.sizes:
        raise Refused("not as many measures as the figure needs")
    found = sympy.solve(equations, names, dict=True)
    if len(found) != 1 or len(found[0]) != figure.sizes:
        raise Refused("more than one such figure")
    return [found[0][name] for name in names]


def measure(parts: Parts) -> Any:
    import sympy

    figure, given, wanted = read(parts)
    value = figure.measures(*_sizes(figure, given)).get(wanted)
    if value is None or isinstance(value, tuple):
        raise Refused("a measure that the figure has not")
    return sympy.radsimp(sympy.simplify(value))


def measure_again(parts: Parts) -> Any:
    """The measure in floating point, from sizes that are found by bisection, or by Newton's method where there are two."""
    figure, given, wanted = read(parts)
    if figure.sizes == 1:
        return float(figure.measures(_bisected(figure, *next(iter(given.items()))))[wanted])
    import sympy

    names = sympy.symbols(f"p:{figure.sizes}", positive=True)
    measures = figure.measures(*names)
    equations = []
    for name, value in given.items():
        both = (
            zip(measures[name], value, strict=True) if isinstance(value, tuple) else [(measures[name], value)]
        )
        equations += [left - right for left, right in both]
    found = sympy.nsolve(equations, names, [3] * figure.sizes)
    return float(sympy.sympify(measures[wanted]).subs(dict(zip(names, found, strict=True))))


def _bisected(figure: MeasuredFigure, name: str, value: Any) -> float:
    low, high = (3.0, 1e6) if figure.measures is _polygon else (0.0, 1e6)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if float(figure.measures(middle)[name]) < float(value) else (low, middle)
    return low


PATTERNS = (
    (
        "measure of a figure",
        r"^(?P<t>(?=.*\d)(?=.*(?:triangle|polygon|hexagon|rectang|rhombus|square|circle|cylinder|cone|sphere|cube))[^\\]*(?:\\[^\\]*)*)$",
        measure,
        measure_again,
    ),
)
TASKS = tuple(
    (name, re.compile(pattern, re.DOTALL), solve, again) for name, pattern, solve, again in PATTERNS
)
