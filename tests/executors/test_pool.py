"""Workers fail; the pool does not."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from run_program import QUICK, call, output

from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Execution, Job, Limits
from verigen.executors.cgroup import ROOT
from verigen.executors.local import Local
from verigen.executors.pool import WorkerPool
from verigen.executors.profiles.routed import RoutedPool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from verigen.core.parts import Executor

SQUARE = "def f(n): return n * n"
SLOW = "import time\ndef f(n):\n    time.sleep(0.3)\n    return n"
JOB = Job(code=SQUARE, mode="function", entry_point="f", calls=[])


STRANGERS: set[int] = set()  # sandboxes that other tests opened


@pytest.fixture
def local() -> Iterator[WorkerPool]:
    STRANGERS.clear()
    STRANGERS.update(sandboxes())
    with Local(jobs=2).open() as routed:
        assert isinstance(routed, RoutedPool)
        pool = routed._pool("")
        assert isinstance(pool, WorkerPool)
        # A pool opens with its first worker; these tests count both.
        while pool._idle.qsize() < 2:
            sleep(0.01)
        yield pool


def sandboxes() -> list[int]:
    """Process ids of the sandboxes' outermost processes, this test's own children."""
    rows = subprocess.check_output(
        ["ps", "-o", "pid=,comm=", "--ppid", str(os.getpid())], text=True
    ).splitlines()
    found = (int(pid) for pid, name in map(str.split, rows) if name == "bwrap")
    return [pid for pid in found if pid not in STRANGERS]


def _gone(pid: int) -> bool:
    end = monotonic() + 10
    while monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        sleep(0.02)
    return False


def test_many_threads_share_few_workers(executor: Executor) -> None:
    with executor.open() as pool, ThreadPoolExecutor(8) as threads:
        values = list(threads.map(lambda n: output(pool, SQUARE, n).value, range(100)))

    assert values == [n * n for n in range(100)]


def test_a_killed_worker_is_replaced(local: WorkerPool) -> None:
    for pid in sandboxes():
        os.kill(pid, signal.SIGKILL)
    sleep(0.2)

    assert [output(local, SQUARE, n).value for n in range(4)] == [0, 1, 4, 9]


def test_a_job_whose_worker_dies_runs_again_on_another(local: WorkerPool) -> None:
    with ThreadPoolExecutor(1) as threads:
        pending = threads.submit(output, local, SLOW, 7)
        sleep(0.1)
        # All in one call: a job that has moved on to another sandbox must not lose that one too.
        subprocess.run(["kill", "-KILL", *map(str, sandboxes())], check=True)

        assert pending.result().value == 7


def _inside(pid: int) -> list[int]:
    """A process and all below it, from the outermost sandbox to the program, as they run now."""
    rows = subprocess.check_output(["ps", "-eo", "pid=,ppid="], text=True).splitlines()
    parents = {int(child): int(parent) for child, parent in map(str.split, rows)}
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found


def _ready(pid: int) -> list[int]:
    """The same once it is all there but for a program: a fresh sandbox takes a moment to grow."""
    end = monotonic() + 20
    while len(found := _inside(pid)) < 3 and monotonic() < end:
        sleep(0.05)
    return found


@pytest.mark.parametrize("level", ["the program", "the zygote", "the reporter", "the jail"])
def test_whatever_is_killed_from_outside_the_job_runs_again(local: WorkerPool, level: str) -> None:
    with ThreadPoolExecutor(1) as threads:
        pending = threads.submit(output, local, SLOW, 7)
        end = monotonic() + 10
        running: list[int] = []
        while len(running) < 4 and monotonic() < end:
            running = max((_inside(pid) for pid in sandboxes()), key=len)
        levels = dict(zip(["the jail", "the reporter", "the zygote", "the program"], running, strict=False))
        os.kill(levels[level], signal.SIGKILL)

        assert pending.result().value == 7


def test_a_worker_without_its_zygote_is_replaced_before_its_next_job(local: WorkerPool) -> None:
    for pid in sandboxes():
        os.kill(_ready(pid)[2], signal.SIGKILL)
    sleep(0.3)

    assert [output(local, SQUARE, n).value for n in range(4)] == [0, 1, 4, 9]


def test_a_reporter_that_stands_still_is_given_up(local: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the job itself might take."""
    monkeypatch.setattr("verigen.executors.worker.SILENCE_S", 2.5)
    stuck = [_ready(pid)[1] for pid in sandboxes()]
    os.kill(stuck[0], signal.SIGSTOP)
    with ThreadPoolExecutor(2) as threads:
        jobs = [threads.submit(output, local, SLOW, n, limits=Limits(call_s=600, job_s=6000)) for n in (1, 2)]

        assert [job.result().value for job in jobs] == [1, 2]
    assert _gone(stuck[0])


