"""Tasks on matrices and vectors with given entries: sums, products, dot and cross products, determinants, inverses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]
    Rows = list[list[Any]]

MATRIX = re.compile(r"\\begin\{(?P<kind>[pbv])matrix\}(?P<rows>.*?)\\end\{[pbv]matrix\}", re.DOTALL)
SCALAR = re.compile(r"\s*([-+]?\s*(?:\d+|\\[dt]?frac\{\d+\}\{\d+\})?)\s*")
LARGEST_SIDE = 4


def rows(text: str) -> Rows:
    """The entries by rows. Raises Refused if the rows have different lengths."""
    found = [[parse(entry) for entry in row.split("&")] for row in text.strip().split("\\\\") if row.strip()]
    if not found or len({len(row) for row in found}) != 1 or max(len(found), len(found[0])) > LARGEST_SIDE:
        raise Refused("no small matrix")
    if any(entry.free_symbols for row in found for entry in row):
        raise Refused("a matrix with letters")
    return found


def _pieces(text: str) -> list[tuple[str, str, Rows, bool]]:
    """For each matrix the text before it, its kind, its entries, and whether it is inverted."""
    found, at = [], 0
    for match in MATRIX.finditer(text):
        inverted = text[match.end() :].lstrip().startswith("^{-1}")
        found.append((text[at : match.start()], match["kind"], rows(match["rows"]), inverted))
        at = match.end() + (len(text[match.end() :].split("}", maxsplit=1)[0]) + 1 if inverted else 0)
    if not found or text[at:].strip(" .,\n"):
        raise Refused("an expression with more than matrices")
    return found


def _terms(text: str) -> list[list[tuple[str, Any, str, Rows, bool]]]:
    """The terms of a sum; each is a product of matrices with a factor and the sign in front."""
    terms: list[list[tuple[str, Any, str, Rows, bool]]] = []
    for before, kind, entries, inverted in _pieces(text):
        sign = "\\cdot" if "\\cdot" in before else "\\times" if "\\times" in before else ""
        number = SCALAR.fullmatch(before.replace("\\cdot", "").replace("\\times", ""))
        if number is None:
            raise Refused("an expression with more than matrices")
        scalar = number[1].replace(" ", "")
        value = parse(f"{scalar}1" if scalar in {"", "+", "-"} else scalar)
        if not terms or scalar[:1] in {"+", "-"}:
            terms.append([])
        terms[-1].append((sign, value, kind, entries, inverted))
    return terms


def matrix(parts: Parts) -> Any:
    """The value by SymPy."""
    import sympy

    total: Any = None
    for term in _terms(parts["e"]):
        value: Any = None
        for sign, scalar, kind, entries, inverted in term:
            one: Any = sympy.Matrix(entries)
            one = scalar * (one.det() if kind == "v" else one.inv() if inverted else one)
            value = one if value is None else _joined(value, sign, one)
        total = value if total is None else total + value
    return total if getattr(total, "is_Matrix", False) is False else sympy.ImmutableMatrix(total)


def _joined(value: Any, sign: str, one: Any) -> Any:
    if sign == "\\cdot":
        return value.dot(one)
    return value.cross(one) if sign == "\\times" else value * one


def matrix_again(parts: Parts) -> Any:
    """The value by loops over the entries."""
    total: Any = None
    for term in _terms(parts["e"]):
        value: Any = None
        for sign, scalar, kind, entries, inverted in term:
            one = _determinant(entries) if kind == "v" else _inverse(entries) if inverted else entries
            one = scalar * one if kind == "v" else [[scalar * each for each in row] for row in one]
            value = one if value is None else _product(value, sign, one)
        total = value if total is None else _sum(total, value)
    return total


def _sum(one: Any, other: Any) -> Any:
    if not isinstance(one, list):
        return one + other
    return [[a + b for a, b in zip(left, right, strict=True)] for left, right in zip(one, other, strict=True)]


def _product(one: Any, sign: str, other: Any) -> Any:
    if not isinstance(one, list):
        return one * other
    if sign:
        (a, b) = ([row[0] for row in each] for each in (one, other))
        if sign == "\\cdot":
            return sum(x * y for x, y in zip(a, b, strict=True))
        return [[a[1] * b[2] - a[2] * b[1]], [a[2] * b[0] - a[0] * b[2]], [a[0] * b[1] - a[1] * b[0]]]
    columns = list(zip(*other, strict=True))
    return [[sum(x * y for x, y in zip(row, column, strict=True)) for column in columns] for row in one]


def _determinant(entries: Rows) -> Any:
    """By the first row's minors."""
    if len(entries) == 1:
        return entries[0][0]
    rest = entries[1:]
    return sum(
        (-1) ** at * entry * _determinant([row[:at] + row[at + 1 :] for row in rest])
        for at, entry in enumerate(entries[0])
    )


def _inverse(entries: Rows) -> Rows:
    """By Cramer's rule."""
    whole, size = _determinant(entries), range(len(entries))
    if whole == 0:
        raise Refused("a matrix without an inverse")
    return [[(-1) ** (i + j) * _minor(entries, j, i) / whole for j in size] for i in size]


def _minor(entries: Rows, i: int, j: int) -> Any:
    kept = [row[:j] + row[j + 1 :] for at, row in enumerate(entries) if at != i]
    return _determinant(kept) if kept else 1


ASK = r"(?:What is|Find|Compute|Calculate|Determine|Evaluate)"
E = r"(?:\$+|\\\[)\s*(?P<e>(?:(?!\$|\\\]).)*?\\begin\{[pbv]matrix\}(?:(?!\$|\\\]).)*?)[.,?]?\s*(?:\$+|\\\])"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("matrices", rf"^{ASK}(?: the value of)? ?:?\s*{E}[.?]?$", matrix, matrix_again),
)  # fmt: skip
TASKS = tuple(
    (name, re.compile(pattern, re.DOTALL), solve, again) for name, pattern, solve, again in PATTERNS
)
