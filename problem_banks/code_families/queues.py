"""Queues, lifts and traffic."""

from __future__ import annotations

from collections import deque
from itertools import accumulate
from typing import TYPE_CHECKING

from ..code_core.author import ints, items, pair
from .family import NONE, Draw, family, fill_some

if TYPE_CHECKING:
    from random import Random


@family(level=3)
def ring_of_piles(rng: Random) -> Draw:
    limit, given_ = rng.randint(3, 6), rng.randint(1, 3)
    step = rng.choice([1, -1, 2])
    to = {1: "the next pile", -1: "the pile before it", 2: "the next pile but one"}[step]
    grow = rng.choice([True, False])
    rule = f"at least {limit}" if grow else f"more than {limit}"
    born = rng.randint(0, 2)
    add = (
        " At the end of round r (from 1) a grain is put on the pile r modulo n, counted from 0."
        if born
        else ""
    )

    def oracle(piles: list[int], rounds: int) -> list[int]:
        state = dict(enumerate(piles))
        for number in range(1, rounds + 1):
            full = [at for at, grains in state.items() if (grains >= limit if grow else grains > limit)]
            for at in full:
                state[at] -= given_
                state[(at + step) % len(piles)] += given_
            if born:
                state[number % len(piles)] += 1
        return list(state.values())

    return Draw(
        prompt=f"`piles` are the numbers of grains in n piles that stand in a circle (n is at least 1; after the last pile "
        f"comes the first). In each round all piles with {rule} grains each pass {given_} of them on to {to}, all at once, "
        f"as the numbers were at the beginning of the round; in a small circle that may be the pile itself.{add} Return "
        f"the piles, in their first order, after `rounds` rounds.",
        solution=fill_some(
            """
            def ring_of_piles(piles: list[int], rounds: int) -> list[int]:
                for $number:
                    gifts = [$given if pile $sign $limit else 0 for pile in piles]
                    piles = [pile - gifts[at] + gifts[$source] for at, pile in enumerate(piles)]
                    $birth
                return piles
            """,
            number="number in range(1, rounds + 1)" if born else "_ in range(rounds)",
            given=given_,
            sign=">=" if grow else ">",
            limit=limit,
            source={1: "at - 1", -1: "(at + 1) % len(piles)", 2: "(at - 2) % len(piles)"}[step],
            birth="piles[number % len(piles)] += 1" if born else NONE,
        ),
        inputs=[items(ints(0, 11), 1, 7), ints(0, 9)],
        given=[
            ([9], 3),
            ([0, 0], 4),
            ([9, 0, 0], 0),
            ([limit] * 4, 1),
            ([9, 1, 8, 0, 5], 3),
            ([20, 0, 0, 0], 9),
        ],
        oracle=oracle,
    )


@family(level=3)
def printing_order(rng: Random) -> Draw:
    pages, setup = rng.randint(2, 6), rng.randint(2, 6)
    places, before = rng.choice([0, 1, 2]), rng.choice([True, False])
    where = (
        "goes to the end of the queue",
        "lets one waiting job (if there is one) go before it",
        "lets two waiting jobs (or as many as there are) go before it",
    )[places]
    asked = "how many jobs are finished before it" if before else "after how many seconds it is finished"

    def oracle(jobs: list[int]) -> list[int]:
        left, queue = dict(enumerate(jobs)), list(range(len(jobs)))
        times: dict[int, int] = {}
        time = 0
        while queue:
            at, *queue = queue
            time += setup + min(pages, left[at])
            left[at] -= pages
            if left[at] > 0:
                queue[places or len(queue) : 0] = [at]
            else:
                times[at] = time
        order = list(times)
        return [order.index(at) if before else times[at] for at in range(len(jobs))]

    return Draw(
        prompt=f"A printer works on the jobs of a queue, at first in the order given. In each turn it takes the first job, "
        f"warms up for {setup} seconds and prints up to {pages} of its pages, each in 1 second. A job with pages left "
        f"then {where}; a finished one is gone. `jobs` holds the pages of the jobs, each at least 1. Return a list "
        f"that says for each job, in the order of `jobs`, {asked}.",
        solution=fill_some(
            """
            def printing_order(jobs: list[int]) -> list[int]:
                queue = list(enumerate(jobs))
                answers = [0] * len(jobs)
                $count = 0
                while queue:
                    job, left = queue.pop(0)
                    $pass_time
                    if left > $pages:
                        queue.$back
                    else:
                        answers[job] = $count
                        $next
                return answers
            """,
            count="finished" if before else "time",
            pass_time=NONE if before else f"time += {setup} + min({pages}, left)",
            pages=pages,
            back=f"insert({places}, (job, left - {pages}))" if places else f"append((job, left - {pages}))",
            next="finished += 1" if before else NONE,
        ),
        inputs=[items(ints(1, 4 * pages), 0, 7)],
        given=[([],), ([pages],), ([pages + 1, 1],), ([9, 1, 1, 1],), ([3 * pages, 2 * pages, pages, 1],)],
        oracle=oracle,
    )


