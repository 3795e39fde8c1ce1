"""Recurrences far out: linear ones, convolutions, grids, circles of people and self-describing rules."""

from __future__ import annotations

from math import comb

from .family import Draw, Rng, agreed, counted, family, until

MODULUS = 1000
Rows = list[list[int]]


def _matrix(a: Rows, b: Rows, modulus: int) -> Rows:
    return [
        [sum(x * y for x, y in zip(row, col, strict=True)) % modulus for col in zip(*b, strict=True)]
        for row in a
    ]


def _power(a: Rows, times: int, modulus: int) -> Rows:
    result = [[int(i == j) for j in range(len(a))] for i in range(len(a))]
    while times:
        result = _matrix(result, a, modulus) if times & 1 else result
        a, times = _matrix(a, a, modulus), times >> 1
    return result


@family(level=1, order=(2, 2, 2, 2, 2, 3, 3, 3), steps=(3, 5, 9, 20, 60, 300, 2000, 8000))
def linear_recurrence_with_a_push(rng: Rng, *, order: int, steps: int) -> Draw:
    factors = [rng.choice([-2, -1, 1, 2, 3]) for _ in range(order)]
    push, slope = rng.randint(-5, 5), rng.randint(0, 2)
    start, n = [rng.randint(0, 6) for _ in range(order)], rng.randint(steps - steps // 4, steps)
    modulus = MODULUS if steps > 9 else 0
    values, ask_sum = list(start), rng.random() < 0.5
    for k in range(order, n + 1):
        after = sum(f * v for f, v in zip(factors, reversed(values[-order:]), strict=True)) + push + slope * k
        values.append(after % modulus if modulus else after)
    size = order + 3
    step = [[0] * size for _ in range(size)]
    step[0][:order] = factors
    step[0][order], step[0][order + 1] = push, slope
    for k in range(1, order):
        step[k][k - 1] = 1
    step[order][order] = 1
    step[order + 1][order], step[order + 1][order + 1] = 1, 1
    step[order + 2] = [*step[0][: size - 1], 1]
    vector = [*reversed(start), 1, order, sum(start)]
    huge = modulus or 10**60
    row = _power(step, n - order + 1, huge)
    result = [sum(a * b for a, b in zip(line, vector, strict=True)) % huge for line in row]
    second = result[order + 2] if ask_sum else result[0]
    first = sum(values) if ask_sum else values[n]
    if not modulus and second > huge // 2:
        second -= huge
    terms = [
        f"{'-' if f < 0 else '+'} {abs(f) if abs(f) > 1 else ''}a_{{n-{k}}}" for k, f in enumerate(factors, 1)
    ]
    terms += [f"{'-' if push < 0 else '+'} {abs(push)}"] if push else []
    terms += [f"+ {slope if slope > 1 else ''}n"] if slope else []
    rule = " ".join(terms)
    rule = rule[2:] if rule.startswith("+") else f"-{rule[2:]}"
    begin = ", ".join(f"$a_{k} = {v}$" for k, v in enumerate(start))
    what = f"$a_0 + a_1 + \\cdots + a_{{{n}}}$" if ask_sum else f"$a_{{{n}}}$"
    ends = f" Give the remainder after division by {modulus}, from 0 to {modulus - 1}." if modulus else ""
    text = rng.choice(
        [
            f"A sequence starts with {begin} and satisfies $a_n = {rule}$ for $n \\ge {order}$. What is {what}?{ends}",
            f"Let {begin}, and for all $n \\ge {order}$ let $a_n = {rule}$. Find {what}.{ends}",
        ]
    )
    return text, agreed(first % modulus, second % modulus) if modulus else agreed(first, second)


@family(level=1, size=(2, 3, 4, 6, 9, 15, 30, 60), weight=(1, 1, 1, 1, 2, 3, 4, 5))
def convolution_recurrence(rng: Rng, *, size: int, weight: int) -> Draw:
    """a_(n+1) = s a_n + t (a_0 a_n + ... + a_n a_0), a_0 = 1: Motzkin paths with coloured steps."""
    s, t, n = rng.randint(0, weight), rng.randint(1, weight), rng.randint(size - 1, size + 1)
    values = [1]
    for k in range(n):
        values.append(s * values[k] + t * sum(values[i] * values[k - i] for i in range(k + 1)))
    second = 0
    for flat in range(n + 1):
        trees = comb(2 * (n - flat), n - flat) // (n - flat + 1)
        second += comb(2 * n - flat, flat) * trees * s**flat * t ** (n - flat)
    inner = f"{t if t > 1 else ''}(a_0a_n + a_1a_{{n-1}} + \\cdots + a_na_0)"
    rule = f"{s if s > 1 else ''}a_n + {inner}" if s else inner
    if size <= 9:
        text = rng.choice(
            [
                f"Let $a_0 = 1$ and $a_{{n+1}} = {rule}$ for $n \\ge 0$. What is $a_{{{n}}}$?",
                f"A sequence has $a_0 = 1$ and satisfies $a_{{n+1}} = {rule}$ for all $n \\ge 0$. Find $a_{{{n}}}$.",
            ]
        )
        return text, agreed(values[n], second)
    text = rng.choice(
        [
            f"Let $a_0 = 1$ and $a_{{n+1}} = {rule}$ for $n \\ge 0$. Which remainder does $a_{{{n}}}$ leave when divided by {MODULUS}?",
            f"A sequence has $a_0 = 1$ and satisfies $a_{{n+1}} = {rule}$ for all $n \\ge 0$. Find the last three digits of $a_{{{n}}}$, "
            "as a number from 0 to 999.",
        ]
    )
    return text, agreed(values[n] % MODULUS, second % MODULUS)


@family(level=1, size=(1, 2, 3, 4, 6, 9, 14, 20), weight=(1, 1, 1, 2, 2, 3, 3, 4))
def weighted_grid(rng: Rng, *, size: int, weight: int) -> Draw:
    a, b, c = rng.randint(1, weight), rng.randint(1, weight), rng.randint(1, weight)
    m, n = (rng.randint(max(1, size - 1), size + 1) for _ in "mn")
    table = [[1] * (n + 1) for _ in range(m + 1)]
    for i in range(m + 1):
        for j in range(n + 1):
            if i or j:
                side = a * table[i - 1][j] if i else 0
                below = b * table[i][j - 1] if j else 0
                table[i][j] = side + below + (c * table[i - 1][j - 1] if i and j else 0)
    second = sum(
        comb(m + n - k, k) * comb(m + n - 2 * k, m - k) * a ** (m - k) * b ** (n - k) * c**k
        for k in range(min(m, n) + 1)
    )
    right, up, both = (f"{k} kinds of steps" if k > 1 else "one kind of step" for k in (a, b, c))
    text = rng.choice(
        [
            f"From $(x, y)$ one can choose among {right} to $(x + 1, y)$, {up} to $(x, y + 1)$ and {both} to $(x + 1, y + 1)$. In how many ways "
            f"can one go from $(0, 0)$ to $({m}, {n})$, if steps of different kinds count as different?",
            f"Let $f(0, 0) = 1$, and let $f(i, j) = {a if a > 1 else ''}f(i-1, j) + {b if b > 1 else ''}f(i, j-1) + {c if c > 1 else ''}f(i-1, j-1)$ for all other "
            f"$i, j \\ge 0$, where $f$ is 0 if one of its arguments is negative. What is $f({m}, {n})$?",
        ]
    )
    if size <= 9:
        return text, agreed(table[m][n], second)
    return f"{text} Give the last three digits, as a number from 0 to 999.", agreed(
        table[m][n] % MODULUS, second % MODULUS
    )


@family(level=1, size=(3, 4, 5, 8, 15, 40, 150, 600), stride=(2, 2, 2, 2, 3, 5, 9, 20))
def circle_with_growing_counts(rng: Rng, *, size: int, stride: int) -> Draw:
    n, first, growth = rng.randint(size - size // 4, size), rng.randint(2, stride + 1), rng.randint(0, 2)
    people, at, count = list(range(1, n + 1)), 0, first
    while len(people) > 1:
        at = (at + count - 1) % len(people)
        people.pop(at)
        count += growth
    place = 0
    for alive in range(2, n + 1):
        place = (place + first + growth * (n - alive)) % alive
    grows = {
        0: "the count stays the same each time",
        1: "each later count is one higher than the one before",
        2: "each later count is two higher than the one before",
    }[growth]
    text = rng.choice(
        [
            f"{n} children with the numbers 1 to {n} stand in a circle, in this order. Starting with child 1, one counts to {first}, and the "
            f"child at which the count ends leaves. Counting goes on from the next child; {grows}. Which number does the last child have?",
            f"The numbers 1 to {n} are written around a circle. Beginning at 1, one counts {first} numbers and erases the last one counted, "
            f"then continues with the number after it; {grows}. Erased numbers are not counted. Which number is left at the end?",
        ]
    )
    return text, agreed(people[0], place + 1)


@family(level=1, depth=(1, 2, 3, 4, 6, 12, 40, 200), letters=(2, 2, 2, 2, 2, 3, 3, 4))
def growing_words(rng: Rng, *, depth: int, letters: int) -> Draw:
    names = "ABCD"[:letters]
    rules = until(
        lambda: {x: "".join(rng.choices(names, k=rng.randint(1, 3))) for x in names},
        lambda r: len(r["A"]) > 1 and _reached(r) == set(names),
    )
    n, target = rng.randint(depth - depth // 3, depth), rng.choice(names)
    modulus = MODULUS if depth > 6 else 0
    counts = {x: int(x == "A") for x in names}
    for _ in range(n):
        after = dict.fromkeys(names, 0)
        for x, many in counts.items():
            for y in rules[x]:
                after[y] += many
        counts = after
    step = [[rules[y].count(x) for y in names] for x in names]
    big = _power(step, n, modulus or 10**40)
    second = big[names.index(target)][0]
    told = ", ".join(f"{x} by {rules[x]}" for x in names)
    ends = f" Give the remainder after division by {modulus}." if modulus else ""
    text = rng.choice(
        [
            f"A word begins as the single letter A. In each step every letter is replaced at once: {told}. How many letters {target} does "
            f"the word contain after {n} steps?{ends}",
            f"Cells of the types {', '.join(names)} divide once per hour: a cell of each type is replaced, {told}, where each letter stands "
            f"for one new cell. At first there is one cell of type A. How many cells of type {target} are there after {n} hours?{ends}",
        ]
    )
    text, first = counted(text), counts[target]
    if first == 0:
        return growing_words(rng, depth=depth, letters=letters)
    return text, agreed(first % modulus, second) if modulus else agreed(first, second)


def _reached(rules: dict[str, str]) -> set[str]:
    """The letters that come from A sooner or later."""
    found, new = {"A"}, {"A"}
    while new:
        new = {y for x in new for y in rules[x]} - found
        found |= new
    return found
