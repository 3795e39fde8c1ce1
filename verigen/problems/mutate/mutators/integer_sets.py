"""Reads questions about a set of whole numbers: how many multiples of 7 are between 30 and 200, and the like.

A question is an aggregate (how many, the sum of, the least), then phrases that each restrict the numbers. Every word
must belong to a phrase or mean nothing here; else the question is not read. The numbers are found in two ways: each
number of the range is tested, and each phrase lists its own numbers, of which the common ones are kept.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Parts = dict[str, str]
    Test = Callable[[int], bool]
    Listing = Callable[[int, int], Iterable[int]]

WIDEST = 60_000
N = r"\$?(?:-?\d[\d,]*\d|-?\d)\$?"


@dataclass(frozen=True, slots=True, kw_only=True)
class IntegerClass:
    """What one phrase says of a number: a test of it, and a list of all such numbers between two bounds."""

    fits: Test
    listed: Listing
    low: float = -math.inf
    high: float = math.inf
    few: bool = False


def _span(low: float, high: float) -> IntegerClass:
    """The whole numbers from `low` to `high`, which are whole or infinite."""

    def listed(a: int, b: int) -> range:
        return range(
            a if low == -math.inf else max(a, int(low)), (b if high == math.inf else min(b, int(high))) + 1
        )

    return IntegerClass(fits=lambda n: low <= n <= high, listed=listed, low=low, high=high)


def _steps(by: int, start: int = 0) -> IntegerClass:
    if by < 1:
        raise Refused("not a positive whole number")
    return IntegerClass(
        fits=lambda n: (n - start) % by == 0, listed=lambda a, b: range(a + (start - a) % by, b + 1, by)
    )


def _powers(exponent: int) -> IntegerClass:
    return IntegerClass(
        fits=lambda n: n >= 0 and _root(n, exponent) ** exponent == n,
        listed=lambda a, b: (r**exponent for r in range(_root(max(b, 0), exponent) + 1) if a <= r**exponent <= b),
        low=0,
    )  # fmt: skip


def _root(number: int, exponent: int) -> int:
    near: int = round(number ** (1 / exponent))
    return max(each for each in (near - 1, near, near + 1) if each >= 0 and each**exponent <= number)


def _factors(number: int) -> IntegerClass:
    if number < 1:
        raise Refused("not a positive whole number")
    pairs = {each for r in range(1, math.isqrt(number) + 1) if number % r == 0 for each in (r, number // r)}
    return IntegerClass(
        fits=lambda n: n != 0 and number % n == 0,
        listed=lambda a, b: [each for r in pairs for each in (r, -r) if a <= each <= b],
        low=-number, high=number, few=True,
    )  # fmt: skip


def _sieved(a: int, b: int) -> list[int]:
    marked = [True] * (max(b, 1) + 1)
    for r in range(2, math.isqrt(max(b, 1)) + 1):
        marked[r * r :: r] = [False] * len(marked[r * r :: r])
    return [n for n in range(max(a, 2), b + 1) if marked[n]]


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % r for r in range(2, math.isqrt(n) + 1))


def _composite(a: int, b: int) -> list[int]:
    return sorted(set(range(max(a, 4), b + 1)) - set(_sieved(a, b)))


PRIME = IntegerClass(fits=_is_prime, listed=_sieved, low=2)
COMPOSITE = IntegerClass(fits=lambda n: n > 3 and not _is_prime(n), listed=_composite, low=4)
DIGITS = {"one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _wide(digits: int) -> IntegerClass:
    return _span(10 ** (digits - 1), 10**digits - 1)


def _between(match: re.Match[str]) -> IntegerClass:
    low, high = _whole(match[1]), _whole(match[2])
    within = bool(match[3])
    return _span(low if within else low + 1, high if within else high - 1)


def _multiples(match: re.Match[str]) -> list[IntegerClass]:
    return [_steps(_whole(each)) for each in re.findall(N, match[1])]


def _whole(text: str) -> int:
    return int(text.strip("$").replace(",", ""))


NOUN = r"(?:whole numbers?|natural numbers?|integers?|numbers?|values?)"
INCLUSIVE = r"(,? ?inclusive|, including both|\(inclusive\))?"
# A phrase, and the classes that it names; several classes must all hold.
PHRASES: tuple[tuple[str, Callable[[re.Match[str]], IntegerClass | list[IntegerClass]]], ...] = (
    (rf"(?:strictly )?between ({N}) and ({N}),? ?{INCLUSIVE}", _between),
    (rf"from (?:the )?(?:integers )?({N}) (?:to|through|and) ({N})(?:,? ?(?:inclusive)?)", lambda m: _span(_whole(m[1]), _whole(m[2]))),
    (rf"({N}) (?:to|through) ({N})(?:,? ?inclusive)?", lambda m: _span(_whole(m[1]), _whole(m[2]))),
    (rf"(?:less|smaller) than ({N})", lambda m: _span(-math.inf, _whole(m[1]) - 1)),
    (rf"(?:under|below) ({N})", lambda m: _span(-math.inf, _whole(m[1]) - 1)),
    (rf"(?:greater|larger|more) than ({N})", lambda m: _span(_whole(m[1]) + 1, math.inf)),
    (rf"(?:less than or equal to|at most|no (?:more|greater) than|not exceeding) ({N})", lambda m: _span(-math.inf, _whole(m[1]))),
    (rf"(?:greater than or equal to|at least) ({N})", lambda m: _span(_whole(m[1]), math.inf)),
    (rf"(?:divisible by|multiples? of) (?:both |all of )?({N}(?:(?:, ?| and |, and ){N})*)", _multiples),
    (rf"(?:factors?|divisors?) of ({N})", lambda m: _factors(_whole(m[1]))),
    (rf"leaves? a remainder of ({N}) when divided by ({N})", lambda m: _steps(_whole(m[2]), _whole(m[1]))),
    (r"(one|two|three|four|[1-4])-digit", lambda m: _wide(DIGITS[m[1]])),
    (r"positive", lambda _: _span(1, math.inf)),
    (r"negative", lambda _: _span(-math.inf, -1)),
    (r"non-?negative", lambda _: _span(0, math.inf)),
    (r"whole numbers?", lambda _: _span(0, math.inf)),
    (r"natural numbers?", lambda _: _span(1, math.inf)),
    (r"odd", lambda _: _steps(2, 1)),
    (r"even", lambda _: _steps(2)),
    (r"perfect squares?|square numbers?", lambda _: _powers(2)),
    (r"perfect cubes?|cube numbers?", lambda _: _powers(3)),
    (r"primes?(?: numbers?)?", lambda _: PRIME),
    (r"composites?(?: numbers?)?", lambda _: COMPOSITE),
)  # fmt: skip
COMPILED = tuple((re.compile(pattern), make) for pattern, make in PHRASES)
EMPTY = re.compile(
    rf"(?:{NOUN}|the|of|all|are|is|there|that|which|and|in|list|set|a|an|both|also|distinct|different|exist|does|have|has|it|\$n\$|its)"
    r"(?![a-z])|[\s,?.:]+"
)


def classes(text: str) -> list[IntegerClass]:
    """What the phrases of a text say. Raises Refused if a word is in none."""
    found: list[IntegerClass] = []
    at = 0
    while at < len(text):
        if (empty := EMPTY.match(text, at)) and not re.match(r"(?:whole|natural) ", text[at:]):
            at = empty.end()
            continue
        made = _longest(text, at)
        if made is None:
            raise Refused("a word that restricts the numbers in a way that is not known", text[at : at + 40])
        found += made[1]
        at = made[0]
    return found


def _longest(text: str, at: int) -> tuple[int, list[IntegerClass]] | None:
    matches = [(match.end(), match, make) for pattern, make in COMPILED if (match := pattern.match(text, at))]
    if not matches:
        return None
    end, match, make = max(matches, key=lambda each: each[0])
    if end < len(text) and text[end].isalpha():
        return None
    made = make(match)
    return end, made if isinstance(made, list) else [made]


def members(text: str, *, open_above: bool = False, open_below: bool = False) -> tuple[list[int], list[int]]:
    """The numbers of a text, found in two ways, in ascending order."""
    found = classes(text)
    low, high = (
        max((each.low for each in found), default=-math.inf),
        min((each.high for each in found), default=math.inf),
    )
    if low == -math.inf and open_below and high < math.inf:
        low = high - WIDEST // 4
    if high == math.inf and open_above and low > -math.inf:
        high = low + WIDEST // 4
    if any(each.few for each in found):
        return _of_factors(found)
    if not (low > -math.inf and high < math.inf and high - low <= WIDEST):
        raise Refused("a set of numbers without bounds")
    first, last = int(low), int(high)
    tested = [n for n in range(first, last + 1) if all(each.fits(n) for each in found)]
    listed = set(range(first, last + 1))
    for each in found:
        listed &= set(each.listed(first, last))
    return tested, sorted(listed)


def _of_factors(found: list[IntegerClass]) -> tuple[list[int], list[int]]:
    """The numbers among the factors of one: its own pairs of factors, and those of SymPy."""
    import sympy

    one = next(each for each in found if each.few)
    pairs = one.listed(int(one.low), int(one.high))
    others = [sign * each for each in sympy.divisors(int(one.high)) for sign in (1, -1)]
    tested, again = ([n for n in each if all(one.fits(n) for one in found)] for each in (pairs, others))
    return sorted(tested), sorted(again)


AGGREGATES: dict[str, Callable[[list[int]], int]] = {
    "count": len, "sum": sum, "least": min, "greatest": max,
}  # fmt: skip


def aggregate(parts: Parts) -> Any:
    return _aggregate(parts, 0)


def aggregate_again(parts: Parts) -> Any:
    return _aggregate(parts, 1)


def _aggregate(parts: Parts, way: int) -> Any:
    import sympy

    name = next(key for key in AGGREGATES if parts.get(key))
    found = members(parts["e"], open_above=name == "least", open_below=name == "greatest")[way]
    if not found:
        raise Refused("no such number")
    return sympy.Integer(AGGREGATES[name](found))


def chance(parts: Parts) -> Any:
    return _chance(parts, 0)


def chance_again(parts: Parts) -> Any:
    return _chance(parts, 1)


def _chance(parts: Parts, way: int) -> Any:
    import sympy

    every = members(parts["e"])[way]
    wanted = members(f"{parts['e']}, {parts['d']}")[way]
    if not wanted:
        raise Refused("no such number")
    share = Fraction(len(wanted), len(every))
    return sympy.Rational(share.numerator, share.denominator)


ASK = r"(?:What is|Find|Compute|Determine|What's)"
END = r"[.?]?\s*(?:(?:Express|Give|Write)[^$\d]*)?$"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("how many numbers", rf"^(?P<count>How many) (?P<e>[^?\\]+?){END}", aggregate, aggregate_again),
    ("sum of numbers", rf"^{ASK} the (?P<sum>sum) of (?:all |the )*(?P<e>[^?\\]+?){END}", aggregate, aggregate_again),
    ("least number", rf"^{ASK} the (?P<least>least|smallest|lowest) (?P<e>[^?\\]+?){END}", aggregate, aggregate_again),
    ("greatest number", rf"^{ASK} the (?P<greatest>greatest|largest|highest|biggest) (?P<e>[^?\\]+?){END}", aggregate, aggregate_again),
    ("chance of a number", r"^(?:An?|One) (?P<e>[^.?\\]+?) is (?:randomly )?(?:selected|chosen|picked|drawn)(?: at random)?[.] +What is the probability that (?:it|the (?:selected |chosen )?(?:number|integer)(?: selected| chosen)?) is (?P<d>[^?\\]+?)" + END, chance, chance_again),
    ("chance of a number", r"^(?:An?|One) (?:[a-z ]+?) is (?:randomly )?(?:selected|chosen|picked|drawn)(?: at random)? from (?P<e>[^.?\\]+?)[.] +What is the probability that (?:it|the (?:selected |chosen )?(?:number|integer)(?: selected| chosen)?) is (?P<d>[^?\\]+?)" + END, chance, chance_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
