"""Runs all stages in order: read, validate, sample and grade, pack, describe."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verigen.core import boundary, domains, registry
from verigen.core.errors import UserError
from verigen.core.types import Call, Job
from verigen.dataset import card, pack
from verigen.domains.prompted import Prompted
from verigen.grading.judge import judge, second
from verigen.grading.review import people
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, only_writer
from verigen.ledger.summary import Count
from verigen.problems.banks import find, licences
from verigen.run import describe, rehearsal
from verigen.run.cluster import drive
from verigen.run.order import RunResult
from verigen.run.stage import Stage
from verigen.sampling import goals
from verigen.sampling.given_up import given_up
from verigen.sampling.interrupt import Stop
from verigen.sampling.watch import SilentWatch
from verigen.teachers import prices
from verigen.teachers.choose import PROMPT_TOKENS, choose
from verigen.teachers.terms import allowed
from verigen.verifiers.majority import Majority

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verigen.core.parts import Bank, Domain, Verifier
    from verigen.core.types import Problem
    from verigen.ledger.runs import RunFolder, RunSettings
    from verigen.run.order import SampleOrder
    from verigen.run.rehearsal import Rehearsal
    from verigen.sampling.hand import Ending
    from verigen.sampling.watch import RunWatch
    from verigen.teachers.choose import Choice
    from verigen.teachers.prices import Price

SILENT = SilentWatch()
EMPTY = Job(code="", mode="stdio", calls=[Call(stdin="")])


def sample(order: SampleOrder, watch: RunWatch = SILENT, stop: Stop | None = None) -> RunResult:
    """Run or continue an order until it is done, a stop is requested or its budget ends.

    Starts its own event loop, so the calling thread must not run one. Raises the errors of its parts.
    """
    parts = _parts(order, watch)
    equipped(parts.domain, order.executor, watch)
    with boundary.opened(parts.verifier, "verifier") as grader:
        settings = describe.settings(order, parts.bank_name, parts.choices, grader)
        place = runs.place(settings, order.out, resume=order.resume)
        runs.create(place)
        with only_writer(place.ledger), contextlib.closing(Ledger(place.ledger, create=True)) as ledger:
            order = _kept(order, place, watch)
            settings = replace(settings, goal=order.goal.settings, limit=order.limit)
            stage = Stage(
                order, parts.domain, parts.choices, parts.money, grader, ledger, watch, stop or Stop()
            )
            stage.read(parts.problems(order), place)
            stage.remember(settings)
            ending = asyncio.run(stage.draw())
            if isinstance(parts.verifier, Majority):
                judge.settle(ledger, parts.verifier)
            return _finish(stage, settings, place, ending)


def equipped(domain: Domain, executor: str, watch: RunWatch = SILENT) -> None:
    """Run an empty program with the packages of the domain's profile, if it has one, before an engine starts.

    Raises ExecutorError in one line where they are missing and can't be made.
    """
    if profile := getattr(domain, "profile", ""):
        with (
            watch.doing(f"starting a sandbox with the profile {profile}"),
            boundary.opened(registry.make("executor", executor, {"jobs": 1}), "executor") as pool,
        ):
            pool.run(replace(EMPTY, profile=profile))


def rehearse(order: SampleOrder, watch: RunWatch = SILENT) -> Rehearsal:
    """Compute the prompts and the maximum cost of a run without drawing. Raises the errors of its parts."""
    parts = _parts(order, watch)
    return rehearsal.rehearse(order, parts.problems(order), parts.domain, parts.choices, parts.money)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """The parts that an order names."""

    domain: Domain
    verifier: Verifier
    bank_name: str
    bank: Bank
    choices: Sequence[Choice]
    money: Sequence[Price | None]

    def problems(self, order: SampleOrder) -> Iterator[Problem]:
        found = (domains.adopted(each, order.domain) for each in find.unique(self.bank, self.bank_name))
        return licences.known(found, self.bank_name) if order.formats else found


def _parts(order: SampleOrder, watch: RunWatch) -> _Parts:
    if order.ray is not None and order.fallback is not None:
        raise UserError(
            "--fallback runs beside the grader of this machine; use `verigen regrade --fallback` after --ray"
        )
    if order.ray is not None:
        drive.require(budget=order.budget is not None)
    domain = domains.made(order.domain, style=order.style, critic=order.critic)
    bank_name = _bank(order, domain)
    verifier = registry.make(
        "verifier",
        order.verifier or domain.default_verifier,
        {"executor": order.executor, **(order.vote or {})},
    )
    _refuse_blind(order, verifier)
    verifier = second.behind(verifier, order.fallback, watch)
    bank = find.find(
        bank_name,
        order.domain,
        licence=order.licence,
        split=order.split,
        unanswered=not verifier.needs_reference,
        policy=order.policy,
        columns=order.columns,
    )
    table = prices.read(order.prices)
    choices = [_chosen(spec, order, watch) for spec in order.teachers]
    names = [choice.teacher.name for choice in choices]
    if len(set(names)) < len(names):
        raise UserError(f"two teachers have the same name: {', '.join(names)}")
    return _Parts(
        domain=domain if order.prompt is None else Prompted(inner=domain, prompt=order.prompt),
        verifier=verifier,
        bank_name=bank_name,
        bank=bank,
        choices=choices,
        money=[table.of(choice.teacher.name) or choice.price for choice in choices],
    )


def _bank(order: SampleOrder, domain: Domain) -> str:
    if not (name := order.bank or domain.default_bank):
        raise UserError(f"the domain {order.domain} has no bank of its own; name one with --bank")
    return name


def _refuse_blind(order: SampleOrder, verifier: Verifier) -> None:
    """Raise UserError if the goal needs verdicts that come only after all candidates are drawn."""
    if isinstance(verifier, Majority) and not isinstance(order.goal, goals.Fixed):
        raise UserError("a majority is known when all candidates are drawn: it takes --goal n")


def _chosen(spec: str | None, order: SampleOrder, watch: RunWatch) -> Choice:
    context = order.sampling.max_tokens + PROMPT_TOKENS
    choice = choose(spec, order.engine, watch, context=context, options=order.options)
    watch.note(f"teacher {choice.teacher.name} on {choice.engine} ({choice.why})")
    if order.formats and not order.allow_restricted:
        allowed(choice.teacher.name, choice.terms)
    return choice


def _kept(order: SampleOrder, place: RunFolder, watch: RunWatch) -> SampleOrder:
    """Merge an order with the earlier run.

    A later call may ask for more candidates or problems, never for fewer.
    """
    if place.found is None:
        return order
    kept, found = order, goals.made(place.found.goal)
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


def _finish(stage: Stage, settings: RunSettings, place: RunFolder, ending: Ending) -> RunResult:
    """Pack the records and describe the run; a stopped run gets its manifest only when it is done."""
    order, ledger, count, seen = stage.order, stage.ledger, Count(), card.Seen()
    graded = people.overruled(seen.over(count.over(ledger.graded())), ledger.said(people.PEOPLE))
    records = pack.pack(
        graded,
        order.formats,
        place.folder,
        ledger.teachers(),
        stage.watch.note,
        seen.lengths,
        order.executor if order.formats else None,
    )
    made = count.summary(ledger, order.goal.settings, stage.cost(), _given_up(order, ledger))
    if not order.held_out and made.problems:
        describe.write_card(settings, place, made, records, seen, ledger, stage.domain, stage.choices)
    if ending == "done":
        describe.write_manifest(order, settings, place, made, records, ledger, stage.choices)
    else:
        (place.folder / "manifest.json").unlink(missing_ok=True)
    return RunResult(folder=place.folder, summary=made, records=records, ending=ending)


def _given_up(order: SampleOrder, ledger: Ledger) -> float | None:
    """The share of the problems within the goal's reach that it gave up; None for goals that never do."""
    if isinstance(order.goal, goals.Wanted):
        return given_up(order.goal, ledger.endings(str(order.goal))).share
    return None
