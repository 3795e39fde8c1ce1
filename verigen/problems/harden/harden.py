"""Hardens a problem: generates inputs, runs the reference, keeps the tests that kill most mutants."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from verigen.core.errors import ReferenceFault
from verigen.core.seeds import derive
from verigen.core.values import canonical
from verigen.domains.code.reference import CodeReference
from verigen.problems.harden import oracle, statement, votes
from verigen.problems.harden.edges import edges
from verigen.problems.harden.infer import Hints
from verigen.problems.harden.inputs import call_of, domain_of, generate
from verigen.problems.harden.meter import metered
from verigen.problems.harden.mutants import mutants
from verigen.problems.harden.select import choose
from verigen.problems.harden.steady import refuse_unsteady
from verigen.problems.harden.trial import (
    FREE,
    GIVEN,
    MUTANT_STEPS,
    ORACLE,
    SLACK,
    Effort,
    failures,
    run,
    steps,
    stopped,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Call, Problem
    from verigen.domains.code.reference import Test
    from verigen.problems.harden.oracle import Answered
    from verigen.problems.harden.statement import Statement

# The second round is for the mutants that survived the first.
ROUNDS = 2
# A program needs one process per run, a function does not need one per call.
PROGRAM_SHARE = 4
# A slow reference gets fewer inputs: together they take at most this many steps.
MOST_STEPS = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Effort of hardening.

    `inputs` are generated first, then `more` for the mutants that survive them. At most `mutants` are made.
    At most `tests` are kept besides the given ones, which all stay.
    """

    inputs: int = 160
    more: int = 300
    tests: int = 80
    mutants: int = 100
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hardened:
    """A problem with its new tests.

    `generated` tests passed the doubts; `killed_before` and `killed_after` count mutants. `dropped` counts
    the other inputs by reason; `contested` are kept tests that some voters fail. Of `voters` independent
    programs, `rejected` fail a test that the votes of the others keep (None without voters).
    """

    problem: Problem
    generated: int
    mutants: int
    killed_before: int
    killed_after: int
    dropped: dict[str, int] = field(default_factory=dict)
    contested: list[Test] = field(default_factory=list)
    voters: int = 0
    rejected: int | None = None


def harden(
    problem: Problem, pools: tuple[Pool, ...], options: Options, others: Sequence[str] = ()
) -> Hardened:
    """Return the problem with more tests. `others` are independent solutions, which vote on them (see votes).

    Raises ReferenceFault if there is no reference solution, or if it fails a given test or is not
    deterministic.
    """
    reference = reference_of(problem)
    _check(problem.id, reference, pools)
    voters = votes.electorate(reference, others, pools[0])
    copies = mutants(reference.solution or "", options.mutants, options.seed)
    grown = Grown(tests=list(reference.tests), killed=matrix(reference, reference.tests, copies, pools))
    before = sum(map(bool, grown.killed))
    _grow(grown, reference, copies, pools, options, voters, statement.read(problem.prompt))
    against = votes.against(grown.tests, reference, voters, pools[0])
    chosen = _confirmed(reference, grown.tests, _chosen(grown, against, reference, options), pools)
    kept = [grown.tests[place] for place in chosen]
    return Hardened(
        problem=replace(problem, reference=replace(reference, tests=kept)),
        generated=len(grown.tests) - len(reference.tests),
        mutants=len(copies),
        killed_before=before,
        killed_after=sum(not failed.isdisjoint(chosen) for failed in grown.killed),
        dropped=dict(sorted(grown.dropped.items())),
        contested=[test for test in grown.contested if test in kept],
        voters=len(voters),
        rejected=votes.rejected([against[place] for place in chosen[len(reference.tests) :]], len(voters)),
    )


@dataclass(slots=True, kw_only=True)
class Grown:
    """The tests so far, the given ones first, and for each mutant the indexes of the tests that kill it."""

    tests: list[Test]
    killed: list[set[int]]
    dropped: Counter[str] = field(default_factory=Counter)
    contested: list[Test] = field(default_factory=list)


def _grow(
    grown: Grown,
    reference: CodeReference,
    copies: Sequence[str],
    pools: tuple[Pool, ...],
    options: Options,
    voters: Sequence[str],
    said: Statement,
) -> None:
    for round_ in range(ROUNDS):
        alive = [m for m, failed in enumerate(grown.killed) if not failed or not round_]
        if round_ and not alive:
            return
        found = extra(reference, grown.tests, pools, options, round_, voters, said)
        failed = matrix(reference, found.tests, [copies[m] for m in alive], pools)
        for m, places in zip(alive, failed, strict=True):
            grown.killed[m] |= {len(grown.tests) + place for place in places}
        grown.tests += found.tests
        grown.dropped.update(found.dropped)
        grown.contested += found.contested


def _chosen(
    grown: Grown, against: Sequence[set[int]], reference: CodeReference, options: Options
) -> list[int]:
    """Indexes of the tests to keep; a voter that fails a test counts as a mutant that the test kills."""
    kills: list[set[int]] = [{-voter - 1 for voter in voters} for voters in against]
    for mutant, places in enumerate(grown.killed):
        for place in places:
            kills[place].add(mutant)
    most = options.tests // PROGRAM_SHARE if reference.mode == "stdio" else options.tests
    given = len(reference.tests)
    return choose(kills, given, given + most, [canonical(test.expected) for test in grown.tests])


