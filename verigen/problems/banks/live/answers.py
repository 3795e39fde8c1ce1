"""Makes a problem with one final answer from a draw: its question, and its answer in LaTeX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verigen.domains.math.reference import MathReference
from verigen.problems.banks.live.writing import tex

if TYPE_CHECKING:
    from random import Random

    from verigen.problems.banks.live.family import Family
    from verigen.problems.banks.live.writing import Draw


def root(bank: str, family: Family[Draw]) -> str:  # noqa: ARG001 - the stored bank names its families without it
    """The family that a draw's problem belongs to."""
    return family.name


def prompt(_: Family[Draw], draw: Draw) -> str:
    return draw[0]


def reference(_: Family[Draw], draw: Draw, __: Random) -> MathReference:
    return MathReference(answer=tex(draw[1]))
