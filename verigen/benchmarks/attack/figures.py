"""Figures of an attack: the drop by kind, with its interval over families, and the failures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.benchmarks.attack.make import UNCHANGED
from verigen.benchmarks.paired import Difference, difference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem

LEVEL = 0.05  # of all kinds together


@dataclass(frozen=True, slots=True, kw_only=True)
class KindFigures:
    """One kind of attack: pass rates of the same problems unchanged and attacked, and the difference (attacked - unchanged).

    `adjusted`: p after Holm's correction over all kinds; `found`: it is below 0.05 and the rate falls. `undecided`: share
    of the attacked candidates without a verdict.
    """

    kind: str
    problems: int
    unchanged: float
    attacked: float
    difference: Difference
    adjusted: float | None
    found: bool
    undecided: float
    failures: int


class Tried(NamedTuple):
    """A problem with its number of samples, of correct and of undecided ones."""

    problem: Problem
    n: int
    correct: int
    undecided: int

    @property
    def rate(self) -> float:
        return self.correct / self.n


@dataclass(frozen=True, slots=True, kw_only=True)
class AttackReport:
    """All kinds, the largest drop first; `failures` are attacked problems that fail although the unchanged one is solved."""

    kinds: list[KindFigures]
    failures: list[Problem]
    unfinished: int


def tried(graded: Iterable[Sequence[Graded]], n: int) -> list[Tried]:
    """The problems with at least n samples."""
    found = []
    for group in graded:
        if len(group) >= n:
            outcomes = [each.verdict.outcome for each in group[:n]]
            found.append(Tried(group[0].problem, n, outcomes.count("correct"), outcomes.count("unverified")))
    return found


def report(found: Sequence[Tried], unfinished: int = 0) -> AttackReport:
    """Pair every attacked problem with its unchanged one."""
    parents = {each.problem.id: each for each in found if "attack" not in each.problem.tags}
    groups: dict[str, list[tuple[Tried, Tried]]] = {}
    for each in found:
        kind, parent = (
            each.problem.tags.get("attack", UNCHANGED),
            parents.get(each.problem.source.parent or ""),
        )
        if kind != UNCHANGED and parent is not None:
            groups.setdefault(kind, []).append((parent, each))
    rows = [_figures(kind, pairs) for kind, pairs in groups.items()]
    rows = sorted(_adjusted(rows), key=lambda row: (row.difference.value, row.kind))
    failed = [each.problem for pairs in groups.values() for parent, each in pairs if _failed(parent, each)]
    return AttackReport(kinds=rows, failures=failed, unfinished=unfinished)


def _failed(parent: Tried, each: Tried) -> bool:
    """Most samples solve the unchanged problem, and no sample the attacked one; what is undecided proves nothing."""
    return 2 * parent.correct > parent.n and each.correct == each.undecided == 0


def _figures(kind: str, pairs: Sequence[tuple[Tried, Tried]]) -> KindFigures:
    return KindFigures(
        kind=kind,
        problems=len(pairs),
        unchanged=sum(parent.rate for parent, _ in pairs) / len(pairs),
        attacked=sum(each.rate for _, each in pairs) / len(pairs),
        difference=difference(
            [each.rate - parent.rate for parent, each in pairs],
            [parent.problem.family for parent, _ in pairs],
        ),
        adjusted=None,
        found=False,
        undecided=sum(each.undecided for _, each in pairs) / sum(each.n for _, each in pairs),
        failures=sum(_failed(*pair) for pair in pairs),
    )


def _adjusted(rows: Sequence[KindFigures]) -> list[KindFigures]:
    """Holm's step-down (1979): the smallest p times the number of kinds, the next times one less, never falling."""
    from dataclasses import replace

    known = sorted(
        (row for row in rows if row.difference.p is not None), key=lambda row: row.difference.p or 0.0
    )
    told, worst = {}, 0.0
    for place, row in enumerate(known):
        worst = max(worst, min(1.0, (row.difference.p or 0.0) * (len(known) - place)))
        told[row.kind] = worst
    return [
        replace(
            row,
            adjusted=told.get(row.kind),
            found=told.get(row.kind, 1.0) < LEVEL and row.difference.value < 0,
        )
        for row in rows
    ]


def lines(report: AttackReport) -> list[str]:
    """The table."""
    shown = [
        f"{'kind':22}{'problems':>9}{'unchanged':>11}{'attacked':>10}   {'difference (95 %)':26}{'p (Holm)':>9}{'failures':>10}"
    ]
    for row in report.kinds:
        span = (
            ""
            if row.difference.low is None or row.difference.high is None
            else f" ({100 * row.difference.low:+.1f} to {100 * row.difference.high:+.1f})"
        )
        p = "" if row.adjusted is None else f"{row.adjusted:.3f}"
        change = f"{100 * row.difference.value:+.1f}{span}"
        mark = "  a weakness" if row.found else ""
        shown.append(
            f"{row.kind:22}{row.problems:>9}{100 * row.unchanged:>10.1f}%{100 * row.attacked:>9.1f}%   {change:26}{p:>9}{row.failures:>10}{mark}"
        )
    if report.unfinished:
        shown.append(f"{report.unfinished} problems have not all their samples yet and are left out")
    return shown
