"""Hands, gains and time zones."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, decimal, family


@family(level=1)
def delayed_journey(rng: Rng) -> Draw:
    hours, minutes, late = rng.randint(2, 7), rng.randint(5, 55), rng.randint(6, 48)
    vehicle = rng.choice(["train", "bus", "ferry", "plane"])
    text = (
        f"The journey of a {vehicle} should take {hours} hours and {minutes} minutes. It leaves "
        f"on time but arrives {late} minutes late. How many minutes does the journey take?"
    )
    return text, hours * 60 + minutes + late


@family(level=3)
def angle_of_the_hands(rng: Rng) -> Draw:
    hour, minute = rng.randint(1, 12), rng.choice([10, 15, 20, 24, 25, 30, 35, 36, 40, 45, 48, 50, 54, 55])
    small, large = Fraction(hour % 12 * 60 + minute, 2), Fraction(6 * minute)
    gap = abs(small - large)
    value = min(gap, 360 - gap)
    return (
        (
            (
                f"What is the smaller angle, in degrees, between the hour hand and the minute hand of "
                f"a clock at {hour}:{minute:02d}? Give your answer as an integer or a decimal."
            ),
            decimal(value),
        )
        if value
        else angle_of_the_hands(rng)
    )


@family(level=3)
def slow_clock(rng: Rng) -> Draw:
    way, each, hours = rng.choice(["gains", "loses"]), rng.randint(2, 12), rng.randint(4, 11)
    shown = hours * (60 + each if way == "gains" else 60 - each)
    text = (
        f"A clock {way} {each} minutes in every hour of true time. It was set right at noon. How "
        f"many minutes have truly passed since noon when the clock shows that {shown} minutes "
        f"have passed?"
    )
    return text, next(
        t for t in range(1, 1000) if Fraction(t * (60 + (each if way == "gains" else -each)), 60) == shown
    )


@family(level=4)
def hands_together(rng: Rng) -> Draw:
    hour = rng.randint(1, 10)
    minute = Fraction(60 * hour, 11)
    assert (60 * hour + minute) / 2 == 6 * minute
    kind = rng.choice(["together", "opposite"])
    if kind == "opposite":
        minute = Fraction(60 * hour + (360 if hour < 6 else -360), 11)
        assert abs((60 * hour + minute) / 2 - 6 * minute) == 180
    what = "coincide" if kind == "together" else "point in exactly opposite directions"
    text = (
        f"How many minutes after {hour} o'clock do the hour hand and the minute hand of a clock "
        f"first {what}? Give your answer as an integer or a common fraction in lowest terms."
    )
    return (text, minute) if 0 < minute < 60 else hands_together(rng)


@family(level=4)
def times_on_a_display(rng: Rng) -> Draw:
    words, holds = rng.choice(
        [
            (
                "four equal digits or two pairs of equal digits",
                lambda t: all(t.count(d) in (2, 4) for d in t),
            ),
            ("four different digits", lambda t: len(set(t)) == 4),
            ("digits that read the same backwards", lambda t: t == t[::-1]),
            ("at least one digit 3", lambda t: "3" in t),
            ("digits with the sum 10", lambda t: sum(map(int, t)) == 10),
            ("digits with the sum 15", lambda t: sum(map(int, t)) == 15),
            ("at least two digits 1", lambda t: t.count("1") >= 2),
            ("no digit 2", lambda t: "2" not in t),
        ]
    )
    start = rng.randint(0, 8)
    times = [f"{h:02d}{m:02d}" for h in range(start, 24) for m in range(60)]
    text = (
        f"A digital clock shows the time of day with four digits, from 00:00 to 23:59. At how "
        f"many of the times from {start:02d}:00 to 23:59 does it show {words}?"
    )
    return text, sum(map(holds, times))
