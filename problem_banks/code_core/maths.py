"""Integers, fractions, numbers."""

from __future__ import annotations

from problem_banks.code_core.author import floats, ints, items, pair, problem, text


@problem(level=1, inputs=[ints(-9999, 99999)], given=[(0,), (7,), (1234,), (-56,), (1000,)])
def digit_sum(number: int) -> int:
    """Return the sum of the decimal digits of `number`. The sign of a negative number does not matter."""
    return sum(int(digit) for digit in str(abs(number)))


@problem(level=1, inputs=[ints(1, 4000)], given=[(1,), (2000,), (1900,), (2024,), (2023,), (2100,), (400,)])
def is_leap(year: int) -> bool:
    """Say whether `year` is a leap year of the Gregorian calendar: a year divisible by 4, except those divisible
    by 100 but not by 400. Return True or False.
    """
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@problem(
    level=2,
    inputs=[ints(1, 600)],
    given=[(1,), (2,), (12,), (97,), (360,), (49,), (512,)],
    shown=((12,),),
)
def prime_factors(number: int) -> list[int]:
    """Return the prime factors of `number` (at least 1) in ascending order, each as often as it divides the
    number: 12 gives [2, 2, 3]. 1 gives an empty list.
    """
    factors = []
    divisor = 2
    while number > 1:
        while number % divisor == 0:
            factors.append(divisor)
            number //= divisor
        divisor += 1
    return factors


@problem(
    level=2,
    inputs=[ints(0, 3000), ints(2, 16)],
    given=[(0, 2), (5, 2), (255, 16), (35, 6), (10, 16), (7, 7), (2989, 13)],
)
def to_base(number: int, base: int) -> str:
    """Write the integer `number` (0 or more) in base `base` (2 to 16). Digits above 9 are the upper-case letters
    A to F. There are no leading zeros; 0 is written "0".
    """
    digits = ""
    while number >= base:
        digits = "0123456789ABCDEF"[number % base] + digits
        number //= base
    return "0123456789ABCDEF"[number] + digits


@problem(
    level=2,
    inputs=[items(floats(-50, 50, 1), 1, 8)],
    given=[([4.0],), ([1.0, 2.0, 3.0],), ([2.5, -2.5, 7.0, 1.0],), ([10.0, 10.0, 0.0, 3.0],)],
    compare="float",
)
def median(numbers: list[float]) -> float:
    """Return the median of the non-empty list `numbers`: the middle one in ascending order, or the mean of the
    two in the middle where their number is even. The list must not be changed.
    """
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


@problem(
    level=3,
    inputs=[ints(0, 3999)],
    given=[(1,), (4,), (9,), (14,), (40,), (90,), (400,), (1994,), (3999,), (0,)],
)
def roman(number: int) -> str:
    """Write `number` (0 to 3999) in Roman numerals, with the usual subtractive pairs IV, IX, XL, XC, CD and CM.
    0 gives an empty string.
    """
    table = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")]
    table += [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    letters = ""
    for value, letter in table:
        letters += letter * (number // value)
        number %= value
    return letters


@problem(
    level=3,
    inputs=[items(pair(ints(-9, 9), ints(1, 12)), 0, 5)],
    given=[
        ([],),
        ([(1, 2), (1, 3)],),
        ([(1, 2), (-1, 2)],),
        ([(3, 6)],),
        ([(-1, 4), (-1, 4)],),
        ([(5, 1), (1, 7)],),
    ],
)
def sum_fractions(fractions: list[tuple[int, int]]) -> tuple[int, int]:
    """Add fractions given as tuples (numerator, denominator) with positive denominators. Return the sum as a
    tuple (numerator, denominator) in lowest terms with a positive denominator; a sum of zero, also that of an
    empty list, is (0, 1).
    """
    from math import gcd

    top, bottom = 0, 1
    for numerator, denominator in fractions:
        top, bottom = top * denominator + numerator * bottom, bottom * denominator
    shared = gcd(top, bottom)
    return top // shared, bottom // shared


@problem(level=3, inputs=[ints(0, 120)], given=[(0,), (2,), (3,), (10,), (30,), (97,), (98,)])
def primes_below(limit: int) -> list[int]:
    """Return all prime numbers smaller than `limit`, in ascending order. `limit` is at least 0; there is no prime
    below 2, so small limits give an empty list.
    """
    found: list[int] = []
    for number in range(2, limit):
        if all(number % prime for prime in found):
            found.append(number)
    return found


@problem(
    level=4,
    inputs=[ints(0, 50), ints(0, 200), ints(1, 97)],
    given=[(2, 10, 97), (0, 0, 5), (3, 0, 1), (7, 200, 13), (10, 3, 10), (5, 117, 19)],
)
def power_mod(base: int, exponent: int, modulus: int) -> int:
    """Return the remainder of `base` to the power `exponent` after division by `modulus`, a number from 0 to
    modulus - 1. `base` and `exponent` are 0 or more, `modulus` is at least 1; anything to the power 0 is 1 (also
    0), so that with `modulus` 1 the result is 0.
    """
    result = 1 % modulus
    for bit in f"{exponent:b}":
        result = result * result % modulus
        if bit == "1":
            result = result * base % modulus
    return result


@problem(
    level=4,
    inputs=[ints(1, 400), ints(1, 60)],
    given=[(1, 3), (1, 2), (4, 2), (1, 7), (22, 7), (1, 6), (5, 12), (10, 5), (1, 60)],
    shown=((1, 6), (1, 7)),
)
def decimal_expansion(numerator: int, denominator: int) -> str:
    """Write the positive fraction numerator/denominator as an exact decimal number. The digits that repeat for
    ever stand in parentheses, as few and as early as possible: 1/6 is "0.1(6)" and 1/7 is "0.(142857)". A number
    whose expansion ends is written without trailing zeros ("0.5"), a whole number without a point ("2").
    """
    whole, rest = divmod(numerator, denominator)
    digits = ""
    seen: dict[int, int] = {}
    while rest and rest not in seen:
        seen[rest] = len(digits)
        digit, rest = divmod(rest * 10, denominator)
        digits += str(digit)
    if rest:
        digits = f"{digits[: seen[rest]]}({digits[seen[rest] :]})"
    return f"{whole}.{digits}" if digits else str(whole)


@problem(
    level=2,
    inputs=[text("0123456789", 1, 10)],
    given=[("79927398713",), ("79927398710",), ("0",), ("18",), ("5",), ("4539578763621486",)],
)
def luhn_valid(number: str) -> bool:
    """Check a string of one or more decimal digits with the Luhn algorithm: counting from the right, double every
    second digit (the one beside the last is the first to be doubled), take 9 from a doubled digit that is above
    9, add all up; the number is valid where the sum is divisible by 10. Return True or False.
    """
    total = 0
    for place, letter in enumerate(reversed(number)):
        digit = int(letter)
        if place % 2:
            digit = digit * 2 - 9 if digit > 4 else digit * 2
        total += digit
    return total % 10 == 0
