"""Lets the sampling loop draw written problems: builds the request of a task, and reads its reply."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.boundary import Streak, deadline_of, typed
from verigen.core.errors import ReferenceFault
from verigen.core.types import Message, NoReference, Verdict
from verigen.domains.forcing import forced
from verigen.domains.shown import question_and_reply
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.rewrite.rewriters import asking, tasks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from verigen.core.graded import Graded
    from verigen.core.parts import Grader, Rewriter
    from verigen.core.turns import Conversation, Turns
    from verigen.core.types import Candidate, Problem

NAME = "written/1"
CLOSING = f"\n</think>\n\n{asking.OPEN}\n"


class Streaks(dict[str, Streak]):
    """A count of consecutive failures per rewriter, by name."""

    def __missing__(self, name: str) -> Streak:
        return self.setdefault(name, Streak(f"the rewriter {name}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """The domain of writing tasks."""

    rewriters: Mapping[str, Rewriter]
    default_bank: str = ""
    default_verifier: str = NAME
    default_suite: str = ""
    reference = NoReference

    def turns(self, problem: Problem, *, reasoner: bool) -> Turns:
        """The request for a task.

        If the model is no reasoner, its reply is opened with the tag; otherwise it would talk about the
        problem.
        """
        rewriter = self.rewriters[str(problem.source.mutator)]
        request = rewriter.messages(problem, tasks.others(problem))
        begun = (*request, Message(role="assistant", content=f"{asking.OPEN}\n"))
        return forced(request if reasoner else begun, closing=CLOSING, reasoner=reasoner)

    def shown(self, graded: Graded) -> Conversation:
        return question_and_reply(graded)

    def own_answer(self, problem: Problem) -> str:
        raise ReferenceFault(f"{problem.id} is still to be written")


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftGrader:
    """The grader of writing tasks: a text is correct if it passes the checks that need no model."""

    rewriters: Mapping[str, Rewriter]
    name: str = NAME
    needs_reference: bool = False
    streaks: Streaks = field(default_factory=Streaks)

    def check(self, problem: Problem) -> None:
        """Accept every task: it has no reference of its own."""

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        rewriter = self.rewriters[str(problem.source.mutator)]
        if candidate.finish != "stop":
            message = f"its writing ended by {candidate.finish}; a larger --write-tokens may help"
            return self._verdict("incorrect", "cut off", message)
        streak = self.streaks[str(problem.source.mutator)]
        read = partial(rewriter.read, problem, tasks.others(problem), candidate.text)
        try:
            text = typed(streak.who, streak.attempt(read, deadline_of(rewriter)), str)
        except Refused as refused:
            return self._verdict("incorrect", refused.reason, str(refused))
        return self._verdict("correct", "sound", "", text)

    def _verdict(self, outcome: str, reason: str, message: str, text: str | None = None) -> Verdict:
        return Verdict(
            outcome=outcome,  # type: ignore[arg-type]
            verifier=self.name,
            method="read",
            reason=reason,
            extracted=text,
            message=message,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Solving:
    """The grader of solves: the domain's own verifier, or without a reference one that reads answers for a
    vote.
    """

    proof: Grader
    vote: Grader
    needs_reference: bool = False

    @property
    def name(self) -> str:
        return f"solves/1 {self.proof.name}"

    def check(self, problem: Problem) -> None:
        self._for(problem).check(problem)

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        return replace(self._for(problem).verify(problem, candidate), verifier=self.name)

    def _for(self, problem: Problem) -> Grader:
        return self.vote if isinstance(problem.reference, NoReference) else self.proof
