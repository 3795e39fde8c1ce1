"""Reads calculations that a text tells in words, such as "the sum of 3 and 4 is 8", and says which are false."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.dataset.filters.equations import SLACK, StatedEquation, value
from verigen.dataset.filters.screen import watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
LIST = rf"{NUMBER}(?:, {NUMBER})*(?:,? (?:and|by|with|to|from) {NUMBER})"
IS = r"\s*(?:,? (?:which|that) )?(?:=|is|are|gives?|equals?|makes?|yields?|leaves?|results? in|comes? to|we (?:get|have|obtain))\s*"
RESULT = rf"(?P<result>{NUMBER})(?![\d.,]*\d|\.?\w|\s*(?:[-+*/^=(%x<>\\]|times\b|dozens?\b|hundreds?\b|thousands?\b|[mb]illions?\b|percent|per cent|more\b|less\b|of\b|and a\b|o'clock|[ap]m\b|remainder|rem\b|r \d|or\b|to the\b))"
OTHERWISE = re.compile(
    r"\b(?:carr(?:y|ies|ied|ying)|borrow\w*|digits?|bits?|column|vectors?|angle between|dot|cross|place value|tens|ones place|strings?|sets?|lists?)\b",
    re.IGNORECASE,
)
FACTORS = {
    "half": Fraction(1, 2), "halving": Fraction(1, 2), "a third": Fraction(1, 3), "one third": Fraction(1, 3), "a quarter": Fraction(1, 4), "one quarter": Fraction(1, 4), "a fifth": Fraction(1, 5),
    "one fifth": Fraction(1, 5), "a tenth": Fraction(1, 10), "one tenth": Fraction(1, 10), "twice": Fraction(2), "double": Fraction(2), "doubling": Fraction(2), "triple": Fraction(3), "tripling": Fraction(3),
    "thrice": Fraction(3), "three times": Fraction(3), "four times": Fraction(4), "five times": Fraction(5),
}  # fmt: skip


def _mean(of: Sequence[Fraction]) -> Fraction:
    return sum(of, Fraction()) / len(of)


def _whole(function: Callable[..., int]) -> Callable[[Sequence[Fraction]], Fraction | None]:
    """A function of whole numbers, None for others."""

    def applied(of: Sequence[Fraction]) -> Fraction | None:
        if any(one.denominator != 1 or not 0 <= one <= LARGEST for one in of):
            return None
        try:
            return Fraction(function(*map(int, of)))
        except (ZeroDivisionError, ValueError):
            return None

    return applied


LARGEST = 10**6
PART = re.compile(
    r"(?:\b(?:and|plus|minus|of|by|to|from|than|times|with)|[-+*/(])(?: the| a)?\s*$", re.IGNORECASE
)  # before a part of a longer calculation
MARKS = (". ", "\n", "? ", "! ")  # ends of sentences
TOLD: list[tuple[str, Callable[[Sequence[Fraction]], Fraction | None]]] = [
    (rf"\b(?:sum of|adding(?: up)?|add(?:ing)? together) (?P<of>{LIST})", lambda of: sum(of, Fraction())),
    (rf"\b(?:product of|multiplying(?: together)?) (?P<of>{LIST})", lambda of: math.prod(of, start=Fraction(1))),
    (rf"\bdifference (?:between|of) (?P<of>{NUMBER} and {NUMBER})", lambda of: abs(of[0] - of[1])),
    (rf"\bsubtracting (?P<of>{NUMBER} from {NUMBER})", lambda of: of[1] - of[0]),
    (rf"\bdividing (?P<of>{NUMBER} by {NUMBER})", lambda of: of[0] / of[1] if of[1] else None),
    (rf"\b(?:average|mean) of (?P<of>{LIST})", _mean),
    (rf"(?<![\w.,^*/+-])(?P<of>{NUMBER}) squared", lambda of: of[0] ** 2),
    (rf"(?<![\w.,^*/+-])(?P<of>{NUMBER}) cubed", lambda of: of[0] ** 3),
    (rf"\bsquare of (?P<of>{NUMBER})", lambda of: of[0] ** 2),
    (rf"\bcube of (?P<of>{NUMBER})", lambda of: of[0] ** 3),
    (rf"(?<![\w.,^*/+-])(?P<of>{NUMBER}) dozens?", lambda of: of[0] * 12),
]  # fmt: skip
WHOLE: list[tuple[str, Callable[[Sequence[Fraction]], Fraction | None]]] = [
    (r"(?:\bgcd|\bhcf|\bgreatest common (?:divisor|factor) of|\bgcd of)\s*\(?(?P<of>\d+(?:,| and) ?\d+)\)?", _whole(math.gcd)),
    (r"(?:\blcm|\bleast common multiple of|\blcm of)\s*\(?(?P<of>\d+(?:,| and) ?\d+)\)?", _whole(math.lcm)),
    (r"(?<![\w.,^*/+-])(?P<of>\d+ choose \d+)", _whole(math.comb)),
    (r"\bremainder (?:of|when|if) (?P<of>\d+\s*(?:is\s+)?(?:divided\s+)?(?:by|/)\s*\d+)", _whole(lambda a, b: a % b)),
]  # fmt: skip
READ = [
    (watch(re.compile(rf"{words}{IS}{RESULT}", re.IGNORECASE), "plain"), told, numeral)
    for table, numeral in ((TOLD, NUMBER), (WHOLE, r"\d+"))
    for words, told in table
]
SHARE = watch(
    re.compile(rf"\b(?P<share>{'|'.join(FACTORS)})(?: of)? (?P<of>{NUMBER}){IS}{RESULT}", re.IGNORECASE),
    "plain",
)


def found(text: str, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    """Sums, products, squares, shares and the like with their results."""
    for watched, told, numeral in READ:
        for match in watched.within(text, impossible):
            numbers = [value(one) for one in re.findall(numeral, match["of"])]
            if None not in numbers:
                yield from _stated(match, told([one for one in numbers if one is not None]), text)
    for match in SHARE.within(text, impossible):
        whole = value(match["of"])
        if whole is not None:
            yield from _stated(match, FACTORS[match["share"].lower()] * whole, text)


def _stated(match: re.Match[str], right: Fraction | None, text: str) -> Iterator[StatedEquation]:
    said = value(match["result"].rstrip(","))
    begin = max(text.rfind(mark, 0, match.start()) for mark in MARKS) + 1
    end = min((at for mark in MARKS if (at := text.find(mark, match.end())) >= 0), default=len(text))
    if (
        right is None
        or said is None
        or PART.search(text, max(0, match.start() - 12), match.start())
        or OTHERWISE.search(text, begin, end)
    ):
        return
    left = match.group()[: match.start("result") - match.start()]
    inexact = right.denominator != 1 or said.denominator != 1
    near = inexact and (abs(right - said) <= max(abs(right), abs(said)) * SLACK or abs(right - said) < 1)
    kind = "modulo" if "remainder" in left.lower() else "words"
    yield StatedEquation(*match.span(), left, match["result"], right != said and not near, kind)
