"""Grades a program again under conditions that a right program does not notice, and on more tests."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from verigen.core import boundary, registry, seeds
from verigen.core.errors import ExecutorError, ReferenceFault
from verigen.core.types import Outcome
from verigen.domains.code.reference import CodeReference
from verigen.problems.harden.steady import SHIFTED, asks_time
from verigen.problems.harden.twins import open_twins
from verigen.verifiers.unit_tests.part import Lazily, UnitTester

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verigen.core.parts import Pool
    from verigen.core.types import Problem, Verdict

# Another sandbox may be slower: a program that meets a limit there is not shown to be wrong.
LIMITS = frozenset({"timeout", "memory", "output_limit"})
OTHER = {"local": "docker", "docker": "local"}


class ProgramOpinion(NamedTuple):
    """The second opinion of a program; `why` names the condition under which it failed."""

    outcome: Outcome
    fault: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reruns:
    """Started sandboxes: `testers` by the condition that each of them sets, the run's own conditions first."""

    testers: dict[str, UnitTester]
    pools: tuple[Pool, ...]

    @property
    def name(self) -> str:
        return ", ".join([*self.testers, "a shifted clock", "shuffled calls"])

    def opinion(self, problem: Problem, code: str | None, hardened: Problem | None) -> ProgramOpinion:
        """Correct only if the program passes under every condition; the first failure decides."""
        if code is None:
            return ProgramOpinion("incorrect", why="there is no program in the reply")
        try:
            for condition, tester, asked, source in self._conditions(problem, code, hardened):
                verdict = tester.grade(asked, source)
                if verdict.outcome != "correct":
                    return _failed(condition, verdict)
        except ReferenceFault as fault:
            return ProgramOpinion("unverified", "reference", str(fault))
        return ProgramOpinion("correct")

    def _conditions(
        self, problem: Problem, code: str, hardened: Problem | None
    ) -> Iterator[tuple[str, UnitTester, Problem, str]]:
        for name, tester in self.testers.items():
            yield name, tester, problem, code
        own = next(iter(self.testers.values()))
        if asks_time(code):
            yield "a shifted clock", own, problem, _late(code)
        if (again := _after_other_calls(problem)) is not None:
            yield "shuffled calls", own, again, code
        if hardened is not None:
            yield "a hardened test", own, hardened, code


def _failed(condition: str, verdict: Verdict) -> ProgramOpinion:
    why = f"{condition}: {verdict.message or verdict.reason}"
    undecided = verdict.outcome == "unverified" or verdict.reason in LIMITS
    return ProgramOpinion(
        "unverified" if undecided else "incorrect", verdict.reason if undecided else "", why
    )


def _late(code: str) -> str:
    """The program under a clock that is set ahead; only the sandbox parses it."""
    run = f"exec(compile({code!r}, 'candidate.py', 'exec', dont_inherit=True), globals())"
    return f"{SHIFTED}\n{run}\n"


def _after_other_calls(problem: Problem) -> Problem | None:
    """The problem with all tests twice, first in another order; None for programs on standard input.

    Each of those runs in its own process, so that nothing can remain of an earlier call.
    """
    reference = problem.reference
    if not isinstance(reference, CodeReference) or reference.mode == "stdio":
        return None
    before = list(reference.tests)
    seeds.rng(0, "audit", "order of calls", problem.id).shuffle(before)
    return replace(problem, reference=replace(reference, tests=[*before, *reference.tests]))


@contextmanager
def open_reruns(executor: str, jobs: int) -> Iterator[Reruns]:
    """Open the run's executor under several hash seeds, and another one.

    The other one is Docker for local runs and the reverse; where it does not start, programs run once more in one
    sandbox that they share. Raises ExecutorError where the run's own executor does not start.
    """
    part = registry.make("executor", executor, {"jobs": jobs})
    with ExitStack() as stack:
        pools = stack.enter_context(open_twins(part))
        checkers = stack.enter_context(Lazily(partial(boundary.opened, replace(part, jobs=1), "executor")))
        named = dict(zip(_seeds(part, len(pools)), pools, strict=True))
        named |= _other(executor, part, jobs, stack)
        yield Reruns(testers={name: UnitTester(pool, checkers) for name, pool in named.items()}, pools=pools)


def _seeds(part: Any, count: int) -> list[str]:
    return ["the run's sandbox", *(f"hash seed {part.hash_seed + step}" for step in range(1, count))]


def _other(executor: str, part: Any, jobs: int, stack: ExitStack) -> dict[str, Pool]:
    if executor in OTHER:
        name = OTHER[executor]
        try:
            other = registry.make("executor", name, {"jobs": jobs})
            return {f"the {name} executor": stack.enter_context(boundary.opened(other, "executor"))}
        except ExecutorError:
            pass
    if "cells" not in {option.name for option in fields(part)}:
        return {}
    shared = boundary.opened(replace(part, cells="shared"), "executor")
    return {"a shared sandbox": stack.enter_context(shared)}
