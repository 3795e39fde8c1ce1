"""A verdict as a reward for `verifiers` and prime-rl environments (see `verigen env`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from verigen.rewards.score import Scorer

if TYPE_CHECKING:
    from verigen.rewards.truth import Truth


class UndecidedAnswer(Exception):  # noqa: N818 - reads as the finding it is
    """Raised by an environment's reward for an undecided answer.

    verifiers 0.4 records it as the trace's error, and prime-rl leaves traces with an error out.
    """


def judge(truth: Truth, text: str, executor: str = "local") -> float | None:
    """The reward of one text: 1, 0, or None if it must not train."""
    (found,) = _scorer(executor).score([truth], [text])
    return found.reward


@cache
def _scorer(executor: str) -> Scorer:
    return Scorer(executor=executor)
