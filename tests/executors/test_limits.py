"""Programs that take too much are ended, and told why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from run_program import QUICK, call, fault, output, script

from verigen.core.types import Call, Job, Limits
from verigen.executors.local import Local

if TYPE_CHECKING:
    from verigen.core.parts import Pool

ENDLESS = {
    "a loop": "def f():\n    while True: pass",
    "a loop at import": "while True: pass",
    "a loop in C": "import itertools\ndef f(): return sum(itertools.repeat(1))",
    "a huge power": "def f(): return 7 ** 7 ** 12",
    "a loop that catches all": "def f():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "a deaf one": "import signal\nfor n in range(1, 64):\n    try: signal.signal(n, signal.SIG_IGN)\n    except Exception: pass\ndef f():\n    while True: pass",
    "a sleeper": "import time\ndef f(): time.sleep(10**6)",
    "a deadlock": "import threading\nlock = threading.Lock()\nlock.acquire()\ndef f(): lock.acquire()",
    "a regular expression": "import re\ndef f(): return re.match(r'(a+)+$', 'a' * 60 + 'b')",
    "four threads": "import threading\ndef loop():\n    while True: pass\n[threading.Thread(target=loop).start() for _ in range(4)]\ndef f(): loop()",
}


@pytest.mark.parametrize("program", ENDLESS)
def test_an_endless_program_is_a_timeout(pool: Pool, program: str) -> None:
    assert fault(call(pool, ENDLESS[program])) == "timeout"


def test_a_script_that_never_reads_is_a_timeout(pool: Pool) -> None:
    assert fault(script(pool, "import time\ntime.sleep(10**6)", "1\n" * 100_000)) == "timeout"


def test_an_exit_handler_that_hangs_is_a_timeout_of_a_script(pool: Pool) -> None:
    assert fault(script(pool, "import atexit, time\natexit.register(time.sleep, 10**6)")) == "timeout"


def test_what_was_answered_before_the_timeout_counts(pool: Pool) -> None:
    code = "def f(n):\n    while n == 2: pass\n    return n"
    calls = [Call(args=[n]) for n in range(5)]

    execution = pool.run(Job(code=code, mode="function", entry_point="f", calls=calls, limits=QUICK))

    assert [(out.value, out.fault) for out in execution.outputs] == [(0, None), (1, None), (None, "timeout")]


def test_time_is_counted_by_the_call(pool: Pool) -> None:
    code = "import time\ndef f():\n    end = time.process_time() + 0.3\n    while time.process_time() < end: pass\n    return 1"
    limits = Limits(call_s=0.5, job_s=10.0, memory_mb=256)

    execution = pool.run(Job(code=code, mode="function", entry_point="f", calls=[Call()] * 4, limits=limits))

    assert [out.value for out in execution.outputs] == [1, 1, 1, 1]


def test_a_busy_machine_times_nobody_out() -> None:
    """Twelve programs of 0.4 s on few cores need more wall time than one of them is allowed."""
    code = "import time\ndef f():\n    end = time.process_time() + 0.4\n    while time.process_time() < end: pass\n    return 1"
    with Local(jobs=12).open() as crowded, ThreadPoolExecutor(12) as threads:
        found = list(threads.map(lambda _: output(crowded, code).value, range(12)))

    assert found == [1] * 12


def test_a_job_has_a_limit_of_its_own(pool: Pool) -> None:
    code = "import time\ndef f():\n    end = time.process_time() + 0.3\n    while time.process_time() < end: pass\n    return 1"
    limits = Limits(call_s=0.5, job_s=1.0, memory_mb=256)

    execution = pool.run(Job(code=code, mode="function", entry_point="f", calls=[Call()] * 10, limits=limits))

    assert fault(execution) == "timeout"


@pytest.mark.parametrize(
    "code",
    [
        "def f(): return len(bytearray(2 << 30))",
        "def f():\n    x = []\n    while True: x.append(bytearray(1 << 20))",
        "import mmap\ndef f():\n    kept = []\n    while True:\n        kept.append(mmap.mmap(-1, 1 << 20))\n        kept[-1][:] = b'x' * (1 << 20)",
        "x = bytearray(2 << 30)\ndef f(): pass",
    ],
)
def test_too_much_memory_is_told_as_such(pool: Pool, code: str) -> None:
    assert fault(call(pool, code, limits=Limits(call_s=5.0, memory_mb=128))) in {"memory", "runtime_error"}


def test_the_memory_limit_leaves_what_was_promised(pool: Pool) -> None:
    code = "def f(n): return len(bytearray(n << 20))"

    assert output(pool, code, 200, limits=Limits(memory_mb=256)).value == 200 << 20


def test_printing_without_end_is_an_output_limit(pool: Pool) -> None:
    limits = Limits(call_s=5.0, output_bytes=1 << 16)

    assert fault(script(pool, "while True: print('x' * 1000)", limits=limits)) == "output_limit"
    assert (
        fault(script(pool, "import os\nfor _ in range(1000): os.write(1, b'x' * 10**6)", limits=limits))
        == "output_limit"
    )


def test_a_function_may_print_what_it_likes(pool: Pool) -> None:
    assert output(pool, "def f():\n    for _ in range(100): print('x' * 10**5)\n    return 1").value == 1


def test_a_value_too_large_to_send_is_an_output_limit(pool: Pool) -> None:
    assert fault(call(pool, "def f(): return list(range(10**6))")) == "output_limit"


def test_a_file_can_not_outgrow_its_limit(pool: Pool) -> None:
    code = "def f():\n    with open('big', 'wb') as file:\n        for _ in range(100): file.write(b'x' * (1 << 20))"

    assert output(pool, code, limits=Limits(file_bytes=8 << 20)).exception == "OSError"


def test_files_can_not_outgrow_their_folder(pool: Pool) -> None:
    code = "def f():\n    for n in range(10**5): open(f'{n}', 'w').close()"

    assert output(pool, code, limits=Limits(call_s=10.0)).exception == "OSError"


def test_threads_have_a_limit(pool: Pool) -> None:
    code = "import threading, time\ndef f():\n    for n in range(1000): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"

    assert output(pool, code).exception == "RuntimeError"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("import ctypes\ndef f(): ctypes.string_at(0)", "SIGSEGV"),
        ("import ctypes\ndef f(): ctypes.CDLL(None).free(ctypes.c_void_p(0x1234))", "SIG"),
        ("import os\ndef f(): os.abort()", "SIG"),
    ],
)
def test_a_crash_is_a_runtime_error(pool: Pool, code: str, name: str) -> None:
    execution = call(pool, code)

    assert fault(execution) == "runtime_error"
    assert name in execution.outputs[-1].message


def test_an_attack_on_the_kernel_is_a_violation(pool: Pool) -> None:
    assert (
        fault(call(pool, "import ctypes\ndef f(): ctypes.CDLL(None).unshare(0x10000000)"))
        == "sandbox_violation"
    )


def test_a_program_that_leaves_without_a_result_has_none(pool: Pool) -> None:
    assert fault(call(pool, "import os\ndef f(): os._exit(0)")) == "no_result"


FORGED_CLOCKS = """
import gc, struct
def f(clock):
    for found in gc.get_objects():
        if type(found).__name__ == 'Desk':
            found._memory[:32] = struct.pack('@QQdd', 0, 0, clock, clock)
    while True: pass
"""


@pytest.mark.parametrize("clock", ["nan", "inf", "1e18", "-1e18", "-inf"])
def test_a_forged_clock_buys_no_time(pool: Pool, clock: str) -> None:
    assert (
        fault(call(pool, FORGED_CLOCKS.replace("(clock):", "():\n    clock = float('" + clock + "')")))
        == "timeout"
    )


def test_a_clock_that_is_set_forward_again_and_again_ends_with_the_job(pool: Pool) -> None:
    code = """
import gc, struct, time
def f():
    desk = next(found for found in gc.get_objects() if type(found).__name__ == 'Desk')
    while True: desk._memory[16:32] = struct.pack('@dd', time.process_time(), time.monotonic())
"""
    assert fault(call(pool, code, limits=Limits(call_s=0.3, job_s=1.0))) == "timeout"
