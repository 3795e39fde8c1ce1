"""Terms and sums of arithmetic, geometric and recursive sequences."""

from __future__ import annotations

from fractions import Fraction

from .family import Draw, Rng, agreed, family, nonzero, tex, until


@family(level=1)
def next_arithmetic_term(rng: Rng) -> Draw:
    start, step = rng.randint(-20, 60), nonzero(rng, 17)
    shown = ", ".join(str(start + step * k) for k in range(4))
    return f"The sequence {shown}, ... is arithmetic. What is its sixth term?", start + 5 * step


@family(level=2, wide=(1, 3, 10, 40, 200, 1000, 10**4))
def distant_term(rng: Rng, *, wide: int) -> Draw:
    start, step, index = rng.randint(2, 40 * wide), rng.randint(3, 14 * wide), rng.randint(25, 90 * wide)
    text = (
        f"The first term of an arithmetic sequence is {start} and its second term is {start + step}. "
        f"What is its {index}th term?"
    )
    last = agreed(start + (index - 1) * step, next(iter(range(start + step * (index - 1), start, -step))))
    return (text, last) if index % 10 > 3 else distant_term(rng, wide=wide)


@family(level=3, wide=(1, 3, 10, 30, 100, 400))
def sum_of_arithmetic_series(rng: Rng, *, wide: int) -> Draw:
    start, step, count = rng.randint(1, 20 * wide), rng.randint(2, 9 * wide), rng.randint(15, 50 * wide)
    terms = list(range(start, start + step * count, step))
    text = (
        f"Find the sum ${terms[0]} + {terms[1]} + {terms[2]} + \\cdots + {terms[-1]}$, whose terms "
        f"form an arithmetic sequence."
    )
    return text, agreed(sum(terms), count * (terms[0] + terms[-1]) // 2)


@family(level=3)
def endless_geometric_series(rng: Rng) -> Draw:
    first, ratio = (
        rng.randint(2, 24),
        until(lambda: Fraction(nonzero(rng, 5), rng.randint(2, 7)), lambda r: abs(r) < 1),
    )
    total = first / (1 - ratio)
    assert abs(sum(first * ratio**k for k in range(120)) - total) < Fraction(1, 1000)
    text = (
        f"An infinite geometric series has first term ${first}$ and common ratio ${tex(ratio)}$. What is its sum? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, total


@family(level=4, more=(0, 3, 6, 12, 20))
def recursive_sequence(rng: Rng, *, more: int) -> Draw:
    a, b, p, q, n = (
        rng.randint(1, 4),
        rng.randint(1, 5),
        rng.randint(1, 3),
        nonzero(rng, 3),
        rng.randint(7 + more, 9 + more),
    )
    terms = [a, b]
    while len(terms) < n:
        terms.append(p * terms[-1] + q * terms[-2])
    index = f"{{{n}}}" if n > 9 else n
    rule = f"a_{{k+2}} = {'' if p == 1 else p}a_{{k+1}} {'+' if q > 0 else '-'} {'' if abs(q) == 1 else abs(q)}a_k"
    return (
        f"A sequence is defined by $a_1 = {a}$, $a_2 = {b}$ and ${rule}$ for $k \\ge 1$. What is $a_{index}$?",
        terms[-1],
    )


@family(level=5)
def periodic_sequence(rng: Rng) -> Draw:
    start, index = Fraction(rng.randint(2, 9), rng.randint(1, 7)), rng.randint(500, 3000)
    if start == 1:
        return periodic_sequence(rng)
    value = start
    for _ in range(index - 1):
        value = 1 / (1 - value)
    text = (
        f"Let $a_1 = {tex(start)}$ and $a_{{n+1}} = \\frac{{1}}{{1 - a_n}}$ for $n \\ge 1$. What is $a_{{{index}}}$? "
        "Give your answer as an integer or a common fraction in lowest terms."
    )
    return text, value


@family(level=4)
def sum_of_two_progressions(rng: Rng) -> Draw:
    (a, p), (b, q) = ((rng.randint(1, 6), rng.randint(3, 9)), (rng.randint(1, 6), rng.randint(3, 9)))
    limit = rng.randint(200, 600)
    common = sorted(set(range(a, limit + 1, p)) & set(range(b, limit + 1, q)))
    if len(common) < 5 or p in (q, 2 * q) or q == 2 * p:
        return sum_of_two_progressions(rng)
    text = (
        f"The arithmetic sequence {a}, {a + p}, {a + 2 * p}, ... and the arithmetic sequence {b}, {b + q}, {b + 2 * q}, ... both go on "
        f"for ever. How many numbers not greater than {limit} are in both sequences?"
    )
    return text, len(common)
