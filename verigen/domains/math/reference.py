"""The reference of a maths problem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MathReference:
    """A final answer in LaTeX or plain maths.

    `tolerance` is a relative error, for problems that ask for an approximate answer; `options` are the
    texts behind the letters of a multiple choice; `solution` is a worked one, as its source writes it.
    """

    answer: str
    tolerance: float | None = None
    options: dict[str, str] | None = None
    solution: str | None = None
