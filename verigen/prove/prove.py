"""Runs a proof: plan, students in parallel processes, figures."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING

import verigen
from verigen.core import identity, jsonl, seeds
from verigen.core import problems as codec
from verigen.core.errors import PartError, UserError
from verigen.prove import audit, figures, material, plan, units, work
from verigen.prove.order import BASE, checked, fitted, kind, student

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from verigen.core.graded import Graded
    from verigen.core.types import Problem
    from verigen.prove.audit import SplitCheck
    from verigen.prove.figures import ArmFigures, ProofDifference
    from verigen.prove.order import ProveOrder
    from verigen.prove.plan import ProofPlan
    from verigen.prove.trainer import Trainer
    from verigen.prove.units import UnitResult
    from verigen.prove.work import UnitTask

AGAIN = (
    "verified",
    "unverified",
    "mix30",
    "mix",
    "noisy",
)  # arms that are trained on what their own student draws


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentProof:
    """What was found. `rounds`: per arm, a list per round of one rate per seed, if there are several rounds."""

    verdict: str
    plan: ProofPlan
    audit: SplitCheck
    arms: dict[str, ArmFigures]
    differences: list[ProofDifference]
    rounds: dict[str, list[list[float]]] = field(default_factory=dict)


def prove(asked: ProveOrder, told: Callable[[str], None] = lambda _: None) -> StudentProof:
    """Train and compare; the same call continues one that was stopped.

    Raises UserError before anything is trained for what can't be proved, PlanDiffers for a folder with another
    plan, PartError for a student that fails.
    """
    order = checked(asked)
    trained_by = student(order)
    suite, groups = _suite(order, trained_by)
    trained_by = fitted(trained_by, order, groups)
    checks = audit.check(groups, suite)
    agreed = plan.settle(_plan(order, trained_by, suite, groups), order.out)
    if not (order.out / work.SUITE).exists():
        jsonl.write(order.out / work.SUITE, map(_raw, suite))
    if groups and not (order.out / work.DRAWN).exists():
        material.write(order.out / work.REAL, _own(groups))
        material.write(order.out / work.DRAWN, groups)
    results = _run(list(_tasks(order, agreed, trained_by, given=bool(groups))), order.jobs, told)
    return _proof(agreed, checks, results)


def _suite(order: ProveOrder, by: Trainer) -> tuple[list[Problem], list[list[Graded]]]:
    """The held-out problems, and the run's graded candidates apart from them."""
    from verigen.prove import source

    groups = source.graded(order.run) if order.run is not None else []
    if order.suite is not None:
        return source.suite(order.suite, order.domain), groups
    if groups:
        return source.parted(groups, order.seed)
    return by.held_out(), []


def _own(groups: Sequence[Sequence[Graded]]) -> list[list[Graded]]:
    """The worked solutions of the run's own problems, as real rows."""
    from verigen.prove.arms.real import solution, solved

    return [[solved(group[0])] for group in groups if solution(group[0])]


def _plan(
    order: ProveOrder, by: Trainer, suite: Sequence[Problem], groups: Sequence[Sequence[Graded]]
) -> ProofPlan:
    digest = hashlib.sha256("".join(map(identity.content_hash, suite)).encode()).hexdigest()
    texts = "".join(each.candidate.id + each.verdict.outcome for group in groups for each in group)
    tokens = order.tokens or by.tokens
    primary = plan.PrimaryComparison(of=plan.PRIMARY[0], minus=plan.PRIMARY[1])
    return plan.ProofPlan(
        verigen=verigen.__version__,
        student=order.student,
        options={key: str(value) for key, value in asdict(by).items()},  # type: ignore[call-overload]
        source=hashlib.sha256(texts.encode()).hexdigest() if groups else "drawn by the base",
        suite=order.suite or ("held out from the run" if groups else "the student's own family"),
        suite_hash=digest,
        arms=order.arms,
        seeds=tuple(seeds.derive(order.seed, "prove", at) % 1_000_000 for at in range(order.seeds)),
        tokens=tokens,
        rounds=order.rounds,
        primary=primary,
        power=plan.power(len(suite), order.detect),
    )


def _raw(problem: Problem) -> object:
    import msgspec

    return msgspec.Raw(codec.encode(problem))


