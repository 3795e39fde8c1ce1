"""How old people are, were and will be."""

from __future__ import annotations

from math import gcd

from .family import Draw, Rng, family, people, until


@family(level=2)
def sum_of_ages(rng: Rng) -> Draw:
    (young, old), age, gap = people(rng, 2), rng.randint(6, 30), rng.randint(2, 15)
    text = (
        f"{old} is {gap} years older than {young}. The sum of their ages is {2 * age + gap} years. "
        f"How old is {old}, in years?"
    )
    return text, next(n for n in range(200) if n + (n - gap) == 2 * age + gap)


@family(level=3)
def times_as_old_later(rng: Rng) -> Draw:
    times, years, child = until(
        lambda: (rng.randint(2, 4), rng.randint(2, 15), rng.randint(3, 16)),
        lambda t: 22 <= t[0] * (t[2] + t[1]) - t[1] - t[2] <= 40,
    )
    parent, name = times * (child + years) - years, people(rng, 1)[0]
    later = next(n for n in range(100) if parent + n == times * (child + n))
    kin = rng.choice(["mother", "father", "aunt", "uncle"])
    text = (
        f"{name} is {child} years old, and the {kin} of {name} is {parent} years old. "
        f"In how many years will the {kin} be exactly {times} times as old as {name}?"
    )
    return text, later


@family(level=4)
def ages_then_and_now(rng: Rng) -> Draw:
    (first, second), (ago, ahead) = people(rng, 2), (rng.randint(3, 9), rng.randint(3, 12))
    ratio = until(
        lambda: (rng.randint(3, 5), rng.randint(3, 9), rng.randint(2, 5)),
        lambda t: t[1] > t[2] and gcd(*t[1:]) == 1 and len(fitting(t, ago, ahead)) == 1,
    )
    a, _ = fitting(ratio, ago, ahead)[0]
    text = (
        f"{ago} years ago, {first} was {ratio[0]} times as old as {second}. In {ahead} years, the ratio of the age of "
        f"{first} to the age of {second} will be {ratio[1]} : {ratio[2]}. How old is {first} now, in years?"
    )
    return (text, a) if a < 90 else ages_then_and_now(rng)


def fitting(ratio: tuple[int, int, int], ago: int, ahead: int) -> list[tuple[int, int]]:
    """All pairs of ages that stood and will stand in these ratios."""
    times, r, s = ratio
    pairs = ((ago + times * (b - ago), b) for b in range(ago + 1, 60))
    return [(a, b) for a, b in pairs if s * (a + ahead) == r * (b + ahead)]
