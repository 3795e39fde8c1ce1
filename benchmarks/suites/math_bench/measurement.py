"""Quantities of daily life and science."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family, until


@family(level=1)
def fuel_for_a_trip(rng: Rng) -> Draw:
    per_hundred, distance = Fraction(rng.randint(42, 98), 10), 50 * rng.randint(3, 19)
    text = (
        f"A car uses {decimal(per_hundred)} litres of petrol for 100 kilometres. How many litres does it use for "
        f"{distance} kilometres?"
    )
    return text, decimal(per_hundred * distance / 100)


@family(level=2)
def turns_of_a_gear(rng: Rng) -> Draw:
    front, back, turns = until(
        lambda: (rng.randint(30, 52), rng.randint(11, 28), rng.randint(20, 200)),
        lambda t: t[0] * t[2] % t[1] == 0,
    )
    text = (
        f"A bicycle chain runs over a front sprocket with {front} teeth and a rear sprocket with {back} teeth. How "
        f"often does the rear sprocket turn while the front one turns {turns} times?"
    )
    return text, front * turns // back


@family(level=2)
def balance_of_a_seesaw(rng: Rng) -> Draw:
    left, arm, right = until(
        lambda: (rng.randint(18, 60), rng.randint(80, 240), rng.randint(18, 60)),
        lambda t: t[0] != t[2] and t[0] * t[1] % t[2] == 0 and t[0] * t[1] // t[2] < 260,
    )
    text = (
        f"A child of {left} kg sits {arm} cm from the pivot of a seesaw. How far from the pivot, in centimetres, must "
        f"a child of {right} kg sit on the other side so that they balance?"
    )
    return text, left * arm // right


@family(level=3)
def mass_after_half_lives(rng: Rng) -> Draw:
    life, periods, start = rng.randint(3, 30), rng.randint(2, 6), rng.randint(3, 40)
    rest = Fraction(start * 16, 2**periods)
    text = (
        f"A radioactive substance has a half-life of {life} days. Of {start * 16} grams, how many grams are left after "
        f"{life * periods} days?"
    )
    return text, decimal(rest)


@family(level=2)
def mass_from_density(rng: Rng) -> Draw:
    density, a, b, c = (
        rng.choice([27, 78, 89, 105, 193]),
        rng.randint(2, 12),
        rng.randint(2, 12),
        rng.randint(2, 12),
    )
    text = (
        f"A metal has a density of {decimal(Fraction(density, 10))} grams per cubic centimetre. What is the mass, in "
        f"grams, of a solid bar of this metal that measures {a} cm by {b} cm by {c} cm?"
    )
    return text, decimal(Fraction(density * a * b * c, 10))


@family(level=3)
def resistors_side_by_side(rng: Rng) -> Draw:
    one, two, behind = rng.randint(2, 60), rng.randint(2, 60), rng.randint(1, 20)
    text = (
        f"Two resistors of {one} and {two} ohms are connected in parallel, and a third one of {behind} ohms in series "
        "with that pair. What is the total resistance in ohms? Give an exact value."
    )
    return text, Fraction(one * two, one + two) + behind


@family(level=1)
def time_for_a_download(rng: Rng) -> Draw:
    speed, seconds = rng.randint(2, 25), rng.randint(6, 90)
    size = speed * seconds
    text = (
        f"A connection carries {8 * speed} megabits per second, and one byte has 8 bits. How many seconds does it take "
        f"to load a file of {size} megabytes?"
    )
    return text, seconds


@family(level=2)
def celsius_and_fahrenheit(rng: Rng) -> Draw:
    celsius = 5 * rng.randint(-8, 40)
    fahrenheit = celsius * 9 // 5 + 32
    if rng.random() < 0.5:
        return (
            f"Water in a kettle has a temperature of {celsius} degrees Celsius. What is that in degrees Fahrenheit?",
            fahrenheit,
        )
    return f"An oven is set to {fahrenheit} degrees Fahrenheit. What is that in degrees Celsius?", celsius


@family(level=4)
def dilution_in_steps(rng: Rng) -> Draw:
    part, whole, steps = rng.randint(1, 3), rng.randint(4, 12), rng.randint(2, 4)
    share = Fraction(part, whole) ** steps
    text = (
        f"In each step of a dilution series, {part} ml of the liquid before are filled up with water to {whole} ml. "
        f"Which fraction of the original concentration is left after {steps} steps? Give it in lowest terms."
    )
    return text, share


@family(level=3)
def echo_of_a_ship(rng: Rng) -> Draw:
    depth = 15 * rng.randint(52, 180)
    time = Fraction(2 * depth, 1500)
    text = (
        f"A ship sends a sound to the sea floor and hears its echo after {decimal(time)} seconds. Sound travels "
        "1500 metres per second in sea water. How deep is the sea there, in metres?"
    )
    return text, depth
