"""Walks on grids and graphs, counted step by step and by inclusion and exclusion or matrices."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import comb

from .family import Draw, Rng, agreed, family


@family(level=1, size=(2, 3, 4, 6, 8, 10, 14, 20), walls=(1, 1, 1, 1, 2, 3, 4, 5))
def paths_past_broken_crossings(rng: Rng, *, size: int, walls: int) -> Draw:
    width, height = rng.randint(size, size + 2), rng.randint(size, size + 2)
    inner = [(x, y) for x in range(width + 1) for y in range(height + 1) if 0 < x + y < width + height]
    closed = sorted(rng.sample(inner, walls))
    ways = {(-1, 0): 1}
    for x in range(width + 1):
        for y in range(height + 1):
            ways[x, y] = 0 if (x, y) in closed else ways.get((x - 1, y), 0) + ways.get((x, y - 1), 0)
    stops = [(0, 0), (width, height)]
    count = sum(
        (-1) ** many * _through(sorted([*stops, *chosen]))
        for many in range(walls + 1)
        for chosen in combinations(closed, many)
    )
    listed_ = ", ".join(f"$({x}, {y})$" for x, y in closed)
    crossings = "crossing" if walls == 1 else "crossings"
    text = rng.choice(
        [
            f"A courier drives from $(0, 0)$ to $({width}, {height})$ along a square street grid, each block one unit "
            f"east or one unit north. The {crossings} {listed_} can't be used. How many different routes are left?",
            f"How many lattice paths from $(0, 0)$ to $({width}, {height})$ with unit steps to the right or up avoid the "
            f"{'point' if walls == 1 else 'points'} {listed_}?",
        ]
    )
    return text, agreed(ways[width, height], count)


def _through(stops: list[tuple[int, int]]) -> int:
    """Monotone paths through all stops, 0 where one lies to the upper left of the next."""
    product = 1
    for (a, b), (c, d) in pairwise(stops):
        product *= comb(c - a + d - b, c - a) if c >= a and d >= b else 0
    return product
