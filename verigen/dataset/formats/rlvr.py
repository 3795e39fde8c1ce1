"""Records for reinforcement learning with verifiable rewards: a prompt and what its reward needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core import domains, problems
from verigen.core.offers import FinalAnswers, Poses
from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Rlvr:
    """One record per problem with a decided candidate; `problem_row` is all that verigen.rewards needs.

    `pass_rate` is the teacher's share of correct candidates among the decided ones, and `difficulty` what it
    lacks to 1: problems at either end teach a policy nothing (DAPO, arXiv:2503.14476, leaves them out). A problem whose
    candidates pose others has none: the format `problems` writes those, and a run on them has their rates.
    """

    folder: str = "rlvr"

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        decided = [g for g in graded if g.verdict.outcome != "unverified"]
        if decided and not _posing(decided[0]):
            yield self._row(decided)

    def _row(self, decided: Sequence[Graded]) -> dict[str, Any]:
        first = decided[0]
        rate = sum(g.verdict.outcome == "correct" for g in decided) / len(decided)
        messages, tools = lineage.shown(first)
        return {
            "id": f"rlvr/{first.problem.id}",
            "prompt": messages[: lineage.asked(messages)],
            "problem_row": problems.encode(first.problem).decode(),
            "reference": _stated(first.problem),
            "pass_rate": round(rate, 4),
            "difficulty": round(1 - rate, 4),
            "candidates": len(decided),
            **({"tools": tools} if tools else {}),
            **lineage.columns(first),
        }


def _posing(item: Graded) -> bool:
    domain = domains.named(item.problem.domain)
    return isinstance(domain, Poses) and domain.poses(item.problem)


def _stated(problem: Problem) -> str:
    """The final answer, or the reference as JSON text in a domain whose references are more than one."""
    domain = domains.named(problem.domain)
    answer = domain.answer(problem) if isinstance(domain, FinalAnswers) else None
    return answer if answer is not None else msgspec.json.encode(problem.reference).decode()
