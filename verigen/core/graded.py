"""A graded candidate: what filters, measures and formats see."""

from __future__ import annotations

from dataclasses import dataclass

from verigen.core.turns import Turn
from verigen.core.types import Candidate, Problem, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTally:
    """Outcomes of the rollouts that went on from the candidate's text up to the offset `end`."""

    end: int
    correct: int
    incorrect: int
    unverified: int
    tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A candidate with its problem and verdict.

    `turns` is empty unless its conversation had more than one turn. `steps`: what `verigen steps` found, in order.
    `said_by` is None but for a filter that is shown an earlier message of a conversation: that message's role. The
    candidate's text is the message then.
    """

    problem: Problem
    candidate: Candidate
    verdict: Verdict
    turns: tuple[Turn, ...] = ()
    steps: tuple[StepTally, ...] = ()
    said_by: str | None = None
