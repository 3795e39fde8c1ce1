"""Compares a run's verdicts with a second opinion, and tests its verifier on planted answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from verigen.core import domains, seeds, stats, traces
from verigen.core.offers import Auditable
from verigen.core.types import Outcome
from verigen.grading.audit import plant
from verigen.grading.audit.answers import understand
from verigen.grading.audit.wrong_rows import wrong_rows
from verigen.problems import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from verigen.core.parts import Grader
    from verigen.core.stats import Rate
    from verigen.core.types import Graded, Problem
    from verigen.grading.audit.guarded import Guarded
    from verigen.grading.audit.planted import Planted

STATEMENT = "The final answer is $\\boxed{{{}}}$."
PLACES = {
    "answer tag": "So that is it.\n<answer>${}$</answer>",
    "display": "Putting it together:\n\\[\\boxed{{{}}}\\]",
    "sentence": "Therefore, the final answer is ${}$.",
    "second box": "At first I had $\\boxed{{-987654321}}$.\n\nThat was wrong. I get $\\boxed{{{}}}$.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Second:
    """A candidate with its verdict and the second opinion; `fault` says why the latter is unverified."""

    id: str
    family: str
    reference: str
    extracted: str | None
    ours: Outcome
    theirs: Outcome
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A planted answer and our verifier's outcome."""

    problem: str
    reference: str
    right: bool
    kind: str
    text: str
    outcome: Outcome
    message: str

    @property
    def mistaken(self) -> bool:
        """Whether a wrong answer was accepted, or a right one was not."""
        return (self.outcome == "correct") != self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedTally:
    """The planted answers of one side, right or wrong.

    `rate`: share of mistakes, with families of references as clusters, because variants of one reference share
    their difficulty.
    """

    planted: int
    mistakes: list[Trial]
    unverified: int
    kinds: dict[str, int]
    rate: Rate | None


class TrialLog:
    """Counts trials, and keeps only the mistakes."""

    def __init__(self) -> None:
        self._shares: list[float] = []
        self._families: list[str] = []
        self._kinds: Counter[str] = Counter()
        self._mistakes: list[Trial] = []
        self._unverified = 0

    def add(self, family: str, trials: list[Trial]) -> None:
        """Add the trials of one reference."""
        if trials:
            mistakes = [trial for trial in trials if trial.mistaken]
            self._shares.append(len(mistakes) / len(trials))
            self._families.append(family)
            self._kinds.update(trial.kind for trial in trials)
            self._mistakes += mistakes
            self._unverified += sum(trial.outcome == "unverified" for trial in trials)

    def tally(self) -> PlantedTally:
        return PlantedTally(
            planted=self._kinds.total(),
            mistakes=self._mistakes,
            unverified=self._unverified,
            kinds=dict(self._kinds.most_common()),
            rate=stats.clustered(self._shares, self._families),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """The result of an audit; shares are from 0 to 1.

    `left_out`: candidates of domains that can't be audited, or of problems with a tolerance or options, which the
    second opinion does not know. `not_planted`: references that are too ambiguous to plant answers for. `unread`:
    accepted candidates that the second opinion could not read, where a false accept may hide. `overruled`: share of
    the accepted candidates read by the second opinion that it calls wrong. `accepted`: share of candidates that the
    run's verifier accepted. `wrong_rows`: estimated share of the accepted candidates that are wrong.
    """

    candidates: int
    left_out: int
    agree: int
    disagreements: list[Second]
    unread: list[Second]
    agreement: Rate | None
    overruled: Rate | None
    accepted: Rate | None
    wrong_rows: Rate | None
    ours_unverified: int
    theirs_unverified: dict[str, int]
    references: int
    not_planted: list[str]
    false_accepts: PlantedTally
    false_rejects: PlantedTally


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
    return _report(seconds, left_out, len(references), not_planted, accepts.tally(), rejects.tally())


def _report(
    seconds: list[Second],
    left_out: int,
    references: int,
    not_planted: list[str],
    accepts: PlantedTally,
    rejects: PlantedTally,
) -> AuditReport:
    decided = [one for one in seconds if "unverified" not in {one.ours, one.theirs}]
    accepted = _share(seconds, lambda one: one.ours == "correct")
    return AuditReport(
        candidates=len(seconds),
        left_out=left_out,
        agree=sum(one.ours == one.theirs for one in decided),
        disagreements=[one for one in decided if one.ours != one.theirs],
        unread=[one for one in seconds if one.ours == "correct" and one.theirs == "unverified"],
        agreement=_share(decided, lambda one: one.ours == one.theirs),
        overruled=_share(
            [one for one in decided if one.ours == "correct"], lambda one: one.theirs == "incorrect"
        ),
        accepted=accepted,
        wrong_rows=wrong_rows(accepted, accepts.rate, rejects.rate),
        ours_unverified=sum(one.ours == "unverified" for one in seconds),
        theirs_unverified=dict(Counter(one.fault for one in seconds if one.theirs == "unverified")),
        references=references,
        not_planted=not_planted,
        false_accepts=accepts,
        false_rejects=rejects,
    )


def _share(seconds: list[Second], holds: Callable[[Second], bool]) -> Rate | None:
    """The share of candidates for which `holds` is true, with families as clusters; None where there are none."""
    return stats.clustered([float(holds(one)) for one in seconds], [one.family for one in seconds])


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
