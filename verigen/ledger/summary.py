"""What came of a run, from its ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core import stats
from verigen.ledger import runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verigen.core.stats import Rate
    from verigen.core.types import Graded
    from verigen.ledger.ledger import Ledger
    from verigen.ledger.tables import SessionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Rates are over decided candidates: what the verifier could not decide is counted apart.

    Where a goal stopped problems early, `pass_1` is the unbiased estimate under that goal, and `pass_n` is None;
    else `pass_n` is pass@n for `n` decided candidates a problem, over the problems that have as many. The run
    has `finished` so many of the problems `wanted` from it. `settled` counts problems by what ended them, `aborted` requests that were stopped because of it, `wasted` their
    tokens. `queue_ms`: what a
    candidate waited for a grader on average. `cost` in dollars, where prices are known.
    """

    problems: int
    refused: int
    finished: int
    wanted: int
    candidates: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    truncated: int
    tokens: int
    pass_1: Rate | None
    pass_n: Rate | None
    n: int
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


def unfinished(finished: int, wanted: int) -> str | None:
    """What a reader of its figures must know of a run that has not ended; None where it has."""
    return f"{finished:,} of {wanted:,} problems settled" if finished < wanted else None


class Count:
    """Counts graded candidates as they pass on their way to the formats."""

    def __init__(self) -> None:
        self._outcomes: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._scores: Counter[tuple[int, int]] = Counter()
        self._truncated = self._tokens = 0

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        for graded in groups:
            self._outcomes.update(g.verdict.outcome for g in graded)
            self._reasons.update(f"{g.verdict.outcome}: {g.verdict.reason}" for g in graded)
            self._truncated += sum(g.candidate.finish == "length" for g in graded)
            self._tokens += sum(g.candidate.tokens for g in graded)
            self._scores[_score(graded)] += 1
            yield graded

    def summary(self, ledger: Ledger, n: int, cost: float | None) -> Summary:
        goal = ledger.meta("goal") or ""
        settled = ledger.kinds(goal)
        fixed = goal.startswith("n:")
        accepted, refused = ledger.sizes()
        finished, wanted = runs.progress(ledger)
        scores = [(right, of) for (right, of), count in self._scores.items() for _ in range(count)]
        rates = [right / of for right, of in scores if of] if fixed else ledger.rates(goal)
        full = [stats.pass_at_k(of, right, n) for right, of in scores if of >= n] if fixed else []
        return Summary(
            problems=accepted,
            refused=refused,
            finished=finished,
            wanted=wanted,
            candidates=self._outcomes.total(),
            outcomes={name: self._outcomes[name] for name in ("correct", "incorrect", "unverified")},
            reasons=dict(self._reasons.most_common()),
            truncated=self._truncated,
            tokens=self._tokens,
            pass_1=stats.clustered(rates),
            pass_n=stats.clustered(full),
            n=n,
            settled=dict(settled),
            cost=cost,
            **_pace(ledger.sessions()),
        )


def _score(graded: Iterable[Graded]) -> tuple[int, int]:
    """How many are correct, of how many that were decided."""
    decided = [g.verdict.outcome == "correct" for g in graded if g.verdict.outcome != "unverified"]
    return sum(decided), len(decided)


def _pace(sessions: Sequence[SessionRow]) -> Any:
    """Over all sessions; the figures of an engine's time are None where nothing was drawn."""
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
