"""Laws of measures."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from verigen.core.types import FamilyText, Figure
from verigen.testing.law import hold

if TYPE_CHECKING:
    from verigen.core.parts import Measure
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

ODD = "zzyzx 99999 QUIT"


def it_gives_a_finite_figure(part: Measure, sample: Sample) -> None:
    value = _figure(part, sample).value
    hold(isfinite(value), f"{part!r} gives {value!r}")


def it_gives_the_same_figure_every_time(part: Measure, sample: Sample) -> None:
    hold(_figure(part, sample) == _figure(part, sample), f"{part!r} gives two figures of the same texts")


def it_sees_a_set_of_one_odd_text(part: Measure, sample: Sample) -> None:
    made, real = _halves(sample)
    copies = [FamilyText(text=ODD, family=each.family) for each in made]
    odd = part.figure(copies, real).value
    hold(
        odd != _figure(part, sample).value, f"{part!r} gives copies of one text the figure of different ones"
    )


def it_names_itself_in_a_line(part: Measure, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(part.says.strip() and "\n" not in part.says, f"{part!r} has no line that says what it is")


def _figure(part: Measure, sample: Sample) -> Figure:
    return part.figure(*_halves(sample))


def _halves(sample: Sample) -> tuple[list[FamilyText], list[FamilyText]]:
    every = [FamilyText(text=each.prompt, family=each.family) for each in sample.problems]
    return every[0::2], every[1::2]


LAWS: tuple[Law, ...] = (
    it_gives_a_finite_figure,
    it_gives_the_same_figure_every_time,
    it_sees_a_set_of_one_odd_text,
    it_names_itself_in_a_line,
)
