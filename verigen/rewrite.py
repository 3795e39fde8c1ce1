"""Has a teacher write problems from problems, others solve them, and keeps those that the solves agree on."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter, deque
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

import msgspec

from verigen import jsonl, pack, prices, registry, validate
from verigen.banks import find, licences
from verigen.errors import ReferenceFault, UserError
from verigen.ledger import Ledger, TeacherRow, only_writer
from verigen.pipeline import PROMPT_TOKENS, interruptible
from verigen.rewriters import agreement, checks, tasks
from verigen.rewriters.failed import Failed
from verigen.rewriters.writing import Reading, Solving, Writing
from verigen.sampling.budget import Budget
from verigen.sampling.draw import Work, draw
from verigen.sampling.engine import Engine
from verigen.sampling.goals import Fixed
from verigen.sampling.loop import Hand
from verigen.sampling.plan import Crew
from verigen.teachers.choose import choose
from verigen.types import MathReference, NoReference, Problem, Sampling
from verigen.verifiers.majority import Majority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from verigen.parts import Field, Grader, Rewriter
    from verigen.pipeline import Watching
    from verigen.sampling.budget import Limit
    from verigen.sampling.loop import Ending
    from verigen.teachers.choose import Choice
    from verigen.types import Candidate, Domain, Verdict

BATCH = 100
NEAR = 32  # problems before one that it may be shown beside
ADVERSARIAL = "adversarial"
Part = Literal["rewrites", "solves", "target"]
PARTS: tuple[Part, ...] = ("rewrites", "solves", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written, as the user orders it; None: the default.

    `solver` None: the teacher itself. `solves` a problem of which `agree` must; `target` and `failed` (a finished
    run of it) are for adversarial problems, made of those that it solves in at most a share of `below`.
    """

    bank: str
    domain: Domain
    split: str
    licence: str | None
    limit: int | None
    rewriters: str
    teacher: str | None
    solver: str | None
    target: str | None
    failed: Path | None
    below: float
    engine: str | None
    options: Mapping[str, str]
    executor: str
    variants: int
    solves: int
    agree: int
    writing: Sampling
    solving: Sampling
    seed: int
    out: Path
    budget: Limit | None = None
    prices: Path | None = None
    allow_restricted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What must be the same for a later call to continue."""

    bank: str
    rewriters: tuple[str, ...]
    teachers: dict[str, str]
    verifier: str
    variants: int
    solves: int
    agree: int
    writing: Sampling
    solving: Sampling
    seed: int
    failed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was not written, or not kept; `text` is what the teacher wrote, where it wrote a problem."""

    parent: str
    mutator: str
    reason: str
    message: str
    text: str | None = None


@dataclass(slots=True)
class Yield:
    """Of one rewriter: `drafts` were written, `sound` of them solved, `kept` are problems now."""

    drafts: int = 0
    sound: int = 0
    kept: int = 0
    parents: set[str] = field(default_factory=set)
    refused: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Report:
    """`tokens` drawn by stage."""

    problems: int = 0
    yields: dict[str, Yield] = field(default_factory=dict)
    licences: set[str] = field(default_factory=set)
    held_out: int = 0
    tokens: dict[str, int] = field(default_factory=dict)

    @property
    def licence(self) -> str:
        """The strictest that any problem carries."""
        return licences.strictest(self.licences)


def rewrite(order: Order, watch: Watching) -> tuple[Ending, Report]:
    """Begin or continue; the files are written when every stage is done. Raises the errors of its parts."""
    parts = tasks.named(order.rewriters)
    _fitting(order, parts)
    domain = registry.load("domain", order.domain)()
    choices = _choices(order, watch)
    verifier = registry.make("verifier", domain.default_verifier, executor=order.executor)
    bank = find.find(
        order.bank, order.domain, licence=order.licence, split=order.split,
        unanswered=all(part.effect == "new" for part in parts.values()),
    )  # fmt: skip
    failed = Failed.read(order.failed, choices["target"].teacher.name, order.below) if order.failed else None
    with verifier.open() as proof, _Desk.opened(order, parts, choices, domain, proof, watch) as desk:
        desk.settle(_settings(order, parts, choices, proof))
        desk.read(islice(find.unique(bank, order.bank), order.limit), failed)
        ending = asyncio.run(desk.draw())
        return ending, desk.finish(write=ending == "done")


