"""Dynamic programming."""

from __future__ import annotations

from problem_banks.code_core.author import grid, ints, items, pair, problem, text


@problem(
    level=1,
    inputs=[ints(0, 60)],
    given=[(0,), (1,), (2,), (3,), (10,), (45,)],
    shown=((3,), (0,)),
)
def climb(steps: int) -> int:
    """In how many ways can you climb `steps` stairs when you take one or two at a time? The order matters: three
    stairs can be climbed in 3 ways (1+1+1, 1+2, 2+1). For 0 stairs there is 1 way: to take no step.
    """
    ways, following = 1, 1
    for _ in range(steps):
        ways, following = following, ways + following
    return ways


@problem(
    level=2,
    inputs=[items(ints(1, 12), 0, 4, unique=True), ints(0, 60)],
    given=[
        ([1, 2, 5], 11),
        ([2], 3),
        ([], 0),
        ([], 5),
        ([3, 7], 0),
        ([4, 6], 13),
        ([1, 5, 10], 30),
        ([3, 4], 6),
    ],
)
def fewest_coins(coins: list[int], amount: int) -> int:
    """Return the smallest number of coins that add up to exactly `amount`, where each of the values in `coins`
    (different positive integers) may be used as often as you like. Return -1 where it can't be done. An amount of
    0 needs 0 coins.
    """
    best = [0] + [amount + 1] * amount
    for total in range(1, amount + 1):
        for coin in coins:
            if coin <= total:
                best[total] = min(best[total], best[total - coin] + 1)
    return best[amount] if best[amount] <= amount else -1


@problem(
    level=3,
    inputs=[items(ints(1, 12), 0, 4, unique=True), ints(0, 40)],
    given=[([1, 2, 5], 5), ([2], 3), ([], 0), ([], 4), ([5, 3], 8), ([1, 2, 3], 10)],
)
def count_change(coins: list[int], amount: int) -> int:
    """In how many ways can `amount` be made of coins with the values in `coins` (different positive integers, each
    usable any number of times)? Two ways that use the same coins in another order are one way. There is 1 way to
    make 0: no coins.
    """
    ways = [1] + [0] * amount
    for coin in coins:
        for total in range(coin, amount + 1):
            ways[total] += ways[total - coin]
    return ways[amount]


@problem(
    level=3,
    inputs=[text("abc", 0, 8), text("abc", 0, 8)],
    given=[
        ("", ""),
        ("kitten", "sitting"),
        ("flaw", "lawn"),
        ("abc", ""),
        ("", "ab"),
        ("same", "same"),
        ("ab", "ba"),
    ],
)
def edit_distance(first: str, second: str) -> int:
    """Return the least number of single-character edits that turn `first` into `second`: inserting a character,
    deleting one, or replacing one by another.
    """
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, start=1):
        previous, row[0] = row[0], i
        for j, b in enumerate(second, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]


@problem(
    level=3,
    inputs=[items(ints(-10, 10), 0, 12)],
    given=[
        ([],),
        ([10, 9, 2, 5, 3, 7, 101, 18],),
        ([7, 7, 7],),
        ([5, 4, 3],),
        ([1, 2, 3],),
        ([0, 1, 0, 3, 2, 3],),
    ],
)
def longest_rise(numbers: list[int]) -> int:
    """Return the length of the longest strictly increasing subsequence of `numbers`: elements picked from left to
    right, not necessarily neighbours, each larger than the one before. An empty list gives 0.
    """
    lengths: list[int] = []
    for index, number in enumerate(numbers):
        before = [lengths[i] for i in range(index) if numbers[i] < number]
        lengths.append(1 + max(before, default=0))
    return max(lengths, default=0)


@problem(
    level=4,
    inputs=[items(pair(ints(1, 10), ints(0, 30)), 0, 7), ints(0, 25)],
    given=[
        ([], 10),
        ([(1, 1), (3, 4), (4, 5), (5, 7)], 7),
        ([(5, 10)], 4),
        ([(5, 10)], 5),
        ([(2, 3), (2, 3), (2, 3)], 4),
        ([(6, 30), (3, 14), (4, 16), (2, 9)], 10),
    ],
)
def best_load(things: list[tuple[int, int]], capacity: int) -> int:
    """`things` are tuples (weight, value) with a weight of at least 1 and a value of at least 0. Pick some of them,
    each at most once, with a total weight of at most `capacity`, so that their total value is as large as
    possible. Return this value (0 where nothing fits).
    """
    best = [0] * (capacity + 1)
    for weight, value in things:
        for room in range(capacity, weight - 1, -1):
            best[room] = max(best[room], best[room - weight] + value)
    return best[capacity]


@problem(
    level=4,
    inputs=[grid(ints(0, 9), (1, 5), (1, 5))],
    given=[
        ([[1, 3, 1], [1, 5, 1], [4, 2, 1]],),
        ([[5]],),
        ([[1, 2, 3]],),
        ([[1], [2], [3]],),
        ([[0, 9], [1, 0]],),
    ],
)
def cheapest_path(costs: list[list[int]]) -> int:
    """`costs` is a rectangular grid of at least one cell with costs of 0 or more. Walk from the top left cell to the
    bottom right one, moving only right or down. Return the smallest possible sum of the costs of all cells
    visited, both ends included.
    """
    best: list[int] = []
    for row in costs:
        for column, cost in enumerate(row):
            above = best[column : column + 1]
            left = best[column - 1 : column] if column else []
            total = cost + min(above + left, default=0)
            best[column : column + 1] = [total]
    return best[-1]


@problem(
    level=5,
    inputs=[items(ints(0, 12), 0, 8)],
    given=[
        ([],),
        ([1, 5, 11, 5],),
        ([1, 2, 5],),
        ([7],),
        ([3, 3],),
        ([0],),
        ([2, 2, 2, 2, 9],),
        ([10, 1, 4, 5],),
    ],
)
def smallest_difference(weights: list[int]) -> int:
    """Divide the integers in `weights` (each 0 or more) into two groups, of which one may be empty, so that the sums
    of the groups differ by as little as possible. Return that difference. An empty list gives 0.
    """
    reachable = {0}
    for weight in weights:
        reachable |= {total + weight for total in reachable}
    return min(abs(sum(weights) - 2 * total) for total in reachable)


@problem(
    level=5,
    inputs=[text("ab", 0, 10), items(text("ab", 1, 3), 0, 5, unique=True)],
    given=[
        ("", []),
        ("catsanddog", ["cat", "cats", "and", "sand", "dog"]),
        ("aaaa", ["a", "aa"]),
        ("abc", ["ab"]),
        ("ab", []),
        ("abab", ["ab", "a", "b", "abab"]),
    ],
)
def count_splits(text: str, words: list[str]) -> int:
    """In how many ways can `text` be cut into pieces that are all in `words` (different non-empty strings, each
    usable any number of times)? Return that number. There is exactly 1 way to cut an empty text: into no pieces.
    """
    ways = [1] + [0] * len(text)
    for end in range(1, len(text) + 1):
        ways[end] = sum(ways[end - len(word)] for word in words if text[:end].endswith(word))
    return ways[-1]
