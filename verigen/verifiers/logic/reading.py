"""What a region says: an answer, or why it gives none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trouble = Literal["", "nothing", "incomplete", "contradictory"]
Said = str | tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AnswerReading:
    """`answer` in the canonical form of its shape, which is compared with the reference's; None with a trouble."""

    answer: Said | None
    trouble: Trouble = ""


NOTHING = AnswerReading(None, "nothing")
INCOMPLETE = AnswerReading(None, "incomplete")
CONTRADICTORY = AnswerReading(None, "contradictory")
QUOTED = AnswerReading(None, "contradictory")  # a contradiction only with what somebody is quoted to say
