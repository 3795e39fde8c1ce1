"""Chooses the verdict that counts: the verifier's where it decided, else a judge's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verigen.core.standing import JUDGED

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from verigen.core.graded import Graded
    from verigen.core.types import Verdict


def judged(run: Iterable[list[Graded]], *judges: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
    """The run's problems with a judge's verdict wherever the run's verifier left a candidate unverified.

    Each of `judges` yields some or all of the run's problems, in the same order, with that judge's verdicts; the
    first judge that decided a candidate counts.
    """
    streams = [_Stream(judge) for judge in judges]
    for graded in run:
        problem = graded[0].problem.id
        known = [stream.verdicts(problem) for stream in streams]
        yield [
            _second(item, [found[item.candidate.id] for found in known if item.candidate.id in found])
            for item in graded
        ]


def without(run: Iterable[list[Graded]], dropped: Container[str]) -> Iterator[list[Graded]]:
    """The run's problems without the candidates whose ids are in `dropped`; empty problems are left out."""
    for graded in run:
        if kept := [item for item in graded if item.candidate.id not in dropped]:
            yield kept


def without_judged(run: Iterable[list[Graded]]) -> Iterator[list[Graded]]:
    """The run's problems without the candidates that a fallback judge decided; empty problems are left out."""
    for graded in run:
        if kept := [item for item in graded if item.verdict.method != JUDGED]:
            yield kept


def _second(item: Graded, others: list[Verdict]) -> Graded:
    if item.verdict.outcome != "unverified":
        return item
    decided = next((verdict for verdict in others if verdict.outcome != "unverified"), item.verdict)
    return replace(item, verdict=decided)


class _Stream:
    """A judge's problems, read in step with the run's."""

    def __init__(self, judge: Iterable[list[Graded]]) -> None:
        self._source = iter(judge)
        self._next = next(self._source, None)

    def verdicts(self, problem: str) -> dict[str, Verdict]:
        """The judge's verdicts by candidate id; empty where it has none on this problem."""
        if self._next is None or self._next[0].problem.id != problem:
            return {}
        found = {item.candidate.id: item.verdict for item in self._next}
        self._next = next(self._source, None)
        return found