@family(level=4)
def counter_service(rng: Random) -> Draw:
    counters, patience = rng.randint(2, 3), rng.randint(2, 6)
    pick = rng.choice(["lowest", "highest", "idle"])
    asked = rng.choice(["lost", "waited", "end"])
    pause = rng.choice([0, 2, 3])
    choice_ = {
        "lowest": "the one with the lowest number",
        "highest": "the one with the highest number",
        "idle": "the one that has been free for the longest time (at a tie the lowest number)",
    }[pick]
    words = {
        "lost": "how many customers go away",
        "waited": "the sum of the waiting times of the customers who are served",
        "end": "a list that says how many customers each counter has served",
    }[asked]

    def oracle(customers: list[tuple[int, int]]) -> int | list[int]:
        arrivals = accumulate(gap for gap, _ in customers)
        waiting = deque(zip(arrivals, (length for _, length in customers), strict=True))
        busy, since, served = [0] * counters, [0] * counters, [0] * counters
        lost = waited = 0
        for time in range(400):
            while waiting and waiting[0][0] <= time:
                free = [at for at in range(counters) if busy[at] <= time]
                if waiting[0][0] + patience < time:
                    waiting.popleft()
                    lost += 1
                elif free:
                    if pick == "highest":
                        free.reverse()
                    at = min(free, key=lambda at: since[at]) if pick == "idle" else free[0]
                    come, length = waiting.popleft()
                    waited += time - come
                    served[at] += 1
                    busy[at] = since[at] = time + length + pause
                else:
                    break
        return served if asked == "end" else lost if asked == "lost" else waited

    rest = (
        f" After a customer a counter is closed for {pause} more minutes before it is free again."
        if pause
        else ""
    )
    key = {
        "lowest": "lambda at: (max(free[at], arrival), at)",
        "highest": "lambda at: (max(free[at], arrival), -at)",
        "idle": "lambda at: (free[at], at)",
    }[pick]
    return Draw(
        prompt=f"Customers come to an office with {counters} counters, numbered from 0. `customers` holds tuples (gap, "
        f"length) in minutes: a customer comes `gap` minutes (0 or more) after the one before, the first that long after "
        f"minute 0, and has to be served for `length` minutes, at least 1. They are served in this order: each waits "
        f"until all before them have been given a counter or have gone away, and until a counter is free. A customer whose "
        f"turn comes more than {patience} minutes after the arrival has gone away instead, without using a counter. If "
        f"several counters are free, {choice_} is taken.{rest} A counter that becomes free in some minute can be taken in "
        f"that minute; at first all have been free since minute 0. Return {words}.",
        solution=fill_some(
            """
            def counter_service(customers: list[tuple[int, int]]) -> $type:
                free = [0] * $counters
                $first
                arrival = 0
                for gap, length in customers:
                    arrival += gap
                    at = min(range($counters), key=$key)
                    begin = max(free[at], arrival)
                    if begin - arrival > $patience:
                        $lost
                        continue
                    free[at] = begin + length$pause
                    $count
                return $asked
            """,
            type="list[int]" if asked == "end" else "int",
            counters=counters,
            first={"lost": "lost = 0", "waited": "waited = 0", "end": f"served = [0] * {counters}"}[asked],
            key=key,
            patience=patience,
            lost="lost += 1" if asked == "lost" else NONE,
            pause=f" + {pause}" if pause else "",
            count={"lost": NONE, "waited": "waited += begin - arrival", "end": "served[at] += 1"}[asked],
            asked="served" if asked == "end" else asked,
        ),
        inputs=[items(pair(ints(0, 4), ints(1, 14)), 3, 11)],
        given=[
            ([],),
            ([(3, 5)],),
            ([(0, 9)] * 4,),
            ([(0, 2), (0, 3), (2, 4), (1, 1)],),
            ([(0, 12), (0, 12), (1, 12), (3, 2), (5, 3), (3, 1)],),
            ([(0, 3)] * 8,),
        ],
        oracle=oracle,
    )


