"""Whole numbers and how they are made up."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt

from .family import Draw, Rng, family, until


@family(level=1)
def repeated_digit_sum(rng: Rng) -> Draw:
    number = rng.randint(10_000, 99_999_999)
    total = number
    while total > 9:
        total = sum(map(int, str(total)))
    text = (
        f"Add the digits of {number}, then the digits of the result, and so on until a single digit is left. Which "
        "digit is it?"
    )
    return text, total


@family(level=2)
def square_numbers_in_a_range(rng: Rng) -> Draw:
    low, high = rng.randint(50, 900), rng.randint(1000, 9000)
    text = f"How many perfect squares are greater than {low} and less than {high}?"
    return text, sum(low < n * n < high for n in range(1, 100))


@family(level=2)
def halving_and_tripling(rng: Rng) -> Draw:
    start = until(lambda: rng.randint(6, 60), lambda n: 5 <= len(collatz(n)) <= 22)
    text = (
        "Starting from a whole number, an even number is halved and an odd number is multiplied by 3 and increased by "
        f"1, again and again. How many steps lead from {start} to the first 1?"
    )
    return text, len(collatz(start)) - 1


def collatz(start: int) -> list[int]:
    path = [start]
    while path[-1] != 1:
        path.append(path[-1] // 2 if path[-1] % 2 == 0 else 3 * path[-1] + 1)
    return path


@family(level=3)
def numbers_coprime_to(rng: Rng) -> Draw:
    number = rng.randint(40, 400)
    text = f"How many of the whole numbers from 1 to {number} have no common divisor with {number} except 1?"
    return text, sum(gcd(number, k) == 1 for k in range(1, number + 1))


@family(level=3)
def division_steps(rng: Rng) -> Draw:
    big, small = until(lambda: (rng.randint(100, 999), rng.randint(30, 99)), lambda t: gcd(*t) < t[1])
    a, b, steps = big, small, 0
    while b:
        a, b, steps = b, a % b, steps + 1
    text = (
        f"Euclid's algorithm for the greatest common divisor of {big} and {small} begins by dividing {big} by {small} "
        "with remainder and stops when a remainder is 0. How many divisions with remainder does it make?"
    )
    return text, steps


@family(level=4)
def least_period_of_powers(rng: Rng) -> Draw:
    base, modulus = until(
        lambda: (rng.randint(2, 12), rng.randint(7, 53)), lambda t: gcd(*t) == 1 and t[0] % t[1] > 1
    )
    order = next(k for k in range(1, modulus) if pow(base, k, modulus) == 1)
    text = (
        f"What is the smallest positive whole number $k$ for which ${base}^k - 1$ is divisible by {modulus}?"
    )
    return text, order


@family(level=4)
def sums_of_two_squares(rng: Rng) -> Draw:
    number = until(lambda: rng.randint(25, 700), lambda n: len(two_squares(n)) >= 1)
    text = (
        f"In how many ways can {number} be written as a sum $a^2 + b^2$ with whole numbers $0 \\le a \\le b$?"
    )
    return text, len(two_squares(number))


def two_squares(number: int) -> list[tuple[int, int]]:
    return [
        (a, b)
        for a in range(isqrt(number) + 1)
        for b in range(a, isqrt(number) + 1)
        if a * a + b * b == number
    ]


@family(level=3)
def sum_of_proper_divisors(rng: Rng) -> Draw:
    number = until(lambda: rng.randint(60, 600), lambda n: sum(n % d == 0 for d in range(1, n)) >= 5)
    text = (
        f"A divisor of a number is called proper if it is positive and smaller than the number. What is the sum of "
        f"all proper divisors of {number}?"
    )
    return text, sum(d for d in range(1, number) if number % d == 0)


@family(level=5)
def right_triangles_with_a_leg(rng: Rng) -> Draw:
    leg = until(lambda: rng.randint(12, 72), lambda n: len(triples(n)) >= 2)
    text = (
        f"How many right triangles have three whole numbers as side lengths and {leg} as the length of one of the two "
        "sides at the right angle?"
    )
    return text, len(triples(leg))


def triples(leg: int) -> list[tuple[int, int]]:
    return [
        (b, c) for b in range(1, leg * leg) for c in [isqrt(leg * leg + b * b)] if c * c == leg * leg + b * b
    ]


@family(level=4)
def proper_fractions_in_lowest_terms(rng: Rng) -> Draw:
    most = rng.randint(6, 24)
    values = {Fraction(a, b) for b in range(2, most + 1) for a in range(1, b)}
    text = f"How many different values strictly between 0 and 1 can a fraction have whose denominator is at most {most}?"
    return text, len(values)


@family(level=5)
def greedy_unit_fraction(rng: Rng) -> Draw:
    value = until(lambda: Fraction(rng.randint(2, 9), rng.randint(11, 29)), lambda f: len(greedy(f)) == 3)
    text = (
        f"From the fraction $\\frac{{{value.numerator}}}{{{value.denominator}}}$ the largest possible fraction of the "
        "form $\\frac{1}{n}$ is subtracted, then the same is done with the rest, until nothing is left. What is the "
        "denominator of the last fraction that is subtracted?"
    )
    return text, greedy(value)[-1]


def greedy(rest: Fraction) -> list[int]:
    found = []
    while rest > 0:
        found.append(-(-rest.denominator // rest.numerator))
        rest -= Fraction(1, found[-1])
    return found


@family(level=5)
def last_one_in_the_circle(rng: Rng) -> Draw:
    count, every = rng.randint(9, 40), rng.randint(2, 5)
    circle = list(range(1, count + 1))
    at = 0
    while len(circle) > 1:
        at = (at + every - 1) % len(circle)
        circle.pop(at)
    order = {2: "second", 3: "third", 4: "fourth", 5: "fifth"}[every]
    text = (
        f"{count} children, numbered from 1 to {count}, stand in a circle. Counting starts at number 1, and every "
        f"{order} child that is still there leaves, round and round, until one is left. Which number has that child?"
    )
    return text, circle[0]
