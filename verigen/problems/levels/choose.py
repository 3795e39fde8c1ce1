"""Chooses the problems of a run that become records: those in a range of difficulty, balanced over cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from verigen.core.errors import UserError
from verigen.problems.levels import balance, levels
from verigen.problems.levels.difficulty import SURE, Kept
from verigen.problems.levels.measure import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.problems.levels.difficulty import Range
    from verigen.problems.levels.measure import Measured, Measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOrder:
    """The user's order.

    `keys` name the cells (empty: all problems are chosen), `teacher` is the one whose pass rates are used.
    """

    difficulty: Range | None
    keys: Sequence[str]
    limit: int | None
    teacher: str | None


class Chosen(NamedTuple):
    """The ids of the chosen problems, and the lines to print about the choice."""

    ids: frozenset[str]
    told: list[str]

    def over(self, groups: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
        return (graded for graded in groups if graded[0].problem.id in self.ids)


def choose(run: Path, wanted: SelectionOrder) -> Chosen:
    """Choose problems of a run. Raises UserError if nothing is left.

    Cells are balanced over problems with a correct candidate: the others give no SFT record.
    """
    found = measure([run], wanted.teacher)
    inside, told = _inside(found, wanted.difficulty)
    if not inside:
        raise UserError(
            f"none of the {len(found.measured)} problems measured in {run} has a pass rate in {wanted.difficulty} with a "
            f"chance above {SURE:g}; more samples per problem, or a wider range, find some"
        )
    if not wanted.keys:
        return Chosen(frozenset(each.problem.id for each in inside), told)
    solved = [levels.tagged(each, found) for each in inside if any(s.correct for s in each.samples)]
    chosen = balance.balance(solved, wanted.keys, wanted.limit)
    told += [
        f"balanced by {','.join(wanted.keys)}: {len(chosen.problems)} of {len(solved)} problems with a correct candidate",
        *balance.lines(chosen, wanted.keys),
    ]
    return Chosen(frozenset(problem.id for problem in chosen.problems), told)


def _inside(found: Measurement, wanted: Range | None) -> tuple[list[Measured], list[str]]:
    if wanted is None:
        return found.measured, []
    count = Kept(wanted=wanted, unmeasured=found.unsettled + found.undecided + found.failed)
    inside = [each for each in found.measured if count.takes(wanted.chance(found.posterior(each)))]
    return inside, [str(count)]