def _fitting(order: Order, parts: Mapping[str, Rewriter]) -> None:
    """Raises UserError for what can't be done, before a model is loaded for it."""
    new = [name for name, part in parts.items() if part.effect == "new"]
    if order.domain == "code" and new:
        raise UserError(
            f"{', '.join(new)}: nobody has tests for a new programming problem, and programs can't be voted on; "
            "for code there are rephrase, persona and translate, which keep the parent's tests"
        )
    if (ADVERSARIAL in parts) != bool(order.failed) or (ADVERSARIAL in parts) != bool(order.target):
        raise UserError(
            "adversarial needs both --target (the model that is to fail) and --failed (a finished run of it), and "
            "nothing else does"
        )
    if order.agree > order.solves:
        raise UserError(f"--agree {order.agree} of --solves {order.solves} can never be reached")


def _choices(order: Order, watch: Watching) -> dict[str, Choice]:
    """Who writes, who solves, and whom adversarial problems are for."""
    context = max(order.writing.max_tokens, order.solving.max_tokens) + 2 * PROMPT_TOKENS
    specs = {"teacher": order.teacher, "solver": order.solver or order.teacher}
    if order.target:
        specs["target"] = order.target
    known: dict[str | None, Choice] = {}
    found: dict[str, Choice] = {}
    for role, spec in specs.items():
        if spec not in known:
            known[spec] = choose(spec, order.engine, watch, context=context, options=order.options)
        found[role] = choice = known[spec]
        watch.note(f"{role} {choice.teacher.name} on {choice.engine} ({choice.why})")
        if role != "target" and not order.allow_restricted:
            pack.allowed(choice.teacher.name, choice.terms)
    return found


def _settings(
    order: Order, parts: Mapping[str, Rewriter], choices: Mapping[str, Choice], proof: Grader
) -> Settings:
    return Settings(
        bank=order.bank,
        rewriters=tuple(f"{name}/{part.version}" for name, part in parts.items()),
        teachers={
            role: f"{each.teacher.name} {each.teacher.revision} on {each.engine}"
            for role, each in choices.items()
        },
        verifier=proof.name,
        variants=order.variants,
        solves=order.solves,
        agree=order.agree,
        writing=order.writing,
        solving=order.solving,
        seed=order.seed,
        failed=f"{order.failed} below {order.below:g}" if order.failed else "",
    )


class _Engines:
    """One engine at a time: the next teacher's opens when the last one's is closed, unless it is the same."""

    def __init__(self, note: Callable[[str], None]) -> None:
        self._note, self._stack = note, contextlib.AsyncExitStack()
        self._engine: Engine | None = None

    async def of(self, choice: Choice) -> Engine:
        if self._engine is None or self._engine.teacher != choice.teacher:
            await self.close()
            opened = Engine(choice.teacher, self._note).opened()
            self._engine = await self._stack.enter_async_context(opened)
            self._note(f"engine {self._engine.engine}, {self._engine.concurrency} requests at a time")
        return self._engine

    async def close(self) -> None:
        self._engine = None
        await self._stack.aclose()


