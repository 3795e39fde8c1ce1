"""Reads a judge's decision from the last line that states one; it never guesses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verigen.core import traces

if TYPE_CHECKING:
    from verigen.core.types import Completion
    from verigen.grading.judge.rubric import Scale

LOW, HIGH = 1.0, 10.0
_DECOR = r"[\s*_`\[\]()<>]*"
_SCORE = re.compile(rf"{_DECOR}(?:final\s+)?score{_DECOR}[:=]{_DECOR}(.*)", re.IGNORECASE)
_NUMBER = re.compile(rf"(\d+(?:\.\d+)?){_DECOR}(?:/{_DECOR}10{_DECOR})?\.?{_DECOR}")
_BETTER = re.compile(rf"{_DECOR}better{_DECOR}[:=]{_DECOR}(.*)", re.IGNORECASE)
_CHOICE = re.compile(rf"(?:solution\s+)?(A|B|tie){_DECOR}\.?{_DECOR}", re.IGNORECASE)
POINTS = {"a": 1.0, "b": 0.0, "tie": 0.5}


class JudgeReply(NamedTuple):
    """A judge's score; where it is None, `reason` says why."""

    score: float | None
    reason: str = ""


def read(completion: Completion, scale: Scale) -> JudgeReply:
    """The score in a reply; in a comparison 1 for the first, 0 for the second.

    A truncated reply has no score, because it may hold half a number.
    """
    parts = traces.split(completion.text)
    if completion.finish != "stop" or not parts.closed:
        return JudgeReply(None, "cut")
    return _score(parts.reply) if scale == "10" else _choice(parts.reply)


def _score(reply: str) -> JudgeReply:
    number = _NUMBER.fullmatch(_last(_SCORE, reply))
    if number is None:
        return JudgeReply(None, "unparseable")
    score = float(number[1])
    return JudgeReply(score) if LOW <= score <= HIGH else JudgeReply(None, "out_of_range")


def _choice(reply: str) -> JudgeReply:
    choice = _CHOICE.fullmatch(_last(_BETTER, reply))
    return JudgeReply(POINTS[choice[1].lower()]) if choice else JudgeReply(None, "unparseable")


def _last(pattern: re.Pattern[str], reply: str) -> str:
    """The text after the label on the last line that has it; empty without one."""
    found = [match[1] for line in reply.splitlines() if (match := pattern.fullmatch(line))]
    return found[-1] if found else ""
