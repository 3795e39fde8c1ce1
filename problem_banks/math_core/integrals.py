"""Areas and antiderivatives."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, tex, until

x = sympy.Symbol("x")
FORM = "Give your answer as an integer or a common fraction in lowest terms."


def simpson(f: sympy.Expr, low: sympy.Expr, high: sympy.Expr, steps: int = 40) -> float:
    """A numerical integral, to check an exact one."""
    value, width = sympy.lambdify(x, f, "math"), (float(high) - float(low)) / steps
    weights = [1] + [4, 2] * (steps // 2 - 1) + [4, 1]
    return sum(w * value(float(low) + k * width) for k, w in enumerate(weights)) * width / 3


def close(exact: sympy.Expr, number: float) -> bool:
    return abs(float(exact) - number) < 1e-4 * max(1.0, abs(number))


@family(level=4)
def definite_integral(rng: Rng) -> Draw:
    f, low = nonzero(rng, 6) * x**2 + nonzero(rng, 8) * x + nonzero(rng, 9), rng.randint(-2, 2)
    high = low + rng.randint(1, 4)
    value = sympy.integrate(f, (x, low, high))
    assert close(value, simpson(f, sympy.Integer(low), sympy.Integer(high)))
    return f"Evaluate $\\displaystyle\\int_{{{low}}}^{{{high}}} ({tex(f)})\\,dx$. {FORM}", value


@family(level=4)
def area_between_curves(rng: Rng) -> Draw:
    p, q = sorted(rng.sample(range(-5, 7), 2))
    a, b = nonzero(rng, 5), rng.randint(-6, 6)
    line = a * x + b
    parabola = sympy.expand((x - p) * (x - q) + line)
    value = sympy.integrate(line - parabola, (x, p, q))
    assert value == sympy.Rational((q - p) ** 3, 6)
    return (
        (
            f"What is the area of the region enclosed by the parabola $y = {tex(parabola)}$ and the "
            f"line $y = {tex(line)}$? {FORM}"
        ),
        value,
    )


@family(level=4)
def antiderivative_with_a_value(rng: Rng) -> Draw:
    f, at, value, asked = (
        3 * nonzero(rng, 4) * x**2 + 2 * nonzero(rng, 5) * x + nonzero(rng, 9),
        rng.randint(-2, 2),
        nonzero(rng, 12),
        rng.randint(3, 5),
    )
    primitive = sympy.integrate(f, x)
    result = primitive.subs(x, asked) - primitive.subs(x, at) + value
    assert close(result - value, simpson(f, sympy.Integer(at), sympy.Integer(asked)))
    return (
        (
            f"A function $F$ satisfies $F'(x) = {tex(f)}$ for all real $x$, and $F({at}) = {value}$. "
            f"What is $F({asked})$?"
        ),
        result,
    )


@family(level=4)
def average_value(rng: Rng) -> Draw:
    a, b, high = rng.randint(1, 6), nonzero(rng, 9), rng.randint(2, 6)
    f = a * x**2 + b
    value = sympy.integrate(f, (x, 0, high)) / high
    assert close(value * high, simpson(f, sympy.Integer(0), sympy.Integer(high)))
    return f"What is the average value of $f(x) = {tex(f)}$ on the interval $[0, {high}]$? {FORM}", value


@family(level=4)
def distance_from_velocity(rng: Rng) -> Draw:
    a, b, seconds = rng.randint(1, 5) * 3, rng.randint(1, 9) * 2, rng.randint(3, 8)
    f = a * x**2 + b * x
    value = sympy.integrate(f, (x, 0, seconds))
    assert close(value, simpson(f, sympy.Integer(0), sympy.Integer(seconds)))
    thing = rng.choice(["rocket sled", "model car", "toboggan"])
    return (
        (
            f"The velocity of a {thing} moving along a straight line, $t$ seconds after its start, "
            f"is ${tex(a * x**2 + b * x).replace('x', 't')}$ metres per second. How many metres does "
            f"it cover in the first {seconds} seconds?"
        ),
        value,
    )


@family(level=5)
def substitution(rng: Rng) -> Draw:
    a, b, power, high = rng.randint(1, 4), rng.randint(1, 5), rng.randint(2, 4), rng.randint(1, 2)
    f = x * (a * x**2 + b) ** power
    value = sympy.integrate(sympy.expand(f), (x, 0, high))
    assert value == sympy.Rational((a * high**2 + b) ** (power + 1) - b ** (power + 1), 2 * a * (power + 1))
    return f"Evaluate $\\displaystyle\\int_0^{{{high}}} x({tex(a * x**2 + b)})^{power}\\,dx$. {FORM}", value


@family(level=5)
def by_parts(rng: Rng) -> Draw:
    k, c, kind = rng.randint(1, 4), rng.randint(1, 6), rng.choice(["exp", "log"])
    if kind == "exp":
        f, low, high, shown = (
            c * x * sympy.exp(k * x),
            sympy.Integer(0),
            sympy.Integer(1),
            f"{'' if c == 1 else c}x e^{{{'' if k == 1 else k}x}}",
        )
    else:
        f, low, high, shown = (
            c * x**k * sympy.log(x),
            sympy.Integer(1),
            sympy.E,
            f"{'' if c == 1 else c}{tex(x**k)} \\ln x",
        )
    value = sympy.integrate(f, (x, low, high))
    assert close(value, simpson(f, low, high, 200))
    return (
        (
            f"Evaluate $\\displaystyle\\int_{{{tex(low)}}}^{{{tex(high)}}} {shown}\\,dx$. Give an "
            f"exact answer in terms of $e$."
        ),
        sympy.expand(value),
    )


@family(level=5)
def logarithmic_integral(rng: Rng) -> Draw:
    a, low, high = until(
        lambda: (rng.randint(1, 6), rng.randint(0, 4), rng.randint(2, 12)), lambda t: t[1] < t[2]
    )
    c = rng.randint(1, 6)
    ratio = Fraction(high + a, low + a)
    value = c * sympy.log(sympy.Rational(ratio.numerator, ratio.denominator))
    assert close(value, simpson(c / (x + a), sympy.Integer(low), sympy.Integer(high), 400))
    return (
        (
            f"The integral $\\displaystyle\\int_{{{low}}}^{{{high}}} \\frac{{{c}}}{{x + {a}}}\\,dx$ "
            f"is equal to $\\ln r$ for a rational number $r$. What is $r$? {FORM}"
        ),
        ratio**c,
    )
