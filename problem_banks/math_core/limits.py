"""Where functions and sequences go."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x, n = sympy.symbols("x n")
FORM = "Give your answer as an integer or a common fraction in lowest terms."


@family(level=4)
def removable_gap(rng: Rng) -> Draw:
    r, s, t = until(lambda: [nonzero(rng, 7) for _ in range(3)], lambda v: len(set(v)) == 3)
    top, low = sympy.expand((x - r) * (x - s)), sympy.expand((x - r) * (x - t))
    value = sympy.limit(top / low, x, r)
    assert value == sympy.Rational(r - s, r - t)
    return f"What is $\\displaystyle\\lim_{{x \\to {r}}} \\frac{{{tex(top)}}}{{{tex(low)}}}$? {FORM}", value


@family(level=4)
def limit_at_infinity(rng: Rng) -> Draw:
    a, b, c, d, e, f = (nonzero(rng, 9) for _ in range(6))
    top, low = a * x**2 + b * x + c, d * x**2 + e * x + f
    far = (a * 10**24 + b * 10**12 + c) / (d * 10**24 + e * 10**12 + f)
    assert abs(far - a / d) < 1e-9
    return (
        f"What is $\\displaystyle\\lim_{{x \\to \\infty}} \\frac{{{tex(top)}}}{{{tex(low)}}}$? {FORM}",
        sympy.Rational(a, d),
    )


@family(level=4)
def limit_with_a_root(rng: Rng) -> Draw:
    root, slope = rng.randint(2, 9), rng.randint(1, 6)
    value = sympy.Rational(slope, 2 * root)
    near = Fraction(1, 10**6)
    assert abs(((root**2 + slope * float(near)) ** 0.5 - root) / float(near) - float(value)) < 1e-4
    return (
        (
            f"What is $\\displaystyle\\lim_{{x \\to 0}} \\frac{{\\sqrt{{{tex(slope * x + root**2)}}} "
            f"- {root}}}{{x}}$? {FORM}"
        ),
        value,
    )


@family(level=4)
def limit_with_a_sine(rng: Rng) -> Draw:
    a, b = until(lambda: (rng.randint(1, 12), rng.randint(2, 12)), lambda p: p[0] != p[1])
    first, second = tex(a * x), tex(b * x)
    kind = rng.choice(["x", "sin"])
    below = second if kind == "x" else f"\\sin {second}"
    shown = f"\\frac{{\\sin {first}}}{{{below}}}"
    value = sympy.limit(sympy.sin(a * x) / (b * x if kind == "x" else sympy.sin(b * x)), x, 0)
    return f"What is $\\displaystyle\\lim_{{x \\to 0}} {shown}$, where angles are in radians? {FORM}", value


@family(level=5)
def difference_of_roots(rng: Rng) -> Draw:
    a, b = until(lambda: (nonzero(rng, 15), nonzero(rng, 15)), lambda p: p[0] != p[1])
    value = sympy.Rational(a - b, 2)
    far = sympy.Integer(10) ** 30
    gap = sympy.N(sympy.sqrt(far**2 + a * far) - sympy.sqrt(far**2 + b * far), 30)
    assert abs(gap - value) < 1e-9
    return (
        (
            f"What is $\\displaystyle\\lim_{{x \\to \\infty}} \\left(\\sqrt{{{tex(x**2 + a * x)}}} "
            f"- \\sqrt{{{tex(x**2 + b * x)}}}\\right)$? {FORM}"
        ),
        value,
    )


@family(level=5)
def compound_limit(rng: Rng) -> Draw:
    a, b = nonzero(rng, 6), rng.randint(2, 6)
    value = sympy.exp(a * b)
    assert abs((1 + a / 10**7) ** (b * 10**7) / float(value) - 1) < 0.01
    return (
        (
            f"What is $\\displaystyle\\lim_{{n \\to \\infty}} \\left(1 {'+' if a > 0 else '-'} \\frac{{{abs(a)}}}{{n}}\\right)^{{{b}n}}$? "
            f"Give your answer as a power of $e$."
        ),
        value,
    )
