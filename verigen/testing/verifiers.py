"""Laws of verifiers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from verigen.core import registry
from verigen.core.boundary import typed
from verigen.core.errors import ReferenceFault
from verigen.core.types import NoReference, Verdict
from verigen.problems.validate import bare, own
from verigen.testing.law import LawBroken, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Grader, Verifier
    from verigen.core.types import Candidate, Problem
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

HOPELESS = ("", "I don't know.", "<think>\nstill thinking", "\\boxed{}", "```python\n```", "\0", "9" * 5000)
THREADS = 4


def it_accepts_the_reference_of_every_problem(part: Verifier, sample: Sample) -> None:
    """The law for a verifier that needs a reference; any other must still return a verdict."""
    hold(sample.problems, "the sample holds no problem")
    with part.open() as grader:
        for problem, candidate in _own(sample):
            grader.check(problem)
            verdict = grader.verify(problem, candidate)
            accepted = verdict.outcome == "correct" or not grader.needs_reference
            hold(accepted, f"{problem.id}: its own reference is {verdict.outcome}: {verdict.message}")


def it_accepts_nothing_that_is_no_answer(part: Verifier, sample: Sample) -> None:
    with part.open() as grader:
        for problem in sample.problems:
            for text in HOPELESS:
                outcome = grader.verify(problem, bare("c", problem, text)).outcome
                hold(outcome != "correct", f"{problem.id}: {text[:40]!r} is taken for correct")


def its_verdicts_can_be_kept_and_bear_its_name(part: Verifier, sample: Sample) -> None:
    with part.open() as grader:
        for problem, candidate in _tried(sample):
            verdict = typed(grader.name, grader.verify(problem, candidate), Verdict)
            hold(verdict.verifier == grader.name, f"a verdict of {verdict.verifier!r} from {grader.name!r}")
            hold(verdict.reason and verdict.method, f"{problem.id}: a verdict without reason or method")


def a_candidate_has_one_verdict_however_often_and_from_wherever_it_is_asked(
    part: Verifier, sample: Sample
) -> None:
    tried = list(_tried(sample))
    with part.open() as grader, ThreadPoolExecutor(THREADS) as threads:
        first = [_said(grader, *each) for each in tried]
        again = list(threads.map(lambda each: _said(grader, *each), tried))
    hold(first == again, "verdicts differ from call to call, or from thread to thread")


def a_problem_without_a_reference_is_told_as_one(part: Verifier, sample: Sample) -> None:
    """`verify` returns unverified; `check` raises ReferenceFault if the verifier needs a reference."""
    from dataclasses import replace

    problem = replace(sample.problems[0], reference=NoReference())
    with part.open() as grader:
        outcome = grader.verify(problem, bare("c", problem, "\\boxed{1}")).outcome
        hold(outcome == "unverified", f"without a reference a candidate is {outcome}")
        if grader.needs_reference:
            try:
                grader.check(problem)
            except ReferenceFault:
                return
            raise LawBroken("check() passes a problem without a reference, and needs_reference is True")


def _own(sample: Sample) -> Iterator[tuple[Problem, Candidate]]:
    for problem in sample.problems:
        yield problem, own(problem, registry.make("domain", problem.domain))


def _tried(sample: Sample) -> Iterator[tuple[Problem, Candidate]]:
    yield from _own(sample)
    for problem in sample.problems:
        for text in HOPELESS[:3]:
            yield problem, bare("c", problem, text)


def _said(grader: Grader, problem: Problem, candidate: Candidate) -> tuple[str, str, str | None]:
    verdict = grader.verify(problem, candidate)
    return verdict.outcome, verdict.reason, verdict.extracted


LAWS: tuple[Law, ...] = (
    it_accepts_the_reference_of_every_problem,
    it_accepts_nothing_that_is_no_answer,
    its_verdicts_can_be_kept_and_bear_its_name,
    a_candidate_has_one_verdict_however_often_and_from_wherever_it_is_asked,
    a_problem_without_a_reference_is_told_as_one,
)
