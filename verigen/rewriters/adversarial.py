"""A variation of a problem on which a target model fails; it counts only where the target fails on it too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.rewriters import asking, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Adversarial:
    wish: str = ""

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["new"]:
        return "new"

    @property
    def seeds(self) -> int:
        return 0

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return ()

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("adversarial", problem, others)

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.sound(problem, text, new=True)
        checks.single(text)
        checks.another(problem, text)
        return text
