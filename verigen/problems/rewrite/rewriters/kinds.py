"""Base classes of rewriters: those that keep their parent's answer, and those whose problems have a new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.problems.rewrite.rewriters import asking, checks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainRewriter:
    """A rewriter without wishes or further seeds."""

    wish: str = ""

    @property
    def version(self) -> str:
        return "1"

    @property
    def seeds(self) -> int:
        return 0

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping(PlainRewriter):
    """The parent's problem in other words, with the same numbers."""

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.sound(problem, text)
        checks.same_numbers(problem, text)
        checks.reworded(problem, text)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventing(PlainRewriter):
    """A new problem that asks one question, other than its parent's."""

    @property
    def effect(self) -> Literal["new"]:
        return "new"

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.sound(problem, text, new=True)
        checks.single(text)
        checks.another(problem, text)
        return text
