"""A rewriter: the same question, asked politely."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.core.types import Message
from verigen.problems.mutate.mutators.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Polite:
    wish: str = ""
    version: str = "1"
    effect: Literal["keeps"] = "keeps"
    seeds: int = 0

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return ()

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return (
            Message(role="user", content=f"Ask this politely, begin with `Please:`.\n\n{problem.prompt}"),
        )

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:
        text = reply.rpartition("Please:")[2].strip()
        if "Please:" not in reply or not text:
            raise Refused("it is not polite", "the reply does not begin with `Please:`")
        return f"Please: {text}"
