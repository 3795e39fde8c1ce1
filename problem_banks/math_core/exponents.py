"""Powers and equations with unknown exponents."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, until


@family(level=2)
def quotient_of_powers(rng: Rng) -> Draw:
    base, left, right = rng.choice([2, 3, 5, 7]), rng.randint(6, 14), rng.randint(4, 12)
    drop = left + right - rng.randint(2, 3 if base > 3 else 5)
    value = Fraction(base**left * base**right, base**drop)
    return (
        f"What is the value of $\\frac{{{base}^{{{left}}} \\cdot {base}^{{{right}}}}}{{{base}^{{{drop}}}}}$?",
        value,
    )


@family(level=2)
def powers_and_signs(rng: Rng) -> Draw:
    a, m, b, n = rng.randint(2, 5), rng.randint(2, 4), rng.randint(2, 4), rng.randint(2, 4)
    return f"What is the value of $(-{a})^{m} - {b}^{n}$?", (-a) ** m - b**n


@family(level=3)
def fractional_power(rng: Rng) -> Draw:
    base, power, root = rng.randint(2, 5), rng.choice([-3, -2, -1, 2, 3, 4]), rng.choice([2, 3, 4])
    if base**root > 700 or power % root == 0:
        return fractional_power(rng)
    text = (
        f"Evaluate ${base**root}^{{{power}/{root}}}$. Give your answer as an integer or a common "
        f"fraction in lowest terms."
    )
    return text, Fraction(base) ** power


@family(level=3)
def equal_powers(rng: Rng) -> Draw:
    base, (p, q) = rng.choice([2, 3, 5]), rng.sample([1, 2, 3, 4], 2)
    root, a = rng.randint(-6, 9), rng.randint(1, 6)
    c, rest = divmod(p * (root + a), q)
    b = c - root
    if rest or not b or base ** max(p, q) > 700:
        return equal_powers(rng)
    assert Fraction(base**p) ** (root + a) == Fraction(base**q) ** (root + b)
    shift = f"x {'+' if b > 0 else '-'} {abs(b)}"
    return f"Which value of $x$ solves the equation ${base**p}^{{x + {a}}} = {base**q}^{{{shift}}}$?", root


@family(level=3)
def known_power(rng: Rng) -> Draw:
    base, value, (m, n) = (
        rng.randint(2, 6),
        rng.randint(2, 11),
        (rng.randint(2, 3), rng.choice([-2, -1, 1, 2])),
    )
    value = until(lambda: rng.randint(2, 11), lambda v: v not in (base, base**2))
    text = (
        f"The real number $x$ satisfies ${base}^x = {value}$. What is ${base}^{{{m}x {'+' if n > 0 else '-'} {abs(n)}}}$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, Fraction(value**m) * Fraction(base) ** n


@family(level=5)
def hidden_quadratic(rng: Rng) -> Draw:
    base, low, high = until(
        lambda: (rng.choice([2, 3, 5, 7]), rng.randint(-1, 4), rng.randint(1, 6)),
        lambda t: 0 <= t[1] < t[2] and t[0] ** t[2] < 260,
    )
    a, b = base**low, base**high
    solutions = [
        n for n in range(-20, 21) if Fraction(base) ** (2 * n) - (a + b) * Fraction(base) ** n + a * b == 0
    ]
    assert solutions == [low, high]
    text = (
        f"Find the sum of the squares of all real solutions of ${base**2}^x - {a + b} \\cdot {base}^x "
        f"+ {a * b} = 0$."
    )
    return text, sum(n * n for n in solutions)
