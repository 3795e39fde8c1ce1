"""Means of lists, of groups and of what is missing from them."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, listed, people, until


@family(level=1, more=(0, 2, 4, 7, 11, 16, 24, 32))
def mean_of_a_list(rng: Rng, *, more: int) -> Draw:
    thing = rng.choice(
        ["scores", "lengths in centimetres", "daily numbers of visitors", "masses in kilograms"]
    )
    numbers = until(
        lambda: [rng.randint(12, 90 + 20 * more) for _ in range(rng.randint(4, 6) + more)],
        lambda v: sum(v) % len(v) == 0,
    )
    return f"What is the mean of the following {thing}: {listed(list(map(str, numbers)))}?", sum(
        numbers
    ) // len(numbers)


@family(level=2)
def needed_score(rng: Rng) -> Draw:
    who, tests, goal = people(rng, 1)[0], rng.randint(3, 6), rng.randint(78, 90)
    mean = goal - rng.randint(1, 3)
    needed = next(s for s in range(301) if Fraction(tests * mean + s, tests + 1) == goal)
    text = (
        f"After {tests} tests, {who} has a mean score of {mean} points. Which score on the next test brings the mean "
        f"of all {tests + 1} tests to exactly {goal} points?"
    )
    return (text, needed) if needed <= 100 else needed_score(rng)


@family(level=3)
def two_groups(rng: Rng) -> Draw:
    m, n, a, b = until(
        lambda: (*rng.sample(range(8, 32), 2), *rng.sample(range(60, 95), 2)),
        lambda t: (t[0] * t[2] + t[1] * t[3]) % (t[0] + t[1]) == 0,
    )
    marks = [a] * m + [b] * n
    text = (
        f"In a class of {m} students the mean mark is {a}, and in a class of {n} students it is {b}. "
        "What is the mean mark of all students of the two classes together?"
    )
    return text, Fraction(sum(marks), len(marks))


@family(level=3)
def misread_value(rng: Rng) -> Draw:
    count, gap = rng.randint(8, 25), rng.randint(2, 4)
    right, wrong_mean = rng.randint(100, 180), rng.randint(60, 120)
    wrong = right - count * gap if rng.random() < 0.5 and right > count * gap else right + count * gap
    mean = Fraction(count * wrong_mean - wrong + right, count)
    text = (
        f"A clerk found the mean of {count} numbers to be {wrong_mean}, but had misread one of them as {wrong} instead of {right}. "
        "What is the correct mean?"
    )
    return text, mean


@family(level=4)
def removed_number(rng: Rng) -> Draw:
    last = rng.randint(12, 40)
    gone = rng.randint(1, last)
    mean = Fraction(last * (last + 1) // 2 - gone, last - 1)
    fits = {
        (n, r)
        for n in range(2, 120)
        for r in [n * (n + 1) // 2 - mean * (n - 1)]
        if r.denominator == 1 and 1 <= r <= n
    }
    if len(fits) != 1 or mean.denominator == 1:
        return removed_number(rng)
    text = (
        "The integers from 1 to $n$ are written on a board, and one of them is erased. The mean of the remaining numbers is "
        f"$\\frac{{{mean.numerator}}}{{{mean.denominator}}}$. Which number was erased?"
    )
    return text, gone
