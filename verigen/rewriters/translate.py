"""The same problem in another language, or from another language in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from verigen.rewriters import asking, checks, languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.types import Message, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Translate:
    """`wish`: the language to translate into, by its ISO 639-1 code."""

    wish: str = "en"

    @property
    def version(self) -> str:
        return "1"

    @property
    def effect(self) -> Literal["keeps"]:
        return "keeps"

    @property
    def seeds(self) -> int:
        return 0

    @classmethod
    def wishes(cls) -> tuple[str, ...]:
        return tuple(languages.NAMES)

    def messages(self, problem: Problem, others: Sequence[str]) -> tuple[Message, ...]:
        return asking.ask("translate", problem, others, wish=languages.NAMES[self.wish])

    def read(self, problem: Problem, others: Sequence[str], reply: str) -> str:  # noqa: ARG002 - part of the contract
        text = asking.found(reply)
        checks.language(problem, text, self.wish)
        checks.sound(problem, text, translated=True)
        checks.same_digits(problem, text)
        return text
