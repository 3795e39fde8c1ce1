"""Quantities that grow or shrink together."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, until


@family(level=1)
def recipe(rng: Rng) -> Draw:
    food, each = rng.choice(["rice", "flour", "lentils", "pasta"]), 5 * rng.randint(9, 30)
    few, many = until(
        lambda: (rng.randint(3, 8), rng.randint(5, 20)), lambda p: p[0] < p[1] and p[1] % p[0] > 0
    )
    text = (
        f"A recipe for {few} people needs {few * each} grams of {food}. How many grams of {food} "
        f"are needed for {many} people?"
    )
    return text, many * each


@family(level=2)
def days_of_feed(rng: Rng) -> Draw:
    animal = rng.choice(["horses", "goats", "cows", "llamas"])
    before, days, after = until(
        lambda: (rng.randint(6, 24), rng.randint(10, 40), rng.randint(4, 30)),
        lambda t: t[0] != t[2] and t[0] * t[1] % t[2] == 0,
    )
    text = (
        f"A store of hay feeds {before} {animal} for {days} days. All the animals eat equally much. "
        f"For how many days would the same store feed {after} {animal}?"
    )
    return text, before * days // after


@family(level=3)
def printers(rng: Rng) -> Draw:
    few, minutes, rate = rng.randint(3, 7), rng.randint(4, 12), rng.randint(8, 20)
    many = until(lambda: rng.randint(4, 12), lambda n: n != few)
    time = until(lambda: rng.randint(5, 30), lambda n: n != minutes)
    assert Fraction(many * time * rate, few * minutes * rate) == Fraction(many * time, few * minutes)
    text = (
        f"{few} identical printers print {few * minutes * rate} pages in {minutes} minutes. "
        f"How many minutes do {many} such printers need to print {many * time * rate} pages?"
    )
    return text, time


@family(level=3)
def inverse_square(rng: Rng) -> Draw:
    near, far, value = until(
        lambda: (rng.randint(2, 6), rng.randint(3, 12), rng.randint(2, 30)),
        lambda t: t[0] != t[1] and t[2] * t[0] ** 2 % t[1] ** 2,
    )
    text = (
        f"The quantity $y$ is inversely proportional to the square of $x$, and $y = {value}$ when $x = {near}$. "
        f"What is $y$ when $x = {far}$? Give your answer as a common fraction in lowest terms."
    )
    return text, Fraction(value * near**2, far**2)
