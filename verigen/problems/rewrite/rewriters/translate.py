"""Translates a problem into another language, or from another language into English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.problems.rewrite.rewriters import asking, checks, languages
from verigen.problems.rewrite.rewriters.kinds import Keeping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Translate(Keeping):
    """`wish`: the target language, as its ISO 639-1 code."""

    wish: str = "en"

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return tuple(languages.NAMES)

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("translate", problem, others, wish=languages.NAMES[self.wish])

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.language(problem, text, self.wish)
        checks.sound(problem, text, translated=True)
        checks.same_digits(problem, text, english=self.wish == "en")
        return text