@family(level=5)
def lift_calls(rng: Random) -> Draw:
    top, stay = rng.randint(6, 12), rng.randint(2, 4)
    start = rng.randint(0, top)
    near = rng.choice(["sweep", "nearest"])
    tie = rng.choice(["lower", "upper"])
    up = "up" if tie == "upper" else "down"
    rule = (
        f"It keeps its direction (at first {up}) as long as there is an open call further on in it, otherwise it turns "
        f"round."
        if near == "sweep"
        else f"It moves towards the nearest floor with an open call, of two equally near ones towards the {tie} one."
    )

    def oracle(calls: list[tuple[int, int]]) -> list[int]:
        served: list[int | None] = [None] * len(calls)
        floor, doors, way, time = start, 0, 1 if tie == "upper" else -1, 0
        while None in served:
            open_ = {at for at, call in enumerate(calls) if served[at] is None and call[0] <= time}
            here = {at for at in open_ if calls[at][1] == floor}
            for at in here:
                served[at] = time
            doors = stay if here else doors
            ahead = {calls[at][1] - floor for at in open_ - here}
            if doors:
                doors -= 1
            elif ahead:
                if near == "nearest":
                    way = min((abs(gap), gap if tie == "lower" else -gap, gap) for gap in ahead)[2]
                elif all(gap * way < 0 for gap in ahead):
                    way = -way
                floor += 1 if way > 0 else -1
            time += 1
        return [time for time in served if time is not None]

    prefer = "target" if tie == "lower" else "-target"
    return Draw(
        prompt=f"A lift stands at floor {start} of the floors 0 to {top}. `calls` holds tuples (second, floor); a call is "
        f"open from its second on until it is served. Second by second, beginning with second 0, the lift does this: if "
        f"there are open calls for the floor where it is, they are all served in this second and the doors are open for "
        f"{stay} seconds, this one being the first (also if they were open already: the {stay} seconds begin anew). If the "
        f"doors are open in this second it stays; otherwise, if there are open calls, it moves by one floor, where it is "
        f"in the next second. {rule} Return a list of the seconds in which the calls are served, in the order of `calls`.",
        solution=fill_some(
            """
            def lift_calls(calls: list[tuple[int, int]]) -> list[int]:
                served = [-1] * len(calls)
                floor, way = $start, $way
                second = closed_from = 0
                while -1 in served:
                    targets = set()
                    for number, (since, target) in enumerate(calls):
                        if since <= second and served[number] == -1:
                            if target == floor:
                                served[number] = second
                                closed_from = second + $stay
                            else:
                                targets.add(target)
                    if second >= closed_from and targets:
                        $nearest
                        $turn
                            $turned
                        floor += way
                    second += 1
                return served
            """,
            start=start,
            way=1 if tie == "upper" else -1,
            stay=stay,
            nearest=NONE
            if near == "sweep"
            else f"goal = min(targets, key=lambda target: (abs(target - floor), {prefer}))",
            turn="if all((target - floor) * way < 0 for target in targets):" if near == "sweep" else NONE,
            turned="way = -way" if near == "sweep" else NONE,
        )
        .replace("floor += way", "floor += way" if near == "sweep" else "floor += 1 if goal > floor else -1")
        .replace(
            f"floor, way = {start}, {1 if tie == 'upper' else -1}",
            f"floor = {start}"
            if near == "nearest"
            else f"floor, way = {start}, {1 if tie == 'upper' else -1}",
        ),
        inputs=[items(pair(ints(0, 16), ints(0, top)), 1, 7)],
        given=[
            ([],),
            ([(0, start)],),
            ([(0, 0), (0, top)],),
            ([(0, top), (3, top), (9, 0)],),
            ([(5, start), (5, start), (6, start)],),
            ([(0, 2), (1, 5), (2, 0), (8, 4), (12, 1)],),
        ],
        oracle=oracle,
    )


