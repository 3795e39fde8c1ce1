"""Lists of numbers: picking, splitting, comparing neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from problem_banks.code_core.author import ints, items

from .family import Draw, family, fill, ordinal

if TYPE_CHECKING:
    from random import Random

NUMBERS = items(ints(-20, 20), 0, 14)


@family(level=1)
def every_kth(rng: Random) -> Draw:
    k, first = rng.randint(2, 7), rng.randint(1, 3)
    return Draw(
        prompt=f"Return a list of every {ordinal(k)} element of `numbers`, beginning with the {ordinal(first)} "
        f"element: that one, then always the one {k} places further on. A list that is too short gives an empty list.",
        solution=fill(
            """
            def every_kth(numbers: list[int]) -> list[int]:
                return numbers[$start::$k]
            """,
            start=first - 1,
            k=k,
        ),
        inputs=[NUMBERS],
        given=[([],), ([5],), (list(range(20)),), ([3, 3, -1, 4, 1, 5, 9, 2, 6],)],
        oracle=lambda numbers: [
            n for at, n in enumerate(numbers, 1) if at >= first and (at - first) % k == 0
        ],
    )


@family(level=2)
def longest_run(rng: Random) -> Draw:
    gap = rng.randint(1, 9)
    more = rng.choice([True, False])
    change, sign = ("rises", "") if more else ("falls", "-")

    def oracle(numbers: list[int]) -> int:
        step = gap if more else -gap
        fits = [
            (a, b)
            for a in range(len(numbers))
            for b in range(a, len(numbers))
            if all(numbers[i + 1] - numbers[i] == step for i in range(a, b))
        ]
        return max((b - a + 1 for a, b in fits), default=0)

    return Draw(
        prompt=f"Return the length of the longest stretch of neighbouring elements of `numbers` in which each element "
        f"{change} by exactly {gap} against the one before it. A single element is a stretch of length 1; an empty "
        f"list gives 0.",
        solution=fill(
            """
            def longest_run(numbers: list[int]) -> int:
                best = run = 0
                for at, number in enumerate(numbers):
                    run = run + 1 if at and number - numbers[at - 1] == $step else 1
                    best = max(best, run)
                return best
            """,
            step=f"{sign}{gap}",
        ),
        inputs=[items(ints(0, 3 * gap), 0, 12)],
        given=[([],), ([4],), ([1, 1 + gap, 1 + 2 * gap, 0],), ([2 * gap, gap, 0, gap, 2 * gap],)],
        oracle=oracle,
    )
