"""Whole numbers and decimals as they are met at school."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family, people, until


@family(level=1)
def stock_changes(rng: Rng) -> Draw:
    place, thing = rng.choice(
        [("bookshop", "books"), ("toy shop", "puzzles"), ("bakery", "rolls"), ("farm shop", "eggs")]
    )
    start, more, less = rng.randint(300, 900), rng.randint(100, 500), rng.randint(50, 290)
    text = (
        f"A {place} has {start} {thing}. It receives {more} more {thing} and then sells {less} of them. "
        f"How many {thing} does the {place} have now?"
    )
    return text, start + more - less


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


@family(level=1)
def temperature_swing(rng: Rng) -> Draw:
    town = rng.choice(["Oslo", "Winnipeg", "Harbin", "Tallinn", "Ulaanbaatar", "Reykjavik"])
    noon, fall, rise = rng.choice([-4, -3, -2, 2, 3, 4, 5, 6]), rng.randint(9, 19), rng.randint(2, 7)
    text = (
        f"At noon the temperature in {town} was {noon} degrees Celsius. By midnight it had fallen by {fall} "
        f"degrees, and from midnight to dawn it rose by {rise} degrees. "
        "What was the temperature at dawn, in degrees Celsius?"
    )
    return text, noon - fall + rise


@family(level=1)
def decimal_product(rng: Rng) -> Draw:
    left = Fraction(until(lambda: rng.randint(12, 98), lambda n: n % 10 > 0), 10)
    right = Fraction(until(lambda: rng.randint(11, 89), lambda n: n % 10 > 0), 100)
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
