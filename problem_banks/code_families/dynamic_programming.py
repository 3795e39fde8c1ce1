"""Best choices and counts of ways that are built up from those of smaller problems."""

from __future__ import annotations

from functools import cache
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from problem_banks.code_core.author import choice, grid, ints, items, text

from .family import Draw, family, fill
from .optional import NONE, fill_some

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
def lamp_posts(rng: Random) -> Draw:
    gap, cost = rng.randint(1, 4), rng.randint(0, 9)
    rule = rng.choice(["gap", "run"])
    words = (
        f"between two chosen places at least {gap} {'place' if gap == 1 else 'places'} must stay free"
        if rule == "gap"
        else f"never more than {gap + 1} places side by side may be chosen"
    )
    fee = f", less {cost} for each chosen place" if cost else ""

    def oracle(gains: list[int]) -> int:
        best = 0
        for mask in product("01", repeat=len(gains)):
            row = "".join(mask)
            bad = "1" * (gap + 2) if rule == "run" else None
            ones = [at for at, digit in enumerate(row) if digit == "1"]
            if (bad and bad in row) or (not bad and any(b - a <= gap for a, b in pairwise(ones))):
                continue
            best = max(best, sum(gains[at] - cost for at in ones))
        return best

    return Draw(
        prompt=f"Along a street lamps can be put up at places in a row; `gains` says for each place how much light a lamp "
        f"there gives, which may be negative because of a spoilt view. Any number of places may be chosen, none too, but "
        f"{words}. Return the largest possible sum of the gains of the chosen places{fee}. Choosing nothing gives 0.",
        solution=fill_some(
            """
            def lamp_posts(gains: list[int]) -> int:
                best = [0] * (len(gains) + $extra)
                for at in reversed(range(len(gains))):
                    $plain
                    $skip
                    $total
                    $loop
                        $add
                        $most
                return best[0]
            """,
            extra=gap + 1 if rule == "gap" else gap + 3,
            plain=f"best[at] = max(best[at + 1], gains[at]{f' - {cost}' if cost else ''} + best[at + {gap + 1}])"
            if rule == "gap"
            else NONE,
            skip=NONE if rule == "gap" else "best[at] = best[at + 1]",
            total=NONE if rule == "gap" else "total = 0",
            loop=NONE if rule == "gap" else f"for end in range(at, min(at + {gap + 1}, len(gains))):",
            add=NONE if rule == "gap" else f"total += gains[end]{f' - {cost}' if cost else ''}",
            most=NONE if rule == "gap" else "best[at] = max(best[at], total + best[end + 2])",
        ),
        inputs=[items(ints(-4, 20), 0, 9)],
        given=[([],), ([-3, -1],), ([9],), ([8, 9, 8],), ([9, 9, 9, 9, 9, 9],), ([5, 1, 1, 9, 2, 9, 9, 9],)],
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
def stepping_stones(rng: Random) -> Draw:
    jumps = sorted(rng.sample(range(1, 5), 2))
    climb, drop, base = rng.randint(2, 4), rng.choice([0, 1]), rng.randint(1, 5)
    tired = rng.randint(2, 8)
    name = rng.choice(["long", "short"])
    costly = jumps[1] if name == "long" else jumps[0]

    def oracle(heights: list[int]) -> int:
        goal = len(heights) - 1
        costs = [0] if goal == 0 else []

        def walk(at: int, last: int, cost: int) -> None:
            for jump in jumps:
                if at + jump <= goal:
                    rise = heights[at + jump] - heights[at]
                    paid = base + (climb * rise if rise > 0 else -drop * rise)
                    paid += tired if last == jump == costly else 0
                    costs.append(cost + paid) if at + jump == goal else walk(at + jump, jump, cost + paid)

        walk(0, 0, 0)
        return min(costs, default=-1)

    down = f" and {drop} for each unit that it goes down" if drop else ", but nothing for going down"
    return Draw(
        prompt=f"`heights` are the heights of stones in a row, at least one. You start on the first stone and want to get to "
        f"the last one; a jump leads {jumps[0]} or {jumps[1]} places to the right, onto a stone. It costs {base} plus "
        f"{climb} for each unit of height that it goes up{down}; a jump of {costly} directly after another jump of "
        f"{costly} costs {tired} more. Return the lowest total cost: 0 if there is only one stone, -1 if the last stone "
        f"cannot be reached.",
        solution=fill(
            """
            def stepping_stones(heights: list[int]) -> int:
                far = float("inf")
                costs = [{jump: far for jump in $jumps} for _ in heights]
                costs[0] = {0: 0}
                for at in range(1, len(heights)):
                    for jump in $jumps:
                        if at >= jump:
                            rise = heights[at] - heights[at - jump]
                            step = $base + $slope
                            costs[at][jump] = min(
                                cost + step + ($tired if last == jump == $costly else 0)
                                for last, cost in costs[at - jump].items()
                            )
                best = min(costs[-1].values())
                return -1 if best == far else best
            """,
            jumps=tuple(jumps),
            base=base,
            slope=f"max({climb} * rise, -rise)" if drop else f"{climb} * max(rise, 0)",
            tired=tired,
            costly=costly,
        ),
        inputs=[items(ints(0, 9), 2, 12)],
        given=[
            ([4],),
            ([1, 5],),
            ([0, 0, 0, 0, 0],),
            ([1, 9, 1, 9, 1, 9],),
            ([5, 4, 3, 2, 1, 0, 1],),
            ([2] * 8,),
        ],
        oracle=oracle,
    )


@family(level=4)
def page_costs(rng: Random) -> Draw:
    width, power = rng.randint(8, 16), rng.choice([1, 2, 3])
    last, line = rng.choice([True, False]), rng.randint(0, 12)
    over = rng.randint(1, 3)
    measure = {1: "number", 2: "square of the number", 3: "cube of the number"}[power]

    def cost(room: int, *, end: bool) -> int:
        return line + (0 if last and end and room >= 0 else room**power if room >= 0 else over * 10)

    def oracle(words: list[int]) -> int:
        best = None
        for cuts in product([False, True], repeat=max(0, len(words) - 1)):
            rows = [[words[0]]] if words else []
            for cut, word in zip(cuts, words[1:], strict=True):
                if cut:
                    rows.append([word])
                else:
                    rows[-1].append(word)
            rooms = [width - sum(row) - len(row) + 1 for row in rows]
            if all(room >= -over for room in rooms):
                total = sum(cost(room, end=at == len(rooms) - 1) for at, room in enumerate(rooms))
                best = total if best is None else min(best, total)
        return best or 0

    free = ", but the last line costs nothing for unused places" if last else ", the last line included"
    each = f" Besides, each line costs {line}." if line else ""
    raised = "room" if power == 1 else f"room**{power}"
    return Draw(
        prompt=f"Words of the given `lengths` (each from 1 to {width}) are set in their order into lines of {width} places; "
        f"between two words in a line there is one place. A line costs the {measure} of its unused places{free}. A line "
        f"may also stick out by up to {over} {'place' if over == 1 else 'places'}, which costs {10 * over} for that line, "
        f"the last one too.{each} Return the lowest total cost; without words it is 0.",
        solution=fill(
            """
            def page_costs(lengths: list[int]) -> int:
                best = [0]
                for end in range(1, len(lengths) + 1):
                    costs = []
                    for start in range(end):
                        room = $width - sum(lengths[start:end]) - (end - start - 1)
                        if room >= 0:
                            costs.append(best[start] + $fine$line)
                        elif room >= -$over:
                            costs.append(best[start] + $stick)
                    best.append(min(costs))
                return best[-1]
            """,
            width=width,
            fine=f"(0 if end == len(lengths) else {raised})" if last else raised,
            line=f" + {line}" if line else "",
            over=over,
            stick=10 * over + line,
        ),
        inputs=[items(ints(1, width), 0, 9)],
        given=[
            ([],),
            ([width],),
            ([1],),
            ([width - 1, width],),
            ([3, 2, 2, 5],),
            ([width // 2, width // 2, 1, 1, 2],),
            ([4, 4, 1, 6, 2, 2, 7],),
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


@family(level=5)
def battery_trade(rng: Random) -> Draw:
    room, buy, sell = rng.randint(2, 5), rng.randint(1, 2), rng.randint(1, 2)
    fee, worth = rng.randint(0, 3), rng.choice([0, 0, 2, 3, 5])
    wait = rng.choice([True, False])
    start = rng.randint(0, 2)
    pause = (
        " An hour in which it buys must not directly follow one in which it sells, nor the other way round."
        if wait
        else ""
    )
    left = (
        f"Units left at the end are worth {worth} each"
        if worth
        else "Units left at the end are worth nothing"
    )
    charge = f", plus a fee of {fee} for each hour in which it buys or sells" if fee else ""

    def oracle(prices: list[int]) -> int:
        best = worth * start
        for plan in product(range(-sell, buy + 1), repeat=len(prices)):
            level, money, fits = start, 0, True
            for hour, units in enumerate(plan):
                level += units
                clash = wait and hour > 0 and units * plan[hour - 1] < 0
                fits = fits and 0 <= level <= room and not clash
                money -= units * prices[hour] + (fee if units else 0)
            if fits:
                best = max(best, money + worth * level)
        return best

    return Draw(
        prompt=f"A battery holds up to {room} units of energy, {start} at first. In each hour it either rests, or buys 1 "
        f"{'unit' if buy == 1 else f'to {buy} units'}, or sells 1 {'unit' if sell == 1 else f'to {sell} units'} that it "
        f"holds; `prices` are the prices of a unit in the hours, for buying and selling{charge}.{pause} {left}. Return the "
        f"largest possible gain: what it gets for selling and has at the end, less what it pays. Money may be owed in "
        f"between.",
        solution=fill_some(
            """
            def battery_trade(prices: list[int]) -> int:
                gains = {($start, 0): 0}
                for price in prices:
                    later = {}
                    for (level, last), gain in gains.items():
                        for units in range(-$sell, $above):
                            $clash
                                continue
                            if 0 <= level + units <= $room:
                                state = (level + units, $state)
                                total = gain - units * price$fee
                                later[state] = max(total, later.get(state, total))
                    gains = later
                return max($final for (level, _), gain in gains.items())
            """,
            start=start,
            sell=sell,
            above=buy + 1,
            clash="if units * last < 0:" if wait else NONE,
            room=room,
            state="units",
            fee=f" - ({fee} if units else 0)" if fee else "",
            final=f"gain + {worth} * level" if worth else "gain",
        )
        .replace("                    continue\n" if not wait else "\0", "")
        .replace("(level, last)" if not wait else "\0", "level")
        .replace("(level + units, units)" if not wait else "\0", "level + units")
        .replace("(level, _), gain" if not wait else "\0", "level, gain")
        .replace(f"{{({start}, 0): 0}}" if not wait else "\0", f"{{{start}: 0}}"),
        inputs=[items(ints(1, 20), 0, 6)],
        given=[
            ([],),
            ([5],),
            ([1, 20],),
            ([20, 1],),
            ([3, 9, 2, 12],),
            ([4, 4, 4, 4],),
            ([1, 15, 2, 18, 3, 20],),
        ],
        oracle=oracle,
    )


@family(level=5)
def winding_way(rng: Random) -> Draw:
    turns, best = rng.randint(1, 4), rng.choice(["max", "min"])
    up = rng.choice([True, False])
    price = rng.randint(0, 3)
    sign = "-" if best == "max" else "+"
    exact = rng.choice([True, False])

    def oracle(cells: list[list[int]]) -> int | None:
        rows = cells[::-1] if up else cells
        high, wide = len(rows) - 1, len(rows[0]) - 1
        totals = []
        for downs in combinations(range(high + wide), high):
            moves = [at in downs for at in range(high + wide)]
            bends = sum(a != b for a, b in pairwise(moves))
            spots = [(sum(moves[:at]), at - sum(moves[:at])) for at in range(len(moves) + 1)]
            values = [rows[r][c] for r, c in spots]
            if 0 not in values and (bends == turns if exact else bends <= turns):
                totals.append(sum(values) + (-price if best == "max" else price) * bends)
        return (max(totals) if best == "max" else min(totals)) if totals else None

    way, start, end = ("up", "bottom left", "top right") if up else ("down", "top left", "bottom right")
    limit = "exactly" if exact else "at most"
    tax = ""
    if price:
        tax = f"{'less' if best == 'max' else 'plus'} {price} for each turn"
    return Draw(
        prompt=f"`cells` is a rectangle of numbers, at least one; 0 is a rock. A way leads from the {start} cell to the "
        f"{end} cell by steps to the right or {way}, over cells that are no rocks (first and last cell included), and has "
        f"{limit} {turns} {'turn' if turns == 1 else 'turns'}. A turn is a step {way} directly after a step to the right, "
        f"or the other way round. The value of a way is the sum of its cells{', ' + tax if tax else ''}. Return the "
        f"{'largest' if best == 'max' else 'smallest'} value of a way, or None if there is no such way.",
        solution=fill_some(
            """
            def winding_way(cells: list[list[int]]) -> int | None:
                $flip
                states = {}
                for r, row in enumerate(cells):
                    for c, value in enumerate(row):
                        if value == 0:
                            continue
                        if r == c == 0:
                            states[r, c, "", 0] = value
                        for before, step in (((r - 1, c), "$way"), ((r, c - 1), "right")):
                            for last in ("", "$way", "right"):
                                for turns in range($most):
                                    if (*before, last, turns) in states:
                                        bend = int(last not in ("", step))
                                        total = states[(*before, last, turns)] + value$price
                                        key = (r, c, step, turns + bend)
                                        states[key] = $best(total, states.get(key, total))
                goal = (len(cells) - 1, len(cells[0]) - 1)
                totals = [value for (r, c, _, turns), value in states.items() if (r, c) == goal and turns $sign $turns]
                return $best(totals, default=None)
            """,
            flip="cells = cells[::-1]" if up else NONE,
            way=way,
            most=turns + 1,
            price=f" {sign} {price} * bend" if price else "",
            best=best,
            sign="==" if exact else "<=",
            turns=turns,
        ),
        inputs=[grid(choice(*range(1, 10), *range(1, 10), 0), (2, 5), (2, 5))],
        given=[
            ([[4]],),
            ([[0]],),
            ([[1, 2, 3]],),
            ([[5], [0], [5]],),
            ([[1, 9], [9, 1]],),
            ([[1, 2, 3], [4, 5, 6], [7, 8, 9]],),
            ([[3, 0, 4, 1], [1, 5, 9, 2], [6, 5, 0, 5], [8, 9, 7, 9]],),
        ],
        oracle=oracle,
    )
