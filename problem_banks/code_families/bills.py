"""Prices, points and bills."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..code_core.author import choice, ints, items, mapping, pair, row
from .family import Draw, family, fill
from .records import GOODS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=3)
def customer_bills(rng: Random) -> Draw:
    many, off, free, post = (
        rng.randint(3, 5),
        rng.choice([10, 20, 25, 50]),
        rng.randint(30, 60),
        rng.randint(3, 9),
    )
    unknown = rng.choice(["ignored", "priced"])
    default = rng.randint(1, 5)
    lookup, skip = (
        ("prices.get(item, $default)", "")
        if unknown == "priced"
        else ("prices[item]", "if item not in prices:\n            continue\n        ")
    )
    per = rng.choice(["line", "customer"])
    rebate = (
        "a line of at least $many pieces"
        if per == "line"
        else "a customer who bought at least $many pieces in all"
    )

    def oracle(lines: list[tuple[str, str, int]], prices: dict[str, int]) -> dict[str, int]:
        bills = {}
        for name in sorted({line[0] for line in lines}):
            own = [
                (prices.get(i, default), n)
                for c, i, n in lines
                if c == name and (unknown == "priced" or i in prices)
            ]
            if per == "line":
                total = sum(p * n - (-(-p * n * off // 100) if n >= many else 0) for p, n in own)
            else:
                total = sum(p * n for p, n in own)
                total -= -(-total * off // 100) if sum(n for _, n in own) >= many else 0
            if own:
                bills[name] = total + (0 if total >= free else post)
        return bills

    if per == "line":
        body = """
                amount = pieces * PRICE
                if pieces >= $many:
                    amount = amount * $left // 100
                bills[customer] = bills.get(customer, 0) + amount
            return {name: bill if bill >= $free else bill + $post for name, bill in bills.items()}
        """
        start = "bills: dict[str, int] = {}"
    else:
        body = """
                bills[customer] = bills.get(customer, 0) + pieces * PRICE
                bought[customer] = bought.get(customer, 0) + pieces
            for customer, pieces in bought.items():
                if pieces >= $many:
                    bills[customer] = bills[customer] * $left // 100
            return {name: bill if bill >= $free else bill + $post for name, bill in bills.items()}
        """
        start = "bills: dict[str, int] = {}\n    bought: dict[str, int] = {}"
    head = f"""
        def customer_bills(lines: list[tuple[str, str, int]], prices: dict[str, int]) -> dict[str, int]:
            START
            for customer, item, pieces in lines:
                SKIP{body.strip()}
    """
    template = head.replace("PRICE", lookup)
    return Draw(
        prompt=f"`lines` lists what customers bought as tuples (customer, item, pieces); `prices` maps items to prices of "
        f"one piece. A line with an item that has no price is "
        f"{'ignored altogether' if unknown == 'ignored' else f'charged {default} a piece'}. "
        f"{fill(rebate, many=many).strip().capitalize()} gets {off} per cent off "
        f"{'the amount of that line' if per == 'line' else 'the total'}; what is left is rounded down. Then {post} is "
        f"added for postage to each customer's total that is below {free}. Return a dictionary from the customers with "
        f"at least one line{' that is not ignored' if unknown == 'ignored' else ''} to their totals.",
        solution=fill(template, many=many, left=100 - off, free=free, post=post, default=default)
        .replace("START", start)
        .replace("SKIP", skip),
        inputs=[
            items(pair(choice("ann", "bob", "cy"), choice(*GOODS), ints(1, 6)), 2, 7),
            mapping(choice(*GOODS[:4]), ints(1, 15), 2, 4),
        ],
        given=[
            ([], {"tea": 3}),
            ([("ann", "tea", 2)], {}),
            ([("ann", "tea", many)], {"tea": 9}),
            ([("bob", "oil", 6), ("ann", "tea", 1), ("bob", "figs", 2)], {"tea": 7, "oil": 11}),
            ([("cy", "rice", 2), ("cy", "rice", 3), ("cy", "salt", 1)], {"rice": 13, "salt": 2}),
        ],
        oracle=oracle,
    )


@family(level=4)
def kit_price(rng: Random) -> Draw:
    prices = {name: rng.randint(1, 9) for name in ("bolt", "nut", "rod")}
    work, many, off = rng.randint(1, 6), rng.randint(3, 5), rng.randint(1, 3)
    empty = rng.randint(10, 20)

    def oracle(kits: dict[str, dict[str, int]], wanted: str) -> int:
        costs = dict(prices)
        while not set(kits) <= set(costs):
            for name, content in kits.items():
                if set(content) <= set(costs):
                    total = sum(costs[part] * n - (off if n >= many else 0) for part, n in content.items())
                    costs[name] = total + work * sum(content.values()) if content else empty
        return costs[wanted]

    kit = {"lamp": {"frame": 1, "bolt": many}, "frame": {"rod": 2, "base": 1}, "base": {}}
    return Draw(
        prompt=f"A bolt costs {prices['bolt']}, a nut {prices['nut']} and a rod {prices['rod']}. `kits` says for some "
        f'products of which parts, and how many of each, they are made; parts are "bolt", "nut", "rod" or other '
        f"products of `kits`, and no product contains itself, not even through others. The price of a product is the "
        f"sum over its parts of number times price, less {off} for each kind of part of which it takes {many} or more "
        f"directly, plus {work} for every single part (again, direct parts only, each piece). A product with an empty "
        f"list of parts costs {empty}. Return the price of the product `wanted`, which is in `kits`.",
        solution=fill(
            """
            PRICES = $prices


            def kit_price(kits: dict[str, dict[str, int]], wanted: str) -> int:
                if wanted in PRICES:
                    return PRICES[wanted]
                if not kits[wanted]:
                    return $empty
                total = 0
                for part, number in kits[wanted].items():
                    total += number * (kit_price(kits, part) + $work)
                    if number >= $many:
                        total -= $off
                return total
            """,
            prices=str(prices).replace("'", '"'),
            empty=empty,
            work=work,
            many=many,
            off=off,
        ),
        inputs=[
            {
                "record": {
                    "lamp": mapping(choice("frame", "base", "bolt", "nut"), ints(1, 6), 1, 4),
                    "frame": mapping(choice("base", "rod", "nut"), ints(1, 5), 0, 3),
                    "base": mapping(choice("bolt", "nut", "rod"), ints(1, 6), 0, 2),
                }
            },
            choice("lamp", "lamp", "frame"),
        ],
        given=[(kit, "base"), (kit, "frame"), (kit, "lamp"), ({"box": {"nut": 1}}, "box")],
        oracle=oracle,
    )


@family(level=4)
def loyalty_points(rng: Random) -> Draw:
    life, whole = rng.randint(1, 9), rng.choice([True, False])
    oldest = rng.choice([True, False])
    goals = [
        "the points that have expired unused, those whose last valid day lies before the day of the last event",
        "the points that are then valid",
        "the points that were spent in all",
    ]
    at = rng.randrange(3)
    result = ["expired", "sum(left for _, left in valid)", "spent"][at]
    days = f"on day d, on day d + {life}, and on the days between"

    def oracle(events: list[list[int]]) -> int:
        purse: list[int] = []
        spent = expired = 0
        for day in range(events[-1][0] + 1 if events else 0):
            expired += sum(born + life < day for born in purse)
            purse = [born for born in purse if born + life >= day]
            for amount in (a for d, a in events if d == day):
                if amount >= 0:
                    purse += [day] * amount
                    continue
                used = -amount if -amount <= len(purse) else (0 if whole else len(purse))
                purse = sorted(purse, reverse=not oldest)[used:]
                spent += used
        return [expired, len(purse), spent][at]

    refuse = "if -points > sum(left for _, left in valid):\n            continue\n        " if whole else ""
    template = f"""
        def loyalty_points(events: list[list[int]]) -> int:
            valid: list[list[int]] = []
            {"expired = " if at == 0 else "spent = " if at == 2 else ""}0
            for day, points in events:
                EXPIRED
                valid = [entry for entry in valid if entry[0] + $life >= day]
                if points >= 0:
                    valid.append([day, points])
                    continue
                REFUSEfor entry in {"valid" if oldest else "reversed(valid)"}:
                    used = min(entry[1], -points)
                    entry[1] -= used
                    points += used
                    SPENT
            return {result}
    """
    lines = [line for line in template.split("\n") if line.strip() != "0"]
    body = "\n".join(
        line
        for line in lines
        if not (line.strip() == "EXPIRED" and at) and not (line.strip() == "SPENT" and at != 2)
    )
    body = body.replace("EXPIRED", "expired += sum(left for born, left in valid if born + $life < day)")
    return Draw(
        prompt=f"A shop gives points. `events` holds lists [day, points] in order of time: positive points are earned on "
        f"that day, negative ones are spent. Points earned on day d are valid {days}; after that they expire. Spending "
        f"uses the {'oldest' if oldest else 'newest'} valid points first. Where there are fewer valid points than are "
        f"to be spent, {'the event is ignored' if whole else 'all valid ones are spent'}. Several events of one day are "
        f"carried out in the order of the list. Return, as seen right after the last event, {goals[at]}. Without events the result is 0.",
        solution=fill(body.replace("SPENT", "spent += used"), life=life).replace("REFUSE", refuse),
        inputs=[
            items(row(ints(0, 2 * life + 4), choice(5, 8, 3, 10, 6, -4, -7, -2, -12)), 3, 10)
            | {"sorted": True}
        ],
        given=[
            ([],),
            ([[0, 5], [life, -5]],),
            ([[0, 5], [life + 1, -5]],),
            ([[1, 4], [2, 6], [3, -7], [3, -5], [9, 2], [9, -1]],),
            ([[0, 9], [1, 9], [1, -4], [life + 1, -6], [life + 2, -1]],),
        ],
        oracle=oracle,
    )


@family(level=5)
def cheapest_crew(rng: Random) -> Draw:
    needed = sorted(rng.sample("ABCDE", 3))
    double = rng.choice(needed)
    extra = rng.randint(1, 6)
    most = rng.randint(3, 4)

    def oracle(people: list[tuple[int, str]]) -> int:
        costs = []
        for crew in (c for size in range(1, most + 1) for c in combinations(people, size)):
            skills = Counter("".join(skills for _, skills in crew))
            if all(skills[s] >= 1 + (s == double) for s in needed):
                costs.append(sum(fee for fee, _ in crew) + extra * (len(crew) - 1))
        return min(costs, default=-1)

    names = f"{needed[0]}, {needed[1]} and {needed[2]}"
    return Draw(
        prompt=f"`people` lists who can be hired for a job, as tuples (fee, skills); the skills are a string of different "
        f"capital letters. Hire a crew of at most {most} different entries of the list, so that each of the skills {names} is "
        f"found in at least one of the crew, and skill {double} in at least two of them. The crew costs the sum of its "
        f"fees and {extra} more for every member after the first. Return the smallest possible cost, or -1 where no "
        f"such crew can be hired.",
        solution=fill(
            """
            NEEDED = $needed


            def cheapest_crew(people: list[tuple[int, str]]) -> int:
                costs = {(0, (0, 0, 0)): 0}
                for fee, skills in people:
                    for (size, have), cost in list(costs.items()):
                        if size == $most:
                            continue
                        new = tuple(
                            min(count + (skill in skills), need)
                            for count, (skill, need) in zip(have, NEEDED.items())
                        )
                        total = cost + fee + ($extra if size else 0)
                        key = (size + 1, new)
                        costs[key] = min(total, costs.get(key, total))
                goal = tuple(NEEDED.values())
                return min((cost for (_, have), cost in costs.items() if have == goal), default=-1)
            """,
            needed="{" + ", ".join(f'"{skill}": {2 if skill == double else 1}' for skill in needed) + "}",
            most=most,
            extra=extra,
        ),
        inputs=[
            items(
                pair(
                    ints(1, 20),
                    choice("ABC", "AD", "BE", "CD", "ACE", "B", "BDE", "ABD", "CE", "BCD", "ADE", "CDE"),
                ),
                5,
                9,
            )
        ],
        given=[
            ([],),
            ([(3, "ABCDE")],),
            ([(9, "ABCDE"), (4, "ABCDE"), (1, "ABCDE")],),
            ([(5, "ABE"), (4, "CD"), (7, "BCD"), (2, "AE"), (3, "D")],),
            ([(5, "A"), (4, "B"), (7, "C"), (2, "D"), (3, "E"), (8, "ABC"), (8, "CDE")],),
        ],
        oracle=oracle,
    )
