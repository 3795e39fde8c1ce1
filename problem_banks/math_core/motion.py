"""Distances, speeds and meetings."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, family, people, until


@family(level=1)
def steady_journey(rng: Rng) -> Draw:
    vehicle, speed, hours = (
        rng.choice(["train", "coach", "motorcycle", "lorry"]),
        5 * rng.randint(6, 24),
        rng.randint(3, 9),
    )
    text = (
        f"A {vehicle} travels at a steady {speed} kilometres per hour. How many kilometres does "
        f"it travel in {hours} hours?"
    )
    return text, speed * hours


@family(level=2)
def meeting_cyclists(rng: Rng) -> Draw:
    (first, second), (a, b) = people(rng, 2), rng.sample(range(11, 26), 2)
    hours = rng.randint(2, 6)
    text = (
        f"{first} and {second} live {(a + b) * hours} kilometres apart. They start cycling towards each other at the same time, "
        f"{first} at {a} kilometres per hour and {second} at {b} kilometres per hour. After how many hours do they meet?"
    )
    return text, hours


@family(level=3)
def round_trip_average(rng: Rng) -> Draw:
    out, back = until(
        lambda: (rng.randint(20, 90), rng.randint(20, 90)),
        lambda p: p[0] != p[1] and 2 * p[0] * p[1] % sum(p) == 0,
    )
    distance = Fraction(out * back)
    average = 2 * distance / (distance / out + distance / back)
    text = (
        f"A courier drives from a depot to a shop at {out} kilometres per hour and returns along the same road at {back} kilometres "
        "per hour. What is the average speed for the whole trip, in kilometres per hour?"
    )
    return text, average


@family(level=3)
def train_over_bridge(rng: Rng) -> Draw:
    speed, seconds = rng.randint(12, 40), rng.randint(15, 45)
    train = 10 * rng.randint(8, speed * seconds // 20)
    text = (
        f"A train {train} metres long crosses a bridge {speed * seconds - train} metres long at a constant speed. From the moment the "
        f"front of the train enters the bridge until the end of the train leaves it, {seconds} seconds pass. "
        "What is the speed of the train, in metres per second?"
    )
    return text, Fraction(train + (speed * seconds - train), seconds)


@family(level=3)
def catching_up(rng: Rng) -> Draw:
    (first, second), (slow, fast, head) = (
        people(rng, 2),
        until(
            lambda: (rng.randint(50, 80), rng.randint(85, 160), rng.randint(4, 20)),
            lambda t: t[0] * t[2] % (t[1] - t[0]) == 0,
        ),
    )
    minutes = next(m for m in range(1, 10_000) if fast * m >= slow * (m + head))
    assert fast * minutes == slow * (minutes + head)
    text = (
        f"{first} leaves home and walks to school at {slow} metres per minute. {head} minutes later, {second} leaves the same home and "
        f"follows along the same road at {fast} metres per minute. {second} catches up with {first} before they reach the school. "
        f"How many minutes after {second} leaves does this happen?"
    )
    return text, minutes


@family(level=4)
def boat_on_a_river(rng: Rng) -> Draw:
    boat, stream = until(lambda: (rng.randint(6, 24), rng.randint(1, 8)), lambda p: p[1] < p[0])
    up = rng.randint(2, 6) * (boat + stream)
    down_time, up_time = Fraction(up, boat + stream), Fraction(up, boat - stream)
    fits = [
        (b, s)
        for b in range(1, 60)
        for s in range(b)
        if up == (b + s) * down_time and up == (b - s) * up_time
    ]
    assert fits == [(boat, stream)]
    if up_time.denominator != 1:
        return boat_on_a_river(rng)
    text = (
        f"A motor boat covers {up} kilometres downstream in {down_time} hours and needs {up_time} hours to return upstream. The speed "
        "of the boat in still water and the speed of the current are constant. What is the speed of the current, in kilometres per hour?"
    )
    return text, stream