def extra(
    reference: CodeReference,
    known: Sequence[Test],
    pools: tuple[Pool, ...],
    options: Options,
    round_: int = 0,
    voters: Sequence[str] = (),
    said: Statement = statement.NOTHING,
) -> Answered:
    """New tests, up to `inputs` of them if the domain has enough, and edge inputs that the voters accept."""
    count = options.more if round_ else options.inputs
    if reference.mode == "stdio":
        count //= PROGRAM_SHARE
    most = steps(reference, [call_of(test) for test in reference.tests], pools[0])
    count = min(count, MOST_STEPS // max(most, 1))
    seed = derive(options.seed, "round", round_)
    calls = generate(reference, map(call_of, known), count, seed, said)
    if reference.contract and reference.contract.requires:
        calls = required(reference, calls, pools[0])
    found = oracle.answer(reference, calls, pools, voters, said)
    if reference.contract or len(voters) < votes.QUORUM:
        return found
    domain = domain_of(reference, Hints(said=said))
    if domain is None:
        return found
    calls = edges([call_of(test) for test in (*known, *found.tests)], seed, said, domain.relations)
    beyond = oracle.answer(reference, calls, pools, voters, said, unseen=True)
    return replace(
        found,
        tests=[*found.tests, *beyond.tests],
        contested=[*found.contested, *beyond.contested],
        dropped=found.dropped + beyond.dropped,
    )


def reference_of(problem: Problem) -> CodeReference:
    reference = problem.reference
    if not isinstance(reference, CodeReference) or not reference.solution:
        raise ReferenceFault(f"{problem.id} has no reference solution to take outputs from")
    if reference.drawn:
        raise ReferenceFault(f"{problem.id} draws its tests by a recipe of its own, which knows its inputs")
    return reference


def _check(name: str, reference: CodeReference, pools: tuple[Pool, ...]) -> None:
    """Refuse an unusable reference.

    Raises ReferenceFault if it does not parse, fails a given test, does not end or gives one input two
    outputs.
    """
    try:
        metered(reference.solution or "", 1, reference.entry_point)
        mutants(reference.solution or "", 1)
    except (SyntaxError, RecursionError) as error:
        raise ReferenceFault(f"{name}: the reference does not parse: {error}") from error
    calls = [call_of(test) for test in reference.tests]
    if not calls:
        return
    # Few steps first: most references need no more, and an endless one is detected soon.
    for effort in (ORACLE, GIVEN):
        outputs = run(reference.solution or "", reference, calls, pools[0], effort)
        if not any(map(stopped, outputs)):
            break
    for place, output in enumerate(outputs):
        if stopped(output):
            raise ReferenceFault(
                f"{name}: the reference does not end on test {place + 1}: {calls[place]!r:.200}"
            )
    try:
        refuse_unsteady(reference, calls, outputs, pools, effort)
    except ReferenceFault as error:
        raise ReferenceFault(f"{name}: {error}") from error
    if failed := failures(reference.solution or "", reference, reference.tests, pools[0]):
        place = min(failed)
        why = outputs[place].message or outputs[place].fault or "another output"
        raise ReferenceFault(
            f"{name}: the reference fails test {place + 1} ({why:.80}): {calls[place]!r:.200}"
        )


def _confirmed(
    reference: CodeReference, tests: Sequence[Test], chosen: list[int], pools: tuple[Pool, ...]
) -> list[int]:
    """The chosen tests, without new ones that the unmodified reference fails within the problem's time limit."""
    limits = replace(FREE.limits, call_s=reference.time_limit_s / SLACK)
    new = chosen[len(reference.tests) :]
    failed = failures(
        reference.solution or "", reference, [tests[place] for place in new], pools[-1], Effort(limits=limits)
    )
    return chosen[: len(reference.tests)] + [place for i, place in enumerate(new) if i not in failed]


def required(reference: CodeReference, calls: list[Call], pool: Pool) -> list[Call]:
    """The inputs that the contract's predicate accepts; it runs in the sandbox like every program."""
    assert reference.contract
    predicate = replace(reference, mode="function", entry_point="valid", tests=[])
    given = [
        replace(call, args=[call.stdin], stdin=None) if call.stdin is not None else call for call in calls
    ]
    outputs = run(f"valid = {reference.contract.requires}", predicate, given, pool)
    return [call for call, output in zip(calls, outputs, strict=True) if output.value is True]


def matrix(
    reference: CodeReference, tests: Sequence[Test], copies: Sequence[str], pools: tuple[Pool, ...]
) -> list[set[int]]:
    """For each mutant, the indexes of the tests that it fails."""
    if not tests or not copies:
        return [set() for _ in copies]
    most = steps(reference, [call_of(test) for test in tests], pools[0])
    effort = Effort(steps=max(MUTANT_STEPS, SLACK * most))
    try_ = partial(_try, reference=reference, tests=tests, effort=effort)
    with ThreadPoolExecutor(len(pools)) as threads:
        shares = [threads.submit(try_, copies[i :: len(pools)], pool=pool) for i, pool in enumerate(pools)]
        results = [share.result() for share in shares]
    return [results[i % len(pools)][i // len(pools)] for i in range(len(copies))]


def _try(
    copies: Sequence[str], *, reference: CodeReference, tests: Sequence[Test], effort: Effort, pool: Pool
) -> list[set[int]]:
    return [failures(code, reference, tests, pool, effort) for code in copies]
