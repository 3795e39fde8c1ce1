r"""Grades drawn pairs of equal and unequal answers, of every kind that the symbolic verifier reads.

    python -m benchmarks.checks.math_pairs [--pairs 100000] [--seed 0] [--show 10]

A pair is made from a value by rules that keep it or break it, in plain Python: no code of the verifier is used. It
prints for every kind how many unequal pairs were accepted, and how many equal ones came out unverified or incorrect.
Exit 1 where an unequal pair was accepted or an equal one called incorrect.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isqrt
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.verifiers.symbolic import verify

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bare answers and whether they are one."""

    kind: str
    gold: str
    pred: str
    equal: bool


Draw = tuple[str, str, bool]
ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()


def wrong(rng: random.Random) -> bool:
    return rng.random() < 0.5


def nonzero(rng: random.Random, most: int = 9) -> int:
    return rng.choice([-1, 1]) * rng.randint(1, most)


def signed(value: int) -> str:
    """A term with its sign: +3 or -3."""
    return f"+{value}" if value >= 0 else str(value)


def tex(value: Fraction) -> str:
    if value.denominator == 1:
        return str(value.numerator)
    sign = "-" if value < 0 else ""
    return f"{sign}\\frac{{{abs(value.numerator)}}}{{{value.denominator}}}"


def polynomial(coefficients: list[int], name: str = "x") -> str:
    """Highest power first."""
    top = len(coefficients) - 1
    terms = []
    for at, value in enumerate(coefficients):
        power = top - at
        if value:
            name_part = "" if power == 0 else name if power == 1 else f"{name}^{{{power}}}"
            number = "" if abs(value) == 1 and power else str(abs(value))
            terms.append(("-" if value < 0 else "+") + number + name_part)
    return "".join(terms).removeprefix("+") or "0"


def spelled(value: int) -> str:
    if value < len(ONES):
        return ONES[value]
    if value < 100:
        rest = value % 10
        return TENS[value // 10] + (f"-{ONES[rest]}" if rest else "")
    rest = value % 100
    return f"{ONES[value // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")


def integers(rng: random.Random) -> Draw:
    value = rng.randint(2, 99_999_999 if rng.random() < 0.5 else 999)
    shown = value + rng.choice([1, -1, 10]) if (bad := wrong(rng)) else value
    ways = [str(shown), f"{shown:,}", f"{shown:,}".replace(",", "{,}"), f"{shown}.0", f"+{shown}", f"x = {shown}",
            f"\\text{{{shown}}}", f"({shown})", f"{shown}\\text{{ apples}}", f"\\text{{The answer is }} {shown}"]  # fmt: skip
    if shown < 1000:
        ways.append(f"\\text{{{spelled(shown)}}}")
    return str(value), rng.choice(ways), not bad


def scaled(rng: random.Random) -> Draw:
    head, (word, size) = rng.randint(2, 99), rng.choice([("thousand", 3), ("million", 6), ("billion", 9)])
    bad = wrong(rng)
    return (str(head) if bad else str(head * 10**size)), f"{head} \\text{{ {word}}}", not bad


def fractions(rng: random.Random) -> Draw:
    value = Fraction(nonzero(rng, 40), rng.randint(2, 40))
    shown = value + Fraction(nonzero(rng, 3), value.denominator) if (bad := wrong(rng)) else value
    factor = rng.randint(2, 9)
    ways = [tex(shown), f"{shown.numerator}/{shown.denominator}", f"\\frac{{{shown.numerator * factor}}}{{{shown.denominator * factor}}}",
            f"\\dfrac{{{-shown.numerator}}}{{{-shown.denominator}}}"]  # fmt: skip
    if abs(shown) > 1 and shown.denominator > 1:
        whole, rest = divmod(abs(shown), 1)
        ways.append(f"{'-' if shown < 0 else ''}{whole}\\frac{{{rest.numerator}}}{{{rest.denominator}}}")
    return tex(value), rng.choice(ways), not bad


def decimals(rng: random.Random) -> Draw:
    places = rng.randint(1, 5)
    value = Fraction(nonzero(rng, 10**6), 10**places)
    shown = (
        value + Fraction(nonzero(rng), 10 ** (places + rng.randint(0, 12))) if (bad := wrong(rng)) else value
    )
    digits = exact_decimal(shown)
    return (
        tex(value),
        rng.choice([digits, digits + "0" if "." in digits else digits + ".0", tex(shown)]),
        not bad,
    )