@family(level=5)
def ring_traffic(rng: Random) -> Draw:
    size, fastest = rng.randint(12, 20), rng.randint(3, 4)
    slow_at = rng.randrange(size)
    zone = rng.randint(2, 4)
    order = rng.choice(["cells", "speeds"])
    brake = rng.choice(["free", "half"])
    limit = {"free": "the number of empty cells", "half": "half the number of empty cells, rounded up,"}[
        brake
    ]
    zone_cells = sorted((slow_at + step) % size for step in range(zone))

    def oracle(cars: list[int], steps: int) -> list[int]:
        road = [-1] * size
        for cell in cars:
            road[cell] = 0
        for _ in range(steps):
            moved = [-1] * size
            for cell, speed in enumerate(road):
                if speed < 0:
                    continue
                empty = next(n for n in range(size) if n == size - 1 or road[(cell + n + 1) % size] >= 0)
                faster = min(speed + 1, fastest, empty if brake == "free" else (empty + 1) // 2)
                faster = min(faster, 1) if cell in zone_cells else faster
                moved[(cell + faster) % size] = faster
            road = moved
        return [cell if order == "cells" else speed for cell, speed in enumerate(road) if speed >= 0]

    gap = f"(ahead - cell - 1) % {size}"
    return Draw(
        prompt=f"A ring road has {size} cells, numbered from 0 in the direction of driving; after cell {size - 1} comes cell "
        f"0. `cars` are the different cells of the cars, which all have speed 0 at first. In each step every car, all at "
        f"once and by the positions at the beginning of the step, chooses its new speed: its old speed plus 1, but at "
        f"most {fastest} and at most {limit} between it and the next car ahead ({size - 1} cells if there is only one "
        f"car). A car that stands in one of the cells {', '.join(map(str, zone_cells))} chooses at most 1. Then all cars "
        f"move on by as many cells as their new speed. Return the "
        + (
            "cells of the cars after `steps` steps in rising order."
            if order == "cells"
            else "speeds of the cars after `steps` steps, sorted by the cells in which the cars then are."
        ),
        solution=fill_some(
            """
            def ring_traffic(cars: list[int], steps: int) -> list[int]:
                speeds = dict.fromkeys(cars, 0)
                for _ in range(steps):
                    cells = sorted(speeds)
                    moved = {}
                    for cell, ahead in zip(cells, cells[1:] + cells[:1]):
                        empty = $gap
                        speed = min(speeds[cell] + 1, $fastest, $limit)
                        if cell in $zone:
                            speed = min(speed, 1)
                        moved[(cell + speed) % $size] = speed
                    speeds = moved
                return $result
            """,
            gap=gap,
            fastest=fastest,
            limit="empty" if brake == "free" else "(empty + 1) // 2",
            zone=tuple(zone_cells),
            size=size,
            result="sorted(speeds)" if order == "cells" else "[speeds[cell] for cell in sorted(speeds)]",
        ),
        inputs=[items(ints(0, size - 1), 1, 8, unique=True), ints(1, 12)],
        given=[([], 3), ([0], 0), ([slow_at], 9), ([0, 1, 2, 3], 4), ([5, 2, 11, 8], 7), ([1, 0], 20)],
        oracle=oracle,
    )
