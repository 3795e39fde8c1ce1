"""People and pipes that do a job together."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, people, until


@family(level=3)
def painting_together(rng: Rng) -> Draw:
    (first, second), (a, b) = (
        people(rng, 2),
        until(lambda: (rng.randint(2, 9), rng.randint(3, 12)), lambda p: p[0] != p[1]),
    )
    job = rng.choice(["paint a fence", "weed a garden", "sort an archive", "clean a workshop"])
    hours = 1 / (Fraction(1, a) + Fraction(1, b))
    assert hours / a + hours / b == 1
    text = (
        f"{first} alone needs {a} hours to {job}; {second} alone needs {b} hours for the same job. Working together at these "
        "rates, how many hours do they need? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, hours


@family(level=4)
def one_leaves_early(rng: Rng) -> Draw:
    (first, second), (a, b, t) = (
        people(rng, 2),
        until(
            lambda: (rng.randint(6, 20), rng.randint(6, 24), rng.randint(2, 5)),
            lambda t: (
                t[0] != t[1]
                and Fraction(t[2], t[0]) + Fraction(t[2], t[1]) < 1
                and (b_left(*t)).denominator == 1
            ),
        ),
    )
    assert t * (Fraction(1, a) + Fraction(1, b)) + b_left(a, b, t) / b == 1
    text = (
        f"{first} can build a wall alone in {a} days and {second} can build it alone in {b} days. They work together for {t} "
        f"days, then {first} leaves. How many more days does {second} need to finish the wall alone?"
    )
    return text, int(b_left(a, b, t))


def b_left(a: int, b: int, together: int) -> Fraction:
    """The time the second, who alone needs `b`, takes for what is left."""
    return b * (1 - Fraction(together, a) - Fraction(together, b))


@family(level=4)
def leaking_tank(rng: Rng) -> Draw:
    fill, drain = until(
        lambda: (rng.randint(2, 12), rng.randint(3, 30)),
        lambda p: p[0] < p[1] and p[0] * p[1] % (p[1] - p[0]) == 0,
    )
    level, minute = Fraction(0), 0
    while level < 1:
        level, minute = level + Fraction(1, fill) - Fraction(1, drain), minute + 1
    assert level == 1
    text = (
        f"A tap fills an empty tank in {fill} minutes when the drain is shut. The open drain empties the full tank in {drain} minutes "
        "when the tap is shut. The tank is empty, and both the tap and the drain are open. "
        "After how many minutes is the tank full?"
    )
    return text, minute
