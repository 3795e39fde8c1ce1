"""Finds fixed numbers that words of a text imply: seven for weeks, two or a half for half, and so on."""

# RUF001: texts use several characters for the product, minus and apostrophe signs.
# ruff: noqa: RUF001

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from verigen.problems.mutate.mutators import words
from verigen.problems.mutate.mutators.program import Number, exact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_SHARES = 12
HALF = Fraction(1, 2)
# words and the numbers that they stand for
FACTS: tuple[tuple[str, tuple[Number, ...]], ...] = (
    (r"\bhal(?:f|ves|ve|ved|ving)\b", (2, HALF, Fraction(3, 2))),
    (r"\bhal(?:f|ves|ve|ved|ving)\b.*(?:%|\bpercent)|(?:%|\bpercent).*\bhal(?:f|ves|ve|ved|ving)\b", (50,)),
    (r"\b(?:twice|doubl\w+|both|pairs?|couples?|twins?|either|neither|another|other|again|back|twofold)\b", (2,)),
    (r"\b(?:thrice|tripl\w+|threefold|third|thirds|trio)\b", (3, Fraction(1, 3), Fraction(2, 3))),
    (r"\b(?:quadrupl\w+|quarters?|fourths?|fourfold)\b", (4, Fraction(1, 4), Fraction(3, 4))),
    (r"\b(?:quarters?)\b", (25, Fraction(1, 4))),
    (r"\b(?:fifths?)\b", (5, Fraction(1, 5))),
    (r"\b(?:sixths?)\b", (6, Fraction(1, 6))),
    (r"\b(?:sevenths?)\b", (7,)),
    (r"\b(?:eighths?)\b", (8, Fraction(1, 8))),
    (r"\b(?:ninths?)\b", (9,)),
    (r"\b(?:tenths?)\b", (10, Fraction(1, 10))),
    (r"\b(?:dozens?)\b", (12,)),
    (r"\b(?:scores?)\b", (20,)),
    (r"\b(?:decades?)\b", (10,)),
    (r"\b(?:century|centuries)\b", (100,)),
    (r"\b(?:week(?:s|ly)?|every ?day|each day|daily|sunday|monday)\b", (7,)),
    (r"\b(?:weekends?|saturday)\b", (2,)),
    (r"\b(?:fortnights?|biweekly)\b", (14, 2)),
    (r"\b(?:years?|yearly|annual\w*)\b", (12, 52, 365)),
    (r"\b(?:days?|daily|overnight)\b", (24,)),
    (r"\b(?:hours?|hourly|mph)\b", (60, 3600, 24)),
    (r"\b(?:minutes?|mins?|seconds|(?:per|a|each|every) second)\b", (60,)),
    (r"%|\bpercent\w*\b", (100, Fraction(1, 100))),
    (r"\$|\bcents?\b|\bdollars?\b", (100, Fraction(1, 100))),
    (r"\b(?:inch|inches|foot|feet)\b", (12,)),
    (r"\b(?:yards?)\b", (3, 36)),
    (r"\b(?:miles?)\b", (5280, 1760)),
    (r"\b(?:ounces?|pounds?|lbs?|oz)\b", (16,)),
    (r"\b(?:tons?)\b", (2000,)),
    (r"\b(?:tablespoons?|teaspoons?)\b", (3, 16)),
    (r"\b(?:kilo\w*|kg|km|lit(?:er|re)s?|milli\w*|ml|meters?|grams?|metres?)\b", (1000,)),
    (r"\b(?:centi\w*|cm|meters?|metres?)\b", (100,)),
    (r"\b(?:pennies|penny)\b", (1,)),
    (r"\b(?:nickels?)\b", (5,)),
    (r"\b(?:dimes?)\b", (10,)),
    (r"\b(?:pentagon\w*)\b", (5,)),
    (r"\b(?:octagon\w*|octop\w+|spiders?)\b", (8,)),
    (r"\b(?:circle|circular|degrees?)\b", (360,)),
    (r"\b(?:tricycles?|triplets?)\b", (3,)),
    (r"\b(?:alphabet)\b", (26,)),
    (r"\b(?:months?|monthly)\b(?=.*\byear)|\byear.*\bmonth", (12,)),
    (r"\bweek.*\bmonth|\bmonth.*\bweek", (4,)),
    (r"\bwheels?\b|\blegs?\b|\btires?\b", (4,)),
    (r"\b(?:one[- ]way|each way)\b", (2,)),
    (r"\brectang\w+\b.*\b(?:around|perimeter|edges?|fenc\w+|border)\b|\b(?:around|perimeter|edges?|fenc\w+|border)\b.*\brectang\w+", (2,)),
    (r"\bmonday (?:to|through) friday|\bweekdays?|\bwork ?week", (5,)),
)  # fmt: skip
# words and the numbers that a solution may use because of them
HINTS: tuple[tuple[str, tuple[Number, ...]], ...] = (
    (r"\b(?:weekdays?|work ?week|school|monday|friday|workdays?)\b", (5,)),
    (r"\b(?:months?|monthly)\b", (12, 30, 31, 4, 28)),
    (r"\b(?:gallons?)\b", (4, 8, 16, 128)),
    (r"\b(?:quarts?|pints?|cups?)\b", (2, 4, 8, 16, 32)),
    (r"\b(?:squares?|rectang\w+|perimeter|sides?|walls?|corners?)\b", (4, 2)),
    (r"\b(?:triang\w+)\b", (3, 2, 180)),
    (r"\b(?:hexagon\w*|insects?|ants?|bees?)\b", (6,)),
    (r"\b(?:cubes?|cubic|dice|die)\b", (6, 3, 8, 12)),
    (r"\b(?:cars?|trucks?|wheels?|tires?|legs?|dogs?|cats?|cows?|horses?|sheep|pigs?|goats?|chairs?|tables?)\b", (4,)),
    (r"\b(?:bikes?|bicycles?|motorcycles?|chickens?|ducks?|birds?|legs?|shoes?|socks?|feet|eyes?|hands?|arms?|parents|round ?trip|average|mean)\b", (2,)),
    (r"\b(?:fingers?|toes?)\b", (5, 10)),
    (r"\b(?:cards?)\b", (52,)),
    (r"\b(?:football|touchdowns?)\b", (6, 7, 3)),
    (r"\b(?:golf|holes)\b", (18, 9)),
    (r"\b(?:baseball|innings?)\b", (9,)),
    (r"\b(?:february)\b", (28, 29)),
    (r"\b(?:april|june|september|november)\b", (30,)),
    (r"\b(?:january|march|may|july|august|october|december)\b", (31,)),
    (r"\b(?:summer|spring|seasons?|autumn|winter)\b", (4, 3)),
    (r"\b(?:noon|midnight|[ap]\.?m\.?)\b", (12, 24)),
    (r"\byears?\b", (366, 4)),
)  # fmt: skip


