"""Runs a problem's own checker, `check(stdin or args, expected, output)`, in a sandbox that no candidate enters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import CodeReference, Execution, Output, Test

# CPU seconds of one call of a checker: what an output makes slow does not take from the others.
CALL_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why not every output is accepted: `rejected` outputs are wrong, else the checker itself does not work."""

    rejected: bool
    message: str


def check(pool: Pool, reference: CodeReference, given: Sequence[tuple[Test, Any]]) -> Execution:
    """One answer of the checker for each test and value (or text, of a stdio problem); True accepts."""
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
    """Ask the checker about one output a test, up to the first that it does not accept.

    A checker that answers about the expected output within its limits, but not about this one, has rejected it: what
    an output does to its checker is the output's own fault.
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
    """Whether the checker answers at all where it is given what the test expects."""
    answers = check(pool, reference, [(test, test.expected)])
    return bool(answers.outputs) and answers.outputs[0].fault in {None, "runtime_error"}


def given_by(reference: CodeReference, output: Output) -> Any:
    return output.stdout if reference.mode == "stdio" else output.value
