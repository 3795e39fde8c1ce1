"""Labels a run's steps from end to end: which candidates, the teacher, the records, and what it cost."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verigen.core.errors import TeacherError, UserError
from verigen.dataset.formats.steps import StepRecords, chosen, labelled
from verigen.dataset.pack import pack
from verigen.grading.review import people
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.steps import Rollouts
from verigen.rewards.graders import opened
from verigen.rewards.steps.draw import StepDrawer
from verigen.sampling.engine import Engine
from verigen.teachers.choose import choose
from verigen.teachers.terms import allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.core.types import Sampling
    from verigen.dataset.formats.steps import Evidence
    from verigen.sampling.display import RichWatch

CHARACTERS_A_TOKEN = 2.0  # a low estimate, for the size of the teacher's context


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsOrder:
    """Options of a labelling. `rollouts`: incorrect ones that make a step wrong; `each`: candidates per problem and side.

    `allow`: make records of teachers whose terms restrict their output.
    """

    run: Path
    teacher: str
    engine: str | None
    options: Mapping[str, str]
    rollouts: int
    each: int
    limit: int | None
    sampling: Sampling
    seed: int
    executor: str
    jobs: int
    allow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsReport:
    """`labels` counts (right, wrong or undecided, by what evidence); the rest is what the rollouts cost."""

    candidates: int
    records: int
    labels: Counter[tuple[bool | None, Evidence]] = field(default_factory=Counter)
    rollouts: int
    places: int
    tokens: int
    seconds: float


def label(order: StepsOrder, watch: RichWatch, told: Callable[[int, int], None]) -> StepsReport:
    """Draw what is lacking and write the records of the format `steps` into the run's folder.

    Raises UserError for a folder without a run, or without finished candidates that are decided, and the errors of the teacher.
    """
    path = order.run / "ledger.db"
    with contextlib.closing(Ledger(path)) as ledger, only_writer(path):
        for row in () if order.allow else ledger.teachers():
            allowed(row.name, row.terms)
        settings = runs.settings(ledger)
        if settings is None:
            raise UserError(f"{order.run} holds no run; `verigen sample --out {order.run}` makes one")
        total = sum(1 for _ in _targets(ledger, order))
        if not total:
            raise UserError(
                f"{order.run} has no finished candidate that is decided; sample more, then label its steps"
            )
        with contextlib.closing(Rollouts(path)) as stored:
            asyncio.run(_draw(order, ledger, stored, settings.domain, total, watch, told))
            return _packed(order, ledger, stored)


def _groups(ledger: Ledger) -> Iterator[list[Graded]]:
    return people.overruled(ledger.graded(), ledger.said(people.PEOPLE))


def _targets(ledger: Ledger, order: StepsOrder) -> Iterator[Graded]:
    for at, group in enumerate(_groups(ledger)):
        if order.limit is not None and at >= order.limit:
            return
        yield from chosen([each for each in group if each.verdict.outcome != "unverified"], order.each)


async def _draw(
    order: StepsOrder,
    ledger: Ledger,
    stored: Rollouts,
    domain: str,
    total: int,
    watch: RichWatch,
    told: Callable[[int, int], None],
) -> None:
    longest = max(len(each.problem.prompt) + len(each.candidate.text) for each in _targets(ledger, order))
    context = order.sampling.max_tokens + round(longest / CHARACTERS_A_TOKEN) + 64
    choice = choose(order.teacher, order.engine, watch, context=context, options=order.options)
    done = 0

    def one() -> None:
        nonlocal done
        done += 1
        told(done, total)

    told(0, total)
    async with contextlib.AsyncExitStack() as stack:
        with watch.doing(f"loading {choice.teacher.name} on {choice.engine}"):
            session = await stack.enter_async_context(Engine(choice.teacher, watch.note).opened())
        drawer = StepDrawer(
            teacher=f"{choice.teacher.name}@{choice.teacher.revision[:12]}",
            reasoner=choice.teacher.reasoner,
            session=session,
            grader=opened(domain, executor=order.executor, jobs=order.jobs),
            stored=stored,
            sampling=order.sampling,
            seed=order.seed,
            least=order.rollouts,
            told=one,
        )
        try:
            await drawer.run(_targets(ledger, order))
        except* TeacherError as failed:
            raise failed.exceptions[0] from None


def _packed(order: StepsOrder, ledger: Ledger, stored: Rollouts) -> StepsReport:
    made = StepRecords(each=order.each, least=order.rollouts)
    records = pack(_groups(ledger), [made], order.run, ledger.teachers(), executor=None)  # none ran programs
    count, places, tokens, seconds = stored.spent()
    labels = Counter(
        (each.right, each.evidence)
        for item in _targets(ledger, order)
        for each in labelled(item, order.rollouts)
    )
    return StepsReport(
        candidates=sum(1 for _ in _targets(ledger, order)),
        records=records[made.folder],
        labels=labels,
        rollouts=count,
        places=places,
        tokens=tokens,
        seconds=seconds,
    )
