"""What comes back from a guest is hostile data."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verigen.core.errors import ExecutorError
from verigen.core.types import Call, Job
from verigen.executors import wire

JOB = Job(code="", mode="function", entry_point="f", calls=[Call(), Call()])
SCRIPT = Job(code="", mode="stdio", calls=[Call(stdin="")])
FUZZER = Path(__file__).parents[2] / "benchmarks" / "checks" / "guest_records.py"
LOADED = b'{"load":true}\n'


def reply(written: bytes, printed: bytes = b"", **changed: Any) -> bytes:
    report = {"cause": None, "code": 0, "cpu": 0.0, "wall": 0.0, "cut": False, **changed}
    report |= {"results": len(written), "output": len(printed)}
    head = json.dumps({"reports": [report]}).encode()
    return wire.LENGTH.pack(len(head)) + head + written + printed


@given(st.binary())
def test_any_bytes_of_a_program_decode_to_an_execution(written: bytes) -> None:
    assert wire.decode(reply(written), JOB).fault is not None or b"load" in written
    assert wire.decode(reply(written, b"text"), SCRIPT).outputs[0].stdout == "text"


@pytest.mark.parametrize(
    "written",
    [
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"value":NaN}\n',
        b'{"value":5}\n{"value":5}\n',
        b'{"load":true,"fault":"passed"}\n',
        b'{"load":1}\n',
        b'{"load":true,"fault":"unsupported"}\n',
        LOADED + b'{"value":"\\ud800"}\n',
        LOADED + b'{"bases":[1]}\n',
        LOADED + b'{"message":"\xff"}\n',
        LOADED + b'{"value":"\xed\xa0\x80"}\n',
        LOADED + b'{"value":' + b"9" * 5000 + b"}\n",
    ],
)
def test_records_that_we_would_not_write_are_no_result(written: bytes) -> None:
    assert wire.decode(reply(written), JOB).fault == "no_result"


def test_more_records_than_calls_are_cut() -> None:
    execution = wire.decode(reply(LOADED + b'{"value":5}\n' * 9), JOB)

    assert [output.value for output in execution.outputs] == [5, 5]


@pytest.mark.parametrize(
    ("report", "fault"),
    [
        ({"cause": "timeout", "code": -9}, "timeout"),
        ({"code": -9, "cpu": 20.1}, "timeout"),
        ({"code": -31}, "sandbox_violation"),
        ({"code": -11}, "runtime_error"),
        ({"code": -24}, "timeout"),
        ({"code": -40}, "runtime_error"),
        ({"code": 0}, "no_result"),
        ({"code": 3}, "no_result"),
    ],
)
def test_the_way_a_process_ended_names_the_fault(report: dict[str, Any], fault: str) -> None:
    assert wire.decode(reply(b"", **report), JOB).fault == fault
    assert wire.decode(reply(LOADED, **report), JOB).outputs[0].fault == fault


@pytest.mark.parametrize("written", [b"", LOADED])
def test_a_program_that_somebody_else_killed_is_not_blamed(written: bytes) -> None:
    with pytest.raises(ExecutorError, match="killed from outside"):
        wire.decode(reply(written, code=-9), JOB)


def test_more_empty_lists_than_the_host_builds_are_an_output_limit() -> None:
    flood = b'{"value":[' + b"[]," * 300_000 + b"1]}\n"

    assert wire.decode(reply(LOADED + flood), JOB).fault == "output_limit"


@pytest.mark.parametrize("numeral", [b"5e-324", b"1e308", b"1E-400"])
def test_more_numbers_at_the_ends_of_their_range_than_the_host_reads_are_an_output_limit(
    numeral: bytes,
) -> None:
    flood = b'{"value":[' + b",".join([numeral] * 150_000) + b"]}\n"

    assert wire.decode(reply(LOADED + flood), JOB).fault == "output_limit"
    assert wire.decode(reply(LOADED + b'{"value":[' + numeral + b"]}\n"), JOB).fault is None


def test_what_a_program_says_is_one_short_line() -> None:
    record = json.dumps({"exception": "E" * 900, "message": "\x1b]0;x\x07 a\nb\u202e\x9b" + "y" * 10**6})

    output = wire.decode(reply(LOADED + record.encode() + b"\n"), JOB).outputs[0]

    assert output.message.isprintable()
    assert len(output.message) <= wire.MAX_MESSAGE
    assert output.exception == "E" * wire.MAX_NAME


@pytest.mark.parametrize("kind", ["record", "value"])
def test_a_thousand_attacks_raise_nothing_and_take_no_time(kind: str) -> None:
    found = runpy.run_path(str(FUZZER))["run"](seed=7, kind=kind, count=1000)

    raised, slow = found
    assert raised == []
    # Ten times what the full run allows: this machine may be busy.
    assert max(slow)[0] < 0.5


def test_a_sandbox_that_broke_is_our_fault() -> None:
    head = b'{"broken":"no namespaces left"}'

    with pytest.raises(ExecutorError, match="no namespaces left"):
        wire.decode(wire.LENGTH.pack(len(head)) + head, JOB)


@pytest.mark.parametrize(
    ("cause", "cpu", "idle"),
    [("timeout", 0.0, True), ("timeout", 0.19, True), ("timeout", 2.0, False), (None, 0.0, False)],
)
def test_a_program_is_idle_that_ran_out_of_time_without_running(
    cause: str | None,
    cpu: float,
    idle: bool,  # noqa: FBT001
) -> None:
    assert wire.decode(reply(LOADED, cause=cause, cpu=cpu), JOB).idle is idle
