"""Grading beside other work: forks, threads, event loops, fresh processes and deadlines."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from verigen.verifiers.symbolic import compare, verify, verify_async, verify_many

EASY = [
    ("0.5", r"\boxed{\frac12}"),
    (r"2\sqrt3", r"\boxed{\sqrt{12}}"),
    (r"\sin 2x", r"\boxed{2\sin x\cos x}"),
]
HARD = r"\int_0^{1} \int_0^{1} \frac{\ln(1+xy)\sin(x+y)}{1-xy} dx dy"
CHILDREN = 6
PATIENCE_S = 60  # of a child: one that is alone takes 0.1 s


def busy(stop: threading.Event) -> None:
    while not stop.is_set():
        compare(r"\sqrt{2}+\sqrt{3}", r"\sqrt{5+2\sqrt{6}}")


def outcome_in_a_fork() -> int:
    """The exit status of a forked child that grades; negative if it never ends by itself."""
    child = os.fork()
    if child == 0:
        signal.alarm(PATIENCE_S)
        os._exit(0 if [verify(*pair).outcome for pair in EASY] == ["correct"] * 3 else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def outcomes_beside_threads(*, warm: bool) -> list[int]:
    """The statuses of children forked while two threads grade; `warm`: the parent has graded before."""
    if warm:
        assert [verify(*pair).outcome for pair in EASY] == ["correct"] * 3
    stop = threading.Event()
    threads = [threading.Thread(target=busy, args=(stop,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        return [outcome_in_a_fork() for _ in range(CHILDREN)]
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("warm", [True, False])
def test_a_child_forked_while_other_threads_grade_can_grade(
    warm: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # In a process that coverage does not watch: it has a lock of its own, which a fork copies while it is held.
    for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
        monkeypatch.delenv(name)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        assert fresh.submit(outcomes_beside_threads, warm=warm).result() == [0] * CHILDREN


def test_a_spawned_process_grades() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(grade_one, EASY[1]).result() == "correct"


def grade_one(pair: tuple[str, str]) -> str:
    return verify(*pair).outcome


def test_many_are_graded_in_order_and_a_bad_reference_is_told() -> None:
    verdicts = verify_many([*EASY, (r"\frac{2}{", "5")])

    assert [one.outcome for one in verdicts] == ["correct"] * 3 + ["unverified"]
    assert verdicts[-1].reason == "reference"


def test_an_event_loop_goes_on_while_answers_are_graded() -> None:
    async def together() -> list[str]:
        return [one.outcome for one in await asyncio.gather(*(verify_async(*pair) for pair in EASY))]

    assert asyncio.run(together()) == ["correct"] * 3


def test_a_deadline_ends_a_comparison_unverified() -> None:
    started = time.process_time()

    verdict = compare("5", HARD, deadline_s=0.05)

    assert verdict.outcome == "unverified"
    assert time.process_time() - started < 2


untyped: Any = verify
untyped_compare: Any = compare


@pytest.mark.parametrize(
    "call",
    [
        lambda: untyped(None, "5"),
        lambda: untyped(True, "5"),
        lambda: untyped("5", 5),
        lambda: untyped("5", "5", tolerance="1"),
        lambda: untyped("5", "5", question=5),
        lambda: untyped("5", "5", deadline_s="1"),
        lambda: untyped_compare("5", b"5"),
        lambda: untyped(["5", None], "5"),
    ],
)
def test_an_argument_of_a_wrong_type_is_told(call: Any) -> None:
    with pytest.raises(TypeError, match=r"is a \w+: pass"):
        call()
