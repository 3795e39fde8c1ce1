"""Joins the stages into a run: read, validate, sample and grade, pack, describe."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

import verigen
from verigen.core import jsonl, registry
from verigen.core.errors import ReferenceFault, UserError
from verigen.dataset import card, pack
from verigen.grading.judge import judge
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.summary import Count
from verigen.ledger.tables import TeacherRow
from verigen.problems.banks import find, licences
from verigen.problems.levels import difficulty
from verigen.problems.validate import validate
from verigen.run.cluster import actors, drive, shards
from verigen.sampling import goals
from verigen.sampling.budget import Budget
from verigen.sampling.draw import Work, draw
from verigen.sampling.engine import Engine
from verigen.sampling.interrupt import interruptible, unless
from verigen.sampling.loop import Hand
from verigen.sampling.plan import Crew
from verigen.teachers import prices
from verigen.teachers.choose import PROMPT_TOKENS, choose
from verigen.teachers.terms import allowed
from verigen.verifiers.majority import Majority

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
    from pathlib import Path

    from verigen.core.parts import Field, Format, Grader, Verifier
    from verigen.core.types import Domain, Policy, Problem, Sampling, Style
    from verigen.ledger.runs import RunFolder, RunSettings
    from verigen.ledger.summary import Summary
    from verigen.problems.levels.difficulty import Range
    from verigen.sampling.budget import Limit
    from verigen.sampling.goals import Goal
    from verigen.sampling.loop import Ending
    from verigen.sampling.watch import RunWatch
    from verigen.teachers.choose import Choice
    from verigen.teachers.prices import Price

ALONE = Crew()
BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleOrder:
    """A run as the user orders it; None: the domain's or the catalogue's default.

    Several `teachers` share the candidates by `weights`, or each gets what those before it failed at (`cascade`).
    `options` are the engine's, `vote` those of a majority as verifier. `held_out`: a benchmark, which may sample
    suites and makes no records. `ray`: the address of the cluster that draws ("local": one of this machine alone),
    in so many `shards`. `difficulty`: only problems whose measured pass rate lies in it. `policy`: of well-known
    sets, in place of their own. `command`: what the user typed, for `verigen runs` to show.
    """

    domain: Domain
    bank: str | None
    split: str
    licence: str | None
    teachers: Sequence[str | None]
    engine: str | None
    verifier: str | None
    executor: str
    sampling: Sampling
    goal: Goal
    limit: int | None
    seed: int
    out: Path | None
    resume: bool
    formats: Sequence[Format]
    crew: Crew = ALONE
    options: Mapping[str, str] | None = None
    vote: Mapping[str, float] | None = None
    budget: Limit | None = None
    prices: Path | None = None
    speculate: bool = True
    allow_restricted: bool = False
    held_out: bool = False
    style: Style = "thinking"
    ray: str | None = None
    shards: int | None = None
    difficulty: Range | None = None
    policy: Policy | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """`ending`: whether every problem was settled, Ctrl-C stopped the run, or its budget did."""

    folder: Path
    summary: Summary
    records: dict[str, int]
    ending: Ending


def sample(order: SampleOrder, watch: RunWatch) -> RunResult:
    """Run or continue an order to its end, to the first Ctrl-C or to its budget's end. Raises the errors of its
    parts.
    """
    if order.ray is not None:
        drive.require(budget=order.budget is not None)
    field = registry.load("domain", order.domain)(style=order.style)
    bank_name = order.bank or field.default_bank
    verifier = registry.make(
        "verifier", order.verifier or field.default_verifier, executor=order.executor, **(order.vote or {})
    )
    _refuse_blind(order, verifier)
    bank = find.find(
        bank_name,
        order.domain,
        licence=order.licence,
        split=order.split,
        unanswered=not verifier.needs_reference,
        policy=order.policy,
    )
    table = prices.read(order.prices)
    choices = [_chosen(spec, order, watch) for spec in order.teachers]
    names = [choice.teacher.name for choice in choices]
    if len(set(names)) < len(names):
        raise UserError(f"two teachers have the same name: {', '.join(names)}")
    money = [table.of(choice.teacher.name) or choice.price for choice in choices]
    with verifier.open() as grader:
        settings = _settings(order, bank_name, choices, grader)
        place = runs.place(settings, order.out, resume=order.resume)
        runs.create(place)
        with only_writer(place.ledger), contextlib.closing(Ledger(place.ledger, create=True)) as ledger:
            stage = _Stage(_kept(order, place, watch), field, choices, money, grader, ledger, watch)
            problems = find.unique(bank, bank_name)
            stage.read(licences.known(problems, bank_name) if order.formats else problems, place)
            stage.remember(settings)
            ending = asyncio.run(stage.draw())
            if isinstance(verifier, Majority):
                judge.settle(ledger, verifier)
            return stage.finish(settings, place, ending)


def _refuse_blind(order: SampleOrder, verifier: Verifier) -> None:
    """Raises UserError where a goal waits for verdicts that come only when all is drawn."""
    if isinstance(verifier, Majority) and not isinstance(order.goal, goals.Fixed):
        raise UserError("a majority is known when all candidates are drawn: it takes --goal n")


def _chosen(spec: str | None, order: SampleOrder, watch: RunWatch) -> Choice:
    context = order.sampling.max_tokens + PROMPT_TOKENS
    choice = choose(spec, order.engine, watch, context=context, options=order.options)
    watch.note(f"teacher {choice.teacher.name} on {choice.engine} ({choice.why})")
    if order.formats and not order.allow_restricted:
        allowed(choice.teacher.name, choice.terms)
    return choice


def _settings(order: SampleOrder, bank: str, choices: Sequence[Choice], grader: Grader) -> RunSettings:
    between = " > " if order.crew.cascade else " + "
    return runs.RunSettings(
        domain=order.domain,
        bank=bank,
        teacher=between.join(choice.teacher.name for choice in choices),
        revision=between.join(choice.teacher.revision for choice in choices),
        engine=between.join(choice.engine for choice in choices),
        weights=order.crew.weights,
        verifier=grader.name,
        sampling=order.sampling,
        seed=order.seed,
        goal=str(order.goal),
        limit=order.limit,
        style=order.style,
        difficulty=None if order.difficulty is None else str(order.difficulty),
        policy=order.policy,
    )


def _kept(order: SampleOrder, place: RunFolder, watch: RunWatch) -> SampleOrder:
    """A later call may ask for more candidates or problems than the run had, never for fewer."""
    if place.found is None:
        return order
    kept, found = order, goals.parse(place.found.goal, 1)
    if isinstance(found, goals.Fixed) and isinstance(order.goal, goals.Fixed) and found.max > order.goal.max:
        watch.note(
            f"{place.folder} has {found.max} candidates per problem: n={order.goal.max} takes none away; "
            "`verigen pack` chooses among them"
        )
        kept = replace(kept, goal=found)
    had = place.found.limit
    if order.limit is not None and (had is None or had > order.limit):
        watch.note(
            f"{place.folder} was begun with {had or 'all'} problems: --limit {order.limit} takes none away, and "
            "the run goes on with those; another --out begins a smaller one"
        )
        kept = replace(kept, limit=had)
    return kept


class _Stage:
    """The steps of one run, over what they share."""

    def __init__(
        self,
        order: SampleOrder,
        field: Field,
        choices: Sequence[Choice],
        money: Sequence[Price | None],
        grader: Grader,
        ledger: Ledger,
        watch: RunWatch,
    ) -> None:
        self.order, self.field, self.choices, self.money = order, field, choices, money
        self.grader, self.ledger, self.watch = grader, ledger, watch
        self.budget = self._budget()

    def read(self, bank: Iterator[Problem], place: RunFolder) -> None:
        """Put the problems into the ledger: those that it has are checked against the bank, new ones validated."""
        wanted = self.order.difficulty
        within = (
            None
            if wanted is None
            else difficulty.MeasuredBank(name=self.order.bank or self.field.default_bank, wanted=wanted)
        )
        bank, accepted = within.over(bank) if within else bank, 0
        for before, refused in self.ledger.problems():
            if next(bank, None) != before:
                raise UserError(
                    f"the bank has changed since {place.folder} began (at {before.id}); choose another --out"
                )
            accepted += refused is None
        while batch := list(islice(bank, self._room(accepted))):
            self._refuse_held_out(batch)
            checked = list(validate(batch, self.field, self.grader))
            self.ledger.add_problems(checked)
            for problem, refused in checked:
                if refused is not None:
                    self.watch.note(f"refused {problem.id}: {refused}")
                accepted += refused is None
        if within:
            self.watch.note(str(within.count))
        if not accepted:
            raise ReferenceFault("every problem of the bank was refused, for the reasons above")

    def _refuse_held_out(self, batch: Sequence[Problem]) -> None:
        for problem in batch:
            if problem.source.policy == "heldout_only" and not self.order.held_out:
                raise UserError(
                    f"{problem.id} of {problem.source.bank} is held out for benchmarks and can't be sampled for "
                    "training; `verigen bench` measures a teacher on it"
                )

    def _room(self, accepted: int) -> int:
        return BATCH if self.order.limit is None else min(BATCH, max(0, self.order.limit - accepted))

    def remember(self, settings: RunSettings) -> None:
        settings = replace(settings, goal=str(self.order.goal), limit=self.order.limit)
        self.ledger.set_meta("settings", msgspec.json.encode(settings).decode())
        self.ledger.set_meta("verifier", settings.verifier)
        self.ledger.set_meta("goal", settings.goal)
        if self.order.command:
            self.ledger.set_meta("command", self.order.command)
        for choice in self.choices:
            row = TeacherRow(
                name=choice.teacher.name,
                revision=choice.teacher.revision,
                engine=choice.engine,
                licence=choice.licence,
                terms=choice.terms,
            )
            self.ledger.add_teacher(row)

    async def draw(self) -> Ending:
        """Draw what is missing; nothing is loaded where nothing is."""
        shards.gather(self.ledger)
        problems, settled = self.ledger.progress(str(self.order.goal), self.order.limit)
        if problems == settled:
            self.watch.note("nothing left to draw")
            return "done"
        (self.ledger.path.parent / "manifest.json").unlink(missing_ok=True)  # what is drawn on is unfinished
        stop = asyncio.Event()
        if self.order.ray is not None:
            # Ray takes SIGTERM for itself while it connects
            with actors.connected(self.order.ray), interruptible(stop, self.watch.note):
                return await drive.draw(self._job(), self.ledger, self.watch, stop)
        with interruptible(stop, self.watch.note):
            async with contextlib.AsyncExitStack() as stack:
                hands = [
                    Hand(engine=await stack.enter_async_context(self._engine(choice, stop)), price=price)
                    for choice, price in zip(self.choices, self.money, strict=True)
                ]
                return await draw(self._work(), self.ledger, hands, self.watch, stop)

    @contextlib.asynccontextmanager
    async def _engine(self, choice: Choice, stop: asyncio.Event) -> AsyncIterator[Engine]:
        async with contextlib.AsyncExitStack() as stack:
            opened = stack.enter_async_context(Engine(choice.teacher, self.watch.note).opened())
            with self.watch.doing(f"loading {choice.teacher.name} on {choice.engine}"):
                engine = await unless(stop, opened)
            self.watch.note(f"engine {engine.engine}, {engine.concurrency} requests at a time")
            yield engine

    def _job(self) -> drive.ClusterJob:
        return drive.ClusterJob(
            work=self._work(),
            field=self.field,
            verifier=self.order.verifier or self.field.default_verifier,
            executor=self.order.executor,
            teachers=[choice.teacher for choice in self.choices],
            engines=[choice.engine for choice in self.choices],
            shards=self.order.shards,
        )

    def _work(self) -> Work:
        return Work(
            field=self.field,
            grader=self.grader,
            sampling=self.order.sampling,
            goal=self.order.goal,
            crew=self.order.crew,
            seed=self.order.seed,
            limit=self.order.limit,
            speculate=self.order.speculate,
            budget=self.budget,
        )

    def _budget(self) -> Budget | None:
        """What is left of it after earlier sessions of this run. Raises UserError for money without a price."""
        if self.order.budget is None:
            return None
        budget = Budget(self.order.budget)
        by_name = {c.teacher.name: price for c, price in zip(self.choices, self.money, strict=True)}
        if self.order.budget.unit == "usd":
            for name, price in by_name.items():
                if price is None:
                    prices.read(self.order.prices).need(name)
        for teacher, prompt_tokens, tokens in self.ledger.spent():
            budget.already(prompt_tokens, tokens, by_name.get(teacher))
        return budget

    def finish(self, settings: RunSettings, place: RunFolder, ending: Ending) -> RunResult:
        """Pack and describe what there is; a run that was stopped gets its manifest when it ends."""
        count = Count()
        records = pack.pack(
            count.over(self.ledger.graded()), self.order.formats, place.folder, self.ledger.teachers()
        )
        made = count.summary(self.ledger, self.order.goal.max, self._cost())
        if not self.order.held_out:
            self._card(settings, place, made, records, count.licences)
        if ending == "done":
            self._manifest(settings, place, made, records)
        else:
            (place.folder / "manifest.json").unlink(missing_ok=True)
        return RunResult(folder=place.folder, summary=made, records=records, ending=ending)

    def _card(
        self,
        settings: RunSettings,
        place: RunFolder,
        made: Summary,
        records: dict[str, int],
        licences: Sequence[str],
    ) -> None:
        first = next(problem for problem, refused in self.ledger.problems() if refused is None)
        text = card.card(
            replace(settings, goal=str(self.order.goal)),
            made,
            records,
            licences,
            self.ledger.teachers(),
            self.field.messages(first, reasoner=self.choices[0].teacher.reasoner),
        )
        with jsonl.replacing(place.folder / "README.md") as file:
            file.write(text.encode())

    def _cost(self) -> float | None:
        """Dollars that the candidates cost, where every teacher has a price."""
        by_name = {c.teacher.name: price for c, price in zip(self.choices, self.money, strict=True)}
        spent = [(by_name.get(teacher), prompts, tokens) for teacher, prompts, tokens in self.ledger.spent()]
        if not spent or any(price is None for price, _, _ in spent):
            return None
        return float(sum(price.cost(prompts, tokens) for price, prompts, tokens in spent if price))

    def _manifest(
        self, settings: RunSettings, place: RunFolder, made: Summary, records: dict[str, int]
    ) -> None:
        manifest = {
            "verigen": verigen.__version__,
            "settings": replace(settings, goal=str(self.order.goal)),
            "teachers": [repr(choice.teacher) for choice in self.choices],
            "terms": [row._asdict() for row in self.ledger.teachers()],
            "formats": [repr(part) for part in self.order.formats],
            "sessions": [session._asdict() for session in self.ledger.sessions()],
            "summary": made,
            "records": records,
        }
        with jsonl.replacing(place.folder / "manifest.json") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