def exact_decimal(value: Fraction) -> str:
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(int(value * 10**places))).rjust(places + 1, "0")
    body = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return ("-" if value < 0 else "") + body


def repeating(rng: random.Random) -> Draw:
    period, shift = rng.randint(1, 98), rng.randint(0, 9)
    value = Fraction(period, 99) + shift
    shown = period % 98 + 1 if (bad := wrong(rng)) else period
    return tex(value), f"{shift}.\\overline{{{shown:02d}}}", not bad


def percents(rng: random.Random) -> Draw:
    part = rng.randint(2, 99)
    bad = wrong(rng)
    shown = Fraction(part + bad, 100)
    return (
        f"{part}\\%",
        rng.choice([tex(shown), exact_decimal(shown), f"{part + bad} \\text{{ percent}}"]),
        not bad,
    )


def surds(rng: random.Random) -> Draw:
    factor, inside = rng.randint(2, 9), rng.choice([2, 3, 5, 6, 7, 10, 11])
    bad = wrong(rng)
    under = factor * factor * inside + (rng.choice([-1, 1]) if bad else 0)
    ways = [f"\\sqrt{{{under}}}", f"\\frac{{{under}}}{{\\sqrt{{{under}}}}}"]
    if not bad:
        ways.append(f"\\frac{{{factor * inside}}}{{\\sqrt{{{inside}}}}}")
    return f"{factor}\\sqrt{{{inside}}}", rng.choice(ways), not bad


def conjugates(rng: random.Random) -> Draw:
    a, b = rng.randint(2, 9), rng.choice([2, 3, 5, 7])
    if a * a == b:
        a += 1
    bad = wrong(rng)
    return (
        f"\\frac{{1}}{{{a}-\\sqrt{{{b}}}}}",
        f"\\frac{{{a}{'-' if bad else '+'}\\sqrt{{{b}}}}}{{{a * a - b}}}",
        not bad,
    )


def products(rng: random.Random) -> Draw:
    a, b, name = nonzero(rng), nonzero(rng), rng.choice("xytn")
    bad = wrong(rng)
    middle = a + b + (nonzero(rng, 2) if bad else 0)
    return f"({name}{signed(a)})({name}{signed(b)})", polynomial([1, middle, a * b], name), not bad


def powers(rng: random.Random) -> Draw:
    a, times = nonzero(rng, 5), rng.randint(2, 4)
    row = [1]
    for _ in range(times):
        row = [x + a * y for x, y in zip([*row, 0], [0, *row], strict=True)]
    if bad := wrong(rng):
        row[rng.randrange(len(row))] += nonzero(rng, 2)
    return f"(x{signed(a)})^{{{times}}}", polynomial(row), not bad


def quotients(rng: random.Random) -> Draw:
    a, b = rng.sample(range(1, 10), 2)
    bad = wrong(rng)
    top = b - a + (1 if bad else 0)
    return f"\\frac{{1}}{{x+{a}}}-\\frac{{1}}{{x+{b}}}", f"\\frac{{{top}}}{{(x+{a})(x+{b})}}", not bad


