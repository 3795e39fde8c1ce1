"""Numbers as their digits."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, permutations, product
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, choice, ints, items
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=1)
def digit_points(rng: Random) -> Draw:
    edge, low = rng.randint(3, 7), rng.choice([True, False])
    kind, sign = ("smaller than", "<") if low else ("larger than", ">")
    rules: Rules = [
        ("counts double", "2 * int(digit)", lambda d: d + d),
        ("counts 10", "10", lambda _: 10),
        ("counts nothing", "0", lambda _: 0),
        ("is subtracted", "-int(digit)", lambda d: -d),
        ("counts with its square", "int(digit) ** 2", lambda d: d * d),
        ("counts 1, whatever it is", "1", lambda _: 1),
    ]
    words, code, value = rng.choice(rules)

    def oracle(number: int) -> int:
        total = 0
        while number:
            number, digit = divmod(number, 10)
            total += value(digit) if (digit < edge if low else digit > edge) else digit
        return total

    return Draw(
        prompt=f"Add up the decimal digits of the whole number `number` (0 or more, written without leading zeros), with "
        f"one exception: each digit {kind} {edge} {words}. Return the result. The number 0 has the one digit 0.",
        solution=fill(
            f"""
            def digit_points(number: int) -> int:
                return sum({code} if int(digit) {sign} {edge} else int(digit) for digit in str(number))
            """
        ),
        inputs=[any_of(ints(1, 999), ints(1000, 99999999))],
        given=[(9,), (edge,), (1234567890,), (777,), (10,)],
        oracle=oracle,
    )


@family(level=2)
def steps_until_repeat(rng: Random) -> Draw:
    a, b, m, d = rng.randint(2, 9), rng.randint(1, 9), rng.randint(17, 60), rng.randint(2, 5)
    result = rng.choice(
        [
            "how many different numbers the chain has",
            "the largest number of the chain",
            "the sum of all different numbers of the chain",
        ]
    )
    code = {"how": "len(seen)", "the largest": "max(seen)", "the sum": "sum(seen)"}
    part = {2: "half of it", 3: "a third of it", 4: "a quarter of it", 5: "a fifth of it"}[d]
    answer = next(text for start, text in code.items() if result.startswith(start))

    def oracle(start: int) -> int:
        follow = {n: n // d if n % d == 0 else (a * n + b) % m for n in range(max(m, start + 1))}
        chain = [start]
        for _ in range(2 * len(follow)):
            chain.append(follow[chain[-1]])

        kinds: dict[str, Callable[..., int]] = {"len(seen)": len, "max(seen)": max, "sum(seen)": sum}
        return int(kinds[answer](dict.fromkeys(chain)))

    return Draw(
        prompt=f"A chain begins with the whole number `start` (0 or more). A number that is divisible by {d} is followed "
        f"by {part}; any other number n is followed by the remainder of {a} * n + {b} on division by {m}. "
        f"Sooner or later a number comes a second time; there the chain ends. Return {result}.",
        solution=fill(
            f"""
            def steps_until_repeat(start: int) -> int:
                seen = set()
                number = start
                while number not in seen:
                    seen.add(number)
                    number = number // $d if number % $d == 0 else ($a * number + $b) % $m
                return {answer}
            """,
            a=a,
            b=b,
            m=m,
            d=d,
        ),
        inputs=[ints(0, 150)],
        given=[(0,), (1,), (d,), (m,), (97,), (64,)],
        oracle=oracle,
    )


@family(level=3)
def shelf_label(rng: Random) -> Draw:
    letters = "".join(rng.sample("ABCDEFGHKLMNPRSTUXYZ", rng.randint(3, 5)))
    first = rng.choice([0, 1, 10, 100])
    back, skip = rng.choice([True, False]), rng.choice([True, False])
    listed = ", ".join(letters)
    a = letters[0]

    def labels() -> list[str]:
        found = ["".join(each) for size in range(1, 6) for each in product(letters, repeat=size)]
        return [label for label in found if not (skip and a * 2 in label)]

    table = labels()
    rule = f' Labels with "{a}{a}" in them are never given.' if skip else ""
    if back:
        ask = "Return the number of the shelf with the given `label`, which is one of these labels."
        test = (
            f'            if "{a}{a}" not in candidate:\n                number += 1\n'
            if skip
            else "            number += 1\n"
        )
        code = (
            f"from itertools import product\n\n\ndef shelf_label(label: str) -> int:\n    number = {first}\n"
            f'    for size in range(1, len(label) + 1):\n        for letters in product("{letters}", repeat=size):\n'
            f'            candidate = "".join(letters)\n            if candidate == label:\n'
            f"                return number\n{test}    raise ValueError(label)\n"
        )
        if not skip:
            code = (
                fill(
                    f"""
                def shelf_label(label: str) -> int:
                    number = 0
                    for letter in label:
                        number = number * {len(letters)} + "{letters}".index(letter) + 1
                    return number + {first - 1}
                """
                )
                .replace(" + -1", " - 1")
                .replace("number + 0", "number")
            )
    else:
        ask = f"Return the label of shelf `number` (at least {first})."
        code = (
            fill(
                f"""
            def shelf_label(number: int) -> str:
                rest, label = number - {first - 1}, ""
                while rest:
                    rest, place = divmod(rest - 1, {len(letters)})
                    label = "{letters}"[place] + label
                return label
            """
            )
            .replace("number - -1", "number + 1")
            .replace("number - 0", "number")
        )
        if skip:
            code = fill(
                f"""
                def shelf_label(number: int) -> str:
                    labels, left = [""], number - {first}
                    while True:
                        longer = [label + letter for label in labels for letter in "{letters}"]
                        labels = [label for label in longer if not label.endswith("{a}{a}")]
                        if left < len(labels):
                            return labels[left]
                        left -= len(labels)
                """
            ).replace("number - 0", "number")
    numbers = [0, 1, len(letters) - 1, len(letters), len(letters) + 1, 40, 100]
    picks = [table[at] for at in numbers] if back else [first + at for at in numbers]
    inputs = [choice(*table[:150])] if back else [ints(first, first + 250)]
    return Draw(
        prompt=f"Shelves are numbered {first}, {first + 1}, {first + 2} and so on, and labelled with letters: in this "
        f"order they get all labels of one letter, then all of two letters, then of three, and so on. The letters that "
        f"may be used are {listed}, and labels of one length are in the order that this list gives to their first "
        f"letters, for equal first letters to the second ones, and so on.{rule} {ask}",
        solution=code,
        inputs=inputs,
        given=[(pick,) for pick in picks],
        oracle=(lambda label: first + table.index(label)) if back else (lambda number: table[number - first]),
    )


@family(level=4)
def safe_numbers(rng: Random) -> Draw:
    m = rng.randint(3, 7)
    rest = rng.randrange(m)
    gap = rng.randint(1, 3)
    rules: Rules = [
        (
            f"differ by at least {gap}",
            f"abs(digit - last) >= {gap}",
            lambda a, b: a - b >= gap or b - a >= gap,
        ),
        (
            f"differ by at most {gap + 2}",
            f"abs(digit - last) <= {gap + 2}",
            lambda a, b: -gap - 2 <= a - b <= gap + 2,
        ),
        (f"have a sum of at most {gap + 8}", f"digit + last <= {gap + 8}", lambda a, b: gap + 8 >= a + b),
        (f"do not have the sum {gap + 6}", f"digit + last != {gap + 6}", lambda a, b: a != gap + 6 - b),
    ]
    words, code, fits = rng.choice(rules)

    @cache
    def endings(left: int, last: int, total: int) -> int:
        if not left:
            return int(total % m == rest)
        return sum(endings(left - 1, d, (total + d) % m) for d in range(10) if fits(last, d))

    def oracle(limit: int) -> int:
        digits = [int(c) for c in str(limit)]
        size = len(digits)
        count = sum(endings(k - 1, d, d) for k in range(1, size) for d in range(1, 10))
        for at, digit in enumerate(digits):
            before = digits[:at]
            if not all(fits(a, b) for a, b in pairwise(before)):
                break
            for d in range(0 if at else 1, digit):
                if not at or fits(before[-1], d):
                    count += endings(size - at - 1, d, (sum(before) + d) % m)
        return count

    return Draw(
        prompt=f"A positive whole number is safe if any two neighbouring decimal digits of it {words} and the sum of its "
        f"digits leaves the remainder {rest} on division by {m}. Numbers are written without leading zeros; in a number "
        f"of one digit there are no neighbouring digits, so that only the second condition counts. Return how many safe "
        f"numbers are smaller than `limit`, which is at least 1 and may be as large as 10 ** 15, so that trying all "
        f"numbers would take too long.",
        solution=fill(
            f"""
            from functools import cache


            def safe_numbers(limit: int) -> int:
                digits = str(limit)

                @cache
                def count(at: int, last: int | None, total: int, tight: bool) -> int:
                    if at == len(digits):
                        return int(last is not None and total == {rest} and not tight)
                    ways = 0
                    for digit in range(int(digits[at]) + 1 if tight else 10):
                        still = tight and digit == int(digits[at])
                        if last is None and digit == 0:
                            ways += count(at + 1, None, 0, still)
                        elif last is None or {code}:
                            ways += count(at + 1, digit, (total + digit) % {m}, still)
                    return ways

                return count(0, None, 0, True)
            """
        ),
        inputs=[any_of(ints(1, 99999), ints(1, 10**15))],
        given=[(1,), (2,), (10,), (100,), (1000,), (98765,), (10**15,)],
        oracle=oracle,
    )


@family(level=5)
def number_train(rng: Random) -> Draw:
    m, gap = rng.randint(3, 6), rng.randint(2, 5)
    rules: Rules = [
        (
            "the last digit of the one in front is the first digit of the next",
            "str(a)[-1] == str(b)[0]",
            lambda a, b: a % 10 == int(str(b)[:1]),
        ),
        (f"their sum is divisible by {m}", f"(a + b) % {m} == 0", lambda a, b: a % m == -b % m),
        (
            f"the last digits of the two differ by exactly {gap}",
            f"abs(a % 10 - b % 10) == {gap}",
            lambda a, b: int(str(a)[-1]) - int(str(b)[-1]) in {gap, -gap},
        ),
        (
            f"the next one leaves a larger remainder than the one in front on division by {m + 3}",
            f"a % {m + 3} < b % {m + 3}",
            lambda a, b: b % (m + 3) - a % (m + 3) > 0,
        ),
        (
            "they have a decimal digit in common",
            "set(str(a)) & set(str(b))",
            lambda a, b: any(c in str(b) for c in str(a)),
        ),
    ]
    words, code, fits = rng.choice(rules)
    bonus = rng.choice([0, 5, 10, 20])
    goals = ["the number of numbers in it", "the sum of its numbers"]
    worth = rng.choice(goals)
    extra = f" plus {bonus} for every number in it" if bonus and worth == goals[1] else ""
    gain = "1" if worth == goals[0] else f"b + {bonus}" if bonus else "b"

    def oracle(numbers: list[int]) -> int:
        best = 0
        for size in range(1, len(numbers) + 1):
            for train in permutations(numbers, size):
                if all(fits(a, b) for a, b in pairwise(train)):
                    best = max(
                        best, size if worth == goals[0] else sum(train) + (bonus * size if extra else 0)
                    )
        return best

    return Draw(
        prompt=f"Make a train of some of the `numbers`, each list entry at most once, in any order. Of two numbers that "
        f"follow one another in the train this must hold: {words}. The value of a train is {worth}{extra}; a single "
        f"number is a train too. Return the largest possible value of a train, 0 for an empty list. All numbers are "
        f"positive, and the list has at most 10 of them.",
        solution=fill(
            """
            from functools import cache


            def number_train(numbers: list[int]) -> int:
                @cache
                def best(used: int, a: int | None) -> int:
                    value = 0
                    for at, b in enumerate(numbers):
                        if used >> at & 1:
                            continue
                        if a is None or $code:
                            value = max(value, $gain + best(used | 1 << at, b))
                    return value

                return best(0, None)
            """,
            code=code,
            gain=gain,
        )
        .replace("            a = last\n", "")
        .replace("last: int", "a: int"),
        inputs=[items(any_of(ints(1, 99), choice(12, 21, 23, 32, 13, 31, 34, 41, 25, 51)), 3, 6)],
        given=[
            ([],),
            ([7],),
            ([12, 21],),
            ([45, 51, 14, 99, 5],),
            ([10, 20, 30, 40],),
            ([38, 83, 27, 72, 61],),
        ],
        oracle=oracle,
    )
