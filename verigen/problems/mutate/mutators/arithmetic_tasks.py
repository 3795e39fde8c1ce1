"""Tasks whose arithmetic is said in words: a share of a number, an average, a choice of k out of n, a repeating decimal."""

from __future__ import annotations

import itertools
import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    Parts = dict[str, str]

REPEATING = re.compile(r"(\d*)\.(\d*)\\overline\{(\d+)\}")


def _value(text: str) -> Any:
    found = parse(text.strip().strip("$").replace("\\%", "").replace("%", ""))
    if not found.is_number:
        raise Refused("no number")
    return found


def _float(text: str) -> float:
    return float(_value(text))


def _operated(parts: Parts) -> str:
    return parts["n"].split(" ")[-1]


def two_numbers(parts: Parts) -> Any:
    """The sum, product, quotient or positive difference of two numbers."""
    import sympy

    a, b = _value(parts["a"]), _value(parts["b"])
    made = {
        "sum": a + b,
        "product": a * b,
        "quotient": a / b,
        "difference": abs(a - b),
        "divided": a / b,
        "times": a * b,
    }
    return sympy.radsimp(sympy.simplify(made[_operated(parts)]))


def two_numbers_again(parts: Parts) -> Any:
    a, b = _float(parts["a"]), _float(parts["b"])
    name = _operated(parts)
    if name in {"quotient", "divided"}:
        return a / b
    return {"sum": a + b, "product": a * b, "times": a * b, "difference": max(a, b) - min(a, b)}[name]


def sum_and_difference(parts: Parts) -> Any:
    """The product, larger or smaller of two numbers with a known sum and difference."""
    total, difference = _value(parts["a"]), _value(parts["b"])
    one, other = (total + difference) / 2, (total - difference) / 2
    return {"product": one * other, "larger": one, "greater": one, "smaller": other, "lesser": other}[
        parts["n"]
    ]


def sum_and_difference_again(parts: Parts) -> Any:
    total, difference = _float(parts["a"]), _float(parts["b"])
    if parts["n"] == "product":
        return (total**2 - difference**2) / 4
    return (
        total - (total - difference) / 2 if parts["n"] in {"larger", "greater"} else (total - difference) / 2
    )


def share(parts: Parts) -> Any:
    return _value(parts["a"]) * _value(parts["b"]) / 100


def share_again(parts: Parts) -> Any:
    return _float(parts["b"]) / 100 * _float(parts["a"])


def whole_of_share(parts: Parts) -> Any:
    return _value(parts["b"]) * 100 / _value(parts["a"])


def whole_of_share_again(parts: Parts) -> Any:
    return _float(parts["b"]) / (_float(parts["a"]) / 100)


def percent(parts: Parts) -> Any:
    return _value(parts["b"]) * 100 / _value(parts["a"])


def percent_again(parts: Parts) -> Any:
    return _float(parts["b"]) / _float(parts["a"]) * 100


def _listed(text: str) -> list[Any]:
    return [_value(each) for each in re.split(r",|(?<![a-z])and(?![a-z])", text) if each.strip(" $")]