def exponentials(rng: random.Random) -> Draw:
    a, b = rng.randint(2, 6), rng.randint(2, 6)
    right = [
        (f"e^{{{a}x}}e^{{{b}x}}", f"e^{{{a + b}x}}"),
        (f"{a}^{{2x}}", f"{a * a}^{{x}}"),
        (f"e^{{-{a}x}}", f"\\frac{{1}}{{e^{{{a}x}}}}"),
    ]
    false = [(f"e^{{{a}x}}", f"e^{{{a}|x|}}"), (f"{a}^{{x}}", f"{a}^{{\\lfloor x\\rfloor}}"), (f"e^{{{a}x}}+e^{{{b}x}}", f"e^{{{a + b}x}}"),
             (f"{a}^x", f"x^{a}"), (str(a), f"{a}e^{{2\\pi i x}}")]  # fmt: skip
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def logarithms(rng: random.Random) -> Draw:
    a, b = rng.randint(2, 9), rng.randint(2, 9)
    right = [
        (f"\\ln {a * b}", f"\\ln {a}+\\ln {b}"),
        (f"\\log_{{{a}}} {a**3}", "3"),
        (f"\\frac{{\\ln {b}}}{{\\ln {a}}}", f"\\log_{{{a}}}{b}"),
    ]
    false = [
        (f"\\ln {a + b + 1}", f"\\ln {a}+\\ln {b + 1}"),
        (f"\\log_{{{a}}} {a**3}", "4"),
        (f"\\ln {a}", f"\\log_{{10}} {a}"),
    ]
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def trigonometry(rng: random.Random) -> Draw:
    a = rng.randint(1, 5)
    right = [(f"\\sin {2 * a}x", f"2\\sin {a}x\\cos {a}x"), (f"\\cos {2 * a}x", f"1-2\\sin^2 {a}x"), ("1", f"\\sin^2 {a}x+\\cos^2 {a}x"),
             (f"\\tan {a}x", f"\\frac{{\\sin {a}x}}{{\\cos {a}x}}"), ("\\sin 30^\\circ", "\\frac12"), ("\\frac{\\pi}{6}", "30^\\circ")]  # fmt: skip
    false = [(f"\\sin {2 * a}x", f"2\\sin {a}x"), (f"\\cos {2 * a}x", f"1-\\sin^2 {a}x"), ("x", "\\arcsin(\\sin x)"),
             (f"\\sin^{{-1}} {a}x", f"\\frac{{1}}{{\\sin {a}x}}"), ("\\frac{\\pi}{6}", "60^\\circ")]  # fmt: skip
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def absolutes(rng: random.Random) -> Draw:
    a = rng.randint(1, 10 ** rng.randint(1, 6))
    right = [
        (f"|x-{a}|", f"|{a}-x|"),
        (f"|x-{a}|", f"\\sqrt{{(x-{a})^2}}"),
        (f"\\max(x,{a})", f"\\frac{{x+{a}+|x-{a}|}}{{2}}"),
    ]
    false = [(f"x-{a}", f"|x-{a}|"), (f"x+{a}", f"\\sqrt{{(x+{a})^2}}"), (str(a), f"\\max({a},x)"), (f"{a}", f"\\frac{{{a}|x-{a}|}}{{x-{a}}}"),
             ("x", f"\\min(x,{a})")]  # fmt: skip
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def rounding(rng: random.Random) -> Draw:
    a, k = rng.randint(2, 9), rng.randint(2, 7)
    right = [(f"\\lfloor x\\rfloor+{a}", f"\\lfloor x+{a}\\rfloor"), ("\\lceil x\\rceil", "-\\lfloor -x\\rfloor"),
             ("\\lfloor\\frac{n^2}{4}\\rfloor", "\\lfloor\\frac n2\\rfloor\\lceil\\frac n2\\rceil"), (f"\\lceil\\frac{{n}}{{{k}}}\\rceil", f"\\lfloor\\frac{{n+{k - 1}}}{{{k}}}\\rfloor")]  # fmt: skip
    false = [("x", "\\lfloor x\\rfloor"), (f"\\lfloor\\frac{{n}}{{{k}}}\\rfloor", f"\\lfloor\\frac{{n}}{{{100 * k}}}\\rfloor"),
             ("n", f"n\\bmod {1000 * k}"), ("\\lfloor\\sqrt{n}\\rfloor", "\\lfloor\\frac n2\\rfloor"), (f"\\lfloor\\frac{{n}}{{{k}}}\\rfloor", f"\\frac{{n}}{{{k}}}")]  # fmt: skip
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def tiny(rng: random.Random) -> Draw:
    a, size = rng.randint(1, 99), rng.randint(30, 900)
    return (
        str(a),
        rng.choice(
            [
                f"{a}+10^{{-{size}}}",
                f"{a}+e^{{-{size}}}",
                f"{a}\\cos(10^{{-{size}}})",
                f"\\sqrt{{{a * a}+10^{{-{size}}}}}",
            ]
        ),
        False,
    )


def undefined(rng: random.Random) -> Draw:
    a = rng.randint(0, 99)
    return (
        str(a),
        rng.choice(
            [
                f"{a}+\\frac{{0}}{{0}}",
                "\\infty-\\infty",
                "0\\cdot\\infty",
                f"{a}\\cdot 0^0",
                "\\frac{1}{0}",
                f"\\frac{{{a}}}{{x-x}}",
                "\\ln 0",
            ]
        ),
        False,
    )


