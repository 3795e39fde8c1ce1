"""Whole numbers and their properties."""

from __future__ import annotations

from problem_banks.code_core.author import choice, ints, items, problem


@problem(level=1, inputs=[ints(-30, 60)], given=[(0,), (1,), (10,), (-4,), (15,), (7,)])
def is_triangular(number: int) -> bool:
    """Is `number` one of 1, 3, 6, 10, 15, ..., the sums of the first whole numbers 1, 1 + 2, 1 + 2 + 3 and so on?"""
    total = step = 0
    while total < number:
        step += 1
        total += step
    return number > 0 and total == number


@problem(level=2, inputs=[ints(1, 200)], given=[(1,), (2,), (7,), (4,), (19,), (100,)])
def is_happy(number: int) -> bool:
    """Replace a positive whole number by the sum of the squares of its digits, again and again. Return whether `number`
    leads to 1 in this way.
    """
    seen = set()
    while number != 1 and number not in seen:
        seen.add(number)
        number = sum(int(digit) ** 2 for digit in str(number))
    return number == 1


@problem(level=2, inputs=[ints(1, 400)], given=[(1,), (6,), (12,), (28,), (97,), (8,)])
def divisor_kind(number: int) -> str:
    """Compare the positive whole number `number` with the sum of its divisors that are smaller than itself: return
    "perfect" if they are equal, "abundant" if the sum is larger and "deficient" if it is smaller.
    """
    total = sum(divisor for divisor in range(1, number) if number % divisor == 0)
    if total == number:
        return "perfect"
    return "abundant" if total > number else "deficient"


@problem(
    level=2, inputs=[ints(0, 3000), ints(0, 3000)], given=[(0, 0), (9, 1), (99, 11), (123, 456), (999, 999)]
)
def carries(one: int, two: int) -> int:
    """How often does a carry occur when the non-negative whole numbers `one` and `two` are added in writing, digit by
    digit from the right?
    """
    count = carry = 0
    while one or two or carry:
        carry = int(one % 10 + two % 10 + carry > 9)
        count += carry
        one, two = one // 10, two // 10
    return count


@problem(level=3, inputs=[ints(1, 120)], given=[(1,), (2,), (6,), (24,), (30,), (97,)])
def factorial_digits(number: int) -> list[int]:
    """Write the positive whole number `number` with factorial place values: the last digit counts 1!, the one before 2!,
    then 3! and so on, and the digit for k! lies between 0 and k. Return the digits as a list, without leading zeros.
    """
    digits, base = [], 2
    while number:
        number, digit = divmod(number, base)
        digits.append(digit)
        base += 1
    return digits[::-1]


@problem(level=3, inputs=[ints(1, 150)], given=[(1,), (4,), (7,), (12,), (100,), (54,)])
def sum_of_fibonaccis(number: int) -> list[int]:
    """Write the positive whole number `number` as a sum of different numbers of 1, 2, 3, 5, 8, 13, ... (each is the sum of
    the two before it) by taking the largest one that fits, again and again. Return the summands from large to small.
    """
    row = [1, 2]
    while row[-1] <= number:
        row.append(row[-1] + row[-2])
    parts = []
    for term in reversed(row):
        if term <= number:
            parts.append(term)
            number -= term
    return parts


@problem(
    level=3,
    inputs=[ints(0, 9999), ints(2, 16)],
    given=[(0, 2), (9, 2), (10, 2), (4095, 16), (121, 10), (26, 5)],
)
def same_both_ways(number: int, base: int) -> bool:
    """Does the non-negative whole number `number` read the same from left and right when it is written in base `base`
    (2 to 16)?
    """
    digits, rest = [], number
    while rest:
        rest, digit = divmod(rest, base)
        digits.append(digit)
    return digits == digits[::-1]


@problem(
    level=4,
    inputs=[items(ints(1, 9), 1, 6)],
    given=[([3],), ([1, 2],), ([3, 7, 8, 1],), ([1, 1, 1, 1, 1],), ([2, 2, 2],)],
)
def value_of_chain(terms: list[int]) -> tuple[int, int]:
    """Return numerator and denominator, in lowest terms, of t1 + 1 / (t2 + 1 / (t3 + ...)) for the positive whole numbers
    `terms` (at least one).
    """
    top, bottom = terms[-1], 1
    for term in reversed(terms[:-1]):
        top, bottom = term * top + bottom, top
    return top, bottom


@problem(
    level=4,
    inputs=[ints(1, 60), ints(2, 60)],
    given=[(1, 7), (3, 7), (10, 11), (2, 4), (6, 9), (7, 26)],
)
def undoing_factor(number: int, modulus: int) -> int | None:
    """Return the number from 1 to `modulus` - 1 whose product with `number` leaves the remainder 1 on division by
    `modulus` (at least 2), or None if there is none.
    """
    return next((k for k in range(1, modulus) if number * k % modulus == 1), None)


@problem(
    level=5,
    inputs=[items(choice(1, 2, 3, 4, 5, 6, 7, 8), 1, 4), ints(1, 40)],
    given=[
        ([5], 5),
        ([5], 4),
        ([2, 3], 6),
        ([1, 2, 3], 9),
        ([4, 4, 4, 4], 24),
        ([1, 1, 8], 10),
        ([3, 8], 24),
    ],
)
def reaches_target(numbers: list[int], target: int) -> bool:
    """Can `target` be made from all of the `numbers` (at least one), each used exactly once, with additions, subtractions
    and multiplications in any order and with any brackets? Intermediate results may be negative.
    """
    if len(numbers) == 1:
        return numbers[0] == target
    for i in range(len(numbers)):
        for j in range(len(numbers)):
            if i == j:
                continue
            rest = [number for k, number in enumerate(numbers) if k not in {i, j}]
            a, b = numbers[i], numbers[j]
            if any(reaches_target([*rest, made], target) for made in (a + b, a - b, a * b)):
                return True
    return False
