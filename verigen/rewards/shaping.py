"""Optional terms of a reward, all off by default: a verdict alone is the hardest to game."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verigen.core import traces
from verigen.core.errors import UserError

if TYPE_CHECKING:
    from verigen.core.types import Verdict

WORDS = 4  # length of the word sequences that count as repetition


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaping:
    """Weights between 0 and 1.

    - `tests`: added for an incorrect program, times its share of passed tests.
    - `format`: subtracted if no answer was found behind the end of the thinking.
    - `length`: subtracted, times how far the text is over `target` tokens (all of it at twice the target).
    - `repetition`: subtracted, times the share of sequences of four words that came before.
    - `overlong`: texts of at least so many tokens are masked, since the limit cut them (DAPO, arXiv:2503.14476).

    Raises UserError for weights by which a wrong text could get more than a right one.
    """

    tests: float = 0.0
    format: float = 0.0
    length: float = 0.0
    repetition: float = 0.0
    target: int = 1024
    overlong: int | None = None

    def __post_init__(self) -> None:
        weights = {name: getattr(self, name) for name in ("tests", "format", "length", "repetition")}
        for name, weight in weights.items():
            if not 0 <= weight <= 1:
                raise UserError(f"the weight {name} is {weight}; give one between 0 and 1")
        if sum(weights.values()) >= 1:
            raise UserError(
                "with these weights a wrong text can get as much as a right one; keep the sum of tests, format, "
                "length and repetition below 1"
            )

    @property
    def plain(self) -> bool:
        return not (self.tests or self.format or self.length or self.repetition)

    def of(self, base: float, text: str, verdict: Verdict, tokens: int, passed: float) -> float:
        """The shaped reward; `base` is 1 or 0, `passed` the share of passed tests."""
        made = base
        if base == 0.0:
            made += self.tests * passed
        if self.format and not formed(text, verdict):
            made -= self.format
        if self.length:
            made -= self.length * min(1.0, max(0.0, tokens / self.target - 1))
        if self.repetition:
            made -= self.repetition * repeated(text)
        return made

    def too_long(self, tokens: int) -> bool:
        return self.overlong is not None and tokens >= self.overlong


def formed(text: str, verdict: Verdict) -> bool:
    """Whether the thinking has ended and an answer was found behind it."""
    return verdict.extracted is not None and traces.finished(text, "stop")


def repeated(text: str) -> float:
    """The share of sequences of four words that stood in the text before."""
    words = text.split()
    found = Counter(zip(*(words[at:] for at in range(WORDS)), strict=False))
    total = found.total()
    return 1 - len(found) / total if total else 0.0