def complex_numbers(rng: random.Random) -> Draw:
    a, b, c, d = (nonzero(rng, 6) for _ in range(4))
    bad = wrong(rng)
    real, imag = a * c - b * d, a * d + b * c + (nonzero(rng, 2) if bad else 0)
    return f"({a}{signed(b)}i)({c}{signed(d)}i)", f"{real}{signed(imag)}i", not bad


def conjugate(rng: random.Random) -> Draw:
    right = [
        ("|z|^2", "z\\overline{z}"),
        ("\\operatorname{Re}(z)", "\\frac{z+\\overline{z}}{2}"),
        ("2\\operatorname{cis}60^\\circ", "1+i\\sqrt3"),
        ("-1", "e^{i\\pi}"),
    ]
    false = [
        ("|z|^2", "z^2"),
        ("\\operatorname{Re}(z)", "z"),
        ("\\overline{z}", "z"),
        ("\\operatorname{Im}(z)", "0"),
        ("2\\operatorname{cis}60^\\circ", "1-i\\sqrt3"),
    ]
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def intervals(rng: random.Random) -> Draw:
    low = rng.randint(-20, 20)
    high = low + rng.randint(1, 20)
    bad = wrong(rng)
    shown = high + bad
    ways = [
        f"{low}<x\\le {shown}",
        f"x\\in({low},{shown}]",
        f"\\{{x : {low}<x\\le {shown}\\}}",
        f"x>{low} \\text{{ and }} x\\le {shown}",
        f"({low},{shown}]",
    ]
    if bad:
        ways += [f"[{low},{high}]", f"({low},{high})", f"\\{{x\\in\\mathbb{{Z}} : {low}<x\\le {high}\\}}"]
    return f"({low},{high}]", rng.choice(ways), not bad


def unions(rng: random.Random) -> Draw:
    low = rng.randint(-9, 0)
    high = low + rng.randint(2, 9)
    bad = wrong(rng)
    quadratic = polynomial([1, -(low + high), low * high])
    ways = [
        f"x<{low} \\text{{ or }} x>{high}",
        f"x<{low}, x>{high}",
        f"2x<{2 * low} \\text{{ or }} x>{high}",
        f"{quadratic}>0",
    ]
    false = [f"{low}<x<{high}", f"x\\le {low} \\text{{ or }} x>{high}", f"{quadratic}\\ge 0"]
    return f"(-\\infty,{low})\\cup({high},\\infty)", rng.choice(false if bad else ways), not bad


def integer_sets(rng: random.Random) -> Draw:
    low, count = rng.randint(-9, 9), rng.randint(2, 6)
    bad = wrong(rng)
    members = list(range(low + 1, low + count + bad))
    return (
        f"\\{{x\\in\\mathbb{{Z}} : {low}<x<{low + count}\\}}",
        "\\{" + ", ".join(map(str, members)) + "\\}",
        not bad,
    )


def sets(rng: random.Random) -> Draw:
    members = rng.sample(range(-20, 20), rng.randint(2, 5))
    other = rng.sample(members, len(members))
    bad = wrong(rng)
    if bad:
        other[0] += 41
    ways = [
        ", ".join(map(str, other)),
        "\\{" + ", ".join(map(str, other)) + "\\}",
        " \\text{ or } ".join(f"x={m}" for m in other),
    ]
    if bad:
        ways.append("\\{" + ", ".join(f"\\{{{m}\\}}" for m in members) + "\\}")
    return "\\{" + ", ".join(map(str, members)) + "\\}", rng.choice(ways), not bad


def tuples(rng: random.Random) -> Draw:
    row = rng.sample(range(-20, 20), rng.randint(2, 4))
    other = row[1:] + row[:1] if (bad := wrong(rng)) else row
    names = "xyzw"[: len(row)]
    ways = [
        "(" + ", ".join(map(str, other)) + ")",
        f"({','.join(names)}) = ({','.join(map(str, other))})",
        "\\langle " + ", ".join(map(str, other)) + "\\rangle",
    ]
    if len(row) == 3:
        ways.append(f"{other[0]}\\mathbf{{i}}{signed(other[1])}\\mathbf{{j}}{signed(other[2])}\\mathbf{{k}}")
    return "(" + ", ".join(map(str, row)) + ")", rng.choice(ways), not bad


