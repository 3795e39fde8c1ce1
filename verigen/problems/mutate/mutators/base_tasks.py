"""Tasks on bases, remainders and modular arithmetic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

MOST_BASE = 10
BASED = re.compile(r"(\d+)_\{?(\d+)\}?")
WORDS = {name: at for at, name in enumerate("zero one two three four five six seven eight nine ten".split())}


def _integer(value: int) -> Any:
    import sympy

    return sympy.Integer(value)


def _base(text: str) -> int:
    found = WORDS[text] if text in WORDS else int(text)
    if not 2 <= found <= MOST_BASE:
        raise Refused("a base with letters for digits")
    return found


def _digits(value: int, base: int) -> Any:
    """The digits of a value in a base, read as a whole number."""
    if value < 1:
        raise Refused("no positive value")
    found = ""
    while value:
        value, digit = divmod(value, base)
        found = str(digit) + found
    return _integer(int(found))


def _value(digits: str, base: int) -> int:
    """By Horner's rule. Raises Refused for a digit that the base has not."""
    found = 0
    for digit in digits:
        if int(digit) >= base:
            raise Refused("a digit that the base has not")
        found = found * base + int(digit)
    return found


def _plain(text: str) -> Any:
    """An expression of numbers with bases, as a value."""

    def put(match: re.Match[str]) -> str:
        return str(_value(match[1], _base(match[2])))

    found = parse(BASED.sub(put, text))
    if not found.is_Integer:
        raise Refused("no whole number")
    return found


def in_base(parts: Parts) -> Any:
    return _digits(int(_plain(parts["e"])), _base(parts["n"]))


def in_base_again(parts: Parts) -> Any:
    """The largest power of the base first; the value by Python's own reading of digits."""

    def put(match: re.Match[str]) -> str:
        return str(int(match[1], int(match[2])))

    left, base = int(parse(BASED.sub(put, parts["e"]))), _base(parts["n"])
    power = 1
    while power * base <= left:
        power *= base
    found = ""
    while power:
        found += str(left // power)
        left, power = left % power, power // base
    return int(found)


def in_ten(parts: Parts) -> Any:
    return _plain(parts["e"])


def in_ten_again(parts: Parts) -> Any:
    return int(parse(BASED.sub(lambda match: str(int(match[1], int(match[2]))), parts["e"])))


def modulo(parts: Parts) -> Any:
    value, by = parse(parts["e"]), int(parts["b"])
    if not value.is_Integer or by < 2:
        raise Refused("not a division of whole numbers")
    return _integer(int(value) % by)


def modulo_again(parts: Parts) -> Any:
    value, by = int(parse(parts["e"])), int(parts["b"])
    return value - by * (value // by)


def inverse(parts: Parts) -> Any:
    try:
        return _integer(pow(int(parts["a"]), -1, int(parts["b"])))
    except ValueError:
        raise Refused("no inverse") from None


def inverse_again(parts: Parts) -> Any:
    one, by = int(parts["a"]), int(parts["b"])
    return next((n for n in range(by) if n * one % by == 1), -1)


def congruence(parts: Parts) -> Any:
    """The one n in 0..m-1 with a n = b modulo m, by the inverse of a."""
    a, b, by = (int(parse(parts[name])) if parts.get(name) else 1 for name in ("a", "e", "b"))
    try:
        return _integer(b * pow(a, -1, by) % by)
    except ValueError:
        raise Refused("not one solution") from None


def congruence_again(parts: Parts) -> Any:
    a, b, by = (int(parse(parts[name])) if parts.get(name) else 1 for name in ("a", "e", "b"))
    (found,) = [n for n in range(by) if (a * n - b) % by == 0]
    return found


def unknown_base(parts: Parts) -> Any:
    """The base in which digits have a value."""
    wanted = int(parts["b"])
    found = [
        base
        for base in range(2, 200)
        if all(int(each) < base for each in parts["a"])
        and sum(int(d) * base**at for at, d in enumerate(reversed(parts["a"]))) == wanted
    ]
    if len(found) != 1:
        raise Refused("not one base")
    return _integer(found[0])


def unknown_base_again(parts: Parts) -> Any:
    """By bisection: the value grows with the base."""
    low, high = max(map(int, parts["a"])), 10**6
    while high - low > 1:
        middle = (low + high) // 2
        value = 0
        for digit in parts["a"]:
            value = value * middle + int(digit)
        low, high = (middle, high) if value < int(parts["b"]) else (low, middle)
    return high


ASK = r"(?:What is|Find|Compute|Calculate|Determine|Evaluate)(?: the value of)?"
MATH = r"(?:\$+|\\\[)\s*(?P<{}>[^$]+?)[.,?]?\s*(?:\$+|\\\])"
E = MATH.format("e")
BASE = rf"base[- ]\$?(?P<n>\d+|{'|'.join(WORDS)})\$?"
TERM = r"(?P<e>(?:\\cdot|\\times|[^$a-zA-Z\\])+)"
END = r"[.?]?\s*(?:(?:Express|Give|Write|Your|You) [^\d]*)?$"
MOD = r"\\pmod ?\{?(?P<b>\d+)\}?"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("in another base", rf"^(?:Convert|Express|Write|Represent) (?:the )?(?:base[- ]?(?:10|ten) )?(?:number |integer )?{E} (?:to|in|as a number in|as an integer in) {BASE}{END}", in_base, in_base_again),
    ("in another base", rf"^{ASK} {E}[.?]? *(?:Express|Give|Write) (?:your|the) (?:answer|result) in {BASE}[.]?$", in_base, in_base_again),
    ("in another base", rf"^{ASK} (?:the )?(?:sum|product|difference|result|quotient)?(?: of)? ?{E},? (?:in|expressed in|as a number in) {BASE}{END}", in_base, in_base_again),
    ("in base ten", rf"^(?:Convert|Express|Write) {E} (?:to|in|as an integer in|as a number in) base[- ](?:10|ten){END}", in_ten, in_ten_again),
    ("in base ten", rf"^{ASK} (?:the )?(?:base[- ](?:10|ten) (?:number|value|integer) )?(?:equal to |equivalent (?:to|of) )?{E}(?: in base[- ](?:10|ten))?{END}", in_ten, in_ten_again),
    ("modulo", rf"^{ASK} (?:the )?(?:remainder|modulo|residue)? ?(?:of |when )?\${TERM}\$? (?:modulo|mod) \$?(?P<b>\d+)\${END}", modulo, modulo_again),
    ("congruence", rf"^{ASK} (?:the )?(?:integer )?\$n\$[,.]? ?(?:where |such that |with |for which |satisfying )*\$0 ?\\le(?:q)? ?n ?(?:<|\\le(?:q)?) ?\d+\$,? ?(?:and |such that )*(?:\$+|\\\[)n ?\\equiv (?P<e>-?\d+) ?{MOD}[.?]?(?:\$+|\\\]){END}", congruence, congruence_again),
    ("inverse", rf"^(?:What is|Find|Compute) (?:the )?(?:modular )?(?:multiplicative )?inverse of \$(?P<a>\d+)\$ (?:modulo|mod) \$(?P<b>\d+)\${END}", inverse, inverse_again),
    ("unknown base", rf"^If \$(?P<a>\d+)_\{{?[a-z]\}}?\$ is equal to (?:the base[- ]?10 (?:integer|number) )?\$?(?P<b>\d+)\$?(?: in base 10)?, (?:find|what is) \$[a-z]\$(?: given that \$[a-z] ?> ?0\$)?{END}", unknown_base, unknown_base_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
