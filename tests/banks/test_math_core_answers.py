"""Answers of the bank math-core, derived a second time from the text of the prompt in another way.

One long table, a row a family: a formula where the family counts cases, a count where it has a formula.
"""

from __future__ import annotations

import cmath
import inspect
import math
import re
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations
from math import comb, factorial, gcd, isqrt, lcm, pi, prod, sqrt
from statistics import median, mode
from typing import TYPE_CHECKING

import pytest
import sympy

from problem_banks import build_math_core as builder
from problem_banks.building import VARIANTS
from problem_banks.math_core import FAMILIES, tex
from verigen.core import seeds

if TYPE_CHECKING:
    from collections.abc import Callable

DRAWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A prompt as the second derivation sees it: its text, its numbers, and those with their signs."""

    text: str

    @property
    def n(self) -> list[Fraction]:
        return [Fraction(m) for m in re.findall(r"\d+(?:\.\d+)?", self.text)]

    @property
    def i(self) -> list[int]:
        return [int(m) for m in re.findall(r"\d+", self.text)]

    @property
    def s(self) -> list[int]:
        return [int(m) for m in re.findall(r"-?\d+", self.text)]

    def find(self, pattern: str) -> tuple[str, ...]:
        found = re.search(pattern, self.text)
        assert found, (pattern, self.text)
        return found.groups()

    def polys(self) -> list[sympy.Poly]:
        """The polynomials in x between dollar signs or in brackets of a product."""
        parts = re.findall(r"(?<=[$(=])[^$()=]*x[^$()=]*(?=[$)=])", self.text)
        return [
            sympy.Poly(sympy.sympify(plain(part)), sympy.Symbol("x")) for part in parts if "y" not in part
        ]


def plain(latex: str) -> str:
    """LaTeX of a formula with numbers, roots and powers as Python writes it."""
    text = latex.replace("\\%", "").replace("\\pi", "pi").replace("\\le", "<=")
    text = re.sub(r"\\text\{[^}]*\}(\^2)?", "", text)
    while "\\sqrt" in text or "\\frac" in text:
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"sqrt(\1)", text)
        text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", r"((\1)/(\2))", text)
    text = text.replace("^", "**").replace("{", "(").replace("}", ")")
    return re.sub(r"(?<=[\d)]) ?(?=[a-z(])(?!\*)", "*", text)


def same(answer: str, second: object) -> bool:
    """Text against text, exact number against exact number, a float within rounding of it."""
    if isinstance(second, str):
        return answer.replace(" ", "") == second.replace(" ", "")
    value = sympy.sympify(plain(answer), rational=True)
    if isinstance(second, float):
        return abs(float(value) - second) < 1e-7 * max(1.0, abs(second))
    return bool(value == sympy.sympify(second))


def legendre(n: int, p: int) -> int:
    return sum(n // p**k for k in range(1, 12))


def harmonic(size: int) -> Fraction:
    return sum((Fraction(1, k) for k in range(1, size + 1)), Fraction(0))


def complexes(text: str) -> list[complex]:
    found = re.findall(r"[zw] = ([^$]*)\$", text)
    return [complex(part.replace(" ", "").replace("i", "j")) for part in found]


def matrix_of(part: str) -> list[int]:
    return [int(m) for m in re.findall(r"-?\d+", part)]


def gaussian(z: complex) -> str:
    a, b = round(z.real), round(z.imag)
    unit = {1: "i", -1: "-i"}.get(b, f"{b}i")
    return (str(a) if a else "") + ("+" if a and b > 0 else "") + (unit if b else "")


def derangements(n: int) -> int:
    return round(factorial(n) / math.e) if n else 1


def mex_losing(moves: list[int], last: int) -> int:
    grundy: list[int] = []
    for n in range(last + 1):
        reached = {grundy[n - m] for m in moves if m <= n}
        grundy.append(next(g for g in range(9) if g not in reached))
    return grundy[1:].count(0)


def strings_avoiding(n: int, block: str) -> int:
    """Strings of n bits by their last bits, one bit at a time."""
    keep = len(block) - 1
    ends = Counter({"": 1})
    for _ in range(n):
        grown: Counter[str] = Counter()
        for end, ways in ends.items():
            for bit in "01":
                if not (end + bit).endswith(block):
                    grown[(end + bit)[-keep:]] += ways
        ends = grown
    return ends.total()


def least_with_divisors(count: int, *, odd: bool) -> int:
    primes = [3, 5, 7, 11, 13] if odd else [2, 3, 5, 7, 11]

    def best(left: int, place: int) -> float:
        if left == 1:
            return 1
        if place == len(primes):
            return math.inf
        return min(
            primes[place] ** (d - 1) * best(left // d, place + 1) for d in range(2, left + 1) if left % d == 0
        )

    return int(best(count, 0))


def roots_modulo(square: int, by: int) -> int:
    """Square roots counted for each prime power, then multiplied (Chinese remainder theorem)."""
    powers = [p**e for p, e in sympy.factorint(by).items()]
    return prod(sum((x * x - square) % q == 0 for x in range(q)) for q in powers)


def is_divisible(n: int, by: int) -> str:
    digits = [int(d) for d in str(n)]
    rules = {
        3: sum(digits) % 3 == 0,
        4: n % 100 % 4 == 0,
        6: digits[-1] % 2 == 0 and sum(digits) % 3 == 0,
        8: n % 1000 % 8 == 0,
        9: sum(digits) % 9 == 0,
        11: sum(digits[::2]) % 11 == sum(digits[1::2]) % 11,
    }
    return "yes" if rules[by] else "no"


def missing_digit(digits: str, by: int) -> int:
    place = digits.index("D")
    values = [0 if d == "D" else int(d) for d in digits]
    if by == 9:
        return -sum(values) % 9
    rest = sum(values[::2]) - sum(values[1::2])
    return (-rest if place % 2 == 0 else rest) % 11


def ordered_digits(low: int, high: int, way: str) -> int:
    count = 0
    for size in range(3, 5):
        for chosen in combinations(range(1, 10) if way == "increase" else range(9, -1, -1), size):
            count += low <= int("".join(map(str, chosen))) <= high
    return count


def distinct_digits(low: int, high: int, rest: str) -> int:
    size, total = len(str(low)), 0
    for chosen in permutations("0123456789", size):
        if low <= (n := int("".join(chosen))) <= high:
            last = n % 10
            total += {"even": last in (0, 2, 4, 6, 8), "odd": last in (1, 3, 5, 7, 9)}.get(
                rest, last in (0, 5)
            )
    return total


def truth_teller(text: str) -> str:
    """Whose statement alone can be true."""
    names = re.findall(r"(\w+) says: ", text)
    said = dict(re.findall(r"(\w+) says: \"([^\"]*)\"", text))
    return "".join(
        name for name in names if all(holds(said[other], name) == (other == name) for other in names)
    )


def holds(statement: str, honest: str) -> bool:
    """Whether a statement is true where exactly one of the three is honest."""
    if "are both liars" in statement:
        return honest not in statement
    if "both tell" in statement or "All three" in statement:
        return False
    if "is a liar" in statement:
        return not statement.startswith(honest)
    return True


def shown_time(words: str, t: str) -> bool:
    counts = sorted(Counter(t).values())
    if "pairs" in words:
        return counts in ([4], [2, 2])
    if "different" in words:
        return counts == [1, 1, 1, 1]
    if "backwards" in words:
        return t[0] == t[3] and t[1] == t[2]
    if "sum" in words:
        return sum(map(int, t)) == int(words.rsplit(maxsplit=1)[-1])
    return {
        "at least one digit 3": "3" in t,
        "at least two digits 1": len(t.replace("1", "")) <= 2,
        "no digit 2": "2" not in t,
    }[words]


def display_times(r: Read) -> int:
    hour, words = r.find(r"times from (\d\d):00 to 23:59 does it show ([^?]*)\?")
    moments = (divmod(m, 60) for m in range(int(hour) * 60, 24 * 60))
    return sum(shown_time(words, f"{h:02d}{m:02d}") for h, m in moments)


def subsets_with(r: Read) -> int:
    n = r.i[2]
    odd, even = (n + 1) // 2, n // 2
    if "at least one even" in r.text:
        return 2**n - 2**odd
    if "more odd" in r.text:
        return sum(comb(odd, a) * comb(even, b) for a in range(odd + 1) for b in range(min(a, even + 1)))
    if "even smallest" in r.text:
        return sum(2 ** (n - k) for k in range(2, n + 1, 2))
    if "consecutive" in r.text:
        return sum(comb(n - k + 1, k) for k in range(n + 1))
    return sum(2 ** (k - 1) for k in range(1, n // 2 + 1))


def walks(r: Read) -> int:
    k = r.i[0]
    if "cube" in r.text:
        return (3**k + 3 + 3 * (-1) ** k + (-3) ** k) // 8
    return (3**k + 3 * (-1) ** k) // 4 if "tetra" in r.text else (4**k + 2 * (-2) ** k) // 6


def two_dice(r: Read) -> Fraction:
    sides, kind, target = (8 if "eight" in r.text else 6), *r.find(r"is (exactly|at least|less than) (\d+)")
    ways = {s: sides - abs(s - sides - 1) for s in range(2, 2 * sides + 1)}
    holds_ = {
        "exactly": lambda s: s == int(target),
        "at least": lambda s: s >= int(target),
        "less than": lambda s: s < int(target),
    }[kind]
    return Fraction(sum(w for s, w in ways.items() if holds_(s)), sides**2)


def largest_dice(r: Read) -> Fraction:
    sides, count = r.i[0], 2 if "Two" in r.text else 3
    if "larg" in r.text:
        return sum((1 - Fraction(v - 1, sides) ** count for v in range(1, sides + 1)), Fraction(0))
    return sum((Fraction(sides - v + 1, sides) ** count for v in range(1, sides + 1)), Fraction(0))


def random_order(r: Read) -> Fraction:
    n = r.i[1]
    if "directly before" in r.text:
        return Fraction(n - 1, 2)
    return harmonic(n) if "all numbers before" in r.text else Fraction(n * (n - 1), 4)


def rolls(r: Read) -> Fraction:
    sides, k = r.i[0], 3 if "three" in r.text else 4
    if "greater" in r.text:
        return Fraction(comb(sides, k), sides**k)
    if "smaller" in r.text:
        return Fraction(comb(k + sides - 1, k), sides**k)
    return Fraction(sides - 1, sides) ** (k - 1)


def given_sum(r: Read) -> Fraction:
    low, face = r.i
    rows = {a: [b for b in range(1, 7) if a + b >= low] for a in range(1, 7)}
    with_face = 2 * len(rows[face]) - (2 * face >= low)
    return Fraction(with_face, sum(map(len, rows.values())))


def bayes(r: Read) -> Fraction:
    a, b, c, d = r.i
    return Fraction(a, a + b) / (Fraction(a, a + b) + Fraction(c, c + d))


def values_taken(r: Read) -> int:
    top, last = r.i[0], r.i[-1]
    root = isqrt(top)
    whole = 2 * root - (top < root * (root + 1))
    return whole if last == top else whole - 1


def common_terms(r: Read) -> int:
    a, b, c, d, limit = r.i[0], r.i[1], r.i[3], r.i[4], r.i[6]
    p, q = b - a, d - c
    first = next(n for n in range(max(a, c), a + c + p * q + 1) if (n - a) % p == (n - c) % q == 0)
    return (limit - first) // lcm(p, q) + 1


def ages(r: Read) -> int:
    ago, times, ahead, p, q = r.i
    b = Fraction(p * ahead - q * (ago - times * ago + ahead), q * times - p)
    return int(ago + times * (b - ago))


def medians(r: Read) -> int:
    known = [int(x) for x in r.find(r"integers ([\d, ]+) and")[0].split(",")]
    a, b, c, d = sorted(known)
    total, found = sum(known), set()
    for middle, fits in ((b, lambda n: n < b), (c, lambda n: n > c)):
        n = 5 * middle - total
        found |= {n} if fits(n) and n not in known else set()
    quarter = Fraction(total, 4)
    found |= {int(quarter)} if quarter.denominator == 1 and b < quarter < c else set()
    assert a < d
    return sum(found)


def domain(r: Read) -> str:
    ends = r.find(r"sqrt\{x ([+-] \d+)\}.*?sqrt\{(-?\w+) - (\w+)\}")
    low = -int(ends[0].replace(" ", ""))
    high = int(ends[1]) if ends[2] == "x" else -int(ends[2])
    return f"[{low},{high}{')' if 'frac' in r.text else ']'}"


def near(r: Read) -> str:
    sign, shift, relation, reach = r.find(r"\|x ([+-]) (\d+)\| (<|\\le) (\d+)")
    middle = int(shift) * (1 if sign == "-" else -1)
    left, right = ("(", ")") if relation == "<" else ("[", "]")
    return f"{left}{middle - int(reach)},{middle + int(reach)}{right}"


def distances(r: Read) -> int:
    (p, a), (q, b), bound = *re.findall(r"\|n ([+-]) (\d+)\|", r.text), r.i[-1]
    span = abs(int(p + a) - int(q + b))
    return span + 1 + 2 * ((bound - span) // 2)


def recursion(r: Read) -> int:
    a, b, p, sign, q, index = r.find(
        r"a_1 = (\d+)\$, \$a_2 = (\d+)\$ and \$a_\{k\+2\} = (\d*)a_\{k\+1\} ([+-]) (\d*)a_k.*a_(\d)\$\?"
    )
    step = sympy.Matrix([[int(p or 1), int(sign + (q or "1"))], [1, 0]])
    return (step ** (int(index) - 2) * sympy.Matrix([int(b), int(a)]))[0]


def sine_quadratic(r: Read) -> int:
    lead, name, b_sign, b, c = r.find(
        r"\$(\d*)\\(sin|cos)\^2 x(?: ([+-]) (\d*)\\(?:sin|cos) x)?(?: ([+-] \d+))? = 0"
    )
    a, b_, c_ = (
        int(lead or 1),
        int((b_sign or "+") + ((b or "1") if b_sign else "0")),
        int((c or "0").replace(" ", "")),
    )
    turn = {"sin": math.sin, "cos": math.cos}[name]
    return sum(
        d for d in range(360) if abs(a * turn(math.radians(d)) ** 2 + b_ * turn(math.radians(d)) + c_) < 1e-12
    )


def multiple_angles(r: Read) -> int:
    top, name, k, value = r.find(r"x < (\d+)\^\\circ\$ satisfy \$\\(sin|cos) (\d)x = ([^$]*)\$")
    target = float(sympy.sympify(plain(value)))
    turn = {"sin": math.sin, "cos": math.cos}[name]
    base = [d for d in range(360) if abs(turn(math.radians(d)) - target) < 1e-9]
    return sum(len(range(d, int(k) * int(top), 360)) for d in base)


def collatz(n: int) -> int:
    return 0 if n == 1 else 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)


def digits_in(n: int, base: int) -> list[int]:
    return [*digits_in(n // base, base), n % base] if n else []


def reversed_numeral(r: Read) -> int:
    p, q = r.i[0], r.i[1]
    return next(n for n in range(p * p, p**3) if digits_in(n, p) == digits_in(n, q)[::-1])


def column_addition(r: Read) -> str:
    """Digit by digit with a carry, as on paper."""
    a, base, b = (int(x) for x in r.find(r"(\d+)_\{(\d)\} \+ (\d+)_"))
    digits, carry = "", 0
    while a or b or carry:
        carry, digit = divmod(a % 10 + b % 10 + carry, base)
        digits, a, b = f"{digit}{digits}", a // 10, b // 10
    return digits


def right_triangle(r: Read) -> float:
    given, top, low, asked = r.find(
        r"\\(sin|cos|tan) \\alpha = \\frac\{(\d+)\}\{(\d+)\}.*is \$\\(sin|cos|tan) "
    )
    angle = {"sin": math.asin, "cos": math.acos, "tan": math.atan}[given](int(top) / int(low))
    return {"sin": math.sin, "cos": math.cos, "tan": math.tan}[asked](angle)


def gap_limit(r: Read) -> object:
    """The quotient of the derivatives (L'Hopital)."""
    at = int(r.find(r"to (-?\d+)\}")[0])
    top, low = re.findall(r"\{([^{}]*x\^2[^{}]*)\}", r.text)
    x = sympy.Symbol("x")
    above, below = (sympy.diff(sympy.sympify(plain(part)), x).subs(x, at) for part in (top, low))
    return above / below


def word_orders(word: str) -> int:
    return factorial(len(word)) // prod(map(factorial, Counter(word).values()))


def diamond(r: Read) -> Fraction:
    a, b, c = (int(x or 1) for x in r.find(r"\$(\d*)\|x.*? (\d*)\|y.*?le (\d+)"))
    return Fraction(2 * c * c, a * b)


def dice_game(r: Read) -> Fraction:
    chance = Fraction(1, 6) if "a 6" in r.text else Fraction(1, 3) if "greater" in r.text else Fraction(1, 2)
    return chance * r.i[0] - (1 - chance) * r.i[-1]


def starred(r: Read) -> int:
    p, q, a, b, c = r.i
    return p * p * a - p * q * b - q * c


def nim_move(r: Read) -> int:
    piles, nim_sum = r.i[:3], r.i[0] ^ r.i[1] ^ r.i[2]
    return next(p - (p ^ nim_sum) for p in piles if p ^ nim_sum < p)


def weekday(r: Read) -> str:
    days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    return days[(days.index(r.find(r"Today is (\w+)")[0]) + r.i[0]) % 7]


def two_socks(r: Read) -> Fraction:
    a, b = r.i
    same_colour = Fraction(comb(a, 2) + comb(b, 2), comb(a + b, 2))
    return same_colour if "same" in r.text else 1 - same_colour


def period_three(r: Read) -> object:
    a = sympy.sympify(plain(r.find(r"a_1 = ([^$]*)\$")[0]), rational=True)
    return (1 - 1 / a, a, 1 / (1 - a))[int(r.find(r"a_\{(\d+)\}\$\?")[0]) % 3]


def matrices(r: Read) -> str:
    a, b = (matrix_of(m) for m in re.findall(r"pmatrix\}(.*?)\\end", r.text))
    p, q = map(int, r.find(r"Compute \$(\d)A - (\d)B"))
    w = [p * u - q * v for u, v in zip(a, b, strict=True)]
    return f"\\begin{{pmatrix}} {w[0]} & {w[1]} \\\\ {w[2]} & {w[3]} \\end{{pmatrix}}"


def determinant(r: Read) -> Fraction:
    size, det = r.i[0], int(r.find(r"det A = (-?\d+)")[0])
    if "B" not in r.text:
        return Fraction(int(r.find(r"det\((-?\d+)A")[0]) ** size * det)
    other = int(r.find(r"det B = (-?\d+)")[0])
    return Fraction(det**2 * other) if "A^2B" in r.text else Fraction(other**3, det)


def known_power(r: Read) -> Fraction:
    base, value, _, m, sign, n = r.find(r"\$(\d)\^x = (\d+)\$.*?\$(\d)\^\{(\d)x ([+-]) (\d)\}")
    return Fraction(int(value)) ** int(m) * Fraction(int(base)) ** int(sign + n)


def progression(r: Read) -> int:
    a, b, c, z = (int(x) for x in r.find(r"sum \$(\d+) \+ (\d+) \+ (\d+) .*? \+ (\d+)\$"))
    assert b - a == c - b
    return (a + z) * ((z - a) // (b - a) + 1) // 2


def set_of(text: str) -> set[int]:
    return {int(x) for x in re.findall(r"\d+", text)}


def set_operation(r: Read) -> str:
    a, b = (set_of(m) for m in re.findall(r"= \\\{([^}]*)\\\}", r.text))
    kept = a - (a - b) if "cap" in r.text else (a ^ b) & (a if "$A \\setminus" in r.text else b)
    return "\\{" + ",".join(map(str, sorted(kept))) + "\\}"


def polynomial_value(r: Read) -> object:
    return r.polys()[0].eval(int(r.find(r"x = (-?\d+)\$\?")[0]))


def composed(r: Read) -> object:
    f, g = (p for p in r.polys() if p.as_expr() != sympy.Symbol("x"))
    return f.compose(g).eval(int(r.find(r"f\(g\((-?\d+)\)\)")[0]))


def coefficient(r: Read) -> object:
    left, right = r.polys()[-2:]
    power = int((*re.findall(r"coefficient of \$x\^(\d)", r.text), "1")[0])
    return (left * right).coeff_monomial(sympy.Symbol("x") ** power)


def vertex(r: Read) -> str:
    a, b, c = (int(v) for v in r.polys()[0].all_coeffs())
    return f"({sympy.Rational(-b, 2 * a)},{sympy.Rational(4 * a * c - b * b, 4 * a)})"


def through_points(r: Read) -> int:
    p, q, s = (int(x) for x in re.findall(r"P\(\d\) = (-?\d+)", r.text))
    at = int(r.find(r"is \$P\((\d+)\)\$\?")[0])
    return p + (at - 1) * (q - p) + comb(at - 1, 2) * (s - 2 * q + p)


def telescope(r: Read) -> Fraction:
    n = r.i
    return (Fraction(1, n[1]) - Fraction(1, n[-1])) / (n[2] - n[1])


def continuant(r: Read) -> Fraction:
    a, b, c, d = (int(x) for x in [*re.findall(r"(\d+) \+", r.text)[:3], r.i[-1]])
    value = Fraction(d)
    for part in (c, b, a):
        value = part + 1 / value
    return value


def spoonfuls(r: Read) -> int:
    total, p, q = r.i[:3]
    return len([b for b in range(1, total // q + 1) if (rest := total - q * b) >= p and rest % p == 0])


def factor_pairs(r: Read) -> int:
    a, b, total = (int(x or 1) for x in r.find(r"mn \+ (\d*)m \+ (\d*)n = (\d+)"))
    return sum(d > b and (total + a * b) // d > a for d in sympy.divisors(total + a * b))


def angle_gap(r: Read) -> Fraction:
    hour, minute = r.i[:2]
    gap = abs(30 * hour - Fraction(11, 2) * minute) % 360
    return min(gap, 360 - gap)


def slow(r: Read) -> Fraction:
    each, shown = r.i[:2]
    return Fraction(shown * 60, 60 + (each if "gains" in r.text else -each))


def third_side(r: Read) -> float:
    a, b, angle = r.i[:3]
    return abs(b - cmath.rect(a, math.radians(angle)))


def mean_with_counts(r: Read) -> Fraction:
    pairs = [(int(v), int(k)) for v, k in re.findall(r"(\d+) \((\d+) time", r.text)]
    return Fraction(sum(v * k for v, k in pairs), sum(k for _, k in pairs))


def data_value(r: Read) -> str:
    value = Fraction(mode(r.i)) if "mode" in r.text else Fraction(median(sorted(r.i)))
    return str(float(value)) if value.denominator > 1 else str(value)


def prime_sum(r: Read, kind: Callable[[int], bool]) -> int:
    return sum(d for d in sympy.divisors(r.i[0]) if kind(d))


def seats(r: Read) -> int:
    n = r.i[0]
    together = 2 * factorial(n - 2)
    return factorial(n - 1) - together if "do not" in r.text else together


def exactly_one(r: Read) -> int:
    last, p, q = r.i[1], r.i[2], r.i[3]
    return last // p + last // q - 2 * (last // lcm(p, q))


def wrong(r: Read) -> int:
    n, right = r.i[0], 0 if "none" in r.text else 1 if "one" in r.find(r"such that (.*)")[0] else 2
    return comb(n, right) * derangements(n - right)


def onto(r: Read) -> int:
    n, k = r.i[:2]
    return sum((-1) ** j * comb(k, j) * (k - j) ** n for j in range(k + 1))


def lattice_sum(r: Read) -> int:
    last = int(r.find(r"n=1\}\^\{(\d+)\}")[0])
    top, q = r.find(r"frac\{(\d*)n\}\{(\d+)\}")
    p, q_ = int(top or 1), int(q)
    return sum(last - -(-k * q_ // p) + 1 for k in range(1, p * last // q_ + 1))


def gap_digits(r: Read) -> int:
    a, b = r.i[1], r.i[3]
    low, base, extra = min(a, b), 2 if a > b else 5, abs(a - b)
    return low + math.floor(extra * math.log10(base)) + 1


def whole_parts(r: Read) -> int:
    p, q, t, _ = (int(x) for x in r.find(r"-\\frac\{(\d+)\}\{(\d+)\}.*frac\{(\d+)\}\{(\d+)\}"))
    return -(p // q) - 1 + t // q


def range_count(r: Read) -> int:
    low, a, sign, b, high = r.find(r"\$(-?\d+) < (\d+)x ([+-]) (\d+) \\le (-?\d+)\$")
    shift = int(sign + b)
    return math.floor(Fraction(int(high) - shift, int(a))) - math.floor(Fraction(int(low) - shift, int(a)))


def factorial_power(r: Read) -> int:
    base, n = r.i[0], r.i[1]
    return min(legendre(n, p) // e for p, e in sympy.factorint(base).items())


def erased(r: Read) -> Fraction:
    mean = Fraction(*r.i[1:3])
    n = next(
        n for n in range(math.ceil(2 * mean) - 2, math.floor(2 * mean) + 1) if (n - 1) % mean.denominator == 0
    )
    return Fraction(n * (n + 1), 2) - mean * (n - 1)


def tangents(r: Read) -> float:
    a, b, gap = r.i[:3]
    lean = (b - a) if "external" in r.text else (a + b)
    return gap * math.cos(math.asin(lean / gap))


def hidden_faces(r: Read) -> int:
    dims, kind = r.i[:3], r.text
    inner = [n - 2 for n in dims]
    if "no painted" in kind:
        return prod(inner)
    if "one painted" in kind:
        return 2 * sum(a * b for a, b in combinations(inner, 2))
    return 4 * sum(inner) if "two painted" in kind else 8


def ant(r: Read) -> float:
    a, b, c = sorted(r.i[:3])
    return math.hypot(a + b, c)


def exact_angles(r: Read) -> float:
    parts = re.findall(r"\\(sin|cos) (\d+)", r.text)
    return sum({"sin": math.sin, "cos": math.cos}[f](math.radians(int(d))) for f, d in parts)


def cosine(r: Read) -> float:
    u, v = r.s[:3], r.s[3:6]
    return sum(a * b for a, b in zip(u, v, strict=True)) / math.hypot(*u) / math.hypot(*v)


def round_to(r: Read) -> int:
    unit = {"ten": 10, "hundred": 100, "thousand": 1000}[r.find(r"nearest (\w+)\.")[0]]
    return (r.i[0] + unit // 2) // unit * unit


def run_sum(r: Read) -> Fraction:
    count = {"three": 3, "five": 5, "seven": 7}[r.find(r"sum of (\w+)")[0]]
    step = 1 if "consecutive integers" in r.text else 2
    return Fraction(r.i[0], count) + step * (count - 1) // 2


SECOND: dict[str, Callable[[Read], object]] = {
    "within_a_distance": near,
    "sum_of_distances": distances,
    "least_sum_of_distances": lambda r: sum(abs(x - sorted(r.i[:5])[2]) for x in r.i[:5]),
    "diamond_area": diamond,
    "sum_of_ages": lambda r: Fraction(r.i[0] + r.i[1], 2),
    "times_as_old_later": lambda r: Fraction(r.i[1] - r.i[2] * r.i[0], r.i[2] - 1),
    "ages_then_and_now": ages,
    "stock_changes": lambda r: r.i[0] - (r.i[2] - r.i[1]),
    "temperature_swing": lambda r: sum(x * y for x, y in zip(r.s, (1, -1, 1), strict=True)),
    "decimal_product": lambda r: r.n[0] * r.n[1],
    "rounding": round_to,
    "stacked_chairs": lambda r: -(-(r.i[2] - r.i[0] * r.i[1]) // r.i[1]),
    "digit_sum_of_difference": lambda r: 9 * (r.i[1] - 3) + sum(map(int, str(1000 - r.i[2]))),
    "mean_of_a_list": lambda r: Fraction(sum(r.i), len(r.i)),
    "needed_score": lambda r: r.i[3] * r.i[2] - r.i[0] * r.i[1],
    "two_groups": lambda r: Fraction(r.i[0] * r.i[1] + r.i[2] * r.i[3], r.i[0] + r.i[2]),
    "misread_value": lambda r: r.i[1] + Fraction(r.i[3] - r.i[2], r.i[0]),
    "removed_number": erased,
    "area_of_a_disc": lambda r: pi * (r.i[0] / (2 if "diameter" in r.text else 1)) ** 2,
    "radius_from_circumference": lambda r: (
        pi * (r.i[0] / 2) ** 2 if "area" in r.text else Fraction(r.i[0], 2)
    ),
    "sector_area": lambda r: pi * r.i[0] ** 2 * r.i[1] / 360,
    "chord_at_a_distance": lambda r: 2 * r.i[0] * math.sin(math.acos(r.i[1] / r.i[0])),
    "tangent_from_a_point": lambda r: sqrt((r.i[1] - r.i[0]) * (r.i[1] + r.i[0])),
    "crossing_chords": lambda r: r.i[2] + Fraction(r.i[0] * r.i[1], r.i[2]),
    "ring_from_a_chord": lambda r: pi * (r.i[0] / 2) ** 2,
    "common_tangent": tangents,
    "delayed_journey": lambda r: r.i[0] * 60 + r.i[1] + r.i[2],
    "angle_of_the_hands": angle_gap,
    "slow_clock": slow,
    "times_on_a_display": display_times,
    "complex_modulus": lambda r: abs(sum(complexes(r.text))),
    "power_of_the_unit": lambda r: gaussian(
        complex(r.find(r"\(([^)]*)\)")[0].replace(" ", "").replace("i", "j"))
        ** int(r.find(r"\^\{(\d+)\}")[0])
    ),
    "slope_of_a_line": lambda r: Fraction(r.s[3] - r.s[1], r.s[2] - r.s[0]),
    "distance_of_points": lambda r: math.dist(r.s[:2], r.s[2:4]),
    "outfits": lambda r: prod(r.i),
    "handshakes": lambda r: r.i[0] * (r.i[0] - 1) // 2,
    "letter_arrangements": lambda r: word_orders(r.find(r"word (\w+)\?")[0]),
    "committees": lambda r: comb(r.i[0], r.i[2]) * comb(r.i[1], r.i[3]),
    "triangles_on_two_lines": lambda r: comb(sum(r.i), 3) - comb(r.i[0], 3) - comb(r.i[1], 3),
    "numbers_with_distinct_digits": lambda r: distinct_digits(
        r.i[0], r.i[1], r.find(r"are (even|odd|divisible by 5)")[0]
    ),
    "no_two_neighbours": lambda r: comb(r.i[0] - r.i[1] + 1, r.i[1]),
    "digits_in_order": lambda r: ordered_digits(r.i[0], r.i[1], r.find(r"strictly (\w+)")[0]),
    "round_table": seats,
    "routes_on_a_cube": walks,
    "determinant_rules": determinant,
    "spending_exactly": spoonfuls,
    "largest_unmakeable": lambda r: r.i[0] * r.i[1] - r.i[0] - r.i[1],
    "factoring_trick": factor_pairs,
    "difference_of_squares": lambda r: sum(
        d * d < r.i[-1] and (d + r.i[-1] // d) % 2 == 0 for d in sympy.divisors(r.i[-1])
    ),
    "is_it_divisible": lambda r: is_divisible(*r.i),
    "missing_digit": lambda r: missing_digit(r.find(r"number \$(\w+)\$")[0], r.i[-1]),
    "multiples_in_a_range": lambda r: r.i[2] // r.i[0] - (r.i[1] - 1) // r.i[0],
    "leftover_sweets": lambda r: next(
        x
        for x in range(r.i[3] + r.i[2] * -(-(r.i[0] - r.i[3]) // r.i[2]), r.i[1] + 1, r.i[2])
        if (x - r.i[5]) % r.i[4] == 0
    ),
    "trailing_zeros": lambda r: legendre(r.i[0], 5),
    "power_in_a_factorial": factorial_power,
    "raffle_ticket": lambda r: Fraction(r.i[1] + r.i[2] * r.i[3], r.i[0]),
    "dice_game": dice_game,
    "largest_of_several": largest_dice,
    "random_order": random_order,
    "quotient_of_powers": lambda r: r.i[0] ** (r.i[1] + r.i[3] - r.i[5]),
    "powers_and_signs": lambda r: (
        (r.i[0] if r.i[1] % 2 == 0 else -r.i[0]) * r.i[0] ** (r.i[1] - 1) - r.i[2] ** r.i[3]
    ),
    "fractional_power": lambda r: float(r.s[0]) ** (r.s[1] / r.s[2]),
    "known_power": known_power,
    "whole_part_values": whole_parts,
    "sum_of_floored_multiples": lattice_sum,
    "values_taken": values_taken,
    "sum_of_two_fractions": lambda r: Fraction(r.i[0] * r.i[3] + r.i[1] * r.i[2], r.i[1] * r.i[3]),
    "part_of_a_crate": lambda r: r.i[0] * Fraction(r.i[2] - r.i[1], r.i[2]),
    "part_of_the_rest": lambda r: Fraction(r.i[1] - r.i[0], r.i[1]) * Fraction(r.i[3] - r.i[2], r.i[3]),
    "continued_fraction": continuant,
    "numerators_between": lambda r: (
        math.ceil(Fraction(r.i[3], r.i[4]) * r.i[2]) - math.floor(Fraction(r.i[0], r.i[1]) * r.i[2]) - 1
    ),
    "telescoping_sum": telescope,
    "composed_value": composed,
    "new_operation": starred,
    "domain_of_roots": domain,
    "losing_piles": lambda r: mex_losing(
        [int(x) for x in re.findall(r"\d+", r.find(r"removes (.*?) stones")[0])], r.i[-1]
    ),
    "three_piles": nim_move,
    "tournament_matches": lambda r: (
        r.i[0] - 1 if "knockout" in r.text else comb(r.i[0], 2) * (2 if "twice" in r.text else 1)
    ),
    "greatest_common_divisor": lambda r: gcd(*r.i),
    "lamps_flash_together": lambda r: lcm(*r.i),
    "equal_bouquets": lambda r: gcd(*r.i),
    "smallest_with_remainder": lambda r: r.i[1] + lcm(*r.i[2:5]),
    "pairs_with_given_lcm": lambda r: prod(2 * e + 1 for e in sympy.factorint(r.i[-1]).values()),
    "two_clubs": lambda r: r.i[0] - r.i[1] - r.i[2] + r.i[3],
    "divisible_by_exactly_one": exactly_one,
    "wrong_envelopes": wrong,
    "everyone_gets_something": onto,
    "rides_on_a_budget": lambda r: (r.i[2] - r.i[0]) // r.i[1],
    "integers_in_a_range": range_count,
    "limit_with_a_sine": lambda r: Fraction(
        *(int(x or 1) for x in r.find(r"frac\{\\sin (\d*)x\}\{(?:\\sin )?(\d*)x\}"))
    ),
    "taxi_fare": lambda r: Fraction(r.i[2] - r.i[0], r.i[1]),
    "consecutive_numbers": run_sum,
    "digits_of_a_product": gap_digits,
    "liars_counting_each_other": lambda r: r.i[0] - 1 if "Exactly" in r.text else Fraction(r.i[0], 2),
    "who_tells_the_truth": lambda r: f"\\text{{{truth_teller(r.text)}}}",
    "matrix_combination": matrices,
    "adding_water": lambda r: Fraction(r.i[0] * r.i[1], r.i[2]) - r.i[0],
    "two_acids": lambda r: r.i[2] * Fraction(r.i[3] - r.i[0], r.i[1] - r.i[0]),
    "repeated_replacement": lambda r: Fraction(r.i[0] - r.i[1], r.i[0]) ** r.i[2],
    "remainder_of_division": lambda r: r.i[0] % r.i[1],
    "day_of_the_week": weekday,
    "units_digit": lambda r: pow(r.i[0] % 10, (r.i[1] - 1) % 4 + 1) % 10,
    "power_remainder": lambda r: pow(r.i[0], r.i[1], r.i[2]),
    "modular_inverse": lambda r: pow(r.i[2], -1, r.i[1]) * r.i[3] % r.i[1],
    "square_roots_modulo": lambda r: roots_modulo(r.i[3], r.i[1]),
    "change_from_a_note": lambda r: r.n[2] - r.n[0] * r.n[1],
    "simple_interest": lambda r: r.i[0] + Fraction(r.i[0] * r.i[1] * r.i[2], 100),
    "cheaper_pack": lambda r: "yes" if r.n[3] * r.n[0] < r.n[1] * r.n[2] else "no",
    "compound_interest": lambda r: r.i[0] * Fraction(100 + r.i[1], 100) ** r.i[2],
    "steady_journey": lambda r: r.i[0] * r.i[1],
    "meeting_cyclists": lambda r: Fraction(r.i[0], r.i[1] + r.i[2]),
    "round_trip_average": lambda r: 2 / (Fraction(1, r.i[0]) + Fraction(1, r.i[1])),
    "train_over_bridge": lambda r: Fraction(r.i[0] + r.i[1], r.i[2]),
    "into_base_ten": lambda r: int(str(r.i[0]), r.i[1]),
    "percent_of_a_group": lambda r: Fraction(r.i[0] * r.i[1], 100),
    "percent_increase": lambda r: (Fraction(r.i[1], r.i[0]) - 1) * 100,
    "two_changes": lambda r: 100 * (1 + Fraction(r.i[0], 100)) * (1 - Fraction(r.i[1], 100)),
    "rectangle_measures": lambda r: 2 * sum(r.i[:2]) if "fence" in r.text else r.i[0] * r.i[1],
    "trapezoid_area": lambda r: Fraction(r.i[0] + r.i[1], 2) * r.i[2],
    "interior_angle": lambda r: 180 - Fraction(360, r.i[0]),
    "notched_rectangle": lambda r: r.i[0] * r.i[1] - r.i[2] * r.i[3],
    "sides_from_diagonals": lambda r: (
        Fraction(3 + isqrt(9 + 8 * r.i[0]), 2) if "exactly" in r.text else comb(r.i[0], 2) - r.i[0]
    ),
    "rhombus": lambda r: math.hypot(r.i[0] / 2, r.i[1] / 2) * (4 if "perimeter" in r.text else 1),
    "crossing_diagonals": lambda r: comb(r.i[0], 4),
    "corner_squares": lambda r: Fraction((r.i[0] - r.i[1]) ** 2 + r.i[1] ** 2, r.i[0] ** 2),
    "value_of_a_polynomial": polynomial_value,
    "coefficient_in_a_product": coefficient,
    "quadratic_through_points": through_points,
    "next_prime": lambda r: sympy.nextprime(r.i[0]),
    "largest_prime_factor": lambda r: max(sympy.factorint(r.i[0])),
    "primes_in_a_range": lambda r: sum(sympy.primerange(r.i[0], r.i[1] + 1)),
    "number_of_divisors": lambda r: prod(e + 1 for e in sympy.factorint(r.i[0]).values()),
    "least_multiplier_to_square": lambda r: prod(p for p, e in sympy.factorint(r.i[0]).items() if e % 2),
    "sum_of_even_divisors": lambda r: prime_sum(r, lambda d: d % 2 == ("odd" in r.text)),
    "square_divisors": lambda r: prod(e // 2 + 1 for e in r.i[1::2]),
    "least_number_with_divisors": lambda r: least_with_divisors(r.i[0], odd="odd" in r.text),
    "one_marble": lambda r: Fraction(int(r.find("(\\d+) " + r.find("it is (\\w+)")[0])[0]), sum(r.i)),
    "two_dice": two_dice,
    "numbered_ticket": lambda r: Fraction(
        r.i[0] // r.i[3] + r.i[0] // r.i[4] - r.i[0] // lcm(r.i[3], r.i[4]), r.i[0]
    ),
    "two_draws": two_socks,
    "at_least_one": lambda r: 1 - Fraction((5 if "a 6" in r.text else r.i[1] - 1), 6) ** r.i[0],
    "number_of_heads": lambda r: Fraction(
        comb(*r.i) if "exactly" in r.text else sum(comb(r.i[0], k) for k in range(r.i[1], r.i[0] + 1)),
        2 ** r.i[0],
    ),
    "given_the_sum": given_sum,
    "which_urn": bayes,
    "rolls_in_order": rolls,
    "recipe": lambda r: Fraction(r.i[1], r.i[0]) * r.i[2],
    "days_of_feed": lambda r: Fraction(r.i[0] * r.i[1], r.i[2]),
    "inverse_square": lambda r: r.i[0] * Fraction(r.i[1], r.i[2]) ** 2,
    "vertex": vertex,
    "double_root_parameter": lambda r: 2 * isqrt(int(r.find(r"equation \$(\d*)x")[0] or 1) * r.i[-2]),
    "sum_of_like_roots": lambda r: (sqrt(r.i[0]) + sqrt(r.i[1]) - sqrt(r.i[2])) ** 2,
    "map_scale": lambda r: Fraction(r.i[1] * r.i[2], 100_000),
    "chained_ratio": lambda r: Fraction(r.i[0] * r.i[2], r.i[1] * r.i[3]),
    "strings_without_a_block": lambda r: strings_avoiding(r.i[0], r.find(r"block (\d+)")[0]),
    "next_arithmetic_term": lambda r: 2 * r.s[3] - r.s[1],
    "distant_term": lambda r: r.i[0] + (r.i[2] - 1) * (r.i[1] - r.i[0]),
    "sum_of_arithmetic_series": progression,
    "recursive_sequence": recursion,
    "periodic_sequence": period_three,
    "sum_of_two_progressions": common_terms,
    "set_operation": set_operation,
    "divisors_as_a_set": lambda r: "\\{" + ",".join(map(str, sympy.divisors(r.i[0]))) + "\\}",
    "subsets_of_given_size": lambda r: (
        comb(r.i[2] - 1, r.i[3]) if "not" in r.text else comb(r.i[2] - 1, r.i[3] - 1)
    ),
    "subsets_with_a_condition": subsets_with,
    "pairs_of_subsets": lambda r: r.i[2] * 3 ** (r.i[2] - 1) if "exactly one" in r.text else 3 ** r.i[2],
    "box_volume": lambda r: prod(r.i),
    "cylinder": lambda r: (
        pi * (r.i[0] ** 2 * r.i[1] if "volume" in r.text else 2 * r.i[0] * (r.i[0] + r.i[1]))
    ),
    "cone_from_slant": lambda r: pi * r.i[0] ** 2 * sqrt(r.i[1] ** 2 - r.i[0] ** 2) / 3,
    "box_diagonal": lambda r: math.hypot(*r.i[:3]),
    "painted_cube": hidden_faces,
    "melted_balls": lambda r: Fraction(r.i[0], r.i[1]) ** 3,
    "plane_and_axes": lambda r: Fraction(
        r.i[-1] ** 3, 6 * prod(int(x or 1) for x in r.find(r"\$(\d*)x \+ (\d*)y \+ (\d*)z"))
    ),
    "ant_on_a_box": ant,
    "sphere_around_a_box": lambda r: pi * sum(x * x for x in r.i[:3]),
    "median_of_a_list": lambda r: median(r.i),
    "range_of_a_list": lambda r: max(r.i) - min(r.i),
    "frequency_table": mean_with_counts,
    "most_frequent_value": data_value,
    "shifted_data": lambda r: (
        r.i[0] * r.i[2] + r.i[3] if "the mean of the new" in r.text else r.i[1] * r.i[2]
    ),
    "median_equals_mean": medians,
    "heads_and_legs": lambda r: Fraction(r.i[1] - 2 * r.i[0], 2),
    "pairwise_sums": lambda r: max(Fraction(sum(r.i), 2) - x for x in r.i),
    "third_angle": lambda r: 180 - sum(r.i),
    "ladder": lambda r: sqrt((r.i[0] - r.i[1]) * (r.i[0] + r.i[1])),
    "shadow": lambda r: Fraction(r.i[0] * r.i[2], r.i[1]),
    "isosceles_angles": lambda r: Fraction(180 - r.i[0], 2) if "between" in r.text else 180 - 2 * r.i[0],
    "height_on_the_hypotenuse": lambda r: r.i[0] * r.i[1] / math.hypot(*r.i),
    "third_side": third_side,
    "exact_value": exact_angles,
    "height_from_an_angle": lambda r: r.i[0] * math.tan(math.radians(r.i[1])),
    "angles_between": multiple_angles,
    "solve_quadratic_in_sine": sine_quadratic,
    "length_in_other_units": lambda r: (
        r.n[0] * {"centimetres": 100, "metres": 1000, "inches": 12}[r.find(r"many (\w+)")[0]]
    ),
    "length_of_a_film": lambda r: r.i[2] * 60 + r.i[3] - r.i[0] * 60 - r.i[1],
    "speed_in_other_units": lambda r: (
        r.n[0] * Fraction(18, 5) if "metres per second. W" in r.text else r.n[0] * Fraction(5, 18)
    ),
    "pouring_glasses": lambda r: r.n[0] * 1000 // r.n[1],
    "tiles_on_a_floor": lambda r: (r.n[0] * 100 / r.n[2]) * (r.n[1] * 100 / r.n[2]),
    "cosine_of_an_angle": cosine,
    "order_of_operations": lambda r: r.i[0] + Fraction(r.i[1] * r.i[2] - r.i[1] * r.i[3], r.i[4]),
    "sale_price": lambda r: r.n[0] * (1 - r.n[1] / 100),
    "share_in_ratio": lambda r: r.i[0] - Fraction(r.i[0] * r.i[1], r.i[1] + r.i[2]),
    "printers": lambda r: Fraction(r.i[4], r.i[3]) / Fraction(r.i[1], r.i[0] * r.i[2]),
    "sharing_leftovers": lambda r: r.i[0] * Fraction(r.i[1] + r.i[3], r.i[2] - r.i[0]) + r.i[1],
    "ratio_in_a_right_triangle": right_triangle,
    "two_orders": lambda r: (r.n[2] * r.n[4] - r.n[1] * r.n[5]) / (r.n[0] * r.n[4] - r.n[1] * r.n[3]),
    "drying_fruit": lambda r: r.n[2] * (100 - r.n[0]) / (100 - r.n[1]),
    "removable_gap": gap_limit,
    "first_move_to_win": lambda r: r.i[0] % (r.i[2] + 1),
    "halve_or_triple": lambda r: collatz(r.i[-2]),
    "sum_in_a_base": column_addition,
    "reversed_digits": reversed_numeral,
}


def drawn(name: str) -> list[tuple[str, str]]:
    """The rows of the bank, then further draws."""
    family = FAMILIES[name]
    more = (family.at(family.level).draw(seeds.rng(1, "second derivation", name, k)) for k in range(DRAWS))
    return builder.variants_of(family, VARIANTS, 0) + [(prompt, tex(a)) for prompt, a in more]


@pytest.mark.parametrize("name", SECOND)
def test_a_second_derivation_agrees(name: str) -> None:
    for prompt, answer in drawn(name):
        second = SECOND[name](Read(text=prompt))

        assert same(answer, second), f"{prompt} -> {answer}, but {second}"


def test_every_family_is_derived_twice() -> None:
    """Here, or by an assertion of its own on every draw."""
    sources = {name: inspect.getsource(family.draw) for name, family in FAMILIES.items()}

    once = [name for name, source in sources.items() if name not in SECOND and "assert " not in source]

    assert once == []
