"""Play between two who make no mistakes."""

from __future__ import annotations

from functools import cache

from .family import Draw, Rng, family, people, until


@family(level=4)
def first_move_to_win(rng: Rng) -> Draw:
    (first, second), most = people(rng, 2), rng.randint(3, 8)
    stones = until(lambda: rng.randint(20, 99), lambda n: n % (most + 1) != 0)
    loses = [True]
    for n in range(1, stones + 1):
        loses.append(not any(loses[n - k] for k in range(1, min(most, n) + 1)))
    moves = [k for k in range(1, most + 1) if loses[stones - k]]
    assert len(moves) == 1
    return (
        (
            f"{first} and {second} take turns removing stones from a pile of {stones} stones, {first} "
            f"first. On each turn a player removes at least 1 and at most {most} stones. Whoever takes "
            f"the last stone wins. How many stones must {first} take on the first turn to be sure of winning?"
        ),
        moves[0],
    )


@family(level=5)
def losing_piles(rng: Rng) -> Draw:
    moves = rng.choice(
        [
            (1, 3, 4),
            (1, 2, 4),
            (2, 3),
            (1, 4),
            (1, 3, 5),
            (2, 5),
            (1, 4, 5),
            (2, 3, 5),
            (1, 2, 6),
            (3, 4),
            (1, 6),
            (2, 4, 5),
        ]
    )
    last = rng.randint(25, 60)
    loses: list[bool] = []
    for n in range(last + 1):
        loses.append(not any(m <= n and loses[n - m] for m in moves))
    shown = " or ".join(map(str, moves)) if len(moves) == 2 else f"{moves[0]}, {moves[1]} or {moves[2]}"
    return (
        (
            f"Two players take turns removing stones from a pile. On each turn a player removes {shown} "
            f"stones; a player who cannot do so loses. For how many of the starting sizes 1, 2, ..., "
            f"{last} does the player who moves second win with best play?"
        ),
        sum(loses[1:]),
    )


@family(level=5)
def three_piles(rng: Rng) -> Draw:
    a, b, c = rng.randint(2, 9), rng.randint(2, 9), rng.randint(2, 9)

    @cache
    def wins(piles: tuple[int, ...]) -> bool:
        return any(not wins(after) for after in options(piles))

    good = [after for after in options((a, b, c)) if not wins(after)]
    if len(good) != 1:
        return three_piles(rng)
    return (
        (
            f"Three piles hold {a}, {b} and {c} stones. Two players take turns; on each turn a player "
            f"removes one or more stones from a single pile. Whoever takes the last stone of all wins. "
            f"Exactly one first move guarantees a win for the first player. How many stones does it remove?"
        ),
        a + b + c - sum(good[0]),
    )


def options(piles: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [(*piles[:k], left, *piles[k + 1 :]) for k, pile in enumerate(piles) for left in range(pile)]


@family(level=3)
def tournament_matches(rng: Rng) -> Draw:
    teams, legs, kind = rng.randint(9, 60), rng.randint(1, 2), rng.choice(["knockout", "league"])
    if kind == "knockout":
        left, matches = teams, 0
        while left > 1:
            left, matches = left - left // 2, matches + left // 2
        return (
            (
                f"{teams} players enter a knockout tournament: the loser of each match is out, and there "
                f"are no draws. In rounds with an odd number of players, one of them goes on without a "
                f"match. How many matches are played until one winner is left?"
            ),
            matches,
        )
    count = sum(1 for a in range(teams) for b in range(a)) * legs
    often = {1: "once", 2: "twice"}[legs]
    return (
        (
            f"In a league of {teams} teams, every team plays every other team {often}. How many matches "
            f"are played in total?"
        ),
        count,
    )
