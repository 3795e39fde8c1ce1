"""Sorting and searching."""

from __future__ import annotations

from problem_banks.code_core.author import floats, ints, items, pair, problem, text


@problem(
    level=2,
    inputs=[items(ints(-20, 20), 0, 9, ordered=True, unique=True), ints(-22, 22)],
    given=[([], 3), ([5], 5), ([1, 3, 5, 7], 4), ([1, 3, 5, 7], 7), ([1, 3, 5, 7], 9), ([2, 4, 6], 1)],
)
def place_of(numbers: list[int], number: int) -> int:
    """`numbers` holds different integers in ascending order. Return the index of `number` in it, or, where it does not
    occur, the index at which it would have to be inserted to keep the order.
    """
    low, high = 0, len(numbers)
    while low < high:
        middle = (low + high) // 2
        if numbers[middle] < number:
            low = middle + 1
        else:
            high = middle
    return low


@problem(
    level=2,
    inputs=[items(pair(text("abc", 1, 2), ints(0, 9)), 0, 7)],
    given=[
        ([],),
        ([("bo", 3), ("al", 3), ("cy", 5)],),
        ([("x", 1), ("x", 0)],),
        ([("b", 2), ("a", 2), ("c", 2)],),
    ],
)
def ranking(results: list[tuple[str, int]]) -> list[str]:
    """`results` are tuples (name, points). Return the names ordered by falling points; names with equal points come in
    alphabetical order. A name that occurs several times is listed as often.
    """
    return [name for name, points in sorted(results, key=lambda result: (-result[1], result[0]))]


@problem(
    level=3,
    inputs=[items(pair(ints(0, 20), ints(0, 20)), 0, 7)],
    requires="lambda spans: all(start <= end for start, end in spans)",
    given=[
        ([],),
        ([(1, 3), (2, 6), (8, 10)],),
        ([(1, 4), (4, 5)],),
        ([(5, 6), (1, 2)],),
        ([(1, 9), (2, 3)],),
        ([(1, 2), (3, 4)],),
        ([(7, 7)],),
    ],
)
def merge_spans(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` are tuples (start, end) of integers with start <= end. Merge all spans that overlap or touch in a common end
    point ((1, 4) and (4, 5) become (1, 5), but (1, 2) and (3, 4) stay apart). Return the merged spans as tuples in
    ascending order.
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@problem(
    level=3,
    inputs=[items(ints(0, 30), 1, 9), ints(1, 9)],
    requires="lambda numbers, place: place <= len(numbers)",
    given=[([5], 1), ([3, 1, 2], 1), ([3, 1, 2], 3), ([3, 3, 2, 1], 2), ([9, 8, 7, 7], 3)],
)
def nth_largest(numbers: list[int], place: int) -> int:
    """Return the element that stands at `place` (1 for the first) when `numbers` is put in descending order; equal elements
    take a place each. `place` is at least 1 and at most the length of the list. The list must not be changed.
    """
    return sorted(numbers, reverse=True)[place - 1]


@problem(
    level=4,
    inputs=[items(ints(1, 30), 1, 7), ints(1, 7)],
    requires="lambda pages, days: days <= len(pages)",
    given=[
        ([7, 2, 5, 10, 8], 2),
        ([1, 2, 3], 3),
        ([5], 1),
        ([4, 4, 4, 4], 2),
        ([1, 30, 1], 2),
        ([3, 2, 2, 4, 1, 4], 3),
    ],
)
def lightest_days(pages: list[int], days: int) -> int:
    """The chapters of a book have the given numbers of `pages` (each at least 1). They are read in order on exactly `days`
    days, at least one whole chapter each day and no chapter on two days; `days` is at least 1 and at most the number of
    chapters. Return the smallest possible number of pages on the day with the most pages.
    """
    low, high = max(pages), sum(pages)
    while low < high:
        middle = (low + high) // 2
        needed, load = 1, 0
        for count in pages:
            if load + count > middle:
                needed, load = needed + 1, 0
            load += count
        if needed <= days:
            high = middle
        else:
            low = middle + 1
    return low


@problem(
    level=4,
    inputs=[items(pair(floats(-20, 20, 1), floats(-20, 20, 1)), 2, 8)],
    given=[([(0.0, 0.0), (3.0, 4.0)],), ([(1.0, 1.0), (1.0, 1.0)],), ([(0.0, 0.0), (5.0, 0.0), (5.0, 1.0)],)],
    compare="float",
)
def closest_pair(points: list[tuple[float, float]]) -> float:
    """Return the smallest distance between two of the `points` (tuples of coordinates, at least two points). Equal points
    that occur twice have the distance 0.
    """
    from itertools import combinations
    from math import dist

    return min(dist(a, b) for a, b in combinations(points, 2))


@problem(
    level=3,
    inputs=[items(ints(0, 15), 0, 9)],
    given=[([],), ([1],), ([2, 1],), ([1, 2, 3],), ([3, 2, 1],), ([2, 2],), ([5, 1, 4, 2, 3],)],
)
def inversions(numbers: list[int]) -> int:
    """Return the number of inversions of `numbers`: pairs of positions i < j where the number at i is larger than the one
    at j. Equal numbers are no inversion.
    """
    if len(numbers) < 2:
        return 0
    middle = len(numbers) // 2
    left, right = numbers[:middle], numbers[middle:]
    crossing = sum(a > b for a in left for b in right)
    return inversions(left) + inversions(right) + crossing