def test_a_program_that_says_nothing_for_long_is_no_stuck_one(
    local: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verigen.executors.worker.SILENCE_S", 2.5)
    code = "import time\ndef f(n):\n    time.sleep(4)\n    return n"

    assert output(local, code, 5, limits=Limits(call_s=10, job_s=10)).value == 5


def test_a_stuck_worker_does_not_hold_up_the_others(local: WorkerPool) -> None:
    stuck = sandboxes()
    for pid in stuck[:1]:
        subprocess.run(["pkill", "-STOP", "-P", str(pid)], check=False)
    with ThreadPoolExecutor(4) as threads:
        jobs = [threads.submit(output, local, SQUARE, n) for n in range(20)]
        end = monotonic() + 20
        while sum(job.done() for job in jobs) < 19 and monotonic() < end:
            sleep(0.01)

        done = sum(job.done() for job in jobs)
        os.kill(stuck[0], signal.SIGKILL)

        assert done >= 19
        assert sorted(job.result().value for job in jobs) == sorted(n * n for n in range(20))


def test_an_endless_program_does_not_hold_up_the_others(local: WorkerPool) -> None:
    with ThreadPoolExecutor(2) as threads:
        endless = threads.submit(call, local, "def f():\n    while True: pass")
        values = [output(local, SQUARE, n).value for n in range(10)]

        assert not endless.done()
        assert values == [n * n for n in range(10)]


def _groups() -> set[Path]:
    return {group for group in ROOT.rglob(f"verigen-{os.getpid()}-*") if group.is_dir()}


def test_nothing_is_left_when_a_pool_closes() -> None:
    others, groups = set(sandboxes()), _groups()
    with Local(jobs=2).open() as pool:
        output(pool, SQUARE, 2)
        started = set(sandboxes()) - others

    assert started
    assert all(_gone(pid) for pid in started)
    assert _groups() == groups


def test_nothing_is_left_when_the_host_is_killed() -> None:
    code = f"""
import os, subprocess, time
from verigen.executors.local import Local
with Local(jobs=1).open() as pool:
    print(subprocess.check_output(["pgrep", "-P", str(os.getpid()), "bwrap"]).split()[0], flush=True)
    time.sleep({60})
"""
    host = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert host.stdout
    pid = int(host.stdout.readline().strip("b'\n"))

    host.kill()
    host.wait()
    host.stdout.close()

    assert _gone(pid)


def test_where_bubblewrap_is_missing_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(ExecutorError, match="apt-get install bubblewrap"), Local(jobs=1).open():
        pass


class Failing:
    """A worker whose sandbox breaks a given number of times, counted over all workers."""

    left = 0

    def run(self, job: Job) -> Execution:
        if Failing.left > 0:
            Failing.left -= 1
            raise ExecutorError("broken")
        return Execution(outputs=[], message=job.code)

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("failures", "fails"), [(0, False), (1, False), (2, True)])
def test_a_sandbox_that_breaks_is_tried_once_more(failures: int, fails: bool) -> None:  # noqa: FBT001
    Failing.left = failures
    with WorkerPool(Failing, 2) as pool:
        if fails:
            with pytest.raises(ExecutorError):
                pool.run(JOB)
        else:
            assert pool.run(JOB).message == SQUARE

        assert pool.run(JOB).message == SQUARE


class Held:
    """A worker whose first `left` programs are held up by the machine."""

    left = 0

    def run(self, job: Job) -> Execution:
        Held.left -= 1
        return Execution(outputs=[], message=job.code, idle=Held.left >= 0)

    def alive(self) -> bool:
        return True

    def close(self) -> None:
        pass


@pytest.mark.parametrize(("held", "idle"), [(0, False), (1, False), (2, True)])
def test_a_program_that_hardly_ran_is_tried_once_more(held: int, idle: bool) -> None:  # noqa: FBT001
    Held.left = held
    with WorkerPool(Held, 1) as pool:
        assert pool.run(JOB).idle is idle


def test_a_worker_is_replaced_after_an_attack_on_the_kernel(local: WorkerPool) -> None:
    before = set(sandboxes())

    call(local, "import ctypes\ndef f(): ctypes.CDLL(None).unshare(0x10000000)", limits=QUICK)

    assert len(before - set(sandboxes())) == 1
    assert output(local, SQUARE, 3).value == 9


@pytest.mark.skipif(not shutil.which("nsjail"), reason="nsjail is not installed")
def test_nsjail_serves_as_well_as_bubblewrap() -> None:
    with Local(jobs=1, jail="nsjail").open() as pool:
        assert output(
            pool, "import os\ndef f(n): return [n * n, os.getpid(), os.listdir('/proc')]", 3
        ).value == [9, 1, []]


def test_large_outputs_of_many_programs_at_once_come_whole(local: WorkerPool) -> None:
    """More than the pipes and buffers on the way can hold: 150 outputs of 8 MB."""
    code = "import sys\nn = int(input())\nsys.stdout.write(chr(97 + n % 26) * 8_000_000)"
    wide = Limits(call_s=20, job_s=60, output_bytes=9_000_000)

    def run(number: int) -> tuple[int, str]:
        job = Job(code=code, mode="stdio", calls=[Call(stdin=str(number))], limits=wide)
        (out,) = local.run(job).outputs
        return len(out.stdout), out.stdout[:1] + out.stdout[-1:]

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(run, range(150)))

    assert found == [(8_000_000, 2 * chr(97 + n % 26)) for n in range(150)]


def test_four_clients_at_once_get_their_own_answers() -> None:
    """Four pools of four threads each, one of whose sandboxes is killed meanwhile."""
    before = set(sandboxes())

    def client(number: int) -> list[int]:
        with Local(jobs=1).open() as pool, ThreadPoolExecutor(4) as threads:
            jobs = [threads.submit(output, pool, SQUARE, 100 * number + n) for n in range(25)]
            if number == 0:
                for pid in set(sandboxes()) - before:
                    os.kill(pid, signal.SIGKILL)
                    break
            return [job.result().value for job in jobs]

    with ThreadPoolExecutor(4) as clients:
        found = list(clients.map(client, range(4)))

    assert found == [[(100 * number + n) ** 2 for n in range(25)] for number in range(4)]
