"""Boards, grids and what fits into them."""

from __future__ import annotations

from math import gcd

from .family import Draw, Rng, family, until

LEAPS = [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]


@family(level=2)
def squares_of_every_size(rng: Rng) -> Draw:
    rows, columns = rng.randint(3, 9), rng.randint(3, 12)
    count = sum((rows - s + 1) * (columns - s + 1) for s in range(1, min(rows, columns) + 1))
    text = (
        f"A sheet of squared paper shows a grid of {rows} by {columns} unit squares. How many squares of any size, "
        "with sides along the lines, can be seen in it?"
    )
    return text, count


@family(level=3)
def rectangles_of_every_size(rng: Rng) -> Draw:
    rows, columns = rng.randint(2, 7), rng.randint(3, 9)
    count = sum((rows - a) * (columns - b) for a in range(rows) for b in range(columns))
    text = f"How many rectangles, squares among them, are bounded by lines of a grid of {rows} by {columns} unit squares?"
    return text, count


@family(level=3)
def squares_cut_by_a_diagonal(rng: Rng) -> Draw:
    width, height = until(lambda: (rng.randint(6, 60), rng.randint(6, 60)), lambda t: t[0] != t[1])
    text = (
        f"A floor of {width} by {height} square tiles has one straight line drawn from corner to opposite corner. How "
        "many tiles does the line pass through the inside of?"
    )
    return text, width + height - gcd(width, height)


@family(level=3)
def leaps_of_a_knight(rng: Rng) -> Draw:
    column, row, moves = rng.randrange(8), rng.randrange(8), 2
    reached = {(column, row)}
    for _ in range(moves):
        reached = {(x + a, y + b) for x, y in reached for a, b in LEAPS if 0 <= x + a < 8 and 0 <= y + b < 8}
    text = (
        f"A knight stands on {'abcdefgh'[column]}{row + 1} of an empty chessboard of 8 by 8 squares. On how many "
        "different squares can it stand after exactly two moves?"
    )
    return text, len(reached)


@family(level=1)
def tiles_around_a_pond(rng: Rng) -> Draw:
    width, height = rng.randint(3, 20), rng.randint(3, 20)
    text = (
        f"A rectangular pond measures {width} by {height} metres. A path of square slabs with sides of 1 metre runs "
        "around it, one slab wide, corners included. How many slabs are there?"
    )
    return text, (width + 2) * (height + 2) - width * height


@family(level=4)
def rooks_in_peace(rng: Rng) -> Draw:
    size, rooks = rng.randint(4, 7), rng.randint(2, 3)
    count = 1
    for placed in range(rooks):
        count *= (size - placed) ** 2
    for divisor in range(2, rooks + 1):
        count //= divisor
    name = {2: "two", 3: "three"}[rooks]
    text = (
        f"In how many ways can {name} identical rooks be placed on a board of {size} by {size} squares so that no two "
        "of them stand in the same row or column?"
    )
    return text, count


@family(level=5)
def kings_in_peace(rng: Rng) -> Draw:
    rows, columns = rng.randint(3, 7), rng.randint(3, 7)
    cells = [(x, y) for x in range(rows) for y in range(columns)]
    pairs = [(a, b) for i, a in enumerate(cells) for b in cells[:i]]
    count = sum(max(abs(a[0] - b[0]), abs(a[1] - b[1])) > 1 for a, b in pairs)
    text = (
        f"In how many ways can two identical kings be placed on a board of {rows} by {columns} squares so that they "
        "do not stand on neighbouring squares? Squares that share only a corner are neighbours too."
    )
    return text, count


@family(level=2)
def stickers_on_a_card(rng: Rng) -> Draw:
    height, width, size = rng.randint(11, 40), rng.randint(11, 40), rng.randint(3, 5)
    text = (
        f"Square stickers with sides of {size} cm are put side by side, without turning or overlapping, on a card of "
        f"{height} by {width} cm. What is the largest number of stickers that fit on it whole?"
    )
    return text, (height // size) * (width // size)
