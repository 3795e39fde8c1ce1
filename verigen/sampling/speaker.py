"""Wraps a domain for the loop, so that an error of the domain ends only one conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from verigen.core import boundary
from verigen.core.errors import PartFailed, ReferenceFault, VerigenError
from verigen.core.turns import Act, Answer, Ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.parts import Domain
    from verigen.core.turns import Turns
    from verigen.core.types import Completion, Execution, Problem

T = TypeVar("T")
F = TypeVar("F", Ask, Act, Answer, Ask | Act, Ask | Act | Answer)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A domain whose failures are contained.

    A domain of another package has a deadline, and what it yields is checked.
    """

    domain: Domain
    who: str
    seconds: float | None

    @classmethod
    def of(cls, domain: Domain) -> Speaker:
        seconds = boundary.deadline_of(domain)
        return cls(domain, boundary.label("domain", type(domain).__name__, domain), seconds)

    def begin(self, problem: Problem, *, reasoner: bool) -> tuple[Turns, Ask]:
        """Begin a conversation.

        Raises ReferenceFault for a problem that can't be asked, PartFailed for the domain's errors.
        """

        def first() -> tuple[Turns, Ask | Act | Answer]:
            turns = self.domain.turns(problem, reasoner=reasoner)
            try:
                return turns, next(turns)
            except StopIteration as end:
                return turns, end.value

        turns, turn = self._attempt(first)
        if not isinstance(turn, Ask):
            raise self._wrong("began with", turn, "an Ask")
        return turns, self._read(turn)

    def go_on(self, turns: Turns, sent: Completion | Execution) -> Ask | Act | Answer:
        """The next turn, or the final Answer. Raises as `begin` does."""

        def step() -> tuple[Ask | Act | Answer, bool]:
            try:
                return turns.send(sent), False
            except StopIteration as end:
                return end.value, True

        found, ended = self._attempt(step)
        if not isinstance(found, Answer if ended else (Ask, Act)):
            raise self._wrong(
                "returned" if ended else "yielded", found, "an Answer" if ended else "Ask or Act"
            )
        return self._read(found)

    def _attempt(self, call: Callable[[], T]) -> T:
        try:
            return boundary.attempt(self.who, call, self.seconds)
        except (PartFailed, ReferenceFault):
            raise
        except VerigenError as error:
            raise PartFailed(f"{self.who} failed: {error}", type(error).__name__) from error

    def _read(self, found: F) -> F:
        if self.seconds is None:
            return found
        boundary.typed(self.who, found, type(found))
        if isinstance(found, Ask) and not (
            found.messages and (found.max_tokens is None or found.max_tokens > 0)
        ):
            raise PartFailed(f"{self.who} asked for nothing: no message, or no token", "wrong type")
        return found

    def _wrong(self, did: str, found: object, wanted: str) -> PartFailed:
        return PartFailed(f"{self.who} {did} {type(found).__name__}, not {wanted}", "wrong type")
