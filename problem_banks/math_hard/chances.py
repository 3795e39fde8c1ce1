"""Probabilities and expected values of processes with states, as exact fractions."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, agreed, counted, family


def solved(rows: list[list[Fraction]]) -> list[Fraction]:
    """The solution of a linear system from its augmented rows, by elimination."""
    size = len(rows)
    rows = [[Fraction(x) for x in row] for row in rows]
    for at in range(size):
        pivot = next(k for k in range(at, size) if rows[k][at])
        rows[at], rows[pivot] = rows[pivot], rows[at]
        rows[at] = [x / rows[at][at] for x in rows[at]]
        for k in range(size):
            if k != at and rows[k][at]:
                rows[k] = [x - rows[k][at] * y for x, y in zip(rows[k], rows[at], strict=True)]
    return [row[-1] for row in rows]


def share(rng: Rng, most: int) -> Fraction:
    """A probability other than 0 and 1."""
    low = rng.randint(2, most)
    return Fraction(rng.randint(1, low - 1), low)


def frac(value: Fraction) -> str:
    return f"\\frac{{{value.numerator}}}{{{value.denominator}}}"


@family(level=1, size=(2, 3, 3, 4, 5, 6, 8, 10), jump=(1, 1, 1, 1, 2, 2, 2, 3), bias=(0, 0, 1, 1, 1, 1, 1, 1))
def token_between_two_ends(rng: Rng, *, size: int, jump: int, bias: int) -> Draw:
    """`bias`: 0 for a fair game."""
    n, up = rng.randint(size, 5 * size), Fraction(1, 2)
    if bias:
        n = rng.randint(size, size + 1)
        up = rng.choice([Fraction(a, b) for b in (2, 3, 4, 5) for a in range(1, b)])
    start = rng.randint(2 if bias else 1, n - 1)
    rows = []
    for at in range(1, n):
        row = [Fraction(int(k == at)) for k in range(1, n)] + [Fraction(0)]
        for target, chance in ((at + jump, up), (at - 1, 1 - up)):
            if target >= n:
                row[-1] += chance
            elif target > 0:
                row[target - 1] -= chance
        rows.append(row)
    first = solved(rows)[start - 1]
    heads = f"{jump} {'fields' if jump > 1 else 'field'} forward"
    text = rng.choice(
        [
            f"A token stands on field {start} of a strip with the fields 0 to {n}. In each turn it moves {heads} with probability "
            f"${frac(up)}$, otherwise one field back. It stops on field 0, and also as soon as it reaches field {n} or would go "
            f"beyond it. What is the probability that it does not stop on field 0?",
            f"A player owns {start} coins. In each round the player wins {jump} {'coins' if jump > 1 else 'coin'} with "
            f"probability ${frac(up)}$ and loses one coin otherwise, and ends the game with no coin left, or with {n} coins or "
            "more. What is the probability that the game ends with coins left?",
        ]
    )
    return counted(text), agreed(first, _shot(n, jump, up, start))


def _shot(n: int, jump: int, up: Fraction, start: int) -> Fraction:
    """From the upper end down: each value is linear in the first unknown ones, which field 0 then determines."""
    one, zero = Fraction(1), Fraction(0)
    values: dict[int, list[Fraction]] = {n + k: [zero, one] for k in range(jump)}
    values[n - 1] = [one, zero]
    for at in range(n - 1, 0, -1):
        ahead, here = values[at + jump], values[at]
        values[at - 1] = [(h - up * a) / (1 - up) for a, h in zip(ahead, here, strict=True)]
    unknown = -values[0][1] / values[0][0]
    return values[start][0] * unknown + values[start][1]


@family(level=1, length=(1, 1, 2, 3, 4, 5, 7, 9), weight=(1, 2, 2, 2, 3, 4, 5, 7))
def tosses_until_a_pattern(rng: Rng, *, length: int, weight: int) -> Draw:
    if length == 1:
        return _first_success(rng, weight)
    heads = share(rng, weight) if weight > 2 else Fraction(1, 2)
    pattern = "".join(rng.choices("HT", k=length))
    chance = {"H": heads, "T": 1 - heads}

    def likely(word: str) -> Fraction:
        result = Fraction(1)
        for letter in word:
            result *= chance[letter]
        return result

    laps = [k for k in range(1, length + 1) if pattern[:k] == pattern[-k:]]
    formula = sum((1 / likely(pattern[:k]) for k in laps), Fraction(0))
    rows = []
    for done in range(length):
        row = [Fraction(int(k == done)) for k in range(length)] + [Fraction(1)]
        for letter, p in chance.items():
            seen = pattern[:done] + letter
            after = next(k for k in range(min(len(seen), length), -1, -1) if seen.endswith(pattern[:k]))
            if after < length:
                row[after] -= p
        rows.append(row)
    coin = (
        "a fair coin"
        if heads == Fraction(1, 2)
        else f"a coin that shows heads (H) with probability ${frac(heads)}$"
    )
    text = rng.choice(
        [
            f"Somebody tosses {coin} until the block {pattern} of heads (H) and tails (T) has just come up. What is the expected "
            "number of tosses?",
            f"What is the expected number of tosses of {coin} until heads (H) and tails (T) form the sequence {pattern} for the "
            "first time in consecutive tosses?",
        ]
    )
    return text.replace("heads (H) with probability", "heads with probability"), agreed(
        formula, solved(rows)[0]
    )


def _first_success(rng: Rng, weight: int) -> Draw:
    """The easier question: how long one waits for a single face."""
    heads = Fraction(1, rng.randint(2, 12)) if weight == 1 else share(rng, 9)
    face, chance = ("heads", heads) if weight == 1 else rng.choice([("heads", heads), ("tails", 1 - heads)])
    coin = f"a coin that shows heads with probability ${frac(heads)}$ and tails otherwise"
    text = rng.choice(
        [
            f"Somebody tosses {coin} until it shows {face} for the first time. What is the expected number of tosses?",
            f"What is the expected number of tosses of {coin} until {face} comes up for the first time?",
        ]
    )
    return text, agreed(1 / chance, solved([[chance, Fraction(1)]])[0])


@family(level=1, corners=(3, 4, 4, 5, 6, 8, 11, 15), weight=(1, 1, 2, 2, 3, 3, 4, 5))
def beetle_on_a_ring(rng: Rng, *, corners: int, weight: int) -> Draw:
    n, rest = corners + rng.randint(0, 1), Fraction(0) if weight == 1 else share(rng, weight + 1)
    k = rng.randint(1, n - 1)
    step = (1 - rest) / 2
    rows = []
    for at in range(1, n):
        row = [Fraction(int(j == at)) * (1 - rest) for j in range(1, n)] + [Fraction(1)]
        for target in (at - 1, at + 1):
            if 0 < target < n:
                row[target - 1] -= step
        rows.append(row)
    stays = f" stays with probability ${frac(rest)}$, and otherwise" if rest else ""
    text = rng.choice(
        [
            f"A beetle sits at corner {k} of a polygon whose corners are numbered from 0 to {n - 1} in turn. Each minute "
            f"it{stays} moves to one of the two neighbouring corners with equal chances. What is the expected number of minutes "
            "until it first reaches corner 0?",
            f"{n} stations numbered from 0 to {n - 1} lie on a circular line. An inspector at station {k} each day{stays} goes to "
            "one of the two next stations, either with the same probability. After how many days, on average, does the inspector "
            "first arrive at station 0?",
        ]
    )
    return text, agreed(solved(rows)[k - 1], Fraction(k * (n - k)) / (1 - rest))
