"""Runs a problem's own checker, `check(stdin or args, expected, output)`, in a sandbox where no candidate runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Output
    from verigen.domains.code.reference import CodeReference, Test

# CPU seconds per call of a checker, so that an output that slows it does not affect the others.
CALL_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why an output is not accepted: it is wrong if `rejected`, else the checker itself failed."""

    rejected: bool
    message: str


def check(pool: Pool, reference: CodeReference, given: Sequence[tuple[Test, Any]]) -> Execution:
    """Run the checker on each pair of a test and a value (text for a stdio problem); True accepts."""
    assert reference.compare.checker
    calls = [
        Call(args=[test.stdin if reference.mode == "stdio" else test.args, test.expected, output])
        for test, output in given
    ]
    limits = Limits(call_s=CALL_S, job_s=CALL_S * len(calls))
    return pool.run(
        Job(code=reference.compare.checker, mode="function", entry_point="check", calls=calls, limits=limits)
    )


def objection(pool: Pool, reference: CodeReference, given: Sequence[tuple[Test, Output]]) -> Objection | None:
    """The checker's objection to the first output that it does not accept, None if it accepts all.

    A checker that fails on this output, but works on the expected one within its limits, counts as rejecting it: the
    output caused the failure.
    """
    answers = check(pool, reference, [(test, given_by(reference, output)) for test, output in given])
    for number, (test, _) in enumerate(given, 1):
        answer = answers.outputs[number - 1] if number <= len(answers.outputs) else None
        if answer is not None and answer.fault is None and answer.value is True:
            continue
        words = answer.message if answer is not None else answers.message
        if answer is not None and answer.fault in {None, "runtime_error"}:
            return Objection(rejected=True, message=f"test {number}: the checker rejects it {words}".rstrip())
        if _works(pool, reference, test):
            return Objection(rejected=True, message=f"test {number}: no checker can read it: {words}")
        return Objection(rejected=False, message=f"the problem's checker failed: {words}")
    return None


def _works(pool: Pool, reference: CodeReference, test: Test) -> bool:
    """Whether the checker gives any answer on the test's expected output."""
    answers = check(pool, reference, [(test, test.expected)])
    return bool(answers.outputs) and answers.outputs[0].fault in {None, "runtime_error"}


def given_by(reference: CodeReference, output: Output) -> Any:
    return output.stdout if reference.mode == "stdio" else output.value
