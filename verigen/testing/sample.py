"""Test data for laws: problems, and candidates with their verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from verigen.core import registry
from verigen.core.graded import Graded, StepTally
from verigen.core.types import Candidate, Problem, Sampling, Source, Verdict
from verigen.domains.math.reference import MathReference
from verigen.problems.banks import find

if TYPE_CHECKING:
    from verigen.core.types import Outcome

OUTCOMES: tuple[Outcome, ...] = ("correct", "incorrect", "correct", "incorrect", "unverified")
COUNT = 6
STEP = 40  # distance between the problems taken from a bank
STORIES = {
    "harvest": (
        "Kate picks 35 apples. Hugo picks 18 apples. How many apples do Kate and Hugo pick?",
        "Kate and Hugo pick 35+18=<<35+18=53>>53 apples.\n#### 53",
    ),
    "pens": (
        "Clara has 24 pens and gives 6 of them to her brother. She buys 4 boxes with 12 pens each. How many pens does "
        "Clara have now?",
        "She keeps 24-6=<<24-6=18>>18 pens.\nThe boxes hold 4*12=<<4*12=48>>48 pens.\n"
        "She has 18+48=<<18+48=66>>66 pens.\n#### 66",
    ),
    "walk": (
        "Martin walks 4 kilometers each morning and 3 kilometers each evening. How many kilometers does Martin walk in "
        "9 days?",
        "Each day he walks 4+3=<<4+3=7>>7 kilometers.\nIn all he walks 7*9=<<7*9=63>>63 kilometers.\n#### 63",
    ),
    "muffins": (
        "Omar bakes 36 muffins and sells 2/3 of them at $1.50 each. How many dollars does Omar earn?",
        "He sells 36*2/3=<<36*2/3=24>>24 muffins.\nHe earns 24*1.5=$<<24*1.5=36>>36.\n#### 36",
    ),
    "stamps": (
        "Ruth has 60 stamps. She sells 15 stamps at the fair. How many stamps does Ruth have now?",
        "Ruth has 60-15=<<60-15=45>>45 stamps.\n#### 45",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sample:
    """The input of a law.

    `problems` are of one domain, each with a reference that its domain's verifier accepts. `requests`: number
    of concurrent requests to an engine or a sandbox.
    """

    problems: Sequence[Problem]
    requests: int = 4


def sample(domain: str = "math", count: int = COUNT) -> Sample:
    """A sample of `count` problems, spread over the domain's own bank."""
    bank = registry.make("domain", domain).default_bank
    found = find.find(bank, domain, licence=None, split="train").problems()
    return Sample(problems=list(islice(found, 0, STEP * count, STEP)))


def stories() -> Sample:
    """Word problems with a worked solution, for parts that read a program from it."""
    return Sample(
        problems=[
            Problem(
                id=name,
                domain="math",
                prompt=prompt,
                reference=MathReference(answer=solution.rpartition("#### ")[2], solution=solution),
                family=name,
                source=Source(bank="stories", licence="CC0-1.0"),
            )
            for name, (prompt, solution) in STORIES.items()
        ]
    )


def graded(
    problem: Problem, outcomes: Sequence[Outcome] = OUTCOMES, teacher: str = "somebody"
) -> list[Graded]:
    """A graded candidate for each outcome; the correct ones state the problem's own answer."""
    right = registry.make("domain", problem.domain).own_answer(problem)
    return [_graded(problem, index, outcome, right, teacher) for index, outcome in enumerate(outcomes)]


def _graded(problem: Problem, index: int, outcome: Outcome, right: str, teacher: str) -> Graded:
    reply = right if outcome == "correct" else "I can't say."
    text = f"<think>\nThis is try {index}.\n</think>\n\n{reply}"
    candidate = Candidate(
        id=f"{problem.id}#{index}",
        problem=problem.id,
        index=index,
        text=text,
        finish="stop",
        prompt_tokens=10,
        tokens=10 + index,
        teacher=teacher,
        revision="1",
        sampling=Sampling(),
        seed=index,
        seconds=0.1,
    )
    verdict = Verdict(outcome=outcome, verifier="sample/1", method="given", reason="given")
    step = StepTally(end=text.index(reply), correct=1, incorrect=1, unverified=0, tokens=20)
    return Graded(problem=problem, candidate=candidate, verdict=verdict, steps=(step,))
