"""What a server lends to one program: no client may ask for more of the machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verigen.core.types import Limits, Problem
from verigen.serve.refusal import BadRequest
from verigen.verifiers.unit_tests.drawn import DRAW_S

if TYPE_CHECKING:
    from verigen.core.types import Job

SAID = {
    "call_s": "{:g} s of CPU per call",
    "job_s": "{:g} s of CPU in all",
    "memory_mb": "{:,} MiB of memory",
    "output_bytes": "{:,} bytes of output",
    "file_bytes": "{:,} bytes of files",
}


def most(memory_mb: int) -> Limits:
    """The limits that a program gets at most."""
    return Limits(call_s=60.0, job_s=300.0, memory_mb=memory_mb, output_bytes=64 << 20, file_bytes=256 << 20)


def bounded(job: Job, lent: Limits) -> Job:
    """Raises BadRequest for a job that asks for more than the server lends, or for nothing."""
    within(job.limits, lent, "the job asks for")
    return job


def affordable(problem: Problem, lent: Limits, where: str = "") -> None:
    """The same for a problem, whose reference sets the limits of the programs that answer it."""
    reference = problem.reference
    call_s = getattr(reference, "time_limit_s", None)
    if call_s is None:
        return
    drawn = getattr(reference, "drawn", None)
    asked = Limits(
        call_s=call_s,
        job_s=max(call_s, max(call_s, DRAW_S) * len(drawn.tests)) if drawn else call_s,
        memory_mb=getattr(reference, "memory_mb", Limits().memory_mb),
    )
    within(asked, lent, f"{where}the problem asks for")


def within(asked: Limits, lent: Limits, what: str) -> None:
    """Raises BadRequest that names the first limit that is too large, or not above 0."""
    wanted, given = msgspec.to_builtins(asked), msgspec.to_builtins(lent)
    for name, shown in SAID.items():
        if not 0 < wanted[name] <= given[name]:
            raise BadRequest(
                f"{what} {shown.format(wanted[name])} ({name}); the server lends more than 0 and at most {given[name]:,}",
                422,
            )
