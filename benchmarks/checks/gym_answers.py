"""Second answers to tasks of reasoning-gym, worked out from their questions alone by code of our own."""

from __future__ import annotations

import ast
import operator
import re
from collections import Counter, deque
from fractions import Fraction
from itertools import product
from math import gcd, lcm
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

OPERATORS: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
PRIMES = {2, 3, 5, 7}


def value(text: str) -> Fraction:
    """Of an arithmetic expression."""
    return _value(ast.parse(text.strip(), mode="eval").body, text)


def _value(node: ast.expr, text: str) -> Fraction:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left, text), _value(node.right, text))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, text)
    return Fraction(ast.get_source_segment(text.strip(), node) or "")


def integers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def grid(question: str) -> dict[tuple[int, int], int]:
    rows = re.findall(r"^\d(?: \d)+$", question, re.MULTILINE)
    return {(y, x): int(cell) for y, row in enumerate(rows) for x, cell in enumerate(row.split())}


def around(cell: tuple[int, int]) -> list[tuple[int, int]]:
    y, x = cell
    return [(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)]


def arithmetic(question: str, answer: str) -> bool:
    found = re.search(r"[-(\d][-+*/(). \d]*[\d)]", question)
    return found is not None and value(found[0]) == Fraction(answer)


def binary_alternation(question: str, answer: str) -> bool:
    bits = question.rpartition(":")[2].strip()
    if abs(2 * bits.count("1") - len(bits)) > 1:
        return answer == "-1"
    swaps = [sum(int(bit) != (i + start) % 2 for i, bit in enumerate(bits)) for start in (0, 1)]
    return int(answer) == min(n // 2 for n in swaps if n % 2 == 0)


def complex_arithmetic(question: str, answer: str) -> bool:
    found = re.search(r"\(([-+\d. i]+)\) (\S) \(([-+\d. i]+)\)", question)
    assert found
    (a, b), (c, d), (e, f) = map(_complex, (found[1], found[3], answer))
    match found[2]:
        case "+":
            return (a + c, b + d) == (e, f)
        case "-":
            return (a - c, b - d) == (e, f)
        case "\N{MULTIPLICATION SIGN}" | "*":
            return (a * c - b * d, a * d + b * c) == (e, f)
    return (e * c - f * d, e * d + f * c) == (a, b)


def _complex(text: str) -> tuple[Fraction, Fraction]:
    parts = re.findall(r"([-+]?) ?([\d.]+)(i?)", text)
    real, imaginary = (sum(Fraction(s + n) for s, n, i in parts if i == mark) for mark in ("", "i"))
    return Fraction(real), Fraction(imaginary)


def count_bits(question: str, answer: str) -> bool:
    return int(answer) == f"{integers(question)[-1]:b}".count("1")


def count_primes(question: str, answer: str) -> bool:
    low, high = integers(question)
    sieve = bytearray([1]) * (high + 1)
    sieve[:2] = b"\0\0"[: high + 1]
    for n in range(2, int(high**0.5) + 1):
        if sieve[n]:
            sieve[n * n :: n] = bytes(len(sieve[n * n :: n]))
    return int(answer) == sum(sieve[low:])


def dice(question: str, answer: str) -> bool:
    sums: Counter[int] = Counter({0: 1})
    told = question.partition("What")[0]
    for count, sides in re.findall(r"(\d+)d(\d+)", told):
        for _ in range(int(count)):
            sums = Counter({
                total: sum(sums[total - face] for face in range(1, int(sides) + 1))
                for total in range(1, max(sums) + int(sides) + 1)
            })  # fmt: skip
    found = re.search(r"rolling (\d+) or higher", question)
    assert found
    high = sum(n for total, n in sums.items() if total >= int(found[1]))
    return Fraction(high, sums.total()) == Fraction(answer)


def largest_island(question: str, answer: str) -> bool:
    land = {cell for cell, kind in grid(question).items() if kind}
    best = 0
    while land:
        island = deque([land.pop()])
        size = 0
        while island:
            size += 1
            near = land.intersection(around(island.popleft()))
            land -= near
            island.extend(near)
        best = max(best, size)
    return int(answer) == best


def rotten_oranges(question: str, answer: str) -> bool:
    cells = grid(question)
    fresh, minutes = {cell for cell, kind in cells.items() if kind == 1}, 0
    edge = {cell for cell, kind in cells.items() if kind == 2}
    while fresh:
        edge = {near for cell in edge for near in around(cell)} & fresh
        if not edge:
            return answer == "-1"
        fresh -= edge
        minutes += 1
    return int(answer) == minutes


def self_reference(question: str, answer: str) -> bool:
    rules = [_rule(text) for text in re.findall(r"Statement \d: '(.*)'", question)]
    ways = product((False, True), repeat=7)
    return int(answer) == sum(all(rule(way) == way[i] for i, rule in enumerate(rules)) for way in ways)


def _rule(text: str) -> Callable[[tuple[bool, ...]], bool]:
    if text.startswith("Either"):
        return lambda way: way[2] != way[3]
    kind = "true" in text
    if found := re.match(r"(At least|At most|Exactly) (\d)", text):
        compare = {"At least": operator.ge, "At most": operator.le, "Exactly": operator.eq}[found[1]]
        number = int(found[2])
        return lambda way: compare(way.count(kind), number)
    if "prime" in text:
        return lambda way: way.count(kind) in PRIMES
    return lambda way: way.count(kind) in {4, 6}


def simple_equations(question: str, answer: str) -> bool:
    found = re.search(r"([a-z]\b.*|[-(\d].*) = (.*?)\.?$", question.replace("\n", " "))
    letter = re.search(r"[^a-zA-Z]([a-z])(?![a-zA-Z])[^:]*$", question)
    assert found
    assert letter
    left = re.search(r"[-(\d\w][-+*/(). \w]*$", found[1].rpartition(": ")[2])
    assert left
    filled = re.sub(rf"(?<![a-z]){letter[1]}(?![a-z])", f"({answer})", left[0])
    return value(filled) == value(found[2])


AGREES: dict[str, Callable[[str, str], bool]] = {
    "binary_alternation": binary_alternation,
    "chain_sum": arithmetic,
    "complex_arithmetic": complex_arithmetic,
    "count_bits": count_bits,
    "count_primes": count_primes,
    "decimal_chain_sum": arithmetic,
    "dice": dice,
    "gcd": lambda question, answer: int(answer) == gcd(*integers(question)),
    "largest_island": largest_island,
    "lcm": lambda question, answer: int(answer) == lcm(*integers(question)),
    "products": arithmetic,
    "rotten_oranges": rotten_oranges,
    "self_reference": self_reference,
    "simple_equations": simple_equations,
}
