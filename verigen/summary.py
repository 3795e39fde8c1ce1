"""What came of a run, from its ledger."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen import stats

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.ledger import Ledger
    from verigen.stats import Rate
    from verigen.types import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Rates are over decided candidates: what the verifier could not decide is counted apart.

    `pass_n` is pass@n for `n` decided candidates a problem, over the problems that have as many.
    """

    problems: int
    refused: int
    candidates: int
    outcomes: dict[str, int]
    reasons: dict[str, int]
    truncated: int
    tokens: int
    pass_1: Rate | None
    pass_n: Rate | None
    n: int
    tokens_per_s: float | None
    idle: float | None
    filled: float | None
    wall_s: float


def summarise(ledger: Ledger, n: int) -> Summary:
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    truncated = tokens = 0
    scores: list[tuple[int, int]] = []
    for graded in ledger.graded():
        outcomes.update(g.verdict.outcome for g in graded)
        reasons.update(f"{g.verdict.outcome}: {g.verdict.reason}" for g in graded)
        truncated += sum(g.candidate.finish == "length" for g in graded)
        tokens += sum(g.candidate.tokens for g in graded)
        scores.append(_score(graded))
    refused = [reason is not None for _, reason in ledger.problems()]
    wall, idle, filled, rate = _pace(ledger)
    return Summary(
        problems=len(refused) - sum(refused),
        refused=sum(refused),
        candidates=outcomes.total(),
        outcomes={name: outcomes[name] for name in ("correct", "incorrect", "unverified")},
        reasons=dict(reasons.most_common()),
        truncated=truncated,
        tokens=tokens,
        pass_1=stats.clustered([right / of for right, of in scores if of]),
        pass_n=stats.clustered([stats.pass_at_k(of, right, n) for right, of in scores if of >= n]),
        n=n,
        tokens_per_s=rate,
        idle=idle,
        filled=filled,
        wall_s=wall,
    )


def _score(graded: Iterable[Graded]) -> tuple[int, int]:
    """How many are correct, of how many that were decided."""
    decided = [g.verdict.outcome == "correct" for g in graded if g.verdict.outcome != "unverified"]
    return sum(decided), len(decided)


def _pace(ledger: Ledger) -> tuple[float, float | None, float | None, float | None]:
    """Seconds, share idle, mean share of places filled and tokens/s, over all sessions."""
    sessions = ledger.sessions()
    wall = sum(s.wall_s for s in sessions)
    if wall <= 0:
        return 0.0, None, None, None
    filled = sum(s.filled * s.wall_s for s in sessions) / wall
    return wall, sum(s.idle_s for s in sessions) / wall, filled, sum(s.tokens for s in sessions) / wall


def licences(ledger: Ledger) -> Sequence[str]:
    return sorted({problem.source.licence for problem, refused in ledger.problems() if not refused})
