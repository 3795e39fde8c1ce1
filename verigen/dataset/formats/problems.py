"""Writes problems in verigen's own form, as a bank for further runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from verigen.core import domains, problems
from verigen.core.offers import Poses
from verigen.dataset.formats import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRecords:
    """The problem of each group that has a correct candidate; or the problems that its correct candidates pose.

    The rows are a bank: `verigen sample --bank RUN/problems/train.jsonl`.
    """

    folder: str = "problems"
    columnar: ClassVar = False  # references differ from row to row

    def rows(self, graded: Sequence[Graded]) -> Iterator[dict[str, Any]]:
        right = [g for g in graded if g.verdict.outcome == "correct" and lineage.finished(g)]
        if not right:
            return
        domain = domains.named(right[0].problem.domain)
        if not (isinstance(domain, Poses) and domain.poses(right[0].problem)):
            yield _row(right[0], right[0].problem)
            return
        for each in lineage.distinct(right):
            if (posed := domain.posed(each)) is not None:
                yield _row(each, posed)


def _row(item: Graded, problem: Problem) -> dict[str, Any]:
    """The problem, with the columns of a record beside it."""
    own = msgspec.json.decode(problems.encode(problem))
    return {**lineage.columns(item), **own}
