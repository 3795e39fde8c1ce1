"""Permutations, tables, tableaux and partitions under conditions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import comb, factorial, lcm, prod

import sympy

from .family import Draw, Rng, agreed, family, listed, until


@family(level=1, size=(3, 4, 4, 5, 6, 7, 8, 9), bans=(2, 2, 3, 4, 6, 9, 12, 16))
def duties_with_vetoes(rng: Rng, *, size: int, bans: int) -> Draw:
    cells = rng.sample([(i, j) for i in range(size) for j in range(size)], bans)
    banned = [sum(1 << j for i, j in cells if i == row) for row in range(size)]
    ways = [1] + [0] * ((1 << size) - 1)
    for used in range(1 << size):
        row = used.bit_count()
        if ways[used] and row < size:
            for job in range(size):
                if not (used | banned[row]) >> job & 1:
                    ways[used | 1 << job] += ways[used]
    rooks = _rooks(sorted(cells))
    second = sum((-1) ** k * rook * factorial(size - k) for k, rook in enumerate(rooks))
    letters = "ABCDEFGHI"
    vetoes = [[j + 1 for i, j in sorted(cells) if i == row] for row in range(size)]
    told = [
        f"{letters[row]} can't take {listed([*map(str, jobs)]).replace(' and ', ' or ')}"
        for row, jobs in enumerate(vetoes)
        if jobs
    ]
    text = rng.choice(
        [
            f"{size} people, {letters[0]} to {letters[size - 1]}, share out {size} duties numbered from 1 to {size}, one each. "
            f"{listed(told)}. In how many ways can all duties be assigned?",
            f"In how many ways can {size} visitors, {letters[0]} to {letters[size - 1]}, be put into rooms 1 to {size}, one in each "
            f"room, if {listed(told)}?",
        ]
    )
    return text, agreed(ways[-1], second)


def _rooks(cells: list[tuple[int, int]]) -> list[int]:
    """How many ways there are to place k rooks in peace on these cells: without the last cell, or on it."""
    if not cells:
        return [1]
    i, j = cells[-1]
    without = _rooks(cells[:-1])
    on = _rooks([cell for cell in cells[:-1] if cell[0] != i and cell[1] != j])
    on = [0, *on, *[0] * (len(without) - len(on) - 1)] if len(without) > len(on) else [0, *on]
    without += [0] * (len(on) - len(without))
    return [a + b for a, b in zip(without, on, strict=True)]


@family(level=1, size=(2, 3, 4, 5, 6, 8, 10, 14))
def permutations_of_an_order(rng: Rng, *, size: int) -> Draw:
    if size < 4:
        return _one_shuffle(rng, size)
    possible = [m for m in range(2, 40) if sum(p**e for p, e in sympy.factorint(m).items()) <= size]
    order = rng.choice(possible)
    first = sum(int(sympy.mobius(order // d)) * _by_cycle_of_one(size, int(d)) for d in sympy.divisors(order))
    text = rng.choice(
        [
            f"How many permutations of {size} objects return to the original order for the first time when they are applied "
            f"{order} times?",
            f"A shuffle permutes {size} cards in a fixed way. How many such shuffles need exactly {order} repetitions until all cards "
            "are back in their places for the first time?",
        ]
    )
    return text, agreed(first, _by_types(size, size, order))


def _one_shuffle(rng: Rng, size: int) -> Draw:
    """The easier question: the order of one permutation, told by the lengths of its cycles."""
    cycles = [rng.randint(2, 3 * size) for _ in range(size)]
    again = next(k for k in range(1, lcm(*cycles) + 1) if all(k % length == 0 for length in cycles))
    told = listed([*map(str, cycles)])
    text = rng.choice(
        [
            f"A machine always shuffles {sum(cycles)} cards in the same way: the cards form {size} groups of {told} cards, and within each "
            "group every shuffle moves each card to the place of the next one, in a circle. After how many shuffles are all cards back in "
            "their places for the first time?",
            f"A permutation of {sum(cycles)} objects consists of cycles of the lengths {told}. How often must it be applied until all "
            "objects are back in their places for the first time?",
        ]
    )
    return text, agreed(lcm(*cycles), again)


def _by_cycle_of_one(size: int, order: int) -> int:
    """Permutations whose order divides `order`: the length of the first object's cycle decides."""
    ways = [1]
    for n in range(1, size + 1):
        lengths = (k for k in range(1, n + 1) if order % k == 0)
        ways.append(sum(factorial(n - 1) // factorial(n - k) * ways[n - k] for k in lengths))
    return ways[size]


def _by_types(size: int, most: int, order: int) -> int:
    """The same, summed over all cycle types with exactly this least common multiple."""
    total = Fraction(0)

    def types(left: int, length: int, multiple: int, weight: Fraction) -> None:
        nonlocal total
        if left == 0 or length == 0:
            total += weight * factorial(size) if left == 0 and multiple == order else 0
            return
        for many in range(left // length + 1):
            if many == 0 or order % length == 0:
                after = lcm(multiple, length) if many else multiple
                types(left - many * length, length - 1, after, weight / (length**many * factorial(many)))

    types(size, most, 1, Fraction(1))
    return int(total)


@family(level=1, rows=(2, 2, 2, 3, 3, 4, 4, 5), width=(3, 4, 5, 5, 6, 6, 7, 7))
def rising_tables(rng: Rng, *, rows: int, width: int) -> Draw:
    shape = until(
        lambda: sorted((rng.randint(1 if width < 4 else 2, width) for _ in range(rows)), reverse=True),
        lambda s: s[0] == width,
    )
    columns = [sum(length > j for length in shape) for j in range(shape[0])]
    hooks = prod(length - j + columns[j] - i - 1 for i, length in enumerate(shape) for j in range(length))
    layers = {tuple(shape): 1}
    for _ in range(sum(shape)):
        after: dict[tuple[int, ...], int] = {}
        for state, count in layers.items():
            for i, length in enumerate(state):
                if length and (i + 1 == rows or state[i + 1] < length):
                    smaller = (*state[:i], length - 1, *state[i + 1 :])
                    after[smaller] = after.get(smaller, 0) + count
        layers = after
    second = layers[(0,) * rows]
    told = listed([*map(str, shape)])
    text = rng.choice(
        [
            f"A diagram has left-aligned rows of cells with the lengths {told} from top to bottom. In how many ways can the numbers from 1 to "
            f"{sum(shape)} be written into its cells, each once, such that they increase along each row and down each column?",
            f"Votes for {rows} candidates are counted one by one. In the end the numbers of their votes are {told}, and at no time did a "
            "candidate have more votes than one who is named before. In how many orders can the votes have been counted?",
        ]
    )
    return text, agreed(factorial(sum(shape)) // hooks, second)


@family(level=1, rows=(2, 2, 2, 3, 3, 4, 4, 5), columns=(3, 4, 5, 5, 6, 6, 7, 7))
def tables_with_given_margins(rng: Rng, *, rows: int, columns: int) -> Draw:
    grid = [[int(rng.random() < 0.5) for _ in range(columns)] for _ in range(rows)]
    across, down = [sum(row) for row in grid], [sum(col) for col in zip(*grid, strict=True)]
    if min(across) == 0 or max(down) == rows or max(across) == columns:
        return tables_with_given_margins(rng, rows=rows, columns=columns)
    told = f"row sums {listed([*map(str, across)])} from top to bottom and the column sums {listed([*map(str, down)])} from left to right"
    text = rng.choice(
        [
            f"How many tables of zeros and ones with {rows} rows and {columns} columns have the {told}?",
            f"Some lamps of a board with {rows} rows and {columns} columns of lamps are lit. Counting lit lamps gives the {told}. How "
            "many patterns of lit lamps are possible?",
        ]
    )
    return text, agreed(_filled(across, down), _filled(down, across))


def _filled(lines: list[int], needs: list[int]) -> int:
    """Tables line by line; what the crossing lines still need is sorted, because their order does not matter."""
    ways = {tuple(sorted(needs)): 1}
    for line in lines:
        after: dict[tuple[int, ...], int] = {}
        for left, count in ways.items():
            for places in combinations(range(len(left)), line):
                rest = tuple(sorted(n - (at in places) for at, n in enumerate(left)))
                if rest[0] >= 0:
                    after[rest] = after.get(rest, 0) + count
        ways = after
    return ways.get((0,) * len(needs), 0)


@family(level=1, size=(3, 4, 5, 6, 8, 10, 14, 20), least=(1, 1, 1, 2, 2, 2, 3, 3))
def groups_of_allowed_sizes(rng: Rng, *, size: int, least: int) -> Draw:
    sizes = until(
        lambda: sorted(rng.sample(range(least, least + 5), rng.randint(2, 3))),
        lambda s: any(size % x == 0 for x in s),
    )
    chair = rng.random() < 0.5
    weight = {s: s if chair else 1 for s in sizes}
    ways = [1]
    for n in range(1, size + 1):
        ways.append(sum(comb(n - 1, s - 1) * weight[s] * ways[n - s] for s in sizes if s <= n))
    second = Fraction(0)
    for many in product(*(range(size // s + 1) for s in sizes)):
        if sum(m * s for m, s in zip(many, sizes, strict=True)) == size:
            second += Fraction(
                factorial(size) * prod(weight[s] ** m for m, s in zip(many, sizes, strict=True)),
                prod(factorial(s) ** m * factorial(m) for m, s in zip(many, sizes, strict=True)),
            )
    told = listed([*map(str, sizes)]).replace(" and ", " or ")
    head = ", and every group names one of its members as speaker" if chair else ""
    text = rng.choice(
        [
            f"{size} pupils split into groups of {told} pupils{head}. The groups have no names or order. In how many ways can this "
            "be done?",
            f"In how many ways can {size} different books be parted into unordered stacks of {told} books"
            f"{', with one book of each stack marked as its favourite' if chair else ''}? The order within a stack does not matter.",
        ]
    )
    if not ways[size]:
        return groups_of_allowed_sizes(rng, size=size, least=least)
    return text, agreed(ways[size], int(second))


@family(level=1, size=(6, 8, 8, 12, 20, 30, 50, 80), parts=(2, 2, 3, 3, 3, 4, 4, 5))
def shares_with_limits(rng: Rng, *, size: int, parts: int) -> Draw:
    limits = [rng.randint(size // parts, size // 2) for _ in range(parts)]
    floors = [rng.randint(0, 2) for _ in range(parts)]
    total = rng.randint(sum(floors) + 2, (sum(floors) + sum(limits)) // 2 + 2)
    row = [1] + [0] * total
    for low, high in zip(floors, limits, strict=True):
        row = [sum(row[max(0, at - high) : max(0, at - low + 1)]) for at in range(total + 1)]
    second = 0
    for mask in product((0, 1), repeat=parts):
        left = (
            total
            - sum(floors)
            - sum((h - low + 1) * m for h, low, m in zip(limits, floors, mask, strict=True))
        )
        second += (-1) ** sum(mask) * (comb(left + parts - 1, parts - 1) if left >= 0 else 0)
    names = ["a", "b", "c", "d", "e"][:parts]
    rules = listed(
        [f"${low} \\le {x} \\le {high}$" for x, low, high in zip(names, floors, limits, strict=True)]
    )
    text = rng.choice(
        [
            f"How many solutions in integers does ${' + '.join(names)} = {total}$ have with {rules}?",
            f"{total} equal tickets go to {parts} schools. For the numbers ${', '.join(names)}$ of tickets of the schools, {rules} "
            "must hold, and no ticket is left over. In how many ways can the tickets be shared out?",
        ]
    )
    return text, agreed(row[total], second)
