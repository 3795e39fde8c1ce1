"""The family of the embedded proof: sums and differences with their digits worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import UserError
from verigen.core.types import Problem, Source
from verigen.domains.math.reference import MathReference

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 100  # per problem wanted, before the family counts as used up
SOURCE = Source(bank="tiny-sums", licence="CC0-1.0")


def draw(seed: int, count: int, digits: int, seen: set[str]) -> Iterator[Problem]:
    """`count` distinct problems that `seen` lacks; they are added to it. The solution is a worked one.

    Raises UserError where the family has not so many.
    """
    chance = seeds.rng(seed, "sums", digits)
    low, high = 10 ** (digits - 1), 10**digits - 1
    made = tries = 0
    while made < count:
        tries += 1
        if tries > TRIES * count:
            raise UserError(
                f"there are not {count} more sums of {digits} digits; give more --student-option digits, or fewer "
                "problems"
            )
        one, two = chance.randint(low, high), chance.randint(low, high)
        sign = chance.choice("+-")
        if sign == "-" and one < two:
            one, two = two, one
        prompt = f"{one} {sign} {two} = ?"
        if prompt in seen:
            continue
        seen.add(prompt)
        made += 1
        yield _problem(prompt, one, two, sign, digits)


def _problem(prompt: str, one: int, two: int, sign: str, digits: int) -> Problem:
    answer = one + two if sign == "+" else one - two
    worked = _worked(one, two, sign, digits)
    return Problem(
        id=f"sums/{prompt.removesuffix(' = ?').replace(' ', '')}",
        domain="math",
        prompt=prompt,
        reference=MathReference(answer=str(answer), solution=f"{worked}\\boxed{{{answer}}}"),
        family=f"sums/{prompt}",
        source=SOURCE,
    )


def _worked(one: int, two: int, sign: str, digits: int) -> str:
    """Digit by digit from the right, with a carry or borrow where there is one: "5+8=13 4+7+1=12 3+2+1=6 "."""
    text, before = "", 0
    for _ in range(digits):
        one, a = divmod(one, 10)
        two, b = divmod(two, 10)
        over = int(a < b + before) if sign == "-" else (a + b + before) // 10
        a += 10 * over if sign == "-" else 0
        result = a - b - before if sign == "-" else a + b + before
        text += f"{a}{sign}{b}" + (f"{sign}{before}" if before else "") + f"={result} "
        before = over
    return text
