"""Lists of numbers: picking, splitting, comparing neighbours."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..code_core.author import choice, ints, items
from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]

NUMBERS = items(ints(-20, 20), 4, 14)


@family(level=1)
def every_kth(rng: Random) -> Draw:
    k, first, end = rng.randint(2, 8), rng.randint(1, 4), rng.choice(["", "last"])
    place = f"{ordinal(first)} element{' from the end' if end else ''}"
    return Draw(
        prompt=f"Return a list of every {ordinal(k)} element of `numbers`, beginning with the {place}: that one, then "
        f"always the one {k} places further {'towards the front' if end else 'on'}, in this order. A list that is too "
        f"short to have the first of them gives an empty list.",
        solution=fill(
            """
            def every_kth(numbers: list[int]) -> list[int]:
                return numbers[$start::$step]
            """,
            start=-first if end else first - 1,
            step=-k if end else k,
        ),
        inputs=[NUMBERS],
        given=[([],), ([5],), (list(range(20)),), ([3, 3, -1, 4, 1, 5, 9, 2, 6],)],
        oracle=lambda numbers: [
            n
            for at, n in enumerate(reversed(numbers) if end else numbers, 1)
            if at >= first and (at - first) % k == 0
        ],
    )


@family(level=2)
def longest_run(rng: Random) -> Draw:
    gap, more, last = rng.randint(1, 9), rng.choice([True, False]), rng.choice([True, False])
    words, sign, low, high = rng.choice(
        [("exactly", "==", gap, gap), ("at least", ">=", gap, 99), ("more than", ">", gap + 1, 99)]
    )
    change, difference = ("larger", "number - run[-1]") if more else ("smaller", "run[-1] - number")

    def oracle(numbers: list[int]) -> list[int]:
        steps = [b - a if more else a - b for a, b in pairwise(numbers)]
        cuts = [0, *(at for at, step in enumerate(steps, 1) if not low <= step <= high), len(numbers)]
        runs = [numbers[a:b] for a, b in pairwise(cuts)]
        return max(runs[::-1] if last else runs, key=len)

    return Draw(
        prompt=f"Return the longest stretch of neighbouring elements of `numbers` in which each element is {change} than "
        f"the one before it by {words} {gap}, as a list. A single element is a stretch too. Of several longest stretches "
        f"return the {'last' if last else 'first'} one; an empty list gives an empty list.",
        solution=fill(
            """
            def longest_run(numbers: list[int]) -> list[int]:
                best: list[int] = []
                run: list[int] = []
                for number in numbers:
                    run = [*run, number] if run and $difference $sign $gap else [number]
                    if len(run) $longer len(best):
                        best = run
                return best
            """,
            difference=difference,
            sign=sign,
            gap=gap,
            longer=">=" if last else ">",
        ),
        inputs=[items(choice(0, gap, 2 * gap, 3 * gap, 4 * gap, gap + 1), 4, 12)],
        given=[([],), ([4],), ([1, 1 + gap, 1 + 2 * gap, 0],), ([2 * gap, gap, 0, gap, 2 * gap],)],
        oracle=oracle,
    )


@family(level=1)
def gauge_readings(rng: Random) -> Draw:
    low, high = rng.randint(-9, 0), rng.randint(4, 14)
    inside = f"{low} <= number <= {high}"
    rules: Rules = [
        (
            "the nearer of the two limits",
            f"min(max(number, {low}), {high})",
            lambda n: low if n < low else high,
        ),
        ("0", f"number if {inside} else 0", lambda _: 0),
        ("its absolute value", f"number if {inside} else abs(number)", abs),
        (
            "the distance to the nearer limit",
            f"number if {inside} else max({low} - number, number - {high})",
            lambda n: min(abs(n - low), abs(n - high)),
        ),
    ]
    words, code, other = rng.choice(rules)
    return Draw(
        prompt=f"A gauge works from {low} to {high}, both included. It shows a reading in that range as it is; instead "
        f"of a reading outside the range it shows {words}. Return the list of what the gauge shows for the `readings`, "
        f"in their order.",
        solution=fill(
            f"""
            def gauge_readings(readings: list[int]) -> list[int]:
                return [{code} for number in readings]
            """
        ),
        inputs=[items(ints(-25, 30), 0, 10)],
        given=[([],), ([low, high],), ([low - 1, high + 1],), ([-20, 0, 3, 25],), ([30],)],
        oracle=lambda readings: [n if n in range(low, high + 1) else other(n) for n in readings],
    )


@family(level=2)
def folded_strip(rng: Random) -> Draw:
    rules: Rules = [
        ("their sum", "left + right", lambda a, b: sum([a, b])),
        ("the larger of them", "max(left, right)", lambda a, b: sorted([a, b])[1]),
        ("the left number minus the right one", "left - right", lambda a, b: -(b - a)),
        ("their difference without sign", "abs(left - right)", lambda a, b: max(a, b) - min(a, b)),
        ("their product", "left * right", lambda a, b: a * b),
        ("twice the left number plus the right one", "2 * left + right", lambda a, b: a + a + b),
    ]
    words, code, of_pair = rng.choice(rules)
    factor = rng.choice([0, 1, 2, 3, 5, -1])
    middle = {0: "is cut off", 1: "stays as it is"}.get(factor, f"is multiplied by {factor}")
    outside = rng.choice([True, False])
    number = "numbers[half]" if factor == 1 else f"numbers[half] * {factor}"
    extra = f"\n    if len(numbers) % 2:\n        folded.append({number})" if factor else ""

    def oracle(numbers: list[int]) -> list[int]:
        rest, made = list(numbers), []
        while len(rest) > 1:
            made.append(of_pair(rest.pop(0), rest.pop()))
        made += [factor * n for n in rest if factor]
        return made if outside else made[::-1]

    return Draw(
        prompt=f"A strip of `numbers` is folded in the middle, so that the first number comes to lie on the last one, "
        f"the second on the last but one, and so on. Replace each such pair by {words}. In a strip of odd length the "
        f"number in the middle has no partner: it {middle}. Return the list of the results, ordered from "
        f"{'the outermost pair to the middle' if outside else 'the middle to the outermost pair'}.",
        solution=fill(
            """
            def folded_strip(numbers: list[int]) -> list[int]:
                half = len(numbers) // 2
                folded = [$code for left, right in zip(numbers[:half], numbers[::-1])]$extra
                return $result
            """,
            code=code,
            extra=extra,
            result="folded" if outside else "folded[::-1]",
        ),
        inputs=[items(ints(-12, 12), 0, 9)],
        given=[([],), ([7],), ([2, 9],), ([1, -4, 3],), ([5, 1, 0, 8, -6, 2],)],
        oracle=oracle,
    )


@family(level=3)
def moving_dealer(rng: Random) -> Draw:
    players, first = rng.randint(3, 6), rng.randint(2, 3)
    skip = rng.randint(2, players - 1)
    rules: Rules = [
        ("the sum of the player's cards", "sum(hand)", sum),
        ("the player's highest card, or 0 without cards", "max(hand, default=0)", lambda h: max([0, *h])),
        (
            "the last card dealt to the player, or 0 without cards",
            "hand[-1] if hand else 0",
            lambda h: [0, *h][-1],
        ),
        (
            "the number of the player's even cards",
            "sum(card % 2 == 0 for card in hand)",
            lambda h: sum(1 - c % 2 for c in h),
        ),
    ]
    words, code, value = rng.choice(rules)

    def oracle(cards: list[int]) -> list[int]:
        seats = [(first - 1 + at % players + skip * (at // players)) % players for at in range(len(cards))]
        return [value([c for c, seat in zip(cards, seats, strict=True) if seat == p]) for p in range(players)]

    return Draw(
        prompt=f"{players} players, numbered from 1, sit in a circle. The `cards` are dealt one by one in rounds of "
        f"{players} cards, so that each player gets one card a round, in the order of the circle. The first round "
        f"begins with player {first}; each further round begins {skip} places further on than the round before it "
        f"(after player {players} comes player 1). The last round may be incomplete. Return a list of {players} "
        f"numbers, for player 1 to player {players}: {words}.",
        solution=fill(
            """
            def moving_dealer(cards: list[int]) -> list[int]:
                hands: list[list[int]] = [[] for _ in range($players)]
                begin = $first
                for at in range(0, len(cards), $players):
                    for seat, card in enumerate(cards[at : at + $players], begin):
                        hands[seat % $players].append(card)
                    begin += $skip
                return [$code for hand in hands]
            """,
            players=players,
            skip=skip,
            first=first - 1,
            code=code,
        ),
        inputs=[items(ints(1, 13), 0, 20)],
        given=[
            ([],),
            ([7],),
            (list(range(1, 14)),),
            ([2] * players,),
            ([9, 4, 4, 1, 12, 3, 8, 8, 10, 5, 6, 2],),
        ],
        oracle=oracle,
    )
