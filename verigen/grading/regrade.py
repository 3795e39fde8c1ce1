"""Grades a finished run again with a newer or another verifier, and reports what changes."""

from __future__ import annotations

import contextlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verigen.core import boundary, domains, registry
from verigen.core.errors import PartFailed, ReferenceFault, UserError
from verigen.grading.judge import second
from verigen.ledger import runs
from verigen.ledger.ledger import Ledger, only_writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from verigen.core.parts import Grader
    from verigen.core.types import Candidate, Problem, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradeOrder:
    """`verifier`: None means the domain's default. `adopt`: use the new verdicts for the run's records.

    `fallback`: the judge model behind the verifier.
    """

    run: Path
    verifier: str | None
    executor: str
    jobs: int
    adopt: bool
    fallback: str | None = None


class VerdictChange(NamedTuple):
    """A candidate with its verdicts before and after."""

    candidate: str
    before: Verdict
    after: Verdict


@dataclass(slots=True, kw_only=True)
class Regraded:
    """The result of a regrade; `moves` counts pairs of outcomes (before, after).

    `refused` maps problems whose reference the new verifier can't read to the reason.
    """

    before: str
    after: str
    candidates: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    changes: list[VerdictChange] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    @property
    def unsteady(self) -> bool:
        """Whether the same verifier in the same version changed an outcome."""
        return self.before == self.after and bool(self.changes)


def regrade(order: RegradeOrder, told: Callable[[int], None]) -> Regraded:
    """Grade every candidate of the run and store the verdicts under the new verifier's name.

    `told` is called after each candidate with their total number. Verdicts stored by an interrupted call are used
    again. A verifier with the run's own name and version is only compared and stores nothing.

    Raises UserError where there is no run.
    """
    path = order.run / "ledger.db"
    with contextlib.closing(Ledger(path)) as ledger, only_writer(path):
        settings = runs.settings(ledger)
        if settings is None:
            raise UserError(f"{order.run} holds no run; `verigen sample --out {order.run}` makes one")
        name = order.verifier or domains.named(settings.domain).default_verifier
        verifier = registry.make("verifier", name, {"executor": order.executor, "jobs": order.jobs})
        with (
            boundary.opened(second.behind(verifier, order.fallback), "verifier") as grader,
            ThreadPoolExecutor(order.jobs, thread_name_prefix="regrade") as threads,
        ):
            found = Regraded(before=ledger.meta("verifier") or "", after=grader.name)
            total = ledger.grades(found.before)
            for problem, drawn in ledger.drawn(found.before):
                for change in _problem(problem, drawn, ledger, grader, threads, found):
                    _compare(change, found)
                    told(total)
        if order.adopt:
            ledger.set_meta("verifier", found.after)
            adopted = replace(settings, verifier=found.after)
            ledger.set_meta("settings", msgspec.json.encode(adopted).decode())
    return found


def _problem(
    problem: Problem,
    drawn: list[tuple[Candidate, Verdict | None]],
    ledger: Ledger,
    grader: Grader,
    threads: ThreadPoolExecutor,
    found: Regraded,
) -> list[VerdictChange]:
    """Grade candidates without a verdict of the new verifier, store these in one batch, and pair both verdicts."""
    try:
        grader.check(problem)
    except (ReferenceFault, PartFailed) as error:
        found.refused[problem.id] = str(error)
        return []
    same = found.before == found.after
    stored = {} if same else {c.id: verdict for c, verdict in ledger.candidates(problem.id, grader.name)}
    fresh = [candidate for candidate, _ in drawn if stored.get(candidate.id) is None]
    verdicts = list(threads.map(lambda candidate: boundary.grade(grader, problem, candidate), fresh))
    made = {c.id: verdict for c, verdict in zip(fresh, verdicts, strict=True)}
    if not same:
        ledger.commit([], made.items())
    after = {**stored, **made}
    return [VerdictChange(c.id, before, now) for c, before in drawn if before and (now := after[c.id])]


def _compare(change: VerdictChange, found: Regraded) -> None:
    found.candidates += 1
    found.moves[change.before.outcome, change.after.outcome] += 1
    if change.before.outcome != change.after.outcome:
        found.changes.append(change)
