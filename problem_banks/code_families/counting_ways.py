"""In how many ways, and what the cheapest costs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..code_core.author import ints, items, text
from .family import NONE, Draw, family, fill, fill_some

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random


@family(level=1)
def ways_through_gate(rng: Random) -> Draw:
    x, y = rng.randint(1, 5), rng.randint(1, 5)
    closed = rng.choice([True, False])
    axes = rng.choice([("east", "north"), ("east", "south"), ("west", "north"), ("west", "south")])

    def oracle(first: int, second: int) -> int:
        ways = {(0, 0): (1, 0)}
        for a in range(first + 1):
            for b in range(second + 1):
                if (a, b) != (0, 0):
                    before = [ways.get((a - 1, b), (0, 0)), ways.get((a, b - 1), (0, 0))]
                    ways[a, b] = before[0][0] + before[1][0], before[0][1] + before[1][1]
                if (a, b) == (x, y):
                    ways[a, b] = 0, sum(ways[a, b])
        return ways[first, second][0 if closed else 1]

    return Draw(
        prompt=f"In a town with a square grid of streets a courier rides `first` blocks {axes[0]} and `second` blocks "
        f"{axes[1]}, in any order. The crossing {x} {'block' if x == 1 else 'blocks'} {axes[0]} and {y} "
        f"{'block' if y == 1 else 'blocks'} {axes[1]} of the start "
        f"{'is closed and must not be used' if closed else 'must be passed'}. Return the number of different ways. "
        f"`first` is at least {x} and `second` at least {y}; the goal may be that crossing itself.",
        solution=fill_some(
            """
            from math import comb


            def ways_through_gate(first: int, second: int) -> int:
                $assign comb($sum, $x) * comb(first - $x + second - $y, first - $x)
                $result
            """,
            sum=x + y,
            x=x,
            y=y,
            assign="through =" if closed else "return",
            result="return comb(first + second, first) - through" if closed else NONE,
        ),
        inputs=[ints(x, x + 9), ints(y, y + 9)],
        given=[(x, y), (x + 1, y), (x, y + 3), (x + 2, y + 1), (x + 9, y + 9)],
        oracle=oracle,
    )


@family(level=2)
def ribbon_count(rng: Random) -> Draw:
    sizes = sorted(rng.sample(range(1, 7), 3))
    colours = [rng.randint(1, 3) for _ in sizes]
    modulus = rng.choice([97, 101, 1000, 1009, 10007])
    names = [
        f"{n} {'colour' if n == 1 else 'colours'} of length {size}"
        for n, size in zip(colours, sizes, strict=True)
    ]

    def oracle(length: int) -> int:
        ways = [0] * (length + 1)
        ways[length] = 1
        for rest in range(length, -1, -1):
            for size, n in zip(sizes, colours, strict=True):
                if rest >= size:
                    ways[rest - size] += n * ways[rest]
        return ways[0] % modulus

    return Draw(
        prompt=f"A ribbon is made of pieces sewn together in a row. There are pieces of {names[0]}, {names[1]} and "
        f"{names[2]}, as many of each as needed. Two ribbons are different if the rows of their pieces are: lengths, "
        f"colours or order. Return the number of different ribbons whose total length is exactly `length`, modulo "
        f"{modulus}; the ribbon of length 0 counts as one.",
        solution=fill(
            """
            def ribbon_count(length: int) -> int:
                ways = [1] + [0] * length
                for at in range(1, length + 1):
                    for size, colours in $pieces:
                        if at >= size:
                            ways[at] += colours * ways[at - size]
                return ways[length] % $modulus
            """,
            pieces=tuple(zip(sizes, colours, strict=True)),
            modulus=modulus,
        ),
        inputs=[ints(0, 60)],
        given=[(0,), (1,), (sizes[0],), (sizes[2],), (sizes[0] + sizes[1],), (12,), (50,)],
        oracle=oracle,
    )


@family(level=2)
def growing_colony(rng: Random) -> Draw:
    young, age, cull = rng.randint(2, 4), rng.randint(5, 8), rng.randint(2, 5)
    babies, first = rng.randint(1, 3), rng.randint(1, 4)
    crowd = rng.randint(150, 900)

    def oracle(years: int) -> int:
        born = {0: first}
        alive = first
        for year in range(1, years + 1):
            parents = sum(n for when, n in born.items() if young <= year - when < age)
            born[year] = babies * parents
            alive = sum(n for when, n in born.items() if year - when < age)
            if alive > crowd:
                born = {when: n // cull for when, n in born.items()}
                alive = sum(n for when, n in born.items() if year - when < age)
        return alive

    return Draw(
        prompt=f"A colony begins with {first} newborn {'animal' if first == 1 else 'animals'} in year 0. In every later year "
        f"all animals first become one year older; those that reach the age of {age} die. Then each animal that is at "
        f"least {young} years old has {babies} young of age 0. If the colony now has more than {crowd} animals, the number "
        f"of animals of each age is divided by {cull}, rounded down. Return the number of animals at the end of year "
        f"`years`; for 0 it is {first}.",
        solution=fill(
            """
            def growing_colony(years: int) -> int:
                ages = [$first] + [0] * $oldest
                for _ in range(years):
                    ages = [0, *ages[:-1]]
                    ages[0] = ${babies}sum(ages[$young:])
                    if sum(ages) > $crowd:
                        ages = [count // $cull for count in ages]
                return sum(ages)
            """,
            first=first,
            oldest=age - 1,
            babies=f"{babies} * " if babies > 1 else "",
            young=young,
            crowd=crowd,
            cull=cull,
        ),
        inputs=[ints(0, 60)],
        given=[(0,), (1,), (young,), (age,), (age + young,), (20,), (50,)],
        oracle=oracle,
    )


@family(level=3)
def longest_chain(rng: Random) -> Draw:
    low, high = rng.randint(1, 3), rng.randint(4, 8)
    m = rng.randint(2, 4)
    rules: list[tuple[str, str, Callable[[int, int], bool]]] = [
        (
            f"b - a is from {low} to {high}",
            f"{low} <= b - a <= {high}",
            lambda a, b: b - a in range(low, high + 1),
        ),
        (
            f"a - b is from {low} to {high}",
            f"{low} <= a - b <= {high}",
            lambda a, b: a - b in range(low, high + 1),
        ),
        (
            f"a and b differ by at least {high}",
            f"abs(a - b) >= {high}",
            lambda a, b: max(a, b) >= min(a, b) + high,
        ),
        (
            f"a and b differ by at most {low}",
            f"abs(a - b) <= {low}",
            lambda a, b: a - low <= b <= a + low,
        ),
        (
            f"b is larger than a and their difference is not divisible by {m}",
            f"b > a and (b - a) % {m} != 0",
            lambda a, b: b > a and b % m != a % m,
        ),
        (
            f"a + b is divisible by {m + 1}",
            f"(a + b) % {m + 1} == 0",
            lambda a, b: b % (m + 1) == -a % (m + 1),
        ),
    ]
    words, test, fits = rng.choice(rules)
    asked = rng.choice(["length", "sum"])

    def oracle(numbers: list[int]) -> int:
        chains: list[list[int]] = [[]]
        for number in numbers:
            chains += [[*chain, number] for chain in chains if not chain or fits(chain[-1], number)]
        return max(len(chain) if asked == "length" else sum(chain) for chain in chains)

    one = "1" if asked == "length" else "b"
    return Draw(
        prompt=f"A chain is made by crossing out any elements of `numbers` (or none) so that for each element b that is left, "
        f"the first excepted, and the element a left just before it, this holds: {words}. A single "
        f"element is a chain, and so is nothing at all. Return the largest "
        f"{'length' if asked == 'length' else 'sum'} of a chain; an empty list gives 0.",
        solution=fill(
            f"""
            def longest_chain(numbers: list[int]) -> int:
                best = []
                for at, b in enumerate(numbers):
                    before = [best[i] for i, a in enumerate(numbers[:at]) if {test}]
                    best.append({one} + max(before, default=0))
                return max(best, default=0)
            """
        ),
        inputs=[items(ints(0, 16), 0, 10)],
        given=[
            ([],),
            ([5],),
            ([5, 5, 5],),
            ([1, 3, 6, 10, 15],),
            ([16, 12, 8, 4, 0],),
            ([3, 9, 4, 12, 1, 7, 2],),
        ],
        oracle=oracle,
    )


@family(level=4)
def spelling_cost(rng: Random) -> Draw:
    vowel, other, swap = rng.randint(1, 3), rng.randint(4, 6), rng.randint(2, 7)
    change, kind = rng.randint(2, 5), rng.randint(6, 9)
    ask = rng.choice(["swap", "double"])
    extra = (
        f"exchanging two neighbouring letters of `first`, which then stay side by side and unchanged, costs {swap}"
        if ask == "swap"
        else "inserting a letter that is equal to the letter of `second` just before it costs only 1"
    )

    def price(letter: str) -> int:
        return vowel if letter in "ae" else other

    def changing(a: str, b: str) -> int:
        return 0 if a == b else change if len({a, b} & set("ae")) != 1 else kind

    @cache
    def oracle(a: str, b: str, last: str = "") -> int:
        ways = [] if a + b else [0]
        if a:
            ways.append(price(a[0]) + oracle(a[1:], b, last))
        if b:
            again = ask == "double" and last == b[0]
            ways.append((1 if again else price(b[0])) + oracle(a, b[1:], b[0]))
        if a and b:
            ways.append(changing(a[0], b[0]) + oracle(a[1:], b[1:], b[0]))
        if ask == "swap" and len(b) > 1 and a[:2] == b[1] + b[0]:
            ways.append(swap + oracle(a[2:], b[2:], b[1]))
        return min(ways)

    return Draw(
        prompt=f"The text `first` is turned into the text `second`, both of the letters a to e. Removing a letter of `first` "
        f"or inserting a letter costs {vowel} for a vowel (a, e) and {other} for a consonant. Replacing a letter by another "
        f"one costs {change} if both are vowels or both consonants, otherwise {kind}; keeping a letter costs nothing. "
        f"Besides, {extra}. The letters kept or replaced stay in their order. Return the lowest total cost.",
        solution=fill_some(
            """
            def spelling_cost(first: str, second: str) -> int:
                def price(letter: str) -> int:
                    return $vowel if letter in "ae" else $other

                costs = {(0, 0): 0}
                for i in range(len(first) + 1):
                    for j in range(len(second) + 1):
                        ways = [costs[0, 0]] if i == j == 0 else []
                        if i:
                            ways.append(costs[i - 1, j] + price(first[i - 1]))
                        if j:
                            $twin
                            ways.append(costs[i, j - 1] + $insertion)
                        if i and j:
                            a, b = first[i - 1], second[j - 1]
                            alike = (a in "ae") == (b in "ae")
                            change = 0 if a == b else $change if alike else $kind
                            ways.append(costs[i - 1, j - 1] + change)
                        $if_swap
                            $swap
                        costs[i, j] = min(ways)
                return costs[len(first), len(second)]
            """,
            vowel=vowel,
            other=other,
            twin=NONE if ask == "swap" else "again = j > 1 and second[j - 1] == second[j - 2]",
            insertion="price(second[j - 1])" if ask == "swap" else "(1 if again else price(second[j - 1]))",
            change=change,
            kind=kind,
            if_swap="if i > 1 and j > 1 and first[i - 2 : i] == second[j - 2 : j][::-1]:"
            if ask == "swap"
            else NONE,
            swap=f"ways.append(costs[i - 2, j - 2] + {swap})" if ask == "swap" else NONE,
        ),
        inputs=[text("abdea", 0, 7), text("abdea", 1, 8)],
        given=[
            ("", ""),
            ("", "aab"),
            ("bad", ""),
            ("ab", "ba"),
            ("dead", "deed"),
            ("abba", "baab"),
            ("bee", "beeee"),
        ],
        oracle=oracle,
    )
