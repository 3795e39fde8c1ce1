"""Short ways to run a program in a pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verigen.core.types import Call, Job, Limits

if TYPE_CHECKING:
    from verigen.core.parts import Pool
    from verigen.core.types import Execution, Output

QUICK = Limits(call_s=0.5, job_s=2.0, memory_mb=256, output_bytes=1 << 16)


def call(pool: Pool, code: str, *args: Any, limits: Limits = QUICK) -> Execution:
    """Call `f` of a program once."""
    return pool.run(
        Job(code=code, mode="function", entry_point="f", calls=[Call(args=list(args))], limits=limits)
    )


def output(pool: Pool, code: str, *args: Any, limits: Limits = QUICK) -> Output:
    execution = call(pool, code, *args, limits=limits)
    assert execution.fault is None, execution.message
    return execution.outputs[0]


def script(pool: Pool, code: str, *inputs: str, limits: Limits = QUICK) -> Execution:
    """Run a program as a script, once an input."""
    calls = [Call(stdin=text) for text in inputs or ("",)]
    return pool.run(Job(code=code, mode="stdio", calls=calls, limits=limits))


def fault(execution: Execution) -> str | None:
    """What the program is blamed for, wherever in it that happened."""
    return execution.fault or next((out.fault for out in execution.outputs if out.fault), None)
