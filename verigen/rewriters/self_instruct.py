"""A new problem of the kind of several seeds (Self-Instruct, arXiv:2212.10560)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.rewriters import asking, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfInstruct:
    """`seeds`: problems that are shown beside the parent."""

    wish: str = ""
    seeds: int = 2

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["new"]:
        return "new"

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return ()

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("self_instruct", problem, others)

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:
        text = asking.found(reply)
        checks.sound(problem, text, new=True)
        checks.single(text)
        checks.unlike((problem.prompt, *others), text)
        return text
