"""Reads conversions of units, such as 1 m = 100 cm, and says which are false."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from verigen.dataset.filters.equations import SLACK, StatedEquation, value
from verigen.dataset.filters.screen import watch

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIZES: dict[str, dict[str, str]] = {
    "length": {
        "1": "m|meters?|metres?", "1/100": "cm|centimeters?|centimetres?", "1/1000": "mm|millimeters?|millimetres?", "1/10": "dm|decimeters?|decimetres?",
        "1000": "km|kilometers?|kilometres?", "127/5000": "inch|inches|in\\.", "381/1250": "foot|feet|ft", "1143/1250": "yards?|yd", "201168/125": "miles?|mi",
    },
    "time": {
        "1": "s|sec|seconds?", "60": "min|minutes?", "3600": "h|hr|hours?", "86400": "days?", "604800": "weeks?", "1/1000": "ms|milliseconds?",
    },
    "years": {"1": "months?", "12": "years?", "120": "decades?", "1200": "centur(?:y|ies)"},
    "mass": {
        "1": "g|grams?", "1000": "kg|kilograms?|kilos?", "1/1000": "mg|milligrams?", "1000000": "tonnes?|t", "45359237/100000": "lbs?|pounds?", "45359237/1600000": "oz|ounces?",
    },
    "volume": {"1": "l|liters?|litres?", "1/1000": "ml|milliliters?|millilitres?", "1/100": "cl|centiliters?|centilitres?", "1/10": "dl|deciliters?|decilitres?"},
    "area": {"1": "m\\^2|square meters?|square metres?", "1/10000": "cm\\^2|square centimeters?|square centimetres?", "10000": "hectares?|ha", "1000000": "km\\^2|square kilometers?|square kilometres?"},
    "money": {"1": "cents?|pence|pennies|penny", "5": "nickels?", "10": "dimes?", "25": "quarters?", "100": "dollars?|euros?"},
    "count": {"1": "items?|units", "12": "dozens?", "144": "gross"},
    "angle": {"1": "degrees?|\\u00b0", "180": "pi rad|\\u03c0 rad", "360": "full turns?|revolutions?"},
    "data": {"1": "bits?", "8": "bytes?"},
}  # fmt: skip
UNITS = [
    (kind, Fraction(size), re.compile(names))
    for kind, sizes in _SIZES.items()
    for size, names in sizes.items()
]
UNIT = "|".join(names for sizes in _SIZES.values() for names in sizes.values())
NUMBER = r"\d[\d,]*(?:\.\d+)?(?:/\d+)?"
CONVERSION = watch(
    re.compile(
        rf"(?P<left>\d(?<![\w.*/+^-]\d){NUMBER[2:]}) ?(?P<from>{UNIT})(?: \(?s\)?)?\s*(?:=|equals|is equal to|has|have|contains?|makes?|consists? of)\s*(?P<right>{NUMBER}) ?(?P<to>{UNIT})(?![\w^/*]| ?[-+*/^\u00b7])"
    ),
    "plain",
)

CALCULATED = re.compile(r"[-+*/x\u00d7\u00f7]\s*$")  # 2 hours * 3 days = 6 hours
END = r"(?=\s*(?:[.,;:)]|$|so\b|and\b))"
TOLD = (
    watch(
        re.compile(
            rf"\bthere are (?P<right>{NUMBER}) (?P<to>{UNIT}) in (?:an?|one) (?P<from>{UNIT}){END}",
            re.IGNORECASE,
        ),
        "plain",
    ),
    watch(
        re.compile(
            rf"\b(?:an?|one) (?P<from>{UNIT}) (?:has|is|contains|equals|consists of) (?P<right>{NUMBER}) (?P<to>{UNIT}){END}",
            re.IGNORECASE,
        ),
        "plain",
    ),
)


def found(text: str, impossible: frozenset[int]) -> Iterator[StatedEquation]:
    yield from (one for told in TOLD for match in told.within(text, impossible) for one in _told(match))
    for match in CONVERSION.within(text, impossible):
        if CALCULATED.search(text, max(0, match.start() - 4), match.start()):
            continue
        here, there = _unit(match["from"]), _unit(match["to"])
        left, right = value(match["left"].rstrip(",")), value(match["right"].rstrip(","))
        if (
            here is None
            or there is None
            or here[0] != there[0]
            or here == there
            or left is None
            or right is None
        ):
            continue
        a, b = left * here[1], right * there[1]
        yield StatedEquation(
            *match.span(),
            match["left"] + match["from"],
            match["right"],
            abs(a - b) > SLACK * max(a, b),
            "units",
        )


def _told(match: re.Match[str]) -> Iterator[StatedEquation]:
    """How many of one unit another one has; `left` is that number as it is written, with its unit."""
    here, there, count = (
        _unit(match["from"].lower()),
        _unit(match["to"].lower()),
        value(match["right"].rstrip(",")),
    )
    if here is not None and there is not None and count is not None and here[0] == there[0] and here != there:
        false = abs(here[1] - count * there[1]) > SLACK * here[1]
        yield StatedEquation(*match.span(), f"{match['right']} {match['to']}", match["right"], false, "units")


def _unit(name: str) -> tuple[str, Fraction] | None:
    return next(((kind, size) for kind, size, names in UNITS if names.fullmatch(name)), None)
