"""The answers of a problem's samples as votes: 0.5 and 1/2 are one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.offers import FinalAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Graded, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Samples with the right answer, those behind each wrong one (most first), and those that don't vote."""

    right: int
    others: tuple[int, ...]
    silent: int


def votes(graded: Sequence[Graded]) -> Votes | None:
    """Count a problem's answers; None where answers can't be counted, as of programs.

    Who votes is settled as in a majority: one answer, marked as final, of a candidate that ended. What the verifier
    held equal to the reference is one answer; the others are held against each other by the same comparison. An
    undecided answer votes, for itself.
    """
    problem = graded[0].problem
    domain = domains.named(problem.domain)
    if not isinstance(domain, FinalAnswers) or domain.answer(problem) is None:
        return None
    voices = [
        (item.verdict.outcome, answer) for item in graded if (answer := domain.stated(item.candidate).answer)
    ]
    groups = _groups([said for outcome, said in voices if outcome != "correct"], domain, problem)
    return Votes(
        right=sum(outcome == "correct" for outcome, _ in voices),
        others=tuple(sorted(map(len, groups), reverse=True)),
        silent=len(graded) - len(voices),
    )


def _groups(answers: list[str], domain: FinalAnswers, problem: Problem) -> list[list[str]]:
    """An answer that can't be read equals nothing else."""
    groups: list[list[str]] = []
    for answer in answers:
        home = next((one for one in groups if domain.same(one[0], answer, problem) == "correct"), None)
        if home is None:
            groups.append([answer])
        else:
            home.append(answer)
    return groups
