"""Makes certainly right rewritings and certainly wrong variants of a reference answer.

Forms on which graders may reasonably differ are left out: rounding, answers left unsimplified, a dropped percent sign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.grading.audit import right as same
from verigen.grading.audit import wrong as other

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verigen.grading.audit.answers import KnownAnswer
    from verigen.grading.audit.planted import Planted


def right(answer: KnownAnswer) -> list[Planted]:
    """Rewritings of the answer; none equals the reference's own text."""
    return _fresh(answer, same.BY_KIND[answer.kind](answer))


def wrong(answer: KnownAnswer) -> list[Planted]:
    """Answers that resemble the reference and are certainly wrong."""
    return _fresh(answer, other.BY_KIND[answer.kind](answer))


def _fresh(answer: KnownAnswer, planted: Iterable[Planted]) -> list[Planted]:
    """The planted answers without repeats and without the reference's own text."""
    first = {one.text: one for one in reversed(list(planted)) if one.text != answer.text}
    return list(first.values())[::-1]