# What such numbers may count. A number before another noun is the story's own.
KINDS = re.compile(
    r"(?:hal(?:f|ves)|times?|pairs?|couples?|dozens?|scores?|decades?|centur\w+|weeks?|weekends?|fortnights?|days?|nights?|"
    r"mornings?|evenings?|percent\w*|tons?|tablespoons?|teaspoons?|lit(?:er|re)s?|milli\w*|centi\w*|cm|gallons?|quarts?|pints?|"
    r"cups?|sides?|walls?|corners?|wheels?|legs?|tires?|eyes?|hands?|arms?|fingers?|toes?|shoes?|socks?|degrees?|cards?|letters?|"
    r"innings?|holes?|ways?|trips?|of|and|or|to|in|more|less|fewer|other|others|larger|smaller|different|equal|by|is|are|was|"
    r"were|the|an?)",
    re.IGNORECASE,
)
# Units, and the fixed numbers that count them.
UNITS: tuple[tuple[str, frozenset[Number]], ...] = (
    (r"hours?", frozenset((12, 24))),
    (r"minutes?|mins?|seconds?", frozenset((60, 3600))),
    (r"months?", frozenset((3, 4, 6, 12))),
    (r"years?", frozenset((4, 10, 100))),
    (r"cents?", frozenset((1, 5, 10, 25, 50, 100))),
    (r"dollars?", frozenset((1, 100))),
    (r"inch(?:es)?", frozenset((12, 36))),
    (r"foot|feet", frozenset((2, 3, 5280))),
    (r"yards?", frozenset((1760,))),
    (r"miles?|points?|pounds?|lbs?", frozenset((2000,))),
    (r"ounces?|oz", frozenset((4, 8, 16, 32, 128))),
    (r"kilo\w*|kg|km|met(?:er|re)s?|grams?|ml", frozenset((100, 1000))),
    # listed by name: "his three friends Ann, Bob and Carl"
    (
        r"people|persons?|friends?|kids?|children|students?|parents?|members?|men|women",
        frozenset(range(1, 13)),
    ),
)


