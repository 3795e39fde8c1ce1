"""Runs a proof: plan, students in parallel processes, figures."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, field, replace
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

import verigen
from verigen.core import identity, jsonl, seeds
from verigen.core import problems as codec
from verigen.core.errors import PartError, UserError
from verigen.prove import audit, beforehand, figures, material, plan, units, work
from verigen.prove.arms import real
from verigen.prove.order import BASE, checked, fitted, kind, student
from verigen.sampling.watch import SilentWatch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from verigen.core.types import Problem
    from verigen.prove.audit import SplitCheck
    from verigen.prove.figures import ArmFigures, ProofDifference, RoundFigures
    from verigen.prove.order import ProveOrder
    from verigen.prove.plan import ProofPlan
    from verigen.prove.source import GivenCandidates
    from verigen.prove.trainer import Trainer
    from verigen.prove.units import UnitResult
    from verigen.prove.work import UnitTask
    from verigen.teachers.weights import Watcher

SILENT = SilentWatch()
MOST_MORE = 1.1
ONCE = (
    BASE,
    "wrong",
    "shuffled",
    "real",
    "gold",
)  # all other arms train again on what their own student draws


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentProof:
    """What was found. With several rounds, `arms` and `differences` are those of the last one, and `rounds` has each
    round of the base (one alone) and of every arm that was trained again.
    """

    verdict: str
    plan: ProofPlan
    audit: SplitCheck
    arms: dict[str, ArmFigures]
    differences: list[ProofDifference]
    rounds: dict[str, list[RoundFigures]] = field(default_factory=dict)


def prove(
    asked: ProveOrder, told: Callable[[str], None] = lambda _: None, watcher: Watcher = SILENT
) -> StudentProof:
    """Train and compare; the same call continues one that was stopped. `watcher` sees a model's weights arrive.

    Raises UserError before anything is trained for what can't be proved, PlanDiffers for a folder with another
    plan, PartError for a student that fails.
    """
    order = checked(asked)
    trained_by = student(order, watcher)
    suite, given = _suite(order, trained_by)
    trained_by = fitted(trained_by, order, given.groups)
    checks = audit.check(given.groups, suite)
    order = beforehand.possible(order, given, told)
    beforehand.enough(order, trained_by.tokens, given, suite)
    beforehand.readable(order, given)
    agreed = plan.settle(_plan(order, trained_by, suite, given), order.out)
    _write(order.out, suite, given)
    results = _run(list(_tasks(order, agreed, trained_by, given=bool(given.groups))), order.jobs, told)
    return _proof(agreed, checks, results)


def _suite(order: ProveOrder, by: Trainer) -> tuple[list[Problem], GivenCandidates]:
    """The held-out problems, and the graded candidates apart from them."""
    from verigen.prove import source

    given = source.given(order.run) if order.run is not None else source.GivenCandidates()
    if order.suite is not None:
        return source.suite(order.suite, order.domain), given
    if given.recorded:
        raise UserError(
            f"{order.run} holds records without references, so that none can be held out; name a suite: --suite"
        )
    if given.groups:
        suite, rest = source.parted(given.groups, order.seed)
        return suite, replace(given, groups=rest)
    return by.held_out(), given


def _write(out: Path, suite: Sequence[Problem], given: GivenCandidates) -> None:
    """What the units read."""
    if not (out / work.SUITE).exists():
        jsonl.write(out / work.SUITE, map(_raw, suite))
    if given.kept is not None and not (out / work.KEPT).exists():
        with jsonl.replacing(out / work.KEPT) as file:
            file.write("\n".join(sorted(given.kept)).encode())
    if given.groups and not (out / work.DRAWN).exists():
        material.write(out / work.REAL, real.own(given.groups))
        material.write(out / work.DRAWN, given.groups)


def _plan(order: ProveOrder, by: Trainer, suite: Sequence[Problem], given: GivenCandidates) -> ProofPlan:
    digest = hashlib.sha256("".join(map(identity.content_hash, suite)).encode()).hexdigest()
    texts = "".join(each.candidate.id + each.verdict.outcome for group in given.groups for each in group)
    texts += "\n".join(sorted(given.kept or ()))
    tokens = order.tokens or by.tokens
    primary = plan.PrimaryComparison(of=plan.PRIMARY[0], minus=plan.PRIMARY[1])
    return plan.ProofPlan(
        verigen=verigen.__version__,
        student=order.student,
        options={key: str(value) for key, value in asdict(by).items()},  # type: ignore[call-overload]
        source=hashlib.sha256(texts.encode()).hexdigest() if given.groups else "drawn by the base",
        suite=order.suite or ("held out from the run" if given.groups else "the student's own family"),
        suite_hash=digest,
        arms=order.arms,
        seeds=tuple(seeds.derive(order.seed, "prove", at) % 1_000_000 for at in range(order.seeds)),
        tokens=tokens,
        rounds=order.rounds,
        primary=primary,
        power=plan.power(len(suite), order.detect),
        method=order.method,
        accumulate=order.accumulate,
    )


def _raw(problem: Problem) -> object:
    import msgspec

    return msgspec.Raw(codec.encode(problem))


def _tasks(order: ProveOrder, agreed: ProofPlan, by: Trainer, *, given: bool) -> Iterator[UnitTask]:
    """Every unit, a seed's base first."""
    for seed in agreed.seeds:
        for name in (BASE, *(each for each in agreed.arms if each != BASE)):
            again = 1 if name.partition(":")[0] in ONCE else agreed.rounds
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
                    method=agreed.method,
                    rounds=agreed.rounds,
                    accumulate=agreed.accumulate,
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
            except KeyboardInterrupt:  # Ctrl-C, and every signal that ends the command
                for child in active_children():
                    child.terminate()  # else the pool waits for the students in training
                raise
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
    by_round: dict[str, dict[int, list[UnitResult]]] = {}
    for each in results:
        by_round.setdefault(each.arm, {}).setdefault(each.round, []).append(each)
    last = {name: found[max(found)] for name, found in by_round.items()}
    _same_tokens(each for name, found in last.items() if name != BASE for each in found)
    arms = {name: figures.arm(found) for name, found in last.items()}
    differences = [figures.difference(*pair, last) for pair in figures.pairs(list(last))]
    wanted = (agreed.primary.of, agreed.primary.minus)
    primary = next((each for each in differences if (each.of, each.minus) == wanted), None)
    return StudentProof(
        verdict=figures.verdict(arms, primary),
        plan=agreed,
        audit=checks,
        arms=arms,
        differences=differences,
        rounds={
            name: [figures.round_figures(found[number]) for number in sorted(found)]
            for name, found in by_round.items()
            if agreed.rounds > 1 and (name == BASE or len(found) > 1)
        },
    )


def _same_tokens(found: Iterable[UnitResult]) -> None:
    """Rows are whole, so that counts differ by less than a row. Raises UserError where they differ by a tenth."""
    counts = [each.tokens for each in found if each.rows]
    if counts and max(counts) > MOST_MORE * min(counts):
        raise UserError(
            f"the arms were trained on {min(counts):,} to {max(counts):,} tokens, which is no comparison; give more "
            "--tokens, so that a row is a small part of them"
        )
