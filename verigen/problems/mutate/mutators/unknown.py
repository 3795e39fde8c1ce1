"""Puts a letter for a number of the question, states the answer, and asks which number the letter stands for.

The form is that of FOBAR (Jiang et al. 2023, arXiv:2308.07758). It fits far more problems than backward, which asks in
plain sentences, and shows by its form that it was made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.seeds import rng
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.backward import invertible, turned
from verigen.problems.mutate.mutators.story import literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Change, Problem
    from verigen.problems.mutate.mutators.story import Story

LETTERS = "xynkmpqt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
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
        slots = invertible(story)
        rng(seed, "unknown", problem.id).shuffle(slots)
        yield from (_hidden(story, slot) for slot in slots)


def _hidden(story: Story, slot: int) -> Change:
    mention = story.mentions[story.members[slot][0]]
    letter = next(each for each in LETTERS if not re.search(rf"\b{each}\b", story.question, re.IGNORECASE))
    question = f"{story.question[: mention.start]}{letter}{story.question[mention.end :]}"
    answer = literal(story.program.run(story.slots)[story.program.answer])
    asked = f"The answer to this question is {answer}. Which number does {letter} stand for?"
    return turned(story, slot, f"{question}\n\n{asked}", letter)