def plus_minus(rng: random.Random) -> Draw:
    a, b = rng.randint(2, 9), rng.randint(1, 9)
    bad = wrong(rng)
    ways = [
        (f"{b}\\pm {a}", f"{b + a}, {b - a}"),
        (f"(\\pm {a}, {b})", f"({a},{b}),(-{a},{b})"),
        (f"\\pm\\sqrt{{{a}}}", f"-\\sqrt{{{a}}},\\sqrt{{{a}}}"),
    ]
    false = [(f"{b}\\pm {a}", f"{b + a}"), (f"(\\pm {a}, {b})", f"({a},{b})"), (f"\\pm {a}", f"{a}")]
    return (*rng.choice(false if bad else ways), not bad)


def families(rng: random.Random) -> Draw:
    a, k = rng.randint(1, 5), rng.choice("kn")
    right = [(f"\\frac{{\\pi}}{{{a + 1}}}+k\\pi", f"\\frac{{\\pi}}{{{a + 1}}}-{k}\\pi"), ("\\frac\\pi2+k\\pi", f"-\\frac\\pi2+{k}\\pi, {k}\\in\\mathbb{{Z}}"),
             ("x=k\\pi", "x=2k\\pi \\text{ or } x=\\pi+2k\\pi"), (f"{a + 2}k+1", f"{a + 2}n+1")]  # fmt: skip
    false = [(f"\\frac{{\\pi}}{{{a + 2}}}+k\\pi", f"-\\frac{{\\pi}}{{{a + 2}}}+{k}\\pi"), ("x=k\\pi", "x=2k\\pi"), (f"{a + 2}n+1", f"{a + 2}n+{a + 3}"),
             (f"{a + 3}k+1", f"{a + 3}n+2")]  # fmt: skip
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def classes(rng: random.Random) -> Draw:
    modulus = rng.randint(3, 30)
    rest = rng.randrange(1, modulus)
    bad = wrong(rng)
    shown = (rest + 1 if bad else rest) + modulus * rng.randint(0, 3)
    ways = [f"x\\equiv {shown}\\pmod{{{modulus}}}", f"{shown} \\pmod {{{modulus}}}", f"x={modulus}k+{shown}"]
    return f"x\\equiv {rest}\\pmod{{{modulus}}}", rng.choice(ways), not bad


def lines(rng: random.Random) -> Draw:
    a, b, factor = nonzero(rng), nonzero(rng), nonzero(rng, 4)
    bad = wrong(rng)
    c = b + bad
    ways = [
        f"{factor}y={factor * a}x{signed(factor * c)}",
        f"y{signed(-a)}x={c}",
        f"y{signed(-a)}x{signed(-c)}=0",
    ]
    return f"y={a}x{signed(b)}", rng.choice(ways), not bad


def matrices(rng: random.Random) -> Draw:
    rows = [[rng.randint(-9, 9) for _ in range(2)] for _ in range(2)]
    other = [row[:] for row in rows]
    if bad := wrong(rng):
        other[rng.randrange(2)][rng.randrange(2)] += 1

    def written(cells: list[list[int]], kind: str) -> str:
        return (
            f"\\begin{{{kind}}}" + "\\\\".join("&".join(map(str, row)) for row in cells) + f"\\end{{{kind}}}"
        )

    way = rng.choice([written(other, "bmatrix"), written(other, "pmatrix"), str(other).replace(" ", "")])
    return written(rows, "pmatrix"), way, not bad


def units(rng: random.Random) -> Draw:
    many = rng.randint(2, 99)
    table = [
        ("m", "cm", 100),
        ("km", "m", 1000),
        ("hours", "minutes", 60),
        ("kg", "g", 1000),
        ("ft", "in", 12),
        ("L", "mL", 1000),
    ]
    big, small, factor = rng.choice(table)
    bad = wrong(rng)
    shown = many * factor + bad
    ways = [f"{shown}\\text{{ {small}}}", f"{shown}\\,\\mathrm{{{small}}}"]
    return (
        f"{many}\\text{{ {big}}}",
        rng.choice([*ways, f"{many}\\text{{ {small}}}"] if bad else ways),
        not bad,
    )


