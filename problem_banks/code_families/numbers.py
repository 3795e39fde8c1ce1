"""Whole numbers: digits, divisibility, number systems, counting."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, choice, ints, items, joined
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=1)
def parking_fee(rng: Random) -> Draw:
    free, block = rng.choice([0, 5, 10, 15, 20]), rng.choice([10, 15, 20, 30])
    rate, cap = rng.randint(40, 120), rng.randint(300, 600)

    def oracle(minutes: int) -> int:
        fee, paid_until = 0, free
        while paid_until < minutes:
            fee, paid_until = fee + rate, paid_until + block
        return min(fee, cap)

    begun = "$rate * max(-(-(minutes - $free) // $block), 0)" if free else "$rate * -(-minutes // $block)"
    first = f"The first {free} minutes are free; after them each" if free else "Each"
    return Draw(
        prompt=f"A car park charges by the minute count. {first} block of {block} minutes that has begun costs {rate} "
        f"cents: 1 to {block} minutes {'beyond the free ones ' if free else ''}are one block, {block + 1} are two. "
        f"Nobody pays more than {cap} cents. Return the fee in cents for a stay of `minutes` minutes (0 or more); 0 "
        f"minutes cost nothing.",
        solution=fill(
            f"""
            def parking_fee(minutes: int) -> int:
                return min({begun}, $cap)
            """,
            free=free,
            block=block,
            rate=rate,
            cap=cap,
        ),
        inputs=[any_of(ints(0, 60), ints(0, 240))],
        given=[(0,), (1,), (free,), (free + 1,), (free + block,), (free + block + 1,), (1000,)],
        oracle=oracle,
    )


@family(level=2)
def house_numbers(rng: Random) -> Draw:
    m, d, total = rng.randint(3, 7), rng.randint(1, 9), rng.randint(5, 9)
    rules: Rules = [
        (f"divisible by {m}", f"number % {m} == 0", lambda n: n in range(0, n + 1, m)),
        (
            f"written with the digit {d}",
            f'"{d}" in str(number)',
            lambda n: d in {n // 10**k % 10 for k in range(4) if 10**k <= n},
        ),
        (
            f"whose digit sum is above {total}",
            f"sum(map(int, str(number))) > {total}",
            lambda n: sum(n // 10**k % 10 for k in range(4)) > total,
        ),
        (
            "with two equal digits side by side",
            "any(a == b for a, b in zip(str(number), str(number)[1:]))",
            lambda n: bool(re.search(r"(\d)\1", str(n))),
        ),
        (
            "that end in a smaller digit than they begin with",
            "str(number)[-1] < str(number)[0]",
            lambda n: n % 10 < next(int(c) for c in str(n)),
        ),
    ]
    (one, first, holds), (two, second, too) = rng.sample(rules, 2)
    links: Rules = [
        ("both kinds at once", "first and second", lambda a, b: a * b),
        ("at least one of the two kinds", "first or second", lambda a, b: a + b > 0),
        ("exactly one of the two kinds", "first != second", lambda a, b: a + b == 1),
        ("the first kind but not of the second", "first and not second", lambda a, b: a > b),
    ]
    link, code, joins = rng.choice(links)
    what = rng.choice(["how many", "the sum of all"])
    step = "1" if what == "how many" else "number"

    def oracle(low: int, high: int) -> int:
        fine = [n for n in range(high, low - 1, -1) if joins(bool(holds(n)), bool(too(n)))]
        return len(fine) if step == "1" else sum(fine)

    return Draw(
        prompt=f"Two kinds of house numbers are of interest, those {one} and those {two} (in decimal "
        f"form). Return {what} numbers from `low` to `high`, both included, {'that ' if step == 'number' else ''}are of {link}. `low` is at least 1; "
        f"where it is larger than `high` the answer is 0.",
        solution=fill(
            f"""
            def house_numbers(low: int, high: int) -> int:
                total = 0
                for number in range(low, high + 1):
                    first = {first}
                    second = {second}
                    if {code}:
                        total += {step}
                return total
            """
        ),
        inputs=[ints(1, 120), ints(80, 400)],
        given=[(1, 0), (1, 9), (10, 99), (100, 100), (1, 300)],
        oracle=oracle,
    )


@family(level=3)
def old_weights(rng: Random) -> Draw:
    big, small = rng.randint(3, 9), rng.randint(6, 20)
    big_name, mid_name, small_name = rng.choice(
        [
            ("stone", "pound", "dram"),
            ("crown", "shilling", "penny"),
            ("chest", "box", "nail"),
            ("mile", "rod", "foot"),
        ]
    )
    zero = rng.choice(["left out", "written"])
    x, y, z = big_name[0], mid_name[0], small_name[0]

    def oracle(stdin: str) -> str:
        total = sum(
            int(n) * {x: big * small, y: small, z: 1}[unit] for n, unit in re.findall(r"(\d+)([a-z])", stdin)
        )
        best = next(
            (i, j, total - i * big * small - j * small)
            for i in range(total // (big * small), -1, -1)
            for j in range(big)
            if 0 <= total - i * big * small - j * small < small
        )
        shown = [f"{n}{unit}" for n, unit in zip(best, (x, y, z), strict=True) if n or zero == "written"]
        return " ".join(shown or [f"0{z}"]) + "\n"

    line = "parts.append(str(number) + unit)"
    body = f"if number:\n        {line}" if zero == "left out" else line
    return Draw(
        prompt=f"In an old system one {big_name} ({x}) is {big} times a {mid_name} ({y}), and one {mid_name} is {small} "
        f"times a {small_name} ({z}). Each line of the input (there is at least one) holds an amount of one or more parts "
        f'separated by spaces; a part is a whole number and the letter of its unit, such as "12{z}". The parts may come '
        f"in any order, and a unit may occur several times. Print the sum of all amounts with as many whole units "
        f"{x}, then {y}, then {z} as possible, in this order and form, separated by spaces. Units with the number 0 are "
        f"{zero}{f'; if nothing would be left, print 0{z}' if zero == 'left out' else ''}.",
        solution=fill(
            f"""
            import sys

            UNITS = {{"$x": {big * small}, "$y": {small}, "$z": 1}}

            total = sum(int(part[:-1]) * UNITS[part[-1]] for part in sys.stdin.read().split())
            parts = []
            for unit, size in UNITS.items():
                number, total = divmod(total, size)
                $body
            print(" ".join(parts){f' or "0{z}"' if zero == "left out" else ""})
            """,
            x=x,
            y=y,
            z=z,
            body=body,
        ),
        inputs=[
            joined(
                items(
                    joined(items(joined(any_of(ints(0, 30), ints(0, 9)), choice(x, y, z)), 1, 3), by=" "),
                    1,
                    4,
                ),
                by="\n",
            )
        ],
        given=[
            f"0{z}\n",
            f"{small}{z}\n",
            f"1{x}\n1{y} 1{z}\n",
            f"{big - 1}{y} {small}{z}\n",
            f"99{z} 7{y}\n3{y}\n",
        ],
        oracle=oracle,
        program=True,
    )


@family(level=4)
def stamp_sets(rng: Random) -> Draw:
    values = sorted(rng.sample(range(1, 7), 4))
    most = rng.randint(2, 4)
    total = rng.randint(most + 1, 2 * most + 2)
    exact = rng.choice(["exactly", "at most"])
    listed = ", ".join(map(str, values[:-1])) + f" and {values[-1]}"

    def oracle(amount: int) -> int:
        return sum(
            sum(v * n for v, n in zip(values, counts, strict=True)) == amount
            and (sum(counts) == total if exact == "exactly" else sum(counts) <= total)
            for counts in product(range(most + 1), repeat=4)
        )

    result = (
        "ways.get((amount, $total), 0)"
        if exact == "exactly"
        else "sum(ways.get((amount, count), 0) for count in range($total + 1))"
    )
    return Draw(
        prompt=f"A letter needs stamps worth exactly `amount` (0 or more). There are stamps worth {listed}; of each value "
        f"there are {most} pieces, and {exact} {total} stamps in all {'must' if exact == 'exactly' else 'may'} be stuck "
        f"on the letter. Return how many different choices there are. Two choices differ if they have different numbers "
        f"of stamps of some value; the order of the stamps and which piece of a value is taken do not matter.",
        solution=fill(
            f"""
            def stamp_sets(amount: int) -> int:
                ways = {{(0, 0): 1}}
                for value in $values:
                    longer: dict[tuple[int, int], int] = {{}}
                    for (worth, count), number in ways.items():
                        for pieces in range($most + 1):
                            key = (worth + pieces * value, count + pieces)
                            longer[key] = longer.get(key, 0) + number
                    ways = longer
                return {result}
            """.replace("$most + 1", str(most + 1)).replace("$total + 1", str(total + 1)),
            values=values,
            total=total,
        ),
        inputs=[ints(total * values[0], total * (values[2] + 1))],
        given=[(0,), (1,), (values[0] * 2,), (sum(values),), (2 * sum(values),), (total * values[1],)],
        oracle=oracle,
    )


@family(level=5)
def broken_calculator(rng: Random) -> Draw:
    plus, minus, times, part = rng.randint(3, 9), rng.randint(2, 7), rng.randint(2, 3), rng.randint(2, 4)
    limit = rng.choice([200, 300, 500])
    rules: Rules = [
        (f"adds {plus}", f"number + {plus}", lambda n: n + plus),
        (f"subtracts {minus}", f"number - {minus}", lambda n: n - minus),
        (f"multiplies by {times}", f"number * {times}", lambda n: n * times),
        (f"divides by {part} and drops the remainder", f"number // {part}", lambda n: (n - n % part) // part),
        (
            "puts the decimal digits in reverse order (leading zeros vanish)",
            "int(str(number)[::-1])",
            lambda n: int("".join(reversed(str(n)))),
        ),
        (
            "adds the sum of the decimal digits",
            "number + sum(map(int, str(number)))",
            lambda n: n + sum(int(c) for c in str(n)),
        ),
        (
            "drops the last decimal digit (a single digit becomes 0)",
            "number // 10",
            lambda n: int("0" + str(n)[:-1]),
        ),
    ]
    keys = rng.sample(rules[2:], 2) + rng.sample(rules[:2], 1)
    rng.shuffle(keys)
    (one, a, _), (two, b, _), (three, c, _) = keys

    def oracle(start: int, target: int) -> int:
        costs = {start: 0}
        for _ in range(limit + 1):
            new = dict(costs)
            for number, cost in costs.items():
                for made in (key(number) for _, _, key in keys):
                    if 0 <= made <= limit:
                        new[made] = min(new.get(made, cost + 1), cost + 1)
            if new == costs:
                break
            costs = new
        return costs.get(target, -1)

    return Draw(
        prompt=f"A broken calculator has only three keys left. The first {one}; the second {two}; the third {three}. A key "
        f"whose result would be negative or larger than {limit} can't be pressed. Return the smallest number of key "
        f"presses that lead from `start` to `target` (both from 0 to {limit}): 0 if they are equal, -1 if there is no "
        f"way.",
        solution=fill(
            """
            def broken_calculator(start: int, target: int) -> int:
                presses = {start: 0}
                queue = [start]
                for number in queue:
                    if number == target:
                        return presses[number]
                    for result in ($a, $b, $c):
                        if 0 <= result <= $limit and result not in presses:
                            presses[result] = presses[number] + 1
                            queue.append(result)
                return -1
            """,
            a=a,
            b=b,
            c=c,
            limit=limit,
        ),
        inputs=[ints(1, 40), any_of(ints(0, 60), ints(0, limit))],
        given=[(0, 0), (5, 5), (1, 30), (12, 7), (40, 3), (limit, 1), (2, limit)],
        oracle=oracle,
    )
