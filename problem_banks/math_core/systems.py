"""Several unknowns at once."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, decimal, dollars, family, nonzero, people, point, tex, until

x, y = sympy.symbols("x y")


@family(level=2)
def heads_and_legs(rng: Rng) -> Draw:
    (two, four), hens, cows = (
        rng.choice([("hens", "cows"), ("ducks", "goats"), ("geese", "sheep")]),
        rng.randint(5, 40),
        rng.randint(4, 30),
    )
    heads, legs = hens + cows, 2 * hens + 4 * cows
    text = (
        f"A farmer keeps only {two} and {four}. The animals have {heads} heads and {legs} legs "
        f"in total. How many {four} does the farmer keep?"
    )
    return text, next(n for n in range(heads + 1) if 4 * n + 2 * (heads - n) == legs)


@family(level=3)
def two_equations(rng: Rng) -> Draw:
    (a, b, c, d) = until(
        lambda: tuple(nonzero(rng, 7) for _ in range(4)), lambda t: abs(t[0] * t[3] - t[1] * t[2]) > 1
    )
    u, v = nonzero(rng, 9), nonzero(rng, 9)
    left = [a * x + b * y, c * x + d * y]
    right = [expr.subs({x: u, y: v}) for expr in left]
    found = sympy.solve([e - r for e, r in zip(left, right, strict=True)], [x, y])
    assert found == {x: u, y: v}
    text = (
        f"Solve the system ${tex(left[0])} = {right[0]}$ and ${tex(left[1])} = {right[1]}$. "
        "Give your answer as the ordered pair $(x, y)$."
    )
    return text, point(u, v)


@family(level=3)
def two_orders(rng: Rng) -> Draw:
    (one, other), (a, b) = (
        rng.choice([("taco", "juice"), ("pie", "coffee"), ("bagel", "tea")]),
        rng.sample(range(15, 60), 2),
    )
    p, q, r, s = until(
        lambda: tuple(rng.randint(2, 6) for _ in range(4)), lambda t: t[0] * t[3] != t[1] * t[2]
    )
    a, b = 10 * a, 10 * b
    sums = (p * a + q * b, r * a + s * b)
    fits = [
        (u, v)
        for u in range(10, 600, 10)
        for v in range(10, 600, 10)
        if (p * u + q * v, r * u + s * v) == sums
    ]
    assert fits == [(a, b)]
    text = (
        f"At a stall, {p} {one}s and {q} {other}s cost {dollars(sums[0])}, and {r} {one}s and {s} {other}s cost {dollars(sums[1])}. "
        f"What does one {one} cost, in dollars?"
    )
    return text, decimal(Fraction(a, 100))


@family(level=4)
def pairwise_products(rng: Rng) -> Draw:
    a, b, c = rng.sample(range(2, 14), 3)
    found = [
        (i, j, k)
        for i in range(1, a * b + 1)
        if a * b % i == 0
        for j in [a * b // i]
        for k in range(1, 200)
        if j * k == b * c and k * i == c * a
    ]
    assert found == [(a, b, c)]
    text = (
        f"The positive real numbers $x$, $y$ and $z$ satisfy $xy = {a * b}$, $yz = {b * c}$ and "
        f"$zx = {c * a}$. What is $x + y + z$?"
    )
    return text, a + b + c


@family(level=4)
def pairwise_sums(rng: Rng) -> Draw:
    trio, masses = people(rng, 3), rng.sample(range(28, 80), 3)
    a, b, c = masses
    text = (
        f"{trio[0]} and {trio[1]} together weigh {a + b} kilograms, {trio[1]} and {trio[2]} together weigh {b + c} kilograms, and {trio[0]} "
        f"and {trio[2]} together weigh {a + c} kilograms. How many kilograms does the heaviest of the three weigh?"
    )
    total = ((a + b) + (b + c) + (a + c)) // 2
    return text, total - min(a + b, b + c, a + c)


@family(level=5)
def symmetric_powers(rng: Rng) -> Draw:
    total, product, power = nonzero(rng, 6), nonzero(rng, 7), rng.randint(3, 5)
    sums = [2, total]
    while len(sums) <= power:
        sums.append(total * sums[-1] - product * sums[-2])
    companion = sympy.Matrix([[0, -product], [1, total]])
    assert (companion**power).trace() == sums[power]
    text = (
        f"The (real or complex) numbers $x$ and $y$ satisfy $x + y = {total}$ and $xy = {product}$. "
        f"What is $x^{power} + y^{power}$?"
    )
    return text, sums[power]
