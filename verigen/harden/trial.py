"""Runs programs on inputs in the sandbox and says on which tests they fail."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from verigen.harden.inputs import call_of
from verigen.types import Job, Limits, Output
from verigen.values import NotAValue
from verigen.verifiers.unit_tests import compare
from verigen.verifiers.unit_tests.checker import check, given_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.parts import Pool
    from verigen.types import Call, CodeReference, Test

# Right solutions take longer than ours: an input that takes this long here would fail some of them.
ORACLE_LIMITS = Limits(call_s=0.3, job_s=0.8, memory_mb=512)
CHECK_LIMITS = Limits(call_s=5.0, job_s=30.0, memory_mb=512)
MUTANT_LIMITS = Limits(call_s=0.2, job_s=2.0, memory_mb=512)
# A mutant of a slow reference may be slow without being wrong.
SLACK = 3.0
MOST_RERUNS = 2
UNREACHED = Output(fault="no_result", message="not reached")


def run(
    code: str, reference: CodeReference, calls: Sequence[Call], pool: Pool, limits: Limits
) -> list[Output]:
    """One output a call. A call that ends the program is skipped and the rest tried again, a few times."""
    outputs: list[Output] = []
    for _ in range(MOST_RERUNS):
        outputs += _once(code, reference, calls[len(outputs) :], pool, limits)
        if len(outputs) == len(calls):
            return outputs
    return outputs + [UNREACHED] * (len(calls) - len(outputs))


def _once(
    code: str, reference: CodeReference, calls: Sequence[Call], pool: Pool, limits: Limits
) -> list[Output]:
    job = Job(
        code=code,
        mode=reference.mode,
        calls=list(calls),
        entry_point=reference.entry_point,
        limits=replace(limits, memory_mb=reference.memory_mb),
        args_after=any(compare.special(test.expected) == compare.ARGS_AFTER for test in reference.tests),
    )
    execution = pool.run(job)
    if execution.fault or not execution.outputs:
        return [replace(UNREACHED, message=execution.message)] * len(calls)
    return execution.outputs


def failures(
    code: str, reference: CodeReference, tests: Sequence[Test], pool: Pool, limits: Limits = MUTANT_LIMITS
) -> set[int]:
    """The tests, by their places, that a program is known to fail.

    It is stopped at the first that it does not survive: what comes after counts as passed.
    """
    outputs = _once(code, reference, [call_of(test) for test in tests], pool, limits)
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
    """Whether an output is wrong as far as the host can tell without a checker."""
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
