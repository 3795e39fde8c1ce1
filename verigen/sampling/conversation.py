"""One candidate's conversation: the generator of its domain, and what was sent to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verigen.core.types import Completion

if TYPE_CHECKING:
    from verigen.core.turns import Act, Answer, Ask, Turns
    from verigen.core.types import Execution


class Conversation:
    """`turn` is what it asks now, `answer` how it ended."""

    def __init__(self, turns: Turns) -> None:
        self.answer: Answer | None = None
        self.turn: Ask | Act = next(turns)
        self._turns = turns
        self._completions: list[Completion] = []

    def send(self, sent: Completion | Execution) -> None:
        if isinstance(sent, Completion):
            self._completions.append(sent)
        try:
            self.turn = self._turns.send(sent)
        except StopIteration as end:
            self.answer = end.value

    def completion(self) -> Completion:
        """The whole conversation as one: the tokens of all requests, and the prompt of the first."""
        assert self.answer is not None
        last = self._completions[-1]
        if len(self._completions) == 1:
            return replace(last, text=self.answer.text, finish=self.answer.finish)
        return replace(
            last,
            text=self.answer.text,
            finish=self.answer.finish,
            prompt_tokens=self._completions[0].prompt_tokens,
            tokens=sum(each.tokens for each in self._completions),
        )
