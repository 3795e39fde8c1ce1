"""Tasks on sequences and sums: a term of a progression, a sum with dots, the first n numbers."""

from __future__ import annotations

import itertools
import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.latex import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

    Parts = dict[str, str]

ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
MOST = 3000
DOTS = re.compile(r"\\(?:c|l)?dots(?:[bcm])?|\.\.\.")


def _terms(text: str) -> list[Any]:
    return [parse(piece) for piece in DOTS.split(text)[0].strip(" ,$").split(",")]


def _law(terms: Sequence[Any]) -> tuple[str, Any]:
    """Whether the terms are an arithmetic or a geometric progression, and its step. Raises Refused."""
    if len(terms) < 3 or not all(term.is_number for term in terms):
        raise Refused("too few terms to tell the progression")
    pairs = list(itertools.pairwise(terms))
    differences = {one - other for other, one in pairs}
    if len(differences) == 1:
        return "+", differences.pop()
    if all(terms):
        ratios = {one / other for other, one in pairs}
        if len(ratios) == 1:
            return "*", ratios.pop()
    raise Refused("no progression")


def _index(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if digits else ORDINALS.index(text) + 1


def term(parts: Parts) -> Any:
    terms = _terms(parts["e"])
    kind, step = _law(terms)
    count = _index(parts.get("k") or parts["k2"])
    if not 1 <= count <= MOST:
        raise Refused("a term too far away")
    return terms[0] + (count - 1) * step if kind == "+" else terms[0] * step ** (count - 1)


def term_again(parts: Parts) -> Any:
    """The term by going there one step at a time."""
    terms = [Fraction(int(each.p), int(each.q)) for each in _terms(parts["e"]) if each.is_Rational]
    kind, value = _law(_terms(parts["e"]))[0], terms[0]
    step = terms[1] - terms[0] if kind == "+" else terms[1] / terms[0]
    for _ in range(_index(parts.get("k") or parts["k2"]) - 1):
        value = value + step if kind == "+" else value * step
    return value


def _addends(text: str) -> tuple[list[Any], Any]:
    """The first addends of a sum with dots, and its last addend."""
    before, after = DOTS.split(text)
    first = [parse(piece.strip()) for piece in re.split(r"\+", before.strip().rstrip("+")) if piece.strip()]
    return first, parse(after.strip().lstrip("+").split("+")[-1])


def _last_ones(text: str) -> list[Any]:
    return [parse(piece) for piece in DOTS.split(text)[1].strip().lstrip("+").split("+")]


def dotted(parts: Parts) -> Any:
    """The sum of an arithmetic progression, written out up to its last term, by Gauss's formula."""
    first, last = _addends(parts["e"])
    kind, step = _law(first)
    ends = _last_ones(parts["e"])
    if kind != "+" or step == 0 or any(b - a != step for a, b in itertools.pairwise(ends)):
        raise Refused("no arithmetic progression")
    count = (last - first[0]) / step + 1
    if not count.is_Integer or not len(first) < count <= MOST:
        raise Refused("a sum that does not come to its last term")
    return count * (first[0] + last) / 2


def dotted_again(parts: Parts) -> Any:
    first, last = _addends(parts["e"])
    at, end = (Fraction(int(each.p), int(each.q)) for each in (first[0], last))
    step = Fraction(int((first[1] - first[0]).p), int((first[1] - first[0]).q))
    total = Fraction(0)
    for _ in range(MOST):
        total += at
        if at == end:
            return total
        at += step
    raise Refused("a sum that does not come to its last term")


def infinite(parts: Parts) -> Any:
    terms = [parse(piece.strip()) for piece in _signed(DOTS.split(parts["e"])[0])]
    kind, ratio = _law(terms)
    if kind != "*" or abs(ratio) >= 1:
        raise Refused("no convergent geometric series")
    return terms[0] / (1 - ratio)


def infinite_again(parts: Parts) -> Any:
    """The sum of a thousand terms in floating point."""
    one, other = (float(parse(piece.strip())) for piece in _signed(DOTS.split(parts["e"])[0])[:2])
    return sum(one * (other / one) ** at for at in range(1000))


def _signed(text: str) -> list[str]:
    """The addends of a sum, with their signs."""
    pieces = re.split(r"(?<=[\d}])\s*([-+])\s*", text.strip().rstrip("+- "))
    return [
        pieces[0],
        *("-" * (sign == "-") + piece for sign, piece in zip(pieces[1::2], pieces[2::2], strict=True)),
    ]


def first_numbers(parts: Parts) -> Any:
    """The sum of the first n positive, even or odd integers."""
    count = int(parts["a"])
    start, step = {"odd": (1, 2), "even": (2, 2)}.get((parts.get("n") or "").split(" ")[0], (1, 1))
    return parse(str(count * (2 * start + (count - 1) * step) // 2))


def first_numbers_again(parts: Parts) -> Any:
    start, step = {"odd": (1, 2), "even": (2, 2)}.get((parts.get("n") or "").split(" ")[0], (1, 1))
    return sum(range(start, start + int(parts["a"]) * step, step))


def other_terms(parts: Parts, random: Random) -> Parts:
    """Another progression with as many terms shown, in the same notation."""
    terms = _terms(parts["e"])
    new = _progression(terms, random)
    dots = DOTS.search(parts["e"])
    if dots is None:
        raise Refused("a list without dots")
    made = {**parts, "e": ", ".join(map(_written, new)) + ", " + dots[0]}
    if "k" in made and made["k"].isdigit():
        made["k"] = str(
            random.randint(max(len(terms) + 2, int(made["k"]) // 2), max(len(terms) + 3, 2 * int(made["k"])))
        )
    return made


def other_sum(parts: Parts, random: Random) -> Parts:
    """Another arithmetic sum with as many addends shown before and after the dots."""
    first, _ = _addends(parts["e"])
    ends, (dots,) = len(_last_ones(parts["e"])), DOTS.finditer(parts["e"])
    new = _progression(first, random)
    step = new[1] - new[0]
    count = random.randint(2 * len(first), 60)
    last = [new[0] + (count - at) * step for at in range(ends, 0, -1)]
    pieces = [*map(_written, new), dots[0], *map(_written, last)]
    return {**parts, "e": " + ".join(pieces)}


def other_series(parts: Parts, random: Random) -> Parts:
    """Another geometric series with as many addends shown."""
    new = _progression([parse(piece.strip()) for piece in _signed(DOTS.split(parts["e"])[0])], random)
    dots = DOTS.search(parts["e"])
    shown = " + ".join(map(_written, new)).replace("+ -", "- ")
    return {**parts, "e": f"{shown} + {dots[0] if dots else ''}"}


def _progression(terms: Sequence[Any], random: Random) -> list[Any]:
    """Terms of the same kind of progression, with another start and step."""
    import sympy

    kind, step = _law(terms)
    if kind == "+":
        start = terms[0] + random.randint(-min(9, abs(int(terms[0]))) if terms[0] else 0, 9)
        new = step + random.choice(
            [
                each
                for each in range(-3, 10)
                if step + each not in {0, 1, step} and (step + each > 0) == (step > 0)
            ]
        )
        return [start + at * new for at in range(len(terms))]
    ratio = step if random.random() < 1 / 2 else sympy.Rational(random.randint(1, 5), random.randint(2, 7))
    if abs(step) >= 1:
        ratio = sympy.Integer(random.choice((2, 3, 4, -2, -3)))
    start = terms[0] * random.choice((2, 3, 4, 5, 6)) if ratio == step else terms[0]
    return [start * ratio**at for at in range(len(terms))]


def _written(value: Any) -> str:
    import sympy

    return str(sympy.latex(value))


def _variable(text: str) -> Any:
    import sympy

    return sympy.Symbol(text, real=True)


def indexed(parts: Parts) -> Any:
    """A sum over an index from one number to another, in SymPy's closed form."""
    import sympy

    low, high, body, at = *_bounds(parts), parse(parts["e"]), _variable(parts["v"])
    return sympy.simplify(sympy.summation(body, (at, low, high)))


def indexed_again(parts: Parts) -> Any:
    low, high = _bounds(parts)
    body, at = parse(parts["e"]), _variable(parts["v"])
    return sum(body.subs(at, each) for each in range(low, high + 1))


def _bounds(parts: Parts) -> tuple[int, int]:
    low, high = int(parts["a"]), int(parts["b"])
    if not low < high <= 300:
        raise Refused("a sum over too many terms")
    return low, high


ASK = r"(?:What is|Find|Compute|Evaluate|Calculate|Determine)"
END = r"[.?]?\s*(?:(?:Express|Give|Write) [^\d]*)?$"
LIST = r"\$(?P<e>[^$]*?,[^$]*?(?:\\(?:l|c)?dots|\.\.\.))[.,?]?\$(?:\.\.\.)?"
MATH = r"(?:\$+|\\\[)\s*(?P<e>[^$]+?)[.?]?\s*(?:\$+|\\\])"
ORDINAL = r"\$?(?P<k>\d+)(?:st|nd|rd|th|\^\{?\\?(?:text|mathrm|mbox)?\{?(?:st|nd|rd|th)\}*)\$?"
SUM = r"(?:\$+|\\\[)\s*\\sum_\{(?P<v>[a-z]) ?= ?(?P<a>\d+)\}\^\{?(?P<b>\d+)\}? ?(?P<e>[^$]+?)[.?]?\s*(?:\$+|\\\])"
SEQUENCE = r"(?:the )?(?:following )?(?:given )?(?:arithmetic |geometric )?(?:sequence|progression|series)"
PATTERNS: tuple[tuple[str, str, Callable[[Parts], Any], Callable[[Parts], Any]], ...] = (
    ("term of a progression", rf"^{ASK} the {ORDINAL} term (?:of|in) {SEQUENCE}:? {LIST}{END}", term, term_again),
    ("term of a progression", rf"^{ASK} the (?P<k>{'|'.join(ORDINALS)}) term (?:of|in) {SEQUENCE}:? {LIST}{END}", term, term_again),
    ("term of a progression", rf"^(?:Consider|Given) {SEQUENCE}:? {LIST}[.,] (?:{ASK}|[a-z]+) the (?:{ORDINAL}|(?P<k2>{'|'.join(ORDINALS)})) term(?: (?:of|in) (?:the|this) sequence)?{END}", term, term_again),
    ("dotted sum", rf"^{ASK} (?:the (?:value of the |sum of the )?(?:arithmetic )?(?:sum|expression|value|series)(?: of)?:? )?{MATH}{END}", dotted, dotted_again),
    ("infinite series", rf"^{ASK} the sum of the infinite (?:geometric )?series {MATH}{END}", infinite, infinite_again),
    ("first numbers", rf"^{ASK} the sum of the first \$?(?P<a>\d+)\$? (?:positive )?(?P<n>odd |even )?(?:positive )?(?:whole numbers|integers|natural numbers|numbers){END}", first_numbers, first_numbers_again),
    ("indexed sum", rf"^{ASK} (?:the (?:value of the )?(?:sum|expression|value)(?: of)?:? )?{SUM}{END}", indexed, indexed_again),
)  # fmt: skip
TASKS = tuple(
    (name, re.compile(pattern, re.DOTALL), solve, again) for name, pattern, solve, again in PATTERNS
)
DRAWS: dict[str, Callable[[Parts, Random], Parts]] = {
    "term of a progression": other_terms,
    "dotted sum": other_sum,
    "infinite series": other_series,
}
