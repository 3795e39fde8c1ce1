"""Strings, sequences and necklaces with forbidden patterns."""

from __future__ import annotations

from itertools import product
from math import comb, factorial, gcd, prod

import sympy

from .family import Draw, Rng, agreed, family, listed, until


@family(
    level=1,
    length=(3, 4, 6, 8, 10, 14, 20, 30),
    letters=(2, 2, 2, 2, 3, 3, 3, 4),
    blocks=(1, 1, 1, 2, 2, 2, 3, 3),
)
def words_without_blocks(rng: Rng, *, length: int, letters: int, blocks: int) -> Draw:
    alphabet = "ABCD"[:letters]
    banned = until(
        lambda: sorted({"".join(rng.choices(alphabet, k=rng.randint(2, 3))) for _ in range(blocks)}),
        lambda b: len(b) == blocks and not any(x != y and x in y for x in b for y in b),
    )
    count = _by_endings(length, alphabet, banned)
    second = _by_clusters(length, letters, banned)
    if count == 0:
        return words_without_blocks(rng, length=length, letters=letters, blocks=blocks)
    shown = listed(banned).replace(" and ", " or ") if blocks > 1 else banned[0]
    letters_shown = listed(list(alphabet))
    text = rng.choice(
        [
            f"How many words of {length} letters, each of them {letters_shown.replace(' and ', ' or ')}, do not contain {shown} "
            "as a block of neighbouring letters?",
            f"A signal consists of {length} beats of the kinds {letters_shown}. The sequences {shown} must not occur anywhere "
            "as consecutive beats. How many signals are possible?",
        ]
    )
    return text, agreed(count, second)


def _by_endings(length: int, alphabet: str, banned: list[str]) -> int:
    """Words counted by their last two letters."""
    ways = {"": 1}
    for _ in range(length):
        after: dict[str, int] = {}
        for end, count in ways.items():
            for letter in alphabet:
                word = end + letter
                if not any(word.endswith(block) for block in banned):
                    after[word[-2:]] = after.get(word[-2:], 0) + count
        ways = after
    return sum(ways.values())


def _by_clusters(length: int, letters: int, banned: list[str]) -> int:
    """Goulden and Jackson's cluster method: inclusion and exclusion over overlapping marked blocks."""
    ends: dict[tuple[int, str], int] = {}
    for at in range(1, length + 1):
        for block in banned:
            if len(block) > at:
                continue
            total = -1 if at == len(block) else 0
            for other in banned:
                for lap in range(1, min(len(block), len(other))):
                    if other[-lap:] == block[:lap]:
                        total -= ends.get((at - len(block) + lap, other), 0)
            ends[at, block] = total
    cluster = [sum(ends.get((at, block), 0) for block in banned) for at in range(length + 1)]
    words = [1]
    for at in range(1, length + 1):
        words.append(letters * words[-1] + sum(cluster[k] * words[at - k] for k in range(2, at + 1)))
    return words[length]


