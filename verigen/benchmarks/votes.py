"""Counts the answers of a problem's samples as votes; 0.5 and 1/2 are the same answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.answers import contained
from verigen.core.offers import FinalAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded
    from verigen.core.types import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Number of samples with the right answer, with each wrong answer (most first), and without a vote."""

    right: int
    others: tuple[int, ...]
    silent: int


def votes(graded: Sequence[Graded]) -> Votes | None:
    """Count a problem's answers; None where answers can't be counted, such as programs.

    A candidate votes under the same rule as in a majority vote: it ended, and it has one answer marked as final.
    Answers that the verifier accepts are one answer; the domain compares the others with each other. An undecided
    answer votes for itself.
    """
    problem = graded[0].problem
    domain = domains.named(problem.domain)
    if not isinstance(domain, FinalAnswers):
        return None
    asked = contained(domain)
    if asked.answer(problem) is None:
        return None
    voices = [
        (item.verdict.outcome, answer) for item in graded if (answer := asked.stated(item.candidate).answer)
    ]
    groups = _groups([said for outcome, said in voices if outcome != "correct"], asked, problem)
    return Votes(
        right=sum(outcome == "correct" for outcome, _ in voices),
        others=tuple(sorted(map(len, groups), reverse=True)),
        silent=len(graded) - len(voices),
    )


def _groups(answers: list[str], domain: FinalAnswers, problem: Problem) -> list[list[str]]:
    """Groups of equal answers; an unreadable answer forms its own group."""
    groups: list[list[str]] = []
    for answer in answers:
        home = next((one for one in groups if domain.same(one[0], answer, problem) == "correct"), None)
        if home is None:
            groups.append([answer])
        else:
            home.append(answer)
    return groups
