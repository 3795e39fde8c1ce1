"""Runs programs for /run: verigen's own jobs, and SandboxFusion's run_code form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from verigen.core.types import Call, Job, Limits
from verigen.serve.refusal import BadRequest

if TYPE_CHECKING:
    from verigen.core.types import Execution, Fault

PYTHON = ("python", "python3")
STATUS = re.compile(r"(?:SystemExit: |it ended with status )([1-9]\d{0,2})")


class RunCode(msgspec.Struct):
    """SandboxFusion's request; `files` and `fetch_files` must be empty, as a program has no files of ours.

    A name in `files` without content counts for nothing, as there.
    """

    code: str
    language: str = "python"
    stdin: str | None = None
    run_timeout: float = 10.0
    compile_timeout: float = 10.0
    memory_limit_MB: int = 512  # noqa: N815 - SandboxFusion's name
    files: dict[str, Any] = {}
    fetch_files: list[Any] = []


decoder = msgspec.json.Decoder(RunCode)


def fusion(asked: RunCode, lent: Limits) -> Job:
    """The job of a run_code request, with at most the server's time and memory, as SandboxFusion cuts them.

    Raises BadRequest for another language, or files.
    """
    if asked.language not in PYTHON:
        raise BadRequest(f"language {asked.language!r} is not offered; this sandbox runs python", 422)
    if asked.fetch_files or any(each is not None for each in asked.files.values()):
        raise BadRequest("files are not offered; give the program its input as stdin", 422)
    seconds = min(max(asked.run_timeout, 0.1), lent.call_s)
    memory = min(asked.memory_limit_MB if asked.memory_limit_MB > 0 else 512, lent.memory_mb)
    limits = Limits(call_s=seconds, job_s=seconds, memory_mb=memory)
    return Job(code=asked.code, mode="stdio", calls=[Call(stdin=asked.stdin or "")], limits=limits)


def fused(done: Execution) -> dict[str, Any]:
    """An execution in the form of SandboxFusion's reply, whose `Error` is the sandbox's own and never a program's.

    `stderr` says why the program failed; what it wrote there itself is not kept.
    """
    output = done.outputs[0] if done.outputs else None
    fault = done.fault or (output.fault if output else "no_result")
    message = (output.message if output else "") or done.message
    run = {
        "status": "TimeLimitExceeded" if fault == "timeout" else "Finished",
        "execution_time": output.seconds if output else done.seconds,
        "return_code": _code(fault, message),
        "stdout": output.stdout if output else "",
        "stderr": "" if fault is None else message,
    }
    return {
        "status": "Success" if fault is None else "Failed",
        "message": "",
        "compile_result": None,
        "run_result": run,
        "executor_pod_name": None,
        "files": {},
    }


def _code(fault: Fault | None, message: str) -> int | None:
    """The program's exit code; None where its time was cut."""
    if fault is None or fault == "timeout":
        return None if fault else 0
    said = STATUS.fullmatch(message)
    return int(said[1]) % 256 or 1 if said else 1


def broken(message: str) -> dict[str, Any]:
    """SandboxFusion's word for a sandbox that failed, which is never the program's fault."""
    return {
        "status": "SandboxError",
        "message": message,
        "compile_result": None,
        "run_result": None,
        "executor_pod_name": None,
        "files": {},
    }
