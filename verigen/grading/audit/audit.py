"""Compares a run's verdicts with a second opinion, and tests its verifier on planted answers."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING

from verigen.core import domains, seeds, traces
from verigen.core.offers import Auditable
from verigen.grading.audit import plant
from verigen.grading.audit.answers import understand
from verigen.grading.audit.report import Second, Trial, TrialLog, reported
from verigen.problems import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.core.graded import Graded
    from verigen.core.parts import Grader
    from verigen.core.types import Problem
    from verigen.grading.audit.guarded import Guarded
    from verigen.grading.audit.planted import Planted
    from verigen.grading.audit.report import AuditReport

STATEMENT = "The final answer is $\\boxed{{{}}}$."
PLACES = {
    "answer tag": "So that is it.\n<answer>${}$</answer>",
    "display": "Putting it together:\n\\[\\boxed{{{}}}\\]",
    "sentence": "Therefore, the final answer is ${}$.",
    "second box": "At first I had $\\boxed{{-987654321}}$.\n\nThat was wrong. I get $\\boxed{{{}}}$.",
}


def audit(
    graded: Iterable[Graded],
    graders: Callable[[str], Grader],
    second: Guarded,
    limit: int | None = None,
) -> AuditReport:
    """Grade candidates a second time, and grade planted answers.

    `graders` returns the grader of a domain. `limit`: number of candidates, drawn at random but the same each time;
    None audits all.
    """
    seconds: list[Second] = []
    references: set[str] = set()
    not_planted: list[str] = []
    accepts, rejects = TrialLog(), TrialLog()
    left_out = 0
    for item in drawn(graded, limit):
        reference = plain_reference(item.problem)
        if reference is None:
            left_out += 1
            continue
        seconds.append(_second(item, reference, second))
        if item.problem.id not in references:
            references.add(item.problem.id)
            trials = list(_trials(item, reference, graders(item.problem.domain)))
            accepts.add(item.problem.family, [trial for trial in trials if not trial.right])
            rejects.add(item.problem.family, [trial for trial in trials if trial.right])
            not_planted += [] if trials else [reference]
    return reported(seconds, left_out, len(references), not_planted, accepts.tally(), rejects.tally())


def drawn(graded: Iterable[Graded], limit: int | None) -> Iterable[Graded]:
    """All candidates, or `limit` of them in their order, chosen by a hash of their ids."""
    if limit is None:
        return graded
    chosen = nsmallest(
        limit, enumerate(graded), key=lambda item: seeds.derive(0, "audit", item[1].candidate.id)
    )
    return [item for _, item in sorted(chosen, key=lambda pair: pair[0])]


def plain_reference(problem: Problem) -> str | None:
    """The reference's text where an answer is right exactly if it equals that text, as its domain says; else None."""
    domain = domains.named(problem.domain)
    return domain.plain_answer(problem) if isinstance(domain, Auditable) else None


def _second(item: Graded, reference: str, second: Guarded) -> Second:
    opinion = second.grade(reference, item.candidate.text)
    return Second(
        id=item.candidate.id,
        family=item.problem.family,
        reference=reference,
        extracted=item.verdict.extracted,
        ours=item.verdict.outcome,
        theirs=opinion.outcome,
        fault=opinion.fault or ("unread" if opinion.outcome == "unverified" else ""),
    )


def _trials(item: Graded, reference: str, grader: Grader) -> Iterator[Trial]:
    """Grade planted answers, each after the candidate's own thinking, if it has any."""
    answer = understand(reference)
    if answer is None:
        return
    trace = traces.split(item.candidate.text).trace
    thinking = f"<think>\n{trace}\n</think>\n\n" if trace else ""
    for is_right, planted in ((True, plant.right(answer)), (False, plant.wrong(answer))):
        for kind, text, said in _said(planted):
            candidate = validate.bare(f"planted/{kind}", item.problem, thinking + said)
            verdict = grader.verify(item.problem, candidate)
            yield Trial(
                problem=item.problem.id,
                reference=reference,
                right=is_right,
                kind=kind,
                text=text,
                outcome=verdict.outcome,
                message=verdict.message or verdict.reason,
            )


def _said(planted: list[Planted]) -> Iterator[tuple[str, str, str]]:
    """Kind, answer and reply: every answer in a box, the first one also in other places."""
    for kind, text in planted:
        yield kind, text, STATEMENT.format(text)
    for place, statement in PLACES.items():
        for _, text in planted[:1]:
            yield place, text, statement.format(text)
