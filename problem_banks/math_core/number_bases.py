"""Numerals in bases other than ten."""

from __future__ import annotations

from .family import Draw, Rng, agreed, family, until


def numeral(n: int, base: int) -> str:
    digits = ""
    while n:
        digits, n = str(n % base) + digits, n // base
    return digits


@family(level=2, more=(0, 1, 2, 4, 6, 9, 12))
def into_base_ten(rng: Rng, *, more: int) -> Draw:
    base = rng.randint(3, 8)
    number = rng.randint(base ** (2 + more), base ** (4 + more))
    text = (
        f"The number ${numeral(number, base)}_{{{base}}}$ is written in base {base}. What is it in base 10?"
    )
    return text, agreed(sum(int(d) * base**k for k, d in enumerate(reversed(numeral(number, base)))), number)


@family(level=2, wide=(1, 5, 25, 150, 1000, 10**4, 10**6))
def out_of_base_ten(rng: Rng, *, wide: int) -> Draw:
    base, number = rng.randint(2, 8), rng.randint(40 * wide, 250 * wide)
    assert int(numeral(number, base), base) == number
    text = f"Write the decimal number {number} in base {base}. Give only the digits, without a subscript."
    return text, numeral(number, base)


@family(level=3, more=(0, 1, 2, 4, 7, 11))
def sum_in_a_base(rng: Rng, *, more: int) -> Draw:
    base = rng.randint(4, 8)
    a, b = (rng.randint(base ** (2 + more), base ** (3 + more) - 1) for _ in "ab")
    text = (
        f"Compute ${numeral(a, base)}_{{{base}}} + {numeral(b, base)}_{{{base}}}$. "
        f"Give your answer in base {base}, as digits only, without a subscript."
    )
    return text, numeral(int(numeral(a, base), base) + int(numeral(b, base), base), base)


@family(level=4)
def unknown_base(rng: Rng) -> Draw:
    base = rng.randint(6, 15)
    top = min(base, 10) - 1
    a, b, c = rng.randint(1, top), rng.randint(1, top), rng.randint(1, top)
    value = a * base * base + b * base + c
    fits = [n for n in range(max(a, b, c) + 1, 100) if a * n * n + b * n + c == value]
    assert fits == [base]
    return f"In which base $b$ does the numeral ${a}{b}{c}_b$ stand for the decimal number {value}?", base


@family(level=5)
def reversed_digits(rng: Rng) -> Draw:
    p, q = until(lambda: (rng.randint(4, 12), rng.randint(5, 15)), lambda t: t[0] < t[1])
    fits = [
        a * p * p + b * p + c
        for a in range(1, p)
        for b in range(p)
        for c in range(1, p)
        if a * p * p + b * p + c == c * q * q + b * q + a and max(a, b, c) < 10
    ]
    if len(fits) != 1:
        return reversed_digits(rng)
    text = (
        f"A positive integer has three digits in base {p}. In base {q} it has the same three digits in reverse order, and its last digit in base {p} "
        "is not zero. What is the number in base 10?"
    )
    return text, fits[0]
