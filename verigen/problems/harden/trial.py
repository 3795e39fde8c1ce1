"""Runs programs on inputs in the sandbox and tells which tests they fail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from verigen.core.types import Job, Limits, Output
from verigen.core.values import NotAValue
from verigen.problems.harden import meter
from verigen.problems.harden.inputs import call_of
from verigen.verifiers.unit_tests import compare
from verigen.verifiers.unit_tests.checker import check, given_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Call
    from verigen.domains.code.reference import CodeReference, Test

# Correct solutions may take more steps than ours: an input with this many steps here would fail some of them.
ORACLE_STEPS = 300_000
# The given tests stay, however many steps they take.
GIVEN_STEPS = 10_000_000
# A mutant of a slow reference may be slow without being wrong.
SLACK, MUTANT_STEPS = 3, 50_000
# Steps decide; the time limit only stops long work inside one built-in call.
CLOCK = Limits(call_s=10.0, job_s=60.0, memory_mb=512)
CHECK_LIMITS = Limits(call_s=5.0, job_s=30.0, memory_mb=512)
MOST_RERUNS = 3
UNREACHED = Output(fault="no_result", message="not reached")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Limits of each call of a program: steps, counted if `steps` is given, and seconds.

    After more than `strikes` calls that use all their steps, each call gets fewer. `prelude` runs before the
    program.
    """

    steps: int | None = None
    limits: Limits = CLOCK
    strikes: int = 0
    prelude: str = ""


FREE = Effort(limits=CHECK_LIMITS)
ORACLE = Effort(steps=ORACLE_STEPS, strikes=20)
GIVEN = Effort(steps=GIVEN_STEPS)


def run(
    code: str, reference: CodeReference, calls: Sequence[Call], pool: Pool, effort: Effort = FREE
) -> list[Output]:
    """One output per call. A call that ends the program is skipped and the rest tried again, a few times."""
    outputs: list[Output] = []
    for _ in range(MOST_RERUNS):
        outputs += _once(code, reference, calls[len(outputs) :], pool, effort)
        if len(outputs) == len(calls):
            return outputs
    return outputs + [UNREACHED] * (len(calls) - len(outputs))


def _once(
    code: str, reference: CodeReference, calls: Sequence[Call], pool: Pool, effort: Effort
) -> list[Output]:
    entry = reference.entry_point
    if effort.steps is not None:
        try:
            code = meter.metered(code, effort.steps, entry, strikes=effort.strikes, prelude=effort.prelude)
        except SyntaxError as error:
            return [replace(UNREACHED, fault="syntax_error", message=str(error))] * len(calls)
        entry = meter.ENTRY if entry else None
    job = Job(
        code=code,
        mode=reference.mode,
        calls=list(calls),
        entry_point=entry,
        limits=replace(effort.limits, memory_mb=reference.memory_mb),
        args_after=any(compare.special(test.expected) == compare.ARGS_AFTER for test in reference.tests),
    )
    execution = pool.run(job)
    if execution.fault or not execution.outputs:
        fault = execution.fault or "no_result"
        return [replace(UNREACHED, fault=fault, message=execution.message)] * len(calls)
    return execution.outputs


def steps(reference: CodeReference, calls: Sequence[Call], pool: Pool) -> int:
    """The most steps that the reference takes on one of the calls.

    For programs on standard input, whose steps are unknown, the allowed maximum.
    """
    if not reference.entry_point or not calls:
        return ORACLE_STEPS // SLACK
    code = meter.counting(reference.solution or "", GIVEN_STEPS, reference.entry_point)
    counted = replace(reference, entry_point=meter.ENTRY)
    outputs = run(code, counted, calls, pool, Effort(limits=CLOCK))
    return max((output.value for output in outputs if isinstance(output.value, int)), default=0)


def stopped(output: Output) -> bool:
    return output.exception == meter.STOP or output.fault == "timeout"


def failures(
    code: str, reference: CodeReference, tests: Sequence[Test], pool: Pool, effort: Effort = FREE
) -> set[int]:
    """Indexes of the tests that a program is known to fail.

    The run stops at the first test that the program does not survive or finish; later tests count as passed.
    """
    outputs = _once(code, reference, [call_of(test) for test in tests], pool, effort)
    ends = next((place for place, output in enumerate(outputs) if stopped(output)), len(outputs))
    outputs = outputs[: ends + 1]
    failed = {
        i
        for i, (test, output) in enumerate(zip(tests, outputs, strict=False))
        if fails(reference, test, output)
    }
    if reference.compare.kind != "checker" or not reference.compare.checker:
        return failed
    open_ = [i for i in range(len(outputs)) if i not in failed]
    return failed | _rejected(reference, [(i, tests[i], outputs[i]) for i in open_], pool)


def fails(reference: CodeReference, test: Test, output: Output) -> bool:
    """Whether an output is wrong, as far as the host can tell without a checker."""
    if compare.special(test.expected) == compare.RAISES:
        return output.exception is None or not compare.raises(test, output)
    if output.fault or output.exception:
        return True
    if reference.compare.kind == "checker":
        return False
    try:
        return not compare.passes(test, output, reference.compare, reference.mode)
    except NotAValue:
        return True


def _rejected(reference: CodeReference, open_: list[tuple[int, Test, Output]], pool: Pool) -> set[int]:
    execution = check(pool, reference, [(test, given_by(reference, output)) for _, test, output in open_])
    answers = chain(execution.outputs, [UNREACHED] * len(open_))
    return {i for (i, _, _), answer in zip(open_, answers, strict=False) if answer.value is not True}
