"""Draws programs for the problems that need one into a ledger, and returns those on which enough of them agree."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import msgspec

from verigen.core import boundary, jsonl, registry
from verigen.core.errors import UserError
from verigen.domains.math.reference import MathReference
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.tables import TeacherRow
from verigen.problems.mutate.mutators import read
from verigen.problems.mutate.mutators.errors import Refused
from verigen.problems.mutate.mutators.infer import stated
from verigen.problems.programs import asking
from verigen.problems.programs.agreeing import agreed
from verigen.problems.programs.grading import ProgramGrader
from verigen.problems.programs.order import ProgramSettings
from verigen.problems.rewrite.crew import Engines
from verigen.problems.rewrite.folder import fill
from verigen.sampling.budget import left_of
from verigen.sampling.crew import Crew
from verigen.sampling.draw import Work, draw
from verigen.sampling.goals import Fixed
from verigen.sampling.hand import Hand
from verigen.sampling.interrupt import Abandoned, Stop
from verigen.sampling.room import needed
from verigen.teachers import prices
from verigen.teachers.choose import PROMPT_TOKENS, choose
from verigen.teachers.terms import allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verigen.core.types import Problem
    from verigen.problems.mutate.mutate import WrittenProgram
    from verigen.problems.programs.order import ProgramOrder
    from verigen.sampling.hand import Ending
    from verigen.sampling.watch import RunWatch
    from verigen.teachers.choose import Choice

LEDGER = "programs.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPrograms:
    """The programs by their problems' ids; `asked` problems, and why single programs were refused."""

    ending: Ending
    asked: int
    programs: dict[str, WrittenProgram]
    refused: Counter[str] = field(default_factory=Counter)


def unread(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems with one number for an answer from whose worked solution no program can be read."""
    for problem in problems:
        if _numeric(problem.reference) and read.fails(problem):
            yield problem


def _numeric(reference: object) -> bool:
    """Whether the reference is one number and no choice of options."""
    if not isinstance(reference, MathReference) or reference.options:
        return False
    try:
        stated(reference.answer)
    except Refused:
        return False
    return True


def write(
    order: ProgramOrder, problems: Iterable[Problem], watch: RunWatch, stop: Stop | None = None
) -> WrittenPrograms:
    """Begin or continue the order for these problems; raises the errors of its parts."""
    choice = choose(
        order.teacher, order.engine, watch, context=order.sampling.max_tokens + 2 * PROMPT_TOKENS, options=order.options
    )  # fmt: skip
    watch.note(f"programs by {choice.teacher.name} on {choice.engine} ({choice.why})")
    if not order.allow_restricted:
        allowed(choice.teacher.name, choice.terms)
    executor = registry.make("executor", order.executor, {})
    with boundary.opened(executor, "executor") as pool, _ledger(order, choice) as ledger:
        fill(ledger, iter(problems), lambda _: None, "the bank")
        run = _Run(order, choice, ProgramGrader(pool=pool), ledger, watch, stop or Stop())
        return run.written(asyncio.run(run.draw()))


@contextlib.contextmanager
def _ledger(order: ProgramOrder, choice: Choice) -> Iterator[Ledger]:
    """Open the ledger. Raises UserError for a folder of something else or of programs with other settings."""
    path, teacher = order.out / LEDGER, choice.teacher
    if not path.exists() and order.out.exists() and (not order.out.is_dir() or any(order.out.iterdir())):
        raise UserError(f"{order.out} exists and holds no programs; choose another --programs")
    with jsonl.storage(order.out):
        order.out.mkdir(parents=True, exist_ok=True)
    wanted = ProgramSettings(
        teacher=f"{teacher.name} {teacher.revision}", prompt=asking.NAME, tries=order.tries,
        sampling=order.sampling, seed=order.seed,
    )  # fmt: skip
    with only_writer(path), contextlib.closing(Ledger(path, create=True)) as ledger:
        _remember(ledger, wanted, order)
        ledger.add_teacher(
            TeacherRow(teacher.name, teacher.revision, choice.engine, choice.licence, choice.terms)
        )
        yield ledger


def _remember(ledger: Ledger, wanted: ProgramSettings, order: ProgramOrder) -> None:
    ours = msgspec.json.encode(wanted).decode()
    if (text := ledger.meta("settings")) not in {None, ours}:
        theirs = msgspec.json.decode(str(text))
        changed = [
            f"{key} was {theirs.get(key)}, now {value}"
            for key, value in msgspec.json.decode(msgspec.json.encode(asdict(wanted))).items()
            if theirs.get(key) != value
        ]
        raise UserError(
            f"{order.out} holds programs with other settings ({'; '.join(changed)}); choose another --programs"
        )
    ledger.set_meta("settings", ours)


class _Run:
    """The drawing of one order."""

    def __init__(
        self, order: ProgramOrder, choice: Choice, grader: ProgramGrader, ledger: Ledger, watch: RunWatch, stop: Stop
    ) -> None:  # fmt: skip
        self.order, self.choice, self.grader = order, choice, grader
        self.ledger, self.watch, self.stop = ledger, watch, stop
        self.domain, self.goal = asking.ProgramWriting(), Fixed(max=order.tries)

    async def draw(self) -> Ending:
        """Draw what is missing; no engine is loaded if nothing is."""
        self.ledger.set_meta("goal", str(self.goal))
        self.ledger.set_meta("verifier", self.grader.name)
        total, settled = self.ledger.progress(str(self.goal), None)
        if total == settled:
            return "done"
        self.watch.note(f"{total - settled} problems need a program, {self.order.tries} tries each")
        engines = Engines(self.watch)
        with self.stop.heard() as stop, contextlib.suppress(Abandoned):
            try:
                return await self._drawn(engines, stop)
            finally:
                await engines.close()
        return "stopped"

    async def _drawn(self, engines: Engines, stop: asyncio.Event) -> Ending:
        order = self.order
        engine = await self.stop.unless(stop, engines.of(self.choice, self._tokens()))
        name, table = self.choice.teacher.name, prices.read(order.prices)
        price = table.of(name) or self.choice.price
        work = Work(
            domain=self.domain, grader=self.grader, sampling=order.sampling, goal=self.goal, crew=Crew(), seed=order.seed,
            limit=None, speculate=False, executor=order.executor,
            budget=left_of(order.budget, {name: price}, table, self.ledger.spent()),
        )  # fmt: skip
        return await draw(work, self.ledger, [Hand(engine=engine, price=price)], self.watch, stop)

    def _tokens(self) -> int:
        """The context that the longest prompt needs; 0 if the user chose one."""
        if "context" in self.order.options:
            return 0
        known = (problem for problem, _ in self.ledger.problems())
        reasoner = self.choice.teacher.reasoner
        return needed(known, self.domain, self.order.sampling.max_tokens, reasoner=reasoner)

    def written(self, ending: Ending) -> WrittenPrograms:
        refused = Counter(
            each.verdict.reason
            for graded in self.ledger.graded()
            for each in graded
            if each.verdict.outcome != "correct"
        )
        return WrittenPrograms(
            ending=ending, asked=self.ledger.sizes()[0], programs=dict(agreed(self.ledger.graded(), self.order.agree)),
            refused=refused,
        )  # fmt: skip
