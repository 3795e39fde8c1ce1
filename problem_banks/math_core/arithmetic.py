"""Whole numbers and decimals as they are met at school."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, agreed, decimal, family, people, until


@family(level=1, days=(1, 2, 3, 4, 6, 8, 11, 15))
def stock_changes(rng: Rng, *, days: int) -> Draw:
    place, thing = rng.choice(
        [("bookshop", "books"), ("toy shop", "puzzles"), ("bakery", "rolls"), ("farm shop", "eggs")]
    )
    start, more, less = rng.randint(300, 900), rng.randint(100, 500), rng.randint(50, 290)
    left, gained, sold = start + more - less, more, less
    told = f"A {place} has {start} {thing}. It receives {more} more {thing} and then sells {less} of them. "
    for _ in range(days - 1):
        more = rng.randint(100, 500)
        less = rng.randint(50, min(left + more, 500))
        left, gained, sold = left + more - less, gained + more, sold + less
        told += f"The next day it receives {more} more {thing} and sells {less} of its {thing}. "
    return f"{told}How many {thing} does the {place} have now?", agreed(left, start + gained - sold)


@family(level=1)
def order_of_operations(rng: Rng) -> Draw:
    first, factor, low, divisor = (
        rng.randint(10, 60),
        rng.randint(3, 12),
        rng.randint(2, 9),
        rng.randint(2, 6),
    )
    high = low + divisor * rng.randint(2, 5)
    value = Fraction(factor * (high - low), divisor)
    assert value.denominator == 1
    return (
        f"What is the value of ${first} + {factor} \\times ({high} - {low}) \\div {divisor}$?",
        first + int(value),
    )


@family(level=1, nights=(1, 2, 3, 4, 6, 8, 11, 15))
def temperature_swing(rng: Rng, *, nights: int) -> Draw:
    town = rng.choice(["Oslo", "Winnipeg", "Harbin", "Tallinn", "Ulaanbaatar", "Reykjavik"])
    noon, fall, rise = rng.choice([-4, -3, -2, 2, 3, 4, 5, 6]), rng.randint(9, 19), rng.randint(2, 7)
    text = (
        f"At noon the temperature in {town} was {noon} degrees Celsius. By midnight it had fallen by {fall} "
        f"degrees, and from midnight to dawn it rose by {rise} degrees. "
        "What was the temperature at dawn, in degrees Celsius?"
    )
    changes = [-fall, rise]
    for _ in range(nights - 1):
        fall, rise = rng.randint(2, 19), rng.randint(2, 19)
        text = text.replace(
            "What was the temperature at dawn",
            f"Then it rose by {rise} degrees until the next noon and fell by {fall} degrees until the next dawn. What was the temperature at dawn",
        )
        changes += [rise, -fall]
    last = "at the last of these dawns" if nights > 1 else "at dawn"
    return text.replace("What was the temperature at dawn", f"What was the temperature {last}"), agreed(
        noon + sum(changes), sum(c for c in changes if c > 0) - sum(-c for c in changes if c < 0) + noon
    )


@family(level=1, wide=(1, 3, 10, 40, 200, 1000, 10**4, 10**6))
def decimal_product(rng: Rng, *, wide: int) -> Draw:
    left = Fraction(until(lambda: rng.randint(12 * wide, 98 * wide), lambda n: n % 10 > 0), 10)
    right = Fraction(until(lambda: rng.randint(11 * wide, 89 * wide), lambda n: n % 10 > 0), 100)
    text = f"What is ${decimal(left)} \\times {decimal(right)}$? Give the exact value as a decimal."
    return text, decimal(left * right)


@family(level=1)
def rounding(rng: Rng) -> Draw:
    unit, name = rng.choice([(10, "ten"), (100, "hundred"), (1000, "thousand")])
    number = until(lambda: rng.randint(10_001, 98_999), lambda n: n % unit * 2 != unit and n % 10 > 0)
    nearest = min((number // unit * unit, number // unit * unit + unit), key=lambda m: abs(m - number))
    return f"Round {number} to the nearest {name}.", nearest


@family(level=2)
def number_puzzle(rng: Rng) -> Draw:
    who = people(rng, 1)[0]
    number, factor, divisor = rng.randint(4, 30), rng.randint(3, 9), rng.randint(2, 6)
    less = until(lambda: rng.randint(1, 3 * divisor), lambda n: (number * factor - n) % divisor == 0)
    result = (number * factor - less) // divisor
    solutions = [n for n in range(500) if Fraction(n * factor - less, divisor) == result]
    assert solutions == [number]
    text = (
        f"{who} thinks of a number, multiplies it by {factor}, subtracts {less} from the product, and divides "
        f"what is left by {divisor}. The result is {result}. What number did {who} think of?"
    )
    return text, number


@family(level=2)
def stacked_chairs(rng: Rng) -> Draw:
    rows, seats, extra = rng.randint(8, 24), rng.randint(11, 29), rng.randint(3, 9)
    guests = rows * seats + rng.randint(1, extra * seats - 1)
    needed = next(n for n in range(1, 1000) if n * seats >= guests) - rows
    text = (
        f"A hall has {rows} rows of {seats} chairs. {guests} guests are expected, and every guest needs a chair. "
        f"Extra rows of {seats} chairs can be added. What is the least number of extra rows needed?"
    )
    return text, needed


@family(level=4)
def digit_sum_of_difference(rng: Rng) -> Draw:
    power, less = rng.randint(20, 60), rng.randint(12, 998)
    total = sum(map(int, str(10**power - less)))
    return f"What is the sum of the digits of the number $10^{{{power}}} - {less}$?", total
