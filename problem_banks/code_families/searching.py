"""Finding the best or the nearest."""

from __future__ import annotations

from itertools import combinations, permutations, product
from typing import TYPE_CHECKING, Any

from ..code_core.author import choice, ints, items, pair
from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=2)
def nearest_hotel(rng: Random) -> Draw:
    budget, step = rng.randint(40, 90), rng.randint(2, 9)
    ties = rng.choice(["cheaper", "dearer", "first", "last"])
    cost, words = rng.choice(
        [
            ("abs(place - {0})", "the distance of its place from {0}"),
            (
                "abs(place - {0}) + price // {1}",
                "the distance of its place from {0} plus the whole part of its price divided by {1}",
            ),
        ]
    )
    at = rng.randint(10, 50)
    code, words = cost.format(at, step), words.format(at, step)
    free = rng.choice([True, False])
    code_key = {"cheaper": f"({code}, price)", "dearer": f"({code}, -price)"}.get(ties, code)
    sign = "<=" if ties == "last" else "<"

    def oracle(hotels: list[tuple[int, int]]) -> int:
        rows = []
        for number, (place, price) in enumerate(hotels):
            far = max(place - at, at - place) + (price // step if "whole" in words else 0)
            if price < budget or (free and price == budget):
                second = {"cheaper": price, "dearer": -price, "first": number, "last": -number}[ties]
                rows.append((far, second, number))
        return min(rows)[2] if rows else -1

    tie = {
        "cheaper": "the cheapest of them, and of equally cheap ones the first in the list",
        "dearer": "the dearest of them, and of equally dear ones the first in the list",
        "first": "the first of them in the list",
        "last": "the last of them in the list",
    }[ties]
    return Draw(
        prompt=f"Hotels are given as tuples (place, price). Of the hotels with a price {'of at most' if free else 'below'} "
        f"{budget} take the one with the smallest score: {words}. If several have the smallest score, take {tie}. Return "
        f"the index of the hotel in `hotels` (counted from 0), or -1 if no hotel is cheap enough.",
        solution=fill(
            f"""
            def nearest_hotel(hotels: list[tuple[int, int]]) -> int:
                best, chosen = None, -1
                for index, (place, price) in enumerate(hotels):
                    score = {code_key}
                    if price {"<=" if free else "<"} {budget} and (best is None or score {sign} best):
                        best, chosen = score, index
                return chosen
            """
        ),
        inputs=[
            items(
                pair(choice(at, at - 4, at + 4, at + 9, at - 9, at - 1), ints(budget - 25, budget + 8)), 3, 8
            )
        ],
        given=[
            ([],),
            ([(at, budget)],),
            ([(at, budget + 1)],),
            ([(at + 5, budget - 1), (at - 5, budget - 9), (at + 5, budget - 9), (at - 5, budget - 1)],),
            ([(0, 1), (at, budget - 20), (at + 1, 30)],),
        ],
        oracle=oracle,
    )


@family(level=3)
def cheapest_menus(rng: Random) -> Draw:
    a, b, off, edge = rng.randint(1, 3), rng.randint(1, 3), rng.randint(1, 9), rng.randint(8, 14)
    count, dear = rng.randint(3, 5), rng.choice([True, False])
    names, letter = {1: "", 2: "twice ", 3: "three times "}, {1: "", 2: "2 * ", 3: "3 * "}
    unique = rng.choice([True, False])

    def oracle(meals: list[int], drinks: list[int]) -> list[int]:
        prices = []
        for meal, drink in product(meals, drinks):
            prices += [
                sum([meal] * a) + sum([drink] * b) - (off if meal >= edge and drink >= edge - 5 else 0)
            ]
        made: list[int] = []
        left = list(prices)
        while left and len(made) < count:
            made.append(max(left) if dear else min(left))
            left = [p for p in left if p != made[-1]] if unique else left
            if not unique:
                left.remove(made[-1])
        return made

    wrap = "set(prices)" if unique else "prices"
    return Draw(
        prompt=f"A menu is one of the `meals` with one of the `drinks` (both lists of prices). It costs {names[a]}the price "
        f"of the meal plus {names[b]}the price of the drink, less {off} if the meal's price is at least {edge} and the "
        f"drink's is at least {edge - 5}. Return the {count} {'highest' if dear else 'lowest'} "
        f"{'different prices' if unique else 'prices'} of all menus that can be made, the {'highest' if dear else 'lowest'} "
        f"first; {'equal prices count once' if unique else 'menus with equal prices count separately'}. If there are fewer, "
        f"return them all.",
        solution=fill(
            f"""
            def cheapest_menus(meals: list[int], drinks: list[int]) -> list[int]:
                prices = []
                for meal in meals:
                    for drink in drinks:
                        rebate = {off} if meal >= {edge} and drink >= {edge - 5} else 0
                        prices.append({letter[a]}meal + {letter[b]}drink - rebate)
                return sorted({wrap}{", reverse=True" if dear else ""})[:{count}]
            """
        ),
        inputs=[items(ints(5, 20), 1, 5), items(ints(2, 15), 1, 5)],
        given=[([], [3]), ([10], []), ([10], [4]), ([12, 12], [9, 9, 3]), ([20, 5, 14, 8], [15, 2, 9, 6])],
        oracle=oracle,
    )


@family(level=4)
def slowest_pace(rng: Random) -> Draw:
    pause, large, more, every = rng.randint(2, 5), rng.randint(12, 25), rng.randint(1, 3), rng.randint(2, 3)
    rules: Rules = [
        (
            f"between any two jobs there is a pause of {pause} hours",
            f"{pause} * (len(jobs) - 1)",
            lambda n: sum(pause for _ in range(n)[1:]),
        ),
        (
            f"after every {ordinal(every)} job, if another one follows, there is a pause of {pause} hours",
            f"{pause} * ((len(jobs) - 1) // {every})",
            lambda n: sum(pause for i in range(1, n) if i % every == 0),
        ),
        (f"before the first job {pause} hours are needed for setting up", f"{pause}", lambda _n: pause),
    ]
    words, code, rest = rng.choice(rules)
    add = rng.choice([True, False])
    heavy = (
        f"; a job of more than {large} pieces takes {more} {'hour' if more == 1 else 'hours'} more"
        if add
        else ""
    )
    extra = f" + ({more} if job > {large} else 0)" if add else ""

    def oracle(jobs: list[int], hours: int) -> int:
        for pace in range(1, max(jobs) + 1):
            need = rest(len(jobs))
            for job in jobs:
                need += len(range(0, job, pace)) + (more if add and job > large else 0)
            if need <= hours:
                return pace
        return -1

    return Draw(
        prompt=f"A machine works through `jobs` (at least one; each is a number of pieces, at least 1) at a fixed pace of p "
        f"pieces an hour, where p is a whole number of at least 1. A job takes a whole number of hours, rounded up: "
        f"with 10 pieces at pace 4 it takes 3 hours{heavy}. Also, {words}. Return the smallest pace at which everything "
        f"takes at most `hours` hours, or -1 if no pace is fast enough. Jobs may have up to 10 ** 12 pieces, so "
        f"that not every pace can be tried.",
        solution=fill(
            f"""
            def slowest_pace(jobs: list[int], hours: int) -> int:
                def needed(pace: int) -> int:
                    return {code} + sum(-(-job // pace){extra} for job in jobs)

                low, high = 1, max(jobs)
                if needed(high) > hours:
                    return -1
                while low < high:
                    middle = (low + high) // 2
                    if needed(middle) <= hours:
                        high = middle
                    else:
                        low = middle + 1
                return low
            """
        ),
        inputs=[items(ints(1, 50), 1, 5), ints(6, 45)],
        given=[
            ([1], 1),
            ([10], 5),
            ([large, large + 1], 12),
            ([50, 40, 30, 20, 10], 20),
            ([7, 7, 7, 7], 30),
            ([9, 30], 9),
        ],
        oracle=oracle,
    )


@family(level=4)
def kept_orders(rng: Random) -> Draw:
    a_day, fine, first = rng.randint(1, 3), rng.randint(0, 9), rng.choice([0, 1])
    goal = rng.choice(["value", "lost"])
    extra = f" and {fine} more for each such order" if fine else ""

    def oracle(orders: list[tuple[int, int]]) -> int:
        best = -(10**9)
        for size in range(len(orders) + 1):
            for chosen in combinations(range(len(orders)), size):
                days = sorted(orders[i][0] for i in chosen)
                if all(day >= first + at // a_day for at, day in enumerate(days)):
                    dropped = [worth for i, (_, worth) in enumerate(orders) if i not in chosen]
                    made = sum(orders[i][1] for i in chosen) if goal == "value" else -sum(dropped)
                    best = max(best, made - fine * len(dropped))
        return best if goal == "value" else -best

    ask = {
        "value": f"Return the largest possible sum of the values of the orders done{f', less {fine} for each order not done' if fine else ''}.",
        "lost": f"Every order not done loses its value{extra}. Return the smallest possible loss.",
    }[goal]
    capacity = f"{a_day} * day" if a_day > 1 else "day"
    if not first:
        capacity = f"{a_day} * (day + 1)" if a_day > 1 else "day + 1"
    result = {
        "value": "sum(kept)" + (f" - {fine} * (len(orders) - len(kept))" if fine else ""),
        "lost": "sum(value for _, value in orders) - sum(kept)"
        + (f" + {fine} * (len(orders) - len(kept))" if fine else ""),
    }[goal]
    return Draw(
        prompt=f"A workshop can do {'one order' if a_day == 1 else f'{a_day} orders'} on each of the days {first}, {first + 1}, "
        f"{first + 2} and so on. `orders` holds tuples (last day, value): the order must be done on its last day or "
        f"earlier, each is done within one day, and orders may be done in any sequence or not at all. {ask} Without "
        f"orders the result is 0. There may be 100 000 orders.",
        solution=fill(
            f"""
            import heapq


            def kept_orders(orders: list[tuple[int, int]]) -> int:
                kept: list[int] = []
                for day, value in sorted(orders):
                    heapq.heappush(kept, value)
                    if len(kept) > {capacity}:
                        heapq.heappop(kept)
                return {result}
            """
        ),
        inputs=[items(pair(ints(first, first + 3 - a_day), ints(1, 20)), 4, 8)],
        given=[
            ([],),
            ([(first, 5)],),
            ([(1, 4), (1, 9), (1, 7)],),
            ([(4, 1), (3, 2), (2, 3), (1, 4)],),
            ([(2, 20), (2, 19), (2, 18), (1, 17), (3, 1), (4, 2)],),
        ],
        oracle=oracle,
    )


@family(level=5)
def crate_tower(rng: Random) -> Draw:
    mat, floor = rng.randint(0, 3), rng.choice([None, rng.randint(14, 26)])
    goal = rng.choice(["crates", "value"])
    spare = rng.randint(0, 2)
    under = (
        f" The floor carries at most {floor} in all (crates{' and mats' if mat else ''} together)."
        if floor
        else ""
    )
    count = "1" if goal == "crates" else "value"

    def oracle(crates: list[tuple[int, int, int]]) -> int:
        best = 0
        for size in range(1, len(crates) + 1):
            for tower in permutations(crates, size):
                loads = [sum(c[0] for c in tower[at + 1 :]) + mat * (size - at - 1) for at in range(size)]
                whole = sum(c[0] for c in tower) + mat * (size - 1)
                if all(
                    load + spare <= c[1] or not load for load, c in zip(loads, tower, strict=True)
                ) and whole <= (floor or 10**9):
                    best = max(best, size if goal == "crates" else sum(c[2] for c in tower))
        return best

    mats = f" Between any two crates lies a mat that weighs {mat}." if mat else ""
    safe = f" less {spare}" if spare else ""
    room, key = ("max(strength - $, 0)", "max(crate[1] - $, 0)") if spare else ("strength", "crate[1]")
    room, key = room.replace("$", str(spare)), key.replace("$", str(spare))
    bound = f" and load + weight <= {floor}" if floor else ""
    mat_code = f" + {mat}" if mat else ""
    return Draw(
        prompt=f"`crates` holds tuples (weight, strength, value) of whole numbers, weights of at least 1. Build one tower of "
        f"some of the crates, each used at most once, in any order from bottom to top.{mats} What lies on a crate (all "
        f"crates{' and mats' if mat else ''} above it) may weigh at most its strength{safe}; a crate with nothing on it may "
        f"have any strength.{under} Return the largest possible {'number of crates' if goal == 'crates' else 'sum of the values'} "
        f"of a tower, 0 if there is none.",
        solution=fill(
            f"""
            def crate_tower(crates: list[tuple[int, int, int]]) -> int:
                best = {{0: 0}}
                for weight, strength, value in sorted(crates, key=lambda crate: crate[0] + {key}):
                    for load, total in list(best.items()):
                        if load <= {room}{bound}:
                            under = load + weight{mat_code}
                            best[under] = max(best.get(under, 0), total + {count})
                return max(best.values())
            """.replace("strength, value in", "strength, value in" if goal == "value" else "strength, _ in")
        ),
        inputs=[items(pair(ints(1, 9), ints(0, 18), ints(1, 9)), 2, 6)],
        given=[
            ([],),
            ([(5, 0, 3)],),
            ([(30, 9, 3)],),
            ([(2, 2, 4), (2, 2, 5)],),
            ([(1, 1, 1), (2, 3, 2), (3, 6, 3), (4, 10, 4)],),
            ([(9, 18, 1), (5, 12, 9), (4, 7, 2), (2, 3, 8), (1, 1, 5)],),
        ],
        oracle=oracle,
    )
