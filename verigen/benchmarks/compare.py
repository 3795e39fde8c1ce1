"""Compares two runs on the problems that both have."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from verigen.benchmarks.measure import GROUPINGS
from verigen.benchmarks.paired import Difference, Pair, Resolution, difference, resolution
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.benchmarks.measure import BenchReport, ProblemScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One run of a comparison; `pass_1` is its mean over the compared problems, 0 to 1."""

    teacher: str
    prompt: str
    pass_1: float
    samples: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunComparison:
    """The comparison of run A with run B.

    `pass_1`: B minus A, paired by problem. `left_out`: number of problems that only one run has. `by`: differences by
    tag, then by the tag's value. `resolution`: the smallest difference that such a comparison can show; None below
    two families.
    """

    suite: str
    a: Side
    b: Side
    problems: int
    left_out: int
    pass_1: Difference
    resolution: Resolution | None
    by: dict[str, dict[str, Difference]]


def compare(a: BenchReport, b: BenchReport) -> RunComparison:
    """Compare two reports.

    Raises UserError where they share no problem, or where one id stands for different problems.
    """
    both = _both(a, b)
    return RunComparison(
        suite=PurePath(b.settings.bank).stem,
        a=_side(a, [one for one, _ in both]),
        b=_side(b, [two for _, two in both]),
        problems=len(both),
        left_out=len(a.scores) + len(b.scores) - 2 * len(both),
        pass_1=_difference(both),
        resolution=resolution([_pair(one, two) for one, two in both], [one.family for one, _ in both]),
        by={tag: grouped for tag in GROUPINGS if (grouped := _by(tag, both))},
    )


def _both(a: BenchReport, b: BenchReport) -> list[tuple[ProblemScore, ProblemScore]]:
    known = {score.problem: score for score in b.scores}
    both = [(score, known[score.problem]) for score in a.scores if score.problem in known]
    if not both:
        raise UserError("the two runs share no problem; compare runs of one suite")
    for one, two in both:
        if one.digest != two.digest:
            raise UserError(f"{one.problem} is not the same problem in the two runs; run both on one version")
    return both


def _side(report: BenchReport, scores: Sequence[ProblemScore]) -> Side:
    return Side(
        teacher=report.settings.drawn_by,
        prompt=report.prompt,
        pass_1=sum(each.correct / each.n for each in scores) / len(scores),
        samples=sum(each.n for each in scores),
    )


def _pair(one: ProblemScore, two: ProblemScore) -> Pair:
    return Pair(one.correct, one.n, two.correct, two.n)


def _difference(both: Sequence[tuple[ProblemScore, ProblemScore]]) -> Difference:
    return difference([_pair(one, two).difference for one, two in both], [one.family for one, _ in both])


def _by(tag: str, both: Sequence[tuple[ProblemScore, ProblemScore]]) -> dict[str, Difference]:
    values = sorted({one.tags[tag] for one, _ in both if tag in one.tags})
    return {value: _difference([p for p in both if p[0].tags.get(tag) == value]) for value in values}
