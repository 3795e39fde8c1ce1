"""Parts of a hundred: discounts, changes and what stood before them."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, dollars, family, until


@family(level=1)
def percent_of_a_group(rng: Rng) -> Draw:
    group, trait = rng.choice(
        [
            ("pupils at a school", "walk to school"),
            ("members of a club", "play chess"),
            ("guests at a hotel", "stay one night"),
        ]
    )
    share = rng.choice([5, 15, 20, 30, 35, 40, 45, 60, 65, 70, 80])
    total = 20 * rng.randint(7, 48)
    return f"There are {total} {group}, and {share}% of them {trait}. How many {trait}?", total * share // 100


@family(level=2)
def sale_price(rng: Rng) -> Draw:
    thing, off = (
        rng.choice(["coat", "lamp", "backpack", "kettle", "bicycle helmet"]),
        rng.choice([15, 20, 25, 30, 35, 40]),
    )
    cents = 20 * rng.randint(90, 480) * 5
    assert cents * (100 - off) % 100 == 0
    text = (
        f"A {thing} that normally costs {dollars(cents)} is on sale at {off}% off. "
        "What is the sale price, in dollars?"
    )
    return text, decimal(Fraction(cents * (100 - off), 10_000))


@family(level=2)
def percent_increase(rng: Rng) -> Draw:
    thing, percent = (
        rng.choice(["rent of a flat", "price of a ticket", "fee of a course"]),
        rng.randint(3, 48),
    )
    before = until(lambda: 10 * rng.randint(10, 90), lambda n: n * percent % 100 == 0)
    after = before + before * percent // 100
    text = (
        f"The {thing} rises from {before} dollars to {after} dollars. By what percentage does it rise? "
        "Give your answer as a percentage."
    )
    return text, f"{percent}\\%"


@family(level=3)
def price_before_discount(rng: Rng) -> Draw:
    off, before = rng.choice([10, 15, 20, 30, 35, 40, 45]), 20 * rng.randint(4, 40)
    after = before * (100 - off) // 100
    assert [n for n in range(1, 1000) if n * (100 - off) == after * 100] == [before]
    thing = rng.choice(["After", "At the end of the season, after"])
    text = (
        f"{thing} a discount of {off}%, a pair of boots costs {after} dollars. "
        "What did the boots cost before the discount, in dollars?"
    )
    return text, before


@family(level=3)
def two_changes(rng: Rng) -> Draw:
    up, down = rng.sample([5, 10, 15, 20, 25, 30, 40, 50, 60], 2)
    thing = rng.choice(
        ["share price", "population of a village", "price of silver", "number of visitors to a museum"]
    )
    text = (
        f"The {thing} rises by {up}% in one year and falls by {down}% in the next. "
        f"What percentage of its original value is the {thing} then? Give your answer as a percentage."
    )
    return text, decimal(Fraction((100 + up) * (100 - down), 100)) + "\\%"


@family(level=3)
def election_margin(rng: Rng) -> Draw:
    share, unit = rng.randint(52, 68), rng.randint(5, 60)
    margin = (2 * share - 100) * unit
    assert [n for n in range(100, 100 * 61, 100) if n * share - n * (100 - share) == 100 * margin] == [
        100 * unit
    ]
    text = (
        f"In an election with exactly two candidates, the winner received {share}% of the votes and won by {margin} votes. "
        "How many votes were cast in total?"
    )
    return text, 100 * unit


@family(level=4)
def drying_fruit(rng: Rng) -> Draw:
    fruit, dried = rng.choice([("grapes", "raisins"), ("plums", "prunes")])
    solid, left, kilos = until(
        lambda: (rng.randint(10, 30), rng.randint(70, 90), rng.randint(20, 120)),
        lambda t: t[0] * t[2] % t[1] == 0,
    )
    result = Fraction(solid * kilos, left)
    assert result * left == kilos * solid
    text = (
        f"Fresh {fruit} are {100 - solid}% water by mass, and {dried} are {100 - left}% water by mass. "
        f"Only water is lost in drying. How many kilograms of {dried} do {kilos} kilograms of fresh {fruit} give?"
    )
    return text, int(result)
