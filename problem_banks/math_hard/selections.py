"""Subsets, orders and places under conditions."""

from __future__ import annotations

from functools import lru_cache
from math import comb

from .family import Draw, Rng, agreed, counted, family


@family(level=1, length=(3, 4, 5, 7, 10, 14, 20, 30), distance=(1, 1, 1, 2, 2, 3, 3, 4))
def subsets_without_a_difference(rng: Rng, *, length: int, distance: int) -> Draw:
    n, d = length + rng.randint(0, 3), distance
    size = rng.randint(2, max(2, (n + 1) // 3))
    masks: dict[tuple[int, int], int] = {(0, 0): 1}
    for _ in range(n):
        after: dict[tuple[int, int], int] = {}
        for (recent, used), count in masks.items():
            shifted = recent << 1 & (1 << d) - 1
            after[shifted, used] = after.get((shifted, used), 0) + count
            if not recent >> (d - 1) & 1:
                after[shifted | 1, used + 1] = after.get((shifted | 1, used + 1), 0) + count
        masks = after
    first = sum(count for (_, used), count in masks.items() if used == size)
    row = [1]
    for rest in range(d):
        chain = len(range(rest, n, d))
        path = [comb(chain - k + 1, k) for k in range((chain + 1) // 2 + 1)]
        row = [
            sum(row[i] * path[at - i] for i in range(len(row)) if 0 <= at - i < len(path))
            for at in range(len(row) + len(path) - 1)
        ]
    second = row[size] if size < len(row) else 0
    text = rng.choice(
        [
            f"How many {size}-element subsets of $\\{{1, 2, \\ldots, {n}\\}}$ contain no two numbers whose difference is "
            f"exactly {d}?",
            f"Of {n} street lamps numbered from 1 to {n}, exactly {size} are switched on, such that the numbers of no two of "
            f"these differ by exactly {d}. In how many ways can this be done?",
        ]
    )
    return text, agreed(first, second)


@family(level=1, size=(3, 3, 4, 5, 6, 8, 10, 14), inversions=(1, 2, 2, 3, 5, 9, 14, 30))
def orders_with_given_inversions(rng: Rng, *, size: int, inversions: int) -> Draw:
    first, pairs = rng.randint(1, size // 2 + 1), inversions + rng.randint(0, 2)
    rest = pairs - first + 1
    row = [1]
    for k in range(2, size):
        row = [sum(row[max(0, at - k + 1) : at + 1]) for at in range(len(row) + k - 1)]
    ways = row[rest] if 0 <= rest < len(row) else 0
    second = _permuted(size, first, pairs)
    text = rng.choice(
        [
            f"How many permutations of the numbers from 1 to {size} begin with {first} and have exactly {pairs} inversions, that "
            "is, pairs in which the larger number comes first?",
            f"{size} runners with the numbers 1 to {size} finish one after another, number {first} first of all. In exactly "
            f"{pairs} pairs of runners the one with the higher number is faster. How many orders of finish are possible?",
        ]
    )
    return counted(text), agreed(ways, second)


def _permuted(size: int, first: int, pairs: int) -> int:
    """Numbers placed from the smallest on: each is put between those before it; the one at the front is followed."""
    ways = {(0, False): 1}
    for number in range(1, size + 1):
        after: dict[tuple[int, bool], int] = {}
        for (used, leads), count in ways.items():
            for right in range(number):
                front = right == number - 1
                if (front and number > first) or (number == first and not front):
                    continue
                key = used + right, leads or number == first
                after[key] = after.get(key, 0) + count
        ways = after
    return ways.get((pairs, True), 0)


@family(level=1, size=(2, 3, 4, 5, 6, 7, 9, 12), kings=(2, 2, 2, 3, 3, 3, 4, 5))
def guards_that_keep_apart(rng: Rng, *, size: int, kings: int) -> Draw:
    width, n = rng.randint(2, 3), size + rng.randint(0, 1)
    reach = rng.choice(["side", "side or corner"])
    masks = [m for m in range(1 << width) if not m & m << 1]

    def clash(a: int, b: int) -> int:
        return a & (b | b << 1 | b >> 1 if "corner" in reach else b)

    ways = {(0, 0): 1}
    for _ in range(n):
        after: dict[tuple[int, int], int] = {}
        for (last, used), count in ways.items():
            for mask in masks:
                if not clash(mask, last):
                    key = mask, used + mask.bit_count()
                    after[key] = after.get(key, 0) + count
        ways = after
    first = sum(count for (_, used), count in ways.items() if used == kings)
    cells = [(x, y) for x in range(n) for y in range(width)]
    far = 2 if "corner" in reach else 1
    second = _placed(tuple(cells), kings, far)
    if first == 0:
        return guards_that_keep_apart(rng, size=size, kings=kings)
    text = rng.choice(
        [
            f"In how many ways can {kings} identical guards be placed on different cells of a {n} by {width} board so that no two "
            f"of their cells share a {reach}?",
            f"A garden of {n} by {width} equal square beds gets {kings} trees of one kind, at most one per bed. Beds that share a "
            f"{reach} must not both have a tree. How many ways are there?",
        ]
    )
    return text, agreed(first, second)


@lru_cache(maxsize=10_000)
def _placed(cells: tuple[tuple[int, int], ...], many: int, far: int) -> int:
    """With the first cell empty, or taken and its neighbours closed."""
    if many == 0:
        return 1
    if not cells:
        return 0
    (x, y), rest = cells[0], cells[1:]
    open_ = tuple(
        (a, b)
        for a, b in rest
        if max(abs(a - x), abs(b - y)) > 1 or (far == 1 and abs(a - x) + abs(b - y) > 1)
    )
    return _placed(rest, many, far) + _placed(open_, many - 1, far)