class _Desk:
    """The stages of one order, over what they share: a ledger each, so that each can be continued."""

    def __init__(
        self,
        order: Order,
        parts: Mapping[str, Rewriter],
        choices: Mapping[str, Choice],
        domain: Field,
        proof: Grader,
        ledgers: Mapping[Part, Ledger],
        watch: Watching,
    ) -> None:
        self.order, self.parts, self.choices, self.domain = order, parts, choices, domain
        self.proof, self.ledgers, self.watch = proof, ledgers, watch
        self.reading = Reading(rewriters=parts)
        self.solving = Solving(proof=proof, vote=Majority())
        self.passed_over: list[Refusal] = []
        self.problems = 0
        table = prices.read(order.prices)
        self.money = {role: table.of(c.teacher.name) or c.price for role, c in choices.items()}
        self.budget = self._budget()

    @classmethod
    @contextlib.contextmanager
    def opened(
        cls, order: Order, parts: Mapping[str, Rewriter], choices: Mapping[str, Choice], domain: Field,
        proof: Grader, watch: Watching,
    ) -> Iterator[_Desk]:  # fmt: skip
        """Raises UserError for a folder that holds something else, or that another process writes."""
        first = order.out / "rewrites.db"
        if order.out.exists() and not first.exists() and (not order.out.is_dir() or any(order.out.iterdir())):
            raise UserError(f"{order.out} exists and holds no rewrites; choose another --out")
        with jsonl.storage(order.out):
            order.out.mkdir(parents=True, exist_ok=True)
        with contextlib.ExitStack() as stack:
            stack.enter_context(only_writer(first))
            ledgers = {
                part: stack.enter_context(contextlib.closing(Ledger(order.out / f"{part}.db", create=True)))
                for part in PARTS
            }
            yield cls(order, parts, choices, domain, proof, ledgers, watch)

    def settle(self, wanted: Settings) -> None:
        """Remember what this is. Raises UserError where the folder holds something else."""
        ledger = self.ledgers["rewrites"]
        if (text := ledger.meta("settings")) is not None:
            ours, theirs = asdict(wanted), asdict(msgspec.json.decode(text, type=Settings))
            if changed := [
                f"{key} was {theirs[key]}, now {ours[key]}" for key in ours if ours[key] != theirs[key]
            ]:
                raise UserError(
                    f"{self.order.out} holds rewrites with other settings ({'; '.join(changed)}); choose another --out"
                )
        ledger.set_meta("settings", msgspec.json.encode(wanted).decode())
        for part, role in zip(PARTS, ("teacher", "solver", "target"), strict=True):
            if role in self.choices:
                each = self.choices[role]
                self.ledgers[part].add_teacher(
                    TeacherRow(
                        each.teacher.name, each.teacher.revision, each.engine, each.licence, each.terms
                    )
                )

    def read(self, bank: Iterator[Problem], failed: Failed | None) -> None:
        """Put what is to be written into the first ledger. Raises UserError where nothing is."""
        ledger = self.ledgers["rewrites"]
        _fill(ledger, self._tasks(bank, failed), self._fault, "the bank")
        if not ledger.sizes()[0]:
            refused = Counter(each.reason for each in self._refused_tasks())
            reasons = ", ".join(f"{reason} ({count})" for reason, count in refused.most_common())
            raise UserError(f"nothing to write from {self.order.bank}: {reasons or 'it holds no problems'}")

    def _tasks(self, bank: Iterator[Problem], failed: Failed | None) -> Iterator[Problem]:
        near: deque[Problem] = deque(maxlen=NEAR)
        for parent in bank:
            self.problems += 1
            for name, part in self.parts.items():
                why = failed.why_not(parent) if failed and name == ADVERSARIAL else None
                if why is None:
                    yield tasks.task(parent, name, part, tuple(near), self.order.seed)
                else:
                    self.passed_over.append(
                        Refusal(parent=parent.id, mutator=name, reason=why[0], message=why[1])
                    )
            near.append(parent)

    def _fault(self, task: Problem) -> str | None:
        """Reason and message of a parent that nothing can be written from."""
        if not licences.named(task.source.licence):
            return "no licence: it or a seed beside it names none; say it with --licence"
        keeps = self.parts[str(task.source.mutator)].effect == "keeps"
        if keeps and isinstance(task.reference, NoReference):
            return "no reference: without an answer there is nothing to keep"
        try:
            why = validate.fault(task, self.domain, self.proof if keeps else self.solving)
        except ReferenceFault as error:
            why = str(error)
        return f"its reference fails its checks: {why}" if why else None

    async def draw(self) -> Ending:
        """Write, solve, and put adversarial problems to their target; each stage begins when the last is done."""
        engines, stop = _Engines(self.watch.note), asyncio.Event()
        with interruptible(stop):
            try:
                for stage in (self._write, self._solve, self._attack):
                    if (ending := await stage(engines, stop)) != "done":
                        return ending
            finally:
                await engines.close()
        return "done"

    async def _write(self, engines: _Engines, stop: asyncio.Event) -> Ending:
        writing, choice = Writing(rewriters=self.parts), self.choices["teacher"]
        sampling = self.order.writing
        if not choice.teacher.reasoner:
            sampling = replace(sampling, stop=("</problem>",))  # or it goes on and solves what it wrote
        return await self._drawn(
            "rewrites", choice, writing, self.reading, sampling, self.order.variants, engines, stop
        )

    async def _solve(self, engines: _Engines, stop: asyncio.Event) -> Ending:
        sound = (each for each in self._children() if isinstance(each, Problem))
        _fill(self.ledgers["solves"], sound, lambda _: None, "what was written")
        return await self._drawn(
            "solves", self.choices["solver"], self.domain, self.solving, self.order.solving, self.order.solves,
            engines, stop,
        )  # fmt: skip

    async def _attack(self, engines: _Engines, stop: asyncio.Event) -> Ending:
        if "target" not in self.choices:
            return "done"
        agreed = (each for child in self._children() for each in [self._agreed(child)] if _for_target(each))
        _fill(self.ledgers["target"], agreed, lambda _: None, "what was agreed on")  # type: ignore[arg-type]
        return await self._drawn(
            "target", self.choices["target"], self.domain, self.proof, self.order.solving, self.order.solves,
            engines, stop,
        )  # fmt: skip

    async def _drawn(
        self,
        part: Part,
        choice: Choice,
        domain: Field,
        grader: Grader,
        sampling: Sampling,
        n: int,
        engines: _Engines,
        stop: asyncio.Event,
    ) -> Ending:
        ledger, goal = self.ledgers[part], Fixed(max=n)
        ledger.set_meta("goal", str(goal))
        ledger.set_meta("verifier", grader.name)
        total, settled = ledger.progress(str(goal), None)
        if total == settled:
            return "done"
        self.watch.note(f"{part}: {total - settled} problems, {n} each by {choice.teacher.name}")
        role = {"rewrites": "teacher", "solves": "solver", "target": "target"}[part]
        hand = Hand(engine=await engines.of(choice), price=self.money[role])
        work = Work(
            field=domain, grader=grader, sampling=sampling, goal=goal, crew=Crew(), seed=self.order.seed,
            limit=None, speculate=False, budget=self.budget,
        )  # fmt: skip
        return await draw(work, ledger, [hand], self.watch, stop)

    def _budget(self) -> Budget | None:
        """What is left of it after earlier calls. Raises UserError for money without a price."""
        if self.order.budget is None:
            return None
        budget = Budget(self.order.budget)
        by_name = {self.choices[role].teacher.name: price for role, price in self.money.items()}
        if self.order.budget.unit == "usd":
            for name, price in by_name.items():
                if price is None:
                    prices.read(self.order.prices).need(name)
        for ledger in self.ledgers.values():
            for teacher, prompt_tokens, tokens in ledger.spent():
                budget.already(prompt_tokens, tokens, by_name.get(teacher))
        return budget

    def _refused_tasks(self) -> Iterator[Refusal]:
        yield from self.passed_over
        for task, refused in self.ledgers["rewrites"].problems():
            if refused is not None:
                reason, _, message = refused.partition(": ")
                yield _refusal(task, reason, message)

    def _children(self) -> Iterator[Problem | Refusal]:
        """What was written, in the order of the tasks: problems to solve, or why they are none."""
        ledger, seen = self.ledgers["rewrites"], set[str]()
        for task, refused in ledger.problems():
            if refused is not None:
                continue
            found = ledger.candidates(task.id, self.reading.name)
            if not found and (why := self._too_long("rewrites", task)):
                yield _refusal(task, "too long for the context", why)
            for candidate, verdict in found:
                yield self._child(task, candidate, verdict, seen)

    def _child(
        self, task: Problem, written: Candidate, verdict: Verdict | None, seen: set[str]
    ) -> Problem | Refusal:
        assert verdict is not None, "a stage ends when all is graded"
        if verdict.outcome != "correct" or verdict.extracted is None:
            return _refusal(task, verdict.reason, verdict.message, written.text)
        if checks.repeats(verdict.extracted, seen):
            return _refusal(task, "it repeats an earlier one", "", verdict.extracted)
        choice = self.choices["teacher"]
        by = {
            "draft": str(written.index), "teacher": written.teacher, "teacher_revision": written.revision,
            "teacher_licence": choice.licence, "teacher_terms": choice.terms,
        }  # fmt: skip
        return tasks.child(task, verdict.extracted, written.index, self.parts[str(task.source.mutator)], by)

    def _too_long(self, part: Part, problem: Problem) -> str:
        goal = str(self.ledgers[part].meta("goal"))
        return next(
            (row.reason for row in self.ledgers[part].settled(goal, problem.id) if row.kind == "refused"), ""
        )

    def _agreed(self, child: Problem | Refusal) -> Problem | Refusal:
        """A written problem with the reference that the solves agree on."""
        if isinstance(child, Refusal):
            return child
        solves = _graded(self.ledgers["solves"].candidates(child.id, self.solving.name))
        if not solves:
            return _refusal(child, "too long for the context", self._too_long("solves", child), child.prompt)
        keeps = not isinstance(child.reference, NoReference)
        judge = agreement.with_parent if keeps else agreement.with_each_other
        found = judge(solves, self.order.agree)
        if found.reason is not None:
            return _refusal(child, found.reason, found.message, child.prompt)
        reference = child.reference if found.answer is None else MathReference(answer=found.answer)
        made = _with(child, {
            "solver": self.choices["solver"].teacher.name, "solves": str(len(solves)), "agreeing": str(found.agreeing),
            "checked": "solves agree with the parent's reference" if keeps else "solves agree with each other: no proof",
        })  # fmt: skip
        made = replace(made, reference=reference)
        why = None if keeps else validate.fault(made, self.domain, self.proof)
        return _refusal(child, "its reference fails its checks", why, child.prompt) if why else made

    def _kept(self, child: Problem | Refusal) -> Problem | Refusal:
        """What has gone through every stage."""
        made = self._agreed(child)
        if not _for_target(made):
            return made
        assert isinstance(made, Problem)
        found = agreement.against(_graded(self.ledgers["target"].candidates(made.id, self.proof.name)))
        if found.reason is not None:
            return _refusal(made, found.reason, found.message, made.prompt)
        target = self.choices["target"].teacher.name
        return _with(made, {"target": target, "target_failed": f"{found.agreeing} of {self.order.solves}"})

    def finish(self, *, write: bool) -> Report:
        """Count; and write problems.jsonl and refused.jsonl where all stages are done."""
        report = Report(problems=self.problems)
        report.tokens = {
            part: sum(prompts + drawn for _, prompts, drawn in ledger.spent())
            for part, ledger in self.ledgers.items()
        }
        if not write:
            return report
        folder = self.order.out
        with (
            jsonl.replacing(folder / "problems.jsonl") as file,
            jsonl.replacing(folder / "refused.jsonl") as other,
        ):
            for refusal in self._refused_tasks():
                other.write(jsonl.encode(refusal))
                _count(report, refusal)
            for child in self._children():
                self._booked(report, child)
                each = self._kept(child)
                (file if isinstance(each, Problem) else other).write(jsonl.encode(each))
                _count(report, each)
        return report

    def _booked(self, report: Report, child: Problem | Refusal) -> None:
        each = report.yields.setdefault(_mutator(child), Yield())
        each.drafts += 1
        each.sound += isinstance(child, Problem)


