"""One unknown, found by linear equations."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, family, nonzero, people, tex, until

x = sympy.Symbol("x")


@family(level=1)
def taxi_fare(rng: Rng) -> Draw:
    vehicle, unit = rng.choice([("taxi", "kilometre"), ("rental van", "hour"), ("river boat", "hour")])
    base, rate, amount = rng.randint(3, 15), rng.randint(2, 9), rng.randint(4, 20)
    fare = base + rate * amount
    text = (
        f"A {vehicle} costs a fixed {base} dollars plus {rate} dollars for every {unit}. A customer pays {fare} dollars. "
        f"For how many {unit}s does the customer pay?"
    )
    return text, next(n for n in range(1000) if base + n * rate == fare)


@family(level=2)
def unknown_on_both_sides(rng: Rng) -> Draw:
    root, (a, c), b = nonzero(rng, 15), rng.sample(range(2, 12), 2), nonzero(rng, 25)
    d = (a - c) * root + b
    left, right = a * x + b, c * x + d
    assert left.subs(x, root) == right.subs(x, root)
    return f"Solve the equation ${tex(left)} = {tex(right)}$ for $x$.", sympy.solve(left - right, x)[0]


@family(level=2)
def consecutive_numbers(rng: Rng) -> Draw:
    kind, step, count = rng.choice(
        [("integers", 1, 5), ("even integers", 2, 3), ("odd integers", 2, 5), ("integers", 1, 7)]
    )
    start = until(lambda: rng.randint(7, 90), lambda n: step == 1 or (n % 2 == 0) == kind.startswith("even"))
    run = [start + step * k for k in range(count)]
    word = {3: "three", 5: "five", 7: "seven"}[count]
    return f"The sum of {word} consecutive {kind} is {sum(run)}. What is the largest of them?", run[-1]


@family(level=2)
def garden_rectangle(rng: Rng) -> Draw:
    place, more, times, width = (
        rng.choice(["garden", "car park", "pool"]),
        rng.randint(2, 9),
        rng.randint(2, 4),
        rng.randint(4, 20),
    )
    length = times * width + more
    word = {2: "twice", 3: "three times", 4: "four times"}[times]
    text = (
        f"The length of a rectangular {place} is {more} metres more than {word} its width. Its perimeter is {2 * (length + width)} "
        "metres. What is its area, in square metres?"
    )
    found = [w for w in range(1, 200) if 2 * (w + times * w + more) == 2 * (length + width)]
    assert found == [width]
    return text, length * width


@family(level=3)
def equation_with_fractions(rng: Rng) -> Draw:
    a, c, e = nonzero(rng, 9), nonzero(rng, 9), nonzero(rng, 6)
    b, d = rng.sample(range(2, 8), 2)
    root = sympy.solve((x + a) / b - (x + c) / d - e, x)[0]
    assert (Fraction(root.p, root.q) + a) / b - (Fraction(root.p, root.q) + c) / d == e
    text = (
        f"Solve $\\frac{{{tex(x + a)}}}{{{b}}} - \\frac{{{tex(x + c)}}}{{{d}}} = {e}$ for $x$. "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, root


@family(level=3)
def sharing_leftovers(rng: Rng) -> Draw:
    who, (few, many), children = people(rng, 1)[0], sorted(rng.sample(range(3, 10), 2)), rng.randint(6, 25)
    left, lack = (
        until(lambda: (rng.randint(2, 30), rng.randint(2, 30)), lambda p: sum(p) == (many - few) * children)
        if (many - few) * children <= 55
        else ((many - few) * children // 2, (many - few) * children - (many - few) * children // 2)
    )
    thing = rng.choice(["stickers", "cherries", "beads"])
    assert few * children + left == many * children - lack
    text = (
        f"{who} shares {thing} among a group of children. If every child gets {few}, then {left} {thing} are left over. To give every child "
        f"{many}, {who} would need {lack} more {thing}. How many {thing} does {who} have?"
    )
    return text, few * children + left
