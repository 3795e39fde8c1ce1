"""Graphs, boards and tilings: colourings, spanning trees, closed walks and coverings."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import combinations

from .family import Draw, Rng, agreed, family, listed

Edge = tuple[int, int]


def graph(rng: Rng, points: int, extra: int) -> list[Edge]:
    """A connected graph: a ring with `extra` - 1 chords, or a path where `extra` is 0."""
    order = rng.sample(range(points), points)
    ring = [(min(e), max(e)) for e in zip(order, order[1:] + order[:1], strict=True)]
    if extra == 0:
        return sorted(ring[:-1])
    chords = [e for e in combinations(range(points), 2) if e not in ring]
    return sorted([*ring, *rng.sample(chords, min(extra - 1, len(chords)))])


def told(edges: list[Edge]) -> str:
    return listed([f"{a + 1}-{b + 1}" for a, b in edges])


@family(
    level=1,
    points=(3, 4, 4, 5, 6, 7, 8, 9),
    extra=(0, 0, 1, 2, 3, 4, 5, 6),
    colours=(2, 2, 2, 3, 3, 4, 5, 6),
)
def colours_on_a_map(rng: Rng, *, points: int, extra: int, colours: int) -> Draw:
    edges = graph(rng, points, extra)
    many = colours + rng.randint(1, 2)
    ways: dict[tuple[int, ...], int] = {(): 1}
    for point in range(points):
        after: dict[tuple[int, ...], int] = {}
        near = [a for a, b in edges if b == point]
        for given, count in ways.items():
            for colour in range(max(given, default=-1) + 2):
                if all(given[a] != colour for a in near):
                    free = many - colour if colour > max(given, default=-1) else 1
                    key = (*given, colour)
                    after[key] = after.get(key, 0) + count * free
        ways = after
    text = rng.choice(
        [
            f"{points} countries are numbered from 1 to {points}. Exactly these pairs share a border: {told(edges)}. In how many "
            f"ways can the countries be coloured with at most {many} colours so that countries with a common border differ?",
            f"Radio stations 1 to {points} each get one of {many} channels. The pairs {told(edges)} are close to each other and need "
            "different channels. How many assignments of channels are there?",
        ]
    )
    return text, agreed(sum(ways.values()), _chromatic(frozenset(edges), points, many))


@lru_cache(maxsize=10_000)
def _chromatic(edges: frozenset[Edge], points: int, colours: int) -> int:
    """Deletion and contraction of one edge."""
    if not edges:
        return colours**points
    a, b = max(edges)
    rest = edges - {(a, b)}
    joined = frozenset(tuple(sorted((a if x == b else x, a if y == b else y))) for x, y in rest)
    return _chromatic(rest, points, colours) - _chromatic(joined, points - 1, colours)  # type: ignore[arg-type]


@family(level=1, points=(3, 4, 4, 5, 6, 7, 8, 9), extra=(1, 1, 2, 3, 4, 4, 5, 6))
def networks_without_loops(rng: Rng, *, points: int, extra: int) -> Draw:
    points += rng.randint(0, 2) if extra == 1 else 0
    edges = graph(rng, points, extra)
    minor = [[0] * (points - 1) for _ in range(points - 1)]
    for a, b in edges:
        for x, y in ((a, b), (b, a)):
            if x < points - 1:
                minor[x][x] += 1
                if y < points - 1:
                    minor[x][y] -= 1
    text = rng.choice(
        [
            f"{points} villages numbered from 1 to {points} are joined by the roads {told(edges)}. In how many ways can exactly "
            f"{points - 1} of the roads be cleared of snow so that every village can be reached from every other on cleared roads?",
            f"A network has the computers 1 to {points} and the cables {told(edges)}. How many sets of {points - 1} cables still "
            "connect all computers?",
        ]
    )
    return text, agreed(_bareiss(minor), _grown(edges, points))


def _bareiss(rows: list[list[int]]) -> int:
    """The determinant in whole numbers; the leading minors of this matrix are positive."""
    before, size = 1, len(rows)
    for k in range(size - 1):
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                rows[i][j] = (rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]) // before
        before = rows[k][k]
    return rows[-1][-1]


def _grown(edges: list[Edge], points: int) -> int:
    """Spanning trees edge by edge: states are the parts that are joined so far."""
    states = {tuple(range(points)): 1}
    for a, b in edges:
        after = dict(states)
        for parts, count in states.items():
            one, two = parts[a], parts[b]
            if one != two:
                key = tuple(min(one, two) if p in (one, two) else p for p in parts)
                after[key] = after.get(key, 0) + count
        states = after
    return states[(0,) * points]


@family(
    level=1, width=(2, 2, 2, 3, 3, 4, 4, 5), length=(2, 3, 4, 4, 6, 6, 9, 10), holes=(0, 0, 0, 0, 2, 2, 2, 2)
)
def floors_with_pillars(rng: Rng, *, width: int, length: int, holes: int) -> Draw:
    n = length + rng.randint(0, 2)
    n += width * n % 2
    cells = [(x, y) for x in range(n) for y in range(width)]
    gone = set(rng.sample(cells, holes))
    if sum(1 if (x + y) % 2 else -1 for x, y in gone) != 0:
        return floors_with_pillars(rng, width=width, length=length, holes=holes)
    ways = {0: 1}
    for x, y in cells:
        after: dict[int, int] = {}
        for mask, count in ways.items():
            bit = 1 << y
            if (x, y) in gone or mask & bit:
                if not ((x, y) in gone and mask & bit):
                    after[mask & ~bit] = after.get(mask & ~bit, 0) + count
                continue
            after[mask | bit] = after.get(mask | bit, 0) + count
            if y + 1 < width and not mask & bit << 1 and (x, y + 1) not in gone:
                after[mask | bit << 1] = after.get(mask | bit << 1, 0) + count
        ways = after
    count = ways.get(0, 0)
    if count == 0:
        return floors_with_pillars(rng, width=width, length=length, holes=holes)
    pillars = listed([f"$({x + 1}, {y + 1})$" for x, y in sorted(gone)]) if gone else ""
    except_ = f", except for the cells {pillars}," if gone else ""
    text = rng.choice(
        [
            f"A floor of {n} columns and {width} rows of square cells, where $(x, y)$ is the cell in column $x$ and row $y$, is to be "
            f"covered with tiles of two neighbouring cells{except_ or ','} without gaps or overlaps. How many coverings are there?",
            f"In how many ways can dominoes cover a board of {n} by {width} squares{f' from which the squares {pillars} are cut out' if gone else ''}, "
            "each domino on two neighbouring squares, so that each square is covered exactly once? Squares are named by column and row.",
        ]
    )
    return text, agreed(count, _column_by_column(n, width, gone))


def _column_by_column(n: int, width: int, gone: set[tuple[int, int]]) -> int:
    """Whole columns at a time: the sets of dominoes that lie along the length decide what stands across."""
    ways = {0: 1}
    for x in range(n):
        blocked = sum(1 << y for y in range(width) if (x, y) in gone)
        after: dict[int, int] = {}
        for coming, count in ways.items():
            if coming & blocked:
                continue
            free = ~(coming | blocked) & (1 << width) - 1
            going = free
            while True:
                if _paired(free & ~going):
                    after[going] = after.get(going, 0) + count
                if going == 0:
                    break
                going = (going - 1) & free
        ways = after
    return ways.get(0, 0)


def _paired(cells: int) -> bool:
    """Whether runs of neighbouring cells all have even length."""
    while cells:
        low = cells & -cells
        if not cells & low << 1:
            return False
        cells &= ~(low | low << 1)
    return True


@family(
    level=1,
    points=(4, 5, 5, 5, 5, 6, 6, 7),
    steps=(2, 2, 3, 4, 6, 8, 12, 20),
    extra=(0, 0, 1, 2, 3, 3, 4, 5),
)
def trips_that_return(rng: Rng, *, points: int, steps: int, extra: int) -> Draw:
    edges = graph(rng, points, extra)
    days = rng.randint(steps, steps + 2)
    near = [[b if a == p else a for a, b in edges if p in (a, b)] for p in range(points)]
    ways = [int(p == 0) for p in range(points)]
    for _ in range(days):
        ways = [sum(ways[q] for q in near[p]) for p in range(points)]
    half = _walks(near, days // 2), _walks(near, days - days // 2)
    second = sum(a * b for a, b in zip(*half, strict=True))
    if ways[0] == 0:
        return trips_that_return(rng, points=points, steps=steps, extra=extra)
    text = rng.choice(
        [
            f"Towns 1 to {points} are connected by the roads {told(edges)}. Every day a merchant goes along one road to another town. "
            f"How many different routes of {days} days begin and end in town 1?",
            f"How many closed walks of length {days} that start at vertex 1 are there in the graph with the vertices 1 to {points} and "
            f"the edges {told(edges)}?",
        ]
    )
    return text, agreed(ways[0], second)


def _walks(near: list[list[int]], steps: int) -> list[int]:
    """How many walks of this length lead from the first point to each, by one memo per point and length."""

    @cache
    def count(point: int, left: int) -> int:
        return int(point == 0) if left == 0 else sum(count(q, left - 1) for q in near[point])

    return [count(p, steps) for p in range(len(near))]