def money(rng: random.Random) -> Draw:
    cents = rng.randint(101, 99_999)
    bad = wrong(rng)
    shown = cents + bad
    dollars = f"{shown // 100}.{shown % 100:02d}"
    return (
        f"\\${cents // 100}.{cents % 100:02d}",
        rng.choice([dollars, f"\\${dollars}", f"{dollars}\\text{{ dollars}}", f"{shown}\\text{{ cents}}"]),
        not bad,
    )


def ratios(rng: random.Random) -> Draw:
    a, b, factor = rng.randint(1, 9), rng.randint(10, 19), rng.randint(2, 5)
    bad = wrong(rng)
    one, two = (b, a) if bad else (a, b)
    return (
        f"{a}:{b}",
        rng.choice(
            [f"{one * factor}:{two * factor}", f"{one}\\text{{ to }}{two}", f"\\frac{{{one}}}{{{two}}}"]
        ),
        not bad,
    )


def clocks(rng: random.Random) -> Draw:
    hour, minute = rng.randint(13, 23), rng.randint(0, 59)
    bad = wrong(rng)
    return f"{hour}:{minute:02d}", f"{hour - 12}:{minute:02d} \\text{{ {'AM' if bad else 'PM'}}}", not bad


def choices(rng: random.Random) -> Draw:
    letter, other = rng.sample("ABCDE", 2)
    bad = wrong(rng)
    shown = other if bad else letter
    ways = [
        f"({shown})",
        f"\\text{{{shown}}}",
        f"\\textbf{{({shown})}}",
        f"\\text{{Option {shown}}}",
        f"\\text{{Option ({shown}) is correct}}",
        f"({shown})\\ 12",
        f"\\text{{{shown}. 12}}",
    ]
    if bad:
        ways += [
            f"({letter})({other})",
            f"\\text{{({letter}) is wrong, {other}}}",
            f"\\text{{{letter} or {other}}}",
            f"\\text{{not {letter}}}",
        ]
    return letter, rng.choice(ways), not bad


def capitals(rng: random.Random) -> Draw:
    letters = "".join(rng.choice("HT") for _ in range(rng.randint(3, 6)))
    other = "".join(rng.sample(letters, len(letters)))
    return letters, rng.choice([other, f"\\text{{{other}}}"]), other == letters


def words(rng: random.Random) -> Draw:
    rows = [
        ("yes", "no"),
        ("even", "odd"),
        ("increasing", "decreasing"),
        ("Alice", "Bob"),
        ("convergent", "divergent"),
        ("Tuesday", "Thursday"),
    ]
    one, two = rng.choice(rows)
    bad = wrong(rng)
    shown = two if bad else one
    return (
        f"\\text{{{one}}}",
        rng.choice(
            [shown, f"\\text{{{shown.title()}}}", f"\\textbf{{{shown.upper() if len(shown) > 3 else shown}}}"]
        ),
        not bad,
    )


def modified(rng: random.Random) -> Draw:
    """A number with words that change it."""
    n = rng.randint(3, 99)
    return str(n), rng.choice([f"{n} \\text{{ or more}}", f"\\text{{at least }} {n}", f"{n} \\text{{ is not the answer}}", f"\\text{{not }} {n}", f"{n} \\text{{ or }} {n + 1}",
                               f"\\text{{more than }} {n}", f"{n} \\text{{ plus a remainder}}", f"\\text{{half of }} {n}", f"{n}\\pm 1", f"x\\ne {n}", f"x>{n}", f"|x|={n}"]), False  # fmt: skip


