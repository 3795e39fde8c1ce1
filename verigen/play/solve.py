"""Samples the teacher on a round's problems, and keeps those that it solves sometimes."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from verigen.core import jsonl
from verigen.ledger.ledger import Ledger
from verigen.run import pipeline
from verigen.run.order import SampleOrder
from verigen.sampling.goals import Fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.play.order import PlayOrder
    from verigen.sampling.watch import RunWatch


class PlayStopped(Exception):  # noqa: N818 - reads as the finding it is
    """A run was stopped; the same command goes on."""


def sample(
    order: PlayOrder,
    problems: Sequence[Problem],
    folder: Path,
    n: int,
    watch: RunWatch,
    *,
    held_out: bool = False,
) -> None:
    """Draw n candidates of each problem into `folder`; the same call continues what was stopped. Raises PlayStopped."""
    if not problems:
        return
    bank = folder.with_suffix(".jsonl")
    jsonl.write(bank, problems)
    run = SampleOrder(
        domain=problems[0].domain,
        bank=str(bank),
        teachers=(order.teacher,),
        engine=order.engine,
        options=order.options,
        executor=order.executor,
        sampling=order.sampling,
        goal=Fixed(max=n),
        seed=order.seed,
        out=folder,
        formats=() if held_out else order.formats,
        held_out=held_out,
        allow_restricted=order.allow_restricted,
    )
    if pipeline.sample(run, watch).ending != "done":
        raise PlayStopped


def graded(folders: Sequence[Path]) -> Iterator[list[Graded]]:
    """The graded candidates of these runs, problem by problem."""
    for folder in folders:
        if (folder / "ledger.db").is_file():
            with contextlib.closing(Ledger(folder / "ledger.db")) as ledger:
                yield from ledger.graded()


def sometimes(group: Sequence[Graded]) -> bool:
    """Whether the problem is solved sometimes: some candidates are right, some wrong."""
    return {"correct", "incorrect"} <= {each.verdict.outcome for each in group}
