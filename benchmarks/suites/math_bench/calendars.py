"""Dates and the leap years between them."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from .family import Draw, Rng, family, until

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def written(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


@family(level=2)
def days_between_dates(rng: Rng) -> Draw:
    first = date(2023, 1, 1) + timedelta(rng.randint(0, 200))
    last = first + timedelta(rng.randint(40, 150))
    text = (
        f"A library book was borrowed on {written(first)} and brought back on {written(last)} of the same year, "
        "which was not a leap year. How many days lie from the first date to the second?"
    )
    return text, (last - first).days


@family(level=2)
def leap_years_between(rng: Rng) -> Draw:
    first = rng.randint(1781, 1899)
    last = rng.randint(1905, 2110)
    text = (
        "In the Gregorian calendar a year is a leap year if 4 divides it, except for full centuries, which must be "
        f"divisible by 400. How many leap years are there from {first} to {last}, both included?"
    )
    return text, sum(map(isleap, range(first, last + 1)))


@family(level=3)
def next_year_with_this_calendar(rng: Rng) -> Draw:
    year = rng.randint(1950, 2060)
    again = next(
        n
        for n in range(year + 1, year + 50)
        if isleap(n) == isleap(year) and date(n, 1, 1).weekday() == date(year, 1, 1).weekday()
    )
    text = (
        f"A wall calendar of the year {year} can be used again in a later year whose dates all fall on the same "
        "days of the week. What is the first such year?"
    )
    return text, again


@family(level=4)
def unlucky_fridays(rng: Rng) -> Draw:
    year = rng.randint(1975, 2080)
    start = DAYS[date(year, 1, 1).weekday()]
    kind = "a leap year" if isleap(year) else "a common year of 365 days"
    text = f"In {kind}, 1 January is a {start}. How many months of that year have a Friday that falls on the 13th?"
    return text, sum(date(year, month, 13).weekday() == 4 for month in range(1, 13))


@family(level=3)
def nth_weekday_of_a_month(rng: Rng) -> Draw:
    year, month, place, wanted = (
        rng.randint(2000, 2050),
        rng.randint(1, 12),
        rng.randint(2, 4),
        rng.randrange(7),
    )
    days = [date(year, month, day) for day in range(1, 29)]
    found = [day for day in days if day.weekday() == wanted]
    order = {2: "second", 3: "third", 4: "fourth"}[place]
    text = (
        f"A club meets on the {order} {DAYS[wanted]} of every month. In a month whose first day is a "
        f"{DAYS[days[0].weekday()]}, which number has the day on which it meets?"
    )
    return text, found[place - 1].day


@family(level=4)
def age_on_leap_birthdays(rng: Rng) -> Draw:
    born = until(lambda: rng.randint(1860, 1990), isleap)
    until_year = rng.randint(born + 18, min(born + 95, 2080))
    text = (
        f"Someone is born on 29 February {born}. How many birthdays on a 29 February has this person had by the end "
        f"of the year {until_year}, the day of birth not counted? Full centuries are leap years only if divisible by 400."
    )
    return text, sum(map(isleap, range(born + 1, until_year + 1)))
