"""What a law is: a function of a part and a sample that raises LawBroken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verigen.testing.sample import Sample

Law = Callable[[Any, Sample], None]


class LawBroken(AssertionError):  # noqa: N818 - reads as the finding it is
    """A part does not keep a law of its kind; the message says what it did."""


def hold(kept: object, message: str) -> None:
    """Raises LawBroken unless it is kept; a plain `assert` would be gone under python -O."""
    if not kept:
        raise LawBroken(message)
