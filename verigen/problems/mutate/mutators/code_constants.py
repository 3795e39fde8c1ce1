"""Changes a constant in a programming problem and its solution; the new solution computes the tests' outputs."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verigen.core import boundary, registry
from verigen.core.seeds import rng
from verigen.core.types import Change
from verigen.problems.mutate.mutators import code, words
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Problem
    from verigen.domains.code.reference import CodeReference

FEWEST_CHANGED = 1
WORLD = frozenset((7, 10, 12, 24, 26, 28, 30, 31, 52, 60, 100, 127, 128, 255, 256, 360, 365, 366, 400, 1000))
EXAMPLE = re.compile(r">>>|\bexample|\be\.g\.|\bfor instance|\bassert\b|\breturns? `", re.IGNORECASE)
# "2, 6, 10 and so on": one other number would not go on as the others say.
RUNNING = re.compile(r"\d+(?:,? (?:and )?\d+)+,? ?(?:and so (?:on|forth)\b|etc\b|\.\.\.|…|\\[lc]?dots\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeConstants:
    """`executor` names the sandbox that the changed solutions run in."""

    executor: str = "local"

    domain = "code"

    @property
    def version(self) -> str:
        return "2"

    @property
    def effect(self) -> Literal["changes"]:
        return "changes"

    def changes(self, problem: Problem, seed: int, others: Sequence[Problem]) -> Iterator[Change]:  # noqa: ARG002 - needs no other
        reference, solution = code.reference(problem)
        shared = shared_constants(problem.prompt, solution)
        if not shared:
            raise Refused(
                "no constant of its own", "no number stands once in the prompt and once in the solution"
            )
        if EXAMPLE.search(problem.prompt):
            raise Refused(
                "a prompt with examples", "the prompt shows outputs that the new constant would change"
            )
        random = rng(seed, "code_constants", problem.id)
        pairs = [
            (old, new)
            for old in shared
            for new in range(2, 2 * old + 1)
            if new != old and str(new) not in problem.prompt
        ]
        found = False
        with boundary.opened(registry.make("executor", self.executor, {"jobs": 1}), "executor") as pool:
            for old, new in random.sample(pairs, len(pairs)):
                change = _changed(problem, reference, solution, (old, new), pool)
                if change:
                    found = True
                    yield change
        if not found:
            raise Refused(
                "no other numbers fit",
                f"none of {len(pairs)} constants gives other outputs on the same inputs",
            )


def shared_constants(prompt: str, solution: str) -> list[int]:
    """Numbers that occur exactly once in each text, not as part of a word, an ordinal or a larger number."""
    inside = [node.value for node in code.constants(code.tree(solution))]
    running = {int(number) for run in RUNNING.findall(prompt) for number in re.findall(r"\d+", run)}
    return [
        value
        for value in dict.fromkeys(inside)
        if isinstance(value, int)
        and inside.count(value) == 1
        and value not in WORLD
        and value not in running
        and len(re.findall(rf"\d*\.?{value}\.?\d*", prompt)) == len(_places(prompt, value)) == 1
        and not (value < len(words.UNITS) and re.search(rf"\b{words.UNITS[value]}\b", prompt, re.IGNORECASE))
    ]


def _places(prompt: str, value: int) -> list[str]:
    return re.findall(rf"(?<![\w.-]){value}(?![\w-]|\.\d)", prompt)


def _changed(
    problem: Problem, reference: CodeReference, solution: str, pair: tuple[int, int], pool: Pool
) -> Change | None:
    """The changed problem; None if the new solution fails, or changes too few outputs."""
    old, new = pair
    module = code.tree(solution)
    next(node for node in code.constants(module) if node.value == old).value = new
    source = ast.unparse(module) + "\n"
    tests = code.answered(reference, source, pool)
    if (
        tests is None
        or sum(a.expected != b.expected for a, b in zip(tests, reference.tests, strict=True)) < FEWEST_CHANGED
    ):
        return None
    return Change(
        prompt=re.sub(rf"(?<![\w.-]){old}(?![\w-]|\.\d)", str(new), problem.prompt),
        reference=replace(reference, tests=tests, solution=source, contract=None, examples=[]),
        parameters={"constant": f"{old}>{new}"},
    )
