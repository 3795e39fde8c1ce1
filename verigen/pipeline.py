"""Joins the stages into a run: read, validate, sample and grade, pack, describe."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import time
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import msgspec

import verigen
from verigen import card, jsonl, registry, runs, summary
from verigen.banks import find
from verigen.errors import ReferenceFault, StorageError, UserError
from verigen.ledger import Ledger, Session, only_writer
from verigen.pack import pack
from verigen.sampling.book import Book
from verigen.sampling.loop import Loop, requests
from verigen.sampling.meter import Meter
from verigen.teachers.choose import choose
from verigen.teachers.weights import Watcher
from verigen.validate import validate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from verigen.parts import Field, Format, Grader
    from verigen.runs import Place, Settings
    from verigen.summary import Summary
    from verigen.teachers.choose import Choice
    from verigen.types import Domain, Problem, Sampling

BATCH = 1000
PROMPT_TOKENS = 1024  # of a context, beside what a completion may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A run as the user orders it; None: the domain's or the catalogue's default."""

    domain: Domain
    bank: str | None
    split: str
    licence: str | None
    teacher: str | None
    engine: str | None
    verifier: str | None
    executor: str
    sampling: Sampling
    n: int
    limit: int | None
    seed: int
    out: Path | None
    resume: bool
    formats: Sequence[Format]


class Watching(Watcher, Protocol):
    """Told of a run as it goes."""

    def sampling(self, meter: Meter) -> contextlib.AbstractContextManager[None]:
        """Show this meter while the run samples."""
        ...

    def graded(self) -> None:
        """A verdict was booked."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`stopped`: by Ctrl-C, with candidates still to draw."""

    folder: Path
    summary: Summary
    records: dict[str, int]
    stopped: bool


def sample(order: Order, watch: Watching) -> Result:
    """Run or continue an order to its end, or to the first Ctrl-C. Raises the errors of its parts."""
    field = registry.load("domain", order.domain)()
    bank_name = order.bank or field.default_bank
    bank = find.find(bank_name, order.domain, licence=order.licence, split=order.split)
    verifier = registry.make("verifier", order.verifier or field.default_verifier, executor=order.executor)
    choice = choose(order.teacher, order.engine, watch, context=order.sampling.max_tokens + PROMPT_TOKENS)
    watch.note(f"teacher {choice.teacher.name} on {choice.engine} ({choice.why})")
    with verifier.open() as grader:
        settings = _settings(order, bank_name, choice, grader)
        place = runs.place(settings, order.out, resume=order.resume)
        runs.create(place)
        with only_writer(place.ledger), contextlib.closing(Ledger(place.ledger, create=True)) as ledger:
            stage = _Stage(order, field, choice, grader, ledger, watch)
            problems = stage.problems(find.unique(bank, bank_name), place)
            _remember(ledger, settings, place)
            stopped = asyncio.run(stage.draw(problems))
            return stage.finish(settings, place, problems, stopped=stopped)


def _settings(order: Order, bank: str, choice: Choice, grader: Grader) -> Settings:
    return runs.Settings(
        domain=order.domain,
        bank=bank,
        teacher=choice.teacher.name,
        revision=choice.teacher.revision,
        engine=choice.engine,
        verifier=grader.name,
        sampling=order.sampling,
        seed=order.seed,
        n=order.n,
        limit=order.limit,
    )


def _remember(ledger: Ledger, settings: Settings, place: Place) -> None:
    """A later call may ask for more candidates or problems than the run had; never for fewer."""
    if place.found:
        settings = replace(settings, n=max(settings.n, place.found.n))
    ledger.set_meta("settings", msgspec.json.encode(settings).decode())
    ledger.set_meta("verifier", settings.verifier)
    (place.folder / "manifest.json").unlink(missing_ok=True)


