"""Tasks on the whole numbers that satisfy an inequality: how many there are, their sum, the least, the greatest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.integer_sets import AGGREGATES, classes
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

SIGNS = {"<": "<", ">": ">", "\\le": "<=", "\\ge": ">=", "\\leq": "<=", "\\geq": ">=", "\\lt": "<", "\\gt": ">",
         "\\leqslant": "<=", "\\geqslant": ">="}  # fmt: skip
SIGN = re.compile(r"\\(?:leqslant|geqslant|leq|geq|le|ge|lt|gt)(?![a-z])|[<>]")
FAR = 600


def _relations(text: str) -> tuple[Any, list[tuple[Any, str, Any]]]:
    """The variable and the relations of a chain of inequalities."""
    pieces, signs = SIGN.split(text), [SIGNS[each] for each in SIGN.findall(text)]
    if not signs or "=" in text:
        raise Refused("no inequality")
    sides = [parse(piece) for piece in pieces]
    variables = set().union(*(side.free_symbols for side in sides))
    if len(variables) != 1:
        raise Refused("not one variable")
    return variables.pop(), list(zip(sides, signs, sides[1:], strict=False))


def _solved(parts: Parts) -> Any:
    """The real solutions as SymPy's set."""
    import sympy

    variable, relations = _relations(parts["e"])
    found = sympy.S.Reals
    for left, sign, right in relations:
        relation = sympy.Rel(left, right, sign)
        if relation in (sympy.true, sympy.false):
            raise Refused("no inequality")
        found = found.intersect(sympy.solve_univariate_inequality(relation, variable, relational=False))
    return found


def _far(wanted: str) -> tuple[bool, bool]:
    return wanted == "greatest", wanted == "least"


def members(parts: Parts) -> list[int]:
    solved, wanted = _solved(parts), _wanted(parts)
    below, above = _far(wanted)
    kinds = classes(parts.get("w") or "")
    found = [n for n in _integers(solved) if all(each.fits(n) for each in kinds)]
    return _bounded(found, open_below=below, open_above=above)


def _integers(found: Any) -> list[int]:
    """The whole numbers of intervals and single points, from -FAR to FAR."""
    import sympy

    every: set[int] = set()
    for piece in found.args if isinstance(found, sympy.Union) else (found,):
        if isinstance(piece, sympy.FiniteSet):
            every |= {int(each) for each in piece if each.is_integer}
        elif isinstance(piece, sympy.Interval):
            low, high = max(piece.start, -FAR), min(piece.end, FAR)
            first, last = int(sympy.ceiling(low)), int(sympy.floor(high))
            every |= {
                n for n in range(first, last + 1) if n not in {low, high} or piece.contains(n) == sympy.true
            }
        elif piece is not sympy.S.EmptySet:
            raise Refused("solutions that are no intervals")
    return sorted(every)


def members_again(parts: Parts) -> list[int]:
    """By inserting each number into both sides, in floating point."""
    import sympy

    variable, relations = _relations(parts["e"])
    sides = [
        (sympy.lambdify(variable, left, "math"), sign, sympy.lambdify(variable, right, "math"))
        for left, sign, right in relations
    ]
    below, above = _far(_wanted(parts))
    kinds = classes(parts.get("w") or "")
    found = [
        n
        for n in range(-FAR, FAR + 1)
        if all(each.fits(n) for each in kinds)
        and all(_holds(left, sign, right, n) for left, sign, right in sides)
    ]
    return _bounded(found, open_below=below, open_above=above)


def _holds(left: Callable[[int], float], sign: str, right: Callable[[int], float], n: int) -> bool:
    try:
        difference = left(n) - right(n)
    except (ValueError, ZeroDivisionError):
        return False
    if abs(difference) < 1e-9:
        return "=" in sign
    return (difference < 0) == (sign[0] == "<")


def _bounded(found: list[int], *, open_below: bool, open_above: bool) -> list[int]:
    if not found or (found[0] == -FAR and not open_below) or (found[-1] == FAR and not open_above):
        raise Refused("a set of numbers without bounds")
    return found


def _wanted(parts: Parts) -> str:
    return next((key for key in AGGREGATES if parts.get(key)), "one")


def _result(found: list[int], wanted: str) -> Any:
    import sympy

    if wanted == "one" and len(found) != 1:
        raise Refused("not one such number")
    return sympy.Integer(found[0] if wanted == "one" else AGGREGATES[wanted](found))


def whole(parts: Parts) -> Any:
    return _result(members(parts), _wanted(parts))


def whole_again(parts: Parts) -> Any:
    return _result(members_again(parts), _wanted(parts))


KIND = r"(?P<w>(?:positive |negative |non-?negative |even |odd |prime |whole )*)(?:integers?|numbers?)(?: values?)?(?: solutions?)?"
OF = r"(?: (?:value )?(?:of )?\$[a-z]\$)?"
LINK = (
    r"(?:that |which )?(?:satisfy|satisfies|are (?:there )?(?:solutions (?:of|to)|in the solution (?:set )?(?:of|to))|are there|is|are|does|"
    r"makes?|such that|for which|solutions?)?(?: (?:both|such that|for which|the|following|inequality|inequalities|compound|of|to))*:? ?"
)
E = r"(?:\$+|\\\[)\s*(?P<e>[^$=]*?(?:<|>|\\[lg](?:e|t))[^$=]*?)[.,?]?\s*(?:\$+|\\\])"
END = r"(?: true| satisfied)?[.?]?\s*(?:(?:Express|Give|Write) [^\d]*)?$"
ASK = r"(?:What is|Find|Compute|Determine)"
PATTERNS = (
    ("how many solve an inequality", rf"^(?P<count>(?:For )?[Hh]ow many) (?:different )?{KIND}{OF} {LINK}{E}{END}", whole, whole_again),
    ("sum of solutions of an inequality", rf"^{ASK} the (?P<sum>sum) of (?:all |the )*{KIND}{OF} {LINK}{E}{END}", whole, whole_again),
    ("least solution of an inequality", rf"^{ASK} the (?P<least>least|smallest) (?:possible )?{KIND}{OF} {LINK}{E}{END}", whole, whole_again),
    ("greatest solution of an inequality", rf"^{ASK} the (?P<greatest>greatest|largest) (?:possible )?{KIND}{OF} {LINK}{E}{END}", whole, whole_again),
    ("the solution of an inequality", rf"^(?:For|Find|What) (?:what |which |the )?{KIND}{OF} {LINK}{E}{END}", whole, whole_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
