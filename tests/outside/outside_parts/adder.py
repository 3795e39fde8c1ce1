"""An engine that adds the numbers of a question, and on some seeds one too many."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.types import Completion

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from verigen.core.types import Message, Sampling


@dataclass(frozen=True, slots=True, kw_only=True)
class Adder:
    """`model`: how often it is wrong, as one in so many."""

    model: str = "3"
    name: str = "adder"
    revision: str = "1"
    reasoner: bool = True
    licence = "CC0-1.0"
    terms = "open"

    @classmethod
    def refuses(cls, model: str) -> str | None:
        return (
            None if model.isdecimal() else f"the adder is wrong once in so many, and {model!r} is no number"
        )

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[AdderSession]:
        yield AdderSession(int(self.model))


class AdderSession:
    engine = "adder 1"
    concurrency = 4
    lost = wasted = 0

    def __init__(self, wrong: int) -> None:
        self._wrong = wrong

    async def generate(self, messages: tuple[Message, ...], sampling: Sampling, seed: int) -> Completion:
        numbers = [int(each) for each in re.findall(r"\d+", messages[-1].content)]
        total = sum(numbers) + (seed % self._wrong == 0)
        text = f"<think>\nI add {len(numbers)} numbers.\n</think>\n\n\\boxed{{{total}}}"
        tokens = min(sampling.max_tokens, 8)
        return Completion(text=text, finish="stop", prompt_tokens=len(numbers), tokens=tokens)