def _tasks(order: ProveOrder, agreed: ProofPlan, by: Trainer, *, given: bool) -> Iterator[UnitTask]:
    """Every unit, a seed's base first."""
    for seed in agreed.seeds:
        for name in (BASE, *(each for each in agreed.arms if each != BASE)):
            again = agreed.rounds if name.partition(":")[0] in AGAIN else 1
            for number in range(1, again + 1):
                yield work.UnitTask(
                    out=order.out,
                    trainer=kind(order),
                    options=asdict(by),  # type: ignore[call-overload]
                    arm=name,
                    seed=seed,
                    round=number,
                    tokens=agreed.tokens,
                    executor=order.executor,
                    given=given,
                )


def _run(tasks: Sequence[UnitTask], jobs: int, told: Callable[[str], None]) -> list[UnitResult]:
    """The results in the order of the tasks; a unit starts when the one that it is trained from is done."""
    done = {at: found for at, task in enumerate(tasks) if (found := units.read(task.folder))}
    if done:
        told(f"{len(done)} of {len(tasks)} students are trained already")
    if len(done) < len(tasks):
        with ProcessPoolExecutor(
            min(jobs, len(tasks) - len(done)), mp_context=get_context("spawn"), initializer=work.start
        ) as pool:
            try:
                _drive(tasks, done, pool, _Progress(len(tasks), len(done), jobs, told))
            except BrokenProcessPool as error:
                raise PartError(
                    "a training process was killed, perhaps for want of memory; give fewer --jobs. The same command "
                    "continues"
                ) from error
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [done[at] for at in range(len(tasks))]


def _drive(
    tasks: Sequence[UnitTask], done: dict[int, UnitResult], pool: ProcessPoolExecutor, progress: _Progress
) -> None:
    waiting = [at for at in range(len(tasks)) if at not in done]
    running: dict[Future[UnitResult], int] = {}
    while waiting or running:
        for at in [each for each in waiting if _ready(tasks, each, done)]:
            waiting.remove(at)
            running[pool.submit(work.make, tasks[at])] = at
        ended, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in ended:
            at = running.pop(future)
            done[at] = future.result()
            progress.made(done[at])


def _ready(tasks: Sequence[UnitTask], at: int, done: dict[int, UnitResult]) -> bool:
    task = tasks[at]
    if task.arm == BASE:
        return True
    before = (BASE, 1) if task.round == 1 else (task.arm, task.round - 1)
    return any((each.arm, each.round, each.seed) == (*before, task.seed) for each in done.values())


class _Progress:
    """A line per student, with the time to go."""

    def __init__(self, total: int, before: int, jobs: int, told: Callable[[str], None]) -> None:
        self._total, self._made, self._before, self._told = total, before, before, told
        self._began, self._jobs = time.monotonic(), min(jobs, os.cpu_count() or 1)

    def made(self, found: UnitResult) -> None:
        self._made += 1
        each = (time.monotonic() - self._began) / (self._made - self._before)
        left = each * (self._total - self._made)
        name = found.arm if found.round == 1 else f"{found.arm}, round {found.round}"
        to_go = f"; about {max(1, round(left / 60))} min to go" if left else ""
        self._told(
            f"{self._made} of {self._total}: {name}, seed {found.seed}: {100 * found.rate:.1f} %{to_go}"
        )


def _proof(agreed: ProofPlan, checks: SplitCheck, results: Sequence[UnitResult]) -> StudentProof:
    by_arm: dict[str, list[UnitResult]] = {}
    rounds: dict[str, list[list[float]]] = {}
    for each in results:
        if each.round == 1:
            by_arm.setdefault(each.arm, []).append(each)
        if agreed.rounds > 1 and each.arm.partition(":")[0] in AGAIN:
            made = rounds.setdefault(each.arm, [[] for _ in range(agreed.rounds)])
            made[each.round - 1].append(each.rate)
    if len({each.tokens for each in results if each.arm != BASE and each.round == 1}) > 1:
        raise UserError("the arms were not trained on equally many tokens; nothing is compared")
    arms = {name: figures.arm(found) for name, found in by_arm.items()}
    differences = [figures.difference(*pair, by_arm) for pair in figures.pairs(list(by_arm))]
    wanted = (agreed.primary.of, agreed.primary.minus)
    primary = next((each for each in differences if (each.of, each.minus) == wanted), None)
    return StudentProof(
        verdict=figures.verdict(arms, primary),
        plan=agreed,
        audit=checks,
        arms=arms,
        differences=differences,
        rounds=rounds,
    )
