"""Parabolas and their roots."""

from __future__ import annotations

import sympy

from .family import Draw, Rng, braces, family, nonzero, point, tex, until

x = sympy.Symbol("x")


@family(level=3)
def integer_roots(rng: Rng) -> Draw:
    low, high = sorted(until(lambda: rng.sample(range(-12, 13), 2), lambda p: 0 not in p and sum(p)))
    parabola = sympy.expand((x - low) * (x - high))
    roots = [n for n in range(-50, 51) if parabola.subs(x, n) == 0]
    assert roots == [low, high]
    return f"Find all roots of ${tex(parabola)} = 0$. Give your answer as a set.", braces(roots)


@family(level=3)
def vertex(rng: Rng) -> Draw:
    a, h, k = nonzero(rng, 4), nonzero(rng, 8), nonzero(rng, 20)
    parabola = sympy.expand(a * (x - h) ** 2 + k)
    at = sympy.solve(sympy.diff(parabola, x), x)[0]
    text = (
        f"What is the vertex of the parabola $y = {tex(parabola)}$? Give your answer as an ordered "
        f"pair $(x, y)$."
    )
    return text, point(at, parabola.subs(x, at))


@family(level=3)
def rectangle_from_area(rng: Rng) -> Draw:
    width, more, place = (
        rng.randint(5, 25),
        rng.randint(2, 14),
        rng.choice(["courtyard", "poster", "vegetable bed", "tennis hall"]),
    )
    unit = "centimetres" if place == "poster" else "metres"
    found = [w for w in range(1, 200) if w * (w + more) == width * (width + more)]
    assert found == [width]
    text = (
        f"A rectangular {place} is {more} {unit} longer than it is wide, and its area is {width * (width + more)} square {unit}. "
        f"What is its perimeter, in {unit}?"
    )
    return text, 2 * (2 * width + more)


@family(level=4)
def sum_of_squared_roots(rng: Rng) -> Draw:
    a, b, c = rng.randint(1, 4), nonzero(rng, 12), nonzero(rng, 12)
    roots = sympy.roots(a * x**2 + b * x + c, x, multiple=True)
    value = sympy.nsimplify(sympy.expand(sum(root**2 for root in roots)))
    assert value == sympy.Rational(b * b - 2 * a * c, a * a)
    text = (
        f"Let $r$ and $s$ be the two roots, real or complex, of ${tex(a * x**2 + b * x + c)} = 0$. What is $r^2 + s^2$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return (text, value) if b * b != 4 * a * c else sum_of_squared_roots(rng)


@family(level=4)
def irrational_root(rng: Rng) -> Draw:
    b, c = until(
        lambda: (nonzero(rng, 8) * 2, nonzero(rng, 20)),
        lambda p: p[0] ** 2 > 4 * p[1] and not sympy.sqrt(p[0] ** 2 - 4 * p[1]).is_Integer,
    )
    root = max(sympy.solve(x**2 + b * x + c, x), key=float)
    assert sympy.expand(root**2 + b * root + c) == 0
    return (
        f"What is the larger root of ${tex(x**2 + b * x + c)} = 0$? Give your answer in simplest radical form.",
        root,
    )


@family(level=4)
def double_root_parameter(rng: Rng) -> Draw:
    a, m = rng.randint(1, 9), rng.randint(1, 12)
    lead, last = a * a, m * m
    values = [k for k in range(1, 500) if k * k == 4 * lead * last]
    first = "" if lead == 1 else str(lead)
    text = (
        f"For which positive number $k$ does the equation ${first}x^2 + kx + {last} = 0$ have "
        f"exactly one real solution?"
    )
    return text, values[0]


@family(level=5)
def integer_root_parameters(rng: Rng) -> Draw:
    product = rng.choice(
        [12, 18, 20, 24, 28, 30, 36, 40, 42, 48, 60, 72, 84, 90, 96, -12, -18, -24, -30, -36, -48]
    )
    size = abs(product)
    sums = {r + product // r for r in range(-size, size + 1) if r and product % r == 0}
    checked = [
        k
        for k in range(-size - 2, size + 3)
        if any(r * r + k * r + product == 0 for r in range(-size, size + 1))
        and sympy.sqrt(k * k - 4 * product).is_Integer
    ]
    assert len(checked) == len(sums)
    text = (
        f"For how many integers $k$ does the equation $x^2 + kx {'+' if product > 0 else '-'} "
        f"{size} = 0$ have only integer roots?"
    )
    return text, len(sums)
