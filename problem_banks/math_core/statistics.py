"""Medians, spreads and tables of data."""

from __future__ import annotations

from fractions import Fraction
from statistics import median, mode, pvariance

from .family import Draw, Rng, family, listed, until


@family(level=1, more=(0, 2, 4, 8, 12, 20, 30, 40))
def median_of_a_list(rng: Rng, *, more: int) -> Draw:
    numbers = rng.sample(range(5, 99 + 10 * more), rng.choice([5, 7, 9]) + more)
    value = next(n for n in numbers if sum(m < n for m in numbers) == sum(m > n for m in numbers))
    return f"What is the median of the numbers {listed(list(map(str, numbers)))}?", value


@family(level=1, more=(0, 2, 4, 8, 12, 20, 30, 40))
def range_of_a_list(rng: Rng, *, more: int) -> Draw:
    thing = rng.choice(["temperatures, in degrees", "plant heights, in centimetres", "lap times, in seconds"])
    numbers = rng.sample(range(11, 180 + 20 * more), rng.randint(5, 7) + more)
    return (
        f"What is the range (the difference of the greatest and the least) of these {thing}: {listed(list(map(str, numbers)))}?",
        max(a - b for a in numbers for b in numbers),
    )


@family(level=2)
def frequency_table(rng: Rng) -> Draw:
    thing = rng.choice(["goals", "pets", "siblings", "books"])
    counts = until(
        lambda: [rng.randint(1, 12) for _ in range(5)],
        lambda c: sum(k * n for k, n in enumerate(c)) * 10 % sum(c) == 0 and sum(c) >= 4,
    )
    data = [k for k, n in enumerate(counts) for _ in range(n)]
    shown = listed([f"{k} ({n} time{'s' if n > 1 else ''})" for k, n in enumerate(counts)])
    mean = Fraction(sum(data), len(data))
    text = (
        f"In a survey the following numbers of {thing} were named: {shown}. What is the mean number "
        f"of {thing}? Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, mean


@family(level=2)
def most_frequent_value(rng: Rng) -> Draw:
    values = rng.sample(range(1, 40), 5)
    numbers = values + [values[0]] * 2 + [values[1]]
    rng.shuffle(numbers)
    kind, value = rng.choice([("mode", mode(numbers)), ("median", Fraction(median(numbers)))])
    return (
        (
            f"What is the {kind} of the data {listed(list(map(str, numbers)))}? Give your answer as "
            f"an integer or a decimal."
        ),
        str(value) if value == int(value) else f"{float(value)}",
    )


@family(level=3, more=(0, 2, 4, 7, 11, 16))
def variance_of_a_list(rng: Rng, *, more: int) -> Draw:
    numbers = until(
        lambda: [rng.randint(1, 30 + 5 * more) for _ in range(rng.randint(4, 6) + more)],
        lambda v: len(set(v)) > 2 and sum(v) % len(v) == 0,
    )
    mean = Fraction(sum(numbers), len(numbers))
    value = Fraction(sum(n * n for n in numbers), len(numbers)) - mean**2
    assert value == pvariance(list(map(Fraction, numbers)))
    text = (
        f"What is the population variance (the mean of the squared deviations from the mean) of "
        f"the numbers {listed(list(map(str, numbers)))}? Give your answer as an integer or a common "
        f"fraction in lowest terms."
    )
    return text, value


@family(level=3)
def shifted_data(rng: Rng) -> Draw:
    mean, spread, factor, shift = (
        rng.randint(10, 60),
        rng.randint(2, 12),
        rng.randint(2, 5),
        rng.randint(3, 30),
    )
    data = [mean - spread, mean + spread]
    moved = [factor * n + shift for n in data]
    asked, value = rng.choice(
        [("mean", Fraction(sum(moved), 2)), ("standard deviation", Fraction(moved[1] - moved[0], 2))]
    )
    text = (
        f"A set of data has mean {mean} and standard deviation {spread}. Every value is multiplied "
        f"by {factor}, and then {shift} is added to it. What is the {asked} of the new data?"
    )
    return text, value


@family(level=4)
def median_equals_mean(rng: Rng) -> Draw:
    known = sorted(rng.sample(range(2, 30), 4))
    fits = sorted(
        {n for n in range(-100, 200) if n not in known and 5 * median([*known, n]) == sum(known) + n}
    )
    if len(fits) < 2:
        return median_equals_mean(rng)
    text = (
        f"The five different integers {', '.join(map(str, known))} and $n$ have a median equal "
        f"to their mean. What is the sum of all possible values of $n$?"
    )
    return text, sum(fits)


@family(level=4)
def largest_possible_value(rng: Rng) -> Draw:
    mean, middle = rng.randint(12, 30), rng.randint(8, 25)
    best = 5 * mean - (1 + 2 + middle + middle + 1)
    if best <= middle + 1 or middle < 4:
        return largest_possible_value(rng)
    text = (
        f"Five different positive integers have mean {mean} and median {middle}. What is the greatest "
        f"value the largest of them can have?"
    )
    fits = [
        5 * mean - a - b - middle - d
        for a in range(1, middle)
        for b in range(a + 1, middle)
        for d in range(middle + 1, 5 * mean)
        if 5 * mean - a - b - middle - d > d
    ]
    assert max(fits) == best
    return text, best