def _fill(
    ledger: Ledger, fresh: Iterator[Problem], fault: Callable[[Problem], str | None], what: str
) -> None:
    """Append the problems that a ledger lacks. Raises UserError where those that it has are others."""
    for before, _ in ledger.problems():
        if next(fresh, None) != before:
            raise UserError(
                f"{what} has changed since {ledger.path.parent} began (at {before.id}); choose another --out"
            )
    while batch := list(islice(fresh, BATCH)):
        ledger.add_problems([(problem, fault(problem)) for problem in batch])


def _graded(found: Sequence[tuple[Candidate, Verdict | None]]) -> list[tuple[Candidate, Verdict]]:
    return [(candidate, verdict) for candidate, verdict in found if verdict is not None]


def _for_target(each: Problem | Refusal) -> bool:
    return isinstance(each, Problem) and each.source.mutator == ADVERSARIAL


def _with(problem: Problem, more: dict[str, str]) -> Problem:
    parameters = {**problem.source.parameters, **more}
    return replace(problem, source=replace(problem.source, parameters=parameters))


def _refusal(problem: Problem, reason: str, message: str, text: str | None = None) -> Refusal:
    source = problem.source
    return Refusal(
        parent=str(source.parent),
        mutator=str(source.mutator),
        reason=reason,
        message=message or reason,
        text=text,
    )


def _mutator(each: Problem | Refusal) -> str:
    return each.mutator if isinstance(each, Refusal) else str(each.source.mutator)


def _count(report: Report, each: Problem | Refusal) -> None:
    found = report.yields.setdefault(_mutator(each), Yield())
    if isinstance(each, Refusal):
        found.refused[each.reason] += 1
        return
    found.kept += 1
    found.parents.add(str(each.source.parent))
    report.licences.add(each.source.licence)
    report.held_out += each.source.policy == "heldout_only"
