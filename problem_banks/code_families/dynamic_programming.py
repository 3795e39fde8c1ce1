"""Best choices and counts of ways that are built up from those of smaller problems."""

from __future__ import annotations

from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

from ..code_core.author import choice, grid, ints, items
from .family import NONE, Draw, family, fill, fill_some

if TYPE_CHECKING:
    from random import Random


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
