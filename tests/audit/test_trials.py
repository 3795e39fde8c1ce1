from dataclasses import dataclass, replace

import pytest

from samples import make_graded
from verigen.core.graded import Graded
from verigen.core.types import Candidate, Outcome, Problem, Verdict
from verigen.grading.audit.audit import audit, drawn
from verigen.grading.audit.guarded import Guarded
from verigen.grading.audit.report import AuditReport


@dataclass(frozen=True)
class Stubborn:
    """Says the same of everything."""

    outcome: Outcome
    name: str = "stubborn/1"
    needs_reference: bool = True

    def verify(self, problem: Problem, candidate: Candidate) -> Verdict:
        return Verdict(outcome=self.outcome, verifier=self.name, method="none", reason="stubborn")

    def check(self, problem: Problem) -> None:
        """Every reference will do."""


def audited(outcome: Outcome, *graded: Graded) -> AuditReport:
    with Guarded("verigen") as second:
        return audit(graded, lambda _: Stubborn(outcome), second)


def test_a_verifier_that_accepts_everything_is_found_out() -> None:
    other = make_graded(1, "correct")
    other = replace(
        other,
        problem=replace(other.problem, id="q", family="q"),
        candidate=replace(other.candidate, problem="q"),
    )

    report = audited("correct", make_graded(0, "correct"), other)

    assert len(report.false_accepts.mistakes) == report.false_accepts.planted > 5
    assert report.false_rejects.mistakes == []
    assert report.false_accepts.rate is not None
    assert report.false_accepts.rate.value == 1.0
    assert report.false_accepts.rate.low


@pytest.mark.parametrize("outcome", ["incorrect", "unverified"])
def test_a_verifier_that_accepts_nothing_is_found_out(outcome: Outcome) -> None:
    report = audited(outcome, make_graded(0, "correct"))

    assert report.false_accepts.mistakes == []
    assert len(report.false_rejects.mistakes) == report.false_rejects.planted > 5
    assert (report.false_rejects.unverified > 0) == (outcome == "unverified")


def test_the_second_opinion_judges_the_candidates_own_text() -> None:
    wrong = make_graded(1, "correct", text="\\boxed{6}")

    report = audited("correct", make_graded(0, "correct"), wrong)

    assert (report.candidates, report.agree) == (2, 1)
    assert [(one.id, one.ours, one.theirs) for one in report.disagreements] == [
        ("p#1", "correct", "incorrect")
    ]


def test_what_either_leaves_undecided_is_no_disagreement() -> None:
    report = audited("correct", make_graded(0, "unverified", text="\\boxed{6}"))

    assert report.disagreements == []
    assert report.ours_unverified == 1


def test_each_reference_is_planted_once() -> None:
    once = audited("correct", make_graded(0, "correct"))
    twice = audited("correct", make_graded(0, "correct"), make_graded(1, "correct"))

    assert twice.references == once.references == 1
    assert twice.false_accepts.planted == once.false_accepts.planted


def test_a_limit_draws_the_same_candidates_in_their_order() -> None:
    graded = [make_graded(at, "correct") for at in range(40)]
    more = [replace(item, verdict=item.verdict) for item in graded]

    first, second = list(drawn(graded, 10)), list(drawn(more, 10))
    indices = [item.candidate.index for item in first]

    assert first == second
    assert indices == sorted(indices)
    assert len(indices) == 10
    assert indices != list(range(10))
