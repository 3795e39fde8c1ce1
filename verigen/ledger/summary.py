"""Summarizes a run from its ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import boundary, domains, stats
from verigen.core.errors import PartFailed
from verigen.core.offers import Remarking
from verigen.core.standing import evidence
from verigen.ledger import runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from verigen.core.graded import Graded
    from verigen.core.standing import Evidence
    from verigen.core.stats import Rate
    from verigen.ledger.ledger import Ledger
    from verigen.ledger.runs import GoalSettings
    from verigen.ledger.tables import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The figures of a run.

    Pass rates are computed as in `verigen bench`: over settled problems, undecided candidates count as not
    correct, and families are the clusters. The `bound` of a rate is its value if all undecided candidates
    were correct. `measured` is the number of problems behind `pass_1`; `never` counts the accepted problems
    without any candidate. If a goal stopped problems early, `pass_1` is the unbiased estimate under that goal
    and `pass_n` is None; otherwise `pass_n` is pass@n. `given_up`: the estimated share of the problems within
    the goal's reach that it gave up. `settled` counts problems by what ended them, `aborted` the requests
    that were stopped because of that, `wasted` their tokens. `finished` of the `wanted` problems are done.
    `queue_ms`: mean time that a candidate waited for a grader. `cost`: in dollars, if prices are known.
    `evidence`: what supports the verdicts; if it is not a proof, rates and outcomes are those of agreement or
    of opinions.
    """

    evidence: Evidence
    problems: int
    refused: int
    measured: int
    never: int
    finished: int
    wanted: int
    candidates: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    truncated: int
    tokens: int
    pass_1: Rate | None
    pass_1_bound: float | None
    pass_n: Rate | None
    pass_n_bound: float | None
    n: int
    given_up: float | None
    settled: dict[str, int]
    aborted: int
    wasted: int
    restarts: int
    cost: float | None
    tokens_per_s: float | None
    idle: float | None
    filled: float | None
    queue_ms: float | None
    wall_s: float
    remarks: dict[str, int] = field(default_factory=dict)


def unfinished(finished: int, wanted: int) -> str | None:
    """A warning for readers of the figures of an unfinished run; None if the run has ended."""
    return f"{finished:,} of {wanted:,} problems settled" if finished < wanted else None


def judged(reasons: Mapping[str, int]) -> str | None:
    """What a fallback judge decided, for readers; None if it decided nothing."""
    right, wrong = (
        reasons.get(f"{name}: judged_{said}", 0)
        for name, said in (("correct", "same"), ("incorrect", "different"))
    )
    return f"{right} as right and {wrong} as wrong, opinions and no proofs" if right or wrong else None


class _Score(NamedTuple):
    """Counts of one problem's candidates."""

    family: str
    correct: int
    unverified: int
    n: int


class Count:
    """Counts graded candidates while they stream to the formats."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._scores: list[_Score] = []
        self._truncated = self._tokens = 0

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        for graded in groups:
            outcomes = Counter(g.verdict.outcome for g in graded)
            self._outcomes += outcomes
            self._reasons.update(f"{g.verdict.outcome}: {g.verdict.reason}" for g in graded)
            self._remarks.update(word for g in graded for word in remarks(g))
            self._truncated += sum(g.candidate.finish == "length" for g in graded)
            self._tokens += sum(g.candidate.tokens for g in graded)
            family = graded[0].problem.family
            self._scores.append(_Score(family, outcomes["correct"], outcomes["unverified"], len(graded)))
            yield graded

    def summary(
        self, ledger: Ledger, goal: GoalSettings, cost: float | None, given_up: float | None
    ) -> Summary:
        n, fixed = goal.max, goal.kind == "n"
        accepted, refused = ledger.sizes()
        full = [score for score in self._scores if score.n >= n] if fixed else []
        ones = [_at(score, 1) for score in full] if fixed else list(ledger.rates(goal.name))
        pass_1, bound_1 = _rate(ones)
        pass_n, bound_n = _rate([_at(score, n) for score in full])
        finished, wanted = runs.progress(ledger)
        return Summary(
            evidence=evidence(ledger.meta("verifier") or ""),
            problems=accepted,
            refused=refused,
            measured=len(ones),
            never=accepted - len(self._scores),
            finished=finished,
            wanted=wanted,
            candidates=self._outcomes.total(),
            outcomes={name: self._outcomes[name] for name in ("correct", "incorrect", "unverified")},
            reasons=dict(self._reasons.most_common()),
            truncated=self._truncated,
            tokens=self._tokens,
            pass_1=pass_1,
            pass_1_bound=bound_1,
            pass_n=pass_n,
            pass_n_bound=bound_n,
            n=n,
            given_up=given_up,
            settled=dict(ledger.kinds(goal.name)),
            cost=cost,
            remarks=dict(self._remarks.most_common()),
            **_pace(ledger.sessions()),
        )


def remarks(item: Graded) -> Sequence[str]:
    """What went wrong in a candidate's conversation, by the words of its domain; empty for one without turns."""
    if not item.turns:
        return ()
    domain = domains.named(item.problem.domain)
    if not isinstance(domain, Remarking):
        return ()
    who = boundary.label("domain", item.problem.domain, domain)
    try:
        return boundary.attempt(
            who, lambda: [str(each) for each in domain.remarks(item)], boundary.deadline_of(domain)
        )
    except PartFailed:
        return ("domain_failed",)


def _at(score: _Score, k: int) -> tuple[str, float, float]:
    """Family, pass@k and its bound."""
    possible = score.correct + score.unverified
    return (
        score.family,
        stats.pass_at_k(score.n, score.correct, k),
        stats.pass_at_k(score.n, possible, k),
    )


def _rate(values: Sequence[tuple[str, float, float]]) -> tuple[Rate | None, float | None]:
    """The rate clustered by family, and the mean of the bounds."""
    rate = stats.clustered([value for _, value, _ in values], [family for family, _, _ in values])
    return rate, sum(bound for _, _, bound in values) / len(values) if values else None


def _pace(sessions: Sequence[SessionRow]) -> Any:
    """Totals over all sessions; rates of time are None if nothing was drawn."""
    wall = sum(s.wall_s for s in sessions)
    graded = sum(s.graded for s in sessions)
    counts = {
        "wall_s": wall,
        **{name: sum(getattr(s, name) for s in sessions) for name in ("aborted", "wasted", "restarts")},
    }
    shares = {
        "idle": sum(s.idle_s for s in sessions) / wall if wall else None,
        "filled": sum(s.filled * s.wall_s for s in sessions) / wall if wall else None,
        "tokens_per_s": sum(s.tokens for s in sessions) / wall if wall else None,
        "queue_ms": 1000 * sum(s.queue_s for s in sessions) / graded if graded else None,
    }
    return {**counts, **shares}