@family(level=1, beads=(3, 4, 5, 6, 8, 12, 18, 24), colours=(2, 2, 2, 2, 2, 3, 3, 4))
def wreaths_with_given_colours(rng: Rng, *, beads: int, colours: int) -> Draw:
    counts = until(
        lambda: [rng.randint(1, beads) for _ in range(colours)],
        lambda c: beads - 1 <= sum(c) <= beads + 2 and (gcd(*c) > 1 or rng.random() < 0.2),
    )
    total = sum(counts)
    common = gcd(*counts)
    formula = (
        sum(
            int(sympy.totient(d)) * factorial(total // d) // prod(factorial(c // d) for c in counts)
            for d in range(1, common + 1)
            if common % d == 0
        )
        // total
    )
    words = factorial(total) // prod(map(factorial, counts))
    primitive: dict[int, int] = {}
    for d in range(common, 0, -1):
        if common % d == 0:
            period = factorial(total // d) // prod(factorial(c // d) for c in counts)
            primitive[d] = period - sum(n for e, n in primitive.items() if e % d == 0)
    assert sum(primitive.values()) == words
    second = sum(count // (total // d) for d, count in primitive.items())
    names = ["red", "blue", "white", "green"][:colours]
    told = listed([f"{c} {name}" for c, name in zip(counts, names, strict=True)])
    text = rng.choice(
        [
            f"A ring of {total} lamps is lit with {told} lamps. Two rings count as the same if a rotation takes one to the "
            "other; reflections are not allowed. How many different rings are there?",
            f"In how many ways can {told} flowers, alike within their colour, be tied into a wreath if rotations of a wreath are "
            "not distinguished but mirror images are?",
        ]
    )
    return text.replace(" 1 ", " one ").replace("with 1 ", "with one "), agreed(formula, second)


@family(level=1, kinds=(2, 2, 3, 3, 4, 4, 5, 5), copies=(2, 3, 3, 4, 4, 5, 5, 6))
def rows_without_twins(rng: Rng, *, kinds: int, copies: int) -> Draw:
    counts = until(
        lambda: sorted(rng.randint(1, copies) for _ in range(kinds)),
        lambda c: 2 * c[-1] <= sum(c) + 1 and c[-1] > 1,
    )
    ways: dict[tuple[tuple[int, ...], int], int] = {(tuple(counts), -1): 1}
    for _ in range(sum(counts)):
        after: dict[tuple[tuple[int, ...], int], int] = {}
        for (left, last), count in ways.items():
            for kind, many in enumerate(left):
                if many and kind != last:
                    key = (*left[:kind], many - 1, *left[kind + 1 :]), kind
                    after[key] = after.get(key, 0) + count
        ways = after
    second = 0
    for parts in product(*(range(1, c + 1) for c in counts)):
        sign = (-1) ** (sum(counts) - sum(parts))
        second += (
            sign
            * prod(comb(c - 1, k - 1) for c, k in zip(counts, parts, strict=True))
            * (factorial(sum(parts)) // prod(map(factorial, parts)))
        )
    things = ["oaks", "elms", "limes", "birches", "pines"][:kinds]
    told = listed(
        [
            f"{c} {'tree' if c == 1 else 'trees'} of kind {letter}"
            for c, letter in zip(counts, "ABCDE", strict=False)
        ]
    )
    text = rng.choice(
        [
            f"An avenue is planted in one row with {told}. Trees of one kind are alike and never stand side by side. How many "
            "arrangements are there?",
            f"How many sequences consist of {listed([f'{c} copies of {t[0].upper()}' if c > 1 else f'one {t[0].upper()}' for c, t in zip(counts, things, strict=True)])} and never "
            "have two equal letters next to each other?",
        ]
    )
    return text, agreed(sum(ways.values()), second)


@family(level=1, length=(2, 3, 4, 6, 8, 12, 18, 30), gap=(1, 1, 1, 1, 2, 2, 3, 4))
def slow_digit_sequences(rng: Rng, *, length: int, gap: int) -> Draw:
    top, divisor = rng.randint(4, 9), rng.randint(3, 5)
    modulus = 1000
    ways = {(d, d % divisor): 1 for d in range(top + 1)}
    for _ in range(length - 1):
        after: dict[tuple[int, int], int] = {}
        for (last, rest), count in ways.items():
            for digit in range(max(0, last - gap), min(top, last + gap) + 1):
                key = digit, (rest + digit) % divisor
                after[key] = after.get(key, 0) + count
        ways = after
    count = sum(n for (_, rest), n in ways.items() if rest == 0)
    text = rng.choice(
        [
            f"A lock code has {length} digits, each from 0 to {top}. Neighbouring digits differ by at most {gap}, and the sum of "
            f"all digits is divisible by {divisor}. How many codes are there?",
            f"How many sequences of {length} integers from 0 to {top} have a sum divisible by {divisor} and no two consecutive "
            f"terms that differ by more than {gap}?",
        ]
    )
    if length > 12:
        text += f" Give the remainder of this number after division by {modulus}."
    answer, second = count, _met_in_the_middle(length, top, gap, divisor)
    return text, agreed(answer % modulus, second % modulus) if length > 12 else agreed(answer, second)


def _met_in_the_middle(length: int, top: int, gap: int, divisor: int) -> int:
    """Powers of the step matrix, by squaring, on polynomials in the sum modulo x^divisor - 1."""
    size = top + 1
    step = [
        [[int(abs(a - b) <= gap and b % divisor == r) for r in range(divisor)] for b in range(size)]
        for a in range(size)
    ]
    start = [[int(a % divisor == r) for r in range(divisor)] for a in range(size)]
    power = length - 1
    while power:
        if power & 1:
            start = [
                [
                    sum(
                        start[a][s] * step[a][b][(r - s) % divisor]
                        for a in range(size)
                        for s in range(divisor)
                    )
                    for r in range(divisor)
                ]
                for b in range(size)
            ]
        power >>= 1
        if power:
            step = [
                [
                    [
                        sum(
                            step[a][c][s] * step[c][b][(r - s) % divisor]
                            for c in range(size)
                            for s in range(divisor)
                        )
                        for r in range(divisor)
                    ]
                    for b in range(size)
                ]
                for a in range(size)
            ]
    return sum(start[a][0] for a in range(size))
