"""Writes a variation of a problem that a target model fails; kept only if the target fails it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking
from verigen.problems.rewrite.rewriters.kinds import Inventing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Adversarial(Inventing):
    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("adversarial", problem, others)
