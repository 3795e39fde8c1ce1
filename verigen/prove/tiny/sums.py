"""The family of the embedded proof: sums and differences with their digits worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.types import MathReference, Problem, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Source(bank="tiny-sums", licence="CC0-1.0")


def draw(seed: int, count: int, digits: int, seen: set[str]) -> Iterator[Problem]:
    """`count` distinct problems that `seen` lacks; they are added to it. The solution is a worked one."""
    chance = seeds.rng(seed, "sums", digits)
    low, high = 10 ** (digits - 1), 10**digits - 1
    made = 0
    while made < count:
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
    """Digit by digit from the right, with the carry or the borrow as third operand: "5+8+0=13 4+7+1=12 3+2+1=06 ".

    Every step is written the same way, so that a small net needs few examples.
    """
    text, over = "", 0
    for _ in range(digits):
        one, a = divmod(one, 10)
        two, b = divmod(two, 10)
        if sign == "-":
            a, over, before = a + 10 * (a < b + over), int(a < b + over), over
            result = a - b - before
        else:
            before, result = over, a + b + over
            over = result // 10
        text += f"{a}{sign}{b}{sign}{before}={result:02} "
    return text
