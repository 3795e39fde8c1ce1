"""Runs an order stage by stage, each into its own ledger: write, solve, pose to the target."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from verigen.core import boundary, domains, jsonl, registry
from verigen.core.errors import PartBroken, UserError, VerigenError
from verigen.core.offers import Rewritable
from verigen.core.types import NoReference, Problem
from verigen.core.unread import UnreadRows
from verigen.ledger.ledger import Ledger
from verigen.ledger.tables import Rejection
from verigen.problems import validate
from verigen.problems.banks import find, licences
from verigen.problems.rewrite import folder
from verigen.problems.rewrite.crew import Engines, RewriteCrew
from verigen.problems.rewrite.order import ADVERSARIAL, fitting
from verigen.problems.rewrite.report import RewriteReport
from verigen.problems.rewrite.rewriters import asking, tasks
from verigen.problems.rewrite.rewriters.failed import Failed
from verigen.problems.rewrite.rewriters.writing import DraftGrader, Solving, Streaks, Writing
from verigen.problems.rewrite.sift import Refusal, Sift, for_target
from verigen.sampling.crew import Crew
from verigen.sampling.draw import Work, draw
from verigen.sampling.goals import Fixed
from verigen.sampling.hand import Hand
from verigen.sampling.interrupt import Abandoned, Stop
from verigen.sampling.room import needed
from verigen.verifiers.majority import Majority

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from verigen.core.parts import Domain, Grader, Rewriter
    from verigen.core.types import Sampling
    from verigen.problems.rewrite.order import RewriteOrder, Role
    from verigen.sampling.budget import Budget
    from verigen.sampling.hand import Ending
    from verigen.sampling.watch import RunWatch

BATCH = 100
UNREAD = "the row can't be read"
NEAR = 32  # how many earlier problems may serve as further seeds


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStage:
    """The sampling of one role."""

    role: Role
    domain: Domain
    grader: Grader
    sampling: Sampling
    n: int


def rewrite(order: RewriteOrder, watch: RunWatch, stop: Stop | None = None) -> tuple[Ending, RewriteReport]:
    """Begin or continue the order; raises the errors of its parts. Files are written after the last stage."""
    parts = tasks.named(order.rewriters)
    fitting(order, parts)
    domain = domains.named(order.domain)
    domains.offered(order.domain, Rewritable, "how its problems are rewritten")
    new = all(part.effect == "new" for part in parts.values())
    bank = find.find(
        order.bank,
        order.domain,
        licence=order.licence,
        split=order.split,
        unanswered=new,
        columns=order.columns,
    )
    crew = RewriteCrew.chosen(order, watch)
    target = crew.choices.get("target")
    failed = Failed.read(order.failed, target.teacher.name, order.below) if target else None
    verifier = registry.make("verifier", domain.default_verifier, {"executor": order.executor})
    with boundary.opened(verifier, "verifier") as proof, folder.ledgers(order.out, crew) as ledgers:
        folder.remember(ledgers["teacher"], folder.settings(order, parts, crew, proof), order.out)
        run = _Run(order, parts, crew, domain, proof, ledgers, watch, stop or Stop())
        run.read(islice(find.unique(bank, order.bank, run.unread), order.limit), failed)
        ending = asyncio.run(run.draw())
        return ending, run.finish(write=ending == "done")


class _Run:
    """The stages of one order and their shared state."""

    def __init__(
        self,
        order: RewriteOrder,
        parts: Mapping[str, Rewriter],
        crew: RewriteCrew,
        domain: Domain,
        proof: Grader,
        ledgers: Mapping[Role, Ledger],
        watch: RunWatch,
        stop: Stop,
    ) -> None:
        self.order, self.parts, self.crew, self.domain = order, parts, crew, domain
        self.proof, self.ledgers, self.watch, self.stop = proof, ledgers, watch, stop
        self.solving = Solving(proof=proof, vote=Majority())
        self.budget: Budget | None = crew.budget(order, ledgers)
        self.passed_over: list[Refusal] = []
        self.unread = UnreadRows()
        self.streaks = Streaks()
        self.sift = Sift(
            parts=parts, crew=crew, ledgers=ledgers, domain=domain, solving=self.solving, proof=proof, agree=order.agree
        )  # fmt: skip

    def read(self, bank: Iterator[Problem], failed: Failed | None) -> None:
        """Put the tasks into the first ledger. Raises UserError if there are none."""
        ledger = self.ledgers["teacher"]
        folder.fill(ledger, self._tasks(bank, failed), self._fault, "the bank")
        if not ledger.sizes()[0]:
            refused = Counter(each.reason for each in chain(self.passed_over, self.sift.tasks()))
            reasons = ", ".join(f"{reason} ({count})" for reason, count in refused.most_common())
            hint = "; say it with --licence" if "no licence" in refused else ""
            raise UserError(f"nothing to write from {self.order.bank}: {reasons}{hint}")

    def _tasks(self, bank: Iterator[Problem], failed: Failed | None) -> Iterator[Problem]:
        near: deque[Problem] = deque(maxlen=NEAR)
        for parent in bank:
            for name, part in self.parts.items():
                why = failed.why_not(parent) if failed and name == ADVERSARIAL else None
                if why is None:
                    yield tasks.task(parent, name, part, tuple(near), self.order.seed)
                else:
                    self.passed_over.append(
                        Refusal(parent=parent.id, mutator=name, reason=why[0], message=why[1])
                    )
            near.append(parent)

    def _fault(self, task: Problem) -> Rejection | None:
        """The reason why nothing can be written from a parent; None if it can."""
        if not licences.named(task.source.licence):
            return Rejection("no licence", "it or a seed beside it names none; say it with --licence")
        keeps = self.parts[str(task.source.mutator)].effect == "keeps"
        if keeps and isinstance(task.reference, NoReference):
            return Rejection("no reference", "without an answer there is nothing to keep")
        why = validate.fault(task, self.domain, self.proof if keeps else self.solving)
        return Rejection(validate.FAILS, why) if why else self._unasked(task)

    def _unasked(self, task: Problem) -> Rejection | None:
        """The reason why the rewriter can't build its request for the task; None if it can."""
        part = self.parts[str(task.source.mutator)]
        try:
            asked = partial(part.messages, task, tasks.others(task))
            self.streaks[str(task.source.mutator)].attempt(asked, boundary.deadline_of(part))
        except VerigenError as error:
            if isinstance(error, PartBroken):
                raise
            return Rejection("its rewriter failed", str(error))
        return None

    async def draw(self) -> Ending:
        """Draw all stages; each begins when the one before is done."""
        engines = Engines(self.watch)
        with self.stop.heard() as stop, contextlib.suppress(Abandoned):
            try:
                for stage in self._stages():
                    if (ending := await self._drawn(stage, engines, stop)) != "done":
                        return ending
            finally:
                await engines.close()
            return "done"
        return "stopped"

    def _stages(self) -> Iterator[RoleStage]:
        """Yield the stages; when one is requested, its ledger is filled with the results of the stage before."""
        order, writing = self.order, self.order.writing
        if not self.crew.choices["teacher"].teacher.reasoner:
            writing = replace(writing, stop=(asking.CLOSE,))  # otherwise it also solves its problem
        yield RoleStage(
            role="teacher", domain=Writing(rewriters=self.parts), grader=DraftGrader(rewriters=self.parts),
            sampling=writing, n=order.variants,
        )  # fmt: skip
        if order.solves:
            folder.fill(self.ledgers["solver"], _problems(self.sift.written()), _nothing, "what was written")
            yield RoleStage(
                role="solver", domain=self.domain, grader=self.solving, sampling=order.solving, n=order.solves
            )
        if "target" in self.ledgers:
            hard = _problems(made for _, made in self.sift.agreed() if for_target(made))
            folder.fill(self.ledgers["target"], hard, _nothing, "what was agreed on")
            yield RoleStage(
                role="target", domain=self.domain, grader=self.proof, sampling=order.solving, n=order.solves
            )

    async def _drawn(self, stage: RoleStage, engines: Engines, stop: asyncio.Event) -> Ending:
        """Draw one stage; no engine is loaded if nothing is left to draw."""
        ledger, goal = self.ledgers[stage.role], Fixed(max=stage.n)
        ledger.set_meta("goal", str(goal))
        ledger.set_meta("verifier", stage.grader.name)
        total, settled = ledger.progress(str(goal), None)
        if total == settled:
            return "done"
        choice = self.crew.choices[stage.role]
        self.watch.note(
            f"{stage.role}: {total - settled} problems, {stage.n} times each, by {choice.teacher.name}"
        )
        engine = await self.stop.unless(stop, engines.of(choice, self._tokens(stage)))
        hand = Hand(engine=engine, price=self.crew.prices[stage.role])
        work = Work(
            domain=stage.domain, grader=stage.grader, sampling=stage.sampling, goal=goal, crew=Crew(),
            seed=self.order.seed, limit=None, speculate=False, budget=self.budget, executor=self.order.executor,
        )  # fmt: skip
        return await draw(work, ledger, [hand], self.watch, stop)

    def _tokens(self, stage: RoleStage) -> int:
        """The context that the stage's longest prompt needs; 0 if the user chose one."""
        if "context" in (self.order.options or {}):
            return 0
        known = (problem for problem, refused in self.ledgers[stage.role].problems() if refused is None)
        reasoner = self.crew.choices[stage.role].teacher.reasoner
        return needed(known, stage.domain, stage.sampling.max_tokens, reasoner=reasoner)

    def finish(self, *, write: bool) -> RewriteReport:
        """Count the results; with `write`, write problems.jsonl and refused.jsonl."""
        report = RewriteReport()
        for role, ledger in self.ledgers.items():
            report.tokens[role] = sum(prompts + drawn for _, prompts, drawn in ledger.spent())
        if write:
            self._write(report)
        return report

    def _write(self, report: RewriteReport) -> None:
        out = self.order.out
        with (
            jsonl.replacing(out / "problems.jsonl") as file,
            jsonl.replacing(out / "refused.jsonl") as other,
        ):
            for refusal in chain(self.passed_over, self.sift.tasks()):
                other.write(jsonl.encode(refusal))
                report.add(refusal)
            for row in self.unread.rows:
                other.write(
                    jsonl.encode(Refusal(parent=row.place, mutator="", reason=UNREAD, message=row.reason))
                )
            report.unread = len(self.unread.rows)
            for draft, made in self.sift.kept():
                report.draft(draft)
                report.add(made)
                (file if isinstance(made, Problem) else other).write(jsonl.encode(made))


def _nothing(_: Problem) -> None:
    """No fault: problems of an earlier stage were checked there."""


def _problems(found: Iterable[Problem | Refusal]) -> Iterator[Problem]:
    return (each for each in found if isinstance(each, Problem))
