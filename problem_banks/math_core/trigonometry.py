"""Exact values, triangles and equations with sine and cosine."""

from __future__ import annotations

from fractions import Fraction
from math import cos as fcos
from math import radians
from math import sin as fsin

import sympy

from .family import Draw, Rng, family, until

x = sympy.Symbol("x")
TRIPLES = [(3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25), (20, 21, 29), (9, 40, 41)]


@family(level=3)
def exact_value(rng: Rng) -> Draw:
    a, b = until(
        lambda: (rng.choice(range(30, 361, 15)), rng.choice(range(30, 361, 15))),
        lambda p: p[0] != p[1] and all(n % 30 == 0 or n % 45 == 0 for n in p) and any(n % 90 for n in p),
    )
    f, g = rng.choice([("sin", "cos"), ("cos", "sin"), ("sin", "sin"), ("cos", "cos")])
    value = getattr(sympy, f)(sympy.pi * a / 180) + getattr(sympy, g)(sympy.pi * b / 180)
    return f"What is the exact value of $\\{f} {a}^\\circ + \\{g} {b}^\\circ$?", value


@family(level=3)
def ratio_in_a_right_triangle(rng: Rng) -> Draw:
    a, b, c = rng.choice(TRIPLES)
    a, b = rng.sample([a, b], 2)
    given, asked = rng.sample(["sin", "cos", "tan"], 2)
    value = {"sin": Fraction(a, c), "cos": Fraction(b, c), "tan": Fraction(a, b)}
    shown = value[given]
    assert value["sin"] ** 2 + value["cos"] ** 2 == 1
    text = (
        f"The angle $\\alpha$ is acute, and $\\{given} \\alpha = \\frac{{{shown.numerator}}}{{{shown.denominator}}}$. "
        f"What is $\\{asked} \\alpha$? Give your answer as a common fraction in lowest terms."
    )
    return text, value[asked]


@family(level=3)
def height_from_an_angle(rng: Rng) -> Draw:
    distance, angle = 3 * rng.randint(4, 40), rng.choice([30, 60])
    value = distance * sympy.tan(sympy.pi * angle / 180)
    thing = rng.choice(["tower", "cliff", "mast", "chimney"])
    text = (
        f"From a point on level ground {distance} metres from the foot of a {thing}, its top is "
        f"seen at an angle of elevation of {angle} degrees. What is the height of the {thing}, "
        f"in metres? Give your answer in simplest radical form."
    )
    return text, value


@family(level=4)
def double_angle(rng: Rng) -> Draw:
    p, q = until(
        lambda: (rng.randint(1, 9), rng.randint(2, 12)), lambda t: t[0] < t[1] and sympy.gcd(*t) == 1
    )
    given = rng.choice(["sin", "cos"])
    ratio = sympy.Rational(p, q)
    angle = (sympy.asin if given == "sin" else sympy.acos)(ratio)
    value = 1 - 2 * ratio**2 if given == "sin" else 2 * ratio**2 - 1
    assert abs(sympy.N(sympy.cos(2 * angle) - value)) < 1e-12
    return (
        (
            f"Suppose $\\{given} x = \\frac{{{p}}}{{{q}}}$. What is $\\cos 2x$? Give your answer as "
            f"a common fraction in lowest terms."
        ),
        value,
    )


@family(level=4)
def angles_between(rng: Rng) -> Draw:
    f, k, value, top = (
        rng.choice(["sin", "cos"]),
        rng.randint(2, 6),
        rng.choice(["\\frac{1}{2}", "-\\frac{1}{2}", "0", "1", "\\frac{\\sqrt{3}}{2}"]),
        rng.choice([180, 360, 720]),
    )
    number = {
        "\\frac{1}{2}": 0.5,
        "-\\frac{1}{2}": -0.5,
        "0": 0.0,
        "1": 1.0,
        "\\frac{\\sqrt{3}}{2}": 3**0.5 / 2,
    }[value]
    function = fsin if f == "sin" else fcos
    count = (
        sum(abs(function(radians(d / 4 * k)) - number) < 1e-9 for d in range(4 * top))
        if 30 % k == 0
        else None
    )
    if count is None:
        return angles_between(rng)
    return f"How many angles $x$ with $0^\\circ \\le x < {top}^\\circ$ satisfy $\\{f} {k}x = {value}$?", count