def stated(rng: random.Random) -> Draw:
    """An expression with its value behind it."""
    n = rng.randint(3, 6)
    value = 1
    for k in range(2, n + 1):
        value *= k
    rows = [
        (value, f"{n}!"),
        (n * (n + 1) // 2, f"\\sum_{{k=1}}^{{{n}}}k"),
        (gcd(n, 12), f"\\gcd({n},12)"),
        (2**n, f"2^{{{n}}}"),
    ]
    total, expression = rng.choice(rows)
    bad = wrong(rng)
    return str(total), rng.choice([f"{expression}={total + bad}", f"x={expression}={total + bad}"]), not bad


def constants(rng: random.Random) -> Draw:
    a = rng.randint(2, 9)
    right = [
        (f"x^{a}+C", f"C+x^{a}"),
        (f"x^{a}+C", f"x^{a}+c"),
        (f"f(x)={a}x+b", f"f(x)={a}x+c"),
        (f"Ae^{{{a}x}}", f"Ce^{{{a}x}}"),
    ]
    false = [
        (f"x^{a}+C", f"x^{a}"),
        (f"x^{a}+C", f"x^{a}+Cx"),
        (f"f(x)={a}x+b", f"f(x)={a + 1}x+b"),
        (f"Ae^{{{a}x}}", f"Ce^{{-{a}x}}"),
    ]
    bad = wrong(rng)
    return (*rng.choice(false if bad else right), not bad)


def squares(rng: random.Random) -> Draw:
    n = rng.randint(2, 400)
    root = isqrt(n)
    perfect = root * root == n
    return str(root), f"\\sqrt{{{n}}}", perfect


KINDS: tuple[Callable[[random.Random], Draw], ...] = (
    integers, scaled, fractions, decimals, repeating, percents, surds, conjugates, products, powers, quotients, exponentials,
    logarithms, trigonometry, absolutes, rounding, tiny, undefined, complex_numbers, conjugate, intervals, unions, integer_sets,
    sets, tuples, plus_minus, families, classes, lines, matrices, units, money, ratios, clocks, choices, capitals, words,
    modified, stated, constants, squares,
)  # fmt: skip
ENDINGS = (
    "So the result follows.\n\n\\[\\boxed{{{}}}\\]",
    "The final answer is $\\boxed{{{}}}$.<|im_end|>",
    "<think>maybe 1 or 2</think>Therefore the answer is $\\boxed{{{}}}$. I hope it is correct.",
    "**Final Answer:** ${}$",
    "The answer is ${}$.",
    "<answer>${}$</answer>",
    "After all steps:\n\n#### {}",
)


def pairs(count: int, seed: int) -> Iterator[Pair]:
    """Pairs of all kinds in turn."""
    for at in range(count):
        kind = KINDS[at % len(KINDS)]
        gold, pred, equal = kind(seeds.rng(seed, "math pairs", at))
        yield Pair(kind.__name__, gold, pred, equal)


def completion(pair: Pair, seed: int, at: int) -> str:
    """The answer as a model ends; what holds a dollar sign goes into a box."""
    rng = seeds.rng(seed, "math endings", at)
    endings = ENDINGS[:3] if "$" in pair.pred else ENDINGS
    return rng.choice(endings).format(pair.pred)


@dataclass(slots=True)
class Tally:
    """What became of the pairs of one kind."""

    counts: Counter[tuple[bool, str]]
    shown: list[str]


def grade(count: int, seed: int) -> dict[str, Tally]:
    found: dict[str, Tally] = defaultdict(lambda: Tally(Counter(), []))
    for at, pair in enumerate(pairs(count, seed)):
        text = completion(pair, seed, at)
        outcome = verify(pair.gold, text).outcome
        tally = found[pair.kind]
        tally.counts[pair.equal, outcome] += 1
        if (outcome == "correct") != pair.equal and not (outcome == "unverified" and not pair.equal):
            tally.shown.append(f"{outcome}: {pair.gold!r} and {pair.pred!r} in {text[-60:]!r}")
    return dict(found)


def report(found: dict[str, Tally], most: int) -> bool:
    """Prints the table; whether nothing was wrong."""
    print(
        f"{'kind':16}{'equal':>8}{'unverified':>12}{'incorrect':>11}{'unequal':>9}{'accepted':>10}{'unverified':>12}"
    )
    total: Counter[tuple[bool, str]] = Counter()
    for kind, tally in [*sorted(found.items()), ("all", Tally(total, []))]:
        counts = tally.counts
        if kind != "all":
            total.update(counts)
        equal, unequal = (sum(n for (same, _), n in counts.items() if same is want) for want in (True, False))
        print(
            f"{kind:16}{equal:8}{counts[True, 'unverified']:12}{counts[True, 'incorrect']:11}"
            f"{unequal:9}{counts[False, 'correct']:10}{counts[False, 'unverified']:12}"
        )
        for line in tally.shown[:most]:
            print("   ", line)
    return not total[True, "incorrect"] and not total[False, "correct"]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=5, help="pairs to show of each kind")
    options = parser.parse_args()
    sys.exit(0 if report(grade(options.pairs, options.seed), options.show) else 1)


if __name__ == "__main__":
    main()
