"""Rounds of self-play for maths: families of a live bank, whose knobs move to where the teacher is sometimes right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from verigen.core import jsonl
from verigen.play import solve
from verigen.play.report import RoundReport
from verigen.problems.levels import per_family
from verigen.problems.levels.difficulty import Range
from verigen.problems.levels.measure import measure
from verigen.run import pipeline
from verigen.run.order import SampleOrder
from verigen.sampling.goals import Fixed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.play.order import PlayOrder
    from verigen.sampling.watch import RunWatch

BANK = "math-core"
WANTED = Range(low=0.1, high=0.9)


class KnobRounds:
    """A family at a level is the proposal; its answers are derived twice, so that nothing else has to be checked.

    A round begins with what the rounds before it measured, and draws new variants by another seed.
    """

    def __init__(self, order: PlayOrder, watch: RunWatch) -> None:
        self._order, self._watch = order, watch

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def play(self, number: int) -> RoundReport:
        """Raises UserError for a bank that is not live, PlayStopped."""
        order, bank = self._order, self._order.bank or BANK
        wanted = order.proposals + order.real
        run = SampleOrder(
            domain="math",
            bank=f"{bank}{',' if ':' in bank else ':'}seed={order.seed + 1000 * (number + 1)}",
            teachers=(order.teacher,),
            engine=order.engine,
            options=order.options,
            executor=order.executor,
            sampling=order.sampling,
            goal=Fixed(max=order.n),
            limit=wanted,
            target=WANTED,
            measured=self._measured(number),
            seed=order.seed,
            out=self._folder(number),
            formats=order.formats,
            allow_restricted=order.allow_restricted,
        )
        made = pipeline.sample(run, self._watch)
        if made.ending != "done":
            raise solve.PlayStopped
        kept = sum(1 for _ in self.kept(number))
        return RoundReport(
            number=number,
            proposed=wanted,
            checked=made.summary.problems,
            asked=made.summary.problems,
            kept=kept,
        )

    def kept(self, number: int) -> Iterator[list[Graded]]:
        return (group for group in solve.graded([self._folder(number)]) if solve.sometimes(group))

    def _folder(self, number: int) -> Path:
        return self._order.out / f"round-{number}" / "math"

    def _measured(self, number: int) -> Path | None:
        """The rates of all families in the rounds before this one, as a file; None in the first round."""
        if number == 0:
            return None
        path = self._order.out / f"round-{number}" / "families.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        found = measure([self._folder(before) for before in range(number)])
        jsonl.write(path, (row._asdict() for row in per_family.rates(found)))
        return path
