"""Lists that change step by step."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from ..code_core.author import any_of, choice, ints, items
from .family import Draw, family, fill

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Rules = list[tuple[str, str, Callable[..., Any]]]


@family(level=2)
def tank_level(rng: Random) -> Draw:
    size, start = rng.randint(8, 20), rng.randint(0, 8)
    words, each = rng.choice(
        [
            ("the total amount that runs over", "max(level + change - $size, 0)"),
            ("the total amount that was to be taken but was missing", "max(-level - change, 0)"),
            ("the number of changes after which the tank is full", "level + change >= $size"),
            ("the number of changes after which the tank is empty", "level + change <= 0"),
            ("the sum of the levels after each of the changes", "min(max(level + change, 0), $size)"),
        ]
    )

    def oracle(changes: list[int]) -> int:
        level, spilt, missing, levels = start, 0, 0, []
        for change in changes:
            for step in [change // abs(change)] * abs(change) if change else []:
                inside = 0 <= level + step <= size
                level += step if inside else 0
                spilt += not inside and step > 0
                missing += not inside and step < 0
            levels.append(level)
        kinds = {"over": spilt, "was missing": missing, "full": levels.count(size), "empty": levels.count(0)}
        return next((kinds[key] for key in kinds if key in words), sum(levels))

    return Draw(
        prompt=f"A tank holds at most {size} litres and has {start} litres in it at first. Each of the `changes` is a "
        f"number of litres that is poured in or, where it is negative, taken out. What does not fit in runs over and "
        f"is lost; where less is left than is to be taken, the tank is emptied. Carry out all changes in order and "
        f"return {words}.",
        solution=fill(
            f"""
            def tank_level(changes: list[int]) -> int:
                level, total = $start, 0
                for change in changes:
                    total += {each}
                    level = min(max(level + change, 0), $size)
                return total
            """,
            size=size,
            start=start,
        ),
        inputs=[items(any_of(ints(-14, 14), choice(size, -size, 9, -9)), 0, 9)],
        given=[([],), ([size],), ([-20],), ([size, 3, -size, -2],), ([5, -3, 9, 9, -14],)],
        oracle=oracle,
    )


@family(level=3)
def collapsing_row(rng: Random) -> Draw:
    total, gap, more = rng.randint(4, 9), rng.randint(1, 3), rng.randint(1, 3)
    fits: Rules = [
        ("are equal", "row[-1] == number", lambda a, b: a == b),
        (f"have the sum {total}", f"row[-1] + number == {total}", lambda a, b: a + b == total),
        (f"differ by exactly {gap}", f"abs(row[-1] - number) == {gap}", lambda a, b: a - b in {gap, -gap}),
        (
            f"rise by exactly {gap} from left to right",
            f"number - row[-1] == {gap}",
            lambda a, b: b == a + gap,
        ),
        (
            f"fall by exactly {gap} from left to right",
            f"row[-1] - number == {gap}",
            lambda a, b: a == b + gap,
        ),
    ]
    results: Rules = [
        ("their sum", "row.pop() + number", lambda a, b: a + b),
        (
            f"the larger of them plus {more}",
            f"max(row.pop(), number) + {more}",
            lambda a, b: max(a, b) + more,
        ),
        (f"the left number minus {more}", f"row.pop() - {more}", lambda a, _b: a - more),
    ]
    (pair, test, holds), (becomes, code, new) = rng.choice(fits), rng.choice(results)

    def oracle(numbers: list[int]) -> list[int]:
        row = list(numbers)
        while (at := next((i for i in range(len(row) - 1) if holds(row[i], row[i + 1])), None)) is not None:
            row[at : at + 2] = [new(row[at], row[at + 1])]
        return row

    samples = [[3, 3, 4, 2, 1, 5, 5], [2, 6, 4, 1, 4, 7, 2], [1, 3, 6, 5, 3, 2, 1], [0, 4, 5, 5, 0, 2, 6]]
    sample = min(samples, key=lambda row: len(oracle(row)))
    return Draw(
        prompt=f"As long as there are two neighbouring numbers in the row that {pair}, take the leftmost such pair and "
        f"replace both by one number, {becomes}; this may make new pairs. Return the row that is left in the end. For "
        f"example {sample} gives {oracle(sample)}. The list `numbers` itself must not be changed.",
        solution=fill(
            """
            def collapsing_row(numbers: list[int]) -> list[int]:
                row: list[int] = []
                for number in numbers:
                    while row and $test:
                        number = $code
                    row.append(number)
                return row
            """,
            test=test,
            code=code,
        ),
        shown=[(sample,)],
        inputs=[items(ints(0, 6), 0, 12)],
        given=[
            ([],),
            ([4],),
            ([2, 2, 2],),
            ([3, 1, 4, 4, 5, 2],),
            ([0, 1, 2, 3, 4, 5, 6],),
            ([6, 5, 4, 3, 3, 1],),
        ],
        oracle=oracle,
    )


@family(level=4)
def batch_count(rng: Random) -> Draw:
    least, bound, many = rng.randint(2, 3), rng.randint(7, 12), rng.choice([False, True])
    most = least + rng.randint(2, 4)
    rules: Rules = [
        (
            "the largest and the smallest of them must differ by at most $n",
            "max(batch) - min(batch) <= $n",
            lambda b, n: all(x - y <= n for x in b for y in b),
        ),
        ("their sum must be at most $n", "sum(batch) <= $n", lambda b, n: not sum(b) > n),
        ("their sum must be at least $n", "sum(batch) >= $n", lambda b, n: not sum(b) < n),
        (
            "no two neighbours among them may differ by exactly $n",
            "all(abs(a - b) != $n for a, b in pairwise(batch))",
            lambda b, n: not any(b[i] - b[i - 1] in {n, -n} for i in range(1, len(b))),
        ),
    ]
    at = rng.randrange(4)
    words, test, holds = rules[at]
    n = [bound, 4 * bound, bound + 9, bound // 3][at]

    def oracle(weights: list[int]) -> int:
        size, found = len(weights), []
        for cuts in (c for k in range(size) for c in combinations(range(1, size), k)):
            parts = [weights[a:b] for a, b in pairwise([0, *cuts, size])]
            if all(least <= len(part) <= most and holds(part, n) for part in parts):
                found.append(len(parts) if many else -len(parts))
        return abs(max(found)) if found else -bool(weights)

    head = "from itertools import pairwise\n\n\n" if "pairwise" in test else ""
    return Draw(
        prompt=f"Cut the list `weights` into batches of neighbouring elements, so that each element is in exactly one "
        f"batch. A batch must have {least} to {most} elements, and {fill(words, n=n).strip()}. Return the "
        f"{'largest' if many else 'smallest'} possible number of batches, or -1 where the list can't be cut in this "
        f"way. An empty list gives 0.",
        solution=head
        + fill(
            f"""
            def batch_count(weights: list[int]) -> int:
                best: list[int | None] = [0]
                for end in range(1, len(weights) + 1):
                    counts = []
                    for size in range($least, min(end, $most) + 1):
                        batch, before = weights[end - size : end], best[end - size]
                        if before is not None and {test}:
                            counts.append(before + 1)
                    best.append({"max" if many else "min"}(counts, default=None))
                return -1 if best[-1] is None else best[-1]
            """,
            least=least,
            most=most,
            n=n,
        ),
        inputs=[items(ints(1, 14), 4, 11)],
        given=[([],), ([3],), ([5, 6],), ([5, 6, 7, 6, 5, 6, 7, 8],), ([10, 9, 12, 1, 2, 4],), ([4] * 9,)],
        oracle=oracle,
    )


@family(level=5)
def market_stalls(rng: Random) -> Draw:
    gap, most, fee = rng.randint(2, 3), rng.randint(3, 4), rng.randint(1, 5)
    rules: Rules = [
        ("both values are even", "values[last] % 2 == 0 == value % 2", lambda a, b: {a % 2, b % 2} == {0}),
        ("both values are odd", "values[last] % 2 == 1 == value % 2", lambda a, b: a * b % 2 == 1),
        ("the right one has the smaller value", "value < values[last]", lambda a, b: b - a < 0),
        ("the right one has the larger value", "value > values[last]", lambda a, b: a - b < 0),
        (
            f"the values differ by less than {gap + 1}",
            f"abs(value - values[last]) < {gap + 1}",
            lambda a, b: -gap <= a - b <= gap,
        ),
    ]
    words, test, bad = rng.choice(rules)

    def oracle(values: list[int]) -> int:
        best = 0
        for chosen in (c for k in range(1, most + 1) for c in combinations(range(len(values)), k)):
            pairs = list(pairwise(chosen))
            if all(b - a >= gap for a, b in pairs):
                loss = fee * sum(bad(values[a], values[b]) for a, b in pairs)
                best = max(best, sum(values[i] for i in chosen) - loss)
        return best

    return Draw(
        prompt=f"Along a street there are places for stalls, in the order of the list; `values` says what each earns. "
        f"Rent at most {most} places, possibly none, so that the positions of any two rented places differ by at least "
        f"{gap}. Go through the rented places from left to right: for each two that follow one another among them, "
        f"{fee} is taken off if {words}. Return the largest possible total of the values of the rented places less "
        f"what is taken off; with no place rented it is 0.",
        solution=fill(
            """
            def market_stalls(values: list[int]) -> int:
                best: list[list[int]] = []
                for place, value in enumerate(values):
                    totals = [value]
                    for count in range(1, $most):
                        options = [value]
                        for last in range(place - $before):
                            fine = $fee if $test else 0
                            options.append(best[last][count - 1] + value - fine)
                        totals.append(max(options))
                    best.append(totals)
                return max([0, *(totals[-1] for totals in best)])
            """,
            before=gap - 1,
            most=most,
            fee=fee,
            test=test,
        ),
        inputs=[items(ints(-3, 12), 0, 10)],
        given=[
            ([],),
            ([-2],),
            ([5, 5, 5, 5],),
            ([4, 9, 3, 8, 8, 1, 7],),
            ([1, 2, 3, 4, 5, 6, 7, 8],),
            ([-1, -1],),
        ],
        oracle=oracle,
    )
