"""Laws of filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verigen.core.findings import Finding
from verigen.testing.law import LawBroken, hold
from verigen.testing.sample import graded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.graded import Graded
    from verigen.core.parts import Filter
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

HOSTILE = (
    "",
    "\0",
    "\ud800",
    "<think>",
    "</think>" * 40,
    "<think>" * 40,
    "9" * 3000,
    "a" * 100_000,
    "= " * 2000,
    "(" * 3000,
    "\\boxed{" * 300,
    "`" * 999,
    "$" * 999,
    "1 = 2 = 3 = " * 500,
    "@." * 1000,
    "x" + "\u0301" * 500,
    "\u202e\u200b\ufeff" * 50,
)


def it_has_a_version(part: Filter, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    hold(part.version and isinstance(part.version, str), f"its version is {part.version!r}")


def it_lets_sound_candidates_pass(part: Filter, sample: Sample) -> None:
    """The sample's candidates are short thoughts with the problem's own answer."""
    for item in _items(sample):
        found = _find(part, item)
        hold(not found, f"{item.candidate.id} is sound, but it finds {[each.reason for each in found]}")


def it_finds_the_same_every_time(part: Filter, sample: Sample) -> None:
    for item in [*_items(sample), *_hostile(sample)]:
        hold(
            _find(part, item) == _find(part, item),
            f"{item.candidate.text[:40]!r}: other findings the second time",
        )


def no_text_makes_it_fail_and_its_spans_lie_in_the_text(part: Filter, sample: Sample) -> None:
    for item in _hostile(sample):
        for found in _find(part, item):
            hold(isinstance(found, Finding), f"it returns {type(found).__name__}, not Finding")
            hold(found.reason and found.field, f"a finding without reason or field: {found}")
            inside = 0 <= found.start <= found.end <= len(item.candidate.text)
            hold(inside, f"the span {found.start}..{found.end} is not inside {item.candidate.text[:40]!r}")


def _items(sample: Sample) -> list[Graded]:
    hold(sample.problems, "the sample holds no problem")
    return [
        replace(
            item,
            candidate=replace(
                item.candidate, text=item.candidate.text.replace("This is try", "I begin with try")
            ),
        )
        for problem in sample.problems
        for item in graded(problem, ("correct",))
    ]


def _hostile(sample: Sample) -> list[Graded]:
    first = _items(sample)[0]
    return [replace(first, candidate=replace(first.candidate, text=text)) for text in HOSTILE]


def _find(part: Filter, item: Graded) -> Sequence[Finding]:
    try:
        return list(part.find(item))
    except Exception as error:
        raise LawBroken(f"{item.candidate.text[:40]!r} raises {type(error).__name__}: {error}") from error


LAWS: tuple[Law, ...] = (
    it_has_a_version,
    it_lets_sound_candidates_pass,
    it_finds_the_same_every_time,
    no_text_makes_it_fail_and_its_spans_lie_in_the_text,
)
