"""Stretches of time that meet and overlap."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..code_core.author import any_of, ints, items, pair
from .family import Draw, family, fill

if TYPE_CHECKING:
    from random import Random

BUSY = any_of(pair(ints(0, 2), ints(3, 9)), pair(ints(8, 12), ints(13, 15)), pair(ints(18, 21), ints(22, 30)))


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
