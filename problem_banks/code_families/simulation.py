"""Machines, queues and processes that run by rules, step by step."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from ..code_core.author import ints, items, text
from .family import NONE, Draw, family, fill, fill_some, ordinal

if TYPE_CHECKING:
    from random import Random


@family(level=1)
def dial_position(rng: Random) -> Draw:
    size = rng.randint(7, 24)
    left, right, jump = rng.sample(range(1, 7), 3)
    start = rng.randrange(size)

    def oracle(moves: str) -> int:
        ring = deque(range(size))
        ring.rotate(-start)
        for move in moves:
            ring.rotate({"L": left, "R": -right, "J": -jump * 2}[move])
        return ring[0]

    return Draw(
        prompt=f"A dial has {size} positions, numbered from 0 clockwise, and stands at {start} at first. Each letter of "
        f'`moves` turns it: "R" {right} positions clockwise, "L" {left} anticlockwise and "J" {2 * jump} clockwise; '
        f"after position {size - 1} comes 0 again, and the other way round. Return its last position. `moves` may be "
        f"empty.",
        solution=fill(
            """
            def dial_position(moves: str) -> int:
                turn = $right * moves.count("R") - $left * moves.count("L") + $jump * moves.count("J")
                return ($start + turn) % $size
            """,
            right=right,
            left=left,
            jump=2 * jump,
            start=start,
            size=size,
        ),
        inputs=[text("LRJRL", 0, 16)],
        given=[("",), ("L",), ("R",), ("J",), ("LLLLLLLLLLLL",), ("RJLJRRRRRR",)],
        oracle=oracle,
    )


@family(level=2)
def tank_report(rng: Random) -> Draw:
    size, start, leak = rng.randint(20, 40), rng.randint(4, 20), rng.randint(2, 4)
    asked = rng.choice(["spilt", "dry", "level"])
    first = rng.choice([True, False])
    words = {
        "spilt": "how many litres have been spilt in all",
        "dry": "after how many of the hours the tank is empty",
        "level": "how many litres are in the tank at the end",
    }[asked]

    def oracle(flows: list[int]) -> int:
        litres = [start]
        spilt = 0
        for flow in flows:
            now = litres[-1]
            for change in (-leak, flow) if first else (flow, -leak):
                now += change
                spilt += len(range(size, now))
                now = sorted([0, now, size])[1]
            litres.append(now)
        return {"spilt": spilt, "dry": litres[1:].count(0), "level": litres[-1]}[asked]

    order = [f"{leak} litres leak out", "the flow of the hour comes in, or is taken out if it is negative"]
    return Draw(
        prompt=f"A tank for {size} litres holds {start} litres at first. In each hour first "
        f"{', then '.join(order if first else order[::-1])}. Neither step can take more than there is: the tank is "
        f"then empty. What would go beyond {size} litres is spilt at once. `flows` holds the flows of the hours in "
        f"litres. Return {words}.",
        solution=fill_some(
            """
            def tank_report(flows: list[int]) -> int:
                level = $start
                $count
                for flow in flows:
                    $early
                    level = max(0, level + flow)
                    $spill
                    level = min($size, level)
                    $late
                    $dry
                return $asked
            """,
            start=start,
            size=size,
            count=NONE if asked == "level" else f"{asked} = 0",
            early=f"level = max(0, level - {leak})" if first else NONE,
            late=NONE if first else f"level = max(0, level - {leak})",
            spill=f"spilt += max(0, level - {size})" if asked == "spilt" else NONE,
            dry="dry += level == 0" if asked == "dry" else NONE,
            asked=asked,
        ),
        inputs=[items(ints(*{"dry": (-18, 8), "spilt": (-6, 18), "level": (-14, 16)}[asked]), 2, 10)],
        given=[([],), ([0],), ([-50, 3],), ([50],), ([9, -9, 9, -9],), ([20, 20, -30, -30, 0],)],
        oracle=oracle,
    )


@family(level=2)
def battery_after(rng: Random) -> Draw:
    knee, slow = rng.randint(50, 85), rng.randint(1, 2)
    fast, pause = rng.randint(3, 7), rng.randint(4, 7)

    def oracle(percent: int, minutes: int) -> int:
        charging = [minute % pause != 0 for minute in range(1, minutes + 1)]
        quick = max(0, -(-(knee - percent) // fast))
        gone = sum(charging)
        return min(100, percent + fast * min(gone, quick) + slow * max(0, gone - quick))

    return Draw(
        prompt=f"A battery is charged from `percent` (0 to 100) for `minutes` minutes. A minute at whose beginning the "
        f"charge is below {knee} percent adds {fast} percent, any other minute {slow} percent; more than 100 is not "
        f"possible. To cool down, the charger rests in every {ordinal(pause)} minute (the minutes number {pause}, "
        f"{2 * pause} and so on, counted from 1), which adds nothing. Return the percentage at the end.",
        solution=fill(
            """
            def battery_after(percent: int, minutes: int) -> int:
                for minute in range(1, minutes + 1):
                    if minute % $pause:
                        percent = min(100, percent + ($fast if percent < $knee else $slow))
                return percent
            """,
            pause=pause,
            fast=fast,
            knee=knee,
            slow=slow,
        ),
        inputs=[ints(0, 100), ints(0, 24)],
        given=[(0, 0), (knee - 1, 1), (knee, 1), (0, pause), (99, 9), (100, 5), (20, 20)],
        oracle=oracle,
    )


@family(level=4)
def shelf_hits(rng: Random) -> Draw:
    room, every = rng.randint(2, 4), rng.randint(3, 7)
    age = rng.choice(["halved, rounded down", "lowered by 1, but not below 0", "set to 0"])
    tie = rng.choice(["longest", "shortest"])
    asked = rng.choice(["hits", "shelf"])
    shrink = {"h": "uses // 2", "l": "max(0, uses - 1)", "s": "0"}[age[0]]

    def oracle(items_: str) -> int | str:
        shelf: list[list[int | str]] = []
        hits = 0
        for number, item in enumerate(items_, 1):
            found = [entry for entry in shelf if entry[0] == item]
            if found:
                hits += 1
                shelf.remove(found[0])
                shelf.append([item, int(found[0][1]) + 1])
            else:
                if len(shelf) == room:
                    fewest = min(int(uses) for _, uses in shelf)
                    least = [entry for entry in shelf if entry[1] == fewest]
                    shelf.remove(least[0] if tie == "longest" else least[-1])
                shelf.append([item, 1])
            if number % every == 0:
                for entry in shelf:
                    uses = int(entry[1])
                    entry[1] = {"h": uses // 2, "l": uses - 1 if uses else 0, "s": 0}[age[0]]
        return hits if asked == "hits" else "".join(sorted(str(entry[0]) for entry in shelf))

    return Draw(
        prompt=f"A workshop keeps up to {room} tools on a shelf, which is empty at first. `tools` names the tools needed one "
        f"after another, a letter each. A tool on the shelf is a hit and its count goes up by 1. Any other tool is put on "
        f"the shelf with the count 1; if the shelf is full, the tool with the lowest count is taken away before, of "
        f"several the one whose last use is {tie} ago. After every {every} needs (the {ordinal(every)}, the "
        f"{ordinal(2 * every)} ...) the counts of all tools on the shelf are {age}. "
        + (
            "Return the number of hits."
            if asked == "hits"
            else "Return the letters of the tools on the shelf at the end, in alphabetical order."
        ),
        solution=fill_some(
            """
            def shelf_hits(tools: str) -> $type:
                counts = {}
                last_use = {}
                $start
                for number, tool in enumerate(tools, 1):
                    $hit
                    if tool not in counts and len(counts) == $room:
                        worst = min(counts, key=lambda each: (counts[each], $order))
                        del counts[worst]
                    counts[tool] = counts.get(tool, 0) + 1
                    last_use[tool] = number
                    if number % $every == 0:
                        counts = {each: $shrink for each, uses in counts.items()}
                return $result
            """,
            type="int" if asked == "hits" else "str",
            start="hits = 0" if asked == "hits" else NONE,
            hit="hits += tool in counts" if asked == "hits" else NONE,
            room=room,
            order="last_use[each]" if tie == "longest" else "-last_use[each]",
            every=every,
            shrink=shrink,
            result="hits" if asked == "hits" else '"".join(sorted(counts))',
        ).replace("each: 0 for each, uses in counts.items()", "each: 0 for each in counts"),
        inputs=[text("ABCDEABCAB", 4, 24)],
        given=[("",), ("A",), ("AAAA",), ("ABCDEABCDE",), ("AABBCCDDEEAABB",), ("ABABCDCDABEAEB",)],
        oracle=oracle,
    )
