"""The rounds of self-play: propose, check, solve, keep what is solved sometimes, guard."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from verigen.benchmarks import compare, measure, suites
from verigen.benchmarks import run as bench
from verigen.core import jsonl, seeds
from verigen.core.errors import UserError
from verigen.dataset import pack
from verigen.ledger.ledger import Ledger
from verigen.play import code, knobs, solve
from verigen.play.guard import GuardFigures, diversity
from verigen.play.report import PlayReport
from verigen.sampling.watch import SilentWatch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.graded import Graded
    from verigen.ledger.tables import TeacherRow
    from verigen.play.order import PlayOrder
    from verigen.sampling.watch import RunWatch

REPORT = "play.json"


def play(order: PlayOrder, watch: RunWatch | None = None) -> PlayReport:
    """Play the rounds and write the records of what was kept, and play.json, into `order.out`.

    The same command continues what was stopped, and plays again what it has already: nothing is drawn twice. Raises
    UserError for a domain without self-play, PlayStopped, and the errors of its parts.
    """
    makers: dict[str, type[code.CodeRounds | knobs.KnobRounds]] = {
        "code": code.CodeRounds,
        "math": knobs.KnobRounds,
    }
    maker = makers.get(order.domain)
    if maker is None:
        raise UserError(f"there is no self-play for the domain {order.domain}; there is for code and math")
    told, report = watch or SilentWatch(), PlayReport()
    order.out.mkdir(parents=True, exist_ok=True)
    with maker(order, told) as rounds:
        for number in range(order.rounds):
            made = rounds.play(number)
            report.rounds.append(made)
            made.figures = _figures(order, rounds.kept(number), number, told)
            told.note(
                f"round {number}: {made.kept} of {made.asked} problems are solved sometimes; {_shown(made.figures)}"
            )
            first = report.rounds[0].figures
            assert first is not None
            report.stopped = order.bounds.passed(first, made.figures)
            if not made.kept:
                report.stopped = report.stopped or f"round {number} kept nothing"
            if report.stopped:
                told.note(f"stopped: {report.stopped}")
                break
        groups = (group for number in range(len(report.rounds)) for group in rounds.kept(number))
        teachers = _teachers(order.out)
        report.records = pack.pack(
            groups, order.formats, order.out, teachers, told.note, executor=order.executor
        )
    with jsonl.replacing(order.out / REPORT) as file:
        file.write(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    return report


def _figures(order: PlayOrder, kept: Iterator[list[Graded]], number: int, watch: RunWatch) -> GuardFigures:
    problems = [group[0].problem for group in kept]
    real = sum(problem.source.depth == 0 for problem in problems)
    score, change = _score(order, number, watch) if order.suite else (None, None)
    return GuardFigures(
        diversity=diversity([problem.prompt for problem in problems]),
        real=real / len(problems) if problems else 1.0,
        depth=max((problem.source.depth for problem in problems), default=0),
        score=score,
        change=change,
    )


def _score(order: PlayOrder, number: int, watch: RunWatch) -> tuple[float | None, float | None]:
    """The teacher's pass rate on the held-out suite, and the upper end of the interval of its change since round 0.

    The problems are the same in every round, the samples are not.
    """
    assert order.suite is not None
    folder = _held_out(order, number)
    asked = bench.BenchOrder(
        suite=suites.find(order.suite, order.domain),
        teacher=order.teacher,
        engine=order.engine,
        options=order.options,
        executor=order.executor,
        limit=order.suite_limit,
        seed=seeds.derive(order.seed, "play", "held-out", number),
        out=folder,
    )
    if bench.sample(asked, watch) != "done":
        raise solve.PlayStopped
    now = measure.measure(folder)
    change = compare.compare(measure.measure(_held_out(order, 0)), now).pass_1.high if number else None
    return now.overall.pass_at[1].value, change


def _held_out(order: PlayOrder, number: int) -> Path:
    return order.out / f"round-{number}" / "held-out"


def _teachers(out: Path) -> list[TeacherRow]:
    found: dict[TeacherRow, None] = {}
    for path in sorted(out.glob("round-*/*/ledger.db")):
        with contextlib.closing(Ledger(path)) as ledger:
            found |= dict.fromkeys(ledger.teachers())
    return list(found)


def _shown(figures: GuardFigures) -> str:
    score = "" if figures.score is None else f", held-out score {figures.score:.3f}"
    return f"diversity {figures.diversity:.3f}, real share {figures.real:.2f}, depth {figures.depth}{score}"
