"""Units of measure: their factors to base units, and the parser of written units."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from verigen.verifiers.symbolic.equal import Finding
from verigen.verifiers.symbolic.tree import Node, Num, Op, Sym, Text, free_symbols, mul

_LENGTH = {
    "m": "1", "meter": "1", "metre": "1", "km": "1000", "kilometer": "1000", "kilometre": "1000", "cm": "1/100",
    "centimeter": "1/100", "centimetre": "1/100", "mm": "1/1000", "millimeter": "1/1000", "millimetre": "1/1000",
    "dm": "1/10", "in": "127/5000", "inch": "127/5000", "ft": "381/1250", "foot": "381/1250", "feet": "381/1250",
    "yd": "1143/1250", "yard": "1143/1250", "mi": "201168/125", "mile": "201168/125", "nm": "1/1000000000",
}  # fmt: skip
_TIME = {
    "s": "1", "sec": "1", "second": "1", "min": "60", "minute": "60", "h": "3600", "hr": "3600", "hour": "3600",
    "day": "86400", "week": "604800", "ms": "1/1000", "millisecond": "1/1000", "fortnight": "1209600",
}  # fmt: skip
_MONTHS = {"month": "1", "mo": "1", "year": "12", "yr": "12", "decade": "120", "century": "1200"}
_MASS = {
    "g": "1", "gram": "1", "kg": "1000", "kilogram": "1000", "mg": "1/1000", "milligram": "1/1000", "t": "1000000",
    "tonne": "1000000", "lb": "45359237/100000", "pound": "45359237/100000", "oz": "45359237/1600000",
    "ounce": "45359237/1600000", "ton": "45359237/50",
}  # fmt: skip
_VOLUME = {
    "l": "1/1000", "liter": "1/1000", "litre": "1/1000", "ml": "1/1000000", "milliliter": "1/1000000",
    "millilitre": "1/1000000", "gallon": "473176473/125000000000", "gal": "473176473/125000000000",
    "quart": "473176473/500000000000", "pint": "473176473/1000000000000", "cup": "473176473/2000000000000",
    "cl": "1/100000", "dl": "1/10000", "cc": "1/1000000",
}  # fmt: skip
_MONEY = {
    "$": "1",
    "dollar": "1",
    "usd": "1",
    "cent": "1/100",
    "¢": "1/100",
    "buck": "1",
    "dime": "1/10",
    "nickel": "1/20",
}
_ANGLE = {"deg": "1", "degree": "1", "arcminute": "1/60"}
_AREA = {"acre": "316160658/78125", "hectare": "10000", "ha": "10000"}
_SOLO = [
    "€",
    "euro",
    "eur",
    "£",
    "gbp",
    "¥",
    "yen",
    "yuan",
    "rupee",
    "rs",
    "peso",
    "k",
    "kelvin",
    "degc",
    "degf",
    "n",
    "newton",
    "j",
    "joule",
    "w",
    "watt",
    "kw",
    "pa",
    "pascal",
    "hz",
    "hertz",
    "v",
    "volt",
    "a",
    "amp",
    "ampere",
    "mol",
    "ohm",
    "bit",
    "byte",
    "radian",
    "rad",
    "c",
    "f",
    "mb",
    "gb",
    "kb",
    "kwh",
    "cal",
    "calorie",
    "kcal",
    "person",
    "unit",
]
_SAME = {
    "€": "euro", "eur": "euro", "£": "gbp", "¥": "yen", "kelvin": "k", "newton": "n", "joule": "j", "watt": "w",
    "pascal": "pa", "hertz": "hz", "volt": "v", "amp": "a", "ampere": "a", "rad": "radian", "calorie": "cal", "rs": "rupee",
    "degc": "celsius", "degf": "fahrenheit", "c": "celsius", "f": "fahrenheit", "people": "person",
}  # fmt: skip


class Unit(NamedTuple):
    """`dimension` is a sorted tuple of (base, power); `factor` is the value of one unit in base units."""

    dimension: tuple[tuple[str, int], ...]
    factor: Fraction


def _table() -> dict[str, tuple[str, int, Fraction]]:
    tables = (
        ("m", 1, _LENGTH),
        ("s", 1, _TIME),
        ("month", 1, _MONTHS),
        ("g", 1, _MASS),
        ("m", 3, _VOLUME),
        ("$", 1, _MONEY),
        ("deg", 1, _ANGLE),
        ("m", 2, _AREA),
    )
    known = {
        name: (base, power, Fraction(worth)) for base, power, rows in tables for name, worth in rows.items()
    }
    return known | {name: (_SAME.get(name, name), 1, Fraction(1)) for name in _SOLO}


_UNITS = _table()
_COMPOUND = {
    "mph": "mile / hour",
    "kph": "km / hour",
    "kmh": "km / hour",
    "mps": "m / s",
    "fps": "ft / s",
    "rpm": "revolution / min",
}
_POWERS = {"square": 2, "sq": 2, "squared": 2, "cubic": 3, "cubed": 3, "cu": 3}
_NOISE = frozenset(
    {
        "of",
        "the",
        "a",
        "an",
        "each",
        "total",
        "in",
        "approximately",
        "about",
        "exactly",
        "old",
        "long",
        "tall",
        "away",
        "more",
        "less",
        "and",
    }
)
_WORD = re.compile(r"\^\s*-?[0-9]+|[A-Za-z$€£¥¢]+|[/*.\-]|[0-9]+")
_IRREGULAR = {
    "feet": "foot",
    "inches": "inch",
    "centuries": "century",
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
}


def is_unit(word: str) -> bool:
    """Whether a bare word of two letters or more after a value is a unit."""
    return len(word) > 1 and (_singular(word.lower()) in _UNITS or word.lower() in _COMPOUND)


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _UNITS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 2 else word


@lru_cache(maxsize=512)
def read_unit(words: str) -> Unit:
    """Unit that the words denote. An unknown word is a base of its own, so that apples differ from pears."""
    powers: dict[str, int] = {}
    factor = Fraction(1)
    side, pending, last = 1, 1, ""
    worth = Fraction(1)
    for piece in _WORD.findall(_spelled(words)):
        if piece.startswith("^"):
            extra = int(piece[1:]) - 1
            if last and abs(extra) < 20:
                powers[last] = powers.get(last, 0) + extra * side * (
                    abs(_UNITS[last][1]) if last in _UNITS else 1
                )
                factor *= worth**extra
        elif piece in ("/", "per"):
            side = -1
        elif piece in _POWERS:
            if piece in ("squared", "cubed") and last:
                extra = _POWERS[piece] - 1
                powers[last] = powers.get(last, 0) + extra * side
                factor *= worth**extra
            else:
                pending = _POWERS[piece]
        elif piece.isalpha() or piece in "$€£¥¢":
            if piece in _NOISE and (powers or pending == 1) and piece != "in":
                continue
            base, power, value = _UNITS.get(_singular(piece), (_singular(piece), 1, Fraction(1)))
            worth = value**side
            factor *= worth**pending
            powers[base] = powers.get(base, 0) + side * power * pending
            last, pending = base, 1
    return Unit(tuple(sorted((base, power) for base, power in powers.items() if power)), factor)


def _spelled(words: str) -> str:
    lower = words.lower().strip(" .()")
    for name, spelled in _COMPOUND.items():
        lower = re.sub(rf"\b{name}\b", spelled, lower)
    return re.sub(r"\bper\b|\ban hour\b", lambda m: "/" if m[0] == "per" else "/ hour", lower)


def known(unit: Unit) -> bool:
    """Whether all bases of the unit are measures, not other words."""
    measures = {base for base, _, _ in _UNITS.values()}
    return bool(unit.dimension) and all(base in measures for base, _ in unit.dimension)


def convertible(left: Unit, right: Unit) -> bool:
    return left.dimension == right.dimension


def alike(left: Unit, right: Unit) -> bool:
    """Whether units are convertible, or words of one contain those of the other: balls and red balls."""
    if left.dimension == right.dimension:
        return True
    if known(left) or known(right):
        return False
    one, two = ({base for base, _ in unit.dimension} for unit in (left, right))
    return one <= two or two <= one


def trailing_symbols(node: Node) -> tuple[Node, Node] | None:
    r"""Number and following letters of 5 m without \text, because they may be a unit.

    None for other products.
    """
    if not (isinstance(node, Op) and node.head == "mul"):
        return None
    value, *rest = node.args
    if not isinstance(value, Num) or not rest:
        return None
    words = " ".join(spelled(part) for part in rest)
    return (value, Text(words)) if words and "?" not in words else None


def spelled(node: Node) -> str:
    if isinstance(node, Sym):
        return node.name
    if (
        isinstance(node, Op)
        and node.head == "pow"
        and isinstance(node.args[0], Sym)
        and isinstance(node.args[1], Num)
    ):
        return f"{node.args[0].name} ^{node.args[1].value}"
    return "?"


def formula_unit(node: Node) -> tuple[Node, Text] | None:
    """Constant and unit of 576 pi m^2, where the unit is a power in formula letters.

    None for other nodes: 12m may be a product.
    """
    if not (isinstance(node, Op) and node.head == "mul"):
        return None
    *value, last = node.args
    if not (isinstance(last, Op) and last.head == "pow" and spelled(last) != "?"):
        return None
    if last.args[0] != Sym("m"):
        return None
    rest = mul(*value)
    return None if free_symbols(rest) else (rest, Text(spelled(last)))


def unlike(one: str, two: str, values: Finding) -> Finding:
    """Finding for two different units: a difference if both are measures, otherwise undecided."""
    if values.equal is False or (known(read_unit(one)) and known(read_unit(two))):
        return Finding(False, "type", f"{one} and {two}")
    return Finding(None, "type", f"{one} and {two} may name one thing")
