"""Data and what summarises it."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family, listed, until


def shown(values: list[int]) -> str:
    return listed([str(value) for value in values])


@family(level=2)
def mark_with_weights(rng: Rng) -> Draw:
    marks = [rng.randint(40, 100) for _ in range(3)]
    weights = rng.choice([(20, 30, 50), (10, 40, 50), (25, 25, 50), (30, 30, 40), (15, 35, 50)])
    total = sum(m * w for m, w in zip(marks, weights, strict=True))
    text = (
        f"A course mark is made of homework ({weights[0]} percent), a midterm ({weights[1]} percent) and a final exam "
        f"({weights[2]} percent). A student has {marks[0]}, {marks[1]} and {marks[2]} points in them. What is the course "
        "mark, in points?"
    )
    return text, decimal(Fraction(total, 100))


@family(level=3)
def standard_score(rng: Rng) -> Draw:
    mean, spread, tenths = (
        rng.randint(40, 90),
        rng.randint(2, 15),
        rng.choice([-25, -20, -15, -8, 8, 12, 15, 20, 25]),
    )
    value = mean + Fraction(spread * tenths, 10)
    text = (
        f"Test results have a mean of {mean} points and a standard deviation of {spread} points. What is the z-score of "
        f"a result of {decimal(value)} points?"
    )
    return text, decimal(Fraction(tenths, 10))


@family(level=4)
def slope_of_best_line(rng: Rng) -> Draw:
    xs = sorted(rng.sample(range(9), 4))
    ys = [rng.randint(0, 12) for _ in xs]
    mean_x, mean_y = Fraction(sum(xs), 4), Fraction(sum(ys), 4)
    above = sum((a - mean_x) * (b - mean_y) for a, b in zip(xs, ys, strict=True))
    below = sum((a - mean_x) ** 2 for a in xs)
    points = listed([f"$({a}, {b})$" for a, b in zip(xs, ys, strict=True)])
    text = (
        f"A straight line is fitted to the points {points} by the method of least squares. What is its slope? Give an "
        "exact value."
    )
    return text, above / below


@family(level=3)
def distance_between_quartiles(rng: Rng) -> Draw:
    values = rng.sample(range(1, 60), 11)
    ordered = sorted(values)
    text = (
        "The lower quartile of an odd number of values is the median of those below the median in order, the upper "
        f"quartile the median of those above it. What is the difference of the quartiles of {shown(values)}?"
    )
    return text, ordered[8] - ordered[2]


@family(level=2)
def degrees_of_a_pie_chart(rng: Rng) -> Draw:
    counts = until(
        lambda: [rng.randint(3, 40) for _ in range(4)],
        lambda c: 360 * c[0] % sum(c) == 0 and len(set(c)) == 4,
    )
    kinds = rng.sample(["bus", "tram", "bicycle", "car", "train", "scooter"], 4)
    said = listed([f"{n} by {kind}" for n, kind in zip(counts, kinds, strict=True)])
    text = (
        f"Asked how they come to work, people answered: {said}. How many degrees has the sector for {kinds[0]} in a pie "
        "chart of these answers?"
    )
    return text, 360 * counts[0] // sum(counts)


@family(level=3)
def harmonic_mean_of_three(rng: Rng) -> Draw:
    values = rng.sample(range(2, 30), 3)
    mean = 3 / sum(Fraction(1, value) for value in values)
    text = f"What is the harmonic mean of the numbers {shown(values)}? Give an exact value."
    return text, mean


@family(level=4)
def middle_from_grouped_data(rng: Rng) -> Draw:
    counts = [rng.randint(2, 20) for _ in range(4)]
    middles = [5, 15, 25, 35]
    total = sum(c * m for c, m in zip(counts, middles, strict=True))
    text = (
        f"Waiting times in minutes were counted in classes: {counts[0]} from 0 to 10, {counts[1]} from 10 to 20, "
        f"{counts[2]} from 20 to 30 and {counts[3]} from 30 to 40. Taking the middle of each class for all its times, "
        "what is the mean waiting time in minutes? Give an exact value."
    )
    return text, Fraction(total, sum(counts))


@family(level=5)
def merged_variance(rng: Rng) -> Draw:
    n, m = rng.randint(2, 12), rng.randint(2, 12)
    a, b, u, v = rng.randint(1, 20), rng.randint(1, 20), rng.randint(1, 16), rng.randint(1, 16)
    mean = Fraction(n * a + m * b, n + m)
    squares = Fraction(n * (u + a * a) + m * (v + b * b), n + m)
    text = (
        f"A group of {n} values has mean {a} and variance {u}, another of {m} values has mean {b} and variance {v}; all "
        "variances are mean squared deviations, divided by the number of values. What is the variance of all the values "
        "together? Give an exact value."
    )
    return text, squares - mean**2