def of_a_list(parts: Parts) -> Any:
    """The mean or median of numbers."""
    import sympy

    values = _listed(parts["e"])
    if len(values) < 3:
        raise Refused("too few numbers")
    if "median" in parts["n"]:
        ordered = sorted(values)
        return (ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2
    return sympy.Add(*values) / len(values)


def of_a_list_again(parts: Parts) -> Any:
    import statistics

    values = [Fraction(int(each.p), int(each.q)) for each in _listed(parts["e"]) if each.is_Rational]
    return statistics.median(values) if "median" in parts["n"] else statistics.fmean(values)


def repeating(parts: Parts) -> Any:
    """A repeating decimal as a fraction, by the nines of its period."""
    import sympy

    match = REPEATING.fullmatch(parts["e"].strip())
    if match is None:
        raise Refused("no repeating decimal")
    whole, start, period = match.groups()
    if set(period) == {"9"} or (start and start[-1] == period[-1]):
        raise Refused("a decimal that is written otherwise")
    fixed = Fraction(f"{whole or 0}.{start or 0}")
    found = fixed + Fraction(int(period), (10 ** len(period) - 1) * 10 ** len(start))
    return sympy.Rational(found.numerator, found.denominator)


def repeating_again(parts: Parts) -> Any:
    match = REPEATING.fullmatch(parts["e"].strip())
    return float(f"{match[1] or 0}.{match[2]}{match[3] * 12}") if match else None


def chosen(parts: Parts) -> Any:
    n, k = int(parts["a"]), int(parts["b"])
    if not 2 <= k <= n - 2:
        raise Refused("too few to choose from")
    return parse(str(math.comb(n, k)))


def chosen_again(parts: Parts) -> Any:
    """By Pascal's triangle."""
    n, k = int(parts["a"]), int(parts["b"])
    row = [1]
    for _ in range(n):
        row = [1, *(one + other for one, other in itertools.pairwise(row)), 1]
    return row[k]


def angles(parts: Parts) -> Any:
    """The largest or smallest angle of a triangle or quadrilateral whose angles have a ratio."""
    import sympy

    ratio = [int(each) for each in re.findall(r"\d+", parts["e"])]
    total = {3: 180, 4: 360}.get(len(ratio))
    if total is None:
        raise Refused("no ratio of three or four")
    pick = max if parts["n"] in {"largest", "greatest"} else min
    found = sympy.Rational(total * pick(ratio), sum(ratio))
    if 2 * max(ratio) >= sum(ratio) and total == 360:
        raise Refused("no convex figure")
    return found


def angles_again(parts: Parts) -> Any:
    ratio = sorted(int(each) for each in re.findall(r"\d+", parts["e"]))
    unit = (180 if len(ratio) == 3 else 360) / sum(ratio)
    return unit * ratio[-1 if parts["n"] in {"largest", "greatest"} else 0]


A = r"\$?(?P<a>(?:\\[dt]?frac|\\sqrt|-)?[\d.,{}\\/a-z]*\d\}?)\$?"
B = r"\$?(?P<b>(?:\\[dt]?frac|\\sqrt|-)?[\d.,{}\\/a-z]*\d\}?)\$?"
PERCENT = r"(?:\\?%\$?| percent|\$?\\?%)"
ASK = r"(?:What is|Find|Compute|Calculate|Determine|Evaluate)"
END = r"[.?]?\s*(?:(?:Express|Give|Write|Enter) [^\d]*)?$"
LIST = r"(?P<e>\$?-?[\d.]+\$?(?:, ?(?:and )?\$?-?[\d.]+\$?)+(?:,? and \$?-?[\d.]+\$?)?)"
WAYS = r"(?:In how many (?:different )?ways can|How many (?:different |distinct )?ways (?:are there|can))"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("two numbers", rf"^{ASK} the (?P<n>sum|product|quotient|positive difference) of {A} and {B}{END}", two_numbers, two_numbers_again),
    ("two numbers", rf"^{ASK} {A} (?P<n>divided)(?: by) {B}{END}", two_numbers, two_numbers_again),
    ("two numbers", rf"^{ASK} {A} (?P<n>times) {B}{END}", two_numbers, two_numbers_again),
    ("sum and difference", rf"^The sum of two numbers is {A}(?: and|[.]) (?:[Tt]heir|the) (?:positive )?difference is {B}[.] *What is (?:the value of )?(?:their|the) (?P<n>product|larger|greater|smaller|lesser)(?: number| of the two numbers| of the numbers)?{END}", sum_and_difference, sum_and_difference_again),
    ("share of a number", rf"^{ASK} {A}{PERCENT} of {B}{END}", share, share_again),
    ("whole of a share", rf"^{A}{PERCENT} of what number is (?:equal to )?{B}{END}", whole_of_share, whole_of_share_again),
    ("whole of a share", rf"^{B} is {A}{PERCENT} of what number{END}", whole_of_share, whole_of_share_again),
    ("percent", rf"^What percent of {A} is {B}{END}", percent, percent_again),
    ("percent", rf"^{B} is what percent of {A}{END}", percent, percent_again),
    ("list", rf"^{ASK} the (?P<n>average|mean|arithmetic mean|average \(mean\)|median)(?: value)? of (?:the (?:numbers|values|set) )?{LIST}{END}", of_a_list, of_a_list_again),
    ("repeating decimal", rf"^(?:Express|Write|What is|Convert) \$(?P<e>\d*\.\d*\\overline\{{\d+\}})\$(?: as a(?: common| reduced| simplified)? fraction| expressed as a(?: common| reduced)? fraction| to a fraction)?(?: in lowest terms| in simplest form)?{END}", repeating, repeating_again),
    ("choice", rf"^{WAYS} (?:a )?\$?(?P<b>\d+)\$?-(?:person|member|student)[a-z ]*? be (?:chosen|selected|formed|picked) from (?:a (?:group|club|class|team|set) of |among )?\$?(?P<a>\d+)\$? [^\d]*$", chosen, chosen_again),
    ("choice", rf"^{WAYS} [a-z ]*?(?:choose|select|pick) \$?(?P<b>\d+)\$? [a-z' -]*?(?:from|out of|of) (?:a (?:group|club|class|team|set|list) of |among )?\$?(?P<a>\d+)\$? [^\d]*$", chosen, chosen_again),
    ("choice", r"^[^\d]*\$?(?P<b>\d+)\$? [^\d]*\$?(?P<a>\d+)\$? (?:different |distinct )?[a-z ]+[.] *In how many ways can [^\d]*(?:choose|select|pick|chosen|selected)[^\d]*(?:without regard to the order|order (?:does not|doesn't) matter)[^\d]*$", chosen, chosen_again),
    ("angles in a ratio", rf"^The (?:angle measures|measures|degree measures) of the (?:three |four |interior )*angles (?:of|in) a (?:triangle|quadrilateral) are in the ratio \$?(?P<e>\d+:\d+:\d+(?::\d+)?)\$?[.] *What is the (?:number of degrees in the )?(?:degree )?measure(?:, in degrees,)? of the (?P<n>largest|smallest|greatest)(?: interior)? angle(?: of the [a-z]+)?(?:, in degrees)?{END}", angles, angles_again),
)  # fmt: skip
TASKS = tuple((name, re.compile(pattern), solve, again) for name, pattern, solve, again in PATTERNS)
