"""Chains two problems by a letter: "Call the answer to this question N, and use it here".

Fits far more pairs than compose, which tells both in one story, and shows by its form that it was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators.compose import chained, places
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.story import Story

LETTERS = "NMKPQTX"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterChain:
    domain = "math"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["either"]:
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:
        yield from chained(problem, others, rng(seed, "chain", problem.id), _called)


def _called(partner: Problem, first: Story, second: Story) -> Change | None:
    """The first place of the second problem that the first one's answer fits, with a letter in it."""
    value = first.program.run(first.slots)[first.program.answer]
    slot = next(places(first, second, value), None)
    if slot is None:
        return None
    mention = second.mentions[second.members[slot][0]]
    text = first.question + second.question
    letter = next(each for each in LETTERS if not re.search(rf"\b{each}\b", text))
    values = [*second.slots[:slot], value, *second.slots[slot + 1 :]]
    question = f"{second.question[: mention.start]}{letter}{second.question[mention.end :]}"
    steps = first.solve(first.slots).rpartition("\n")[0]
    return Change(
        prompt=f"{first.question}\n\nCall the answer to this question {letter}, and use it here:\n\n{question}",
        reference=MathReference(
            answer=literal(second.program.run(values)[second.program.answer]),
            solution=f"{steps}\nSo {letter} = {literal(value)}.\n{second.solve(values)}",
        ),
        parameters={
            "with": partner.id, "letter": letter, "value": literal(value), "replaced": literal(second.slots[slot]),
        },
        joins=(partner.family, *partner.source.joins),
        again=Rederivation(partner=partner.id),
    )  # fmt: skip
