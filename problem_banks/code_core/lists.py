"""Lists."""

from __future__ import annotations

from problem_banks.code_core.author import ints, items, problem


@problem(
    level=1,
    inputs=[items(ints(-20, 20), 1, 8)],
    given=[([5],), ([3, 1, 2],), ([2, 2, 2],), ([-5, 0, 5],), ([10, 20],)],
)
def value_range(numbers: list[int]) -> int:
    """Return the difference between the largest and the smallest number of the non-empty list `numbers`."""
    return max(numbers) - min(numbers)


@problem(
    level=1,
    inputs=[items(ints(-9, 9), 0, 10)],
    given=[([],), ([1, 1, 2, 1],), ([3, 2, 1],), ([0, 0, 0],), ([1, 2, 1, 3, 2],)],
)
def without_repeats(numbers: list[int]) -> list[int]:
    """Return a new list with each number of `numbers` once, in the order of first occurrence."""
    return list(dict.fromkeys(numbers))


@problem(
    level=1,
    inputs=[items(ints(-9, 9), 0, 9), ints(-20, 20)],
    given=[([], 3), ([1, 2, 3, 4, 5], 2), ([1, 2, 3], 0), ([1, 2, 3], 3), ([1, 2, 3], 7), ([1, 2, 3, 4], -1)],
)
def rotate(values: list[int], steps: int) -> list[int]:
    """Return a new list with the elements of `values` moved `steps` places to the right; what falls off the end
    comes back at the front. A negative number moves to the left. `steps` may be larger than the list. An empty
    list stays empty.
    """
    if not values:
        return []
    cut = -steps % len(values)
    return values[cut:] + values[:cut]


@problem(
    level=2,
    inputs=[items(ints(0, 30), 0, 10), ints(1, 5)],
    given=[([], 3), ([1, 2, 3, 4, 5], 2), ([1, 2, 3, 4], 4), ([1, 2], 5), ([1, 2, 3], 1)],
)
def chunks(values: list[int], size: int) -> list[list[int]]:
    """Split `values` into consecutive lists of `size` elements each (`size` is at least 1); the last one may be
    shorter but is never empty. An empty list gives an empty list.
    """
    return [values[start : start + size] for start in range(0, len(values), size)]


@problem(
    level=2,
    inputs=[items(ints(-10, 10), 0, 10)],
    given=[([],), ([0, 1, 0, 3, 12],), ([0, 0],), ([1, 2],), ([0, 0, 1],), ([-1, 0, -2, 0],)],
)
def zeros_last(numbers: list[int]) -> list[int]:
    """Return a new list with all zeros of `numbers` moved to the end; the other numbers keep their order."""
    others = [number for number in numbers if number]
    return others + [0] * (len(numbers) - len(others))


@problem(
    level=3,
    inputs=[items(ints(-12, 12), 1, 12)],
    given=[
        ([-2, 1, -3, 4, -1, 2, 1, -5, 4],),
        ([5],),
        ([-3, -1, -2],),
        ([1, 2, 3],),
        ([0, 0],),
        ([8, -9, 9],),
    ],
)
def best_stretch(numbers: list[int]) -> int:
    """Return the largest sum that one or more neighbouring elements of the non-empty list `numbers` can have.
    Where all numbers are negative, that is the largest of them.
    """
    best = running = numbers[0]
    for number in numbers[1:]:
        running = max(number, running + number)
        best = max(best, running)
    return best


@problem(
    level=3,
    inputs=[items(ints(0, 9), 0, 12)],
    given=[
        ([4, 2, 0, 3, 2, 5],),
        ([0, 1, 0, 2, 1, 0, 1, 3, 2, 1, 2, 1],),
        ([],),
        ([3],),
        ([3, 0, 3],),
        ([1, 2, 3],),
    ],
)
def trapped_water(heights: list[int]) -> int:
    """`heights` are the heights of walls one unit wide that stand side by side. Return how many units of water
    stay between them after rain: over each wall the water stands as high as the lower of the highest wall to
    its left and the highest wall to its right (the wall itself included in both). Fewer than three walls hold
    no water.
    """
    total = 0
    for index, height in enumerate(heights):
        level = min(max(heights[: index + 1]), max(heights[index:]))
        total += level - height
    return total


@problem(
    level=4,
    inputs=[items(ints(-8, 8), 0, 9), ints(-12, 12)],
    given=[
        ([], 0),
        ([1, 2, 3], 6),
        ([-1, 0, 1, 2, -1, -4], 0),
        ([0, 0, 0, 0], 0),
        ([1, 1, 1], 2),
        ([3, -2, 4, 1, 5], 7),
        ([2, 2, 2, 2, 3], 7),
    ],
)
def triples_with_sum(numbers: list[int], target: int) -> list[list[int]]:
    """Find all ways to pick three elements of `numbers` (at three different positions) whose sum is `target`.
    Return them as a list of lists of three numbers; each inner list is in ascending order, no two inner lists
    are equal, and the outer list is in ascending order too (compared element by element).
    """
    from itertools import combinations

    found = {triple for triple in combinations(sorted(numbers), 3) if sum(triple) == target}
    return [list(triple) for triple in sorted(found)]


@problem(
    level=3,
    inputs=[items(ints(-5, 12), 0, 10)],
    given=[([],), ([1],), ([3, 4, -1, 1],), ([1, 2, 0],), ([7, 8, 9],), ([1, 1, 2, 2],), ([2, 3, 4, 1],)],
)
def first_missing(numbers: list[int]) -> int:
    """Return the smallest positive integer (1, 2, 3, ...) that does not occur in `numbers`. The list may hold
    negative numbers, zero and repeats. `numbers` itself must not be changed.
    """
    present = set(numbers)
    candidate = 1
    while candidate in present:
        candidate += 1
    return candidate
