"""Hardens a problem: generate inputs, ask the reference, keep the tests that kill most mutants."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.seeds import derive
from verigen.core.types import CodeReference, Test
from verigen.problems.harden import oracle
from verigen.problems.harden.inputs import call_of, generate
from verigen.problems.harden.mutants import mutants
from verigen.problems.harden.select import choose
from verigen.problems.harden.trial import CHECK_LIMITS, MUTANT_LIMITS, SLACK, failures, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Call, Limits, Problem

# The second round is for the mutants that outlived the first.
ROUNDS = 2
# A run of a program costs a process, a call of a function does not.
PROGRAM_SHARE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How hard to try.

    `inputs` are generated first, `more` for the mutants that outlive them; `mutants` are made at most, and
    `tests` kept at most, the given ones first.
    """

    inputs: int = 120
    more: int = 300
    tests: int = 40
    mutants: int = 100
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardened:
    """`generated` tests survived the doubts; `killed_before` and `killed_after` count mutants."""

    problem: Problem
    generated: int
    mutants: int
    killed_before: int
    killed_after: int


def harden(
    problem: Problem, pools: tuple[Pool, Pool], options: Options, others: Sequence[str] = ()
) -> Hardened:
    """The problem with more tests. `others` are solutions that are accepted as right.

    Raises ReferenceFault where there is no reference solution, or it fails a given test.
    """
    reference = reference_of(problem)
    assert reference.solution
    tests = list(reference.tests)
    copies = mutants(reference.solution, options.mutants, options.seed)
    killed = matrix(reference, tests, copies, pools)
    before = sum(map(bool, killed))
    for round_ in range(ROUNDS):
        alive = [m for m, failed in enumerate(killed) if not failed] if round_ else list(range(len(copies)))
        more = extra(reference, tests, pools, options, round_, others) if alive or not round_ else []
        for m, failed in zip(alive, matrix(reference, more, [copies[m] for m in alive], pools), strict=True):
            killed[m] |= {len(tests) + place for place in failed}
        tests += more
    kills = [{m for m, failed in enumerate(killed) if place in failed} for place in range(len(tests))]
    chosen = choose(kills, len(reference.tests), options.tests)
    hardened = replace(reference, tests=[tests[place] for place in chosen])
    return Hardened(
        problem=replace(problem, reference=hardened),
        generated=len(tests) - len(reference.tests),
        mutants=len(copies),
        killed_before=before,
        killed_after=len(set[int]().union(*(kills[place] for place in chosen))),
    )


def extra(
    reference: CodeReference,
    known: Sequence[Test],
    pools: tuple[Pool, Pool],
    options: Options,
    round_: int = 0,
    others: Sequence[str] = (),
) -> list[Test]:
    """New tests, as many as `inputs` asks for where the domain has them."""
    count = options.more if round_ else options.inputs
    if reference.mode == "stdio":
        count //= PROGRAM_SHARE
    calls = generate(reference, map(call_of, known), count, derive(options.seed, "round", round_))
    if reference.contract and reference.contract.requires:
        calls = _required(reference, calls, pools[0])
    accepted = [
        code for code in others if not failures(code, reference, reference.tests, pools[0], CHECK_LIMITS)
    ]
    return oracle.answer(reference, calls, pools, accepted)


def reference_of(problem: Problem) -> CodeReference:
    reference = problem.reference
    if not isinstance(reference, CodeReference) or not reference.solution:
        raise ReferenceFault(f"{problem.id} has no reference solution to take outputs from")
    return reference


def _required(reference: CodeReference, calls: list[Call], pool: Pool) -> list[Call]:
    """The inputs that the contract's predicate accepts; it runs in the sandbox as everything does."""
    assert reference.contract
    predicate = replace(reference, mode="function", entry_point="valid", tests=[])
    given = [
        replace(call, args=[call.stdin], stdin=None) if call.stdin is not None else call for call in calls
    ]
    outputs = run(f"valid = {reference.contract.requires}", predicate, given, pool, CHECK_LIMITS)
    return [call for call, output in zip(calls, outputs, strict=True) if output.value is True]


def matrix(
    reference: CodeReference, tests: Sequence[Test], copies: Sequence[str], pools: tuple[Pool, Pool]
) -> list[set[int]]:
    """For each mutant the tests that it fails. Raises ReferenceFault where the reference itself fails one."""
    assert reference.solution
    if not tests or not copies:
        return [set() for _ in copies]
    if failed := failures(reference.solution, reference, tests, pools[0], CHECK_LIMITS):
        place = min(failed)
        raise ReferenceFault(f"the reference fails test {place + 1}: {call_of(tests[place])!r:.200}")
    limits = _limits(reference, tests, pools[0])
    try_ = partial(_try, reference=reference, tests=tests, limits=limits)
    with ThreadPoolExecutor(len(pools)) as threads:
        halves = [threads.submit(try_, copies[i :: len(pools)], pool=pool) for i, pool in enumerate(pools)]
        results = [half.result() for half in halves]
    return [results[i % len(pools)][i // len(pools)] for i in range(len(copies))]


def _try(
    copies: Sequence[str], *, reference: CodeReference, tests: Sequence[Test], limits: Limits, pool: Pool
) -> list[set[int]]:
    return [failures(code, reference, tests, pool, limits) for code in copies]


def _limits(reference: CodeReference, tests: Sequence[Test], pool: Pool) -> Limits:
    """As long as mutants get; longer where the reference itself is slow."""
    assert reference.solution
    outputs = run(reference.solution, reference, [call_of(test) for test in tests], pool, CHECK_LIMITS)
    slowest = max((output.seconds for output in outputs), default=0.0)
    total = sum(output.seconds for output in outputs)
    return replace(
        MUTANT_LIMITS,
        call_s=max(MUTANT_LIMITS.call_s, SLACK * slowest),
        job_s=max(MUTANT_LIMITS.job_s, SLACK * total),
    )
