"""Writes a new problem of the same kind as several seeds (Self-Instruct, arXiv:2212.10560)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking, checks
from verigen.problems.rewrite.rewriters.kinds import Inventing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfInstruct(Inventing):
    """`seeds`: number of problems that are shown beside the parent."""

    seeds: int = 2

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("self_instruct", problem, others)

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:
        text = asking.found(reply)
        checks.sound(problem, text, new=True)
        checks.single(text)
        checks.unlike((problem.prompt, *others), text)
        return text
