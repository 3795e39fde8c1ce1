"""Defines a law: a function of a part and a sample that raises LawBroken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from verigen.testing.sample import Sample

Law = Callable[[Any, Sample], None]


class LawBroken(AssertionError):  # noqa: N818 - reads as the finding it is
    """A part breaks a law of its kind; the message says how."""


def hold(kept: object, message: str) -> None:
    """Raise LawBroken unless `kept` is true; a plain `assert` would be removed by python -O."""
    if not kept:
        raise LawBroken(message)
