"""Roads, links and connections between places or people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..code_core.author import choice, grid, ints, items, pair
from .family import NONE, Draw, family, fill, fill_some

if TYPE_CHECKING:
    from random import Random

NAMES = choice("A", "B", "C", "D", "E", "F", "G")
LINKS = items(pair(NAMES, NAMES), 2, 14)
Links = list[tuple[str, str]]


@family(level=1)
def tour_price(rng: Random) -> Draw:
    back, fee = rng.choice([True, False]), rng.randint(2, 9)
    leg = rng.choice(["there", "cheaper", "dearer"])
    free = rng.randint(3, 30)
    rule = rng.choice(["each", "over"])
    price = {
        "there": "`table[a][b]`",
        "cheaper": "the smaller one of `table[a][b]` and `table[b][a]`",
        "dearer": "the larger one of `table[a][b]` and `table[b][a]`",
    }[leg]
    toll = (
        f"each leg costs {fee} more"
        if rule == "each"
        else f"each leg whose price is above {free} costs {fee} less"
    )

    def oracle(table: list[list[int]], tour: list[int]) -> int:
        total = 0
        for at in range(len(tour) if back else len(tour) - 1):
            a, b = tour[at], tour[(at + 1) % len(tour)]
            both = sorted([table[a][b], table[b][a]])
            price = {"there": table[a][b], "cheaper": both[0], "dearer": both[1]}[leg]
            total += price + (fee if rule == "each" else -fee if price > free else 0)
        return total

    cost = {
        "there": "table[a][b]",
        "cheaper": "min(table[a][b], table[b][a])",
        "dearer": "max(table[a][b], table[b][a])",
    }[leg]
    walk = "zip(tour, tour[1:] + tour[:1])" if back else "zip(tour, tour[1:])"
    return Draw(
        prompt=f"`tour` is a list of at least one of the towns 0 to 4, in the order of a journey"
        f"{', which ends with a leg back to the first of them' if back else ''}; the same town may occur repeatedly, even "
        f"twice in a row. A leg is the way from a town to the next one. `table` has 5 rows and columns, and the price of "
        f"the leg from a to b is {price}; besides, {toll}. Return the price of the journey; "
        f"{'with one town there is one leg, from it to itself' if back else '0 if there is only one town'}.",
        solution=fill(
            """
            def tour_price(table: list[list[int]], tour: list[int]) -> int:
                prices = [$cost for a, b in $walk]
                return sum(prices) $toll
            """,
            cost=cost,
            walk=walk,
            toll=f"+ {fee} * len(prices)"
            if rule == "each"
            else f"- {fee} * sum(price > {free} for price in prices)",
        ),
        inputs=[grid(ints(0, 40), (5, 5), (5, 5)), items(ints(0, 4), 1, 8)],
        given=[
            ([[9, 8, 7, 6, 5]] * 5, [0]),
            ([[5 * r + c for c in range(5)] for r in range(5)], [0, 4]),
            ([[5 * r + c for c in range(5)] for r in range(5)], [3, 3, 1]),
            ([[(7 * r + 9 * c) % 40 for c in range(5)] for r in range(5)], [0, 1, 2, 3, 4]),
        ],
        oracle=oracle,
    )


@family(level=2)
def stars(rng: Random) -> Draw:
    least = rng.randint(0, 4)
    more = rng.choice(["in", "out"])
    order = rng.choice(["name", "value"])
    twice = rng.choice([True, False])
    weight = rng.randint(2, 6)

    def oracle(messages: Links) -> list[str]:
        kept = [
            link
            for at, link in enumerate(messages)
            if link[0] != link[1] and (twice or link not in messages[:at])
        ]
        scores = {}
        for name in "ABCDEFG":
            sent, got = sum(a == name for a, _ in kept), sum(b == name for _, b in kept)
            scores[name] = weight * got - sent if more == "in" else weight * sent - got
        found = [name for name in scores if any(name in link for link in messages) and scores[name] >= least]
        return sorted(found, key=lambda name: -scores[name]) if order == "value" else found

    plus, minus = ("b", "a") if more == "in" else ("a", "b")
    return Draw(
        prompt=f"`messages` are tuples (sender, receiver) of names. Messages of somebody to themselves give no points; of "
        f"several messages with the same sender and receiver {'each one counts' if twice else 'only one counts'}. A "
        f"message gives its {'receiver' if more == 'in' else 'sender'} {weight} points and takes 1 point from its "
        f"{'sender' if more == 'in' else 'receiver'}; points may become negative. Return the names (of all who occur in "
        f"`messages`) with {least} or more points at the end, "
        + (
            "in alphabetical order."
            if order == "name"
            else "those with the most points first, with equal points in alphabetical order."
        ),
        solution=fill(
            """
            def stars(messages: list[tuple[str, str]]) -> list[str]:
                points = {name: 0 for link in messages for name in link}
                for a, b in $links:
                    if a != b:
                        points[$plus] += $weight
                        points[$minus] -= 1
                names = [name for name in points if points[name] >= $least]
                return sorted(names$key)
            """,
            links="messages" if twice else "set(messages)",
            plus=plus,
            minus=minus,
            weight=weight,
            least=least,
            key="" if order == "name" else ", key=lambda name: (-points[name], name)",
        ),
        inputs=[LINKS],
        given=[
            ([],),
            ([("A", "A")],),
            ([("A", "B"), ("A", "B")],),
            ([("B", "A"), ("A", "B"), ("C", "C")],),
            ([("A", "B"), ("B", "C"), ("D", "C"), ("A", "C"), ("A", "B")],),
        ],
        oracle=oracle,
    )


@family(level=3)
def hop_circle(rng: Random) -> Draw:
    low = rng.randint(1, 2)
    high = low + rng.randint(0, 1)
    way = rng.choice(["forward", "backward", "both"])
    words = {
        "forward": "from `start` to the place",
        "backward": "from the place to `start`",
        "both": "from `start` to the place, where streets may be used in both directions",
    }[way]
    span = f"exactly {low}" if low == high else f"{low} or {high}"
    banned = rng.choice("BCDEFG")
    reach = rng.choice([True, False])
    closed = (
        f" {banned} is closed: nothing leads through it, but it can be `start` or the end of a way."
        if reach
        else f" {banned} is closed: no way may touch it; if it is `start` the result is empty."
    )

    def oracle(streets: Links, start: str) -> list[str]:
        arcs = [(b, a) if way == "backward" else (a, b) for a, b in streets]
        arcs += [(b, a) for a, b in arcs] if way == "both" else []
        if not reach:
            arcs = [arc for arc in arcs if banned not in arc]
        layers = [{start}]
        for _ in range(high):
            last = layers[-1] - ({banned} if len(layers) > 1 else set())
            layers.append({b for a, b in arcs if a in last} - set().union(*layers))
        return sorted(set().union(*layers[low:]))

    step = {
        "forward": "found = [b for a, b in streets if a == place]",
        "backward": "found = [a for a, b in streets if b == place]",
        "both": "found = [b if a == place else a for a, b in streets if place in (a, b)]",
    }[way]
    return Draw(
        prompt=f"`streets` are tuples of two places, each a one-way street from the first to the second. The distance of a "
        f"place is the least number of streets on a way {words}.{closed} Return in alphabetical order the places with "
        f"the distance {span}. `start` itself has the distance 0; it may be a place without streets.",
        solution=fill_some(
            """
            def hop_circle(streets: list[tuple[str, str]], start: str) -> list[str]:
                $closed
                    $empty
                distance = {start: 0}
                queue = [start]
                for place in queue:
                    if $stop:
                        continue
                    $step
                    for other in found:
                        if other not in distance$free:
                            distance[other] = distance[place] + 1
                            queue.append(other)
                return sorted(place for place, steps in distance.items() if $fits)
            """,
            closed=NONE if reach else f'if start == "{banned}":',
            empty=NONE if reach else "return []",
            stop=f'place == "{banned}" != start' if reach else f"distance[place] == {high}",
            step=step,
            free="" if reach else f' and other != "{banned}"',
            fits=f"steps == {low}" if low == high else f"{low} <= steps <= {high}",
        ),
        inputs=[items(pair(NAMES, NAMES), 9, 18), NAMES],
        given=[
            ([], "A"),
            ([("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")], "A"),
            ([("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")], "D"),
            ([("A", banned), (banned, "A")], banned),
            ([("A", "B"), ("A", "C"), ("B", "D"), ("C", "E"), ("E", "F"), ("F", "A"), ("G", "A")], "A"),
        ],
        oracle=oracle,
    )


@family(level=5)
def coloured_lines(rng: Random) -> Draw:
    costs = dict(zip(("red", "blue", "green"), rng.sample(range(1, 10), 3), strict=True))
    swap = rng.randint(1, 8)
    odd, second = rng.sample(sorted(costs), 2)
    ban = rng.choice(["pair", "twice", "none"])
    rule = {
        "pair": f" A ride on a {odd} line must not directly follow one on a {second} line.",
        "twice": f" Two rides on {odd} lines must not directly follow each other.",
        "none": "",
    }[ban]

    def bad(last: str, new: str) -> bool:
        return (ban == "pair" and (last, new) == (second, odd)) or (ban == "twice" and last == new == odd)

    def oracle(lines: list[tuple[str, str, str]], start: str, goal: str) -> int:
        best = {(start, ""): 0}
        arcs = [arc for a, b, colour in lines for arc in ((a, b, colour), (b, a, colour))]
        for _ in range(4 * 7):
            for a, b, colour in arcs:
                for (place, last), cost in list(best.items()):
                    if place == a and not bad(last, colour):
                        total = cost + costs[colour] + (swap if last not in ("", colour) else 0)
                        best[b, colour] = min(total, best.get((b, colour), total))
        return min((cost for (place, _), cost in best.items() if place == goal), default=-1)

    clash = {
        "pair": f'(last, colour) == ("{second}", "{odd}")',
        "twice": f'last == colour == "{odd}"',
        "none": "",
    }[ban]
    return Draw(
        prompt=f"`lines` are tuples (station, station, colour); a ride over a line is possible in both directions and costs "
        f"{costs['red']} on a red, {costs['blue']} on a blue and {costs['green']} on a green line. A ride on another colour "
        f"than the ride just before costs {swap} more.{rule} A station may be passed repeatedly. Return the lowest cost of "
        f"a journey from `start` to `goal`: 0 if they are the same, -1 if there is no journey.",
        solution=fill_some(
            """
            from heapq import heappop, heappush


            def coloured_lines(lines: list[tuple[str, str, str]], start: str, goal: str) -> int:
                prices = $prices
                heap = [(0, start, "")]
                done = set()
                while heap:
                    cost, place, last = heappop(heap)
                    if place == goal:
                        return cost
                    if (place, last) in done:
                        continue
                    done.add((place, last))
                    for a, b, colour in lines:
                        if place not in (a, b)$clash:
                            continue
                        other = b if place == a else a
                        change = 0 if last in ("", colour) else $swap
                        heappush(heap, (cost + prices[colour] + change, other, colour))
                return -1
            """,
            prices=str(costs).replace("'", '"'),
            clash=f" or {clash}" if clash else "",
            swap=swap,
        ),
        inputs=[
            items(pair(choice(*"ABCDE"), choice(*"BCDEF"), choice("red", "blue", "green")), 7, 14),
            choice("A", "A", "B"),
            choice("F", "E", "F"),
        ],
        given=[
            ([], "A", "A"),
            ([], "A", "F"),
            ([("A", "F", "red"), ("F", "A", "blue"), ("A", "F", "green")], "A", "F"),
            ([("A", "B", second), ("B", "F", odd)], "A", "F"),
            ([("A", "B", odd), ("B", "F", odd), ("B", "C", second), ("C", "B", second)], "A", "F"),
            (
                [
                    ("A", "B", "red"),
                    ("B", "C", "blue"),
                    ("C", "F", "red"),
                    ("B", "C", "red"),
                    ("A", "C", "green"),
                ],
                "A",
                "F",
            ),
        ],
        oracle=oracle,
    )
