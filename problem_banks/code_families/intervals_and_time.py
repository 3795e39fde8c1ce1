"""Timetables, opening hours, shifts and bookings."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from problem_banks.code_core.author import any_of, choice, ints, items, pair

from .family import Draw, family, fill

if TYPE_CHECKING:
    from random import Random

BUSY = any_of(pair(ints(0, 2), ints(3, 9)), pair(ints(8, 12), ints(13, 15)), pair(ints(18, 21), ints(22, 30)))
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


@family(level=2)
def parking_bill(rng: Random) -> Draw:
    free, block, price = 5 * rng.randint(2, 6), 10 * rng.randint(1, 6), rng.randint(2, 9)
    most = price * rng.randint(3, 6) + rng.randint(0, price)
    spared = rng.choice([True, False])
    rule = "only the minutes beyond these" if spared else "all its minutes, these included,"

    def oracle(stays: list[tuple[int, int]]) -> int:
        bill = 0
        for come, go in stays:
            cost, left = 0, go - come - (free if spared else 0)
            while go - come > free and left > 0:
                cost, left = min(most, cost + price), left - block
            bill += cost
        return bill

    return Draw(
        prompt=f"A car park lets a car stay {free} minutes for nothing. For a longer stay {rule} are paid, at {price} "
        f"coins for every {block} minutes begun, but never more than {most} coins for one stay. `stays` holds the "
        f"arrival and departure of each stay as a tuple of minutes, the arrival not after the departure. Return the "
        f"coins paid for all stays together.",
        solution=fill(
            """
            def parking_bill(stays: list[tuple[int, int]]) -> int:
                total = 0
                for arrival, departure in stays:
                    minutes = departure - arrival
                    if minutes > $free:
                        blocks = -(-$paid // $block)
                        total += min(blocks * $price, $most)
                return total
            """,
            free=free,
            paid=f"(minutes - {free})" if spared else "minutes",
            block=block,
            price=price,
            most=most,
        ),
        inputs=[items(pair(ints(0, 60), ints(60, 60 + free + 5 * block)), 0, 5)],
        given=[
            ([],),
            ([(0, free)],),
            ([(0, free + 1)],),
            ([(7, 7 + free + block)],),
            ([(0, 900), (900, 900 + block)],),
        ],
        oracle=oracle,
    )


@family(level=2)
def seconds_lit(rng: Random) -> Draw:
    quiet, warm = rng.randint(3, 12), rng.randint(1, 9)
    what = rng.choice(["shining", "dark"])

    def oracle(signals: list[int], end: int) -> int:
        lit = sum(any(s + warm <= t < s + warm + quiet for s in signals) for t in range(end))
        return lit if what == "shining" else end - lit

    return Draw(
        prompt=f"A lamp with a motion detector is off at first. Each movement makes it shine for {quiet} seconds, which "
        f"begin {warm} seconds after the movement: after one in second 10 it shines in the seconds {10 + warm} to "
        f"{9 + warm + quiet}. Where such periods overlap, the lamp simply shines on. `signals` holds the seconds of the "
        f"movements in rising order. Return in how many of the seconds 0, 1, 2, ... up to, but not including, `end` "
        f"the lamp is {what}.",
        solution=fill(
            """
            def seconds_lit(signals: list[int], end: int) -> int:
                lit = off_at = 0
                for signal in signals:
                    start = max(signal + $warm, off_at)
                    off_at = signal + $dark
                    lit += max(0, min(off_at, end) - start)
                return $result
            """,
            warm=warm,
            dark=warm + quiet,
            result="lit" if what == "shining" else "end - lit",
        ),
        inputs=[items(ints(0, 40), 0, 7, ordered=True), ints(15, 60)],
        given=[([], 5), ([0], 60), ([3, 3], 20), ([0, 2, 4], 50), ([10, 30], 15), ([5, 10, 40], 44)],
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
def guarded_minutes(rng: Random) -> Draw:
    day, k = rng.randint(20, 30), rng.randint(1, 2)
    words, sign = rng.choice([("exactly", "=="), ("at least", ">="), ("at most", "<=")])
    longest = rng.choice([True, False])
    asked = "length of the longest unbroken stretch of such minutes" if longest else "number of such minutes"

    def oracle(shifts: list[tuple[int, int]]) -> int:
        change = [0] * (day + 60)
        for start, length in shifts:
            change[start] += 1
            change[start + length] -= 1
        fits = {"==": int.__eq__, ">=": int.__ge__, "<=": int.__le__}[sign]
        good = "".join("01"[fits(sum(change[: m + 1]), k)] for m in range(day))
        return max(map(len, good.split("0"))) if longest else good.count("1")

    tail = (
        """
            best = run = 0
            for count in counts:
                run = run + 1 if count $sign $k else 0
                best = max(best, run)
            return best
        """
        if longest
        else """
            return sum(count $sign $k for count in counts)
        """
    )
    return Draw(
        prompt=f"Guards watch a gate from minute 0 to minute {day - 1}. `shifts` holds a tuple for each guard: the first "
        f"minute of the shift and its length in minutes, so that (3, 2) covers the minutes 3 and 4; shifts may reach "
        f"beyond minute {day - 1}. Look at the minutes from 0 to {day - 1} in which {words} {k} "
        f"{'guard is' if k == 1 else 'guards are'} on duty. Return the {asked}; 0 if there are none.",
        solution=fill(
            """
        def guarded_minutes(shifts: list[tuple[int, int]]) -> int:
            counts = [
                sum(start <= minute < start + length for start, length in shifts) for minute in range($day)
            ]"""
            + tail.rstrip(),
            day=day,
            sign=sign,
            k=k,
        ),
        inputs=[items(pair(ints(0, 20), ints(2, 12)), 1, 8)],
        given=[
            ([],),
            ([(0, 30)],),
            ([(3, 2)],),
            ([(0, 5), (5, 5)],),
            ([(1, 9), (2, 9), (4, 20)],),
            ([(19, 9)] * 3,),
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


@family(level=4)
def first_slot(rng: Random) -> Draw:
    length, grid, end = rng.randint(2, 5), rng.randint(2, 4), rng.randint(24, 32)
    absent = rng.randint(0, 1)
    latest = rng.choice([True, False])
    who = ("all of them", "all of them but at most one")[absent]

    def oracle(diaries: list[list[tuple[int, int]]]) -> int:
        busy = [{t for a, b in diary for t in range(a, b)} for diary in diaries]
        fits = [
            t
            for t in range(0, end - length + 1, grid)
            if sum(bool(b & set(range(t, t + length))) for b in busy) <= absent
        ]
        return (fits[-1] if latest else fits[0]) if fits else -1

    span = f"range(0, {end - length + 1}, {grid})"
    return Draw(
        prompt=f"`diaries` holds for each person a list of busy times as tuples (from, to) of hours, the first smaller "
        f"than the second; a person is free again from the hour `to` on. A meeting of {length} hours shall begin at an "
        f"hour divisible by {grid}, not before hour 0, and end at hour {end} at the latest. {who.capitalize()} must be "
        f"free during the whole meeting (the same people from its beginning to its end). Return the "
        f"{'latest' if latest else 'earliest'} hour at which it can begin, or -1 if there is none.",
        solution=fill(
            """
            def first_slot(diaries: list[list[tuple[int, int]]]) -> int:
                for start in $span:
                    end = start + $length
                    absent = sum(any(a < end and start < b for a, b in diary) for diary in diaries)
                    if $allowed:
                        return start
                return -1
            """,
            span=f"reversed({span})" if latest else span,
            length=length,
            allowed="absent <= 1" if absent else "absent == 0",
        ),
        inputs=[items(items(BUSY, 1, 3), absent + 1, absent + 3)],
        given=[
            ([[] for _ in range(absent + 1)],),
            ([[(0, end)]] * (absent + 1),),
            ([[(0, 9)]] * (absent + 1) + [[]],),
            ([[(2, 5), (9, 12), (14, end)]] * (absent + 2),),
            ([[(0, 4), (end - 3, end)], [(3, 11), (11, 20)], [(1, 6)], []],),
        ],
        oracle=oracle,
    )


@family(level=4)
def best_errands(rng: Random) -> Draw:
    rest, fee, most = rng.randint(2, 4), rng.randint(1, 4), rng.randint(2, 4)
    late = rng.choice([True, False])
    bonus = rng.randint(2, 5)

    def oracle(jobs: list[tuple[int, int, int]]) -> int:
        best = 0
        for mask in range(1 << len(jobs)):
            chosen = sorted(job for at, job in enumerate(jobs) if mask >> at & 1)
            if len(chosen) > most:
                continue
            gaps = [b[0] - a[0] - a[1] for a, b in pairwise(chosen)]
            if all(gap >= rest for gap in gaps):
                extra = sum(gap == rest for gap in gaps) * bonus if late else 0
                best = max(best, sum(job[2] - fee for job in chosen) + extra)
        return best

    more = f" A job that begins exactly {rest} hours after the end of the one before it brings {bonus} coins more."
    return Draw(
        prompt=f"`jobs` are tuples (start, length, pay) of hours, hours and coins; lengths are at least 1. One worker does "
        f"some of the jobs, at most {most} and never two at once; from the end of one to the start of the next at "
        f"least {rest} hours must pass. Each job done costs {fee} coins for materials.{more if late else ''} Return the "
        f"largest profit (pay less costs); 0 is always possible, by doing nothing.",
        solution=fill(
            """
            def best_errands(jobs: list[tuple[int, int, int]]) -> int:
                def profit(free: int, left: int) -> int:
                    best = 0
                    for start, length, pay in jobs:
                        if left and start >= free:
                            later = profit(start + length + $rest, left - 1)
                            best = max(best, pay - $fee + later$bonus)
                    return best

                return profit(0, $most)
            """,
            rest=rest,
            fee=fee,
            most=most,
            bonus=f" + {bonus} * (start == free and left < {most})" if late else "",
        ),
        inputs=[items(pair(ints(0, 14), ints(1, 5), ints(1, 15)), 0, 7)],
        given=[
            ([],),
            ([(0, 2, fee)],),
            ([(0, 2, 9), (2 + rest, 3, 9)],),
            ([(0, 2, 9), (1, 3, 10), (9, 1, 8)],),
            ([(3 * i, 1, 6) for i in range(6)],),
            ([(0, 9, 14), (0, 1, 6), (4, 1, 6), (8, 1, 6)],),
        ],
        oracle=oracle,
    )


@family(level=5)
def booked_rooms(rng: Random) -> Draw:
    sizes = sorted(rng.sample(range(3, 13), 3), reverse=rng.choice([True, False]))
    wait, clean = rng.randint(2, 4), rng.randint(2, 4)
    small = rng.choice([True, False])

    def oracle(requests: list[tuple[int, int, int]]) -> list[tuple[int, int] | None]:
        taken: set[tuple[int, int]] = set()
        answers: list[tuple[int, int] | None] = []
        for people, start, length in requests:
            offers = [
                (begin, size if small else room, room)
                for room, size in enumerate(sizes, 1)
                for begin in range(start, start + wait + 1)
                if people <= size
                and not taken & {(room, hour) for hour in range(begin, begin + length + clean)}
            ]
            begin, _, room = min(offers, default=(0, 0, 0))
            taken |= {(room, hour) for hour in range(begin, begin + length + clean)}
            answers.append((room, begin) if room else None)
        return answers

    order = [room for _, room in sorted(zip(sizes, range(1, 4), strict=True))] if small else [1, 2, 3]
    return Draw(
        prompt=f"Rooms 1, 2 and 3 have {sizes[0]}, {sizes[1]} and {sizes[2]} seats. `requests` are handled in order; each "
        f"is a tuple (people, start, length), in hours. A request gets a room with enough seats in which neither its "
        f"own hours nor the {clean} hours of cleaning after them clash with the hours, cleaning included, of an earlier "
        f"booking; of several rooms the one with the {'fewest seats' if small else 'smallest number'}. If there is no "
        f"such room the start is put off by 1 hour and all rooms are tried again, up to {wait} hours in all. Return a "
        f"list with a tuple (room, start) for each request, or None for one that fails.",
        solution=fill(
            """
            def booked_rooms(requests: list[tuple[int, int, int]]) -> list[tuple[int, int] | None]:
                seats = $seats
                booked = {room: [] for room in seats}

                def place(people: int, start: int, length: int) -> tuple[int, int] | None:
                    for begin in range(start, start + $tries):
                        end = begin + length + $clean
                        for room in $order:
                            free = all(end <= a or b <= begin for a, b in booked[room])
                            if seats[room] >= people and free:
                                booked[room].append((begin, end))
                                return room, begin
                    return None

                return [place(*request) for request in requests]
            """,
            seats=dict(enumerate(sizes, 1)),
            tries=wait + 1,
            clean=clean,
            order=tuple(order),
        ),
        inputs=[items(pair(ints(1, 13), ints(0, 9), ints(1, 5)), 1, 8)],
        given=[
            ([],),
            ([(99, 0, 1)],),
            ([(1, 0, 3)] * 4,),
            ([(2, 0, 2), (2, 1, 2), (2, 2 + clean, 2), (2, 3, 1)],),
            ([(max(sizes), 2, 2), (1, 0, 1), (max(sizes), 3, 2), (3, 0, 2), (1, 0, 5)],),
        ],
        oracle=oracle,
    )
