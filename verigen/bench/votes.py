"""The answers of a problem's samples as votes: 0.5 and 1/2 are one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.types import MathReference
from verigen.verifiers.majority import voice
from verigen.verifiers.symbolic import compare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Graded


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Samples with the right answer, those behind each wrong one (most first), and those that don't vote."""

    right: int
    others: tuple[int, ...]
    silent: int


def votes(graded: Sequence[Graded]) -> Votes | None:
    """Count a maths problem's answers; None where answers can't be counted, as of programs.

    Who votes is settled as in a majority: one answer, marked as final, of a candidate that ended. What the verifier
    held equal to the reference is one answer; the others are held against each other by the same comparison. An
    undecided answer votes, for itself.
    """
    if not isinstance(graded[0].problem.reference, MathReference):
        return None
    voices = [(item.verdict.outcome, answer) for item in graded if (answer := voice(item.candidate).answer)]
    groups = _groups([said for outcome, said in voices if outcome != "correct"], graded[0].problem.reference)
    return Votes(
        right=sum(outcome == "correct" for outcome, _ in voices),
        others=tuple(sorted(map(len, groups), reverse=True)),
        silent=len(graded) - len(voices),
    )


def _groups(answers: list[str], reference: MathReference) -> list[list[str]]:
    groups: list[list[str]] = []
    for answer in answers:
        home = next((group for group in groups if _same(group[0], answer, reference)), None)
        if home is None:
            groups.append([answer])
        else:
            home.append(answer)
    return groups


def _same(one: str, two: str, reference: MathReference) -> bool:
    """An answer that can't be read equals only its own text."""
    try:
        verdict = compare(one, two, tolerance=reference.tolerance, options=reference.options)
    except ReferenceFault:
        return False
    return verdict.outcome == "correct"
