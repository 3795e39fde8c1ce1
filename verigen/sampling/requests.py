"""One request to an engine, under the run's budget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.core.errors import PromptTooLong, TeacherError
from verigen.sampling.budget import prompt_bound

if TYPE_CHECKING:
    from verigen.core.turns import Ask
    from verigen.core.types import Completion, Sampling
    from verigen.sampling.budget import Budget, Reservation
    from verigen.sampling.hand import Hand


class NoRoom(Exception):  # noqa: N818 - reads as the finding it is
    """The budget has no room for a request now."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Makes a run's requests, with its sampling options and its budget, if any."""

    sampling: Sampling
    budget: Budget | None

    def reserve(self, ask: Ask, hand: Hand) -> Reservation | None:
        """Reserve the most that a request can cost; None without a budget. Raises NoRoom."""
        if self.budget is None:
            return None
        made = self.budget.reserve(prompt_bound(ask.messages), self.most_tokens(ask), hand.price)
        if made is None:
            raise NoRoom
        return made

    async def make(self, ask: Ask, hand: Hand, seed: int, reserved: Reservation | None) -> Completion:
        """Make a request, then settle its reservation.

        An answer that never came counts with its full reservation.
        """
        try:
            completion = await hand.engine.generate(ask.messages, self._sampling(ask), seed, ask.form)
        except PromptTooLong:
            if self.budget and reserved:
                self.budget.release(reserved)
            raise
        except BaseException:
            if self.budget and reserved:
                self.budget.forfeit(reserved)
            raise
        if self.budget and reserved:
            self.budget.lose(reserved, hand.engine.lost())
            self.budget.settle(reserved, completion.prompt_tokens, completion.tokens)
        if completion.finish == "error":
            raise TeacherError(f"{hand.engine.teacher.name} ended a request with an error")
        return completion

    def most_tokens(self, ask: Ask) -> int:
        """The most tokens that the completion of an Ask may have."""
        return self._sampling(ask).max_tokens

    def _sampling(self, ask: Ask) -> Sampling:
        """The run's sampling options, with the stop texts and the token limit of the Ask."""
        run = self.sampling
        if ask.max_tokens is None and not ask.stop:
            return run
        most = run.max_tokens if ask.max_tokens is None else min(ask.max_tokens, run.max_tokens)
        return replace(run, max_tokens=most, stop=tuple(dict.fromkeys((*run.stop, *ask.stop))))