@family(level=4)
def solve_quadratic_in_sine(rng: Rng) -> Draw:
    f, (r, s) = (
        rng.choice(["sin", "cos"]),
        rng.sample([Fraction(1, 2), Fraction(-1, 2), Fraction(1), Fraction(-1), Fraction(2), Fraction(0)], 2),
    )
    scale = (r.denominator * s.denominator) or 1
    b, c = -(r + s) * scale, r * s * scale
    function = fsin if f == "sin" else fcos
    angles = [d for d in range(360) if any(abs(function(radians(d)) - float(t)) < 1e-12 for t in (r, s))]
    terms = "".join(
        f" {'+' if n > 0 else '-'} {'' if abs(n) == 1 and unit else abs(n)}{unit}"
        for n, unit in ((b, f"\\{f} x"), (c, ""))
        if n
    )
    lead = "" if scale == 1 else str(scale)
    text = (
        f"Find the sum, in degrees, of all angles $x$ with $0^\\circ \\le x < 360^\\circ$ that "
        f"satisfy ${lead}\\{f}^2 x{terms} = 0$."
    )
    return text, sum(angles)


@family(level=4)
def amplitude(rng: Rng) -> Draw:
    a, b, c = until(
        lambda: (rng.randint(1, 12), rng.randint(1, 12), rng.randint(0, 9)), lambda t: t[0] != t[1]
    )
    value = c + sympy.sqrt(a * a + b * b)
    peak = max(a * fsin(radians(d / 10)) + b * fcos(radians(d / 10)) for d in range(3600)) + c
    assert abs(peak - float(value)) < 1e-4
    terms = f"{'' if a == 1 else a}\\sin x + {'' if b == 1 else b}\\cos x" + (f" + {c}" if c else "")
    return (
        (
            f"What is the largest value of ${terms}$ over all real numbers $x$? Give your answer in "
            f"simplest radical form."
        ),
        value,
    )


@family(level=5)
def sum_of_squared_sines(rng: Rng) -> Draw:
    step, f = rng.choice([1, 2, 3, 5, 6, 9, 10, 15]), rng.choice(["sin", "cos"])
    last = rng.choice([90, 180, 360]) - rng.choice([0, step])
    function = fsin if f == "sin" else fcos
    angles = range(step, last + 1, step)
    value = Fraction(round(2 * sum(function(radians(d)) ** 2 for d in angles)), 2)
    assert abs(sum(function(radians(d)) ** 2 for d in angles) - value) < 1e-9
    text = (
        f"Compute $$\\{f}^2 {step}^\\circ + \\{f}^2 {2 * step}^\\circ + \\{f}^2 {3 * step}^\\circ "
        f"+ \\cdots + \\{f}^2 {last}^\\circ,$$ where the angles grow in steps of ${step}^\\circ$. "
        f"Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=5)
def sum_of_tangents(rng: Rng) -> Draw:
    (a, b), (c, d) = (
        until(lambda: (rng.randint(1, 7), rng.randint(2, 9)), lambda t: t[0] < t[1] and sympy.gcd(*t) == 1)
        for _ in range(2)
    )
    p, q = Fraction(a, b), Fraction(c, d)
    value = (p + q) / (1 - p * q)
    product = complex(b, a) * complex(d, c)
    assert abs(product.imag / product.real - value) < 1e-9
    text = (
        f"The angles $\\alpha$ and $\\beta$ are acute, with $\\tan \\alpha = \\frac{{{a}}}{{{b}}}$ "
        f"and $\\tan \\beta = \\frac{{{c}}}{{{d}}}$. What is $\\tan(\\alpha + \\beta)$? Give your "
        f"answer as an integer or a common fraction in lowest terms."
    )
    return text, value
