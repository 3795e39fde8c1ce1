"""Sequences of numbers."""

from __future__ import annotations

from problem_banks.code_core.author import ints, items, problem


@problem(
    level=1,
    inputs=[items(ints(-9, 9), 0, 10)],
    given=[([],), ([1],), ([1, 2],), ([1, -2, 3, -4],), ([5, 5, 5],)],
)
def alternating_total(numbers: list[int]) -> int:
    """Add the first number, subtract the second, add the third, subtract the fourth, and so on. Return the result; for an
    empty list it is 0.
    """
    return sum(numbers[0::2]) - sum(numbers[1::2])


@problem(
    level=1,
    inputs=[items(ints(-9, 9), 0, 10)],
    given=[([],), ([4],), ([1, 3, 2],), ([1, 2, 3],), ([3, 1, 3],), ([1, 2, 2, 1],)],
)
def local_peaks(numbers: list[int]) -> int:
    """How many elements of `numbers` are larger than both their left and their right neighbour? The first and the last
    element never count.
    """
    return sum(numbers[i - 1] < numbers[i] > numbers[i + 1] for i in range(1, len(numbers) - 1))


@problem(
    level=2,
    inputs=[items(ints(-9, 9), 0, 10)],
    given=[([],), ([3],), ([1, 5, 2, 8],), ([8, 2, 5, 1],), ([4, 4, 4],)],
)
def record_highs(numbers: list[int]) -> list[int]:
    """Return the elements of `numbers` that are larger than all elements before them, in their order. The first element
    always is.
    """
    found: list[int] = []
    for number in numbers:
        if not found or number > found[-1]:
            found.append(number)
    return found


@problem(
    level=2,
    inputs=[items(ints(-9, 9), 0, 10)],
    given=[([],), ([0],), ([1, 2, 3, 3],), ([2, 0, -1, 3],), ([1, 1],)],
)
def balance_points(numbers: list[int]) -> list[int]:
    """Return, in rising order, every index of `numbers` for which the sum of all elements before it equals the sum of all
    elements after it. Sums over nothing are 0.
    """
    total, before, found = sum(numbers), 0, []
    for at, number in enumerate(numbers):
        if 2 * before + number == total:
            found.append(at)
        before += number
    return found


@problem(
    level=3,
    inputs=[items(ints(0, 9), 0, 10)],
    given=[([],), ([1],), ([3, 1, 2],), ([5, 4, 3],), ([1, 2, 3],), ([2, 2, 3, 1],)],
)
def days_until_warmer(temperatures: list[int]) -> list[int]:
    """For each day return after how many days a higher temperature than on that day is measured for the first time, or 0
    if it never is.
    """
    made = []
    for day, value in enumerate(temperatures):
        later = (k for k in range(day + 1, len(temperatures)) if temperatures[k] > value)
        made.append(next(later, day) - day)
    return made


@problem(
    level=3,
    inputs=[items(ints(0, 5), 0, 12)],
    given=[([],), ([1],), ([1, 1, 2],), ([3, 3, 3, 1],), ([1, 2, 1, 2],), ([4, 4, 2, 4, 2, 4],)],
)
def absolute_majority(votes: list[int]) -> int | None:
    """Return the number that makes up more than half of `votes`, or None if there is none."""
    return next((vote for vote in set(votes) if 2 * votes.count(vote) > len(votes)), None)


@problem(
    level=3,
    inputs=[items(ints(-9, 9), 0, 9), ints(1, 4)],
    given=[([], 2), ([1, 2, 3, 4], 2), ([4, 8, 6], 3), ([5], 3), ([1, 1, 4, 7], 1)],
)
def smoothed(values: list[int], size: int) -> list[int]:
    """Return the means of all stretches of `size` neighbouring values (`size` is at least 1), from left to right, each
    rounded down to a whole number. There are none if `values` is shorter than `size`.
    """
    return [sum(values[at : at + size]) // size for at in range(len(values) - size + 1)]


@problem(
    level=4,
    inputs=[items(ints(0, 9), 0, 10)],
    given=[([],), ([5],), ([7, 1, 5, 3, 6, 4],), ([9, 5, 1],), ([1, 2, 3],), ([2, 4, 1, 7, 0, 9],)],
)
def best_two_trades(prices: list[int]) -> int:
    """A share can be bought and later sold again at most twice, with never more than one share in hand, at the `prices` of
    successive days (selling and buying again on one day is allowed). Return the largest possible profit, 0 if none can
    be made.
    """
    first_buy = second_buy = -(10**9)
    first_sale = second_sale = 0
    for price in prices:
        first_buy = max(first_buy, -price)
        first_sale = max(first_sale, first_buy + price)
        second_buy = max(second_buy, first_sale - price)
        second_sale = max(second_sale, second_buy + price)
    return second_sale


@problem(
    level=4,
    inputs=[items(ints(0, 5), 1, 10)],
    given=[([0],), ([2, 3, 1, 1, 4],), ([3, 2, 1, 0, 4],), ([1, 1, 1],), ([0, 1],), ([5, 0, 0, 0, 0, 0],)],
)
def fewest_jumps(reach: list[int]) -> int | None:
    """From index i of `reach` (which is not empty) one can jump forward by 1 to `reach[i]` places. Return the smallest
    number of jumps from the first to the last index, or None if it can't be reached.
    """
    best: list[int | None] = [0] + [None] * (len(reach) - 1)
    for at, steps in enumerate(reach):
        here = best[at]
        if here is None:
            continue
        for goal in range(at + 1, min(at + steps, len(reach) - 1) + 1):
            known = best[goal]
            best[goal] = here + 1 if known is None else min(known, here + 1)
    return best[-1]


@problem(
    level=5,
    inputs=[items(ints(0, 5), 0, 8)],
    given=[([],), ([3],), ([3, 1, 5],), ([3, 1, 5, 4],), ([1, 1, 1],), ([0, 2, 0],)],
)
def burst_all(values: list[int]) -> int:
    """Balloons in a row carry the numbers `values`. Bursting one earns the product of its number and the numbers of its
    current left and right neighbours, where a missing neighbour counts 1; the gap then closes. Return the largest sum
    that can be earned by bursting all of them.
    """
    row = [1, *values, 1]
    size = len(row)
    best = [[0] * size for _ in range(size)]
    for width in range(2, size):
        for left in range(size - width):
            right = left + width
            best[left][right] = max(
                best[left][last] + row[left] * row[last] * row[right] + best[last][right]
                for last in range(left + 1, right)
            )
    return best[0][size - 1] if values else 0
