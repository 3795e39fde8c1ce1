"""Hides a number of the question, states the answer, and asks for the hidden number, if only one number fits.

The form is that of FOBAR (Jiang et al. 2023, arXiv:2308.07758).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.core.types import Change, Rederivation
from verigen.domains.math.reference import MathReference
from verigen.problems.mutate.mutators import polynomials, read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.program import Step, exact
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutators.story import Story

LETTERS = "xynkmpqt"
COUNTED = re.compile(r"\bhow many\b(?! (?:dollars|cents|percent|hours|minutes|miles|pounds))", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backward:
    domain = "math"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["either"]:
        """The hidden number may happen to equal the answer."""
        return "either"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        story = read.story(problem)
        slots = [
            slot for slot in story.free if len(story.members[slot]) == 1 and inverse_is_unique(story, slot)
        ]
        if not slots:
            raise Refused(
                "no number with a unique inverse",
                "no number that varies follows from the answer and the others",
            )
        rng(seed, "backward", problem.id).shuffle(slots)
        yield from (_hidden(story, slot) for slot in slots)


def inverse_is_unique(story: Story, slot: int) -> bool:
    """Whether the answer has degree one in that number, so that exactly one number gives the answer."""
    try:
        ratio = polynomials.function(story.program, story.slots, slot)
    except Refused:
        return False
    answer = story.program.run(story.slots)[story.program.answer]
    roots = polynomials.equation(ratio, answer)
    if len(roots) != 2 or exact(-roots[0] / roots[1]) != story.slots[slot]:
        return False
    return not COUNTED.search(story.question) or all(
        _moves(story, at, slot) for at in _quotients(story, slot)
    )


def _quotients(story: Story, slot: int) -> list[int]:
    """Whole quotients on the way to the answer: for boxes or buses, a story may mean the rounded count."""
    values = story.program.run(story.slots)
    return [
        at
        for at in story.program.needs(story.program.answer)
        if isinstance(node := story.program.nodes[at], Step)
        and node.op == "/"
        and type(values[at]) is int
        and slot in story.program.slots(at)
    ]


def _moves(story: Story, at: int, slot: int) -> bool:
    """Whether a change by one moves the quotient by at least one, so that rounding hides no other number."""
    before = story.program.run(story.slots)[at]
    for change in (-1, 1):
        values = [*story.slots[:slot], story.slots[slot] + change, *story.slots[slot + 1 :]]
        try:
            if abs(Fraction(story.program.run(values)[at] - before)) < 1:
                return False
        except (ZeroDivisionError, ValueError):
            return False
    return True


def _hidden(story: Story, slot: int) -> Change:
    mention = story.mentions[story.members[slot][0]]
    letter = next(each for each in LETTERS if not re.search(rf"\b{each}\b", story.question, re.IGNORECASE))
    question = f"{story.question[: mention.start]}{letter}{story.question[mention.end :]}"
    answer = literal(story.program.run(story.slots)[story.program.answer])
    value = literal(story.slots[slot])
    notes = story.solve(story.slots).rpartition("\n")[0]
    return Change(
        prompt=f"{question}\n\nThe answer to this question is {answer}. Which number does {letter} stand for?",
        reference=MathReference(
            answer=value,
            solution=f"With {letter} = {value}:\n{notes}\nas stated, and no other number gives it.\n#### {value}",
        ),
        parameters={"hidden": value, "letter": letter, "stated": answer},
        again=Rederivation(stated=answer),
    )
