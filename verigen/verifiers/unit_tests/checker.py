"""Runs a problem's own checker, `check(stdin or args, expected, output)`, in a sandbox that no candidate enters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verigen.core.parts import Pool
    from verigen.core.types import CodeReference, Execution, Output, Test

LIMITS = Limits(call_s=5.0, job_s=60.0)


def check(pool: Pool, reference: CodeReference, given: Sequence[tuple[Test, Output]]) -> Execution:
    """One answer of the checker a test; a value of True accepts."""
    assert reference.compare.checker
    calls = [Call(args=_arguments(reference, test, output)) for test, output in given]
    return pool.run(
        Job(code=reference.compare.checker, mode="function", entry_point="check", calls=calls, limits=LIMITS)
    )


def _arguments(reference: CodeReference, test: Test, output: Output) -> list[Any]:
    if reference.mode == "stdio":
        return [test.stdin, test.expected, output.stdout]
    return [test.args, test.expected, output.value]
