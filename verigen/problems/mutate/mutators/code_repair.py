"""Asks to repair a wrong program: a mutant of the solution that the tests kill, with the problem's own tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core import registry
from verigen.core.seeds import derive
from verigen.core.types import Candidate, Change, Sampling
from verigen.problems.harden.mutants import mutants
from verigen.problems.mutate.mutators import code
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.types import Problem

MOST = 40
TASK = (
    "The program below was written for this task, and it is wrong: for some inputs it does not do what is asked. "
    "Give the whole program, corrected.\n\n```python\n{}\n```"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRepair:
    """Wrong programs that pass some tests come before those that fail at once.

    `parameters` of each change hold the program, labelled `wrong`, and how the tests detected it.
    """

    executor: str = "local"

    domain = "code"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        reference, solution = code.reference(problem)
        code.tree(solution)
        blunt: list[Change] = []
        found = False
        with registry.make("verifier", "unit_tests", executor=self.executor, jobs=1).open() as grader:
            for source in mutants(solution, MOST, derive(seed, "code_repair", problem.id)):
                verdict = grader.verify(problem, _candidate(problem, source))
                if verdict.outcome != "incorrect" or verdict.reason != "wrong_answer":
                    continue
                found = True
                change = Change(
                    prompt=f"{problem.prompt}\n\n{TASK.format(source.rstrip())}",
                    reference=reference,
                    parameters={"wrong": source, "label": "incorrect", "message": verdict.message},
                )
                if verdict.message.startswith("test 1:"):
                    blunt.append(change)
                else:
                    yield change
        yield from blunt
        if not found:
            raise Refused(
                "no mutant that the tests kill", f"none of at most {MOST} mutants gives a wrong answer"
            )


def _candidate(problem: Problem, source: str) -> Candidate:
    return Candidate(
        id=f"{problem.id}#mutant", problem=problem.id, index=0, text=f"```python\n{source.rstrip()}\n```", finish="stop",
        prompt_tokens=0, tokens=0, teacher="", revision="", sampling=Sampling(), seed=0, seconds=0.0,
    )  # fmt: skip
