"""The state of one candidate's conversation: the current turn, the results so far, and their cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verigen.core import seeds
from verigen.core.errors import PartFailed
from verigen.core.turns import Answer, Ask, Turn
from verigen.core.types import Candidate, Completion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Teacher
    from verigen.core.turns import Act, Turns
    from verigen.core.types import Execution, Message, Sampling
    from verigen.sampling.plan import Request
    from verigen.sampling.speaker import Speaker

MOST_TURNS = 64  # a conversation with more turns counts as endless


class Talk:
    """A conversation; `turn` is the current turn, `answer` its end, `seed` the seed of the next Ask.

    `unstored` are turns that the ledger does not have yet, `stored` counts those that it has; `shown` are the
    messages of the last stored Ask. `why`: what the engine said when the context was full. Methods that continue the conversation raise PartFailed for errors of the
    domain.
    """

    __slots__ = (
        "_reasoner",
        "_speaker",
        "_turns",
        "answer",
        "completions",
        "request",
        "seed",
        "shown",
        "stored",
        "turn",
        "unstored",
        "why",
    )

    def __init__(self, speaker: Speaker, request: Request, *, reasoner: bool) -> None:
        self.request, self.seed = request, request.seed
        self.answer: Answer | None = None
        self.unstored: list[Turn] = []
        self.stored = 0
        self.shown: tuple[Message, ...] = ()
        self.why = ""
        self.completions: list[Completion] = []
        self._speaker, self._reasoner = speaker, reasoner

    def begin(self) -> None:
        """Begin the conversation. Raises ReferenceFault for a problem that its domain can't ask."""
        self._turns: Turns
        self.turn: Ask | Act
        self._turns, self.turn = self._speaker.begin(self.request.problem, reasoner=self._reasoner)

    def replay(self, turns: Sequence[Turn]) -> int:
        """Replay stored turns; returns how many of them equal the turns that the domain asks for today."""
        for turn in turns:
            if self.answer is not None or self.turn != turn.asked:
                break
            self.send(turn.sent)
            self.kept()
        return self.stored

    def send(self, sent: Completion | Execution) -> None:
        """Go on to the next turn or to the answer; the only turn of a candidate is not stored."""
        asked = self.turn
        if isinstance(sent, Completion):
            self.completions.append(sent)
        try:
            found = self._speaker.go_on(self._turns, sent)
        except PartFailed:
            self.unstored.append(Turn(asked=asked, sent=sent))
            raise
        if isinstance(found, Answer):
            self.answer = found
            if not (self.unstored or self.stored):
                return
        self.unstored.append(Turn(asked=asked, sent=sent))
        if not isinstance(found, Answer):
            self._turn(found, sent)

    def _turn(self, found: Ask | Act, sent: Completion | Execution) -> None:
        self.turn = found
        if isinstance(sent, Completion):
            self.seed = seeds.derive(self.seed, "answer")
        if self.stored + len(self.unstored) >= MOST_TURNS:
            raise PartFailed(f"{self._speaker.who} asked for more than {MOST_TURNS} turns", "endless")

    def outgrown(self, why: str) -> None:
        """End the conversation because the teacher's context has no room for its next turn.

        Within the first turn the teacher's own text has filled the context: it is cut off, as at its token limit.
        """
        self.answer, self.why = Answer(text=self.said, finish="context" if self.stored else "length"), why

    def squeezed(self, most: int) -> None:
        """Tell a last answer that the context cut off from one that was cut off at its `most` tokens."""
        last = self.completions[-1]
        if self.stored and self.answer is not None and last.finish == "length" and last.tokens < most:
            self.answer = replace(self.answer, finish="context")
            self.why = f"its last answer was cut off after {last.tokens} of {most} tokens"

    def kept(self) -> None:
        """Mark all turns so far as stored."""
        self.shown = next(
            (t.asked.messages for t in reversed(self.unstored) if isinstance(t.asked, Ask)), self.shown
        )
        self.stored += len(self.unstored)
        self.unstored = []

    @property
    def said(self) -> str:
        """The text of the last completion; empty without one."""
        return self.completions[-1].text if self.completions else ""

    def candidate(self, teacher: Teacher, sampling: Sampling, seconds: float) -> Candidate:
        """The resulting candidate.

        Without an answer it ended in an error. Its tokens are those of all its requests.
        """
        request, answer = self.request, self.answer
        return Candidate(
            id=request.id,
            problem=request.problem.id,
            index=request.index,
            text=answer.text if answer is not None else self.said,
            finish=answer.finish if answer is not None else "error",
            prompt_tokens=sum([each.prompt_tokens for each in self.completions]),
            tokens=sum([each.tokens for each in self.completions]),
            teacher=teacher.name,
            revision=teacher.revision,
            sampling=sampling,
            seed=request.seed,
            seconds=seconds,
            logprob=self._logprob(),
            tries=answer.tries if answer is not None else 1,
        )

    def _logprob(self) -> float | None:
        """The mean over the tokens of all requests; None if one of them has none."""
        if len(self.completions) == 1:
            return self.completions[0].logprob
        known = [(each.logprob, each.tokens) for each in self.completions if each.logprob is not None]
        total = sum(tokens for _, tokens in known)
        if not total or len(known) < len(self.completions):
            return None
        return sum(mean * tokens for mean, tokens in known) / total