class _Stage:
    """The steps of one run, over what they share."""

    def __init__(
        self, order: Order, field: Field, choice: Choice, grader: Grader, ledger: Ledger, watch: Watching
    ) -> None:
        self.order, self.field, self.choice = order, field, choice
        self.grader, self.ledger, self.watch = grader, ledger, watch

    def problems(self, bank: Iterator[Problem], place: Place) -> list[Problem]:
        """The problems to sample: those of the ledger, checked against the bank, and the new ones behind them."""
        known = list(self.ledger.problems())
        for before, _ in known:
            if next(bank, None) != before:
                raise UserError(
                    f"the bank has changed since {place.folder} began (at {before.id}); choose another --out"
                )
        accepted = [problem for problem, refused in known if refused is None]
        while batch := list(islice(bank, self._room(len(accepted)))):
            checked = list(validate(batch, self.field, self.grader))
            self.ledger.add_problems(checked)
            for problem, refused in checked:
                if refused is not None:
                    self.watch.note(f"refused {problem.id}: {refused}")
            accepted += [problem for problem, refused in checked if refused is None]
        if not accepted:
            raise ReferenceFault("every problem of the bank was refused, for the reasons above")
        return accepted[: self.order.limit]

    def _room(self, accepted: int) -> int:
        return BATCH if self.order.limit is None else min(BATCH, max(0, self.order.limit - accepted))

    async def draw(self, problems: list[Problem]) -> bool:
        """Draw what is missing; whether Ctrl-C stopped it."""
        drawn = self.ledger.drawn()
        by_id = {problem.id: problem for problem in problems}
        ungraded = [
            (by_id[c.problem], c) for c in self.ledger.ungraded(self.grader.name) if c.problem in by_id
        ]
        wanted = list(requests(problems, self.order.n, self.order.seed, drawn))
        if not wanted and not ungraded:
            self.watch.note("nothing left to draw")
            return False
        total = len(problems) * self.order.n
        if total > len(wanted):
            self.watch.note(f"continuing: {total - len(wanted)} of {total} candidates are there")
        stop = asyncio.Event()
        started = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        async with self.choice.teacher.open() as session:
            self.watch.note(f"engine {session.engine}, {session.concurrency} requests at a time")
            meter = Meter(
                problems=len(problems), total=total, kept=total - len(wanted), places=session.concurrency
            )
            loop = Loop(
                teacher=self.choice.teacher,
                session=session,
                field=self.field,
                grader=self.grader,
                sampling=self.order.sampling,
                book=Book(self.ledger),
                meter=meter,
                told=self.watch.graded,
            )
            with _interruptible(stop), self.watch.sampling(meter):
                try:
                    await loop.run(wanted, ungraded, stop)
                finally:
                    self._close_session(meter, started, session.engine)
        return stop.is_set() and meter.kept + meter.drawn < total

    def _close_session(self, meter: Meter, started: str, engine: str) -> None:
        """Best effort: a full disk has raised already, and these figures must not hide it."""
        with contextlib.suppress(StorageError):
            self.ledger.add_session(
                Session(started, meter.wall_s, meter.idle_s, meter.filled, meter.tokens, engine)
            )

    def finish(self, settings: Settings, place: Place, problems: list[Problem], *, stopped: bool) -> Result:
        """Pack and describe what there is; a run that was stopped gets its manifest when it ends."""
        records = pack(self.ledger, self.order.formats, place.folder)
        made = summary.summarise(self.ledger, settings.n)
        text = card.card(
            settings,
            made,
            records,
            summary.licences(self.ledger),
            self.choice.licence,
            self.field.messages(problems[0], reasoner=self.choice.teacher.reasoner),
        )
        with jsonl.replacing(place.folder / "README.md") as file:
            file.write(text.encode())
        if not stopped:
            self._manifest(settings, place, made, records)
        return Result(folder=place.folder, summary=made, records=records, stopped=stopped)

    def _manifest(self, settings: Settings, place: Place, made: Summary, records: dict[str, int]) -> None:
        manifest = {
            "verigen": verigen.__version__,
            "settings": settings,
            "teacher": repr(self.choice.teacher),
            "teacher_licence": self.choice.licence,
            "formats": [repr(part) for part in self.order.formats],
            "sessions": [session._asdict() for session in self.ledger.sessions()],
            "summary": made,
            "records": records,
        }
        with jsonl.replacing(place.folder / "manifest.json") as file:
            file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


@contextlib.contextmanager
def _interruptible(stop: asyncio.Event) -> Iterator[None]:
    """The first Ctrl-C or SIGTERM asks the loop to stop; the second is Python's own."""
    loop = asyncio.get_running_loop()

    def asked() -> None:
        stop.set()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, asked)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
