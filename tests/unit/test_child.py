"""A child process can't hold its parent up."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from verigen.core.child import Child, ChildGone, ChildStuck

if TYPE_CHECKING:
    from collections.abc import Iterator

SOON, LONG = 0.2, 60.0


@contextmanager
def child(program: str) -> Iterator[Child]:
    command = [sys.executable, "-I", "-c", program]
    found = Child(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0))
    try:
        yield found
    finally:
        found.kill()


ECHO = "import sys\nfor line in sys.stdin: print(line[::-1].strip(), flush=True)"


def test_lines_go_there_and_back() -> None:
    with child(ECHO) as echo:
        echo.write(b"abc\ndef\n", monotonic() + LONG)

        assert [echo.line(monotonic() + LONG) for _ in range(2)] == [b"cba", b"fed"]
        assert echo.alive()


def test_bytes_are_read_to_the_last() -> None:
    with child("import sys; sys.stdout.write('x' * 300_000)") as told:
        assert told.read(300_000, monotonic() + LONG) == b"x" * 300_000


@pytest.mark.parametrize(
    "call", [lambda c: c.line(monotonic() + SOON), lambda c: c.read(1, monotonic() + SOON)]
)
def test_silence_ends_at_the_deadline(call) -> None:
    with child("import time; time.sleep(60)") as silent, pytest.raises(ChildStuck):
        call(silent)


def test_one_that_does_not_read_blocks_nobody() -> None:
    with child("import time; time.sleep(60)") as deaf, pytest.raises(ChildStuck):
        deaf.write(b"x" * 10_000_000, monotonic() + SOON)


def test_one_that_used_up_its_cpu_time_is_stuck() -> None:
    with child("while True: pass") as busy, pytest.raises(ChildStuck):
        busy.line(monotonic() + LONG, lambda: busy.cpu_s() > SOON)


def test_one_that_ended_is_gone() -> None:
    with child("") as ended:
        with pytest.raises(ChildGone):
            ended.line(monotonic() + LONG)
        with pytest.raises(ChildGone):
            ended.write(b"x" * 1_000_000, monotonic() + LONG)
        assert not ended.alive()


def test_what_nobody_asked_for_is_no_good_sign() -> None:
    with child("print('hello', flush=True); import time; time.sleep(60)") as chatty:
        assert chatty.line(monotonic() + LONG) == b"hello"

        assert chatty.alive()
