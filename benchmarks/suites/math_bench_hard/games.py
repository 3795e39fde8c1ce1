"""Games, runs, orders and boards up to symmetry."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb, factorial

from .family import Draw, Rng, agreed, family, listed


@family(level=1, stones=(5, 9, 15, 40, 100, 400, 3000, 10**7), moves=(2, 2, 2, 2, 3, 3, 4, 4))
def piles_that_lose(rng: Rng, *, stones: int, moves: int) -> Draw:
    takes = sorted(rng.sample(range(1, 5 + moves), moves))
    n = rng.randint(stones // 2, stones)
    span = takes[-1]
    wins: list[bool] = []
    seen: dict[tuple[bool, ...], int] = {}
    while True:
        key = tuple(wins[-span:])
        if len(wins) >= span and key in seen:
            break
        if len(wins) >= span:
            seen[key] = len(wins)
        wins.append(any(t <= len(wins) and not wins[len(wins) - t] for t in takes))
    head, period = seen[key], len(wins) - seen[key]
    losing = [not w for w in wins]
    full, rest = divmod(max(0, n + 1 - head), period)
    count = sum(losing[: min(head, n + 1)]) + full * sum(losing[head:]) + sum(losing[head : head + rest])
    text = rng.choice(
        [
            f"Two players take turns in removing {listed([*map(str, takes)]).replace(' and ', ' or ')} stones from a pile; who can't move loses. For "
            f"how many of the pile sizes from 0 to {n} does the player who moves second win with best play?",
            f"From a pile of at most {n} stones two players alternately take away {listed([*map(str, takes)]).replace(' and ', ' or ')} of them. "
            "A player who has no legal move has lost. How many sizes of the pile, the empty pile included, are lost for the player to move?",
        ]
    )
    return text, agreed(count, _by_bits(n, takes))


def _by_bits(n: int, takes: list[int]) -> int:
    """Losing sizes one by one for small piles; for large ones by the period of the last sizes as bits."""
    state, width, known, total = 0, takes[-1], {}, 0
    at = 0
    while at <= n:
        if at >= width and state in known and at + (gap := at - known[state][0]) <= n:
            rounds = (n - at) // gap
            total += rounds * (total - known[state][1])
            at += rounds * gap
            known = {}
            continue
        known[state] = at, total
        lost = not any(t <= at and state >> (t - 1) & 1 for t in takes)
        state = (state << 1 | lost) & (1 << width) - 1
        total, at = total + lost, at + 1
    return total


@family(level=1, size=(3, 4, 5, 7, 9, 12, 18, 26))
def words_with_counted_runs(rng: Rng, *, size: int) -> Draw:
    ones, zeros = (rng.randint(max(2, size // 2), size) for _ in "HT")
    runs = rng.randint(3, 2 * min(ones, zeros))
    ways = {(0, 0, 0, ""): 1}
    for _ in range(ones + zeros):
        after: dict[tuple[int, int, int, str], int] = {}
        for (a, b, r, last), count in ways.items():
            for letter in "HT":
                key = a + (letter == "H"), b + (letter == "T"), r + (letter != last), letter
                if key[0] <= ones and key[1] <= zeros and key[2] <= runs:
                    after[key] = after.get(key, 0) + count
        ways = after
    direct = sum(count for (a, b, r, _), count in ways.items() if (a, b, r) == (ones, zeros, runs))
    more, less = (runs + 1) // 2, runs // 2
    closed = comb(ones - 1, more - 1) * comb(zeros - 1, less - 1) + comb(ones - 1, less - 1) * comb(
        zeros - 1, more - 1
    )
    text = rng.choice(
        [
            f"A coin was tossed {ones + zeros} times and showed heads {ones} times. A run is a longest block of equal results in a row. In how "
            f"many possible orders of the results are there exactly {runs} runs?",
            f"{ones} black and {zeros} white beads, alike within a colour, are strung on a straight wire with two different ends. In how many "
            f"ways can this be done so that the colours form exactly {runs} blocks?",
        ]
    )
    return text, agreed(direct, closed)


@family(level=1, size=(2, 3, 4, 5, 6, 8, 11, 15))
def coats_in_a_cloakroom(rng: Rng, *, size: int) -> Draw:
    n = rng.randint(max(2, size - 1), size + 1)
    least, pairs = rng.randint(1, 2), rng.choice([True, False])
    counts = [sum((-1) ** j * factorial(k) // factorial(j) for j in range(k + 1)) for k in range(n + 1)]
    first = Fraction(
        sum(comb(n, k) * counts[n - k] * k ** (1 + pairs) for k in range(least, n + 1)), factorial(n)
    )
    below = [comb(n, k) * counts[n - k] for k in range(least)]
    second = Fraction(2 if pairs else 1) - Fraction(
        sum(c * k ** (1 + pairs) for k, c in enumerate(below)), factorial(n)
    )
    what = "the square of the number" if pairs else "the number"
    cap = f", where it counts as 0 if it is less than {least}" if least > 1 else ""
    text = rng.choice(
        [
            f"{n} guests get their coats back at random, one each. What is the expected value of {what} of guests who receive their own "
            f"coat{cap}?",
            f"The letters 1 to {n} are put into the envelopes 1 to {n} at random, one in each. Find the mean of {what} of letters that are in "
            f"the envelope of their own number{cap}.",
        ]
    )
    if least == 1 and not pairs:
        return coats_in_a_cloakroom(rng, size=size)
    return text, agreed(first, second)


@family(level=1, side=(2, 2, 3, 3, 3, 4, 4, 4), marks=(2, 3, 3, 4, 5, 5, 6, 7))
def stamped_tiles(rng: Rng, *, side: int, marks: int) -> Draw:
    n, k = side, rng.randint(max(2, marks - 1), marks)
    flips = rng.random() < 0.5
    cells = [(x, y) for x in range(n) for y in range(n)]
    turns = [
        lambda x, y: (x, y),
        lambda x, y: (y, n - 1 - x),
        lambda x, y: (n - 1 - x, n - 1 - y),
        lambda x, y: (n - 1 - y, x),
    ]
    mirrors = [
        lambda x, y: (n - 1 - x, y),
        lambda x, y: (x, n - 1 - y),
        lambda x, y: (y, x),
        lambda x, y: (n - 1 - y, n - 1 - x),
    ]
    moves = [{c: move(*c) for c in cells} for move in (*turns, *(mirrors if flips else []))]
    fixed = 0
    for move in moves:
        row = [1] + [0] * k
        left = set(cells)
        while left:
            cycle, at = 0, min(left)
            while at in left:
                left.discard(at)
                cycle, at = cycle + 1, move[at]
            row = [row[j] + (row[j - cycle] if j >= cycle else 0) for j in range(k + 1)]
        fixed += row[k]
    kinds = {
        min(tuple(sorted(move[c] for c in chosen)) for move in moves) for chosen in combinations(cells, k)
    }
    rule = "turned, and also turned over, since it is transparent" if flips else "turned, but not turned over"
    text = rng.choice(
        [
            f"A square tile is divided into {n} by {n} equal cells, {k} of which are stamped. Tiles can be {rule}. How many different tiles are "
            "there?",
            f"In how many really different ways can {k} cells of a square grid of {n} by {n} cells be marked, if the grid may be {rule}?",
        ]
    )
    return text, agreed(len(kinds), fixed // len(moves))


@family(level=1, dice=(2, 2, 3, 3, 4, 5, 6, 7), sides=(4, 6, 6, 8, 10, 12, 16, 20))
def best_of_several_rolls(rng: Rng, *, dice: int, sides: int) -> Draw:
    rank = rng.randint(1, dice)
    power = rng.choice([1, 2])
    tail = [Fraction(0)] * (sides + 2)
    for v in range(1, sides + 1):
        p = Fraction(sides - v + 1, sides)
        tail[v] = sum(
            (comb(dice, j) * p**j * (1 - p) ** (dice - j) for j in range(rank, dice + 1)), Fraction(0)
        )
    first = sum((v**power * (tail[v] - tail[v + 1]) for v in range(1, sides + 1)), Fraction(0))
    total = 0
    for v in range(1, sides + 1):
        for above in range(rank):
            for equal in range(rank - above, dice - above + 1):
                ways = comb(dice, above) * comb(dice - above, equal)
                total += v**power * ways * (sides - v) ** above * (v - 1) ** (dice - above - equal)
    place = [
        "largest",
        "second largest",
        "third largest",
        "fourth largest",
        "fifth largest",
        "sixth largest",
        "smallest",
    ]
    name = "smallest" if rank == dice else place[rank - 1]
    what = "the square of the " if power == 2 else "the "
    text = rng.choice(
        [
            f"{dice} fair dice with faces 1 to {sides} are thrown, and the numbers are sorted, equal ones side by side. What is the expected "
            f"value of {what}{name} number?",
            f"{dice} independent random integers are each uniform on 1 to {sides}. Find the mean of {what}{name} of them, where ties count "
            "as often as they occur.",
        ]
    )
    return text, agreed(first, Fraction(total, sides**dice))
