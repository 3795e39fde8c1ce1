"""Decides from the ledgers alone what each task became: a problem, or a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.boundary import attempt
from verigen.core.errors import PartFailed
from verigen.core.offers import FinalAnswers
from verigen.core.types import NoReference, Problem
from verigen.problems import validate
from verigen.problems.rewrite.order import ADVERSARIAL
from verigen.problems.rewrite.rewriters import agreement, checks, tasks
from verigen.problems.rewrite.rewriters.writing import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from verigen.core.parts import Domain, Grader, Rewriter
    from verigen.core.types import Candidate, Verdict
    from verigen.ledger.ledger import Ledger
    from verigen.problems.rewrite.crew import RewriteCrew
    from verigen.problems.rewrite.order import Role

LONG = "too long for the context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A task without a text, or a text that was not kept; `text` is what the teacher wrote, or None."""

    parent: str
    mutator: str
    reason: str
    message: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sift:
    """`solving` and `proof` grade the solves and the target's solves; `agree` is how many solves must agree,
    0 if nothing is solved.
    """

    parts: Mapping[str, Rewriter]
    crew: RewriteCrew
    ledgers: Mapping[Role, Ledger]
    domain: Domain
    solving: Grader
    proof: Grader
    agree: int

    def tasks(self) -> Iterator[Refusal]:
        """Tasks that were refused before anything was written."""
        for task, refused in self.ledgers["teacher"].problems():
            if refused is not None:
                yield refusal(task, refused.reason, refused.message)

    def written(self) -> Iterator[Problem | Refusal]:
        """The drafts in the order of their tasks: problems to solve, or refusals."""
        return (draft for _, draft in self._written())

    def _written(self) -> Iterator[tuple[Problem, Problem | Refusal]]:
        """Each draft with its task."""
        ledger, seen = self.ledgers["teacher"], set[int]()
        for task, refused in ledger.problems():
            found = [] if refused else _graded(ledger.candidates(task.id, NAME))
            if not found and refused is None:
                yield task, refusal(task, LONG, _why(ledger, task))
            for candidate, verdict in found:
                checked = partial(self._draft, task, candidate, verdict, seen)
                yield task, _or_refused(task, candidate.text, checked)

    def _draft(self, task: Problem, draft: Candidate, verdict: Verdict, seen: set[int]) -> Problem | Refusal:
        if verdict.outcome != "correct" or verdict.extracted is None:
            return refusal(task, verdict.reason, verdict.message, draft.text)
        if checks.repeats(verdict.extracted, seen):
            return refusal(task, "it repeats an earlier one", "", verdict.extracted)
        choice = self.crew.choices["teacher"]
        by = {
            "draft": str(draft.index),
            "teacher": draft.teacher,
            "teacher_revision": draft.revision,
            "teacher_licence": choice.licence,
            "teacher_terms": choice.terms,
        }
        part = self.parts[str(task.source.mutator)]
        return tasks.child(task, verdict.extracted, draft.index, part, by)

    def agreed(self) -> Iterator[tuple[Problem | Refusal, Problem | Refusal]]:
        """Each draft, and its solved problem with the reference that the solves agree on, or a refusal."""
        for task, draft in self._written():
            if isinstance(draft, Problem):
                yield draft, _or_refused(draft, draft.prompt, partial(self._agreed, task, draft))
            else:
                yield draft, draft

    def _agreed(self, task: Problem, draft: Problem) -> Problem | Refusal:
        if not self.agree:
            return draft
        ledger = self.ledgers["solver"]
        solves = _graded(ledger.candidates(draft.id, self.solving.name))
        if not solves:
            return refusal(draft, LONG, _why(ledger, draft), draft.prompt)
        keeps = not isinstance(draft.reference, NoReference)
        found = (agreement.with_parent if keeps else agreement.with_each_other)(
            solves, self.agree, self.domain
        )
        if found.reason is not None:
            return refusal(draft, found.reason, found.message, draft.prompt)
        if found.answer is not None and agreement.is_parents(task, found.answer, self.domain):
            return refusal(draft, agreement.SAME, found.message, draft.prompt)
        made = self._solved(draft, solves, found)
        why = None if keeps else validate.fault(made, self.domain, self.proof)
        return refusal(draft, validate.FAILS, why, draft.prompt) if why else made

    def _solved(
        self, draft: Problem, solves: Sequence[tuple[Candidate, Verdict]], found: agreement.Agreement
    ) -> Problem:
        """The problem with its answer; its row says how the answer was established: it is not proven."""
        choice = self.crew.choices["solver"]
        whom = "each other: no proof" if found.answer else "the parent's reference"
        made = _with(
            draft,
            solver=choice.teacher.name,
            solver_revision=choice.teacher.revision,
            solver_licence=choice.licence,
            solver_terms=choice.terms,
            solves=str(len(solves)),
            agreeing=str(found.agreeing),
            checked=f"solves agree with {whom}",
        )
        if found.answer is None:
            return made
        assert isinstance(self.domain, FinalAnswers), "only final answers agree with each other"
        return replace(made, reference=self.domain.answered(found.answer))

    def kept(self) -> Iterator[tuple[Problem | Refusal, Problem | Refusal]]:
        """Each draft, and what it is after every stage."""
        for draft, made in self.agreed():
            yield draft, (self._failed(made) if for_target(made) else made)

    def _failed(self, made: Problem | Refusal) -> Problem | Refusal:
        assert isinstance(made, Problem)
        ledger, target = self.ledgers["target"], self.crew.choices["target"].teacher.name
        solves = _graded(ledger.candidates(made.id, self.proof.name))
        if not solves:
            return refusal(made, LONG, _why(ledger, made), made.prompt)
        found = agreement.against(solves)
        if found.reason is not None:
            return refusal(made, found.reason, found.message, made.prompt)
        return _with(made, target=target, target_failed=f"{found.agreeing} of {len(solves)}")


def _or_refused(problem: Problem, text: str, check: Callable[[], Problem | Refusal]) -> Problem | Refusal:
    """The result of a check; a check that fails with an error refuses this draft with the error's message."""
    try:
        return attempt("the check of what was written", check)
    except PartFailed as failed:
        return refusal(problem, "its checks failed", str(failed), text)


def for_target(each: Problem | Refusal) -> bool:
    return isinstance(each, Problem) and each.source.mutator == ADVERSARIAL


def refusal(problem: Problem, reason: str, message: str, text: str | None = None) -> Refusal:
    source = problem.source
    return Refusal(
        parent=str(source.parent),
        mutator=str(source.mutator),
        reason=reason,
        message=message or reason,
        text=text,
    )


def _graded(found: Sequence[tuple[Candidate, Verdict | None]]) -> list[tuple[Candidate, Verdict]]:
    return [(candidate, verdict) for candidate, verdict in found if verdict is not None]


def _why(ledger: Ledger, problem: Problem) -> str:
    """The loop's message for a problem that its teacher can't take."""
    rows = ledger.settled(str(ledger.meta("goal")), problem.id)
    return next((row.reason for row in rows if row.kind == "refused"), "")


def _with(problem: Problem, **more: str) -> Problem:
    parameters = {**problem.source.parameters, **more}
    return replace(problem, source=replace(problem.source, parameters=parameters))
