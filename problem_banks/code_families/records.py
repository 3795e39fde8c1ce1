"""Tables and dictionaries: grouping, joining, ranking, accounts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..code_core.author import choice, ints, items, joined, mapping, pair
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

GOODS = ["tea", "rice", "salt", "oil", "figs"]
PEOPLE = ["ann", "bob", "cy", "dee"]


@family(level=1)
def repriced(rng: Random) -> Draw:
    percent, limit = rng.choice([5, 10, 15, 20, 25, 30, 40]), rng.choice([100, 150, 200, 250, 300])
    up, dear, keep = rng.choice([True, False]), rng.choice([True, False]), rng.choice([True, False])
    changed = f"cents * {100 + percent if up else 100 - percent} // 100"
    test, words = ("cents >= $limit", "at least $limit") if dear else ("cents <= $limit", "at most $limit")
    code = f"{changed} if {test} else cents for name, cents in prices.items()"
    if not keep:
        code = f"{changed} for name, cents in prices.items() if {test}"

    def oracle(prices: dict[str, int]) -> dict[str, int]:
        made = dict(prices)
        for name, cents in prices.items():
            if cents == limit or (cents > limit) == dear:
                made[name] = cents + cents * percent // 100 if up else cents - -(-cents * percent // 100)
            elif not keep:
                made.pop(name)
        return made

    return Draw(
        prompt=f"`prices` maps goods to their prices in cents. Return a new dictionary in which every price of "
        f"{fill(words, limit=limit).strip()} cents is {'raised' if up else 'lowered'} by {percent} per cent; the new "
        f"price is rounded down to whole cents. Goods with other prices {'stay as they are' if keep else 'are left out'}.",
        solution=fill(
            f"""
            def repriced(prices: dict[str, int]) -> dict[str, int]:
                return {{name: {code}}}
            """,
            limit=limit,
        ),
        inputs=[mapping(choice(*GOODS), ints(20, 480), 1, 5)],
        given=[
            ({},),
            ({"tea": limit},),
            ({"tea": limit - 1, "oil": limit + 1},),
            ({"rice": 33, "salt": 477},),
        ],
        oracle=oracle,
    )


@family(level=2)
def goods_to_order(rng: Random) -> Draw:
    days, pack = rng.randint(2, 6), rng.randint(3, 12)
    target = days + rng.randint(2, 6)
    whole = rng.choice(["up", "down"])
    code = "-(-missing // $pack)" if whole == "up" else "missing // $pack"
    unit = rng.choice(["packs", "pieces"])

    def oracle(stock: list[tuple[str, int, int]]) -> list[tuple[str, int]]:
        orders = []
        for name, pieces, use in stock:
            packs = 0
            while (pieces + (packs + (whole == "down")) * pack) < target * use + (whole == "down"):
                packs += 1
            if pieces < days * use and packs:
                orders.append((name, packs * (pack if unit == "pieces" else 1)))
        return orders

    return Draw(
        prompt=f"`stock` lists goods as tuples (name, pieces in stock, pieces used a day). Goods whose stock is smaller "
        f"than the use of {days} days are ordered, in packs of {pack} pieces: take the number of pieces missing from "
        f"the use of {target} days, divide it by {pack} and round {whole} to a whole number of packs. Return the "
        f"orders as tuples (name, {unit} ordered), in the order of `stock`; leave out goods for which no pack is "
        f"ordered.",
        solution=fill(
            f"""
            def goods_to_order(stock: list[tuple[str, int, int]]) -> list[tuple[str, int]]:
                orders = []
                for name, pieces, use in stock:
                    missing = $target * use - pieces
                    packs = {code}
                    if pieces < $days * use and packs > 0:
                        orders.append((name, packs{" * $pack" if unit == "pieces" else ""}))
                return orders
            """,
            days=days,
            target=target,
            pack=pack,
        ),
        inputs=[items(pair(choice(*GOODS), ints(0, 20), ints(0, 6)), 0, 5)],
        given=[
            ([],),
            ([("tea", 0, 0)],),
            ([("oil", days * 2, 2), ("oil", days * 2 - 1, 2)],),
            ([("rice", 0, 1), ("salt", 5, 3), ("figs", 3, 6)],),
        ],
        oracle=oracle,
    )


@family(level=2)
def sales_by_group(rng: Random) -> Draw:
    group, other = rng.sample(["shop", "item"], 2)
    least = rng.randint(2, 5)
    tests: Rules = [
        (f"with at least {least} pieces", f'sale["pieces"] >= {least}', lambda s: s["pieces"] > least - 1),
        (
            f"with fewer than {least + 3} pieces",
            f'sale["pieces"] < {least + 3}',
            lambda s: s["pieces"] <= least + 2,
        ),
        ("with an even number of pieces", 'sale["pieces"] % 2 == 0', lambda s: not s["pieces"] & 1),
        ("that are no gifts (price above 0)", 'sale["price"] > 0', lambda s: s["price"] != 0),
    ]
    measures: Rules = [
        (
            "the sum of the pieces",
            'totals.get(key, 0) + sale["pieces"]',
            lambda ss: sum(s["pieces"] for s in ss),
        ),
        (
            "the largest price",
            'max(totals.get(key, 0), sale["price"])',
            lambda ss: max(s["price"] for s in ss),
        ),
        ("the number of sales", "totals.get(key, 0) + 1", len),
        ("the price of the last sale", 'sale["price"]', lambda ss: ss[-1]["price"]),
        (
            "the sum of pieces times price",
            'totals.get(key, 0) + sale["pieces"] * sale["price"]',
            lambda ss: sum(s["pieces"] * s["price"] for s in ss),
        ),
    ]
    (only, test, holds), (words, code, value) = rng.choice(tests), rng.choice(measures)

    def oracle(sales: list[dict[str, Any]]) -> dict[str, int]:
        kept = sorted(filter(holds, sales), key=lambda sale: str(sale[group]))
        return {str(key): value(list(part)) for key, part in groupby(kept, key=lambda sale: sale[group])}

    few = [
        {"shop": "north", "item": "tea", "pieces": 4, "price": 3},
        {"shop": "south", "item": "tea", "pieces": 1, "price": 0},
        {"shop": "north", "item": "oil", "pieces": 6, "price": 2},
        {"shop": "south", "item": "oil", "pieces": 2, "price": 7},
    ]
    return Draw(
        prompt=f'Each sale is a dictionary with the keys "shop", "item", "pieces" and "price" (of one piece). Take '
        f"only the sales {only}. Return a dictionary from each {group} that occurs in these sales to {words} in its "
        f"sales, whatever the {other}.",
        solution=fill(
            f"""
            def sales_by_group(sales: list[dict]) -> dict[str, int]:
                totals: dict[str, int] = {{}}
                for sale in sales:
                    if {test}:
                        key = sale["{group}"]
                        totals[key] = {code}
                return totals
            """
        ),
        inputs=[
            items(
                {
                    "record": {
                        "shop": choice("north", "south", "west"),
                        "item": choice("tea", "oil", "rice"),
                        "pieces": ints(1, 8),
                        "price": ints(0, 9),
                    }
                },
                0,
                6,
            )
        ],
        given=[([],), (few[:1],), (few,), (few[::-1],), (few + few[2:],)],
        oracle=oracle,
    )


@family(level=3)
def shared_places(rng: Random) -> Draw:
    best, top = rng.choice(["most", "fewest"]), rng.randint(2, 4)
    cut = rng.randint(60, 63) if best == "most" else rng.randint(62, 65)
    valid, wanted = (">=", "at least") if best == "most" else ("<=", "at most")
    scheme = rng.choice(["skip", "dense", "last"])
    words = {
        "skip": "a player's place is one more than the number of players with a better result",
        "dense": "a player's place is one more than the number of different better results that occur",
        "last": "a player's place is the number of players whose result is as good or better, themselves included",
    }[scheme]
    sign, better = (">", "better results are higher") if best == "most" else ("<", "better results are lower")
    code = {
        "skip": f"1 + sum(other {sign} result for other in valid.values())",
        "dense": f"1 + sum(other {sign} result for other in set(valid.values()))",
        "last": f"sum(other {sign}= result for other in valid.values())",
    }[scheme]
    order = rng.choice(
        ["by place, players of one place in alphabetical order", "in alphabetical order of the names"]
    )
    by_place = "place" in order.split(",")[0]

    def oracle(results: dict[str, int]) -> list[tuple[str, int]]:
        results = {n: r for n, r in results.items() if (r >= cut if best == "most" else r <= cut)}
        ranked = sorted(results.values(), reverse=best == "most")
        firsts = {value: ranked.index(value) + 1 for value in ranked}
        if scheme == "dense":
            firsts = {value: at for at, value in enumerate(dict.fromkeys(ranked), 1)}
        if scheme == "last":
            firsts = {value: at for at, value in enumerate(ranked, 1)}
        table = sorted((firsts[value], name) for name, value in results.items() if firsts[value] <= top)
        return [(name, at) for at, name in table] if by_place else sorted((name, at) for at, name in table)

    key = ", key=lambda entry: (entry[1], entry[0])" if by_place else ""
    return Draw(
        prompt=f"`results` maps players to their {'points' if best == 'most' else 'strokes in golf'}; {better}. Only "
        f"players with a result of {wanted} {cut} take part in the ranking. Equal "
        f"results share a place: {words}. Return a list of tuples (player, place) of all players whose place is at most "
        f"{top}, {order}.",
        solution=fill(
            f"""
            def shared_places(results: dict[str, int]) -> list[tuple[str, int]]:
                valid = {{name: result for name, result in results.items() if result {valid} {cut}}}
                places = []
                for player, result in valid.items():
                    place = {code}
                    if place <= {top}:
                        places.append((player, place))
                return sorted(places{key})
            """
        ),
        inputs=[mapping(choice("ann", "bob", "cy", "dee", "eve", "flo"), ints(60, 65), 2, 6)],
        given=[
            ({},),
            ({"zoe": 63},),
            ({"bob": 62, "ann": 62},),
            ({"dee": 61, "cy": 64, "ann": 61, "bob": 64, "eve": 63},),
        ],
        oracle=oracle,
    )


@family(level=3)
def minutes_inside(rng: Random) -> Draw:
    close, grace = rng.choice([60, 90, 120]), rng.randint(3, 15)
    stay = rng.choice(["closing", "nothing", "flat"])
    flat = rng.randint(20, 45)
    open_rule = {
        "closing": f"counts as leaving at minute {close}",
        "nothing": "gets nothing for that visit",
        "flat": f"gets {flat} minutes for that visit",
    }[stay]
    last = {"closing": f"{close} - since", "nothing": "", "flat": f"{flat}"}[stay]
    by_time = rng.choice([True, False])
    tail = f"for name, since in inside.items():\n    totals[name] += {last}\n" if last else ""

    def oracle(stdin: str) -> str:
        lines = [line.split() for line in stdin.splitlines()]
        totals = {}
        for name in sorted({line[1] for line in lines}):
            times = [int(line[0]) for line in lines if line[1] == name]
            stays = [b - a for a, b in zip(times[::2], times[1::2], strict=False)]
            totals[name] = sum(s for s in stays if s >= grace)
            if len(times) % 2:
                totals[name] += {"closing": close - times[-1], "nothing": 0, "flat": flat}[stay]
        names = sorted(totals, key=lambda name: -totals[name]) if by_time else list(totals)
        return "".join(f"{name} {totals[name]}\n" for name in names)

    key = ", key=lambda name: (-totals[name], name)" if by_time else ""
    return Draw(
        prompt=f"Each line of the input says that a person passed the door of a hall: a minute from 0 to {close} and a "
        f"name, separated by a space. The lines are in order of time, and there is at least one. A person's 1st, 3rd, "
        f"5th ... line means entering, the 2nd, 4th ... leaving. A visit that lasts fewer than {grace} minutes counts as "
        f"0. Somebody who is still inside after the last line {open_rule}"
        f"{', however short this visit is' if stay != 'nothing' else ''}. Print a line for every person in the input, the name "
        f"and the sum of the minutes inside, separated by a space, "
        f"{'by falling minutes and, for equal ones, ' if by_time else ''}in alphabetical order of the names.",
        solution=fill(
            f"""
            import sys

            totals: dict[str, int] = {{}}
            inside: dict[str, int] = {{}}
            for line in sys.stdin:
                minute, name = line.split()
                totals.setdefault(name, 0)
                if name not in inside:
                    inside[name] = int(minute)
                else:
                    stay = int(minute) - inside.pop(name)
                    if stay >= {grace}:
                        totals[name] += stay
            TAIL
            for name in sorted(totals{key}):
                print(name, totals[name])
            """
        ).replace("TAIL\n", tail),
        inputs=[
            joined(
                *[
                    joined(ints(at * close // 7, (at + 1) * close // 7), choice(*PEOPLE[:3]), by=" ")
                    for at in range(7)
                ],
                by="\n",
            )
        ],
        given=[
            "0 ann\n",
            f"5 bob\n{5 + grace} bob\n",
            f"5 bob\n{4 + grace} bob\n{close} ann\n",
            "1 cy\n2 ann\n20 cy\n30 bob\n41 ann\n50 cy\n",
        ],
        oracle=oracle,
        program=True,
    )