def of_the_story(unit: str, value: Number) -> bool:
    """Whether the word after a number names things that no fixed number of this value counts."""
    for pattern, counted in UNITS:
        if re.fullmatch(pattern, unit, re.IGNORECASE):
            return value not in counted
    return bool(unit) and KINDS.fullmatch(unit) is None


@lru_cache(maxsize=256)
def stated(text: str) -> frozenset[Number]:
    """The fixed numbers that the words of this text stand for; 1 is always included."""
    return frozenset({1, *listed(text), *_mixed(text), *_found(_compiled(FACTS), text)})


def told(question: str, values: Sequence[Number]) -> Iterator[Number]:
    """Numbers of a question that its other words state again.

    Such are ordinals with their predecessors, remainders, totals, and shares that sum to 100 %.
    """
    for match in ORDINAL.finditer(question):
        count = int(match[1]) if match[1] else ORDINALS.index(match[0].lower()) + 1
        yield from (count, count - 1)
    for match in REST.finditer(question):
        rest = exact(Fraction(match[1].replace(",", "")))
        for one, other in combinations([value for value in values if value != rest], 2):
            if rest in (one + other, one - other, other - one):
                yield from (rest, one, other)
    for match in SPEEDS.finditer(question):
        yield from (exact(Fraction(value.replace(",", ""))) for value in match.groups())
    shares = [exact(Fraction(share)) for share in SHARE.findall(question)[:MOST_SHARES]]
    for size in (2, 3, 4):
        for group in combinations(shares, size):
            if sum(group) == 100:
                yield from group


ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
ORDINAL = re.compile(rf"(?<![\w.])(\d+)(?:st|nd|rd|th)\b|\b(?:{'|'.join(ORDINALS[3:])})\b", re.IGNORECASE)
REST = re.compile(
    r"\b(?:remaining|rest|others?|total|altogether|combined|left|leaves|leaving)\b(?: (?!after\b)\w+){0,3} \$?(\d[\d,]*(?:\.\d+)?)",
    re.IGNORECASE,
)
# "60 miles per hour is 88 feet per second"
SPEEDS = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\$? [a-z]+ per [a-z]+ (?:is|are|equals|=) \$?(\d[\d,]*(?:\.\d+)?)\$? [a-z]+ per\b"
)
SHARE = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent)")


@lru_cache(maxsize=256)
def hinted(text: str) -> frozenset[Number]:
    """Numbers that a solution may use because of the words of this text."""
    return frozenset(_found(_compiled(HINTS), text))


Rows = tuple[tuple[str, tuple[Number, ...]], ...]
Patterns = tuple[tuple[re.Pattern[str], tuple[Number, ...]], ...]


@cache
def _compiled(rows: Rows) -> Patterns:
    return tuple((re.compile(pattern, re.IGNORECASE | re.DOTALL), numbers) for pattern, numbers in rows)


def _found(patterns: Patterns, text: str) -> Iterator[Number]:
    for pattern, numbers in patterns:
        if pattern.search(text):
            yield from numbers


LIST = re.compile(r"(?:[\w'’-]+, ){1,12}(?:[\w'’-]+ ){0,3}?and |\b[A-Z]\w+ and (?:the )?[A-Z]\w+")
LONG_LIST = re.compile(r"[^.?!;:]{3,60}?(?:, [^.?!,;:]{3,40}){1,12}, and ")


MIXED = re.compile(r"(?<![\d.,/])(\d+)(?: and |[ -])(\d+)/(\d+)(?!\d)")
AND_A_HALF = re.compile(r"(?<![\d.,/])(\d+|[a-z]+)(?: and | )(?:a |one )?half\b", re.IGNORECASE)


def _mixed(text: str) -> Iterator[Number]:
    """Mixed numbers of a text, written in digits or with a half in words."""
    for whole, top, bottom in MIXED.findall(text):
        if int(bottom):
            yield exact(int(whole) + Fraction(int(top), int(bottom)))
    for whole in AND_A_HALF.findall(text):
        value = int(whole) if whole.isdigit() else words.VALUES.get(whole.lower())
        if value is not None:
            yield value + HALF


def listed(text: str) -> set[int]:
    """The number of items in each listing: `Ann, Bob and Carl` is three."""
    return {
        match[0].count(",") + (1 if re.search(r", and $", match[0]) else 2) for match in LIST.finditer(text)
    } | {match[0].count(",") + 1 for match in LONG_LIST.finditer(text)}
