"""Laws of executors. `verigen doctor` tests attacks by hostile programs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from verigen.core.boundary import typed
from verigen.core.types import Call, Execution, Job, Limits
from verigen.testing.law import hold

if TYPE_CHECKING:
    from verigen.core.parts import Executor
    from verigen.testing.law import Law
    from verigen.testing.sample import Sample

DOUBLE = "def f(x):\n    return 2 * x\n"
SHORT = Limits(call_s=0.5, job_s=1.0)


def it_runs_every_call_in_order(part: Executor, sample: Sample) -> None:  # noqa: ARG001 - every law takes one
    with part.open() as pool:
        done = typed(type(part).__name__, pool.run(_job(DOUBLE, 1, "ab", [3])), Execution)
    found = [output.value for output in done.outputs]
    hold(found == [2, "abab", [3, 3]], f"the doubles of 1, 'ab' and [3] are {found}: {done.message}")


def a_program_of_standard_input_prints(part: Executor, sample: Sample) -> None:  # noqa: ARG001
    job = Job(code="print(int(input()) + 1)", mode="stdio", calls=[Call(stdin="1\n"), Call(stdin="41\n")])
    with part.open() as pool:
        found = [output.stdout for output in pool.run(job).outputs]
    hold(found == ["2\n", "42\n"], f"it printed {found}")


def what_a_program_raises_is_told_by_its_name(part: Executor, sample: Sample) -> None:  # noqa: ARG001
    with part.open() as pool:
        (output,) = pool.run(_job("def f(x):\n    raise KeyError(x)\n", 1)).outputs
    hold(output.exception == "KeyError" and output.fault, f"a KeyError came out as {output}")


def an_endless_loop_is_a_timeout_and_the_next_program_runs(part: Executor, sample: Sample) -> None:  # noqa: ARG001
    with part.open() as pool:
        done = pool.run(_job("def f(x):\n    while True: pass\n", 1))
        faults = {done.fault, *(output.fault for output in done.outputs)}
        hold("timeout" in faults, f"an endless loop came out as {done}")
        (output,) = pool.run(_job(DOUBLE, 4)).outputs
        hold(output.value == 8, f"after an endless loop 2 * 4 is {output.value!r}")


def threads_get_their_own_results(part: Executor, sample: Sample) -> None:
    numbers = range(2 * sample.requests)
    with part.open() as pool, ThreadPoolExecutor(sample.requests) as threads:
        done = list(threads.map(lambda n: pool.run(_job(DOUBLE, n)).outputs[0].value, numbers))
    hold(done == [2 * n for n in numbers], f"results were mixed up: {done}")


def _job(code: str, *arguments: object) -> Job:
    calls = [Call(args=[each]) for each in arguments]
    return Job(code=code, mode="function", entry_point="f", calls=calls, limits=SHORT)


LAWS: tuple[Law, ...] = (
    it_runs_every_call_in_order,
    a_program_of_standard_input_prints,
    what_a_program_raises_is_told_by_its_name,
    an_endless_loop_is_a_timeout_and_the_next_program_runs,
    threads_get_their_own_results,
)
