"""Clocks, calendars and what depends on the hour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..code_core.author import any_of, choice, ints
from .family import Draw, family, fill

if TYPE_CHECKING:
    from random import Random

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


@family(level=1)
def bus_wait(rng: Random) -> Draw:
    every = rng.randint(7, 25)
    first, missed, walk = rng.randrange(every), rng.choice([True, False]), rng.randint(2, 6)
    caught = "is missed" if missed else "is just caught"

    def oracle(minute: int) -> int:
        there = minute + walk
        return next(w for w in range(missed, 99) if (there + w) % every == first)

    return Draw(
        prompt=f"Minutes are numbered from 0 on. Buses leave at minute {first} and then every {every} minutes, without "
        f"end. Somebody sets out for the bus stop at the minute `minute`, gets there {walk} minutes later and takes the "
        f"next bus; a bus that leaves in the very minute of the arrival {caught}. Return how many minutes they wait at "
        f"the stop.",
        solution=fill(
            """
            def bus_wait(minute: int) -> int:
                arrival = minute + $walk
                return ($first - arrival$shift) % $every$more
            """,
            walk=walk,
            first=first,
            shift=" - 1" if missed else "",
            every=every,
            more=" + 1" if missed else "",
        ),
        inputs=[ints(0, 600)],
        given=[(0,), (every + first,), (2 * every + first - walk,), (99,), (100,), (500,)],
        oracle=oracle,
    )


@family(level=1)
def shop_is_open(rng: Random) -> Draw:
    begin, end = 30 * rng.randint(14, 19), 30 * rng.randint(32, 40)
    pause = 15 * rng.randint(46, 52)
    resume = pause + 15 * rng.randint(2, 6)
    day = rng.randrange(7)
    last = rng.choice([True, False])

    def oracle(weekday: int, minute: int) -> bool:
        opened = {*range(begin, pause + last), *range(resume, end + last)}
        return weekday != day and minute in opened

    sign = "<=" if last else "<"
    return Draw(
        prompt=f"A shop is open from {clock(begin)} to {clock(pause)} and from {clock(resume)} to {clock(end)}, but not "
        f"at all on {DAYS[day]}s. The minutes at which it opens belong to the opening hours, the minutes "
        f"{clock(pause)} and {clock(end)} {'do too' if last else 'do not'}. Return whether it is open on the day "
        f"`weekday` (0 is Monday, 6 is Sunday) at `minute`, counted from midnight.",
        solution=fill(
            """
            def shop_is_open(weekday: int, minute: int) -> bool:
                return weekday != $day and ($begin <= minute $sign $pause or $resume <= minute $sign $end)
            """,
            day=day,
            begin=begin,
            pause=pause,
            resume=resume,
            end=end,
            sign=sign,
        ),
        inputs=[
            ints(0, 6),
            any_of(ints(begin - 20, end + 20), choice(begin - 1, begin, pause, resume - 1, resume, end)),
        ],
        given=[
            ((day + 1) % 7, begin),
            ((day + 1) % 7, pause),
            ((day + 1) % 7, end),
            (day, begin + 5),
            (0, resume),
            (1, 0),
        ],
        oracle=oracle,
    )


@family(level=3)
def night_pay(rng: Random) -> Draw:
    dusk, dawn = 30 * rng.randint(38, 46), 30 * rng.randint(8, 14)
    day, night = rng.randint(2, 5), rng.randint(6, 9)
    hours, unpaid = rng.randint(4, 7), 10 * rng.randint(1, 4)
    where = rng.choice(["first", "last"])

    def oracle(start: int, length: int) -> int:
        a, b = start, start + length
        if length > 60 * hours:
            a, b = (a + unpaid, b) if where == "first" else (a, b - unpaid)
        dark = sum(max(0, min(b, dawn + 1440 * k) - max(a, dusk - 1440 + 1440 * k)) for k in range(4))
        return night * dark + day * (b - a - dark)

    return Draw(
        prompt=f"A shift begins at the minute `start` of a day (0 to 1439) and lasts `length` minutes, at most 1440; it "
        f"may go on into the next day. A minute of work is paid with {night} cents if it begins at or after "
        f"{clock(dusk)} or before {clock(dawn)}, otherwise with {day} cents. In a shift of more than {hours} hours the "
        f"{where} {unpaid} minutes are not paid. Return the pay in cents.",
        solution=fill(
            """
            def night_pay(start: int, length: int) -> int:
                end = start + length
                if length > $long:
                    $cut
                pay = 0
                for minute in range(start, end):
                    time = minute % 1440
                    pay += $night if time >= $dusk or time < $dawn else $day
                return pay
            """,
            long=60 * hours,
            cut=f"start += {unpaid}" if where == "first" else f"end -= {unpaid}",
            night=night,
            day=day,
            dusk=dusk,
            dawn=dawn,
        ),
        inputs=[ints(0, 1439), any_of(ints(0, 1440), ints(60 * hours - 60, 60 * hours + 60))],
        given=[
            (0, 0),
            (dusk, 60),
            (dawn, 1),
            (600, 60 * hours),
            (600, 60 * hours + 1),
            (1439, 1440),
            (1200, 700),
        ],
        oracle=oracle,
    )


@family(level=3)
def moon_calendar(rng: Random) -> Draw:
    months, days = rng.randint(3, 9), rng.randint(8, 25)
    often, extra = rng.randint(2, 5), rng.randint(1, 4)
    first = rng.choice([True, False])
    long = 1 if first else months

    def oracle(number: int) -> str:
        year = month = day = 1
        for _ in range(number):
            day += 1
            if day > days + (extra if month == long and year % often == 0 else 0):
                month, day = month + 1, 1
            if month > months:
                year, month = year + 1, 1
        return f"{year}.{month}.{day}"

    return Draw(
        prompt=f"In a calendar each year has {months} months of {days} days; only in the years whose number is divisible "
        f"by {often} the {'first' if first else 'last'} month has {extra} more. Years, months and days are numbered "
        f"from 1. `number` counts the days passed since the day 1.1.1 (year 1, month 1, day 1), for which it is 0. "
        f'Return the date as a text "year.month.day" without leading zeros.',
        solution=fill(
            """
            def moon_calendar(number: int) -> str:
                year, month = 1, 1
                while True:
                    length = $days
                    if month == $long and year % $often == 0:
                        length += $extra
                    if number < length:
                        return f"{year}.{month}.{number + 1}"
                    number -= length
                    year, month = (year, month + 1) if month < $months else (year + 1, 1)
            """,
            days=days,
            long=long,
            often=often,
            extra=extra,
            months=months,
        ),
        inputs=[ints(0, 12 * months * days)],
        given=[
            (0,),
            (days - 1,),
            (days,),
            (months * days,),
            (often * months * days,),
            (often * months * days + extra - 1,),
        ],
        oracle=oracle,
    )
