"""Samples a teacher on a suite through the pipeline's loop; what it measures is read from the ledger."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from verigen import pipeline, runs
from verigen.bench.measure import PROMPT
from verigen.domains.style import Style, asking
from verigen.errors import UserError
from verigen.jsonl import storage
from verigen.ledger import Ledger
from verigen.sampling.goals import Fixed
from verigen.types import Sampling

if TYPE_CHECKING:
    from verigen.bench.suites import Suite
    from verigen.pipeline import Watching
    from verigen.sampling.loop import Ending

FOLDER = runs.RUNS / "bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A benchmark as the user orders it; `out` None: a folder named after suite, teacher, prompt and n."""

    suite: Suite
    split: str
    teacher: str | None
    engine: str | None
    executor: str
    style: Style
    sampling: Sampling
    n: int
    limit: int | None
    seed: int
    out: Path | None


def folder(order: Order) -> Path:
    """The same command finds the same folder, so that it continues what it began."""
    name = f"{order.suite.name}-{order.teacher or 'default'}-{order.style}-n{order.n}"
    return order.out or FOLDER / re.sub(r"[^\w.]+", "-", name)


def sample(order: Order, watch: Watching) -> Ending:
    """Begin or continue."""
    where = folder(order)
    _remember_prompt(where, order.style)
    with asking(order.style):
        return _sample(order, where, watch)


def _remember_prompt(where: Path, style: Style) -> None:
    """Before the first sample: a run must never mix two ways of asking. Raises UserError where it would."""
    ledger = where / "ledger.db"
    if where.exists() and not ledger.exists() and (not where.is_dir() or any(where.iterdir())):
        raise UserError(f"{where} exists and is no run of verigen; choose another --out")
    with storage(where):
        where.mkdir(parents=True, exist_ok=True)
    with contextlib.closing(Ledger(ledger, create=True)) as open_:
        before = open_.meta(PROMPT) or ("thinking" if open_.meta("settings") else style)
        if before != style:
            raise UserError(f"{where} was asked with --prompt {before}, not {style}; choose another --out")
        open_.set_meta(PROMPT, style)


def _sample(order: Order, where: Path, watch: Watching) -> Ending:
    result = pipeline.sample(
        pipeline.Order(
            domain=order.suite.domain,
            bank=order.suite.bank,
            split=order.split,
            licence=None,
            teachers=(order.teacher,),
            engine=order.engine,
            verifier=None,
            executor=order.executor,
            sampling=order.sampling,
            goal=Fixed(max=order.n),
            limit=order.limit,
            seed=order.seed,
            out=where,
            resume=False,
            formats=(),
            held_out=True,
        ),
        watch,
    )
    return result.ending
