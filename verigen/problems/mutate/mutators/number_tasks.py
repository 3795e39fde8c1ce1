"""Tasks on whole numbers, recognised by their words: common divisors and multiples, remainders, digits, divisors."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

N = r"\$?(?P<{}>\d[\d,]*\d|\d)[.?]?\$?"
TERM = r"(?P<e>(?:\\cdot|\\times|[^$a-zA-Z\\])+)"
ASK = r"(?:What is|Find|Compute|Calculate|Determine|Evaluate)"
TWO = rf"{N.format('a')} and {N.format('b')}"
THREE = rf"{N.format('a')}, {N.format('b')},? and {N.format('c')}"
END = r"[.?]?(?: (?:Express|Give|Write)[^$\d]*)?$"
COMMON = r"(?:the )?(?:value of the )?(?:greatest|largest|highest) common (?:factor|divisor)|the GC[DF]"
MULTIPLE = r"(?:the )?(?:least|smallest|lowest) common multiple|the LCM"


def _values(parts: Parts) -> list[int]:
    return [int(parts[name].replace(",", "")) for name in ("a", "b", "c") if parts.get(name)]


def _integer(value: int) -> Any:
    import sympy

    return sympy.Integer(value)


def common(parts: Parts) -> Any:
    return _integer(math.gcd(*_values(parts)))


def multiple(parts: Parts) -> Any:
    return _integer(math.lcm(*_values(parts)))


def remainder(parts: Parts) -> Any:
    found, by = parse(parts["e"]), int(parts["b"])
    if not found.is_Integer or found < 0 or by < 2:
        raise Refused("not a division of whole numbers")
    return _integer(int(found) % by)


def last_digit(parts: Parts) -> Any:
    return remainder({**parts, "b": "10"})


def divisors(parts: Parts) -> Any:
    import sympy

    found = parse(parts["e"])
    if not found.is_Integer or found < 1:
        raise Refused("not a positive whole number")
    return _integer(sympy.divisor_count(int(found)))


PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any]], ...] = (
    ("greatest common divisor", rf"^{ASK} (?:{COMMON}) of {TWO}{END}", common),
    ("greatest common divisor", rf"^{ASK} (?:{COMMON}) of {THREE}{END}", common),
    ("least common multiple", rf"^{ASK} (?:{MULTIPLE}) of {TWO}{END}", multiple),
    ("least common multiple", rf"^{ASK} (?:{MULTIPLE}) of {THREE}{END}", multiple),
    ("remainder of numbers", rf"^{ASK} the remainder when \$?{TERM}\$? is divided by {N.format('b')}{END}", remainder),
    ("last digit", rf"^{ASK} the (?:units|ones|last) digit of (?:the (?:product|sum|number) )?\${TERM}\$ *{END}", last_digit),
    ("divisors", rf"^How many (?:distinct )?(?:positive )?(?:integer )?(?:divisors|factors|whole number factors|positive integer factors) does (?:the number )?\$?{TERM}\$? have{END}", divisors),
)  # fmt: skip
COMPILED = tuple((name, re.compile(pattern), solve) for name, pattern, solve in PATTERNS)
