"""Summarizes a run from its ledger."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verigen.core import boundary, domains, stats
from verigen.core.errors import PartFailed
from verigen.core.offers import Remarking
from verigen.core.shares import FamilyShares, family_key
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

NAMED = 3  # conversations that outgrew the context


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
    of opinions. `outgrown`: the first conversations that the teacher's context could not hold, by their ids.
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
    outgrown: tuple[str, ...] = ()


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


class Count:
    """Counts graded candidates while they stream to the formats."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._remarks: Counter[str] = Counter()
        self._families = array("Q")
        self._right, self._open, self._sizes = array("I"), array("I"), array("I")
        self._truncated = self._tokens = 0
        self._outgrown: list[str] = []

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        for graded in groups:
            outcomes = Counter(g.verdict.outcome for g in graded)
            self._outcomes += outcomes
            self._reasons.update(f"{g.verdict.outcome}: {g.verdict.reason}" for g in graded)
            self._remarks.update(word for g in graded for word in remarks(g))
            self._truncated += sum(g.candidate.finish == "length" for g in graded)
            if len(self._outgrown) < NAMED:
                self._outgrown += [g.candidate.id for g in graded if g.candidate.finish == "context"]
            self._tokens += sum(g.candidate.tokens for g in graded)
            self._families.append(family_key(graded[0].problem.family))
            self._right.append(outcomes["correct"])
            self._open.append(outcomes["unverified"])
            self._sizes.append(len(graded))
            yield graded

    def _at(self, k: int, least: int) -> _PassRates:
        """pass@k of the problems with at least `least` candidates."""
        rows = zip(self._families, self._sizes, self._right, self._open, strict=True)
        return _PassRates(
            (family, stats.pass_at_k(n, right, k), stats.pass_at_k(n, right + undecided, k))
            for family, n, right, undecided in rows
            if n >= least
        )

    def summary(
        self, ledger: Ledger, goal: GoalSettings, cost: float | None, given_up: float | None
    ) -> Summary:
        n, fixed = goal.max, goal.kind == "n"
        accepted, refused = ledger.sizes()
        ones = self._at(1, n) if fixed else _PassRates(ledger.rates(goal.name))
        full = self._at(n, n) if fixed else _PassRates(())
        finished, wanted = runs.progress(ledger)
        return Summary(
            evidence=evidence(ledger.meta("verifier") or ""),
            problems=accepted,
            refused=refused,
            measured=len(ones.rates),
            never=accepted - len(self._sizes),
            finished=finished,
            wanted=wanted,
            candidates=self._outcomes.total(),
            outcomes={name: self._outcomes[name] for name in ("correct", "incorrect", "unverified")},
            reasons=dict(self._reasons.most_common()),
            truncated=self._truncated,
            tokens=self._tokens,
            pass_1=ones.rates.rate(),
            pass_1_bound=ones.bounds.mean(),
            pass_n=full.rates.rate(),
            pass_n_bound=full.bounds.mean(),
            n=n,
            given_up=given_up,
            settled=dict(ledger.kinds(goal.name)),
            cost=cost,
            remarks=dict(self._remarks.most_common()),
            outgrown=tuple(self._outgrown[:NAMED]),
            **_pace(ledger.sessions()),
        )


def remarks(item: Graded) -> Sequence[str]:
    """What went wrong in a candidate's conversation, by the words of its domain; empty for one without turns."""
    if not item.turns:
        return ()
    full = ["context_full"] if item.candidate.finish == "context" else []
    return [*_of_domain(item), *full]


def _of_domain(item: Graded) -> Sequence[str]:
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


class _PassRates:
    """Pass rates of problems, and their bounds if every undecided candidate were correct."""

    def __init__(self, values: Iterable[tuple[str | int, float, float]]) -> None:
        self.rates, self.bounds = FamilyShares(), FamilyShares()
        for family, rate, bound in values:
            key = family_key(family) if isinstance(family, str) else family
            self.rates.add(key, rate)
            self.bounds.add(key, bound)


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
