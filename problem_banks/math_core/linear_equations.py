"""One unknown, found by linear equations."""

from __future__ import annotations

from fractions import Fraction

import sympy

from .family import Draw, Rng, agreed, family, nonzero, people, tex, until

x = sympy.Symbol("x")


@family(level=1, wide=(1, 3, 10, 25, 60, 150, 400, 2000))
def taxi_fare(rng: Rng, *, wide: int) -> Draw:
    vehicle, unit = rng.choice([("taxi", "kilometre"), ("rental van", "hour"), ("river boat", "hour")])
    base, rate, amount = (
        rng.randint(3, 14 + wide),
        rng.randint(2, 8 + min(wide, 40)),
        rng.randint(4, 19 + wide),
    )
    fare = base + rate * amount
    text = (
        f"A {vehicle} costs a fixed {base} dollars plus {rate} dollars for every {unit}. A customer pays {fare} dollars. "
        f"For how many {unit}s does the customer pay?"
    )
    return text, agreed(amount, (fare - base) // rate)


@family(level=2, wide=(1, 3, 8, 20, 60, 300, 2000))
def unknown_on_both_sides(rng: Rng, *, wide: int) -> Draw:
    root, (a, c), b = nonzero(rng, 15 * wide), rng.sample(range(2, 10 + 2 * wide), 2), nonzero(rng, 25 * wide)
    d = (a - c) * root + b
    left, right = a * x + b, c * x + d
    assert left.subs(x, root) == right.subs(x, root)
    return f"Solve the equation ${tex(left)} = {tex(right)}$ for $x$.", sympy.solve(left - right, x)[0]


@family(level=2, wide=(1, 4, 15, 60, 300, 2000, 10**5))
def consecutive_numbers(rng: Rng, *, wide: int) -> Draw:
    kind, step, count = rng.choice(
        [("integers", 1, 5), ("even integers", 2, 3), ("odd integers", 2, 5), ("integers", 1, 7)]
    )
    start = until(
        lambda: rng.randint(7 * wide, 90 * wide),
        lambda n: step == 1 or (n % 2 == 0) == kind.startswith("even"),
    )
    run = [start + step * k for k in range(count)]
    word = {3: "three", 5: "five", 7: "seven"}[count]
    return f"The sum of {word} consecutive {kind} is {sum(run)}. What is the largest of them?", run[-1]


@family(level=2, wide=(1, 2, 5, 12, 30, 80, 300))
def garden_rectangle(rng: Rng, *, wide: int) -> Draw:
    place, more, times, width = (
        rng.choice(["garden", "car park", "pool"]),
        rng.randint(2 * wide, 9 * wide),
        rng.randint(2, 4),
        rng.randint(4 * wide, 20 * wide),
    )
    length = times * width + more
    word = {2: "twice", 3: "three times", 4: "four times"}[times]
    text = (
        f"The length of a rectangular {place} is {more} metres more than {word} its width. Its perimeter is {2 * (length + width)} "
        "metres. What is its area, in square metres?"
    )
    found = [w for w in range(1, 200 * wide) if 2 * (w + times * w + more) == 2 * (length + width)]
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
