"""The answers of a problem's samples as votes: 0.5 and 1/2 are one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import domains
from verigen.core.offers import FinalAnswers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.types import Graded, Problem

NO_ANSWER = {"no_answer", "hedged"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """Samples with the right answer, those behind each wrong one (most first), and those that state none."""

    right: int
    others: tuple[int, ...]
    silent: int


def votes(graded: Sequence[Graded]) -> Votes | None:
    """Count a problem's answers; None where answers can't be counted, as of programs.

    What the verifier held equal to the reference is one answer; the others are held against each other by the
    same comparison. An undecided answer votes, for itself.
    """
    problem = graded[0].problem
    domain = domains.named(problem.domain)
    if not isinstance(domain, FinalAnswers) or domain.answer(problem) is None:
        return None
    right = sum(item.verdict.outcome == "correct" for item in graded)
    stated = [text for item in graded if (text := _wrong_answer(item))]
    groups = _groups(stated, domain, problem)
    return Votes(
        right=right,
        others=tuple(sorted(map(len, groups), reverse=True)),
        silent=len(graded) - right - len(stated),
    )


def _wrong_answer(item: Graded) -> str | None:
    if item.verdict.outcome == "correct" or item.verdict.reason in NO_ANSWER:
        return None
    return item.verdict.extracted


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
