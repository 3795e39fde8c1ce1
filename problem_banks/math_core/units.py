"""Measures turned into other measures."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family, people


@family(level=1)
def length_in_other_units(rng: Rng) -> Draw:
    big, small, factor = rng.choice(
        [("metres", "centimetres", 100), ("kilometres", "metres", 1000), ("feet", "inches", 12)]
    )
    value = Fraction(rng.randint(11, 89) * 4 + 2, 4)
    return f"How many {small} are {decimal(value)} {big}?", int(value * factor)


@family(level=1)
def length_of_a_film(rng: Rng) -> Draw:
    start, length = rng.randint(13 * 60 + 5, 20 * 60 + 55), rng.randint(82, 175)
    end = start + length
    text = (
        f"A film starts at {start // 60}:{start % 60:02d} and ends at {end // 60}:{end % 60:02d} on the same day "
        "(24-hour clock). How many minutes long is it?"
    )
    return text, (end // 60 - start // 60) * 60 + end % 60 - start % 60


@family(level=2)
def speed_in_other_units(rng: Rng) -> Draw:
    animal, metres = rng.choice(["hare", "cheetah", "falcon", "greyhound", "swift"]), rng.randint(4, 34)
    speed = Fraction(metres * 3600, 1000)
    if rng.random() < 0.5:
        return (
            (
                f"A {animal} moves at {metres} metres per second. What is its speed in kilometres per "
                f"hour? Give the exact value as a decimal or integer."
            ),
            decimal(speed),
        )
    return (
        f"A {animal} moves at {decimal(speed)} kilometres per hour. What is its speed in metres per second?",
        metres,
    )


@family(level=2)
def pouring_glasses(rng: Rng) -> Draw:
    who, glass, count = people(rng, 1)[0], rng.choice([150, 180, 200, 240, 250]), rng.randint(7, 28)
    spare = rng.randint(1, glass // 10 - 1) * 10
    jug = Fraction(glass * count + spare, 1000)
    text = (
        f"{who} has {decimal(jug)} litres of juice and fills glasses with {glass} millilitres each. "
        f"How many glasses can {who} fill completely?"
    )
    return text, len([None for n in range(1, 100) if n * glass <= jug * 1000])


@family(level=3)
def tiles_on_a_floor(rng: Rng) -> Draw:
    side = rng.choice([20, 25, 30, 40, 50])
    length, width = (Fraction(side * rng.randint(8, 20), 100) for _ in range(2))
    tiles = sum(1 for _ in range(0, int(length * 100), side) for _ in range(0, int(width * 100), side))
    text = (
        f"A rectangular floor is {decimal(length)} metres long and {decimal(width)} metres wide. It is covered without gaps by square tiles "
        f"whose sides are {side} centimetres. How many tiles are needed?"
    )
    return text, tiles
